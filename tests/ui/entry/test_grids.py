"""Grids: the keys of Excel, blocks in one step, and models that keep Qt's rules."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from greenpractice.sections import SECTIONS
from ui.entry.grid_model import GridModel
from ui.entry.grid_view import GridView
from ui.entry.rows_model import RowsModel
from ui.inhalers.inhaler_columns import NOW
from ui.inhalers.inhaler_model import InhalerModel
from ui.inhalers.inhaler_order import Show
from ui.session.workspace import Workspace

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def shown(model: GridModel, row: int, column: int) -> str:
    return str(model.index(row, column).data() or "")


def type_in(qtbot: QtBot, grid: GridView, text: str, key: Key = Key.Key_Return) -> None:
    """Type over the current cell, as a person does, and leave it with a key."""
    qtbot.keyClicks(grid, text[0])
    editor = next(edit for edit in grid.findChildren(QLineEdit, "cell-edit") if edit.isVisible())
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, key)


@pytest.fixture
def grid(workspace: Workspace, qtbot: QtBot) -> GridView:
    view = GridView(RowsModel(workspace, "waste"), "waste-grid", "Waste")
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.show()
    view.show_cell(0, 1)
    return view


@pytest.fixture
def inhalers(filled: Workspace, qtbot: QtBot) -> GridView:
    model = InhalerModel(filled)
    model.narrow(Show.USED, "")
    view = GridView(model, "inhalers-grid", "Inhalers")
    qtbot.addWidget(view)
    view.resize(1000, 500)
    view.show()
    view.show_cell(*model.first_place())
    return view


@pytest.mark.parametrize("section", [section.key for section in SECTIONS if not section.single])
def test_every_section_makes_a_sound_model(filled: Workspace, section: str) -> None:
    model = RowsModel(filled, section)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for row in range(model.rowCount()):
        assert all(
            model.index(row, n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(model.columnCount())
        )


def test_models_stay_sound_through_edits_and_undo(filled: Workspace) -> None:
    for model in (InhalerModel(filled), RowsModel(filled, "waste")):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        model.put([(model.rowCount() - 1, 1 if model.section == "waste" else NOW, "12")], "")
        filled.undo_stack.undo()
        filled.undo_stack.redo()
        filled.show_period(filled.period.previous)
        filled.show_period(filled.period.next)


def test_enter_goes_down_and_shift_enter_up(inhalers: GridView, qtbot: QtBot) -> None:
    start = inhalers.currentIndex().row()
    type_in(qtbot, inhalers, "260")
    assert shown(inhalers.grid, start, NOW) == "260"
    assert (inhalers.currentIndex().row(), inhalers.currentIndex().column()) == (start + 1, NOW)
    qtbot.keyClick(inhalers, Key.Key_Return, SHIFT)
    assert inhalers.currentIndex().row() == start


def test_tab_goes_right_and_enter_returns_to_the_start_column(inhalers: GridView, qtbot: QtBot) -> None:
    start = inhalers.currentIndex().row()
    type_in(qtbot, inhalers, "260", Key.Key_Tab)
    assert inhalers.currentIndex().column() == NOW + 1
    type_in(qtbot, inhalers, "200")
    assert (inhalers.currentIndex().row(), inhalers.currentIndex().column()) == (start + 1, NOW)


def test_a_paste_fills_just_its_cells_in_one_step(
    inhalers: GridView, filled: Workspace, qtbot: QtBot
) -> None:
    start = inhalers.currentIndex().row()
    before = [shown(inhalers.grid, start + n, NOW) for n in range(4)]
    QGuiApplication.clipboard().setText("12\r\n15\r\n18\r\n")
    with qtbot.waitSignal(inhalers.told) as told:
        qtbot.keyClick(inhalers, Key.Key_V, CONTROL)
    after = [shown(inhalers.grid, start + n, NOW) for n in range(4)]
    assert after == ["12", "15", "18", before[3]]
    assert told.args == ["3 values pasted."]
    filled.undo_stack.undo()
    assert [shown(inhalers.grid, start + n, NOW) for n in range(4)] == before


def test_what_does_not_fit_is_told_and_read_only_cells_stay(inhalers: GridView, qtbot: QtBot) -> None:
    last = inhalers.grid.rowCount() - 1
    inhalers.show_cell(last, NOW - 1)
    QGuiApplication.clipboard().setText("9\t10\n11\t12")
    with qtbot.waitSignal(inhalers.told) as told:
        inhalers.paste()
    assert told.args == ["1 value pasted. 3 did not fit and were not pasted."]
    assert shown(inhalers.grid, last, NOW) == "10"


def test_rows_pasted_below_the_last_are_new_rows(grid: GridView, workspace: Workspace) -> None:
    grid.show_cell(0, 0)
    QGuiApplication.clipboard().setText("Recycling\t12\nFood waste\t1,250\n")
    grid.paste()
    assert [dict(row.figures) for row in workspace.rows("waste")] == [
        {"stream": workspace.rows("waste")[0].figures["stream"], "kg": "12"},
        {"stream": workspace.rows("waste")[1].figures["stream"], "kg": "1,250"},
    ]
    assert workspace.undo_stack.count() == 1


def test_fill_down_copy_and_delete(grid: GridView, workspace: Workspace, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("7\n8\n9")
    grid.paste()
    grid.selectColumn(1)
    qtbot.keyClick(grid, Key.Key_D, CONTROL)
    assert [row.figures.get("kg") for row in workspace.rows("waste")][:3] == ["7", "7", "7"]
    grid.show_cell(0, 1)
    qtbot.keyClick(grid, Key.Key_Delete)
    assert "kg" not in workspace.rows("waste")[0].figures
    assert shown(grid.grid, 0, grid.grid.columnCount() - 2) == "No data"


def test_a_fraction_in_a_count_is_kept_as_typed_and_never_125(inhalers: GridView, qtbot: QtBot) -> None:
    start = inhalers.currentIndex().row()
    inhalers.show_cell(start, NOW + 1)
    type_in(qtbot, inhalers, "12.5")
    assert shown(inhalers.grid, start, NOW + 1) == "12.5"
    assert shown(inhalers.grid, start, inhalers.grid.columnCount() - 1) == "Problem"


def test_a_tenth_of_last_quarter_is_asked_about_and_can_be_confirmed(
    inhalers: GridView, filled: Workspace, qtbot: QtBot
) -> None:
    start = inhalers.currentIndex().row()
    type_in(qtbot, inhalers, "2")
    check = inhalers.grid.columnCount() - 1
    assert shown(inhalers.grid, start, check) == "Check"
    assert all(issue.question for issue in filled.issues())


def test_tab_leaves_the_grid_at_its_end(grid: GridView) -> None:
    grid.show_cell(0, 1)
    assert grid._step(1) is False


def test_estimated_is_a_mark_on_the_row(inhalers: GridView, filled: Workspace) -> None:
    row = inhalers.currentIndex().row()
    index = inhalers.grid.index(row, 6)
    inhalers.grid.setData(index, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert any(flag.estimated and flag.section == "inhalers" for flag in filled.document().flags)
    filled.undo_stack.undo()
    assert not any(flag.section == "inhalers" for flag in filled.document().flags)
