"""The yellow and black ring around the cell that has the focus, the same in every grid and table."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.style import colours

_BLACK = "#212b32"


def paint_cell_focus(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint the ring inside a cell, if the cell has the focus."""
    if not option.state & QStyle.StateFlag.State_HasFocus:
        return
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for inset, colour in ((1, colours().focus), (3, _BLACK)):
        pen = QPen(QColor(colour), 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(QRect(option.rect).adjusted(inset, inset, -inset, -inset))
    painter.restore()
