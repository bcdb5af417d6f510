"""When a run of quarters counts as a change: two of the usual rules for run charts, and nothing else.

Perla, Provost and Murray, The run chart: a simple analytical tool, BMJ Quality & Safety 2011;20:46-51.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from greenpractice.numbers import exact

SHIFT = 6  # or more in a row on one side of the median; those on it neither count nor break the row
TREND = 5  # or more in a row each higher, or each lower, than the one before
FEWEST_FOR_MEDIAN = 4


@dataclass(frozen=True, slots=True)
class Run:
    """The newest points that together say something changed, by position."""

    words: str
    points: tuple[int, ...]


def median(values: Sequence[Decimal]) -> Decimal | None:
    """The middle value, or the mean of the middle two; None with fewer than four."""
    if len(values) < FEWEST_FOR_MEDIAN:
        return None
    ordered = sorted(values)
    with exact():
        return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def newest_run(values: Sequence[Decimal | None]) -> Run | None:
    """What the newest points say by one of the rules, or None; a quarter without data ends a row."""
    return _shift(values) or _trend(values)


def _shift(values: Sequence[Decimal | None]) -> Run | None:
    middle = median([value for value in values if value is not None])
    if middle is None:
        return None
    row: list[int] = []
    above: bool | None = None
    for position in range(len(values) - 1, -1, -1):
        value = values[position]
        if value is None or (value != middle and above is not None and (value > middle) != above):
            break
        if value != middle:
            above = value > middle
            row.append(position)
    if len(row) < SHIFT:
        return None
    return Run(f"{len(row)} in a row {'above' if above else 'below'} the median", tuple(reversed(row)))


def _trend(values: Sequence[Decimal | None]) -> Run | None:
    row: list[int] = []
    rising: bool | None = None
    for later, earlier in pairwise(range(len(values) - 1, -1, -1)):
        new, old = values[later], values[earlier]
        if new is None or old is None or new == old or (rising is not None and (new > old) != rising):
            break
        rising = new > old
        row = row or [later]
        row.append(earlier)
    if len(row) < TREND:
        return None
    return Run(f"{'rising' if rising else 'falling'} over the last {len(row)} quarters", tuple(reversed(row)))
