"""A text that wraps in its cell has the room for all its lines, however wide the column is."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QTableView

from tests.ui.entry.test_rows_by_keyboard import empty, grid_of
from ui.inhalers.inhaler_columns import NOTE, PRODUCT
from ui.inhalers.inhaler_page import InhalerPage
from ui.practice.practice_window import MainWindow
from ui.widgets.cells import CELL_PADDING, TEXT_MARGIN
from ui.widgets.style import apply_look

__all__ = ["empty"]


def ink(grid: QTableView, option: QStyleOptionViewItem) -> int:
    """How high the text of a cell stands as it is painted."""
    picture = QImage(option.rect.size(), QImage.Format.Format_Grayscale8)
    picture.fill(255)
    painter = QPainter(picture)
    grid.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, grid)
    painter.end()
    width, stride = picture.width(), picture.bytesPerLine()
    dots = bytes(picture.constBits())
    rows = [y for y in range(picture.height()) if min(dots[y * stride : y * stride + width]) < 120]
    return rows[-1] - rows[0] + 1


@pytest.mark.parametrize("text", ["Main Street", "Clinical waste, incinerated"])
def test_a_cell_is_as_high_as_the_lines_it_is_painted_in(empty: MainWindow, text: str) -> None:
    grid = grid_of(empty, "electricity")
    empty.workspace.set_figure("electricity", None, "site", text)
    option = QStyleOptionViewItem()
    grid.initViewItemOption(option)
    line = QFontMetrics(option.font).lineSpacing()
    seen = set()
    beside = QFontMetrics(option.font).horizontalAdvance(text)
    for width in range(beside + 4, beside + 30):
        cell = QStyleOptionViewItem(option)
        cell.rect = QRect(0, 0, width, 120)
        index = grid.model().index(0, 0)
        high = grid.itemDelegate().sizeHint(cell, index).height()
        grid.itemDelegate().initStyleOption(cell, index)
        lines = -(-ink(grid, cell) // line)
        assert high >= lines * line, f"{lines} lines in {high} pixels, {width} wide"
        seen.add(lines)
    assert len(seen) > 1


@pytest.mark.parametrize("size", [110, 125])
def test_inhalers_are_seen_whole_as_text_grows_and_columns_narrow(
    window: MainWindow, usual: QApplication, size: int
) -> None:
    """The size is changed while the page is open, as Ctrl and + do."""
    window.open_page("inhalers")
    window.resize(1093, 574)
    page = window.pages["inhalers"]
    assert isinstance(page, InhalerPage)
    grid = page.grid
    apply_look(usual, dark=False, size=size)
    usual.processEvents()
    metrics, beside = grid.fontMetrics(), 2 * (CELL_PADDING + TEXT_MARGIN)
    assert grid.columnWidth(NOTE) >= metrics.horizontalAdvance("Published") + beside
    for width in range(190, 280, 3):
        grid.setColumnWidth(PRODUCT, width)
        grid.widened.emit()
        for row, entry in enumerate(page.model.entries):
            option = QStyleOptionViewItem()
            grid.initViewItemOption(option)
            option.rect = grid.visualRect(grid.model().index(row, PRODUCT))
            if entry.code is not None:
                asked = grid.itemDelegate().sizeHint(option, grid.model().index(row, PRODUCT)).height()
                assert grid.rowHeight(row) >= asked, (width, entry)
