"""A table to read: Tab leaves it, and Enter or a click picks a row."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.widgets.cells import paint_cell_focus, wrapped_height
from ui.widgets.column_widths import width_of_words
from ui.widgets.controls import announce
from ui.widgets.in_view import follow_cell
from ui.widgets.style import row_height
from ui.widgets.table_models import FigureModel, Index

_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_PADDING, _ABOVE = 8, 6
_MARGIN = 4  # px: what the style keeps free beside a text
_TICK = 28  # px: a box to tick, and what is free beside it


class Wrapping(QStyledItemDelegate):
    """Asks for the height of its lines inside the padding, which Qt leaves out of its sum."""

    padding = _PADDING

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        paint_cell_focus(painter, option)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        inside = QStyleOptionViewItem(option)
        inside.rect.setWidth(max(option.rect.width() - 2 * self.padding, 1))
        size = super().sizeHint(inside, index)
        words = wrapped_height(option, text, self.padding) + self.padding // 2
        return QSize(size.width(), max(size.height(), words, row_height()))


class FigureTable(QTableView):
    """The table. One that grows is as high as its rows, so that the page scrolls; another scrolls itself.

    A click on a heading, or `sort_here`, sorts; once more turns the order, then gives it up, as Esc does.
    One whose rows are read from the first to the last, as the steps of a sum, `sorts` nothing. Rows are
    `picked` by the numbers they were given with.
    """

    picked = Signal(int)

    def __init__(
        self, name: str, what: str, *, grows: bool = True, click_picks: bool = True, sorts: bool = True
    ) -> None:
        super().__init__()
        self._grows, self.sorts = grows, sorts
        self._sharing: list[int] = []
        self._narrow: list[int] = []
        self.setObjectName(name)
        self.setAccessibleName(what)
        self.figures = FigureModel(sorts=sorts)
        self.figures.setParent(self)
        self.setModel(self.figures)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAlternatingRowColors(True)
        self.setStyleSheet(f"QTableView::item {{ padding: {_ABOVE}px {_PADDING}px; }}")
        self.setItemDelegate(Wrapping(self))
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(sorts)
        if sorts:
            self.horizontalHeader().sectionClicked.connect(self._sort_by_heading)
        (self.clicked if click_picks else self.doubleClicked).connect(self._pick)

    def show_rows(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        numbers: Collection[int] = (),
        wide: Collection[int] = (),
        slim: Collection[int] = (),
        ticks: Mapping[int, bool] | None = None,
        pinned: Collection[int] = (),
    ) -> None:
        """Show these rows; columns of words, and `wide` ones of numbers, share the room that others leave.

        `slim` are columns of words that take no more room than their words. With `ticks`, as of the model,
        the last column is one of words; `pinned` are its rows that no order moves.
        """
        self.figures.show_rows(headers, rows, numbers, ticks, pinned)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        narrow = {n for n in range(len(headers)) if n in slim or (n in numbers and n not in wide)}
        self._sharing = [column for column in range(len(headers)) if column not in narrow]
        self._narrow = sorted(narrow)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._measure()
        self._fit()

    def change_rows(self, rows: Sequence[Sequence[str]], ticks: Mapping[int, bool]) -> None:
        """Other words in the rows that are there; what is picked stays picked."""
        self.figures.change_rows(rows, ticks)
        self._measure()
        self._fit()
        QTimer.singleShot(0, self, self._follow)  # the page may be laid out anew

    def sort_by(self, column: int | None) -> None:
        """Put the rows in the order that a column asks for; None: as they were given."""
        self._put_in_order(column)
        QTimer.singleShot(0, self, self._follow)

    def _sort_by_heading(self, column: int) -> None:
        """Whoever clicks a heading looks for what comes first; the key keeps the row in sight."""
        self._put_in_order(column)
        self.scrollToTop()

    def _put_in_order(self, column: int | None) -> None:
        self.figures.sort_by(column)
        self._measure()
        self._fit()
        announce(self, f"{self.accessibleName()}, {self.figures.sorting_words}")

    def sort_here(self) -> None:
        """Sort by the column of the current cell, by the first where there is none."""
        self.sort_by(max(self.currentIndex().column(), 0))

    @property
    def current(self) -> int | None:
        """The row one stands on, by the number it was given with."""
        index = self.currentIndex()
        return self.figures.order[index.row()] if index.isValid() else None

    def _measure(self) -> None:
        """Narrow columns are as wide as their longest line; asking Qt for each cell takes far longer."""
        metrics, header = self.fontMetrics(), self.horizontalHeader()
        for column in self._narrow:
            lines = (line for text in self.figures.texts(column) for line in text.split("\n"))
            widest = max(map(metrics.horizontalAdvance, lines), default=0)
            self.setColumnWidth(
                column, max(widest + 2 * (_PADDING + _MARGIN), header.sectionSizeHint(column))
            )

    def _tick_in(self, column: int) -> int:
        """The room that boxes to tick take in a column."""
        return _TICK if self.figures.has_ticks and column == self.figures.columnCount() - 1 else 0

    def _share(self) -> None:
        """Columns of words share the room evenly, but none is narrower than its longest word."""
        columns = range(self.figures.columnCount())
        room = self.viewport().width() - sum(self.columnWidth(n) for n in columns if n not in self._sharing)
        texts = self.figures.texts
        least = {n: width_of_words(self, n, texts(n)) + 2 * _MARGIN + self._tick_in(n) for n in self._sharing}
        for left, column in enumerate(sorted(self._sharing, key=lambda n: -least[n])):
            width = max(least[column], room // (len(self._sharing) - left))
            self.setColumnWidth(column, width)
            room -= width

    def copy(self) -> None:
        """The selected rows as text, tab by tab and line by line, with the headers; without any, all rows."""
        picked = sorted({index.row() for index in self.selectedIndexes()})
        QGuiApplication.clipboard().setText(self.figures.as_text(picked or None))

    def _fit(self) -> None:
        if self.isHidden():
            return  # a table behind a picture costs nothing until it is asked for
        self._share()
        self._set_heights()
        if not self._grows:
            return
        rows = self.verticalHeader().length()
        bar = self.horizontalScrollBar()
        more = bar.sizeHint().height() if bar.maximum() else 0
        self.setFixedHeight(
            self.horizontalHeader().sizeHint().height() + rows + more + 2 * self.frameWidth() + 2
        )

    def _set_heights(self) -> None:
        """Rows as high as their lines inside the padding."""
        metrics = self.fontMetrics()
        heights = [metrics.height()] * self.figures.rowCount()
        for column in range(self.figures.columnCount()):
            beside = 2 * (_PADDING + _MARGIN) + self._tick_in(column)
            width = max(self.columnWidth(column) - beside, 1)
            for row, text in enumerate(self.figures.texts(column)):
                heights[row] = max(heights[row], _height(metrics, text, width))
        for row, height in enumerate(heights):
            self.setRowHeight(row, max(height + 2 * _ABOVE, row_height()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        changed = event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if changed and self.figures.columnCount():
            self._measure()
            self._fit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._follow()

    def _follow(self) -> None:
        follow_cell(self)

    def _pick(self, index: QModelIndex) -> None:
        self.picked.emit(self.figures.order[index.row()])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPEN and self.currentIndex().isValid():
            self._pick(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape and self.figures.sorting is not None:
            self.sort_by(None)
        else:
            super().keyPressEvent(event)


def _height(metrics: QFontMetrics, text: str, width: int) -> int:
    """How high a text is in a column; what is short enough for a line needs no wrapping worked out."""
    if "\n" not in text and metrics.horizontalAdvance(text) <= width:
        return metrics.height()
    return metrics.boundingRect(QRect(0, 0, width, 0), Qt.TextFlag.TextWordWrap, text).height()
