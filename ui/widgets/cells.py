"""What all cells share: ring of the focus, arrow, height of a text; and a table that draws few anew."""

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from ui.widgets import tokens
from ui.widgets.style import colours, scaled

CELL_PADDING = 6  # px beside a text in a grid, in the style sheet
_RING = 4  # px of the two lines of the ring
_BESIDE_BOX, _ABOVE_BOX = 2, 2  # px between a cell and the box in it
_ARROW = 20  # px, at 100% text
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


def box_of(option: QStyleOptionViewItem) -> QRect:
    """The box of a cell that is to be filled, inside its row."""
    return QRect(option.rect).adjusted(_BESIDE_BOX, _ABOVE_BOX, -_BESIDE_BOX, -_ABOVE_BOX - 1)


def paint_box(painter: QPainter, option: QStyleOptionViewItem, edge: str | QColor) -> None:
    """Paint the edge of that box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(edge), 1))
    inside = QRectF(box_of(option)).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inside, tokens.RADIUS / 2, tokens.RADIUS / 2)
    painter.restore()


def paint_line_below(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint the line that ends a row."""
    row = option.rect
    painter.fillRect(row.left(), row.bottom(), row.width(), 1, QColor(colours().border))


def arrow_of(option: QStyleOptionViewItem) -> QRect:
    """Where the arrow of a list stands in the cell that has the focus, inside its ring."""
    inside = QRect(option.rect).adjusted(_RING, _RING, -_RING, -_RING)
    return inside.adjusted(inside.width() - scaled(_ARROW), 0, 0, 0)


def paint_cell_arrow(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint the arrow, where no text is."""
    place, half = arrow_of(option), scaled(_ARROW) // 4
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(option.palette.text())
    points = [(-half, -half // 2), (half, -half // 2), (0, half)]
    painter.drawPolygon([place.center() + QPoint(x, y) for x, y in points])
    painter.restore()


def wrapped_height(option: QStyleOptionViewItem, text: str, padding: int) -> int:
    """How high a cell has to be for its text, wrapped inside the padding beside it; 0 without text."""
    if not text:
        return 0
    room = QRect(0, 0, max(option.rect.width() - 2 * (padding + TEXT_MARGIN), 1), 100_000)
    lines = QFontMetrics(option.font).boundingRect(room, Qt.TextFlag.TextWordWrap, text)
    return lines.height() + padding


class SparingTable(QTableView):
    """A table that draws only the cells that changed: where one is typed in after another, time goes there.

    Qt draws all of them whenever the focus comes or goes, and where it cannot move what is drawn.
    """

    def __init__(self) -> None:
        super().__init__()
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what covers all can be moved

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(colours().card))
        painter.end()
        super().paintEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._draw_focus():
            super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self._draw_focus():
            super().focusOutEvent(event)

    def make_ready_to_show(self, index: QModelIndex) -> None:
        """Before a cell out of sight is shown: draw what waits, as Qt moves nothing that is not drawn."""
        if not self.viewport().rect().contains(self.visualRect(index)):
            self.viewport().repaint(self.visualRect(self.currentIndex()))  # where a box was that is closed

    def _draw_focus(self) -> bool:
        """Draw the cell and the frame that show the focus; False where no cell is current."""
        index = self.currentIndex()
        if index.isValid():
            is_typed_in = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, is_typed_in)
            self.update(index)
            self.update(QRegion(self.rect()) - QRegion(self.contentsRect()))
        return index.isValid()
