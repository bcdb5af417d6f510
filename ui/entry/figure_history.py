"""The history of a figure in a strip above the page: when, from what, to what, how; and the way back."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PySide6.QtWidgets import QAbstractItemView, QPushButton

from greenpractice.errors import UserError
from greenpractice.numbers import NO_DATA
from greenpractice.periods import narrow_day_words
from greenpractice.returns.entering import shown
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.tasks.figure_past import PastChange, changes_of, rows_with
from ui.session.marking import FigurePast
from ui.session.session import clock_words
from ui.session.workspace import Workspace
from ui.widgets.figure_table import FigureTable
from ui.widgets.style import row_height
from ui.window.ask_strip import Answer, AskStrip

COMMAND = "figure-history"
_TITLES = ("When", "From", "To", "How")
_MOST_ROWS = 4  # that are seen at once
_UNSAVED = "The last changes are not saved yet: their history comes once they are"


class FigureHistory:
    """Shows one history at a time, of the return in view."""

    def __init__(self, workspace: Workspace, strip: AskStrip, say: Callable[[str], None]) -> None:
        self._workspace, self._strip, self._say = workspace, strip, say

    def open(self, past: FigurePast) -> None:
        """Show the changes of a figure, or say that there are none."""
        try:
            changes = self._changes(past)
        except UserError as error:
            self._say(str(error))
            return
        if changes:
            self._show(past, changes)
        else:
            self._say(_UNSAVED if self._workspace.has_unsaved else f"{past.words}: nothing was ever entered")

    def _changes(self, past: FigurePast) -> list[PastChange]:
        history = self._workspace.store.history(self._workspace.key)
        rows = past.rows
        if past.known_by is not None:
            rows = rows_with(history, past.section, *past.known_by)
        return changes_of(history, past.section, rows, past.field)

    def _renew(self, past: FigurePast, shown: list[PastChange]) -> None:
        """Show what came since, as Ctrl+Z takes a step back; what cannot be read now stays as it is."""
        with suppress(UserError):
            changes = self._changes(past)
            if changes and changes != shown:
                self._show(past, changes)

    def _show(self, past: FigurePast, changes: list[PastChange]) -> None:
        table = FigureTable(
            "history", f"History of {past.words}", grows=False, click_picks=False, sorts=False
        )
        words = partial(_words, past)
        table.show_rows(
            _TITLES,
            [(_when(each), words(each.before), words(each.after), each.way) for each in changes],
            slim=(0, 1, 2),
        )
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        seen = min(len(changes), _MOST_ROWS) * row_height() + 2 * table.frameWidth() + 2
        table.setFixedHeight(table.horizontalHeader().sizeHint().height() + seen)

        def put() -> None:
            self._put(past, changes[table.current or 0].before)

        renews = partial(self._renew, past, changes)
        answers = [Answer("Put back", "history-put-back", put)] if self._workspace.can_write else []
        self._strip.ask(
            f"History of {past.words}, newest first", answers, [table], cancel="Close", renews=renews
        )
        made = self._strip.findChild(QPushButton, "history-put-back")

        def name() -> None:
            if made is not None:
                before = changes[table.current or 0].before
                made.setText(f"Put back {_inside(words(before))} (Enter)")
                made.setAccessibleName(f"Put back {_inside(words(before))}")

        def picked() -> None:
            if made is not None:
                made.click()

        table.selectionModel().currentRowChanged.connect(name)
        table.picked.connect(picked)
        table.selectRow(0)
        name()

    def _put(self, past: FigurePast, text: str | None) -> None:
        if past.put(text or ""):
            self._say(f"{past.words}: {_inside(_words(past, text))} is back. Ctrl+Z takes that back")
        else:
            self._say(f"{past.words}: it could not be put back")


def _when(change: PastChange) -> str:
    at = change.at.astimezone()
    return f"{narrow_day_words(at.date())}, {clock_words(at)}"


def _words(past: FigurePast, text: str | None) -> str:
    return shown(SECTION_BY_KEY[past.section].fields[past.field], text) if text else NO_DATA


def _inside(words: str) -> str:
    """As it stands inside a sentence."""
    return words.lower() if words == NO_DATA else words
