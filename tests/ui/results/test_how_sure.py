"""How sure figures are in the window: the words of the PDF and the command line, and the way to a figure."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.part import parts_of
from greenpractice.carbon.reading_to_chase import HowGood, how_good
from greenpractice.periods import Period
from greenpractice.reports.content import Summary
from greenpractice.returns.documents import ReturnDocument
from tests.ui.answers import NOW, demo_returns, return_of
from tests.ui.conftest import OpenAlone
from ui.practice.home_page import HomePage
from ui.results.results_page import ResultsPage
from ui.session.workspace import Workspace
from ui.widgets.figure_table import FigureTable
from ui.window.why import WhyWindow

PRACTICE = ({"site": "Main Street", "floor_area_m2": "640", "registered_patients": "9000"},)
FLOOR = ({"site": "Main Street", "fuel": "natural_gas", "basis": "floor_area"},)
POWER = ({"site": "Main Street", "kwh": "9000"},)


def worked_out(period: Period, documents: tuple[ReturnDocument, ...]) -> HowGood:
    of = [each for each in documents if each.period in (period, *period.made_of)]
    calculator = load_calculator()
    return how_good(period, parts_of(period, of, calculator), documents, calculator)


def text(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    return str(found.text())


def rows_of(table: FigureTable) -> list[tuple[str, ...]]:
    model = table.model()
    places = range(model.rowCount()), range(model.columnCount())
    return [tuple(model.index(row, column).data() for column in places[1]) for row in places[0]]


@pytest.mark.parametrize("period", [NOW, NOW.whole_year])
def test_window_pdf_and_command_line_say_the_same(open_alone: OpenAlone, qtbot: QtBot, period: Period):
    returns = demo_returns()
    page = open_alone(ResultsPage, *returns, period=NOW)
    page.workspace.show_period(period)
    page.refresh()
    home = HomePage(page.workspace)
    qtbot.addWidget(home)
    home.refresh()
    good = worked_out(period, returns)
    assert good.next is not None
    assert rows_of(page.missed.grades) == good.sure.rows
    assert good.sure.words in text(page, "results-sure")
    assert text(page, "results-chase") == good.next.told()
    assert text(home, "home-chase") == good.next.told(in_short=True)
    assert good.sure.short in text(home, "home-based-on")
    printed = Summary(page.workspace.document(), returns, demo=True).good
    assert (printed.sure.words, printed.next) == (good.sure.words, good.next)


@pytest.mark.parametrize("kind", [ResultsPage, HomePage])
def test_a_key_leads_to_the_figure(open_alone: OpenAlone, qtbot: QtBot, kind: type[ResultsPage | HomePage]):
    page = open_alone(kind, return_of(practice=PRACTICE, electricity=POWER, heating=FLOOR))
    if kind is ResultsPage:
        page.refresh()
    name = "results-chase" if kind is ResultsPage else "home-chase"
    found = "Natural gas of Main Street"
    assert f"Chase next: {found}" in text(page, name)
    assert (f"{found}: it was worked out from floor area" in text(page, name)) is (kind is ResultsPage)
    go = page.findChild(QPushButton, f"{name}-go")
    asked = partial(_is_the_amount_of_heating, page.workspace)
    go.setFocus()
    with qtbot.waitSignal(page.workspace.asked_for, check_params_cb=asked):
        qtbot.keyClick(go, Qt.Key.Key_Space)


def _is_the_amount_of_heating(workspace: Workspace, section: str, row: object, field: object) -> bool:
    return (section, row, field) == ("heating", workspace.row_id("heating", 0), "quantity")


def test_with_bills_alone_there_is_nowhere_to_go(open_alone: OpenAlone):
    page = open_alone(ResultsPage, return_of(electricity=POWER))
    page.refresh()
    assert "No figure is worth chasing" in text(page, "results-chase")
    assert not page.findChild(QPushButton, "results-chase-go").isVisibleTo(page)


def test_a_grade_leads_to_why(open_alone: OpenAlone, qtbot: QtBot):
    page = open_alone(ResultsPage, return_of(practice=PRACTICE, electricity=POWER, heating=FLOOR))
    page.refresh()
    titles = [row[0] for row in rows_of(page.missed.grades)]
    page.missed.grades.picked.emit(titles.index("Heating"))
    window = page.window().findChild(WhyWindow)
    assert isinstance(window, WhyWindow)
    assert window.answer.title.startswith("Heating")
    assert all("It was worked out from floor area: " in step.source for step in window.answer.steps)
    with qtbot.waitSignal(window.destroyed):
        window.close()
