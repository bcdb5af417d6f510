"""What is said of a step holds until the next one: nothing offers Ctrl+Z for what it would not bring back."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.periods import Period
from tests.ui.window.menu_entries import do
from ui.entry.grid_view import GridView
from ui.practice.practice_window import MainWindow

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
OF_A_STEP = re.compile("Ctrl\\+Z (brings|takes)|pasted\\.|entered by name|removed\\.")


def said(window: MainWindow) -> list[str]:
    """Every sentence in sight about a step that was done."""
    QApplication.processEvents()  # parts of a page are shown by the event loop
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    return [text for text in (*labels, window.status.currentMessage()) if OF_A_STEP.search(text)]


def remove_a_row(window: MainWindow) -> None:
    window.open_page("water")
    window.findChild(GridView, "waste-grid").show_cell(0, 0)
    window.findChild(QPushButton, "waste-remove").click()


def paste(window: MainWindow) -> None:
    window.open_page("water")
    QApplication.processEvents()
    grid = window.findChild(GridView, "waste-grid")
    grid.show_cell(0, 1)
    QGuiApplication.clipboard().setText("12")
    QTest.keyClick(grid, Key.Key_V, CONTROL)


def paste_inhalers(window: MainWindow) -> None:
    window.open_page("inhalers")
    grid = window.findChild(GridView, "inhalers-grid")
    grid.show_cell(*grid.grid.first_place())
    QGuiApplication.clipboard().setText("12")
    QTest.keyClick(grid, Key.Key_V, CONTROL)


def add_an_action(window: MainWindow) -> None:
    window.open_page("actions")
    table = window.pages["actions"].plan.table
    table.selectRow(0)
    QTest.keyClick(table, Key.Key_Return)


def copy_last(window: MainWindow) -> None:
    window.workspace.show_period(Period(2026, 3))
    window.open_page("home")
    window.findChild(QPushButton, "copy-last").click()


def clear_a_section(window: MainWindow) -> None:
    window.open_page("asthma_care")
    do(window, "clear-section")
    window.findChild(QPushButton, "strip-clear").click()


STEPS = (remove_a_row, paste, paste_inhalers, add_an_action, copy_last, clear_a_section)


@pytest.mark.sweep
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
@pytest.mark.parametrize("then", ["edit", "undo", "turn"])
def test_what_is_said_of_a_step_is_over_with_the_next(active: MainWindow, step: object, then: str) -> None:
    assert callable(step)
    step(active)
    assert len(said(active)) == 1
    workspace = active.workspace
    if then == "edit":
        workspace.set_figure("practice", workspace.row_id("practice", 0), "staff", "33")
    elif then == "undo":
        workspace.undo()
    else:
        workspace.show_period(workspace.period.previous)
    assert said(active) == []


def test_a_question_goes_with_the_quarter_it_was_asked_of(active: MainWindow, qtbot: QtBot) -> None:
    active.open_page("asthma_care")
    do(active, "clear-section")
    assert active.strip.isVisible()
    active.workspace.show_period(active.workspace.period.previous)
    assert not active.strip.isVisible()


def test_clearing_takes_what_is_there_when_it_is_answered(active: MainWindow) -> None:
    active.open_page("asthma_care")
    do(active, "clear-section")
    row = active.workspace.row_id("asthma_care", 0)
    active.workspace.remove_row("asthma_care", row)
    active.findChild(QPushButton, "strip-clear").click()
    assert active.workspace.rows("asthma_care") == ()
    assert not active.findChild(QPushButton, "copy-put-aside").isVisible()
