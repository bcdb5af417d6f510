"""The Results page: its numbers are the footprint's, every one leads to why, and gaps are told in words."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.numbers import show_kg
from greenpractice.periods import Period
from tests.greenpractice.charts.samples import texts
from tests.ui.answers import VENTOLIN, demo_returns, product, return_of
from tests.ui.conftest import OpenAlone
from ui.entry.section_panel import SectionPanel
from ui.practice.home_page import HomePage
from ui.results.results_page import ResultsPage
from ui.widgets.style import apply_look
from ui.window.why import WhyButton, WhyWindow

Open = Callable[..., ResultsPage]


@pytest.fixture
def open_page(open_alone: OpenAlone) -> Open:
    return partial(open_alone, ResultsPage)


def text(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    return str(found.text())


def number(page: ResultsPage, key: str) -> WhyButton:
    return page.numbers.cards[key].value


def why(page: QWidget) -> WhyWindow:
    found = page.window().findChild(WhyWindow)
    assert isinstance(found, WhyWindow)
    return found


def close(page: QWidget, qtbot: QtBot) -> None:
    window = why(page)
    with qtbot.waitSignal(window.destroyed):
        window.close()


def test_the_numbers_are_those_of_the_footprint(open_page: Open):
    page = open_page()
    footprint = page.workspace.footprint()
    assert number(page, "total").text() == show_kg(footprint.total)
    assert footprint.per_1000_patients is not None
    assert number(page, "per-1000").text() == show_kg(footprint.per_1000_patients)
    assert number(page, "twelve").text() == "148 tonnes"
    assert number(page, "change").text() == "No change"
    assert text(page, "result-total-note") == "Without 1 entry not counted"
    assert "Based on 9 of 10 sections that have carbon" in text(page, "results-sure")


def test_every_total_says_what_it_is_without(open_page: Open, qtbot: QtBot):
    lacking = return_of(paper=({"reams": "4", "recycled_content": "0"}, {"recycled_content": "0"}))
    quarters = (Period(2025, 3), Period(2025, 4), Period(2026, 1))
    page = open_page(lacking, *(replace(lacking, period=quarter) for quarter in quarters))
    assert text(page, "result-total-note") == "Without 1 entry not counted"
    assert text(page, "result-twelve-note") == "Without 4 entries not counted"
    table = page.tables.tables["section"].table
    assert table.model().index(0, 0).data() == "Paper, without 1 entry not counted"
    number(page, "total").click()
    assert any("Without 1 entry of paper" in each.text() for each in why(page).findChildren(QLabel))
    close(page, qtbot)
    home, panel = HomePage(page.workspace), SectionPanel(page.workspace, "paper")
    for each in (home, panel):
        qtbot.addWidget(each)
        each.refresh()
    assert "without 1 entry of paper that is not counted" in text(home, "home-based-on")
    assert text(panel, "paper-total") == "Carbon of this section, without 1 entry not counted"


def test_the_last_12_months_are_one_click_away(open_page: Open):
    page = open_page()
    page.choice.twelve.click()
    assert number(page, "total").text() == "148 tonnes"
    assert page.charts.sources.chart.title == "Inhalers are 71% of your carbon"
    assert number(page, "change").text() == "3% lower"


def test_without_four_quarters_it_says_which_are_missing(open_page: Open):
    page = open_page(return_of(inhalers=(product(VENTOLIN, 10),)))
    assert text(page, "result-twelve-note") == "Needs four quarters, 3 without figures"
    page.choice.twelve.click()
    assert text(page, "results-empty") == (
        "The last 12 months need four quarters. October to December 2025, January to March 2026 and "
        "April to June 2026 have no figures yet."
    )
    assert not page.charts.isVisible()


def test_an_empty_quarter_asks_for_inhalers(open_page: Open, qtbot: QtBot):
    page = open_page(return_of(practice=({"registered_patients": "9000"},)))
    assert text(page, "results-empty") == "Complete Inhalers to see results."
    assert not page.numbers.isVisible()
    with qtbot.waitSignal(page.workspace.asked_for) as asked:
        qtbot.mouseClick(page.findChild(QPushButton, "results-enter"), Qt.MouseButton.LeftButton)
    assert asked.args[0] == "inhalers"


def test_what_was_typed_shows_at_once(open_page: Open):
    page = open_page(return_of(inhalers=(product(VENTOLIN, 10),)))
    page.workspace.add_row("inhalers", product("0301011R0AAAPAP", 100))
    assert number(page, "total").text() == "2.8 tonnes"


def test_every_number_leads_to_why(open_page: Open, qtbot: QtBot):
    page = open_page()
    for key in page.numbers.cards:
        qtbot.keyClick(number(page, key), Qt.Key.Key_Return)
        assert why(page).table.figures.rowCount() > 0
        close(page, qtbot)


def test_every_row_of_the_totals_leads_to_why(open_page: Open, qtbot: QtBot):
    page = open_page()
    for table in page.tables.tables.values():
        figures = table.table
        for row in range(figures.figures.rowCount()):
            figures.selectRow(row)
            qtbot.keyClick(figures, Qt.Key.Key_Return)
            value = str(figures.figures.index(row, 1).data())
            assert text(why(page), "why-value") in (value, f"{value} CO₂e")
            close(page, qtbot)


def test_every_bar_leads_to_why(open_page: Open, qtbot: QtBot):
    charts = open_page().charts
    page = charts.window()
    for chart in (charts.sources, charts.change, charts.quarters, charts.products):
        chart.picture.picked.emit(0)
        assert why(page).answer.value != "No data"
        close(page, qtbot)


def test_the_table_of_a_chart_leads_to_why_too(open_page: Open, qtbot: QtBot):
    page = open_page()
    page.show_charts_as_tables(True)
    table = page.charts.products.table
    assert page.charts.sources.table.isVisible()
    page.folds.unfold("products")
    assert table.isVisible()
    table.selectRow(3)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert "Clenil Modulite 100 micrograms" in why(page).answer.title


def test_a_row_without_data_or_of_the_others_is_answered_too(open_page: Open):
    page = open_page()
    last = page.charts.sources.chart.table.rows[-1]
    assert last[1] is None
    page.charts.sources.picked.emit(len(page.charts.sources.chart.table.rows) - 1)
    assert why(page).answer.value == "No data"


def test_the_chart_over_time_shows_what_is_chosen(open_page: Open):
    page = open_page()
    series = page.findChild(QComboBox, "chart-series")
    series.setCurrentIndex(series.findData("heating"))
    assert page.charts.quarters.chart.title.startswith("Heating:")


def test_a_missing_baseline_can_be_added(open_page: Open, qtbot: QtBot):
    page = open_page(*demo_returns()[-6:])
    assert page.charts.baseline.isVisible()
    with qtbot.waitSignal(page.workspace.asked_for):
        qtbot.mouseClick(page.charts.baseline, Qt.MouseButton.LeftButton)
    assert page.workspace.period == Period(2019)


def test_a_first_quarter_says_that_there_is_nothing_to_compare(open_page: Open):
    page = open_page(return_of(inhalers=(product(VENTOLIN, 10),)))
    assert page.charts.change.chart.title == "Nothing to compare with last year yet"
    assert number(page, "change").text() == "No data"
    assert page.charts.quarters.chart.title == "Charts over time start when you have 2 quarters"


def test_a_part_of_a_year_is_compared_with_the_same_quarters_and_says_how_many(open_page: Open, qtbot: QtBot):
    there = [Period(2024, number) for number in (1, 2, 3, 4)] + [Period(2025, 1), Period(2025, 3)]
    documents = [return_of(period, inhalers=(product(VENTOLIN, 10),)) for period in there]
    page = open_page(*documents, period=Period(2025))
    shown = page.charts.quarters.chart
    assert shown.title == "Total carbon: no clear change in 6 quarters"
    assert [row[0] for row in shown.table.shown()][-2:] == [
        "July to September 2025",
        "October to December 2025",
    ]
    change = page.charts.change.chart
    assert change.title == "No change on the same 2 quarters a year before"
    words = "2 of 4 quarters, the same 2 a year before"
    assert words in change.subtitle
    assert (number(page, "change").text(), text(page, "result-change-note")) == ("No change", words)
    number(page, "change").click()
    assert any(f"Compared: {words}." in each.text() for each in why(page).findChildren(QLabel))
    close(page, qtbot)
    page.workspace.show_period(Period(2024))
    page.refresh()
    assert "There is no return of a year earlier." in " ".join(texts(page.charts.change.chart))


def test_what_is_not_counted_is_told_and_leads_to_its_row(open_page: Open, qtbot: QtBot):
    page = open_page()
    table = page.missed.table
    said = table.figures.texts(1)
    row = next(number for number, words in enumerate(said) if "distance, unit or car share" in words)
    table.selectRow(row)
    with qtbot.waitSignal(page.workspace.asked_for) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.args[:2] == ["appointments", page.workspace.row_id("appointments", 0)]
    assert "1 marked as estimated, 4% of the total" in text(page, "results-sure")


@pytest.mark.parametrize("size", [100, 200])
def test_nothing_is_wider_than_a_small_window(open_page: Open, qapp: QApplication, size: int):
    apply_look(qapp, size=size)
    page = open_page(width=690)
    assert page.minimumSizeHint().width() <= 676
    assert page.width() <= 690


def test_names_are_unique_and_everything_can_be_reached_and_hit(open_page: Open):
    page = open_page()
    names = [each.objectName() for each in page.findChildren(QWidget) if each.objectName()]
    own = [name for name in names if not name.startswith("qt_")]
    assert len(own) == len(set(own))
    for each in page.findChildren(QPushButton):
        if each.isVisible():
            assert each.height() >= 24
            assert each.accessibleName()
            assert not each.isEnabled() or each.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_each_target_of_the_plan_has_its_chart(open_page: Open):
    charts = open_page().charts
    said = []
    for place in range(charts.aim.count()):
        charts.aim.setCurrentIndex(place)
        said.append(charts.path.title.text())
    assert [title.split(" is ")[0].split(" was ")[0] for title in said] == [
        "Inhaler carbon",
        "NHS Carbon Footprint",
        "Carbon Footprint Plus",
        "Business travel carbon",
        "Office paper carbon",
    ]
    charts.aim.setCurrentIndex(1)
    page = charts.window()
    said = text(page, "chart-notes")
    assert "Counted: electricity, heating and inhalers" in said
