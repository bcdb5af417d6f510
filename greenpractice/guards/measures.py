"""What a guard measures in a return: one figure or the sum of rows, and what its limits come to there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from greenpractice.facts.guards import ALL, BY_DAYS, BY_SEASON, EACH, EARLIER, M2, RATIO, SITE, Guard
from greenpractice.guards.amounts import ELSEWHERE, amount_of
from greenpractice.guards.days import WHOLE, Days, Span, days_of, span_of, span_of_days
from greenpractice.guards.figures import Figures
from greenpractice.sections.energy import AMOUNTS as ENERGY_AMOUNTS
from greenpractice.texts import name_key

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Part:
    """What one row has of a figure."""

    row: int
    value: Decimal


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
    parts: tuple[Part, ...]
    base: Span
    size: Decimal | None
    is_whole: bool
    is_dated: bool = False
    total: Decimal = _ZERO
    divisor: Decimal = _ZERO


def measured(guard: Guard, figures: Figures) -> Iterator[Measured]:
    """Each figure that this guard looks at; none where what it needs is not given."""
    rows = figures.rows(guard.section)
    for key, positions in _groups(guard, figures, rows):
        if len(positions) < guard.least_rows:
            continue
        above = _sum(guard.section, guard.amounts, positions, rows, figures)
        if above is None:
            continue
        total, parts, is_whole = above
        if guard.scale == RATIO:
            found = _ratio(guard, key, figures, positions, (total, parts, is_whole))
            if found is not None:
                yield found
            continue
        size = Decimal(1) if guard.scale == EARLIER else figures.size(guard.scale, key or None)
        span = None if size is None else _span(guard, figures, [part.row for part in parts], total)
        if size is not None and span is not None:
            is_dated = _by_days(guard) and any(rows[part.row].from_ is not None for part in parts)
            yield Measured(guard, key, total, parts, span.times(size), size, is_whole, is_dated)


def _groups(guard: Guard, figures: Figures, rows: Sequence[Any]) -> Iterator[tuple[str, list[int]]]:
    """The rows that make one figure, by what they have in common."""
    filled = [at for at, raw in enumerate(figures.raw(guard.section)) if raw]
    if guard.rows == EACH:
        yield from ((_site_of(guard, rows[at]), [at]) for at in filled)
    elif guard.rows == ALL:
        yield "", filled
    else:
        found: dict[str, list[int]] = {}
        field = "site" if guard.rows == SITE else guard.rows.removeprefix("by ")
        for at in filled:
            found.setdefault(name_key(str(getattr(rows[at], field) or "")), []).append(at)
        yield from found.items()


def _site_of(guard: Guard, row: Any) -> str:
    return name_key(row.site) if guard.scale == M2 and hasattr(row, "site") else ""


def _sum(
    section: str, names: Sequence[str], positions: Sequence[int], rows: Sequence[Any], figures: Figures
) -> tuple[Decimal, tuple[Part, ...], bool] | None:
    """The sum of amounts over rows, its parts, whether every row said something; None without any."""
    if len(names) == 1 and names[0] in ELSEWHERE:
        other, name = ELSEWHERE[names[0]]
        return _sum(other, (name,), range(len(figures.rows(other))), figures.rows(other), figures)
    amounts = [amount_of(name) for name in names]
    parts, is_whole = [], True
    for at in positions:
        row = rows[at]
        values = [amount.read(row, figures) for amount in amounts if amount.meant(row)]
        given = [value for value in values if value is not None]
        is_whole &= len(given) == len(values)
        if given:
            parts.append(Part(at, sum(given, _ZERO)))
    return (sum((part.value for part in parts), _ZERO), tuple(parts), is_whole) if parts else None


def _ratio(
    guard: Guard,
    key: str,
    figures: Figures,
    positions: Sequence[int],
    above: tuple[Decimal, tuple[Part, ...], bool],
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


def _span(guard: Guard, figures: Figures, positions: Sequence[int], total: Decimal) -> Span | None:
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
        days = [days_of(rows[at], figures.period) for at in each]
        if any(found is None for found in days):
            return None
        spans.append(_of_bills(guard, figures, each, [found for found in days if found]))
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
