"""Saving in bad weather: no room to write, a second window, an end without warning; nothing typed is lost."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import SECTION as INHALERS
from greenpractice.sections.inhalers import product_name
from ui.entry.grid_view import GridView
from ui.practice.practice_window import MainWindow
from ui.session.edits import AddRow, Edit, RemoveRow, SetFigure, SetFlag
from ui.session.workspace import Workspace
from ui.which_window import WhichWindow
from ui.window.frame import Frame

if sys.platform == "win32":
    pytest.skip("no files can be limited in size here", allow_module_level=True)

import resource


@contextmanager
def no_room() -> Iterator[None]:
    """No file of this process can grow or be written to: what a full disk is to a program."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def enter(qtbot: QtBot, window: MainWindow, page: str, name: str, text: str) -> QLineEdit:
    window.open_page(page)
    edit = window.findChild(QLineEdit, name)
    edit.clear()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    return edit


def red_bar(window: Frame) -> str:
    """What the red bar says; "" where there is none."""
    again = window.findChild(QPushButton, "save-again")
    band = again.parentWidget()
    said = " ".join(label.text() for label in band.findChildren(QLabel))
    return said if band.isVisible() else ""


def test_a_figure_that_cannot_be_saved_is_told_kept_shown_and_saved_later(
    window: MainWindow, qtbot: QtBot
) -> None:
    workspace = window.workspace
    before = workspace.store.load(workspace.key)
    with no_room():
        edit = enter(qtbot, window, "water", "water-supply_m3", "123")
        assert red_bar(window).startswith(
            f"We cannot save to {workspace.store.path.parent}. Your changes are safe while the app is open."
        )
        qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        assert "All changes saved" not in window.findChild(QLabel, "status-saved").text()
        window.open_page("home")
        window.open_page("water")
        assert edit.text() == "123"
        assert workspace.footprint().by_section["water"] > 0
        window.findChild(QPushButton, "save-again").click()
        assert red_bar(window)
    assert workspace.store.load(workspace.key) == before
    window.findChild(QPushButton, "save-again").click()
    assert red_bar(window) == ""
    stored = workspace.store.load(workspace.key)
    assert stored is not None
    assert stored.document.rows("water")[0]["supply_m3"] == "123"
    assert window.findChild(QLabel, "status-saved").text().startswith("All changes saved at")
    workspace.undo_stack.undo()
    after = workspace.store.load(workspace.key)
    assert after is not None
    assert before is not None
    assert after.document.rows("water") == before.document.rows("water")


def test_what_is_typed_in_a_grid_shows_while_it_waits(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page("water")
    grid = window.findChild(GridView, "waste-grid")
    last = grid.grid.rowCount() - 1
    with no_room():
        grid.grid.put([(last, 0, "Recycling")], "")
        assert grid.grid.index(last, 0).data() == "Recycling"
        grid.grid.put([(last, 1, "45")], "")
        assert grid.grid.index(last, 1).data() == "45"
        assert window.workspace.has_unsaved
    window.workspace.try_again()
    stored = window.workspace.store.load(window.workspace.key)
    assert stored is not None
    assert stored.document.rows("waste")[last] == {"stream": "recycling", "kg": "45"}


def test_what_can_never_be_saved_lets_those_behind_it_pass(filled: Workspace) -> None:
    aside: list[str] = []
    filled.put_aside.connect(lambda _why, typed: aside.append(typed))
    water, count = filled.row_id("water", 0), len(filled.rows("waste"))
    assert water is not None
    with no_room():
        filled.set_figure("water", water, "supply_m3", "111")
        filled.apply_step([SetFigure("water", 999_999, "supply_m3", "222")], "Change")
        filled.add_row("waste", {"kg": "333"})
        filled.set_figure("water", water, "supply_m3", "444")
    filled.try_again()
    assert not filled.has_unsaved
    assert [typed.split(": ")[-1] for typed in aside] == ["222"]
    stored = filled.store.load(filled.key)
    assert stored is not None
    assert stored.document.rows("water")[0]["supply_m3"] == "444"
    assert [row.get("kg") for row in stored.document.rows("waste")][count:] == ["333"]


def test_every_kind_of_edit_waits_as_it_will_be_saved(filled: Workspace) -> None:
    water = filled.row_id("water", 0)
    first = filled.row_id("waste", 0)
    assert water is not None
    assert first is not None
    with no_room():
        (added,) = filled.apply_step([AddRow("waste", {"kg": "1"}, 0)], "Add")
        filled.apply_step([SetFlag(added, Flag("waste", 0, "kg", estimated=True, note="a guess"))], "Mark")
        filled.apply_step([SetFigure("water", water, "supply_m3", None)], "Clear")
        filled.apply_step([RemoveRow("waste", first)], "Remove")
        shown = filled.document()
    filled.try_again()
    assert not filled.has_unsaved
    stored = filled.store.load(filled.key)
    assert stored is not None
    assert stored.document.sections == shown.sections
    assert set(stored.document.flags) == set(shown.flags)


def test_a_window_with_unsaved_changes_says_so_once_before_it_closes(
    window: MainWindow, qtbot: QtBot
) -> None:
    with no_room():
        enter(qtbot, window, "water", "water-supply_m3", "123")
        assert not window.close()
        said = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
        assert "Some changes are not saved. Close again to leave without them" in said
        assert window.close()


def test_a_second_window_says_who_has_the_data_and_since_when(
    services: LocalServices, which: WhichWindow, filled: Workspace
) -> None:
    which.open(filled.store.path, filled.identity)
    assert isinstance(which.window, MainWindow)
    said = [label.text() for label in which.window.findChildren(QLabel) if label.isVisible()]
    sentence = (
        r".+ on this computer has had this data open since \d+:\d\d[ap]m\. You can look, but not change it"
    )
    assert [text for text in said if re.fullmatch(sentence, text)]


def test_page_and_quarter_are_remembered_at_once(window: MainWindow, services: LocalServices) -> None:
    """A program that is killed says nothing any more."""
    window.workspace.show_period(Period(2025, 3))
    window.open_page("water")
    again = WhichWindow(services).preferences
    assert (again.period, again.text("page")) == (Period(2025, 3), "water")


def test_the_demo_does_not_move_the_practices_own_page_and_quarter(
    window: MainWindow, services: LocalServices, which: WhichWindow
) -> None:
    window.workspace.show_period(Period(2025, 3))
    window.open_page("water")
    which.open_demo()
    assert isinstance(which.window, MainWindow)
    which.window.open_page("results")
    again = WhichWindow(services).preferences
    assert (again.period, again.text("page")) == (Period(2025, 3), "water")


def test_a_folder_that_comes_back_clears_the_band_without_anybody_asking(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network drive returns: what waits is saved by itself, and so it is when the next figure is typed."""
    for by_itself in (True, False):
        with no_room():
            enter(qtbot, window, "water", "water-supply_m3", "123" if by_itself else "125")
            assert red_bar(window)
            window.workspace.try_again()
            assert red_bar(window)
        if by_itself:
            window.findChild(QTimer, "save-again-soon").timeout.emit()
        else:
            enter(qtbot, window, "water", "water-supply_m3", "126")
        assert red_bar(window) == ""
        assert not window.workspace.has_unsaved
        assert not window.findChild(QTimer, "save-again-soon").isActive()


def fail(*_: object) -> None:
    raise ZeroDivisionError


def figure_of(workspace: Workspace, section: str, field: str, row: int = 0) -> str | None:
    stored = workspace.store.load(workspace.key)
    assert stored is not None
    return stored.document.rows(section)[row].get(field)


@pytest.mark.parametrize("kind", ["put_figure", "put_row", "take_row", "put_flag"])
def test_a_bug_in_a_step_that_waits_is_shown_and_blocks_none_behind_it(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    workspace, seen, aside = window.workspace, list[type[BaseException]](), list[str]()
    workspace.put_aside.connect(lambda _why, typed: aside.append(typed))
    monkeypatch.setattr(sys, "excepthook", lambda error, *_: seen.append(error))
    first, water = workspace.row_id("waste", 0), workspace.row_id("water", 0)
    assert first is not None
    edits: dict[str, Edit] = {
        "put_figure": SetFigure("waste", first, "kg", "1"),
        "put_row": AddRow("waste", {"kg": "1"}),
        "take_row": RemoveRow("waste", first),
        "put_flag": SetFlag(first, Flag("waste", 0, "kg", estimated=True)),
    }
    with no_room():
        workspace.apply_step([edits[kind]], "Change")
        assert workspace.has_unsaved
    with monkeypatch.context() as wrong:
        wrong.setattr(f"db.editing.{kind}", fail)
        window.findChild(QTimer, "save-again-soon").timeout.emit()
    assert not workspace.has_unsaved
    assert seen == [ZeroDivisionError]
    assert len(aside) == 1
    assert "may not be saved" in workspace.safety_words()
    assert red_bar(window) == ""
    workspace.set_figure("water", water, "supply_m3", "77")
    assert figure_of(workspace, "water", "supply_m3") == "77"


def test_a_bug_in_a_step_hands_out_what_was_typed_and_lets_the_next_pass(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside: list[str] = []
    filled.put_aside.connect(lambda _why, typed: aside.append(typed))
    with monkeypatch.context() as wrong:
        wrong.setattr("db.editing.put_figure", fail)
        with pytest.raises(ZeroDivisionError):
            filled.set_figure("water", filled.row_id("water", 0), "supply_m3", "77")
    assert [typed.split(": ")[-1] for typed in aside] == ["77"]
    filled.set_figure("water", filled.row_id("water", 0), "supply_m3", "78")
    assert figure_of(filled, "water", "supply_m3") == "78"


@pytest.mark.parametrize("waits", [False, True])
def test_what_is_put_aside_while_a_window_closes_keeps_it_open_once(
    window: MainWindow, qtbot: QtBot, waits: bool
) -> None:
    window.open_page("electricity")
    grid = window.findChild(GridView, "electricity-grid")
    row = window.workspace.row_id("electricity", 0)
    assert row is not None
    with qtbot.waitActive(window):
        window.activateWindow()
    if waits:
        with no_room():
            window.workspace.set_figure("electricity", row, "kwh", "98765")
    else:
        grid.show_cell(0, 1)
        for letter in "98765":  # the first opens the cell, and the others go there
            qtbot.keyClicks(QApplication.focusWidget(), letter)
    window.workspace.store.remove_row(window.workspace.key, "electricity", row)
    assert not window.close()
    said = " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())
    assert "Electricity used: 98,765" in said
    assert "Something was not kept: copy it first. Close again to leave without it" in said
    window.findChild(QPushButton, "copy-put-aside").click()
    assert "98,765" in QGuiApplication.clipboard().text()
    assert window.close()


@pytest.mark.parametrize("back", [True, False])
@pytest.mark.parametrize("waits", [False, True])
def test_an_undo_or_redo_that_cannot_be_saved_now_can_be_done_later(
    window: MainWindow, qtbot: QtBot, back: bool, waits: bool
) -> None:
    workspace = window.workspace
    for number in ("1", "2", "3"):
        workspace.set_figure("water", workspace.row_id("water", 0), "supply_m3", number)
    workspace.undo()
    stack, move = workspace.undo_stack, workspace.undo if back else workspace.redo
    before = stack.index(), stack.count()
    waste = workspace.row_id("waste", 0)
    with no_room():
        if waits:
            workspace.set_figure("waste", waste, "kg", "1")
            assert red_bar(window)
        for _ in range(2):
            move()
            assert (stack.index(), stack.count()) == before
        assert bool(red_bar(window)) == waits
    assert figure_of(workspace, "water", "supply_m3") == "2"
    if not waits:
        move()
        assert figure_of(workspace, "water", "supply_m3") == ("1" if back else "3")
    workspace.try_again()
    assert red_bar(window) == ""


@pytest.mark.parametrize("back", [True, False])
def test_an_undo_or_redo_that_can_never_be_saved_is_dropped(window: MainWindow, back: bool) -> None:
    workspace = window.workspace
    water = workspace.row_id("water", 0)
    assert water is not None
    for number in ("1", "2"):
        workspace.set_figure("water", water, "supply_m3", number)
    if not back:
        workspace.undo()
    count = workspace.undo_stack.count()
    workspace.store.remove_row(workspace.key, "water", water)
    (workspace.undo if back else workspace.redo)()
    assert workspace.undo_stack.count() == count - 1


def test_a_contact_taken_back_without_room_is_taken_back_later(window: MainWindow) -> None:
    workspace = window.workspace
    first = workspace.identity.name
    workspace.set_contact("Another name", None, None)
    with no_room():
        workspace.undo()
        assert workspace.identity.name == "Another name"
    workspace.undo()
    assert workspace.identity.name == first
    workspace.redo()
    assert workspace.identity.name == "Another name"


def test_what_could_not_be_kept_is_given_back_with_the_name_of_its_row(filled: Workspace) -> None:
    inhalers = filled.rows("inhalers")
    edits: list[Edit] = [SetFigure("inhalers", row.id, "inhalers", "77") for row in inhalers]
    filled.add_row("waste", {"stream": "recycling", "kg": "3"})
    waste = filled.rows("waste")
    edits += [SetFigure("waste", row.id, "kg", "88") for row in waste]
    edits.append(AddRow("inhalers", {"bnf_code": "0301011R0BIAFAP", "inhalers": "99"}))
    lines = filled.typed_words(filled.key, edits).split("\n")
    products = [product_name(typed_row(INHALERS, row.figures)) for row in inhalers]
    wanted = [f"Inhalers, {name}, Inhalers: 77" for name in products]
    wanted += [f"Waste, row {number}, Weight: 88" for number in range(1, len(waste) + 1)]
    assert lines[1 : len(wanted) + 1] == wanted
    assert all(line.startswith("Inhalers, Salamol") for line in lines[len(wanted) + 1 :])
