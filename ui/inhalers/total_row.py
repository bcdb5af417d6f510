"""The last line of the inhaler table, which stays in sight: the sums, each in the column of its numbers."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QTableView, QWidget

from ui.widgets import tokens
from ui.widgets.cells import CELL_PADDING, TEXT_MARGIN
from ui.widgets.controls import words
from ui.widgets.style import scaled

_BESIDE = CELL_PADDING + TEXT_MARGIN


class TotalRow(QFrame):
    """Its parts follow the widths of the table above it; of a column that is not shown there is no sum.

    Nor is one that says nothing.
    """

    def __init__(
        self, name: str, view: QTableView, sums: Mapping[int, QLabel | QPushButton], last: int
    ) -> None:
        """`sums` by their columns; that of `last` is always there, however narrow the table is."""
        super().__init__()
        self.setObjectName(name)
        self.setProperty("look", "total")
        self._view, self._sums, self._last = view, dict(sums), last
        self.title = words("", "bold", f"{name}-title")
        self.title.setWordWrap(False)
        self.parts: Sequence[QWidget] = (self.title, *sums.values())
        for part in self.parts:
            part.setParent(self)
            if isinstance(part, QLabel):
                part.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        header = view.horizontalHeader()
        header.sectionResized.connect(self.place)
        header.geometriesChanged.connect(self.place)
        view.horizontalScrollBar().valueChanged.connect(self.place)

    def sizeHint(self) -> QSize:
        return QSize(0, scaled(tokens.TOTAL_ROW))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def place(self) -> None:
        """Put each sum so that its number ends where those above it end, and the title in what is left."""
        view, header, free = self._view, self._view.horizontalHeader(), self.width()
        start = view.frameWidth() + view.verticalHeader().width() * view.verticalHeader().isVisible()
        for column, part in self._sums.items():
            right = start + header.sectionViewportPosition(column) + view.columnWidth(column)
            if column == self._last:
                right = min(right, self.width())
            wide = part.sizeHint().width()
            beside = _BESIDE if isinstance(part, QLabel) else CELL_PADDING
            left = right - beside - wide
            fits = column == self._last or (not view.isColumnHidden(column) and left > view.columnWidth(0))
            there = fits and bool(part.text())
            part.setVisible(there)
            part.setGeometry(QRect(left, 0, wide, self.height()))
            free = min(free, left) if there else free
        self.title.setGeometry(_BESIDE + 1, 0, max(free - _BESIDE, 0), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
