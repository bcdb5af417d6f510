"""Numbers of prescribing files as whole millionths: exact, and added up many times faster than decimals."""

import re
from decimal import Decimal
from functools import lru_cache

from greenpractice.numbers import exact, round_half_up

MILLIONTHS = 1_000_000
LARGEST = 1_000_000 * MILLIONTHS  # a quantity or items of one row; the largest real ones are in the thousands
_NUMBER = re.compile(r"(\d{1,15})(?:\.(\d*))?|\.(\d+)", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)


@lru_cache(maxsize=65536)
def millionths(text: str) -> int | None:
    """A number of a file in whole millionths, further decimals rounded half up; None if it is none.

    Accepts leading zeros, a trailing point and thousands commas, as the published files write them.
    """
    text = text.strip()
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    decimals = match[2] or match[3] or ""
    if len(decimals) > 6:
        with exact():
            return int(round_half_up(Decimal(f"0{text[:40]}").scaleb(6)))
    return int(match[1] or 0) * MILLIONTHS + int(decimals.ljust(6, "0") if decimals else 0)
