"""Why this number: its lines, their sources, and one step to the figures they came from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.answers.why import why_section, why_total
from greenpractice.explaining.answer import Answer
from tests.ui.answers import demo_returns, let_go, workspace_over
from ui.results.period_choice import history_of
from ui.session.workspace import Workspace
from ui.window.why import WhyButton, WhyWindow, explain


@pytest.fixture
def workspace(tmp_path: Path, qtbot: QtBot) -> Iterator[Workspace]:
    made = workspace_over(tmp_path, demo_returns()[-2:])
    yield made
    let_go(made.store)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def heating(workspace: Workspace) -> Answer:
    return why_section(history_of(workspace).view, "heating")


def texts(window: WhyWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel))


def test_it_shows_sum_source_and_year(workspace: Workspace, page: QWidget):
    window = explain(workspace, heating(workspace), page)
    model = window.table.figures
    assert model.index(0, 1).data() == "5,811 kWh × 0.18231 kg"
    assert model.index(0, 2).data() == "1,059.40 kg"
    assert "DESNZ" in texts(window)
    assert "Set of 2026. Estimated. Scope 1." in texts(window)


def test_the_next_line_shows_its_own_source(workspace: Workspace, page: QWidget, qtbot: QtBot):
    window = explain(workspace, heating(workspace), page)
    qtbot.keyClick(window.table, Qt.Key.Key_Down)
    assert "well-to-tank" in window.findChild(QLabel, "why-source").text()


def test_a_figure_is_one_step_from_editing(workspace: Workspace, page: QWidget, qtbot: QtBot):
    window = explain(workspace, heating(workspace), page)
    link = window.findChild(QPushButton, "why-figure-0")
    assert link.accessibleName().startswith("Change Amount used: 5,811")
    assert "Amount used: 5,811" in texts(window)
    with qtbot.waitSignal(workspace.asked_for) as asked:
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert asked.args == ["heating", workspace.row_id("heating", 0), "quantity"]


def test_enter_on_a_line_goes_to_its_figure(workspace: Workspace, page: QWidget, qtbot: QtBot):
    window = explain(workspace, why_total(history_of(workspace).view), page)
    with qtbot.waitSignal(workspace.asked_for) as asked:
        qtbot.keyClick(window.table, Qt.Key.Key_Return)
    assert asked.args[0] == "inhalers"
    assert asked.args[2] == "inhalers"


def test_a_figure_of_another_quarter_brings_that_quarter_into_view(
    workspace: Workspace, page: QWidget, qtbot: QtBot
):
    earlier = history_of(workspace).view_of(workspace.period.previous)
    assert earlier is not None
    window = explain(workspace, why_section(earlier, "water"), page)
    with qtbot.waitSignal(workspace.asked_for) as asked:
        window.go_to_step(0)
    assert workspace.period == earlier.period
    assert asked.args == ["water", workspace.row_id("water", 0), "supply_m3"]


def test_escape_closes_and_only_one_is_open(workspace: Workspace, page: QWidget, qtbot: QtBot):
    first = explain(workspace, heating(workspace), page)
    with qtbot.waitSignal(first.destroyed):
        second = explain(workspace, heating(workspace), page)
    assert not second.isModal()
    with qtbot.waitSignal(second.destroyed):
        qtbot.keyClick(second, Qt.Key.Key_Escape)


def test_what_was_not_counted_says_why(workspace: Workspace, page: QWidget):
    window = explain(workspace, why_section(history_of(workspace).view, "appointments"), page)
    assert "No data" in texts(window)
    assert "The reason: distance, unit or car share is not given." in texts(window)
    assert not window.table.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_number_answers_to_keys(workspace: Workspace, page: QWidget, qtbot: QtBot, key: Qt.Key):
    number = WhyButton("total", workspace)
    number.setParent(page)
    number.say("34.3 tonnes", "This quarter", lambda: heating(workspace))
    assert (number.accessibleName(), number.toolTip()) == ("This quarter: 34.3 tonnes", "Why this number?")
    qtbot.keyClick(number, key)
    assert page.findChild(WhyWindow) is not None


def test_no_data_has_nothing_behind_it(workspace: Workspace, page: QWidget):
    number = WhyButton("total", workspace)
    number.setParent(page)
    number.say("No data", "Last 12 months", None)
    assert not number.isEnabled()
    assert number.accessibleName() == "Last 12 months: No data"
