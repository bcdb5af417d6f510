"""What a figure was before: each change of it, by which step, newest first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from greenpractice.store import About, HistoryEntry

_WAYS = {  # how the name of a step begins, and how what was done is said
    "undo: ": "Undone: ",
    "redo: ": "Done again: ",
    "Paste ": "Pasted ",
    "Import ": "Imported ",
    "Take ": "Taken: ",
    "Copy ": "Copied ",
    "Fill down": "Filled down",
    "Clear ": "Cleared ",
    "recorded revision ": "From a return, version ",
}
_TYPED = ("Enter ", "Change ")


@dataclass(frozen=True, slots=True)
class PastChange:
    """One change: when (UTC), the step as it is named, and the texts before and after (None: no data)."""

    at: datetime
    step: str
    before: str | None
    after: str | None

    @property
    def way(self) -> str:
        """How it was done: `Typed`, `Pasted 12 values`, `Undone: paste 12 values`."""
        if self.step.startswith(_TYPED):
            return "Typed"
        for begins, said in _WAYS.items():
            if self.step.startswith(begins):
                rest = self.step.removeprefix(begins)
                return said + (f"{rest[:1].lower()}{rest[1:]}" if said.endswith(": ") else rest)
        return self.step


def rows_with(history: Iterable[HistoryEntry], section: str, field: str, text: str) -> frozenset[int]:
    """The rows of a section that ever had this text in a field, also those that are gone."""
    return frozenset(
        entry.row
        for entry in history
        if (entry.about, entry.section, entry.field) == (About.FIGURE, section, field)
        and entry.row is not None
        and text in (entry.before, entry.after)
    )


def changes_of(
    history: Sequence[HistoryEntry], section: str, rows: Collection[int] | None, field: str
) -> list[PastChange]:
    """Every change of a figure in these rows, newest first; `rows` None is any row of the section."""
    return [
        PastChange(entry.at, entry.what, entry.before, entry.after)
        for entry in reversed(history)
        if (entry.about, entry.section, entry.field) == (About.FIGURE, section, field)
        and (rows is None or entry.row in rows)
    ]
