"""What is being typed is a figure before any command is done, in menus and on buttons, by mouse and key."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPushButton,
)

from db.opening import open_store
from tests.short_form import some
from tests.ui.entry.test_rows_by_keyboard import empty, figures, grid_of, write
from tests.ui.window.menu_entries import said
from ui.entry.figure_field import FigureField
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.window.menus import Command
from ui.window.page_spec import PageSpec

__all__ = ["empty"]
Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BILL = {"site": "Main", "kwh": "4100"}
# On what is typed itself, or on how things look: typing goes on after them.
GOES_ON = {
    "undo", "redo", "cut", "copy", "paste", "clear", "select-all", "larger", "smaller", "normal", "compact",
    "charts-tables", "full-screen", "page-help", "field-help", "shortcuts",
}  # fmt: skip


def type_half(window: MainWindow) -> None:
    """A bill with its second figure in the open cell."""
    grid = grid_of(window, "electricity")
    grid.show_cell(0, 0)
    write("Main", Key.Key_Tab)
    write("4100")


def menu_of(window: MainWindow, action: QAction) -> QMenu:
    return next(menu for menu in window.findChildren(QMenu) if action in menu.actions())


def by_mouse(window: MainWindow, name: str) -> None:
    """Open the menu in the bar with a click, then click the entry."""
    action = window.findChild(QAction, name)
    menu, bar = menu_of(window, action), window.menuBar()
    QTest.mouseClick(bar, LEFT, pos=bar.actionGeometry(menu.menuAction()).center())
    assert menu.isVisible()
    assert action.isEnabled(), action.statusTip()
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    QApplication.processEvents()


def commands(window: MainWindow) -> list[Command]:
    assert window.menus is not None
    return window.menus.commands


def nobody_is_asked(monkeypatch: pytest.MonkeyPatch, answer: str = "") -> None:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (answer, ""))


def held(path: Path) -> list[dict[str, str]]:
    with closing(open_store(path, write=False)) as store:
        (document,) = store.documents(store.keys())
    return [dict(row) for row in document.rows("electricity")]


def test_a_backup_holds_what_is_in_the_open_cell(empty: MainWindow) -> None:
    type_half(empty)
    by_mouse(empty, "back-up-now")
    assert said(empty).startswith("Backed up and verified")
    assert held(Path(said(empty).partition(": ")[2])) == [BILL]


def test_a_copy_holds_what_is_in_the_open_cell(
    empty: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody_is_asked(monkeypatch, str(tmp_path / "copy.db"))
    type_half(empty)
    by_mouse(empty, "save-copy")
    assert held(tmp_path / "copy.db") == [BILL]


def test_every_command_says_if_it_goes_on_with_what_is_typed(empty: MainWindow) -> None:
    assert {each.name for each in commands(empty) if each.leaves_typing} == GOES_ON


def test_every_command_comes_after_what_is_being_typed(
    empty: MainWindow, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    nobody_is_asked(monkeypatch)
    window = empty
    monkeypatch.setattr(window.header, "choose", lambda: None)  # a list that waits for an answer
    monkeypatch.setattr("ui.widgets.opening_outside.QDesktopServices.openUrl", lambda _: True)
    seen: dict[str, list[dict[str, str]]] = {}
    assert window.menus is not None
    does, quarter = window.menus._do, window.workspace.period
    others = GOES_ON | {"change-role", "exit"}
    wanted = [command for command in commands(window) if command.name not in others]
    assert len(wanted) > 30
    for command in some(wanted, pytestconfig):
        type_half(window)
        does(command)
        QApplication.processEvents()
        window.workspace.show_period(quarter)  # two commands leave it
        seen[command.name] = figures(window.workspace, "electricity")
        window.strip.close_question()
        while window.workspace.undo_stack.canUndo():
            window.workspace.undo()
    assert {name: rows for name, rows in seen.items() if rows != [BILL]} == {}


def test_typing_goes_on_after_a_command_that_leaves_it(empty: MainWindow) -> None:
    type_half(empty)
    for name in ("larger", "normal"):
        empty.findChild(QAction, name).trigger()
    write("0", Key.Key_Tab)
    assert figures(empty.workspace, "electricity") == [{**BILL, "kwh": "41000"}]


@pytest.mark.parametrize("name", ["contact-name", "water-supply_m3", "water-supply_m3-note"])
def test_any_box_of_a_form_is_read_first(empty: MainWindow, name: str) -> None:
    empty.workspace.set_figure("practice", None, "registered_patients", "9000")  # makes a return
    empty.open_page("practice" if name == "contact-name" else "water")
    QApplication.processEvents()
    if name.endswith("-note"):
        supply = empty.findChild(QLineEdit, "water-supply_m3")
        supply.setFocus()
        write("5", Key.Key_Return)
        QTest.keyClick(supply, Key.Key_F2, SHIFT)
    else:
        if name == "contact-name":
            empty.findChild(QPushButton, "contact-change").click()
        empty.findChild(QLineEdit, name).setFocus()
        assert empty.findChild(QLineEdit, name).hasFocus()
    write("77")
    by_mouse(empty, "back-up-now")
    with closing(open_store(Path(said(empty).partition(": ")[2]), write=False)) as store:
        (document,) = store.documents(store.keys())
    told = [*document.rows("water"), *document.flags, document.contact]
    assert "77" in str(told)


@pytest.mark.sweep
@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.key)
def test_a_click_on_any_button_or_choice_leaves_the_box_that_is_typed_in(
    window: MainWindow, spec: PageSpec
) -> None:
    """So a figure is put in its place before what the button does."""
    window.open_page(spec.key)
    QApplication.processEvents()
    parts = [*window.findChildren(QAbstractButton), *window.findChildren(QComboBox)]
    shown = [each for each in parts if each.isVisibleTo(window) and each.isEnabled()]
    assert shown
    for each in shown:
        takes = bool(each.focusPolicy() & Qt.FocusPolicy.ClickFocus)
        assert takes or each.parentWidget().metaObject().className() in ("QTableView", "GridView"), (
            each.objectName()
        )


@pytest.mark.sweep
@pytest.mark.parametrize("by_key", [True, False])
@pytest.mark.parametrize("is_new", [True, False])
@pytest.mark.parametrize(("column", "text"), [(0, "Food waste"), (1, "12")])
def test_what_is_being_typed_can_be_marked_as_estimated(
    empty: MainWindow, column: int, text: str, is_new: bool, by_key: bool
) -> None:
    grid = grid_of(empty, "waste")
    grid.show_cell(0, 0)
    write("Recycling", Key.Key_Return)
    grid.show_cell(1 if is_new else 0, column)
    write(text)
    if by_key:
        QTest.keyClick(QApplication.focusWidget(), Key.Key_E, CONTROL | SHIFT)
    else:
        by_mouse(empty, "mark-estimated")
    row = empty.workspace.rows("waste")[-1]
    assert len(empty.workspace.rows("waste")) == (2 if is_new else 1)
    assert any(flag.estimated for flag in row.flags.values())
    assert text.split()[0].casefold() in row.figures.values()
    assert said(empty).endswith("estimated")


def test_a_figure_of_a_form_can_be_marked_while_it_is_typed(empty: MainWindow) -> None:
    empty.open_page("water")
    QApplication.processEvents()
    box = empty.findChild(QLineEdit, "water-supply_m3")
    assert isinstance(box.parentWidget(), FigureField)
    box.setFocus()
    write("5")
    QTest.keyClick(box, Key.Key_E, CONTROL | SHIFT)
    (row,) = empty.workspace.rows("water")
    assert row.figures == {"supply_m3": "5"}
    assert row.flags["supply_m3"].estimated
    assert QKeySequence("Ctrl+Shift+E") in empty.findChild(QAction, "mark-estimated").shortcuts()
