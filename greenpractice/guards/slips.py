"""Which slip is the likeliest: the one whose factor brings a figure nearest to what is usual."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from greenpractice.facts.guards import Guard, Slip

_MOST = 2
Limits = tuple[Decimal, Decimal]


def slips_words(
    guard: Guard,
    value: Decimal,
    usual: Decimal | None,
    limits: Limits | None,
    row: Mapping[str, str],
    share: Decimal,
) -> str:
    """`; is it Wh, or a whole year?`, or nothing."""
    likely = likely_slips(guard, value, usual, limits, row, share)
    return f"; is it {', or '.join(slip.words for slip in likely)}?" if likely else ""


def likely_slips(
    guard: Guard,
    value: Decimal,
    usual: Decimal | None,
    limits: Limits | None,
    row: Mapping[str, str],
    share: Decimal,
) -> Sequence[Slip]:
    """At most two, the likeliest first: how near a figure without the slip is to the usual middle.

    Where some bring it within the usual `limits` only such are named, in the order of the table, which has
    the likelier ones first: none of them is nearer by more than practices differ. From 0 on a large factor
    always does, and the nearest is named. `share`
    is that of a year's which is usual of the figure: in summer a year of gas is 12 times the quarter's.
    """
    fitting = [slip for slip in guard.slips if not slip.field or row.get(slip.field) == slip.value]
    factors = [(slip, slip.times(share)) for slip in fitting]
    anything = [slip for slip, factor in factors if factor is None]
    if not usual or not value:
        return anything[:_MOST]
    found: dict[str, tuple[Decimal, Decimal, Slip]] = {}
    for slip, factor in factors:
        if factor is None:
            continue
        true = value / factor
        distance = times_away(true, usual)
        nearest = found.get(slip.words)
        if distance < times_away(value, usual) and (nearest is None or distance < nearest[0]):
            found[slip.words] = distance, true, slip
    ordered = sorted(found.values(), key=lambda each: each[0])
    likely = [slip for _, _, slip in ordered]
    if limits is not None:
        fits = [slip for _, true, slip in ordered if limits[0] <= true <= limits[1]]
        if limits[0]:
            fits.sort(key=guard.slips.index)
        if fits:
            return fits[:_MOST]
    return [*likely[:1], *anything, *likely[1:]][:_MOST]


def times_away(one: Decimal, other: Decimal) -> Decimal:
    """How many times the larger is the smaller; both above 0."""
    return one / other if one > other else other / one
