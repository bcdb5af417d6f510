"""Rows typed by keyboard in every grid of a real window: the store then holds just what was typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.fields import FieldSpec, Kind
from greenpractice.returns.entering import entered
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from ui.entry.grid_view import GridView
from ui.practice.practice_pages import page_of_section
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace

Key = Qt.Key
GRIDS = [section.key for section in SECTIONS if not section.single and section.key != "inhalers"]


@pytest.fixture
def empty(workspace: Workspace, qtbot: QtBot) -> MainWindow:
    """The window over a quarter without any figure, with the keys."""
    assert workspace.preferences is not None
    window = MainWindow(workspace, workspace.preferences)
    qtbot.addWidget(window)
    window.show()
    window.open_page("home")
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def write(text: str, *keys: Qt.Key) -> None:
    """Type to whatever has the focus, a key at a time, as the system sends them."""
    for letter in text:
        QTest.keyClicks(QApplication.focusWidget(), letter)
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def grid_of(window: MainWindow, section: str) -> GridView:
    """The grid of a section, all its columns shown."""
    spec = page_of_section(section)
    assert spec is not None
    window.open_page(spec.key)
    QApplication.processEvents()  # parts of a page are shown by the event loop
    several = window.findChild(QPushButton, f"{section}-several")
    if several is not None and several.isVisibleTo(window):
        several.setFocus()
        write("", Key.Key_Return)
    more = window.findChild(QCheckBox, f"{section}-more-columns")
    if more is not None and more.isVisibleTo(window):
        more.click()
    found = window.findChild(GridView, f"{section}-grid")
    assert isinstance(found, GridView)
    return found


def sample(spec: FieldSpec, number: int) -> str:
    """Something to type in a field, another in each row."""
    match spec.kind:
        case Kind.TEXT:
            return f"Main {spec.key} {number}"
        case Kind.CHOICE:
            return list(spec.choices.values())[number % len(spec.choices)]
        case Kind.DAY:
            return f"{number + 1} 4 2026"
        case Kind.YES_NO:
            return ("Yes", "No")[number % 2]
    return f"{60 + number}%" if spec.unit == "0 to 1" else str(12 + number)


def wanted(fields: list[tuple[str, FieldSpec]], number: int) -> dict[str, str]:
    return {key: entered(spec, sample(spec, number)) for key, spec in fields}


def figures(workspace: Workspace, section: str) -> list[dict[str, str]]:
    stored = workspace.store.load(workspace.key)
    return [] if stored is None else [dict(row) for row in stored.document.rows(section)]


def fields_of(grid: GridView) -> list[tuple[str, FieldSpec]]:
    section = SECTION_BY_KEY[grid.grid.section]
    names = [grid.grid.field_at(column) for column in range(grid.grid.columnCount())]
    return [(name, section.fields[name]) for name in names if name is not None]


@pytest.mark.parametrize("section", GRIDS)
def test_two_rows_typed_with_tab_are_two_rows(empty: MainWindow, section: str) -> None:
    grid = grid_of(empty, section)
    fields = fields_of(grid)
    grid.show_cell(0, 0)
    for number in range(2):
        for place, (_, spec) in enumerate(fields):
            here = (grid.currentIndex().row(), grid.currentIndex().column())
            assert here == (number, place)
            write(sample(spec, number), Key.Key_Tab)
        if grid.currentIndex().row() == number:  # the note of the row takes text now too
            write("", Key.Key_Tab)
    assert figures(empty.workspace, section) == [wanted(fields, 0), wanted(fields, 1)]


@pytest.mark.sweep
@pytest.mark.parametrize("section", GRIDS)
def test_two_rows_typed_down_the_columns_with_enter_are_two_rows(empty: MainWindow, section: str) -> None:
    grid = grid_of(empty, section)
    fields = fields_of(grid)
    for place, (_, spec) in enumerate(fields):
        grid.show_cell(0, place)
        for number in range(2):
            assert (grid.currentIndex().row(), grid.currentIndex().column()) == (number, place)
            write(sample(spec, number), Key.Key_Return)
    assert figures(empty.workspace, section) == [wanted(fields, 0), wanted(fields, 1)]


def test_a_first_bill_typed_by_tab_is_one_row(empty: MainWindow) -> None:
    empty.workspace.show_period(empty.workspace.period.year_before)
    grid = grid_of(empty, "electricity")
    QTest.mouseClick(
        grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.grid.index(0, 0)).center()
    )
    write("Main", Key.Key_Tab)
    write("4100", Key.Key_Tab)
    write("", Key.Key_Tab)
    write("1 1 2025", Key.Key_Tab)
    write("30 6 2025", Key.Key_Return)
    assert figures(empty.workspace, "electricity") == [
        {"site": "Main", "kwh": "4100", "from": "2025-01-01", "to": "2025-06-30"}
    ]
    lines = [line for line in empty.workspace.footprint().lines if line.section == "electricity"]
    assert round(sum(line.kg for line in lines)) == 506
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 0)


def test_a_row_typed_half_is_taken_back_and_goes_on_in_its_place(empty: MainWindow) -> None:
    grid = grid_of(empty, "waste")
    grid.show_cell(0, 0)
    write("Recycling", Key.Key_Tab)
    write("12", Key.Key_Tab)
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert figures(empty.workspace, "waste") == []
    assert grid.currentIndex().row() == 0
    grid.show_cell(0, 0)
    write("Food waste", Key.Key_Tab)
    write("7", Key.Key_Return)
    assert figures(empty.workspace, "waste") == [{"stream": "food", "kg": "7"}]


def test_rows_pasted_at_the_end_leave_the_place_on_the_first_of_them(empty: MainWindow) -> None:
    grid = grid_of(empty, "waste")
    grid.show_cell(0, 0)
    write("Recycling", Key.Key_Return)
    assert grid.currentIndex().row() == 1
    QGuiApplication.clipboard().setText("Food waste\t1\nOffensive waste\t2\n")
    QTest.keyClick(grid, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 0)
    write("Clinical waste, incinerated", Key.Key_Return)
    assert [row["stream"] for row in figures(empty.workspace, "waste")] == [
        "recycling", "clinical_incineration", "offensive",
    ]  # fmt: skip


def test_add_a_row_goes_to_the_empty_row_and_stays_in_it(empty: MainWindow) -> None:
    grid = grid_of(empty, "waste")
    for number, stream in enumerate(("Recycling", "Food waste")):
        empty.findChild(QPushButton, "waste-add").setFocus()
        write("", Key.Key_Return)
        assert grid.currentIndex().row() == number
        write(stream, Key.Key_Tab)
        write(str(number + 1), Key.Key_Tab)
    assert figures(empty.workspace, "waste") == [
        {"stream": "recycling", "kg": "1"}, {"stream": "food", "kg": "2"},
    ]  # fmt: skip


def test_a_place_is_kept_by_its_row_when_rows_above_it_go(empty: MainWindow) -> None:
    workspace, grid = empty.workspace, grid_of(empty, "waste")
    QGuiApplication.clipboard().setText("Recycling\t1\nFood waste\t2\nOffensive waste\t3\n")
    grid.show_cell(0, 0)
    grid.paste()
    grid.show_cell(2, 1)
    first = workspace.row_id("waste", 0)
    assert first is not None
    workspace.remove_row("waste", first)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 1)
    workspace.undo_stack.undo()
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (2, 1)


def test_a_click_begins_a_column(empty: MainWindow) -> None:
    grid = grid_of(empty, "waste")
    grid.show_cell(0, 0)
    write("Recycling", Key.Key_Return)
    QTest.mouseClick(
        grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.grid.index(0, 1)).center()
    )
    write("5", Key.Key_Return)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 1)


def test_one_letter_in_a_cell_with_a_list_enters_nothing_before_tab(empty: MainWindow) -> None:
    grid = grid_of(empty, "waste")
    grid.show_cell(0, 0)
    write("G")
    assert figures(empty.workspace, "waste") == []
    write("eneral waste, l")
    assert figures(empty.workspace, "waste") == []
    write("", Key.Key_Tab)
    assert figures(empty.workspace, "waste") == [{"stream": "general_landfill"}]


def test_what_is_typed_where_nothing_can_be_is_told(empty: MainWindow, qtbot: QtBot) -> None:
    grid = grid_of(empty, "waste")
    grid.show_cell(0, 0)
    write("Recycling", Key.Key_Return)
    headings = [
        str(grid.grid.headerData(n, Qt.Orientation.Horizontal)) for n in range(grid.grid.columnCount())
    ]
    kg = next(n for n, heading in enumerate(headings) if heading.startswith("kg CO"))
    grid.show_cell(0, kg)
    with qtbot.waitSignal(grid.told) as told:
        write("5")
    assert told.args[0].startswith("This was not entered")


def test_nobody_stands_on_a_heading_of_the_inhalers(empty: MainWindow) -> None:
    grid = empty_inhalers(empty)
    headings = [row for row, entry in enumerate(grid.grid.entries) if entry.code is None]  # type: ignore[attr-defined]
    QTest.mouseClick(
        grid.viewport(), Qt.MouseButton.LeftButton,
        pos=grid.visualRect(grid.grid.index(headings[0], 0)).center(),
    )  # fmt: skip
    assert grid.currentIndex().row() == headings[0] + 1
    for _ in range(headings[1] + 2):
        write("", Key.Key_Down)
        assert grid.currentIndex().row() not in headings
    assert grid.currentIndex().row() > headings[1]


def empty_inhalers(window: MainWindow) -> GridView:
    window.open_page("inhalers")
    found = window.findChild(GridView, "inhalers-grid")
    assert isinstance(found, GridView)
    found.setFocus()
    return found


@pytest.mark.sweep
@pytest.mark.parametrize("section", GRIDS)
def test_undo_in_a_new_row_leaves_the_next_typing_in_a_new_row(empty: MainWindow, section: str) -> None:
    grid = grid_of(empty, section)
    fields = fields_of(grid)
    for number in range(2):  # the first row of the premises is a form
        empty.workspace.add_row(section, wanted(fields, number))
    before, new = figures(empty.workspace, section), grid.grid.rowCount() - 1
    assert new > 0
    grid.show_cell(new, 0)
    write(sample(fields[0][1], 2), Key.Key_Tab)
    QTest.keyClick(grid, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert figures(empty.workspace, section) == before
    assert grid.grid.headerData(new, Qt.Orientation.Vertical) == "new"
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (new, 0)
    name, spec = fields[0]
    write(sample(spec, 3), Key.Key_Tab)
    assert figures(empty.workspace, section) == [*before, {name: entered(spec, sample(spec, 3))}]


@pytest.mark.sweep
@pytest.mark.parametrize("gone", [0, 1, 2, 3])
@pytest.mark.parametrize("stands", [0, 1, 2, 3, 4])
def test_rows_that_go_take_nobody_to_another_row(empty: MainWindow, stands: int, gone: int) -> None:
    grid = grid_of(empty, "waste")
    for number in range(4):
        empty.workspace.add_row("waste", wanted(fields_of(grid), number))
    rows = [row.id for row in empty.workspace.rows("waste")]
    grid.show_cell(stands, 1)
    empty.workspace.remove_row("waste", rows[gone])
    left = [*(row for row in rows if row != rows[gone]), None]
    stood = rows[stands] if stands < len(rows) else None
    at = left.index(stood) if stood in left else stands
    begins = stood not in left and at == len(left) - 1  # only the empty row is left there
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (at, 0 if begins else 1)
