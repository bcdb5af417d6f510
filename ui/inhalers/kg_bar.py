"""A cell with its kg: a bar from the left, where all begin at 0, and the number at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.entry.cell_editor import CellDelegate
from ui.inhalers.inhaler_cells import NO_FACTOR
from ui.inhalers.inhaler_model import BAR_ROLE
from ui.widgets.cells import CELL_PADDING, TEXT_MARGIN
from ui.widgets.style import colours

_LEAST = 2  # px, of more than 0
_THOUSAND = 1000


class KgBar(CellDelegate):
    """Draws the bar in what the longest number leaves of the cell, so that no number stands on one."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        share = index.data(BAR_ROLE)
        if isinstance(share, int):
            painter.fillRect(bar_of(option, share), QColor(colours().blue_text))


def bar_of(option: QStyleOptionViewItem, share: int) -> QRect:
    """Where the bar of a cell stands; `share` in thousandths of the longest."""
    beside = CELL_PADDING + TEXT_MARGIN
    inside = QRect(option.rect).adjusted(beside, 0, -beside, 0)
    room = inside.width() - option.fontMetrics.horizontalAdvance(NO_FACTOR) - beside
    width = max(_LEAST, share * max(room, 0) // _THOUSAND)
    height = option.fontMetrics.ascent()
    return QRect(inside.left(), inside.center().y() - height // 2, width, height)
