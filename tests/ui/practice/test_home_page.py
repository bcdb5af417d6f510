"""Home: the quarter's list, when the PDF is due, and the other quarters one click away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.periods import Period
from tests.ui.window.menu_entries import do
from ui.practice.practice_window import MainWindow
from ui.window.header import quarter_of_today


def said(window: MainWindow, name: str) -> str:
    found = window.pages["home"].findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def test_it_says_when_the_pdf_is_due(window: MainWindow):
    assert said(window, "home-due") == "Send the PDF to your PCN by 31 October 2026"
    window.workspace.show_period(Period(2019))
    due = window.pages["home"].findChild(QLabel, "home-due")
    assert due is not None
    assert not due.isVisible()


def test_another_quarter_is_one_click_away_and_says_how_far_it_has_come(window: MainWindow, qtbot: QtBot):
    other = window.pages["home"].findChild(QPushButton, "quarter-2026-27-Q1")
    assert other is not None
    assert other.accessibleName() == "Show April to June 2026: PDF version 1"
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert window.workspace.period == Period(2026, 1)
    assert said(window, "home-quarter").startswith("April to June 2026")
    assert window.pages["home"].findChild(QPushButton, "quarter-2026-27-Q2") is not None


def test_a_section_of_which_nothing_is_counted_is_completed_nowhere(active: MainWindow):
    workspace = active.workspace
    for row in workspace.rows("heating"):
        workspace.remove_row("heating", row.id)
    bill = {"site": "Main", "fuel": "natural_gas", "quantity": "900", "unit": "kWh", "basis": "bill"}
    row_id = workspace.add_row("heating", {**bill, "from": "2026-07-01", "to": "2026-09-30"})
    assert said(active, "task-heating-status") == "Completed"
    workspace.set_figure("heating", row_id, "from", "2024-01-01")
    workspace.set_figure("heating", row_id, "to", "2024-02-01")
    assert said(active, "task-heating-status") == "In progress"
    beside = active.pages["home"].findChildren(QLabel)
    assert "none of its figures is counted" in [label.text() for label in beside]
    workspace.go_to("heating", row_id, "quantity")
    status = active.open_page_widget.findChild(QLabel, "heating-status")
    assert isinstance(status, QLabel)
    assert status.text() == "In progress, none of its figures is counted"
    do(active, "complete")
    assert (
        active.status.currentMessage()
        == "Not complete yet: Heating: none of its figures is counted. Check answers says why"
    )


def test_a_quarter_without_figures_says_so(window: MainWindow):
    running = quarter_of_today()
    empty = window.pages["home"].findChild(QPushButton, f"quarter-{running.id}")
    assert empty is not None
    assert empty.accessibleName() == f"Show {running.words}: no figures"


def test_before_the_first_figure_its_words_have_the_whole_width(window: MainWindow, qtbot: QtBot):
    window.resize(1280, 728)
    count = window.pages["home"].findChild(QLabel, "home-count")
    qtbot.waitUntil(lambda: count.width() < 500)  # beside the total
    window.workspace.show_period(Period(2021, 2))
    qtbot.waitUntil(lambda: count.width() > 800)
