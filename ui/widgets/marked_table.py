"""A table of a network: columns of their own widths, signs with words, rows sorted by what they mean."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem

from greenpractice.charts.returns_grid import PartState
from ui.widgets.cells import TEXT_MARGIN
from ui.widgets.column_widths import width_of_words
from ui.widgets.figure_table import FigureTable, Wrapping
from ui.widgets.style import colours, scaled
from ui.widgets.table_models import Index

_TIGHT = 5
_SIGN_GAP = 5  # between a sign and its word
_LEAST_ROW = 30
SIGN = 14  # pixels of a sign at 100% text
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title and width in pixels at 100% text; `grows` shares the room that is left."""

    title: str
    width: int
    number: bool = False
    grows: bool = False


class MarkedTable(FigureTable):
    """Scrolls sideways inside itself where the window is narrow, and down beyond `most` rows.

    With `gives_way` its columns are narrower first, down to their longest words.
    """

    def __init__(
        self,
        name: str,
        what: str,
        *,
        most: int = 0,
        small: bool = False,
        gives_way: bool = False,
        sorts: bool = True,
    ) -> None:
        super().__init__(name, what, sorts=sorts)
        self._gives_way = gives_way
        self.setProperty("look", "small" if small else "")
        self._most = most
        self._columns: Sequence[Column] = ()
        self.signs: Mapping[tuple[int, int], PartState] = {}
        delegate = _Signed(self)
        self.setItemDelegate(delegate)
        self.tight = _TIGHT if small else delegate.padding
        if small:
            delegate.padding = _TIGHT
            self.setStyleSheet(f"QTableView::item {{ padding: {_TIGHT}px; }}")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        header = self.horizontalHeader()
        header.setDefaultAlignment(_LEFT)
        header.setHighlightSections(False)
        if most:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            self.setVerticalScrollMode(FigureTable.ScrollMode.ScrollPerPixel)

    def show_table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        signs: Mapping[tuple[int, int], PartState] | None = None,
        pinned: Collection[int] = (),
    ) -> None:
        """Show these rows; `signs` stand above the words of a cell, by row as given and column."""
        self._columns, self.signs = tuple(columns), signs or {}
        numbers = [place for place, column in enumerate(columns) if column.number]
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.figures.show_rows([column.title for column in columns], rows, numbers, pinned=pinned)
        self._fit()

    def sign_at(self, row: int, column: int) -> PartState | None:
        """The sign of a cell as it is shown."""
        return self.signs.get((self.figures.order[row], column))

    def _fit(self) -> None:
        """Share out the width, then give each row the height of its lines, and the table that of its rows."""
        if self.isHidden() or not self._columns:
            return
        room = self.viewport().width()
        wanted = [scaled(column.width) for column in self._columns]
        growing = [place for place, column in enumerate(self._columns) if column.grows]
        spare = max(0, room - sum(wanted))
        for place in growing:
            wanted[place] += spare // len(growing)
        if (by := self.figures.sorting) is not None:  # its heading has an arrow
            wanted[by.column] = max(wanted[by.column], width_of_words(self, by.column, ()))
        if self._gives_way and sum(wanted) > room:
            wanted = self._narrower(wanted, room)
        for place, width in enumerate(wanted):
            self.setColumnWidth(place, width)
        heights = self._heights(wanted)
        for row, height in enumerate(heights):
            self.setRowHeight(row, height)
        shown = heights[: self._most] if self._most else heights
        bar = self.horizontalScrollBar()
        more = bar.sizeHint().height() if sum(wanted) > room else 0
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(header + sum(shown) + more + 2 * self.frameWidth() + 2)

    def _narrower(self, wanted: Sequence[int], room: int) -> list[int]:
        """Widths that fit in the room, or those of the longest words where that is more."""
        texts = [
            [str(self.figures.index(row, place).data()) for row in range(self.figures.rowCount())]
            for place in range(len(wanted))
        ]
        least = [width_of_words(self, place, texts[place]) + 2 * TEXT_MARGIN for place in range(len(wanted))]
        can_give = [max(0, width - words) for width, words in zip(wanted, least, strict=True)]
        over, most = sum(wanted) - room, sum(can_give)
        share = min(over, most)
        return [
            width - -(-share * can // most) if most else width
            for width, can in zip(wanted, can_give, strict=True)
        ]

    def _heights(self, widths: Sequence[int]) -> list[int]:
        """The height of each row: Qt would ask for every cell, which takes a second for a whole area."""
        metrics = self.fontMetrics()
        beside = 2 * self.tight + 2 * TEXT_MARGIN
        known: dict[tuple[str, int], int] = {}
        found = []
        for row in range(self.figures.rowCount()):
            most = 0
            for column, width in enumerate(widths):
                text = str(self.figures.index(row, column).data())
                key = (text, width)
                if key not in known:
                    inside = QRect(0, 0, max(width - beside, 1), 10_000)
                    known[key] = metrics.boundingRect(inside, Qt.TextFlag.TextWordWrap, text).height()
                sign = scaled(SIGN) + _SIGN_GAP if self.sign_at(row, column) else 0
                most = max(most, known[key] + sign)
            found.append(max(most + 2 * self.tight, scaled(_LEAST_ROW)))
        return found


class _Signed(Wrapping):
    """Draws the sign of a cell above its words, in the colour of the text."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        table = self.parent()
        sign = table.sign_at(index.row(), index.column()) if isinstance(table, MarkedTable) else None
        if sign is not None:
            size = scaled(SIGN)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.decorationSize = QSize(size, size)
            option.decorationPosition = QStyleOptionViewItem.Position.Top
            option.decorationAlignment = _LEFT
            option.icon = sign_icon(sign, size, colours().text)


@lru_cache(maxsize=64)
def sign_icon(sign: PartState, size: int, colour: str) -> QIcon:
    """A filled, half filled or dotted circle, or a dash, as the charts and the PDF draw them."""
    picture = QPixmap(2 * size, 2 * size)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), 1.5)
    inside = QRectF(1.5, 1.5, size - 3, size - 3)
    if sign == "estimated":
        pen.setDashPattern([1.6, 1.2])
    painter.setPen(pen)
    if sign == "missing":
        painter.drawLine(2, size // 2, size - 2, size // 2)
    else:
        painter.setBrush(QColor(colour) if sign == "complete" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(inside)
    if sign == "part":
        painter.setBrush(QColor(colour))
        painter.drawPie(inside, 90 * 16, 180 * 16)
    painter.end()
    return QIcon(picture)
