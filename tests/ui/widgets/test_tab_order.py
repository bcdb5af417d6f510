"""The order of the Tab key: as things stand on the page, and nothing is kept of how that was found out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QLayoutItem, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import getAllValidWrappers

from ui.widgets.tab_order import put_in_order


def stand_ins() -> list[object]:
    kept = [each for each in getAllValidWrappers() if isinstance(each, QLayoutItem)]
    return [each for each in kept if not isinstance(each, QLayout)]


def page_of_boxes() -> QWidget:
    """Boxes 0 to 6, made in another order than they stand in: in rows, in a grid, in a part of the page."""
    page, inside = QWidget(), QWidget()
    boxes = {number: QLineEdit() for number in (5, 3, 6, 0, 4, 1, 2)}
    for number, box in boxes.items():
        box.setObjectName(f"box-{number}")
    down, across, grid, part = QVBoxLayout(page), QHBoxLayout(), QGridLayout(), QVBoxLayout(inside)
    down.addWidget(boxes[0])
    down.addLayout(across)
    down.addWidget(inside)
    down.addLayout(grid)
    across.addWidget(boxes[1])
    across.addStretch(1)
    across.addWidget(boxes[2])
    part.addWidget(boxes[3])
    part.addWidget(boxes[4])
    grid.addWidget(boxes[5], 0, 0)
    grid.addWidget(boxes[6], 0, 1)
    return page


def test_tab_goes_as_things_stand(qtbot: QtBot) -> None:
    page = page_of_boxes()
    qtbot.addWidget(page)
    page.show()
    put_in_order(page)
    first = page.findChild(QLineEdit, "box-0")
    first.setFocus()
    seen = [first.objectName()]
    for _ in range(6):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        seen.append(page.focusWidget().objectName())
    assert seen == [f"box-{number}" for number in range(7)]


def test_nothing_in_python_stands_for_an_item_of_a_layout_afterwards(qtbot: QtBot) -> None:
    """Qt takes items apart unheard; what still stood for one was taken for whatever came to its place."""
    page = page_of_boxes()
    qtbot.addWidget(page)
    before = len(stand_ins())
    put_in_order(page)
    assert len(stand_ins()) == before
