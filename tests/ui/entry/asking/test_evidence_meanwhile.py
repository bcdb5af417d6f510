"""Attaching a bill while something else goes on: closing, typing, another question, undo; kinds of files."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from greenpractice.errors import UserError
from greenpractice.evidence_kept import attach_all, keep, kept_names
from greenpractice.own_files import evidence_folder
from greenpractice.processes import GivenUp
from greenpractice.returns.evidence import names_of
from tests.ui.entry.asking.conftest import Picks
from tests.ui.entry.asking.test_evidence import BILL, OTHER, attach, names, panel, pieces, press, second_row
from tests.ui.window.menu_entries import do, said
from ui.practice.practice_window import MainWindow
from ui.session.edits import AddRow

Key, Modifier = Qt.Key, Qt.KeyboardModifier


def test_a_window_that_closes_while_a_file_is_copied_attaches_it_first(
    active: MainWindow, qtbot: QtBot, picks: Picks
) -> None:
    """The copy lay beside the data, and no figure knew of it."""
    second_row(active, qtbot)
    picks(BILL, OTHER)
    panel(active)
    press(active, "evidence-choose")
    assert names(active.workspace, 1) == ()  # nothing was heard of it yet
    active.close()
    attached = names(active.workspace, 1)
    assert len(attached) == 2
    assert kept_names(evidence_folder(active.workspace.store.path)) == set(attached)
    stored = active.workspace.store.load(active.workspace.key)
    assert stored is not None
    assert names_of(stored.document.flags, "waste") == attached


def test_of_a_copy_that_nobody_wants_any_more_nothing_stays(tmp_path: Path, picks: Picks) -> None:
    store = tmp_path / "data.greenpractice"
    before = keep(store, picks(BILL)[0])
    with pytest.raises(GivenUp):
        attach_all(store, picks(BILL, OTHER), lambda: True)
    assert kept_names(evidence_folder(store)) == {before}


def test_who_has_gone_on_or_is_asked_something_else_keeps_it_when_a_copy_is_there(
    active: MainWindow, qtbot: QtBot, picks: Picks
) -> None:
    grid = second_row(active, qtbot)
    workspace = active.workspace
    picks(BILL)
    panel(active)
    press(active, "evidence-choose")
    do(active, "clear-section")  # another question, before the copy is heard of
    asked = active.strip.findChild(QLabel, "strip-sentence").text()
    qtbot.waitUntil(lambda: len(names(workspace, 1)) == 1)
    assert active.strip.findChild(QLabel, "strip-sentence").text() == asked
    assert "1 bill or print-out attached" in said(active)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    grid.show_cell(1, 1)
    picks(OTHER)
    panel(active)
    press(active, "evidence-choose")
    assert QApplication.focusWidget() is grid
    QTest.keyClicks(grid, "4")  # on with the work
    editor = QApplication.focusWidget()
    assert editor is not grid
    qtbot.waitUntil(lambda: len(names(workspace, 1)) == 2)
    assert not active.strip.isVisible()
    assert QApplication.focusWidget() is editor


def test_ctrl_z_while_the_panel_is_open_shows_what_is_attached_then(
    active: MainWindow, qtbot: QtBot, picks: Picks
) -> None:
    second_row(active, qtbot)
    picks(BILL)
    attach(active, qtbot)
    assert len(pieces(active)) == 1
    focused = QApplication.focusWidget()
    QTest.keyClick(focused, Key.Key_Z, Modifier.ControlModifier)
    assert names(active.workspace, 1) == ()
    assert active.strip.isVisible()
    assert pieces(active) == []
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Y, Modifier.ControlModifier)
    assert len(pieces(active)) == 1
    assert QApplication.focusWidget().isVisible()  # undo leads to the figure it is about


def test_ctrl_z_takes_the_panel_away_with_the_row_that_it_is_about(active: MainWindow, qtbot: QtBot) -> None:
    second_row(active, qtbot)
    workspace = active.workspace
    workspace.apply_step([AddRow("waste", dict(workspace.rows("waste")[0].figures))], "Add a row")
    place = len(workspace.rows("waste")) - 1
    grid = second_row(active, qtbot)
    grid.show_cell(place, 1)
    panel(active)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Z, Modifier.ControlModifier)
    assert len(workspace.rows("waste")) == place
    assert not active.strip.isVisible()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig", "cp1252"])
def test_a_table_as_excel_saves_it_is_one_in_whichever_encoding(tmp_path: Path, encoding: str) -> None:
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    file = tmp_path / "bill.csv"
    file.write_bytes(f"{mark}Site\tCost\r\nMain\t£12\r\n".encode(encoding))
    assert keep(tmp_path / "data.db", file).endswith(".csv")
    for damaged in (b"\xff\xfeS\x00i", b"\xff\xfe\x00\x00S\x00", b"\xff\xfe\x00\xd8A\x00", b"MZ\x00\x01"):
        file.write_bytes(damaged[:5] if damaged.startswith(b"\xff\xfeS") else damaged)
        with pytest.raises(UserError, match="no CSV table"):
            keep(tmp_path / "data.db", file)
