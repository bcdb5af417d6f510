"""Figures beside those of last quarter and of the same quarter last year: twice or half is asked about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.facts.guards import BEFORE, EARLIER, YEAR_BEFORE, Guard
from greenpractice.guards.figures import Figures, Given
from greenpractice.guards.measures import Measured, measured
from greenpractice.guards.slips import slips_words
from greenpractice.guards.words import figure_words, number_words, times_words, verb_words
from greenpractice.periods import Period
from greenpractice.small_numbers import is_few_patients

_ALL_OF_IT = Decimal(100)  # how many times beyond its limit what was nothing, or is nothing now, counts


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure that is unlike an earlier one: `then` is for as many days as `now`."""

    guard: Guard
    now: Measured
    then: Decimal
    when: str
    beyond: Decimal

    @property
    def times(self) -> Decimal:
        """How many times the earlier one it is; of nothing as many as it is beyond its limit."""
        return self.now.value / self.then if self.then and self.now.value else self.beyond

    def sentence(self, row: Mapping[str, str]) -> str:
        """`12,320 kWh is 2.4 times the 5,100 of last quarter; is it a whole year?`."""
        unit, now, then = self.guard.unit, self.now.value, self.then
        said = verb_words(now, unit, len(self.now.parts))
        if not now or not then or any(_is_few(unit, each) for each in (now, then)):
            return f"{said} not like the {figure_words(then, unit)} of {self.when}"
        times = times_words(now / then) or "less than a tenth of"
        slips = slips_words(self.guard, now, then, None, row)
        return f"{said} {times} the {number_words(then)} of {self.when}{slips}"


def compared_with(
    guards: Iterable[Guard], figures: Figures, earlier: Mapping[Period, Given]
) -> Iterator[Compared]:
    """Each figure that is more than so many times, or less than such a part of, an earlier one."""
    period = figures.period
    kind = "year" if period.is_year else "quarter"
    times = [(BEFORE, period.previous, f"last {kind}")]
    if not period.is_year:
        times.append((YEAR_BEFORE, period.year_before, "the same quarter last year"))
    known = [(which, Figures(earlier[before]), when) for which, before, when in times if before in earlier]
    for guard in guards:
        if guard.scale != EARLIER or not figures.raw(guard.section):
            continue
        now = {each.key: each for each in measured(guard, figures) if each.is_whole}
        for which, then, when in known:
            if not period.is_year and guard.period in (BEFORE, YEAR_BEFORE) and guard.period != which:
                continue
            for before in measured(guard, then):
                if before.key in now and before.is_whole and not _is_estimate(guard, before, then):
                    yield from _unlike(guard, now[before.key], before, when)


def _is_few(unit: str, count: Decimal) -> bool:
    return unit == "patients" and is_few_patients(count)


def _is_estimate(guard: Guard, found: Measured, figures: Figures) -> bool:
    return any(figures.is_estimated(guard.section, part.row, guard.fields) for part in found.parts)


def _unlike(guard: Guard, now: Measured, before: Measured, when: str) -> Iterator[Compared]:
    then = before.value
    if before.base.most and now.base.most:
        then *= now.base.most / before.base.most
    if max(now.value, then) < guard.least:
        return
    if not then or not now.value:
        if then != now.value:
            yield Compared(guard, now, then, when, _ALL_OF_IT)
        return
    times = now.value / then
    if guard.doubt_high is not None and times > guard.doubt_high:
        yield Compared(guard, now, then, when, times / guard.doubt_high)
    elif guard.doubt_low is not None and times < guard.doubt_low:
        yield Compared(guard, now, then, when, guard.doubt_low / times)
