"""A repeated section as a grid, and what belongs to it: buttons, what a paste did, what is to be checked."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from greenpractice.fields import Kind
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.checks_panel import ChecksPanel
from ui.entry.command_button import command_button
from ui.entry.evidence_panel import COMMAND, KEYS
from ui.entry.field_widths import width_of
from ui.entry.grid_view import GridView
from ui.entry.rows_model import CHECK, ESTIMATED, KG, NOTE, RowsModel
from ui.session.edits import RemoveRow
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.column_widths import fit_columns
from ui.widgets.controls import button, row
from ui.widgets.style import row_height, scaled
from ui.window.told import Told

_EXTRA_WIDTHS = {ESTIMATED: 44, NOTE: 100, KG: 72, CHECK: 64}
_MOST_ROWS = 14  # of one line each


class GridPanel(QWidget):
    """The grid of a section from its declaration, or of some of its fields from row `first` on.

    A subclass may make another model, and say what adding a row is called and how wide a field stands.
    """

    add_words = "Add a row"
    widths: Mapping[str, int] = {}  # by field, in pixels at the usual text size

    def __init__(
        self,
        workspace: Workspace,
        section: str,
        fields: tuple[str, ...] = (),
        first: int = 0,
        what: str = "",
    ) -> None:
        super().__init__()
        self._workspace, self.section = workspace, section
        self.model = self.make_model(workspace, section, fields, first)
        self.model.setParent(self)
        title = SECTION_BY_KEY[section].title
        self.grid = GridView(self.model, f"{section}-grid", what or title)
        self._told = Told(workspace, f"{section}-told")
        self._checks = ChecksPanel(workspace, section, self.show_place, first, is_about=self.model.is_about)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        self._folded = SECTION_BY_KEY[section].folded
        self._rare = self._folded.fields if self._folded else ()
        self._more = self._made_more()
        layout.addWidget(self._more)
        layout.addWidget(self.grid)
        if workspace.can_write:
            layout.addLayout(
                row(
                    button(self.add_words, f"{section}-add", self.add_row),
                    button("Remove this row", f"{section}-remove", self._remove),
                    *self._attach_button(),
                    self._told,
                )
            )
        layout.addWidget(self._checks)
        self.grid.setWordWrap(True)
        self.grid.told.connect(self._told.say)
        # A click on a cell first keeps what was typed in another one: columns that moved at once would put
        # the click on a neighbour, so they move when it is over.
        self._waits = False  # to be fitted, once it is seen
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fit_seen)
        self.grid.text_size_changed.connect(self._soon.start)
        self.grid.widened.connect(self._soon.start)
        self.model.modelReset.connect(self._soon.start)
        self.model.rowsRemoved.connect(self._soon.start)
        self.model.rowsInserted.connect(self._soon.start)
        self.model.dataChanged.connect(self._soon.start)
        self._fit()

    def refresh(self) -> None:
        """Show what is to be checked; the model follows the workspace by itself."""
        self._checks.refresh()
        self._soon.start()

    def show_place(self, row_id: int | None, field: str | None) -> None:
        """Put the focus on the cell of a figure."""
        place = self.model.place_of(row_id, field)
        if place is None:  # of a row that is gone the place is where it stood
            here = self.grid.currentIndex()
            place = (here.row(), here.column()) if row_id is not None and here.isValid() else (0, 0)
            if self.model.is_new(place[0]):  # where the next one begins
                place = (place[0], 0)
        if self.grid.isColumnHidden(place[1]):
            self._more.setChecked(True)
        self.grid.show_cell(*place)

    def make_model(
        self, workspace: Workspace, section: str, fields: tuple[str, ...], first: int
    ) -> RowsModel:
        """The rows the grid shows."""
        return RowsModel(workspace, section, fields, first)

    def add_row(self) -> None:
        """Go to the empty row at the end, where typing makes a new one."""
        self.grid.show_cell(self.model.rowCount() - 1, 0)

    def _attach_button(self) -> list[QWidget]:
        """The way to the bills of the row one stands on, where rows have any."""
        if not self.model.takes_marks:
            return []
        name = f"{self.section}-attach"
        return [command_button(self.grid, "Attach a bill", name, COMMAND, KEYS)]

    def _remove(self) -> None:
        rows = sorted({index.row() for index in self.grid.selectedIndexes()})
        kept = [self.model.rows[number] for number in rows if number < len(self.model.rows)]
        if kept:
            title = "Remove a row" if len(kept) == 1 else f"Remove {len(kept)} rows"
            self._workspace.apply_step([RemoveRow(self.section, each.id) for each in kept], title)
            what, back = ("row", "it") if len(kept) == 1 else ("rows", "them")
            self._told.say(f"{len(kept)} {what} removed. Ctrl+Z brings {back} back")
        else:
            self._told.say("Go to a row first, then remove it")

    def showEvent(self, event: QShowEvent) -> None:
        """What came in while another page was in view gets its room now."""
        super().showEvent(event)
        if self._waits:
            self._fit()

    def _fit_seen(self) -> None:
        """Fit it where it is in view: what is not would only make others wait."""
        if self.isVisible():
            self._fit()
        else:
            self._waits = True

    def _fit(self) -> None:
        """Columns as wide as their words, the grid as high as its rows: the page scrolls, it need not."""
        self._waits = False
        self._show_rare()
        if not self._hide_notes(False):
            self._hide_notes(True)
        self.grid.resizeRowsToContents()
        heights = [self.grid.rowHeight(row) for row in range(self.model.rowCount())]
        header = max(self.grid.horizontalHeader().sizeHint().height(), scaled(34))
        bar = self.grid.horizontalScrollBar()
        more = bar.sizeHint().height() if self._too_wide() else 0
        height = header + min(sum(heights), row_height() * _MOST_ROWS) + more + 2 * self.grid.frameWidth() + 2
        if self.grid.height() != height or self.grid.minimumHeight() != height:
            self.grid.setFixedHeight(height)

    def _hide_notes(self, hide: bool) -> bool:
        """Where room is short the column of notes goes, until there is one or somebody stands in it.

        False where what is left has no room in one line.
        """
        if NOTE in self.model.columns[len(self.model.fields) :]:  # else it is a field like the others
            column, rows = self.model.note_column, range(self.model.rowCount())
            stands = self.grid.currentIndex().column() == column
            noted = any(self.model.index(row, column).data() for row in rows)
            self.grid.setColumnHidden(column, hide and not stands and not noted)
        return fit_columns(self.grid, self._least(), self._wordy())

    def _too_wide(self) -> bool:
        return self.grid.horizontalHeader().length() > self.grid.viewport().width()

    def _least(self) -> list[int]:
        least = [self.widths.get(key, width_of(spec)) for key, spec in self.model.fields]
        return least + [_EXTRA_WIDTHS[name] for name in self.model.columns[len(least) :]]

    def _wordy(self) -> set[int]:
        """The columns of words, which wrap."""
        kinds = (Kind.TEXT, Kind.CHOICE)
        found = {n for n, (_, spec) in enumerate(self.model.fields) if spec.kind in kinds}
        return found | {n for n, name in enumerate(self.model.columns) if name == NOTE}

    def _made_more(self) -> QCheckBox:
        """The tick that shows the columns few people need."""
        more = QCheckBox(self._folded.words if self._folded else "")
        more.setObjectName(f"{self.section}-more-columns")
        more.setAccessibleName(more.text())
        more.setVisible(False)
        more.toggled.connect(self._fit)
        return more

    def _show_rare(self) -> None:
        """Columns few people need are there when asked for, and where a cell of them is or was filled."""
        rows = [row.figures for row in self.model.rows]
        before = self._workspace.previous()
        rows += [] if before is None else before.rows(self.section)  # what was filled then is filled again
        needed = any(key in figures for figures in rows for key in self._rare)
        self._more.setVisible(bool(self._rare) and not needed)
        for column, (key, _) in enumerate(self.model.fields):
            if key in self._rare:
                self.grid.setColumnHidden(column, not (needed or self._more.isChecked()))
        check = self.model.columns.index(CHECK)
        marked = any(self.model.index(row, check).data() for row in range(self.model.rowCount()))
        self.grid.setColumnHidden(check, not marked)
