"""The first column of a grid, drawn over the others while they are scrolled away beneath it."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.widgets.spoken.hearing import Silent, heard_as
from ui.widgets.style import colours

_BESIDE_HEADING = 8  # px, as in the style sheet
_MOST = 6  # tenths of the width: with more there would be no room to scroll in


@heard_as(Silent)
class FrozenColumn(QWidget):
    """A picture with no cells of its own: who listens meets every cell once, in the table beneath."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.setObjectName("frozen-column")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        view.horizontalScrollBar().valueChanged.connect(self.fit)
        view.verticalScrollBar().valueChanged.connect(self.update)
        header = view.horizontalHeader()
        header.sectionResized.connect(self.fit)
        header.geometriesChanged.connect(self.fit)
        view.viewport().installEventFilter(self)
        self.hide()

    @property
    def reach(self) -> int:
        """The pixels at the left of the cells that it covers now."""
        return 0 if self.isHidden() else self._view.columnWidth(0)

    def fit(self) -> None:
        """Be there while the table is scrolled sideways, where that leaves room for the others."""
        view, width = self._view, self._view.columnWidth(0)
        place, header = view.viewport().geometry(), view.horizontalHeader().height()
        wanted = view.horizontalScrollBar().value() > 0 and width * 10 <= place.width() * _MOST
        if wanted:
            whole = QRect(place.left(), place.top() - header, width, place.height() + header)
            self.setGeometry(whole)
            self.raise_()
        self.setVisible(wanted)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the table paints anew is painted anew here too."""
        if event.type() in (QEvent.Type.Paint, QEvent.Type.Resize) and not self.isHidden():
            self.update() if event.type() == QEvent.Type.Paint else self.fit()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to the cell, on the heading to the heading."""
        view = self._view
        down = int(event.position().y()) - view.horizontalHeader().height()
        if down < 0:
            view.horizontalHeader().sectionClicked.emit(0)
            return
        index = view.model().index(view.rowAt(down), 0)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            view.setFocus(Qt.FocusReason.MouseFocusReason)
            view.setCurrentIndex(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        view, painter = self._view, QPainter(self)
        header = view.horizontalHeader()
        painter.fillRect(self.rect(), QColor(colours().card))
        top, bottom = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
        last = view.model().rowCount() - 1 if bottom < 0 else bottom
        painter.save()
        painter.setClipRect(0, header.height(), self.width(), self.height() - header.height())
        for row in range(max(top, 0), last + 1):
            self._paint_cell(painter, row, header.height())
        painter.restore()
        self._paint_heading(painter, header)
        painter.setPen(QColor(colours().field_border))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()

    def _paint_cell(self, painter: QPainter, row: int, below: int) -> None:
        view = self._view
        index, option = view.model().index(row, 0), QStyleOptionViewItem()
        view.initViewItemOption(option)
        option.rect = QRect(
            0, below + view.rowViewportPosition(row), self.width() - 1, view.rowHeight(row) - 1
        )
        selected = view.selectionModel().isSelected(index)
        if selected:
            option.state |= QStyle.StateFlag.State_Selected
        if view.hasFocus() and index == view.currentIndex():
            option.state |= QStyle.StateFlag.State_HasFocus
        view.itemDelegateForIndex(index).paint(painter, option, index)
        painter.setPen(QColor(colours().border))
        painter.drawLine(0, option.rect.bottom() + 1, self.width(), option.rect.bottom() + 1)

    def _paint_heading(self, painter: QPainter, header: QHeaderView) -> None:
        font = header.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours().text))
        place = QRect(0, 0, self.width(), header.height())
        words = str(header.model().headerData(0, Qt.Orientation.Horizontal) or "")
        inside = place.adjusted(_BESIDE_HEADING, 0, -_BESIDE_HEADING, 0)
        painter.drawText(inside, header.defaultAlignment(), words)
        painter.fillRect(place.adjusted(0, place.height() - 2, 0, 0), QColor(colours().field_border))
