"""Months as prescribing files write them, and the spans that figures are held by."""

import re
from datetime import date
from functools import lru_cache

from greenpractice.periods import MONTHS, Period

_DIGITS = re.compile(
    r"(20\d\d)[-_ /]?(0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:[T ]00:00(?::00)?)?)?", re.ASCII
)
_WORDS = re.compile(r"([A-Za-z]{3,9})[-_ ]?(20\d\d|\d\d)", re.ASCII)
_QUARTER = re.compile(r"20\d\d-\d\d-Q[1-4]", re.ASCII)
_BY_NAME = {form: n for n, name in enumerate(MONTHS, 1) for form in (name[:3].upper(), name.upper())}
_BY_NAME["SEPT"] = _BY_NAME["SEP"]
_MONTH = "|".join(sorted(_BY_NAME, key=len, reverse=True))
# A whole day says when a file was made, not of which month it is.
_DAY = re.compile(
    r"(?<!\d)20\d\d(?:([-_. ])(?:0[1-9]|1[0-2])\1|(?:0[1-9]|1[0-2]))(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?:0?[1-9]|[12]\d|3[01])([-_. ])(?:0?[1-9]|1[0-2])\2(?:20)?\d\d(?!\d)"
    rf"|(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?[-_. ]*(?:{_MONTH})[-_,. ]*20\d\d(?!\d)"
    rf"|(?<![A-Za-z])(?:{_MONTH})[-_. ]+(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?[-_,. ]+20\d\d(?!\d)",
    re.ASCII | re.IGNORECASE,
)
_IN_NAME = re.compile(r"(?<!\d)(20\d\d)([-_]?)(0[1-9]|1[0-2])(?!\d)", re.ASCII)
_MONTH_WORD = re.compile(
    rf"(?<![A-Za-z])({_MONTH})(?![A-Za-z])(?:[-_,. ]*(20\d\d)(?!\d))?", re.ASCII | re.IGNORECASE
)
_QUARTER_ALONE = re.compile(r"(?<![A-Za-z0-9])Q([1-4])(?![A-Za-z0-9])", re.ASCII | re.IGNORECASE)
_YEARS = re.compile(r"(?<!\d)(20\d\d)[-_/](\d\d)(?!\d)", re.ASCII)
_ENDING = re.compile(r"(?:\.(?:csv|txt|tsv|xlsx|xlsm|zip|gz))+$", re.ASCII | re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)", re.ASCII)


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
    """The one month, or else the one quarter, that a name holds; None if there is none or several.

    A whole day is no month, and `2011-12` is none either: it may be December or a year.
    """
    quarters = {found for found in _QUARTER.findall(file) if _is_quarter(found)}
    if quarters:
        return quarters.pop() if len(quarters) == 1 else None
    name = _DAY.sub(" ", _ENDING.sub("", file))
    months = {
        f"{year}-{month}"
        for year, between, month in _IN_NAME.findall(name)
        if not between or not _follow(year, month)
    }
    words = _MONTH_WORD.findall(name)
    if len(words) > 1 and {month[:3].upper() for month, _ in words} != {words[0][0][:3].upper()}:
        return None  # from one month to another
    months |= {f"{year}-{_BY_NAME[month.upper()]:02}" for month, year in words if year}
    if not months and (whole := read_month(name.strip(" ()"))) is not None:
        months = {whole}
    return months.pop() if len(months) == 1 else None


def span_of_table(name: str, file: str) -> str | None:
    """The month or quarter of a table in a file of several: by its own name, with the file's for the year.

    None where no year is to be had, or the two names say otherwise.
    """
    span = span_in_name(name)
    if span is not None:
        return span
    plain = _DAY.sub(" ", name)
    months = {_BY_NAME[month.upper()] for month, _ in _MONTH_WORD.findall(plain)}
    quarters = set(_QUARTER_ALONE.findall(plain))
    whole = span_in_name(file)
    if not months and not quarters:
        return whole
    if len(months) + len(quarters) > 1:
        return None
    said = [f"-Q{quarter}" for quarter in quarters] or [f"-{month:02}" for month in months]
    around = list(dict.fromkeys((whole, *months_of(whole)))) if whole else _spans_of_year(file)
    fits = [each for each in around if each.endswith(said[0])]
    return fits[0] if len(fits) == 1 else None


def says_a_month(name: str) -> bool:
    """Whether a name is that of a month or quarter, also of one whose year it does not say."""
    plain = _DAY.sub(" ", name)
    return bool(span_in_name(name) or _MONTH_WORD.search(plain) or _QUARTER_ALONE.search(plain))


def _spans_of_year(file: str) -> list[str]:
    """The months and quarters of the one financial year that a name holds; of one year alone, April on."""
    name = _DAY.sub(" ", file)
    pairs = {year for year, after in _YEARS.findall(name) if _follow(year, after)}
    alone = set(_YEAR.findall(name))
    found = pairs or alone
    if len(found) != 1:
        return []
    year = Period(int(min(found)))
    spans = [*(quarter.id for quarter in year.quarters), *(m for q in year.quarters for m in q.months)]
    return spans if pairs else [span for span in spans if span.startswith(str(year.year)) and "Q" not in span]


def _follow(year: str, after: str) -> bool:
    """Whether two figures may be those of a financial year."""
    return int(after) == (int(year) + 1) % 100


def _is_quarter(text: str) -> bool:
    return _follow(text[:4], text[5:7])


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


def has_ended(month: str, today: date) -> bool:
    """Whether all days of a month such as `2025-04` are over: before that nobody has its figures."""
    return month < f"{today:%Y-%m}"


def month_words(month: str) -> str:
    """`April 2025`."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"
