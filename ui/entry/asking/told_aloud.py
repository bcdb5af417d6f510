"""Who listens hears what a change did: what is wrong or asked from now on, and the carbon of its section."""

from collections.abc import Collection
from decimal import Decimal

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from greenpractice.errors import Issue
from greenpractice.numbers import kg_words
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.store import Changes, ReturnKey
from ui.entry.issue_words import issue_words
from ui.session.return_in_view import ALL_SECTIONS
from ui.session.workspace import Workspace
from ui.widgets.controls import announce, is_listened_to

_MOST = 2  # sentences of one change: a paste may bring a hundred, which stand on the page


class ToldAloud(QObject):
    """Tells it once, whichever page is open; nothing is worked out while nobody listens."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self._of: ReturnKey | None = None
        self._open: frozenset[Issue] = frozenset()
        self._kg: dict[str, Decimal] = {}
        workspace.changed.connect(self._tell)

    def _tell(self, changes: Changes | None) -> None:
        if not is_listened_to():
            self._of = None
            return
        workspace = self._workspace
        was, before, kg_before = self._of, self._open, self._kg
        self._of, self._open = workspace.key, frozenset(workspace.issues())
        self._kg = dict(workspace.footprint().by_section)
        if changes is None or changes.sections == ALL_SECTIONS or changes.key != self._of:
            return  # another quarter is read from its top
        if was != self._of:
            before, kg_before = frozenset(), {}  # heard for the first time: all that it touched is told
        said = [*self._asked(before, changes.sections), *self._carbon(kg_before, changes.sections)]
        if said:
            announce(
                self._window, " ".join(each if each.endswith((".", "?")) else f"{each}." for each in said)
            )

    def _asked(self, before: Collection[Issue], sections: Collection[str]) -> list[str]:
        """What is wrong or asked in these sections and was not before."""
        new = [issue for issue in self._open - frozenset(before) if issue.section in sections]
        new.sort(key=lambda issue: (issue.question, issue.row or 0, issue.field or ""))
        told = [issue_words(self._workspace, issue) for issue in new[:_MOST]]
        more = len(new) - len(told)
        return [*told, f"and {more} more: see Check answers"] if more else told

    def _carbon(self, before: dict[str, Decimal], sections: Collection[str]) -> list[str]:
        """The carbon of these sections where it is another one."""
        return [
            f"{SECTION_BY_KEY[key].title}: {kg_words(self._kg.get(key))} CO₂e"
            for key in SECTION_BY_KEY
            if key in sections and self._kg.get(key) != before.get(key)
        ]
