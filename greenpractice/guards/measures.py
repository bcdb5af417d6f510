"""What a guard measures in a return: one figure or the sum of rows, and what its limits come to there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from greenpractice.facts.guards import ALL, BY_DAYS, BY_SEASON, EACH, EARLIER, RATIO, SITE, Guard
from greenpractice.guards.amounts import ELSEWHERE, Amount, amount_of
from greenpractice.guards.days import WHOLE, Days, Span, days_of, span_of, span_of_days
from greenpractice.guards.figures import Figures
from greenpractice.sections.energy import AMOUNTS as ENERGY_AMOUNTS
from greenpractice.texts import name_key

_ZERO = Decimal(0)


class Parts(NamedTuple):
    """The rows that a figure is made of, and what each has of it."""

    rows: tuple[int, ...]
    values: tuple[Decimal, ...]

    @property
    def largest(self) -> int:
        """The row that has most of it."""
        return self.rows[self.values.index(max(self.values))]


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure, the rows it is made of, and what limits are multiplied by to compare with it.

    `base` is the size of the practice times the share of a year; `size` is None of a ratio. `is_whole` is
    False where a row says nothing: then there may be more, and it is not asked whether it is too little.
    `total` and `divisor` are the two sums of a ratio.
    """

    guard: Guard
    key: str
    value: Decimal
    parts: Parts
    base: Span
    size: Decimal | None
    is_whole: bool
    is_dated: bool = False
    total: Decimal = _ZERO
    divisor: Decimal = _ZERO


def measured(guard: Guard, figures: Figures) -> Iterator[Measured]:
    """Each figure that this guard looks at; none where what it needs is not given.

    Of single rows, of which there may be hundreds, the first and those that are outside the limits of doubt.
    """
    rows = figures.rows(guard.section)
    if guard.rows == EACH and guard.scale != EARLIER:
        yield from _each(guard, figures, rows)
        return
    for key, positions in _groups(guard, figures, rows):
        if len(positions) < guard.least_rows:
            continue
        of_days = positions
        if _by_days(guard):  # a bill of other days, or without one of them, is not counted
            of_days = [at for at in positions if days_of(rows[at], figures.period) is not None]
        above = _sum(guard.section, guard.amounts, of_days, rows, figures)
        if above is None:
            continue
        total, parts, is_whole = above
        is_whole &= len(of_days) == len(positions)
        if guard.scale == RATIO:
            found = _ratio(guard, key, figures, positions, (total, parts, is_whole))
            if found is not None:
                yield found
            continue
        size = Decimal(1) if guard.scale == EARLIER else figures.size(guard.scale, key or None)
        span = None if size is None else _span(guard, figures, parts.rows, total)
        if size is not None and span is not None:
            is_dated = _by_days(guard) and any(rows[at].from_ is not None for at in parts.rows)
            yield Measured(guard, key, total, parts, span.times(size), size, is_whole, is_dated)


def _each(guard: Guard, figures: Figures, rows: Sequence[Any]) -> Iterator[Measured]:
    """Rows one by one."""
    size = None if guard.scale == RATIO else figures.size(guard.scale)
    if size is None and guard.scale != RATIO:
        return
    base = WHOLE if size is None else span_of(guard, figures.period).times(size)
    least = None if guard.doubt_low is None else guard.doubt_low * base.least
    most = None if guard.doubt_high is None else guard.doubt_high * base.most
    is_first = True
    for at, raw in enumerate(figures.raw(guard.section)):
        above = _of_row(guard.amounts, rows[at], figures) if raw else None
        if above is None:
            continue
        value, is_whole = above
        total, divisor = _ZERO, _ZERO
        if guard.divisors:
            below = _of_row(guard.divisors, rows[at], figures)
            if below is None or below[0] <= 0 or below[0] < guard.least or not below[1]:
                continue
            total, divisor = value, below[0]
            value = total / divisor
        is_beyond = (most is not None and value > most) or (least is not None and value < least)
        if is_first or is_beyond:
            is_first = False
            parts = Parts((at,), (total if guard.divisors else value,))
            yield Measured(guard, "", value, parts, base, size, is_whole, False, total, divisor)


def _of_row(names: Sequence[str], row: Any, figures: Figures) -> tuple[Decimal, bool] | None:
    """The sum of amounts of one row, and whether all of them are given; None where none is."""
    if len(names) == 1:
        amount = amount_of(names[0])
        value = amount.read(row, figures) if amount.meant(row, figures) else None
        return None if value is None else (value, True)
    values = [amount.read(row, figures) for amount in map(amount_of, names) if amount.meant(row, figures)]
    given = [value for value in values if value is not None]
    return (sum(given, _ZERO), len(given) == len(values)) if given else None


def _groups(guard: Guard, figures: Figures, rows: Sequence[Any]) -> Iterator[tuple[str, list[int]]]:
    """The rows that make one figure, by what they have in common."""
    filled = [at for at, raw in enumerate(figures.raw(guard.section)) if raw]
    if guard.rows == EACH:
        yield from (("", [at]) for at in filled)
    elif guard.rows == ALL:
        yield "", filled
    else:
        found: dict[str, list[int]] = {}
        field = "site" if guard.rows == SITE else guard.rows.removeprefix("by ")
        for at in filled:
            found.setdefault(name_key(str(getattr(rows[at], field) or "")), []).append(at)
        yield from found.items()


def _sum(
    section: str, names: Sequence[str], positions: Sequence[int], rows: Sequence[Any], figures: Figures
) -> tuple[Decimal, Parts, bool] | None:
    """The sum of amounts over rows, its parts, whether every row said something; None without any."""
    what = section, tuple(names), tuple(positions)  # several guards look at one sum, and some of them twice
    return figures.once(what, lambda: _summed(section, names, positions, rows, figures))


def _summed(
    section: str, names: Sequence[str], positions: Sequence[int], rows: Sequence[Any], figures: Figures
) -> tuple[Decimal, Parts, bool] | None:
    if len(names) == 1 and names[0] in ELSEWHERE:
        other, name = ELSEWHERE[names[0]]
        return _sum(other, (name,), range(len(figures.rows(other))), figures.rows(other), figures)
    amounts = [amount_of(name) for name in names]
    if len(amounts) == 1:
        return _sum_of(amounts[0], positions, rows, figures)
    places, values, is_whole = list[int](), list[Decimal](), True
    for at in positions:
        row, found = rows[at], None
        for amount in amounts:
            if amount.meant(row, figures):
                value = amount.read(row, figures)
                if value is None:
                    is_whole = False
                else:
                    found = value if found is None else found + value
        if found is not None:
            places.append(at)
            values.append(found)
    return (sum(values, _ZERO), Parts(tuple(places), tuple(values)), is_whole) if places else None


def _sum_of(
    amount: Amount, positions: Sequence[int], rows: Sequence[Any], figures: Figures
) -> tuple[Decimal, Parts, bool] | None:
    """The same of one amount, as of nearly all guards: there may be hundreds of rows."""
    read, meant = amount.read, amount.meant
    asked = [at for at in positions if meant(rows[at], figures)]
    said = [read(rows[at], figures) for at in asked]
    given = [(at, value) for at, value in zip(asked, said, strict=True) if value is not None]
    if not given:
        return None
    places, values = zip(*given, strict=True)
    return sum(values, _ZERO), Parts(places, values), len(given) == len(said)


def _ratio(
    guard: Guard,
    key: str,
    figures: Figures,
    positions: Sequence[int],
    above: tuple[Decimal, Parts, bool],
) -> Measured | None:
    """One amount divided by another, which must come to enough."""
    total, parts, is_whole = above
    if not guard.divisors:  # a share as it was typed
        return Measured(guard, key, total, parts, WHOLE, None, is_whole)
    rows = figures.rows(guard.section)
    below = _sum(guard.section, guard.divisors, positions, rows, figures)
    if below is None or below[0] <= 0 or below[0] < guard.least:
        return None
    if len(guard.divisors) > 1 and not below[2]:
        return None  # a share of what is not all there
    value = total / below[0]
    return Measured(guard, key, value, parts, WHOLE, None, is_whole and below[2], False, total, below[0])


def _by_days(guard: Guard) -> bool:
    """Whether its figures are of the days of bills: amounts of energy, beside earlier ones too."""
    of_bills = guard.scale == EARLIER and guard.section in ENERGY_AMOUNTS
    return guard.period in (BY_DAYS, BY_SEASON) or of_bills


def _span(guard: Guard, figures: Figures, positions: Sequence[int], total: Decimal) -> Span:
    """How much of a year the rows stand for; bills of a site and meter by the days that they cover."""
    if not _by_days(guard):
        return span_of(guard, figures.period)
    by_meter: dict[tuple[str, str], list[int]] = {}
    rows = figures.rows(guard.section)
    for at in positions:
        meter = name_key(rows[at].site), str(getattr(rows[at], "fuel", None))
        by_meter.setdefault(meter, []).append(at)
    spans, weights = list[Span](), list[Decimal]()
    for each in by_meter.values():
        days = [found for at in each if (found := days_of(rows[at], figures.period))]
        spans.append(_of_bills(guard, figures, each, days))
        weights.append(_amount(guard, figures, each))
    return _together(spans, weights, total)


def _of_bills(guard: Guard, figures: Figures, positions: Sequence[int], days: Sequence[Days]) -> Span:
    """The days of bills; rows without dates are each of the whole period."""
    rows = figures.rows(guard.section)
    if guard.scale != EARLIER and all(rows[at].from_ is None for at in positions):
        return span_of(guard, figures.period)
    return span_of_days(guard, days, figures.period)


def _amount(guard: Guard, figures: Figures, positions: Sequence[int]) -> Decimal:
    found = _sum(guard.section, guard.amounts, positions, figures.rows(guard.section), figures)
    return _ZERO if found is None else found[0]


def _together(spans: Sequence[Span], amounts: Sequence[Decimal], total: Decimal) -> Span:
    """Meters whose bills are of other days: the span at which their sum is what they use a year."""
    if len(set(spans)) == 1 or not total:
        return spans[0]
    found = []
    for shares in zip(*spans, strict=True):
        a_year = sum((amount / share for amount, share in zip(amounts, shares, strict=True) if share), _ZERO)
        found.append(total / a_year if a_year else _ZERO)
    return Span(*found)
