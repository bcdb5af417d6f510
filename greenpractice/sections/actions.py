"""Actions: what the practice is doing, from the Green Plan or its own, with owner, date and status."""

from dataclasses import dataclass
from datetime import date

from greenpractice.fields import choice, day, text, yes_no
from greenpractice.sections.base import Section

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
    print: bool | None = yes_no("Print on the summary", optional=True)


SECTION = Section("actions", "Actions", Action, wanted_by="Green Plan WFL3, M1, M2, M4, TT1, TT2, EF1, EF8")
