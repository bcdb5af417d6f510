"""Figures beside those of last quarter and of the same quarter last year: twice or half is asked about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from greenpractice.facts.guards import BEFORE, EARLIER, SITE, YEAR_BEFORE, Guard
from greenpractice.facts.in_use import in_use
from greenpractice.guards.amounts import is_worked_out
from greenpractice.guards.days import share_of
from greenpractice.guards.figures import Figures, Given
from greenpractice.guards.measures import Parts, measured
from greenpractice.guards.slips import slips_words
from greenpractice.guards.words import figure_words, number_words, times_words, verb_words
from greenpractice.periods import Period
from greenpractice.small_numbers import is_few_patients
from greenpractice.texts import name_key

_QUARTERS_DIFFER = Decimal("0.03")  # they have 90 to 92 days: a whole one is called by its name
_ALL_OF_IT = Decimal(100)  # how many times beyond its limit what was nothing, or is nothing now, counts
_ONE, _ZERO = Decimal(1), Decimal(0)
_BY = "by "


class _Sum(NamedTuple):
    """One figure, the rows it is made of, and the share of a year that it stands for (1 without dates)."""

    value: Decimal
    parts: Parts
    share: Decimal


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure that is unlike an earlier one: `then` is for as many days as `value`, `share` of a year's."""

    guard: Guard
    value: Decimal
    parts: Parts
    then: Decimal
    when: str
    beyond: Decimal
    share: Decimal

    @property
    def times(self) -> Decimal:
        """How many times the earlier one it is; of nothing as many as it is beyond its limit."""
        return self.value / self.then if self.then and self.value else self.beyond

    def sentence(self, row: Mapping[str, str]) -> str:
        """`12,320 kWh is 2.4 times the 5,100 of last quarter; is it a whole year?`."""
        unit, now, then = self.guard.unit, self.value, self.then
        said = verb_words(now, unit, len(self.parts.rows))
        if not now or not then or any(_is_few(unit, each) for each in (now, then)):
            return f"{said} not like the {figure_words(then, unit)} of {self.when}"
        times = times_words(now / then) or "less than a tenth of"
        slips = slips_words(self.guard, now, then, None, row, self.share)
        return f"{said} {times} the {number_words(then)} of {self.when}{slips}"


def compared_with(
    guards: Iterable[Guard], figures: Figures, earlier: Mapping[Period, Given]
) -> Iterator[Compared]:
    """Each figure that is more than so many times, or less than such a part of, an earlier one."""
    period = figures.period
    words = f"last {'year' if period.is_year else 'quarter'}", "the same quarter last year"
    times = zip((BEFORE, YEAR_BEFORE), beside(period), words, strict=False)
    known = [(which, _Known(Figures(earlier[each])), when) for which, each, when in times if each in earlier]
    here = _Known(figures)
    for guard in guards:
        if guard.scale != EARLIER or not figures.raw(guard.section):
            continue
        now = here.sums(guard)
        for which, then, when in known:
            if not period.is_year and guard.period in (BEFORE, YEAR_BEFORE) and guard.period != which:
                continue
            for key, before in then.sums(guard).items():
                if key not in now:
                    continue
                found = _unlike(guard, now[key], before, when, share_of(guard, period))
                if found is not None and not _is_estimate(guard, before, then.figures):
                    yield found


def beside(period: Period) -> tuple[Period, ...]:
    """The periods that figures are set beside: of no other return anything is looked at."""
    return (period.previous,) if period.is_year else (period.previous, period.year_before)


class _Known:
    """The sums of one return; what two guards look at is summed once."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self._sums: dict[tuple[str, str, str], Mapping[str, _Sum]] = {}

    def sums(self, guard: Guard) -> Mapping[str, _Sum]:
        """Each figure by what its rows have in common; none of which a row says nothing."""
        if guard.rows == SITE or len(guard.amounts) > 1 or is_worked_out(guard.amounts[0]):
            what = "measured", guard.id, in_use()
            return self.figures.given.once(what, partial(_worked_out, guard, self.figures))
        key = guard.section, guard.amounts[0], guard.rows
        if key not in self._sums:
            self._sums[key] = self.figures.given.once(("sums", *key), partial(_declared, guard, self.figures))
        sums = self._sums[key]
        if guard.least_rows < 2:
            return sums
        return {each: found for each, found in sums.items() if len(found.parts.rows) >= guard.least_rows}


def _worked_out(guard: Guard, figures: Figures) -> Mapping[str, _Sum]:
    """Sums of what is worked out of rows, by what these have in common."""
    found = (each for each in measured(guard, figures) if each.is_whole)
    return {each.key: _Sum(each.value, each.parts, each.base.most) for each in found}


def _declared(guard: Guard, figures: Figures) -> Mapping[str, _Sum]:
    """Sums of a declared figure by what rows have in common."""
    name, by = guard.amounts[0], guard.rows.removeprefix(_BY) if guard.rows.startswith(_BY) else ""
    found, unsaid = dict[str, tuple[list[int], list[Decimal]]](), set[str]()
    rows = zip(figures.raw(guard.section), figures.rows(guard.section), strict=True)
    for at, (raw, row) in enumerate(rows):
        key, value = name_key(raw.get(by)) if by else "", getattr(row, name)
        if isinstance(value, Decimal):
            places, values = found.setdefault(key, ([], []))
            places.append(at)
            values.append(value)
        elif raw and not (guard.section == "practice" and at):  # only the first row has the practice's own
            unsaid.add(key)
    return {
        key: _Sum(sum(values, _ZERO), Parts(tuple(places), tuple(values)), _ONE)
        for key, (places, values) in found.items()
        if key not in unsaid
    }


def _is_few(unit: str, count: Decimal) -> bool:
    return unit == "patients" and is_few_patients(count)


def _is_estimate(guard: Guard, found: _Sum, figures: Figures) -> bool:
    return any(figures.is_estimated(guard.section, row, guard.fields) for row in found.parts.rows)


def _unlike(guard: Guard, now: _Sum, before: _Sum, when: str, share: Decimal) -> Compared | None:
    then = before.value
    if before.share != now.share and before.share:
        then *= now.share / before.share
        if abs(before.share - now.share) > before.share * _QUARTERS_DIFFER:
            when = f"as many days of {when}"  # nobody has entered this number
    if now.value < guard.least and then < guard.least:
        return None
    if now.value < then and len(now.parts.rows) < len(before.parts.rows):
        return None  # rows are entered one after the other: too little may be one that is still to come
    beyond = _beyond(guard, now.value, then)
    return None if beyond is None else Compared(guard, now.value, now.parts, then, when, beyond, share)


def _beyond(guard: Guard, now: Decimal, then: Decimal) -> Decimal | None:
    if not then or not now:
        return None if then == now else _ALL_OF_IT
    times = now / then
    if guard.doubt_high is not None and times > guard.doubt_high:
        return times / guard.doubt_high
    if guard.doubt_low is not None and times < guard.doubt_low:
        return guard.doubt_low / times
    return None
