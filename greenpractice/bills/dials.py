"""Readings of a meter's dial, which count on and on, told from amounts that were used."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

_ENOUGH, _ENOUGH_NAMED = (
    10,
    2,
)  # readings that never fall: so many of a column, so many of one called readings
_READINGS = re.compile(r"\b(readings?|reads?|register|index|dial)\b")
_USED = re.compile(r"\b(consumption|consumed|usage|used|use|advance|interval)\b")


def is_dial(sources: Iterable[Sequence[Decimal]], header: str) -> bool:
    """Whether a column of this header has readings: amounts in the order of time, of each source apart."""
    enough = _ENOUGH_NAMED if is_named_reading(header) else _ENOUGH
    return any(_counts_on(amounts, enough) for amounts in sources)


def is_named_reading(header: str) -> bool:
    """Whether a header speaks of readings, and not of what was used between two."""
    name = header.casefold()
    return _READINGS.search(name) is not None and _USED.search(name) is None


def _counts_on(amounts: Sequence[Decimal], enough: int) -> bool:
    """They rise mostly, never fall, and the first is more than any step: what was used swings."""
    if len(amounts) < enough:
        return False
    steps = [after - before for before, after in pairwise(amounts)]
    rises = sum(step > 0 for step in steps)
    return min(steps) >= 0 and 2 * rises >= len(steps) and amounts[0] > max(steps)
