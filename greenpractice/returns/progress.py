"""How far a return has come: the status of each section in words, and what is left to check."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from greenpractice.errors import Issue
from greenpractice.returns.checking import (
    NONE_EARLIER,
    Earlier,
    check_figures,
    is_confirmed,
    missing_of,
)
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections import SECTIONS, expected
from greenpractice.sections.base import Section

FIGURE_SECTIONS = tuple(section for section in SECTIONS if section.key != "actions")


class Status(Enum):
    """The five statuses of a task, in the words shown."""

    NOT_YET_STARTED = "Not yet started"
    IN_PROGRESS = "In progress"
    COMPLETED = "Completed"
    CANNOT_START_YET = "Cannot start yet"
    PROBLEM = "There is a problem"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where one section stands, and a short remark or ""."""

    status: Status
    remark: str = ""


def issues_of(document: ReturnDocument, earlier: Earlier = NONE_EARLIER) -> list[Issue]:
    """Every problem, and every question nobody has answered with "Yes, it is correct".

    `earlier` are other returns of the practice by their periods, to compare with.
    """
    return left_open(document, check_figures(document, earlier))


def left_open(document: ReturnDocument, found: Sequence[Issue]) -> list[Issue]:
    """Of what `check_figures` found all that nobody has answered so."""
    confirmed = is_confirmed(document)
    return [issue for issue in found if not (issue.question and confirmed(issue))]


def entries_in(documents: Iterable[ReturnDocument]) -> int:
    """How many entries returns have, in the sections that are counted; a plan of actions is none of them."""
    rows = (row for each in documents for section in FIGURE_SECTIONS for row in each.rows(section.key))
    return sum(map(len, rows))


def progress_of(
    document: ReturnDocument,
    issues: Sequence[Issue] | None = None,
    unfinished: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Progress]:
    """The progress of each section by its key.

    `issues` are those of `issues_of`, where they are at hand. `unfinished` says by section what else it
    lacks, as `carbon.gaps.unfinished` does: no answer is missing in it and yet it is not completed.
    """
    issues = issues_of(document) if issues is None else issues
    missing = missing_of(document, issues)
    return {
        section.key: _progress(
            section,
            any(document.rows(section.key)),
            [issue for issue in issues if issue.section == section.key],
            sum(issue.section == section.key for issue in missing),
            unfinished.get(section.key, ""),
            says_none=is_said_to_have_none(document, section.key),
        )
        for section in SECTIONS
    }


def is_said_to_have_none(document: ReturnDocument, key: str) -> bool:
    """True where somebody said that a section has no figures: a row without any, and a note on the row."""
    said = any(flag.section == key and flag.field is None and flag.note for flag in document.flags)
    return said and not any(document.rows(key))


def counting(progress: Mapping[str, Progress]) -> dict[str, Progress]:
    """Without what only some practices have and this one did not begin: nobody waits for it."""
    begun = [key for key, each in progress.items() if each.status is not Status.NOT_YET_STARTED]
    return {section.key: progress[section.key] for section in expected(SECTIONS, begun)}


def _progress(
    section: Section, started: bool, issues: list[Issue], missing: int, lacks: str, *, says_none: bool
) -> Progress:
    problems = sum(not issue.question for issue in issues)
    asked = sum(issue.question and not issue.answers for issue in issues)  # answers are missing, not checked
    if problems:
        return Progress(Status.PROBLEM, _count(problems, "figure cannot be used", "figures cannot be used"))
    if says_none:
        return Progress(Status.COMPLETED, "no data")
    if not started:
        return Progress(Status.NOT_YET_STARTED, "only if you have any" if section.only_some else "")
    remark = _count(asked, "value to check", "values to check") if asked else ""
    if missing or lacks:
        left = _count(missing, "answer missing", "answers missing") if missing else lacks
        return Progress(Status.IN_PROGRESS, f"{left}, {remark}" if remark else left)
    return Progress(Status.COMPLETED, remark)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
