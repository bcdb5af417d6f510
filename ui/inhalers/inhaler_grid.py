"""The inhaler grid as it stands: its widths and heights, its columns, its order, its frozen first column."""

from collections.abc import Collection

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from ui.entry.frozen_column import FrozenColumn
from ui.entry.grid_view import GridView
from ui.inhalers import inhaler_columns as at
from ui.inhalers.inhaler_cells import NO_FACTOR
from ui.inhalers.inhaler_model import InhalerModel
from ui.inhalers.kg_bar import KgBar
from ui.inhalers.published import MARK
from ui.widgets import tokens
from ui.widgets.cells import CELL_PADDING, TEXT_MARGIN
from ui.widgets.controls import announce
from ui.widgets.style import LARGE, row_height, scaled, text_size

_WIDTHS = {  # at the usual text size, and what must fit whatever the size
    at.CODE: (150, "0301011R0BEAIAP"),
    at.PACK: (50, "200"),
    at.TYPE: (70, "● pMDI"),
    at.EACH: (64, NO_FACTOR),
    at.YEAR: (60, "1,000"),
    at.LAST: (60, "1,000"),
    at.NOW: (64, "1,000"),
    at.ITEMS: (56, "1,000"),
    at.CHANGE: (60, "−1,000"),
    at.KG: (108, f"{NO_FACTOR}    "),
    at.ESTIMATED: (44, ""),
    at.NOTE: (80, MARK),  # in one line, or a quarter that is filled shows half as many products
    at.CHECK: (64, "Problem"),
}
_PRODUCT_WIDTH, _LARGE_WIDTH = 230, 275  # with large text lines are dearer than the width, which scrolls
_IN_ONE_LINE = 250  # what most names need
_LONG_NAMES, _LONGER_BARS = 290, 40  # what nearly all names need, and what bars get of the rest
_PADDING = 20
_BELOW = 12  # px above and below several lines
_NEARLY = 3  # px: lines are broken by parts of pixels, which a width in whole ones leaves out


class InhalerGrid(GridView):
    """A click on a heading, or `sort_here`, sorts; Esc or the heading Product brings the groups back."""

    sorts = True

    def __init__(self, model: InhalerModel) -> None:
        super().__init__(model, "inhalers-grid", "Inhalers prescribed")
        self.model_of_inhalers = model
        self.setWordWrap(True)
        self.setItemDelegateForColumn(at.KG, KgBar(self))
        self._needed: dict[str, int] = {}  # pixels of a text in one line
        self._lines: dict[tuple[str, int], int] = {}  # how high a text is that is broken at a width
        self._giving: tuple[int, ...] = ()
        self._kg_width = 0  # at least, with its bar
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(40)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort_by_heading)
        self.verticalHeader().hide()
        self.frozen = FrozenColumn(self)
        # Fonts grow a moment after the look has changed.
        self.text_size_changed.connect(self.set_widths, Qt.ConnectionType.QueuedConnection)
        self.widened.connect(self.set_heights)
        model.modelReset.connect(self.span_headings)

    def sort_by(self, column: int | None) -> None:
        """Put the products in the order of a column, once more the other way round; None: in groups again."""
        self.model_of_inhalers.sort_by(column)
        self.set_widths()
        self.told.emit(f"Products {self.model_of_inhalers.sorting_words}")
        announce(self, f"Products {self.model_of_inhalers.sorting_words}")

    def _sort_by_heading(self, column: int) -> None:
        """Whoever clicks a heading looks for what comes first; the key keeps the cell in sight."""
        self.sort_by(column)
        self.scrollToTop()

    def sort_here(self) -> None:
        """Sort by the column of the current cell."""
        current = self.currentIndex()
        self.sort_by(current.column() if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.model_of_inhalers.sorting is not None:
            self.sort_by(None)
        else:
            super().keyPressEvent(event)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll so that a cell is seen, and not beneath the frozen column."""
        super().scrollTo(index, hint)
        if index.column() > 0:
            covered = self.frozen.reach - self.visualRect(index).left()
            if covered > 0:
                bar = self.horizontalScrollBar()
                bar.setValue(bar.value() - covered)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.set_heights()

    def show_cell(self, row: int, column: int) -> None:
        """Go to a cell, also in a column that was not chosen."""
        if self.isColumnHidden(column):
            self.setColumnHidden(column, False)
            self.share_rest()
        super().show_cell(row, column)

    def show_columns(self, chosen: Collection[int], giving: Collection[int]) -> None:
        """Show these columns beside those that always are there; `giving` go where room is short."""
        self._giving = tuple(column for column in at.GIVING_WAY if column in giving)
        for column in at.CHOICES.values():
            self.setColumnHidden(column, column not in chosen)
        self.share_rest()

    def share_rest(self) -> None:
        """Names get the rest; where that is too little columns give way, and what they can spare the bars."""
        self.setColumnWidth(at.KG, self._kg_width)
        for column in self._giving:
            self.setColumnHidden(column, False)
        least = scaled(_IN_ONE_LINE)
        for column in self._giving:
            if self._room() < least:
                self.setColumnHidden(column, True)
        spare = min(max(self._room() - scaled(_LONG_NAMES), 0), scaled(_LONGER_BARS))
        self.setColumnWidth(at.KG, self._kg_width + spare)
        super().share_rest()

    def _room(self) -> int:
        """The width that is left for the names."""
        others = range(at.PRODUCT + 1, self.grid.columnCount())
        return self.viewport().width() - sum(map(self.columnWidth, others))

    def set_widths(self) -> None:
        """Columns as wide as their headings and numbers; the names get the rest."""
        metrics = self.horizontalHeader().fontMetrics()
        self._needed.clear()
        self._lines.clear()
        for column, (width, longest) in _WIDTHS.items():
            lines = str(self.grid.headerData(column, Qt.Orientation.Horizontal)).split("\n")
            heading = max(metrics.horizontalAdvance(text) for text in lines) * 11 // 10 + _PADDING
            needed = metrics.horizontalAdvance(longest) + _PADDING
            self.setColumnWidth(column, max(scaled(width), heading, needed))
        self._kg_width = self.columnWidth(at.KG)
        least = _LARGE_WIDTH if text_size() >= LARGE else _PRODUCT_WIDTH
        self.give_rest_to(at.PRODUCT, scaled(least))
        self.set_heights()

    def set_heights(self) -> None:
        """Only products whose name or note does not fit in a line get another."""
        if not self.isVisible():
            return  # widths are yet to come; done when it is shown
        metrics, model = self.fontMetrics(), self.model_of_inhalers
        usual = row_height()
        of_group = min(usual, scaled(tokens.GROUP_ROW))
        beside = 2 * (CELL_PADDING + TEXT_MARGIN) + 1  # the line of the grid
        room = {column: self.columnWidth(column) - beside for column in (at.PRODUCT, at.NOTE)}
        for number, entry in enumerate(model.entries):
            height = of_group if entry.code is None else usual
            if entry.code is not None:
                for column, width in room.items():
                    text = model.words_in(entry, column)
                    if (needed := self._needed.get(text)) is None:
                        needed = self._needed[text] = metrics.horizontalAdvance(text)
                    if needed > width - _NEARLY:
                        if (lines := self._lines.get((text, width))) is None:
                            broken = metrics.boundingRect(0, 0, width, 10_000, Qt.TextFlag.TextWordWrap, text)
                            lines = self._lines[text, width] = broken.height()
                        height = max(height, lines + _BELOW)
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)

    def show_check_column(self) -> None:
        """The column of checks is there while something is to be checked."""
        hidden = not self.model_of_inhalers.has_marks
        if hidden != self.isColumnHidden(at.CHECK):
            self.setColumnHidden(at.CHECK, hidden)
            self.share_rest()

    def span_headings(self) -> None:
        """Headings of groups go across."""
        self.clearSpans()
        for number, entry in enumerate(self.model_of_inhalers.entries):
            if entry.code is None:
                self.setSpan(number, 0, 1, self.grid.columnCount())
        self.set_heights()
