"""Saving in bad weather: no room to write, a second window, an end without warning; nothing typed is lost."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag
from ui.entry.grid_view import GridView
from ui.practice.practice_window import MainWindow
from ui.session.edits import AddRow, RemoveRow, SetFigure, SetFlag
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
        r".+ on this computer has had this data open since \d+:\d\d[ap]m\. You can look, but not change it\."
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
