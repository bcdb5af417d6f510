"""A row entered by clicking from cell to cell: each figure goes to the cell that was clicked."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from greenpractice.fields import Kind
from tests.ui.entry.test_rows_by_keyboard import (
    GRIDS,
    empty,
    fields_of,
    figures,
    grid_of,
    wanted,
    write,
)
from tests.ui.entry.test_rows_by_keyboard import sample as words_of
from ui.entry.choice_cell import ChoiceCell
from ui.practice.practice_window import MainWindow
from ui.widgets.controls import Box
from ui.window.status_line import StatusLine

__all__ = ["empty"]
EDGE = 4  # pixels into a cell: where a column that grows takes the click away


@pytest.mark.sweep
@pytest.mark.parametrize("section", GRIDS)
def test_a_click_at_the_edge_of_a_cell_goes_to_that_cell(empty: MainWindow, section: str) -> None:
    grid = grid_of(empty, section)
    fields = fields_of(grid)
    row = grid.grid.rowCount() - 1
    for column, (_key, spec) in enumerate(fields):
        index = grid.grid.index(row, column)
        grid.scrollTo(index)
        place = grid.visualRect(index)
        QTest.mouseClick(
            grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.left() + EDGE, place.center().y())
        )
        assert grid.currentIndex().column() == column
        words = words_of(spec, 1)
        write(words if spec.kind is not Kind.TEXT else f"{words}, a name that is longer than its column")
    write("", Qt.Key.Key_Return)
    expected = wanted(fields, 1)
    (found,) = figures(empty.workspace, section)
    assert found.keys() == expected.keys()
    for key in expected:
        assert found[key].startswith(expected[key]), key


def test_a_list_of_answers_shows_them_whole(empty: MainWindow) -> None:
    grid = grid_of(empty, "commuting")
    column = [name for name, _ in fields_of(grid)].index("mode")
    grid.show_cell(0, column)
    grid.edit(grid.currentIndex())
    box = grid.findChild(ChoiceCell)
    assert isinstance(box, ChoiceCell)
    box.showPopup()
    widest = box.view().sizeHintForColumn(0)
    assert box.view().viewport().width() >= widest
    box.hidePopup()
    QTest.keyClick(box, Qt.Key.Key_Escape)


def test_one_click_on_the_arrow_of_a_cell_opens_its_list(empty: MainWindow) -> None:
    """A click beside it goes to the cell and no further: what is clicked next is no answer."""
    grid = grid_of(empty, "commuting")
    column = [name for name, _ in fields_of(grid)].index("mode")
    grid.show_cell(0, column - 1 if column else column + 1)
    place = grid.visualRect(grid.grid.index(0, column))
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert (grid.currentIndex().column(), grid.findChild(ChoiceCell)) == (column, None)
    QTest.mouseClick(
        grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.right() - 12, place.center().y())
    )
    box = grid.findChild(ChoiceCell)
    assert isinstance(box, ChoiceCell)
    assert box.view().isVisible()
    answer = box.view().model().index(2, 0)
    box.view().scrollTo(answer)
    QTest.mouseClick(
        box.view().viewport(), Qt.MouseButton.LeftButton, pos=box.view().visualRect(answer).center()
    )
    QApplication.processEvents()
    chosen = list(fields_of(grid)[column][1].choices)[1]
    assert figures(empty.workspace, "commuting") == [{"mode": chosen}]


def test_a_sentence_in_the_status_line_stands_alone(empty: MainWindow, qtbot: QtBot) -> None:
    line = empty.findChild(StatusLine)
    assert isinstance(line, StatusLine)
    where = empty.findChild(QLabel, "status-where")
    line.say("Heating, one row: estimated")
    line.show_state()
    assert not where.isVisible()
    line.say(None)
    QApplication.processEvents()
    line.show_state()
    assert where.isVisible() == (where.text() != "")


@pytest.mark.parametrize(("key", "own"), [("E", False), ("D", False), ("C", True), ("A", True), ("Z", False)])
def test_a_box_leaves_the_keys_of_the_menu_to_the_window(qtbot: QtBot, key: str, own: bool) -> None:
    """Some systems give a box Ctrl+E for the end of its line; Ctrl+Z is its own once something is typed."""
    box = Box()
    qtbot.addWidget(box)
    pressed = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key[f"Key_{key}"], Qt.KeyboardModifier.ControlModifier
    )
    pressed.ignore()
    box.event(pressed)
    assert pressed.isAccepted() is own
