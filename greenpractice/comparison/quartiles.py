"""Quartiles of practices' figures, and how coarsely they are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.numbers import exact, round_half_up
from greenpractice.small_numbers import FEWEST_PRACTICES

_DIGITS = 2  # of what is told: enough to see where one stands, too few to find one practice's figure again
_PERCENT = 2  # decimals of a share


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual of one measure: of how many practices, and the three quartiles as they are told."""

    practices: int
    lower: Decimal
    middle: Decimal
    upper: Decimal


def usual_of(values: Sequence[Decimal], is_share: bool) -> Usual | None:
    """The quartiles of these figures; None of fewer than five.

    A quartile lies a quarter, half or three quarters of the way along the ordered figures, between two of
    them in proportion: as a spreadsheet's QUARTILE.INC has it. It is exact until it is rounded once.
    """
    if len(values) < FEWEST_PRACTICES:
        return None
    ordered = sorted(values)
    lower, middle, upper = (coarse(_quartile(ordered, number), is_share) for number in (1, 2, 3))
    return Usual(len(ordered), lower, middle, upper)


def coarse(value: Decimal, is_share: bool) -> Decimal:
    """A figure as coarsely as quartiles are told: two digits, of a share whole percents."""
    places = _PERCENT if is_share else _DIGITS - 1 - value.adjusted()
    with exact():
        return round_half_up(value, places) + 0


def _quartile(ordered: Sequence[Decimal], number: int) -> Decimal:
    place, rest = divmod(number * (len(ordered) - 1), 4)
    if not rest:
        return ordered[place]
    with exact():
        return ordered[place] + (ordered[place + 1] - ordered[place]) * rest / 4
