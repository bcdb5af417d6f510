"""Ctrl+Tab leaves every grid from any cell, onwards, and Ctrl+Shift+Tab back; what is typed is entered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.ui.entry.test_rows_by_keyboard import (
    GRIDS,
    empty,
    empty_inhalers,
    fields_of,
    figures,
    grid_of,
    sample,
    wanted,
    write,
)
from ui.entry.grid_view import GridView
from ui.inhalers.inhaler_columns import NOW
from ui.practice.practice_window import MainWindow
from ui.widgets.tab_order import put_in_order

__all__ = ["empty"]
Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def onwards() -> None:
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab, CONTROL)


def back() -> None:
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Backtab, CONTROL | SHIFT)


def is_in(grid: GridView) -> bool:
    focused = QApplication.focusWidget()
    return focused is grid or grid.isAncestorOf(focused)


def order_of(window: MainWindow) -> list[QWidget]:
    """Every widget of the window as Tab goes, which it sees to when it is pressed."""
    assert window.open_page_widget is not None
    put_in_order(window.open_page_widget)
    found, each = [], window.nextInFocusChain()
    while each is not window:
        found.append(each)
        each = each.nextInFocusChain()
    return found


@pytest.mark.sweep
@pytest.mark.parametrize("typing", [False, True])
@pytest.mark.parametrize("section", [*GRIDS, "inhalers"])
def test_control_and_tab_leave_a_grid_both_ways(empty: MainWindow, section: str, typing: bool) -> None:
    empty.open_page("home")
    grid = empty_inhalers(empty) if section == "inhalers" else grid_of(empty, section)
    QApplication.processEvents()
    row, column = grid.grid.first_place() if section == "inhalers" else (0, 0)  # type: ignore[attr-defined]
    column = NOW if section == "inhalers" else column
    if section == "inhalers":  # then something follows the grid
        grid.grid.put([(row, NOW, "7")], "")
    text = "5" if section == "inhalers" else sample(fields_of(grid)[0][1], 0)
    for leave, is_after in ((onwards, True), (back, False)):
        grid.show_cell(row, column)
        if typing:
            write(text)
            assert QApplication.focusWidget() is not grid
        leave()
        assert not is_in(grid)
        order = order_of(empty)
        assert (order.index(QApplication.focusWidget()) > order.index(grid)) is is_after
        assert grid.indexWidget(grid.currentIndex()) is None
        if typing and section != "inhalers":
            name = fields_of(grid)[0][0]
            assert figures(empty.workspace, section) == [{name: wanted(fields_of(grid), 0)[name]}]


def test_a_problem_of_the_inhalers_is_a_few_keys_away(empty: MainWindow) -> None:
    grid = empty_inhalers(empty)
    row, _ = grid.grid.first_place()  # type: ignore[attr-defined]
    grid.show_cell(row, NOW)
    write("lots", Key.Key_Return)
    grid.show_cell(row, NOW)
    back()  # it stands above the table
    for _ in range(6):
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and focused.accessibleName().startswith("Go to the figure"):
            break
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Backtab, SHIFT)
    write("", Key.Key_Return)
    assert is_in(grid)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (row, NOW)
