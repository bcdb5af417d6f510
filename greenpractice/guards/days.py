"""For how much of a year a figure stands: the period, the days of bills, and in heating the season."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from greenpractice.facts.guards import (
    AT_ONCE,
    BY_DAYS,
    BY_SEASON,
    EARLIER,
    QUARTER,
    SEASON,
    YEAR,
    Guard,
    load_guards,
    season_of,
)
from greenpractice.facts.in_use import of_facts
from greenpractice.periods import Period
from greenpractice.sections.energy import dates_are_readings, given_amount

_QUARTERS = Decimal(4)
_ONE = Decimal(1)
_LONGEST = 4 * 366  # days of a bill that are looked at; a longer one is asked about for its days
Days = tuple[date, date]


class Span(NamedTuple):
    """Shares of a year: at least, usually, at most; the same three but in heating."""

    least: Decimal
    usual_low: Decimal
    usual_high: Decimal
    most: Decimal

    def plus(self, other: "Span") -> "Span":
        """Both together."""
        return Span(*(one + more for one, more in zip(self, other, strict=True)))

    def times(self, number: Decimal) -> "Span":
        """So many of it."""
        return Span(*(each * number for each in self))


WHOLE = Span(_ONE, _ONE, _ONE, _ONE)
NOTHING = WHOLE.times(Decimal(0))


def span_of(guard: Guard, period: Period) -> Span:
    """How much of what a guard's limits are for a figure of a period may have, without any dates."""
    if guard.period == AT_ONCE:
        share = _ONE if period.is_year else _ONE / _QUARTERS
        return Span(share, share, _ONE, _ONE)
    if guard.period == QUARTER:
        return WHOLE.times(_QUARTERS if period.is_year else _ONE)
    if guard.period in (YEAR, BY_DAYS):
        return WHOLE if period.is_year else WHOLE.times(_ONE / _QUARTERS)
    if guard.period == BY_SEASON:
        return WHOLE if period.is_year else _seasons()[period.quarter]
    return WHOLE


def span_of_days(guard: Guard, days: Iterable[Days], period: Period) -> Span:
    """The same of the days that bills cover together, each day once."""
    covered = _union(days)
    if guard.period == BY_SEASON:
        span = NOTHING
        for first, last in covered:
            span = span.plus(_season_of_days(first, last))
        return span
    many = sum((last - first).days + 1 for first, last in covered)
    return WHOLE.times(Decimal(many) / Decimal(period.whole_year.days))


def share_of(guard: Guard, period: Period) -> Decimal:
    """The share of a year's that a figure of a period usually is, in heating by the season."""
    if period.is_year:
        return _ONE
    if guard.scale == EARLIER and guard.section in _seasonal():
        season = _seasons()[period.quarter]
        return (season.usual_low * season.usual_high).sqrt()
    return _ONE / _QUARTERS


@of_facts
def _seasonal() -> frozenset[str]:
    """The sections of which what is used goes by the season."""
    return frozenset(guard.section for guard in load_guards() if guard.scale == SEASON)


def days_of(row: Any, period: Period) -> Days | None:
    """The days of a bill, or of the period without dates; None where its dates make no bill of the period."""
    first, last = row.from_, row.to
    if first is None and last is None:
        return period.first_day, period.last_day
    if first is None or last is None:
        return None
    first += timedelta(days=int(dates_are_readings(row, given_amount(row))))
    is_here = first <= last and first <= period.last_day and period.first_day <= last
    return (first, last) if is_here and (last - first).days < _LONGEST else None


def _union(days: Iterable[Days]) -> list[Days]:
    found: list[Days] = []
    for first, last in sorted(days):
        if found and first <= found[-1][1] + timedelta(days=1):
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


@of_facts
def _seasons() -> dict[int, Span]:
    """By quarter what share of a year's heat it has."""
    found = {}
    for quarter in (1, 2, 3, 4):
        row = season_of(load_guards(), quarter)
        assert row is not None, f"the table of guards has no season of quarter {quarter}"
        limits = row.doubt_low, row.usual_low, row.usual_high, row.doubt_high
        found[quarter] = Span(*(each or Decimal(0) for each in limits))
    return found


def _season_of_days(first: date, last: date) -> Span:
    span, start = NOTHING, first
    while start <= last:
        quarter = _quarter_of(start.year, start.month)
        end = min(last, quarter.last_day)
        many = Decimal((end - start).days + 1)
        span = span.plus(_seasons()[quarter.quarter].times(many / Decimal(quarter.days)))
        start = end + timedelta(days=1)
    return span


@cache
def _quarter_of(year: int, month: int) -> Period:
    return Period(year, (month - 1) // 3) if month > 3 else Period(year - 1, 4)
