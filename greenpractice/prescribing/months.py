"""Months as prescribing files write them, and the spans that figures are held by."""

import re
from functools import lru_cache

from greenpractice.periods import MONTHS, Period

_DIGITS = re.compile(
    r"(20\d\d)[-_ /]?(0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:[T ]00:00(?::00)?)?)?", re.ASCII
)
_WORDS = re.compile(r"([A-Za-z]{3,9})[-_ ]?(20\d\d|\d\d)", re.ASCII)
_QUARTER = re.compile(r"20\d\d-\d\d-Q[1-4]", re.ASCII)
_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_]?(0[1-9]|1[0-2])(?!\d)", re.ASCII)
_BY_NAME = {form: n for n, name in enumerate(MONTHS, 1) for form in (name[:3].upper(), name.upper())}


@lru_cache(maxsize=1024)
def read_month(text: str) -> str | None:
    """A month as `2025-04` from `202504`, `2025-04`, `2025_04`, `2025-04-01`, `Apr-25`; None if it is none.

    A day and month in figures (`01/04/2025`) can be read two ways and is not accepted.
    """
    plain = text.strip()
    if match := _DIGITS.fullmatch(plain):
        return f"{match[1]}-{match[2]}"
    match = _WORDS.fullmatch(plain)
    if match and match[1].upper() in _BY_NAME:
        return f"{match[2] if len(match[2]) == 4 else '20' + match[2]}-{_BY_NAME[match[1].upper()]:02}"
    return None


def span_in_name(file: str) -> str | None:
    """The one month, or else the one quarter, that a file's name holds; None if there is none or several."""
    quarters = {found for found in _QUARTER.findall(file) if _is_quarter(found)}
    if quarters:
        return quarters.pop() if len(quarters) == 1 else None
    months = {f"{year}-{month}" for year, month in _IN_NAME.findall(file)}
    return months.pop() if len(months) == 1 else None


def _is_quarter(text: str) -> bool:
    return int(text[5:7]) == (int(text[:4]) + 1) % 100


def period_of(span: str) -> Period:
    """The quarter that a month or a quarter lies in."""
    if "Q" in span:
        return Period.parse(span)
    year, month = int(span[:4]), int(span[5:])
    return Period(year if month > 3 else year - 1, (month - 4) // 3 + 1 if month > 3 else 4)


def months_of(span: str) -> tuple[str, ...]:
    """The months of a span, the earliest first."""
    if "Q" not in span:
        return (span,)
    return Period.parse(span).months


def month_words(month: str) -> str:
    """`April 2025`."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"
