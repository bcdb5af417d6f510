"""Indicators on one screen: four cards, each value once, and a panel for what a target would take."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea

from greenpractice.indicators import INDICATORS
from greenpractice.indicators.at_a_glance import plain_title
from ui.practice.practice_window import MainWindow
from ui.results.indicators_page import IndicatorsPage
from ui.widgets.style import apply_look

Key = Qt.Key


def opened(window: MainWindow) -> IndicatorsPage:
    window.open_page("indicators")
    QApplication.processEvents()
    page = window.pages["indicators"]
    assert isinstance(page, IndicatorsPage)
    return page


def test_four_cards_are_seen_at_once_and_each_value_stands_once(active: MainWindow) -> None:
    active.resize(1366, 688)
    page = opened(active)
    area = next(each for each in active.findChildren(QScrollArea) if each.isAncestorOf(page))
    assert (area.verticalScrollBar().maximum(), area.horizontalScrollBar().maximum()) == (0, 0)
    assert len({card.y() for card in page.cards.values()}) == 2
    said = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    said += [each.text() for each in page.findChildren(QPushButton) if each.isVisible()]
    for card in page.cards.values():
        said += [shape.text for shape in card.chart.chart.shapes if hasattr(shape, "text")]
    for declared in INDICATORS:
        card = page.cards[declared.id]
        assert plain_title(declared) in said
        times = Counter(said)[card.value.text()]
        assert times == 1, (declared.id, card.value.text())
        assert card.status.isVisible()


def test_the_panel_opens_and_esc_gives_the_keys_back(active: MainWindow) -> None:
    active.resize(1366, 688)
    page = opened(active)
    card = page.cards["ES-02"]
    card.take.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(card.take, Key.Key_Return)
    QApplication.processEvents()
    assert page.panel.isVisible()
    assert page.panel.width() == 420
    assert page.panel.geometry().right() == page.width() - 1
    assert card.calculator.isVisible()
    assert not page.cards["ES-01"].calculator.isVisible()
    assert "Both are to be confirmed." in card.guide.text()
    assert page.panel.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert not page.panel.isVisible()
    assert QApplication.focusWidget() is card.take


def test_care_comes_first_in_words(active: MainWindow) -> None:
    page = opened(active)
    assert page.cards["RESP-02"].take.text() == "Reviews come first"
    assert page.cards["ES-02"].take.text() == "What would it take?"
    lever = page.findChild(QLabel, "indicators-lever")
    assert lever.isVisible()
    assert lever.text().startswith("Care first: ")
    assert lever.mapTo(page, lever.rect().topLeft()).y() < page.cards["ES-01"].y() + 200


def test_what_is_lacking_is_of_the_next_threshold(active: MainWindow) -> None:
    page = opened(active)
    for card in page.cards.values():
        reached = card.status.text()
        aim = {"Not reached yet": "lower", "Lower threshold reached": "upper"}.get(reached)
        assert card.lacking.text().startswith(f"To the {aim}: " if aim else ""), reached


def test_with_large_text_the_cards_stand_under_each_other(active: MainWindow) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_look(application, size=200)
    active.resize(1366, 688)
    page = opened(active)
    assert len({card.y() for card in page.cards.values()}) == 4
    assert page.minimumSizeHint().width() <= page.width()
