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
from ui.inhalers.remarks import RemarksCell
from ui.widgets import tokens
from ui.widgets.cells import CELL_PADDING, TEXT_MARGIN
from ui.widgets.controls import announce
from ui.widgets.style import LARGE, row_height, scaled, text_size

_WIDTHS = {  # at the usual text size where there is room, and what must fit whatever there is
    at.CODE: (150, "0301011R0BEAIAP"),
    at.PACK: (60, "200"),
    at.TYPE: (82, "● pMDI"),
    at.EACH: (90, NO_FACTOR),
    at.YEAR: (86, "1,000"),
    at.LAST: (80, "1,000"),
    at.NOW: (92, "1,000"),
    at.ITEMS: (80, "1,000"),
    at.CHANGE: (74, "−1,000"),
    at.KG: (148, f"{NO_FACTOR}    "),
    at.ESTIMATED: (60, ""),
    at.NOTE: (130, "○  Estimated  "),
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
        self._remarks = RemarksCell(self)
        self.connect_cells(self._remarks)
        self.setItemDelegateForColumn(at.NOTE, self._remarks)
        self.setProperty("summed", "true")
        self._needed: dict[str, int] = {}  # pixels of a text in one line
        self._lines: dict[tuple[str, int], int] = {}  # how high a text is that is broken at a width
        self._giving: tuple[int, ...] = ()
        self._least: dict[int, int] = {}  # px that each column needs
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
        shown = {column for column in self._least if not self.isColumnHidden(column)} | set(self._giving)
        for column in self._giving:
            if self._room(shown) < scaled(_IN_ONE_LINE):
                shown.remove(column)
        for column in self._giving:
            self.setColumnHidden(column, column not in shown)
        spare = max(self._room(shown) - scaled(_LONG_NAMES), 0)
        wanted = {column: max(scaled(_WIDTHS[column][0]) - self._least[column], 0) for column in shown}
        every = sum(wanted.values())
        for column, more in wanted.items():
            longer = min(max(spare - every, 0), scaled(_LONGER_BARS)) if column == at.KG else 0
            self.setColumnWidth(
                column, self._least[column] + longer + min(more, more * spare // max(every, 1))
            )
        super().share_rest()

    def _room(self, shown: Collection[int]) -> int:
        """The width that is left for the names beside these columns at their least.

        As if the bar that scrolls were there: it comes and goes with the heights of rows, which follow from
        the widths, and columns that came and went with it would bring it back again and again.
        """
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - 2 * self.frameWidth() - bar
        return room - sum(self._least[column] for column in shown)

    def set_widths(self) -> None:
        """Columns as wide as their headings and numbers; the names get the rest."""
        metrics, body = self.horizontalHeader().fontMetrics(), self.fontMetrics()
        self._needed.clear()
        self._lines.clear()
        for column, (_, longest) in _WIDTHS.items():
            lines = str(self.grid.headerData(column, Qt.Orientation.Horizontal)).split("\n")
            heading = max(metrics.horizontalAdvance(text) for text in lines) * 11 // 10 + _PADDING
            self._least[column] = max(heading, body.horizontalAdvance(longest) + _PADDING)
        least = _LARGE_WIDTH if text_size() >= LARGE else _PRODUCT_WIDTH
        self.give_rest_to(at.PRODUCT, scaled(least))
        self.set_heights()

    def set_heights(self) -> None:
        """Only products whose name does not fit in a line get another."""
        if not self.isVisible():
            return  # widths are yet to come; done when it is shown
        metrics, model = self.fontMetrics(), self.model_of_inhalers
        usual = row_height()
        of_group = min(usual, scaled(tokens.GROUP_ROW))
        width = self.columnWidth(at.PRODUCT) - 2 * (CELL_PADDING + TEXT_MARGIN)
        for number, entry in enumerate(model.entries):
            height = of_group if entry.code is None else usual
            if entry.code is not None:
                text = model.words_in(entry, at.PRODUCT)
                if (needed := self._needed.get(text)) is None:
                    needed = self._needed[text] = metrics.horizontalAdvance(text)
                if needed > width - _NEARLY:
                    if (lines := self._lines.get((text, width))) is None:
                        broken = metrics.boundingRect(0, 0, width, 10_000, Qt.TextFlag.TextWordWrap, text)
                        lines = self._lines[text, width] = broken.height()
                    height = max(height, lines + _BELOW)
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)

    def span_headings(self) -> None:
        """Headings of groups go across."""
        self.clearSpans()
        for number, entry in enumerate(self.model_of_inhalers.entries):
            if entry.code is None:
                self.setSpan(number, 0, 1, self.grid.columnCount())
        self.set_heights()
