"""The Edit menu: on what has the focus, be it a box, a figure of a form, a grid or a table to read."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.entry.evidence_panel import COMMAND, KEYS, EvidencePanel
from ui.entry.figure_history import FigureHistory
from ui.entry.grid_view import GridView
from ui.help.keys import has_figures, has_grid
from ui.session.marking import NO_FIGURE, FigurePast, Marked, place_around
from ui.session.workspace import Workspace
from ui.widgets.figure_table import FigureTable
from ui.window.ask_strip import AskStrip
from ui.window.menus import Command

_GO_TO = "Go to a figure first"
_LOOK = "You can look, but not change anything"


class Editing(QObject):
    """`focused` gives the widget that has the focus, also while a menu is open."""

    def __init__(
        self,
        workspace: Workspace,
        focused: Callable[[], QWidget | None],
        strip: AskStrip,
        say: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._focused, self._say = workspace, focused, say
        workspace.changed.connect(strip.renew)
        self._history = FigureHistory(workspace, strip, say)
        self._evidence = EvidencePanel(workspace, strip, say, self)

    def entries(self) -> list[Command]:
        """Undo to select all, and fill down."""
        stack = self._workspace.undo_stack
        on_text = partial(Command, leaves_typing=True)
        return [
            on_text("undo", "&Undo", self.undo, ("Ctrl+Z",), self._why_not_undo, says=_after(stack.undoText)),
            on_text(
                "redo", "&Redo", self.redo, ("Ctrl+Y", "Ctrl+Shift+Z"), self._why_not_redo,
                says=_after(stack.redoText),
            ),
            on_text("cut", "Cu&t", self.cut, ("Ctrl+X",), self._why_not_change),
            on_text("copy", "&Copy", self.copy, ("Ctrl+C",), self._why_not_copy),
            on_text("paste", "&Paste", self.paste, ("Ctrl+V",), self._why_not_change),
            on_text("clear", "Cl&ear", self.clear, ("Del",), self._why_not_clear),
            on_text("select-all", "Select &all", self.select_all, ("Ctrl+A",), self._why_not_copy),
            Command(
                "fill-down", "Fill &down", self.fill_down, ("Ctrl+D",), self._why_not_fill, works_on=has_grid,
            ),
        ]  # fmt: skip

    def mark_entries(self) -> list[Command]:
        """Marks on figures: estimated, note, evidence."""
        on_figures = partial(Command, works_on=has_figures)
        return [
            on_figures(
                "mark-estimated", "&Mark as estimated", self.mark_estimated, ("Ctrl+Shift+E",),
                self._why_not_mark, self._is_estimated,
            ),
            on_figures("edit-note", "Add or edit &note", self.edit_note, ("Shift+F2",), self._why_not_mark),
            on_figures(
                "figure-history", "&History of this figure", self.show_history, ("Ctrl+H",),
                self._why_no_history,
            ),
            Command(
                COMMAND, "Attach a &bill or print-out…", self.attach_evidence, (KEYS,), self._why_no_evidence
            ),
        ]  # fmt: skip

    # What is done

    def undo(self) -> None:
        """Take back what is typed in a box, else the last step."""
        box = self._box()
        if box is not None and box.isUndoAvailable():
            box.undo()
        else:
            self._workspace.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        box = self._box()
        if box is not None and box.isRedoAvailable():
            box.redo()
        else:
            self._workspace.redo()

    def cut(self) -> None:
        """Copy what is selected and take it away."""
        box, grid = self._box(), self._grid()
        if box is not None:
            box.cut()
        elif grid is not None:
            grid.cut()

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        box, table = self._box(), self._table()
        if box is not None:
            box.copy()
        elif table is not None:
            table.copy()

    def paste(self) -> None:
        """Put the clipboard in the box, or as a block in the cells."""
        box, grid = self._box(), self._grid()
        if box is not None:
            box.paste()
        elif grid is not None:
            grid.paste()

    def clear(self) -> None:
        """Empty the box, the figure or the selected cells: no data."""
        box, place = self._box(), place_around(self._focused())
        if box is not None:
            box.clear()
            if place is not None:
                place.commit()
        elif place is not None:
            place.clear_figures()

    def select_all(self) -> None:
        """Select the text of the box, or every cell."""
        box, table = self._box(), self._table()
        if box is not None:
            box.selectAll()
        elif table is not None:
            table.selectAll()

    def fill_down(self) -> None:
        """Put the topmost selected cell in those below it."""
        grid = self._grid()
        if grid is not None:
            grid.fill_down()

    def mark_estimated(self) -> None:
        """Mark figures as estimated, or if they all are, as known."""
        marked = self._committed()
        if marked is not None:
            wanted = not marked.estimated
            title = "Mark as estimated" if wanted else "Mark as not estimated"
            if not self._workspace.apply_counted(marked.estimates(wanted), title):
                self._say(f"{marked.words}: {'estimated' if wanted else 'no longer estimated'}")

    def edit_note(self) -> None:
        """Let the note of the figure or row be typed."""
        place = place_around(self._focused())
        if self._committed() is not None and place is not None:
            place.edit_note()

    def attach_evidence(self) -> None:
        """What is attached to the figure, and the way to attach a bill or print-out."""
        marked = self._committed()
        if marked is not None:
            self._evidence.open(marked)

    def show_history(self) -> None:
        """What the figure was before, and a way to put that back."""
        past = self._past()
        if past is not None:
            self._history.open(past)

    # Why it cannot be done

    def _why_not_undo(self) -> str:
        box = self._box()
        can = self._workspace.undo_stack.canUndo() or (box is not None and box.isUndoAvailable())
        return "" if can else "There is nothing to undo"

    def _why_not_redo(self) -> str:
        box = self._box()
        can = self._workspace.undo_stack.canRedo() or (box is not None and box.isRedoAvailable())
        return "" if can else "There is nothing to redo"

    def _why_not_change(self) -> str:
        if self._box() is not None:
            return ""
        return self._why_not_write() if self._grid() is not None else "Go to a box or a cell first"

    def _why_not_copy(self) -> str:
        there = self._box() is not None or self._table() is not None
        return "" if there else "Go to a box or a table first"

    def _why_not_clear(self) -> str:
        if self._box() is None and place_around(self._focused()) is None:
            return "Go to a box or a cell first"
        return self._why_not_write()

    def _why_not_fill(self) -> str:
        return self._why_not_write() if self._grid() is not None else "Fill down works in tables of figures"

    def _why_not_mark(self) -> str:
        if not self._workspace.can_write:
            return _LOOK
        place = place_around(self._focused())
        if place is None:
            return _GO_TO
        return place.why_no_marks()

    def _why_no_evidence(self) -> str:
        marked = None if self._workspace.can_write else self._marked()
        return "" if marked is not None and marked.evidence else self._why_not_mark()

    def _why_no_history(self) -> str:
        return "" if self._past() is not None else _GO_TO

    def _past(self) -> FigurePast | None:
        place = place_around(self._focused())
        return None if place is None else place.past()

    def _why_not_write(self) -> str:
        return "" if self._workspace.can_write else _LOOK

    def _is_estimated(self) -> bool:
        marked = self._marked()
        return marked is not None and marked.estimated

    # What has the focus

    def _committed(self) -> Marked | None:
        """What marks go to; where there is no figure yet, that is said."""
        marked = self._marked()
        if marked is None:
            self._say(NO_FIGURE)
        return marked

    def _marked(self) -> Marked | None:
        place = place_around(self._focused())
        return None if place is None else place.marked()

    def _box(self) -> QLineEdit | None:
        widget = self._focused()
        return widget if isinstance(widget, QLineEdit) else None

    def _grid(self) -> GridView | None:
        place = place_around(self._focused())
        return place if isinstance(place, GridView) else None

    def _table(self) -> GridView | FigureTable | None:
        widget = self._focused()
        return widget if isinstance(widget, FigureTable) else self._grid()


def _after(text: Callable[[], str]) -> Callable[[], str]:
    """What there is to undo or redo, as it follows the word."""

    def says() -> str:
        what = text()
        return f": {what[:1].lower()}{what[1:]}" if what else ""

    return says
