"""The history of a figure is looked at from its cell or box, and a value is put back with one key."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from tests.ui.window.menu_entries import focus, said
from ui.entry.grid_view import GridView
from ui.inhalers.inhaler_columns import NOW
from ui.inhalers.inhaler_grid import InhalerGrid
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace
from ui.widgets.figure_table import FigureTable

Key = Qt.Key


def write(text: str) -> None:
    place = QApplication.focusWidget()
    QTest.keyClicks(place, text[:1])
    QTest.keyClicks(QApplication.focusWidget(), text[1:])
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)


def history(window: MainWindow) -> FigureTable:
    """Opened by its key."""
    QTest.keyClick(QApplication.focusWidget(), Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    found = window.strip.findChild(FigureTable, "history")
    assert found is not None
    return found


def rows(table: FigureTable) -> list[tuple[str, ...]]:
    model = table.figures
    return [tuple(str(model.index(n, c).data()) for c in (1, 2, 3)) for n in range(model.rowCount())]


def on_a_product(window: MainWindow) -> tuple[InhalerGrid, str, str]:
    """The grid, a product with inhalers, and how many."""
    window.open_page("inhalers")
    grid = window.findChild(InhalerGrid)
    assert grid is not None
    row, entry = next((n, each) for n, each in enumerate(grid.model_of_inhalers.entries) if each.now)
    grid.show_cell(row, NOW)
    QApplication.processEvents()
    assert entry.code is not None
    return grid, entry.code, entry.now


def now(grid: InhalerGrid, code: str) -> str:
    row = grid.model_of_inhalers.row_of(code)
    assert row is not None
    return grid.model_of_inhalers.entries[row].now


def test_what_was_typed_over_is_put_back_with_one_key_and_undone_with_another(active: MainWindow) -> None:
    grid, code, first = on_a_product(active)
    row = grid.currentIndex().row()
    write("41")
    grid.show_cell(row, NOW)
    write("42")
    grid.show_cell(row, NOW)
    table = history(active)
    assert rows(table)[0] == ("41", "42", "Typed")
    assert rows(table)[1] == (first, "41", "Typed")
    assert QApplication.focusWidget() is table
    QTest.keyClick(table, Key.Key_Return)
    assert now(grid, code) == "41"
    assert "41 is back" in said(active)
    assert QApplication.focusWidget() is grid
    QTest.keyClick(grid, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert now(grid, code) == "42"
    grid.show_cell(row, NOW)
    table = history(active)
    assert [way.split(":")[0] for _, _, way in rows(table)[:2]] == ["Undone", rows(table)[1][2]]
    assert rows(table)[1][2].startswith("Put back ")
    QTest.keyClick(table, Key.Key_Down)
    QTest.keyClick(table, Key.Key_Down)
    QTest.keyClick(table, Key.Key_Down)
    QTest.keyClick(table, Key.Key_Return)
    assert now(grid, code) == first


def test_a_product_that_was_cleared_has_its_history_still(active: MainWindow) -> None:
    grid, code, first = on_a_product(active)
    QTest.keyClick(grid, Key.Key_Delete)
    assert now(grid, code) == ""
    table = history(active)
    assert rows(table)[0][:2] == (first, "No data")
    button = active.strip.findChild(QPushButton, "history-put-back")
    assert button.accessibleName() == f"Put back {first}"
    QTest.keyClick(table, Key.Key_Return)
    assert now(grid, code) == first
    grid.show_cell(grid.currentIndex().row(), NOW)
    assert rows(history(active))[0][:2] == ("No data", first)


def test_a_box_of_a_form_and_a_cell_of_any_grid_have_it_too(active: MainWindow, qtbot: QtBot) -> None:
    box = focus(active, "practice", "practice-registered_patients", qtbot)
    assert isinstance(box, QLineEdit)
    before = box.text()
    box.selectAll()
    QTest.keyClicks(box, "9123")
    QTest.keyClick(box, Key.Key_Return)
    box.setFocus()  # Enter went on to the next box
    table = history(active)
    assert rows(table)[0] == (before or "No data", "9,123", "Typed")
    QTest.keyClick(table, Key.Key_Return)
    assert box.text() == before
    active.workspace.add_row("waste", {"stream": "clinical", "kg": "5000"})
    grid = focus(active, "water", "waste-grid", qtbot)
    assert isinstance(grid, GridView)
    column = grid.grid.column_of("kg")
    assert column is not None
    grid.show_cell(grid.grid.rowCount() - 2, column)
    row = grid.currentIndex().row()
    write("6000")
    grid.show_cell(row, column)
    table = history(active)
    assert rows(table)[0] == ("5,000", "6,000", "Typed")
    QTest.keyClick(table, Key.Key_Return)
    assert grid.grid.index(row, column).data() == "5,000"


def test_where_nothing_was_ever_entered_that_is_said(active: MainWindow) -> None:
    active.open_page("inhalers")
    grid = active.findChild(InhalerGrid)
    assert grid is not None
    active.findChild(QAction, "only-used").trigger()
    model = grid.model_of_inhalers
    row = next(n for n, each in enumerate(model.entries) if each.code and not each.kept and not each.last)
    grid.show_cell(row, NOW)
    QTest.keyClick(grid, Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert said(active).endswith("nothing was ever entered")
    assert active.strip.isHidden()


def test_esc_closes_it_and_changes_nothing(active: MainWindow) -> None:
    grid, code, first = on_a_product(active)
    steps = active.workspace.undo_stack.count()
    table = history(active)
    QTest.keyClick(table, Key.Key_Escape)
    assert active.strip.isHidden()
    assert active.workspace.undo_stack.count() == steps
    assert (now(grid, code), QApplication.focusWidget()) == (first, grid)


def test_the_menu_of_a_cell_and_the_button_lead_to_it(active: MainWindow) -> None:
    grid, _, _ = on_a_product(active)
    place = grid.visualRect(grid.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, grid.viewport().mapToGlobal(place))
    QApplication.sendEvent(grid.viewport(), event)
    menu = active.findChild(QMenu, "cell-menu")
    assert menu is not None
    entry = active.findChild(QAction, "figure-history")
    assert entry in menu.actions()
    menu.close()
    entry.trigger()
    assert not active.strip.isHidden()
    active.strip.close_question()
    button = active.findChild(QPushButton, "inhalers-history")
    button.setFocus()
    button.click()
    assert not active.strip.isHidden()
    assert active.strip.findChild(FigureTable, "history").rect().contains(QPoint(1, 1))


def test_who_can_only_look_sees_it_and_puts_nothing_back(
    filled: Workspace, services: LocalServices, qtbot: QtBot
) -> None:
    looking = Workspace(
        services.open_store(filled.store.path, write=False), filled.identity, filled.period, None, services,
        filled.preferences,
    )  # fmt: skip
    assert filled.preferences is not None
    window = MainWindow(looking, filled.preferences)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    before = looking.document()
    on_a_product(window)
    table = history(window)
    assert rows(table)
    assert window.strip.findChild(QPushButton, "history-put-back") is None
    QTest.keyClick(table, Key.Key_Return)
    assert looking.document() == before
    looking.store.close()


def test_ctrl_z_while_it_is_open_is_in_it(active: MainWindow) -> None:
    """It showed what had stood there when it was opened."""
    grid, code, first = on_a_product(active)
    write("91")
    grid.show_cell(grid.model_of_inhalers.row_of(code) or 0, NOW)
    before = rows(history(active))
    assert before[0][:2] == (first, "91")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert now(grid, code) == first
    table = active.strip.findChild(FigureTable, "history")
    assert table is not None
    assert rows(table) != before
