"""How good the figures of several practices are together, on what they rest, and which to chase first."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.grades import Sureness, together
from greenpractice.carbon.input_kinds import Doubt
from greenpractice.carbon.reading_to_chase import HowGood, ToChase, where_found
from greenpractice.numbers import exact
from greenpractice.sections import SECTION_BY_KEY


@dataclass(frozen=True, slots=True)
class Resting:
    """What figures of a section rest on that better ones can be found for, and whose these are.

    `half` is half of the range of all of them together, in kg CO2e.
    """

    section: str
    kind: str
    practices: tuple[str, ...]
    half: Decimal
    told: str
    find: str

    @property
    def words(self) -> str:
        """`Heating: was worked out from floor area`."""
        return f"{SECTION_BY_KEY[self.section].title}: {self.told}"


@dataclass(frozen=True, slots=True)
class GoodTogether:
    """All practices together, what figures rest on, and every figure worth chasing, what weighs most first.

    `to_chase` has the code of the practice with each.
    """

    sure: Sureness
    resting: tuple[Resting, ...]
    to_chase: tuple[tuple[str, ToChase], ...]


def good_together(found: Mapping[str, HowGood]) -> GoodTogether:
    """Of practices by their codes."""
    doubts: dict[tuple[str, str], dict[str, list[Doubt]]] = {}
    for code, good in found.items():
        for doubt in good.sure.doubts:
            if doubt.rank != "measured" and where_found(doubt):
                of = doubts.setdefault((doubt.section, doubt.kind.key), {})
                of.setdefault(code, []).append(doubt)
    resting = [_resting(*key, of) for key, of in doubts.items()]
    chased = [(code, each) for code, good in found.items() for each in good.to_chase]
    return GoodTogether(
        together(good.sure for good in found.values()),
        tuple(sorted(resting, key=lambda each: -each.half)),
        tuple(sorted(chased, key=lambda each: -each[1].half)),
    )


def _resting(section: str, kind: str, of: Mapping[str, list[Doubt]]) -> Resting:
    every = [doubt for doubts in of.values() for doubt in doubts]
    with exact():
        half = sum((doubt.half for doubt in every), Decimal(0))
    return Resting(section, kind, tuple(of), half, every[0].kind.words, where_found(every[0]))
