"""Every grid and box of the window, found by walking it: undo in the middle, paste at the end, a new row.

Two whole rows by keyboard, in every grid too, stand in `test_rows_by_keyboard.py`.
"""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from greenpractice.fields import FieldSpec
from greenpractice.returns.entering import entered
from greenpractice.sections import SECTIONS
from tests.short_form import some
from tests.ui.entry.test_rows_by_keyboard import (
    empty,
    fields_of,
    figures,
    grid_of,
    sample,
    wanted,
    write,
)
from tests.ui.inhalers.columns_shown import show_column
from ui.entry.figure_field import FigureField
from ui.entry.grid_view import GridView
from ui.entry.rows_model import RowsModel
from ui.inhalers.inhaler_columns import ITEMS, NOW
from ui.inhalers.inhaler_model import InhalerModel
from ui.practice.practice_window import MainWindow

__all__ = ["empty"]
Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
_PAGE_OF: dict[str, str] = {}  # found once in a process: all pages are opened for it


def every_grid(window: MainWindow, config: pytest.Config) -> Iterator[tuple[str, GridView]]:
    """Grids of rows with their sections, on their pages and with all their columns, one after the other.

    The short form has every fourth of them, after all were found.
    """
    if not _PAGE_OF:
        _PAGE_OF.update(found_pages(window))
    for section in some(sorted(_PAGE_OF), config):
        window.open_page(_PAGE_OF[section])
        QApplication.processEvents()
        yield section, grid_of(window, section)


def found_pages(window: MainWindow) -> dict[str, str]:
    """The page of each section of rows, as somebody finds it who opens one page after the other."""
    found = {}
    for spec in window.specs:
        window.open_page(spec.key)
        QApplication.processEvents()
        page = window.pages[spec.key]
        names = {several.objectName() for several in page.findChildren(QPushButton)
                 if several.objectName().endswith("-several") and several.isVisible()}  # fmt: skip
        there = {grid.grid.section for grid in page.findChildren(GridView)
                 if isinstance(grid.grid, RowsModel)}  # fmt: skip
        found |= dict.fromkeys(there | {name.removesuffix("-several") for name in names}, spec.key)
    rows = {section.key for section in SECTIONS if not section.single and section.key != "inhalers"}
    assert set(found) == rows, "a section of rows has no grid, or nobody can reach it"
    return found


def undo() -> None:
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Z, CONTROL)


def here(grid: GridView) -> tuple[int, int]:
    return grid.currentIndex().row(), grid.currentIndex().column()


def write_row(fields: list[tuple[str, FieldSpec]], number: int) -> None:
    for _, spec in fields:
        write(sample(spec, number), Key.Key_Tab)


def test_undo_in_the_middle_of_a_row_takes_one_cell_and_the_row_goes_on(
    empty: MainWindow, pytestconfig: pytest.Config
) -> None:
    for section, grid in every_grid(empty, pytestconfig):
        fields = fields_of(grid)
        middle = len(fields) // 2
        grid.show_cell(0, 0)
        write_row(fields[: middle + 1], 0)
        undo()
        left = [wanted(fields[:middle], 0)] if middle else []
        assert figures(empty.workspace, section) == left, section
        assert here(grid) == (0, middle), section
        write_row(fields[middle:], 1)
        row = {**wanted(fields[:middle], 0), **wanted(fields[middle:], 1)}
        assert figures(empty.workspace, section) == [row], section


def test_a_block_pasted_at_the_end_is_new_rows_and_one_undo(
    empty: MainWindow, pytestconfig: pytest.Config
) -> None:
    for section, grid in every_grid(empty, pytestconfig):
        fields = fields_of(grid)
        empty.workspace.add_row(section, wanted(fields, 0))
        QApplication.processEvents()
        grid = grid_of(empty, section)
        block = ["\t".join(sample(spec, number) for _, spec in fields) for number in (1, 2)]
        QGuiApplication.clipboard().setText("\r\n".join(block) + "\r\n")
        grid.show_cell(grid.grid.rowCount() - 1, 0)
        QTest.keyClick(grid, Key.Key_V, CONTROL)
        assert figures(empty.workspace, section) == [wanted(fields, n) for n in range(3)], section
        assert here(grid) == (1, 0), section
        name, spec = fields[0]
        write(sample(spec, 2), Key.Key_Tab)
        changed = {**wanted(fields, 1), name: entered(spec, sample(spec, 2))}
        assert figures(empty.workspace, section)[1] == changed, section
        undo()
        undo()
        assert figures(empty.workspace, section) == [wanted(fields, 0)], section


def by_mouse(window: MainWindow, button: QPushButton) -> None:
    area: QWidget | None = button
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        area.ensureWidgetVisible(button)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def by_key(window: MainWindow, button: QPushButton) -> None:
    button.setFocus()
    QTest.keyClick(button, Key.Key_Return)


@pytest.mark.parametrize("press", [by_mouse, by_key])
def test_the_button_for_a_row_leads_to_an_empty_one_that_takes_a_whole_row(
    empty: MainWindow, press: Callable[[MainWindow, QPushButton], None], pytestconfig: pytest.Config
) -> None:
    for section, grid in every_grid(empty, pytestconfig):
        fields = fields_of(grid)
        for number in range(2):
            button = empty.findChild(QPushButton, f"{section}-add")
            assert isinstance(button, QPushButton)
            press(empty, button)
            assert here(grid) == (number, 0), section
            assert grid.hasFocus(), section
            write_row(fields, number)
        assert figures(empty.workspace, section) == [wanted(fields, 0), wanted(fields, 1)], section


def inhalers(window: MainWindow) -> tuple[GridView, InhalerModel]:
    window.open_page("inhalers")
    QApplication.processEvents()
    grid = window.findChild(GridView, "inhalers-grid")
    assert isinstance(grid.grid, InhalerModel)
    return grid, grid.grid


def test_inhalers_undo_in_the_middle_of_a_row_and_a_second_row(empty: MainWindow) -> None:
    grid, model = inhalers(empty)
    show_column(empty, "items")
    row, _ = model.first_place()
    codes = [entry.code for entry in model.entries[row : row + 2]]
    grid.show_cell(row, NOW)
    write("12", Key.Key_Tab)
    write("3", Key.Key_Return)
    undo()
    assert figures(empty.workspace, "inhalers") == [{"bnf_code": codes[0], "inhalers": "12"}]
    assert here(grid) == (row, ITEMS)
    write("4", Key.Key_Return)
    grid.show_cell(row + 1, NOW)
    write("56", Key.Key_Tab)
    write("7", Key.Key_Return)
    assert figures(empty.workspace, "inhalers") == [
        {"bnf_code": codes[0], "inhalers": "12", "items": "4"},
        {"bnf_code": codes[1], "inhalers": "56", "items": "7"},
    ]


def test_inhalers_pasted_at_the_end_stay_in_the_list(empty: MainWindow) -> None:
    grid, model = inhalers(empty)
    show_column(empty, "items")
    last = model.rowCount() - 1
    grid.show_cell(last, NOW)
    QGuiApplication.clipboard().setText("12\t3\n45\t6")
    QTest.keyClick(grid, Key.Key_V, CONTROL)
    code = model.entries[last].code
    assert figures(empty.workspace, "inhalers") == [{"bnf_code": code, "inhalers": "12", "items": "3"}]
    told = empty.findChild(QLabel, "inhalers-told")
    assert told.text() == "2 values pasted. 2 did not fit and were not pasted."
    undo()
    assert figures(empty.workspace, "inhalers") == []
    assert here(grid) == (last, NOW)


@pytest.mark.parametrize("press", [by_mouse, by_key])
def test_a_product_of_their_own_is_added_and_its_row_takes_figures(
    empty: MainWindow, press: Callable[[MainWindow, QPushButton], None]
) -> None:
    grid, _ = inhalers(empty)
    press(empty, empty.findChild(QPushButton, "add-product"))
    write("0301011R0BZZZZZ", Key.Key_Tab)
    write("Something new", Key.Key_Tab)
    write("DPI", Key.Key_Return)
    assert grid.hasFocus()
    assert here(grid)[1] == NOW
    write("8", Key.Key_Return)
    assert figures(empty.workspace, "inhalers") == [
        {"bnf_code": "0301011R0BZZZZZ", "name": "Something new", "device": "DPI", "inhalers": "8"}
    ]


def test_undo_in_the_middle_of_a_form_takes_one_box_and_stays_there(empty: MainWindow) -> None:
    seen = 0
    for spec in empty.specs:
        empty.open_page(spec.key)
        QApplication.processEvents()
        before: tuple[FigureField, str] | None = None
        for field in empty.pages[spec.key].findChildren(FigureField):
            section, key = field.help_place()
            box = field.findChild(QLineEdit, f"{section}-{key}")
            if box is None or not box.isVisible():
                continue
            field.focus_figure()
            write("12", Key.Key_Return)
            first = box.text()
            assert first, box.objectName()
            write("", Key.Key_Tab)
            undo()
            assert box.text() == "", box.objectName()
            assert QApplication.focusWidget() is box, box.objectName()
            if before is not None:
                other, text = before
                assert other.findChild(QLineEdit, "-".join(other.help_place())).text() == text
            write("12", Key.Key_Return)
            assert box.text() == first
            before, seen = (field, first), seen + 1
    assert seen > 15
