"""The Indicators page: four cards with their counts, where they come from, and both periods."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.indicators import INDICATOR_BY_ID
from tests.ui.answers import return_of, worked_example
from tests.ui.conftest import OpenAlone
from ui.results.indicators_page import IndicatorsPage
from ui.widgets.style import apply_look
from ui.window.why import WhyWindow

Open = Callable[..., IndicatorsPage]


@pytest.fixture
def open_page(open_alone: OpenAlone) -> Open:
    return partial(open_alone, IndicatorsPage)


def why(page: IndicatorsPage) -> WhyWindow:
    found = page.window().findChild(WhyWindow)
    assert isinstance(found, WhyWindow)
    return found


def test_a_card_says_value_status_and_counts(open_page: Open):
    card = open_page(worked_example()).cards["ES-02"]
    assert card.chart.chart.title == "ES-02: 23.0 kg, not reached yet"
    assert card.status.text() == "Not reached yet"
    assert card.value.text() == "23.0 kg"
    assert card.counts.text() == "20,245 kg ÷ 880 inhalers"
    assert "Both are to be confirmed." in card.guide.text()
    assert "Green Plan's target is 13.4 kg" in card.guide.text()


def test_what_sees_the_same_inhalers_otherwise_stands_beside_and_care_comes_first(open_page: Open):
    page = open_page()
    lever = page.findChild(QLabel, "indicators-lever")
    assert lever.text().startswith("Care first: 55% of relievers and preventers are relievers")
    assert lever.isVisible()
    beside = page.cards["ES-01"].beside.text()
    assert beside == "Beside it: Higher-GWP share (draft) 48%, 427 of 898 items."
    assert page.cards["ES-02"].beside.text() == "Beside it: SABA share 55%, 909 of 1,661 inhalers."
    said = [label.text() for label in page.cards["ES-01"].calculator.findChildren(QLabel)]
    assert any("Qvar 100" in text and "of the same drug, from" in text for text in said)
    assert not any("Trixeo" in text for text in said)


def test_where_relievers_are_not_entered_beside_preventers_nothing_is_said_of_their_share(open_page: Open):
    assert not open_page(worked_example()).findChild(QLabel, "indicators-lever").isVisible()


def test_it_says_that_the_scheme_has_ended(open_page: Open):
    said = open_page().findChild(QLabel, "indicators-introduction").text()
    assert "no longer paid" in said
    assert "a useful guide" in said


def test_the_quarter_before_stands_beside_the_value(open_page: Open):
    page = open_page()
    assert page.cards["ES-02"].counts.text() == "18,468 kg ÷ 883 inhalers · last quarter 20.7 kg"
    page.choice.twelve.click()
    assert page.cards["ES-02"].counts.text().endswith("the 12 months before 21.6 kg")


def test_the_last_12_months_sum_items_and_keep_the_latest_patients(open_page: Open):
    page = open_page()
    patients = page.cards["RESP-01"].counts.text().partition(" · ")[0]
    page.choice.twelve.click()
    assert page.cards["RESP-01"].counts.text().startswith(patients)
    assert page.cards["ES-01"].value.text() == "49%"
    assert (
        page.findChild(QLabel, "indicators-shown").text() == "Sample Surgery, October 2025 to September 2026"
    )


def test_without_figures_it_says_what_to_enter_and_leads_there(open_page: Open, qtbot: QtBot):
    page = open_page(worked_example())
    card = page.cards["RESP-02"]
    assert card.value.text() == "No data"
    assert not card.calculator.isVisible()
    assert "6 or more relievers" in card.counts.text()
    with qtbot.waitSignal(page.workspace.asked_for) as asked:
        qtbot.mouseClick(page.findChild(QPushButton, "enter-RESP-02"), Qt.MouseButton.LeftButton)
    assert asked.args[0] == "asthma_care"


def test_without_four_quarters_there_are_no_12_months(open_page: Open):
    page = open_page(worked_example())
    page.choice.twelve.click()
    assert page.findChild(QLabel, "indicators-missing").text().startswith("The last 12 months need four")
    assert not page.cards["ES-02"].isVisible()


def test_every_value_leads_to_its_counts(open_page: Open, qtbot: QtBot):
    page = open_page()
    for id in INDICATOR_BY_ID:
        qtbot.keyClick(page.cards[id].value, Qt.Key.Key_Return)
        window = why(page)
        assert window.table.figures.rowCount() >= 2
        with qtbot.waitSignals([page.workspace.asked_for, window.destroyed]):
            window.go_to_step(0)


def test_figures_typed_elsewhere_show_at_once(open_page: Open):
    page = open_page(return_of(asthma_care=({"asthma_register": "100", "saba_6_or_more": "30"},)))
    row = page.workspace.row_id("asthma_care", 0)
    page.workspace.set_figure("asthma_care", row, "saba_6_or_more", "20")
    assert page.cards["RESP-02"].value.text() == "20%"


@pytest.mark.parametrize("size", [100, 200])
def test_nothing_is_wider_than_a_small_window(open_page: Open, qapp: QApplication, size: int):
    apply_look(qapp, size=size)
    page = open_page(width=690)
    assert page.minimumSizeHint().width() <= 676


def test_names_are_unique(open_page: Open):
    page = open_page()
    names = [each.objectName() for each in page.findChildren(QWidget) if each.objectName()]
    own = [name for name in names if not name.startswith("qt_")]
    assert len(own) == len(set(own))
