"""A size of the practice that most of its figures speak against: one question about it, and none about them.

Whoever types 900 patients for 9,000 has nearly all figures ten times too high. A guard of the scale `other
figures` says of a size how many of the figures that it measures must be beyond their limits of doubt in the
same way (`least_rows`), which share must be unusual in this way (`least`), and from how many times on it is
asked about. All of them must be within their limits again with the size that they fit: figures that are
wrong each in its own way are not.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median_low
from typing import NamedTuple

from greenpractice.facts.guards import Guard
from greenpractice.guards.figures import Figures
from greenpractice.guards.measures import Measured, measured
from greenpractice.guards.slips import Limits, slips_words
from greenpractice.guards.words import middle_of, number_words, times_words, usual_limits, verb_words
from greenpractice.phrases import counted
from greenpractice.small_numbers import is_few_patients

_ONE = _NO_TIME = Decimal(1)  # no slip of a size is a year's worth of it
_MOST_NAMED = 2


class _Away(NamedTuple):
    """A figure that a size measures, what is usual of it there, and its limits of doubt."""

    found: Measured
    usual: Limits
    doubt: tuple[Decimal | None, Decimal | None]

    @property
    def times(self) -> Decimal:
        """How many times the usual middle it is."""
        return self.found.value / (middle_of(self.usual) or _ONE)

    def could_be(self, way: int) -> bool:
        """Whether it can be above (1) or below (-1) what is usual."""
        return way > 0 or (self.found.is_whole and self.usual[0] > 0)

    def is_unusual(self, way: int) -> bool:
        """Whether it is."""
        least, most = self.usual
        return self.found.value > most if way > 0 else self.found.value < least

    def is_beyond(self, way: int, factor: Decimal = _ONE) -> bool:
        """Whether it would be beyond its limit of doubt where the size is so many times as large."""
        least, most = self.doubt
        value = self.found.value / factor
        if way > 0:
            return most is not None and value > most
        return least is not None and self.found.is_whole and value < least


@dataclass(frozen=True, slots=True)
class SizeInDoubt:
    """A size, what the figures that speak against it fit, and how many of those it measures they are."""

    guard: Guard
    size: Decimal
    fits: Decimal
    against: tuple[str, ...]
    of: int

    @property
    def times(self) -> Decimal:
        """How many times what they fit it is."""
        return self.size / self.fits

    @property
    def beyond(self) -> Decimal:
        """How many times beyond its limit it is; 1 or less within."""
        guard, times = self.guard, self.times
        above = times / guard.doubt_high if guard.doubt_high else _ONE
        return max(above, guard.doubt_low / times if guard.doubt_low else _ONE)

    def sentence(self, row: Mapping[str, str]) -> str:
        """`900 patients are 10% of what 7 of 8 other figures fit (about 9,000): is it a digit too few?`."""
        said = verb_words(self.size, self.guard.unit, 1)
        named = " and ".join(self.against[:_MOST_NAMED])
        others = f"{len(self.against)} of {counted(self.of, 'other figure')} fit, such as {named}"
        if any(map(is_few_patients, (self.size, self.fits))):
            return f"{said} not what {others}"
        far = times_words(self.times)
        limits = tuple((share or _ONE) * self.fits for share in (self.guard.usual_low, self.guard.usual_high))
        slips = slips_words(self.guard, self.size, self.fits, (limits[0], limits[1]), row, _NO_TIME)
        return f"{said} {f'{far} what' if far else 'far less than'} {others} ({self._about()}){slips}"

    def _about(self) -> str:
        rounded = self.fits.quantize(_ONE.scaleb(self.fits.adjusted()))
        return f"about {number_words(rounded)}"


def size_in_doubt(
    own: Guard, size: Decimal | None, scales: Collection[str], guards: Iterable[Guard], figures: Figures
) -> SizeInDoubt | None:
    """The size that `own` is about, where most of what it measures by these scales speaks against it."""
    if not size:
        return None
    away = list(_away(scales, guards, figures))
    for way in (1, -1):
        could = [each for each in away if each.could_be(way)]
        against = [each for each in could if each.is_unusual(way)]
        beyond = [each for each in against if each.is_beyond(way)]
        if len(beyond) < own.least_rows or len(against) < own.least * len(could):
            continue
        factor = median_low(each.times for each in against)
        if any(each.is_beyond(1, factor) or each.is_beyond(-1, factor) for each in beyond):
            continue
        names = tuple(each.found.guard.compared for each in against)
        doubt = SizeInDoubt(own, size, size * factor, names, len(could))
        if doubt.beyond > 1:
            return doubt
    return None


def _away(scales: Collection[str], guards: Iterable[Guard], figures: Figures) -> Iterator[_Away]:
    """One for each section (of the practice's own figures for each of them): what one slip has done is one.

    Of several the one that is beyond its limits, else the first.
    """
    found: dict[tuple[str, str], _Away] = {}
    for guard in guards:
        if guard.scale not in scales:
            continue
        key = guard.section, guard.fields[0] if guard.section == "practice" else ""
        for each in measured(guard, figures):
            usual = usual_limits(each)
            if usual is None or not usual[1] or each.value <= 0:
                continue
            least, most = guard.doubt_low, guard.doubt_high
            made = _Away(
                each,
                usual,
                (
                    None if least is None else least * each.base.least,
                    None if most is None else most * each.base.most,
                ),
            )
            if key not in found or (_is_asked(made) and not _is_asked(found[key])):
                found[key] = made
    yield from found.values()


def _is_asked(each: _Away) -> bool:
    return each.is_beyond(1) or each.is_beyond(-1)
