"""The inhaler grid is sorted by any column, and nobody loses their place or what they typed by it."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.inhalers import inhaler_columns as at
from ui.inhalers.inhaler_grid import InhalerGrid
from ui.practice.practice_window import MainWindow

Key = Qt.Key


@pytest.fixture
def grid(active: MainWindow) -> InhalerGrid:
    """The grid of a quarter with figures, with the focus on a product in the middle."""
    active.open_page("inhalers")
    found = active.findChild(InhalerGrid)
    assert found is not None
    found.show_cell(found.place.standing(4, at.NOW).row(), at.NOW)
    QApplication.processEvents()
    return found


def codes(grid: InhalerGrid) -> list[str]:
    return [entry.code for entry in grid.model_of_inhalers.entries if entry.code]


def headings(grid: InhalerGrid) -> int:
    return sum(entry.code is None for entry in grid.model_of_inhalers.entries)


def stands_on(grid: InhalerGrid) -> str | None:
    return grid.model_of_inhalers.entries[grid.currentIndex().row()].code


def sort(grid: InhalerGrid, column: int) -> None:
    """By the key, in a cell of this column."""
    grid.show_cell(grid.currentIndex().row(), column)
    QTest.keyClick(grid, Key.Key_R, Qt.KeyboardModifier.ControlModifier)


def numbers(grid: InhalerGrid, column: int) -> list[Decimal]:
    texts = [str(grid.grid.index(row, column).data()) for row in range(grid.grid.rowCount())]
    return [Decimal(text.replace(",", "")) for text in texts if text[:1].isdigit()]


def test_a_key_sorts_by_the_column_and_then_the_other_way_round(grid: InhalerGrid) -> None:
    shown, here = sorted(codes(grid)), stands_on(grid)
    sort(grid, at.LAST)
    assert headings(grid) == 0
    assert sorted(codes(grid)) == shown
    assert numbers(grid, at.LAST) == sorted(numbers(grid, at.LAST), reverse=True)
    assert stands_on(grid) == here
    sort(grid, at.LAST)
    assert numbers(grid, at.LAST) == sorted(numbers(grid, at.LAST))
    assert stands_on(grid) == here


def test_esc_and_the_heading_product_bring_the_groups_back(grid: InhalerGrid) -> None:
    grouped, groups, here = codes(grid), headings(grid), stands_on(grid)
    for column in (at.LAST, at.TYPE, at.KG, at.CHANGE):
        sort(grid, column)
        assert headings(grid) == 0
    QTest.keyClick(grid, Key.Key_Escape)
    assert (codes(grid), headings(grid), stands_on(grid)) == (grouped, groups, here)
    sort(grid, at.KG)
    sort(grid, at.PRODUCT)
    assert (codes(grid), headings(grid)) == (grouped, groups)


def test_a_click_on_a_heading_sorts(grid: InhalerGrid) -> None:
    header = grid.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(at.NOW) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert numbers(grid, at.NOW) == sorted(numbers(grid, at.NOW), reverse=True)


def test_a_click_on_a_heading_shows_what_comes_first_however_far_down_one_stood(grid: InhalerGrid) -> None:
    header = grid.horizontalHeader()
    for _ in range(2):  # largest first, then smallest
        grid.show_cell(grid.grid.rowCount() - 2, at.NOW)
        assert grid.verticalScrollBar().value() > 0
        place = QPoint(header.sectionViewportPosition(at.NOW) + 20, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QApplication.processEvents()
        assert grid.rowAt(0) == 0


def test_a_figure_just_typed_stays_where_it_is(grid: InhalerGrid) -> None:
    sort(grid, at.NOW)
    order = codes(grid)
    grid.show_cell(3, at.NOW)
    QTest.keyClicks(grid, "1")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert grid.grid.index(3, at.NOW).data() == "1"
    assert codes(grid) == order
    assert stands_on(grid) == order[4]
    sort(grid, at.LAST)
    sort(grid, at.NOW)
    assert numbers(grid, at.NOW) == sorted(numbers(grid, at.NOW), reverse=True)


def test_what_is_being_typed_is_kept_while_others_are_sorted(grid: InhalerGrid) -> None:
    here = stands_on(grid)
    QTest.keyClicks(grid, "7")
    QTest.keyClicks(QApplication.focusWidget(), "7")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert stands_on(grid) == here
    kept = grid.model_of_inhalers.kept_at(grid.currentIndex().row())
    assert kept is not None
    assert kept.figures["inhalers"] == "77"


def test_a_heading_says_its_order(grid: InhalerGrid, qtbot: QtBot) -> None:
    model, across = grid.grid, Qt.Orientation.Horizontal
    said = Qt.ItemDataRole.AccessibleTextRole
    assert model.headerData(at.KG, across, said) == "kg CO₂e"
    with qtbot.waitSignal(grid.told) as told:
        sort(grid, at.KG)
    assert told.args == ["Products sorted by kg CO₂e, largest first"]
    assert model.headerData(at.KG, across, said) == "kg CO₂e, sorted, largest first"
    assert str(model.headerData(at.KG, across)).endswith("↓")
    assert model.headerData(at.LAST, across, said) == "Last quarter"


def test_another_quarter_is_sorted_anew(active: MainWindow, grid: InhalerGrid) -> None:
    sort(grid, at.NOW)
    active.workspace.show_period(active.workspace.period.previous)
    assert headings(grid) == 0
    assert numbers(grid, at.NOW) == sorted(numbers(grid, at.NOW), reverse=True)
