"""The Edit menu acts on the figure that has the focus, in forms and grids, one step of undo each."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from greenpractice.periods import Period
from greenpractice.returns.documents import Flag
from tests.ui.window.menu_entries import do, flag_of, focus, menu, said
from ui.entry.grid_view import GridView
from ui.inhalers.inhaler_columns import NOW
from ui.practice.practice_window import MainWindow

Key = Qt.Key


def test_marks_on_a_figure_of_a_form_are_one_step_each(active: MainWindow, qtbot: QtBot) -> None:
    workspace = active.workspace
    box = focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)
    before = workspace.undo_stack.count()
    qtbot.keyClick(box, Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert flag_of(workspace, "asthma_care", "asthma_register") == Flag(
        "asthma_care", 0, "asthma_register", estimated=True
    )
    assert menu(active, "edit") is not None
    assert active.findChild(QAction, "mark-estimated").isChecked()
    do(active, "mark-estimated")
    assert flag_of(workspace, "asthma_care", "asthma_register") is None
    do(active, "edit-note")
    note = QApplication.focusWidget()
    assert note.objectName() == "asthma_care-asthma_register-note"
    qtbot.keyClicks(note, "Search of 1 October")
    qtbot.keyClick(note, Key.Key_Return)
    assert flag_of(workspace, "asthma_care", "asthma_register").note == "Search of 1 October"
    assert workspace.undo_stack.count() == before + 3


def test_marks_on_rows_of_a_grid_are_one_step(active: MainWindow, qtbot: QtBot) -> None:
    workspace = active.workspace
    grid = focus(active, "water", "waste-grid", qtbot)
    assert isinstance(grid, GridView)
    grid.show_cell(0, 1)
    grid.selectColumn(1)
    rows = len(workspace.rows("waste"))
    assert rows > 1
    before = workspace.undo_stack.count()
    do(active, "mark-estimated")
    flags = [flag for flag in workspace.document().flags if flag.section == "waste" and flag.estimated]
    assert len(flags) == rows
    assert workspace.undo_stack.count() == before + 1
    grid.show_cell(0, 1)
    do(active, "edit-note")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "One bag weighed")
    qtbot.keyClick(editor, Key.Key_Return)
    assert workspace.rows("waste")[0].flags[None].note == "One bag weighed"


def test_marks_on_a_product(active: MainWindow, qtbot: QtBot) -> None:
    grid = focus(active, "inhalers", "inhalers-grid", qtbot)
    assert isinstance(grid, GridView)
    row = next(n for n in range(grid.grid.rowCount()) if grid.grid.kept_at(n) is not None)
    grid.show_cell(row, NOW)
    do(active, "mark-estimated")
    kept = grid.grid.kept_at(row)
    assert kept is not None
    assert kept.flags[None].estimated
    grid.show_cell(0, NOW)  # the heading of a group
    do(active, "mark-estimated")
    assert said(active).startswith("Enter a figure first")


def test_what_is_typed_is_committed_before_it_is_marked(active: MainWindow, qtbot: QtBot) -> None:
    active.workspace.show_period(Period(2026, 3))
    box = focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)
    qtbot.keyClicks(box, "612")
    do(active, "mark-estimated")
    assert active.workspace.document().rows("asthma_care") == ({"asthma_register": "612"},)
    assert flag_of(active.workspace, "asthma_care", "asthma_register").estimated


def test_actions_are_not_marked(active: MainWindow, qtbot: QtBot) -> None:
    active.workspace.go_to("actions", None, None)
    grid = focus(active, "actions", "actions-grid", qtbot)
    assert isinstance(grid, GridView)
    grid.show_cell(0, 0)
    do(active, "mark-estimated")
    assert said(active) == "Actions have no such marks: write in the Note column of the table"


def test_undo_reaches_over_everything_also_from_a_box(active: MainWindow, qtbot: QtBot) -> None:
    box = focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)
    assert isinstance(box, QLineEdit)
    before = box.text()
    box.selectAll()
    qtbot.keyClicks(box, "640")
    qtbot.keyClick(box, Key.Key_Return)
    assert active.workspace.document().rows("asthma_care")[0]["asthma_register"] == "640"
    qtbot.keyClick(box, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.text() == before
    qtbot.keyClick(box, Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert box.text() == "640"
    assert menu(active, "edit") is not None
    assert active.findChild(QAction, "undo").text().startswith("&Undo: change patients on the asthma")


def test_cut_copy_paste_and_clear_act_on_what_has_the_focus(active: MainWindow, qtbot: QtBot) -> None:
    grid = focus(active, "water", "waste-grid", qtbot)
    assert isinstance(grid, GridView)
    grid.show_cell(0, 1)
    first = grid.grid.index(0, 1).data()
    do(active, "copy")
    assert QGuiApplication.clipboard().text() == first
    do(active, "cut")
    assert not grid.grid.index(0, 1).data()
    do(active, "paste")
    assert grid.grid.index(0, 1).data() == first
    do(active, "clear")
    assert "kg" not in active.workspace.rows("waste")[0].figures
    do(active, "select-all")
    assert len(grid.selectedIndexes()) > 4
    box = focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)
    assert isinstance(box, QLineEdit)
    do(active, "select-all")
    assert box.selectedText() == box.text()
    do(active, "clear")
    assert "asthma_register" not in active.workspace.document().rows("asthma_care")[0]


def test_fill_down_from_the_menu(active: MainWindow, qtbot: QtBot) -> None:
    grid = focus(active, "water", "waste-grid", qtbot)
    assert isinstance(grid, GridView)
    grid.show_cell(0, 1)
    grid.selectColumn(1)
    do(active, "fill-down")
    kg = {row.figures["kg"] for row in active.workspace.rows("waste")}
    assert len(kg) == 1


def test_find_goes_to_the_box_of_the_page(active: MainWindow, qtbot: QtBot) -> None:
    focus(active, "inhalers", "inhalers-grid", qtbot)
    do(active, "find")
    assert QApplication.focusWidget().objectName() == "find-inhaler"
    active.open_page("results")
    do(active, "find")
    assert said(active) == "Find works on Inhalers (Ctrl+3) and on Help"


def test_copy_last_quarter_leads_to_its_choice(active: MainWindow) -> None:
    do(active, "copy-last-quarter")
    assert said(active) == "Last quarter has nothing that this one does not have"
    active.workspace.show_period(Period(2026, 3))
    do(active, "copy-last-quarter")
    assert active.open_key == "home"
    assert QApplication.focusWidget().objectName().startswith("copy-")
