"""What all cells share: the yellow and black ring of the focus, and the height of a wrapped text."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.widgets.style import colours

CELL_PADDING = 6  # px beside a text in a grid, in the style sheet
TEXT_MARGIN = 3  # px: what Qt leaves beside a text, inside the padding


def paint_cell_focus(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint the ring inside a cell, if the cell has the focus."""
    if not option.state & QStyle.StateFlag.State_HasFocus:
        return
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for inset, colour in ((1, colours().focus), (3, colours().on_focus)):
        pen = QPen(QColor(colour), 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(QRect(option.rect).adjusted(inset, inset, -inset, -inset))
    painter.restore()


def wrapped_height(option: QStyleOptionViewItem, text: str, padding: int) -> int:
    """How high a cell has to be for its text, wrapped inside the padding beside it; 0 without text."""
    if not text:
        return 0
    room = QRect(0, 0, max(option.rect.width() - 2 * (padding + TEXT_MARGIN), 1), 100_000)
    lines = QFontMetrics(option.font).boundingRect(room, Qt.TextFlag.TextWordWrap, text)
    return lines.height() + padding
