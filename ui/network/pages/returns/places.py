"""Where each practice of a network lies for each 1,000 patients, beside what is usual among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.comparison.quartiles import Usual, usual_of
from greenpractice.network.network import Network
from greenpractice.phrases import CarbonUnit, carbon_unit

_ROOM = Decimal("0.08")  # of the line, free at both ends


@dataclass(frozen=True, slots=True)
class Place:
    """kg for each 1,000 patients, now and in the period before; None is no data."""

    now: Decimal
    before: Decimal | None


class Places:
    """Every practice that can be placed, on one line for all of them."""

    def __init__(self, network: Network) -> None:
        earlier = network.whole_earlier(network.period.previous)
        known = {code: network.per_1000_of(code) for code in network.footprints}
        self.of: Mapping[str, Place] = {
            code: Place(now, earlier[code].per_1000_patients if code in earlier else None)
            for code, now in known.items()
            if now is not None
        }
        now = [each.now for each in self.of.values()]
        self.usual: Usual | None = usual_of(now, is_share=False)
        self.unit: CarbonUnit = carbon_unit(max(now, default=Decimal(0)))
        band = [] if self.usual is None else [self.usual.lower, self.usual.upper]
        every = [*now, *(each.before for each in self.of.values() if each.before is not None), *band]
        self._least, self._most = min(every, default=Decimal(0)), max(every, default=Decimal(0))

    @property
    def heading(self) -> str:
        """What stands above the lines."""
        if self.usual is None:
            return "Now and before"
        return f"Usual {self._number(self.usual.lower)} to {self._number(self.usual.upper)}"

    def words(self, code: str) -> str:
        """Where a practice lies, for whoever does not see its line."""
        place = self.of[code]
        told = [] if self.usual is None else [self._beside(place.now, self.usual)]
        if place.before is not None:
            told.append(f"{self._number(place.before)} before")
        return ", ".join(told) or "nothing to compare with"

    def share(self, value: Decimal) -> float:
        """How far along the line a value lies, from 0 to 1."""
        wide = self._most - self._least
        if not wide:
            return 0.5
        return float(_ROOM + (1 - 2 * _ROOM) * (value - self._least) / wide)

    def _beside(self, value: Decimal, usual: Usual) -> str:
        if value > usual.upper:
            return "above the usual"
        return "below the usual" if value < usual.lower else "as usual"

    def _number(self, kg: Decimal) -> str:
        return self.unit.show(kg)
