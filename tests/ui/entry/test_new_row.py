"""Whoever comes to the empty last row anew begins it at its first column, in every grid."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from greenpractice.fields import Kind
from greenpractice.returns.entering import entered
from greenpractice.sections import SECTIONS
from greenpractice.sections.base import Section
from tests.ui.entry.test_every_grid import every_grid, here, undo
from tests.ui.entry.test_rows_by_keyboard import empty, fields_of, figures, grid_of, sample, wanted, write
from ui.entry.grid_view import GridView
from ui.practice.practice_pages import page_of_section
from ui.practice.practice_window import MainWindow

__all__ = ["empty"]
Key = Qt.Key


def new_row(grid: GridView) -> int:
    last = grid.grid.rowCount() - 1
    assert grid.grid.is_new(last)
    return last


def types_a_whole_row(window: MainWindow, section: str, grid: GridView, number: int) -> None:
    """Type a row from where one stands: it holds each figure in its own column."""
    before, fields = figures(window.workspace, section), fields_of(grid)
    for _, spec in fields:
        write(sample(spec, number), Key.Key_Tab)
    assert figures(window.workspace, section) == [*before, wanted(fields, number)], section


def two_rows(window: MainWindow, section: str) -> GridView:
    grid = grid_of(window, section)
    for number in range(2):  # the first row of the premises is a form
        window.workspace.add_row(section, wanted(fields_of(grid), number))
    QApplication.processEvents()
    return grid_of(window, section)


@pytest.mark.sweep
def test_a_row_undone_cell_by_cell_is_typed_again_from_its_first_column(
    empty: MainWindow, pytestconfig: pytest.Config
) -> None:
    empty.resize(1366, 768)
    for section, _ in every_grid(empty, pytestconfig):
        grid = two_rows(empty, section)
        fields, row = fields_of(grid), new_row(grid)
        grid.show_cell(row, 0)
        middle = len(fields) // 2
        for _, spec in fields[: middle + 1]:
            write(sample(spec, 2), Key.Key_Tab)
        for _ in fields[: middle + 1]:
            undo()
        assert here(grid) == (row, 0), section
        types_a_whole_row(empty, section, grid, 2)


@pytest.mark.sweep
def test_a_row_begun_in_its_middle_and_undone_is_typed_from_its_first_column(
    empty: MainWindow, pytestconfig: pytest.Config
) -> None:
    for section, _ in every_grid(empty, pytestconfig):
        grid = two_rows(empty, section)
        row, column = new_row(grid), len(fields_of(grid)) - 1
        grid.show_cell(row, column)
        write(sample(fields_of(grid)[column][1], 2), Key.Key_Tab)
        undo()
        assert here(grid) == (row, 0), section
        types_a_whole_row(empty, section, grid, 2)


@pytest.mark.sweep
def test_in_another_quarter_the_new_row_begins_at_its_first_column(
    empty: MainWindow, pytestconfig: pytest.Config
) -> None:
    for section, _ in every_grid(empty, pytestconfig):
        grid = two_rows(empty, section)
        for stands in (2, 1):  # in the new row, and in a row that the other quarter has not
            grid.show_cell(stands, len(fields_of(grid)) - 1)
            QTest.mouseClick(empty.findChild(QPushButton, "earlier-quarter"), Qt.MouseButton.LeftButton)
            assert here(grid) == (new_row(grid), 0), section
            QTest.mouseClick(empty.findChild(QPushButton, "later-quarter"), Qt.MouseButton.LeftButton)
        QTest.mouseClick(empty.findChild(QPushButton, "earlier-quarter"), Qt.MouseButton.LeftButton)
        grid.setFocus()
        types_a_whole_row(empty, section, grid, 2)
        QTest.mouseClick(empty.findChild(QPushButton, "later-quarter"), Qt.MouseButton.LeftButton)


@pytest.mark.sweep
def test_the_button_for_a_row_leads_to_its_first_column_from_the_middle(
    empty: MainWindow, pytestconfig: pytest.Config
) -> None:
    for section, _ in every_grid(empty, pytestconfig):
        if section == "actions":
            continue  # its button makes a row with a code of its own
        grid = two_rows(empty, section)
        grid.show_cell(new_row(grid), len(fields_of(grid)) - 1)
        add = empty.findChild(QPushButton, f"{section}-add")
        add.setFocus()
        write("", Key.Key_Return)
        assert here(grid) == (new_row(grid), 0), section
        types_a_whole_row(empty, section, grid, 2)


def test_tab_into_a_grid_begins_the_new_row_and_enter_comes_back_to_its_first_column(
    empty: MainWindow,
) -> None:
    grid = two_rows(empty, "waste")
    grid.show_cell(new_row(grid), 1)
    empty.findChild(QPushButton, "waste-add").setFocus()
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    assert here(grid) == (2, 0)
    name, spec = fields_of(grid)[0]
    write(sample(spec, 2), Key.Key_Return)
    assert here(grid) == (3, 0)
    assert figures(empty.workspace, "waste")[2] == {name: entered(spec, sample(spec, 2))}


def test_a_place_in_the_new_row_stays_while_other_rows_go(empty: MainWindow) -> None:
    grid = two_rows(empty, "waste")
    grid.show_cell(2, 1)
    empty.workspace.remove_row("waste", empty.workspace.rows("waste")[0].id)
    assert here(grid) == (1, 1)


FORMS = [section for section in SECTIONS if section.usually_one_row and not section.single]


@pytest.mark.sweep
@pytest.mark.parametrize("by_mouse", [False, True])
@pytest.mark.parametrize("section", FORMS, ids=lambda section: section.key)
def test_who_wants_more_than_one_row_keeps_the_first(
    empty: MainWindow, section: Section, by_mouse: bool
) -> None:
    page = page_of_section(section.key)
    assert page is not None
    empty.open_page(page.key)
    QApplication.processEvents()
    first = [key for key, spec in section.fields.items() if spec.kind not in (Kind.CHOICE, Kind.YES_NO)]
    box = empty.findChild(QLineEdit, f"{section.key}-{first[0]}")
    assert isinstance(box, QLineEdit)
    box.setFocus()
    write(sample(section.fields[first[0]], 0))
    several = empty.findChild(QPushButton, f"{section.key}-several")
    assert isinstance(several, QPushButton)
    if by_mouse:
        QTest.mouseClick(several, Qt.MouseButton.LeftButton)
    else:
        write("", Key.Key_Return)
        several.setFocus()
        write("", Key.Key_Return)
    grid = empty.findChild(GridView, f"{section.key}-grid")
    assert isinstance(grid, GridView)
    QApplication.processEvents()
    fields = fields_of(grid)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 0)
    assert grid.hasFocus()
    write(sample(fields[0][1], 1), Key.Key_Tab)
    (name, _), spec = fields[0], section.fields[first[0]]
    assert figures(empty.workspace, section.key) == [
        {first[0]: entered(spec, sample(spec, 0))}, {name: wanted(fields, 1)[name]},
    ]  # fmt: skip
