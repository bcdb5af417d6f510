"""Practice details: the published list size is taken by one click, and nothing moves under the next one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from greenpractice.facts.directory import Directory
from greenpractice.facts.practices import load_directory
from tests.ui.answers import return_of
from tests.ui.conftest import OpenAlone
from ui.entry.grid_panel import GridPanel
from ui.practice.details_page import PracticePage


def test_taking_the_list_size_moves_nothing_and_leaves_the_focus_at_the_figure(
    open_alone: OpenAlone, monkeypatch: pytest.MonkeyPatch
):
    listed_size = load_directory().list_size("C82009")  # the demo's practice stands in no list
    monkeypatch.setattr(Directory, "list_size", lambda *_asked: listed_size)
    page = open_alone(PracticePage, return_of(), width=1090)
    page.activateWindow()
    use, listed = page.findChild(QPushButton, "use-list-size"), page.findChild(QLabel, "practice-listed")
    sites = page.findChild(GridPanel)
    assert use is not None
    assert listed is not None
    assert sites is not None
    before = sites.mapTo(page, sites.rect().topLeft())
    QTest.mouseClick(use, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert page.workspace.rows("practice")[0].figures["registered_patients"]
    assert (use.isVisible(), listed.isVisible()) == (False, True)  # what one took stays to be read
    assert sites.mapTo(page, sites.rect().topLeft()) == before
    assert page.isAncestorOf(QApplication.focusWidget())
    page.workspace.undo_stack.undo()
    QApplication.processEvents()
    assert use.isVisible()
    assert sites.mapTo(page, sites.rect().topLeft()) == before
