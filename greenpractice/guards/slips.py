"""Which slip is the likeliest: the one whose factor brings a figure nearest to what is usual."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from greenpractice.facts.guards import Guard, Slip

_MOST = 2
Limits = tuple[Decimal, Decimal]


def slips_words(
    guard: Guard, value: Decimal, usual: Decimal | None, limits: Limits | None, row: Mapping[str, str]
) -> str:
    """`; is it Wh, or a whole year?`, or nothing."""
    likely = likely_slips(guard, value, usual, limits, row)
    return f"; is it {', or '.join(slip.words for slip in likely)}?" if likely else ""


def likely_slips(
    guard: Guard, value: Decimal, usual: Decimal | None, limits: Limits | None, row: Mapping[str, str]
) -> Sequence[Slip]:
    """At most two, the likeliest first: how near a figure without the slip is to the usual middle.

    Where one brings it within the usual `limits` only such are named; else what has no factor is too.
    """
    fitting = [slip for slip in guard.slips if not slip.field or row.get(slip.field) == slip.value]
    anything = [slip for slip in fitting if slip.factor is None]
    if not usual or not value:
        return anything[:_MOST]
    found: dict[str, tuple[Decimal, Slip]] = {}
    for slip in fitting:
        if slip.factor is None:
            continue
        distance = times_away(value / slip.factor, usual)
        nearest = found.get(slip.words)
        if distance < times_away(value, usual) and (nearest is None or distance < nearest[0]):
            found[slip.words] = distance, slip
    likely = [slip for _, slip in sorted(found.values(), key=lambda each: each[0])]
    if limits is not None:
        fits = [slip for slip in likely if slip.factor and limits[0] <= value / slip.factor <= limits[1]]
        if fits:
            return fits[:_MOST]
    return [*likely[:1], *anything, *likely[1:]][:_MOST]


def times_away(one: Decimal, other: Decimal) -> Decimal:
    """How many times the larger is the smaller; both above 0."""
    return one / other if one > other else other / one
