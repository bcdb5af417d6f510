"""What a starter file holds and may hold: its lines, their names, and the limits of both.

A starter is a gzip of lines of JSON: the head (`Head`), a line for each practice in the order of their
codes, and the SHA-256 of all lines before. The same months of the same files give the same bytes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from greenpractice.phrases import counted
from greenpractice.prescribing.months import month_words, months_of

SUFFIX = ".gpstarter"
VERSION = 1
MARK = "greenpractice_starter"
BEGINS = f'{{"{MARK}":'.encode()  # of the first line
OF_PRACTICES = b'{"practice":"'
SOURCE = (
    "English Prescribing Dataset, NHS Business Services Authority, under the Open Government Licence v3.0"
)
MOST_PACKED = 64 * 1024 * 1024  # bytes; seven years of 134 practices are 3 to 4 MB
MOST_UNPACKED = 320 * 1024 * 1024
LONGEST_LINE = 4 * 1024 * 1024  # of one practice: seven years of 100 products are 0.1 MB
MOST_TAKEN = 6_000_000  # figures at once, some 180 bytes each; seven years of 134 practices are 1.1 million
MOST_PRACTICES, MOST_PRODUCTS, MOST_FILES = 2_000, 20_000, 2_000
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])", re.ASCII)
_QUARTER = re.compile(r"20\d\d-\d\d-Q[1-4]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Origin:
    """One file that a starter was made of: its name and digest, what months it gave, and of how many rows.

    `rows_used` are the rows of inhalers of the starter's practices. `questions` are what is asked about the
    file, by kind (`returns.file_questions`).
    """

    name: str
    sha256: str
    months: tuple[str, ...]
    rows_read: int
    rows_used: int
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The first line: whose and which months, from which files, and the products, by code and then name.

    `first` and `last` are the months asked for, whether a file has them or not. `figures` counts the
    products of all months and practices.
    """

    group: str
    first: str
    last: str
    files: tuple[Origin, ...]
    products: tuple[tuple[str, str], ...]
    practices: int
    figures: int

    @property
    def words(self) -> str:
        """`the starter file of Example PCN: 8 practices, April 2019 to March 2026, made from 84 files`."""
        return (
            f"the starter file of {self.group}: {counted(self.practices, 'practice')}, "
            f"{span_words(self.first, self.last)}, made from {counted(len(self.files), 'file')}"
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The months within its time that no file gave."""
        there = {month for each in self.files for span in each.months for month in months_of(span)}
        return tuple(month for month in months_between(self.first, self.last) if month not in there)


def is_month(text: object) -> bool:
    """Whether it is a month as `2019-04`."""
    return isinstance(text, str) and _MONTH.fullmatch(text) is not None


def is_span(text: object) -> bool:
    """Whether it is a month or a quarter, as figures are held by."""
    if is_month(text):
        return True
    if not isinstance(text, str) or _QUARTER.fullmatch(text) is None:
        return False
    return int(text[5:7]) == (int(text[2:4]) + 1) % 100


def months_between(first: str, last: str) -> tuple[str, ...]:
    """All months from one to another."""
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return tuple(f"{count // 12}-{count % 12 + 1:02}" for count in range(start, end + 1))


def span_words(first: str, last: str) -> str:
    """`April 2019 to March 2026`, or one month."""
    return month_words(first) if first == last else f"{month_words(first)} to {month_words(last)}"


def months_words(months: Iterable[str]) -> str:
    """Months in order, those that follow each other together: `May 2019 and July 2020 to March 2021`."""
    runs: list[list[str]] = []
    for month in sorted(months):
        if runs and months_between(runs[-1][-1], month)[1:] == (month,):
            runs[-1].append(month)
        else:
            runs.append([month])
    said = [span_words(run[0], run[-1]) for run in runs]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
