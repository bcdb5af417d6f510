"""A repeated section as a grid, and what belongs to it: buttons, what a paste did, what is to be checked."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from greenpractice.sections import SECTION_BY_KEY
from ui import tokens
from ui.checks_panel import ChecksPanel
from ui.edits import RemoveRow
from ui.fields_widths import width_of
from ui.grid_view import GridView
from ui.parts import button, row, words
from ui.rows_model import CHECK, ESTIMATED, KG, NOTE, RowsModel
from ui.style import scaled
from ui.workspace import Workspace

_HORIZONTAL = Qt.Orientation.Horizontal
_EXTRA_WIDTHS = {ESTIMATED: 90, NOTE: 130, KG: 100, CHECK: 80}


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
        self._told = words("", "small", f"{section}-told")
        self._told.hide()
        self._checks = ChecksPanel(workspace, section, self.show_place, first)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_2)
        layout.addWidget(self.grid)
        if workspace.can_write:
            layout.addLayout(
                row(
                    button(self.add_words, f"{section}-add", self.add_row),
                    button("Remove this row", f"{section}-remove", self._remove),
                    self._told,
                )
            )
        layout.addWidget(self._checks)
        self._set_widths()
        self.grid.told.connect(self._tell)
        self.grid.text_size_changed.connect(self._set_widths)
        self.grid.text_size_changed.connect(self._fit)
        self.model.modelReset.connect(self._fit)
        self.model.rowsInserted.connect(self._on_inserted)
        self._fit()

    def refresh(self) -> None:
        """Show what is to be checked; the model follows the workspace by itself."""
        self._checks.refresh()
        self._fit()

    def show_place(self, row_id: int | None, field: str | None) -> None:
        """Put the focus on the cell of a figure."""
        place = self.model.place_of(row_id, field) or (0, 0)
        self.grid.show_cell(*place)

    def make_model(
        self, workspace: Workspace, section: str, fields: tuple[str, ...], first: int
    ) -> RowsModel:
        """The rows the grid shows."""
        return RowsModel(workspace, section, fields, first)

    def add_row(self) -> None:
        """Go to the empty row at the end, where typing makes a new one."""
        self.grid.show_cell(self.model.rowCount() - 1, 0)

    def _remove(self) -> None:
        rows = sorted({index.row() for index in self.grid.selectedIndexes()})
        kept = [self.model.rows[number] for number in rows if number < len(self.model.rows)]
        if kept:
            title = "Remove a row" if len(kept) == 1 else f"Remove {len(kept)} rows"
            self._workspace.apply_step([RemoveRow(self.section, each.id) for each in kept], title)
            self._tell(f"{len(kept)} {'row' if len(kept) == 1 else 'rows'} removed. Ctrl+Z brings it back")
        else:
            self._tell("Go to a row first, then remove it")

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.show()

    def _set_widths(self) -> None:
        header = self.grid.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        metrics = header.fontMetrics()
        for column, name in enumerate(self.model.columns):
            if column < len(self.model.fields):
                key, spec = self.model.fields[column]
                width = self.widths.get(key, width_of(spec))
            else:
                width = _EXTRA_WIDTHS[name]
            lines = str(self.model.headerData(column, _HORIZONTAL)).split("\n")
            needed = max(metrics.horizontalAdvance(text) for text in lines) * 11 // 10 + 24
            self.grid.setColumnWidth(column, max(scaled(width), needed))

    def _on_inserted(self, _parent: QModelIndex, _first: int, _last: int) -> None:
        self._fit()

    def _fit(self) -> None:
        """As high as its rows, within reason: the page scrolls, the grid need not."""
        rows = min(max(self.model.rowCount(), 1), 14)
        header = max(self.grid.horizontalHeader().sizeHint().height(), scaled(34))
        self.grid.setFixedHeight(header + rows * scaled(32) + 22)
