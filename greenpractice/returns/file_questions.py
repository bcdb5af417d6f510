"""What is asked about the prescribing files that inhalers came from, kept with the return until answered.

A row that a file gave carries the questions of its months (`ImportedFrom.questions`), each as the span it is
about and its kind: `2025-04 rows_again`.
"""

import re
from collections.abc import Iterable, Iterator

from greenpractice.errors import Issue
from greenpractice.phrases import months_together
from greenpractice.returns.documents import Flag, ReturnDocument
from greenpractice.sections.inhalers import SECTION

EXCEL_KEEPS = 1_048_576  # lines of a sheet, its header among them
PORTAL_KEEPS = 32_000  # rows of one answer of the Open Data Portal
EXCEL, PORTAL, AGAIN = "excel_limit", "portal_limit", "rows_again"
# What a file is asked, in words that follow its name.
KINDS = {
    EXCEL: (
        f"has exactly {EXCEL_KEEPS:,} lines, the most that Excel keeps of a longer file. If it was saved in "
        "Excel its end is missing: download it again and import it as it is"
    ),
    PORTAL: (
        f"has exactly {PORTAL_KEEPS:,} rows, the most that the portal gives in one answer. Its end may be "
        "missing: ask the portal for less at a time, or download the whole file"
    ),
    AGAIN: (
        "has whole rows of inhalers that stand there more than once and are counted as often. Look whether "
        "it was put together from two copies"
    ),
}
_WRITTEN = re.compile(r"([0-9]{4}-(?:0[1-9]|1[0-2])) ([a-z_]+)", re.ASCII)
_FIELD = "bnf_code"  # where it is confirmed: of the numbers of a row something else may be


def is_question(text: str) -> bool:
    """Whether it is a month and one of the kinds."""
    match = _WRITTEN.fullmatch(text)
    return match is not None and match[2] in KINDS


def written(months: Iterable[str], kinds: Iterable[str]) -> set[str]:
    """What a file is asked, of each month it gave, as a row carries it."""
    return {f"{month} {kind}" for month in months for kind in kinds}


def file_questions(document: ReturnDocument) -> Iterator[Issue]:
    """One question for all that is open, and one for what a person has confirmed of a row that carries it."""
    carried: dict[int, set[str]] = {}
    confirmed: set[int] = set()
    for flag in document.flags:
        if flag.section != SECTION.key:
            continue
        if flag.source is not None and flag.source.questions:
            carried.setdefault(flag.row, set()).update(flag.source.questions)
        if flag.confirmed and flag.field == _FIELD:
            confirmed.add(flag.row)
    answered = {asked for row in confirmed for asked in carried.get(row, ())}
    left = {asked for found in carried.values() for asked in found} - answered
    if answered:
        yield _issue(min(row for row in confirmed if row in carried), answered)
    if left:
        yield _issue(min(row for row, found in carried.items() if found & left), left)


def no_longer_confirmed(flag: Flag, before: Iterable[Flag], now: Iterable[str]) -> bool:
    """Whether other questions than a person has answered come to a row."""
    known = {asked for each in before if each.source is not None for asked in each.source.questions or ()}
    return flag.field == _FIELD and bool(flag.confirmed) and not known.issuperset(now)


def _issue(row: int, asked: Iterable[str]) -> Issue:
    months: dict[str, list[str]] = {}
    for each in sorted(asked):
        month, _, kind = each.partition(" ")
        months.setdefault(kind, []).append(month)
    said = [
        f"The prescribing file of {months_together(found)} {KINDS[kind]}" for kind, found in months.items()
    ]
    return Issue(SECTION.key, row, _FIELD, ". ".join(said), question=True, of_section=True)
