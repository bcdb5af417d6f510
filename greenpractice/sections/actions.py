"""Actions: what the practice is doing, from the Green Plan or its own, with owner, date and status."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from greenpractice.fields import choice, day, text, yes_no
from greenpractice.sections.base import Section, SectionHelp

MOST_PRINTED = 3  # there is room for on the front page
STATUSES = {
    "not_started": "Not yet started",
    "in_progress": "In progress",
    "completed": "Completed",
    "stopped": "Stopped",
}


@dataclass(frozen=True, slots=True)
class Action:
    """One action; three of them can be chosen for the front page."""

    code: str | None = text("Code", hint="The Green Plan's code, or your own")
    status: str | None = choice("Status", STATUSES)
    title: str | None = text("Action", optional=True)
    owner: str | None = text("Owner", hint="A role, not a name", optional=True)
    due: date | None = day("Due", optional=True)
    note: str | None = text("Note", optional=True)
    print: bool | None = yes_no(
        "Print on the summary",
        optional=True,
        help="3 actions fit on the front page",
    )


def printed_places(ticked: Sequence[bool | None]) -> list[int]:
    """Which rows the front page prints: the first that are ticked, or of none those that nobody spoke of."""
    chosen = [n for n, tick in enumerate(ticked) if tick] or [
        n for n, tick in enumerate(ticked) if tick is None
    ]
    return chosen[:MOST_PRINTED]


SECTION = Section(
    "actions",
    "Actions",
    Action,
    wanted_by="Green Plan WFL3, M1, M2, M4, TT1, TT2, EF1, EF8",
    introduction="What you are doing for a greener practice. Up to three are printed on the summary",
    help=SectionHelp(
        purpose="What your practice does to become greener: who sees to it, until when, and how far it is.",
        steps=("Tick 3 actions to print them on the front page of the summary PDF.",),
        where=("The codes are those of the Green Plan. An action of your own can have a code of your own.",),
    ),
)
