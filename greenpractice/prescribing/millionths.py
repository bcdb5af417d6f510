"""Numbers of prescribing files as whole millionths: exact, and added up many times faster than decimals."""

import re
from decimal import Decimal
from functools import lru_cache

from greenpractice.numbers import exact, round_half_up
from greenpractice.texts import without_unseen

MILLIONTHS = 1_000_000
LARGEST = 1_000_000 * MILLIONTHS  # a quantity or items of one row; the largest real ones are in the thousands
_NUMBER = re.compile(r"(\d{1,15})(?:\.(\d*))?|\.(\d+)", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}([, \u00a0\u2009\u202f'’])\d{3}(?:\1\d{3})*(?:\.\d*)?", re.ASCII)


def plain_cell(text: str) -> str:
    """A cell without blanks, unseen marks and the apostrophe with which a spreadsheet marks a text."""
    text = text.strip()
    if text.isascii() and not text.startswith("'"):
        return text
    return without_unseen(text).strip().lstrip("'’‘").strip()


@lru_cache(maxsize=65536)
def millionths(text: str) -> int | None:
    """A number of a file in whole millionths, further decimals rounded half up; None if it is none.

    Accepts leading zeros, a trailing point and thousands commas, as the published files write them, and
    the narrow and no-break spaces that stand in their place in a table copied from a page.
    """
    text = plain_cell(text)
    if grouped := _GROUPED.fullmatch(text):
        text = text.replace(grouped[1], "")
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    decimals = match[2] or match[3] or ""
    if len(decimals) > 6:
        with exact():
            return int(round_half_up(Decimal(f"0{text[:40]}").scaleb(6)))
    return int(match[1] or 0) * MILLIONTHS + int(decimals.ljust(6, "0") if decimals else 0)
