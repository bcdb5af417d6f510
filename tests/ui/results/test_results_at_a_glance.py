"""Results on one screen: a strip, four charts in the theme, and the rest in one line of names."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea

from ui.practice.practice_window import MainWindow
from ui.results.results_page import ResultsPage
from ui.widgets.style import apply_look, colours

Key = Qt.Key


def opened(window: MainWindow) -> ResultsPage:
    window.open_page("results")
    QApplication.processEvents()
    page = window.pages["results"]
    assert isinstance(page, ResultsPage)
    return page


def bars(window: MainWindow, page: ResultsPage) -> tuple[int, int]:
    """How far the page scrolls across and down."""
    area = next(each for each in window.findChildren(QScrollArea) if each.isAncestorOf(page))
    return area.horizontalScrollBar().maximum(), area.verticalScrollBar().maximum()


def test_all_of_it_is_seen_at_once_and_what_is_folded_opens_below(active: MainWindow) -> None:
    active.resize(1366, 688)
    apply_look(QApplication.instance(), dark=False, size=150)
    assert len({chart.y() for chart in opened(active).charts.four}) == 4
    apply_look(QApplication.instance(), dark=False, size=100)  # and two by two again
    page = opened(active)
    assert bars(active, page) == (0, 0)
    charts = page.charts.four
    assert len({chart.y() for chart in charts}) == 2
    assert all(chart.picture.isVisible() for chart in charts)
    for key, line in page.folds.lines.items():
        assert line.height() >= 24
        assert not page.folds.is_open(key)
        line.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(line, Key.Key_Return)
        assert page.folds.is_open(key)
        assert line.accessibleName() == f"Hide: {line.text()}"
    QApplication.processEvents()
    assert bars(active, page)[1] > 0
    for part in (page.charts.products, page.compared, page.tables, page.missed):
        assert part.isVisible()


def test_what_is_unfolded_comes_into_sight(active: MainWindow) -> None:
    active.resize(1366, 688)
    page = opened(active)
    area = next(each for each in active.findChildren(QScrollArea) if each.isAncestorOf(page))
    for key, part in (("changed", page.changed), ("tables", page.tables)):
        QTest.mouseClick(page.folds.lines[key], Qt.MouseButton.LeftButton)
        QTest.qWait(1)  # laid out, then scrolled
        top = part.mapTo(area.viewport(), part.rect().topLeft()).y()
        assert 0 <= top < area.viewport().height() // 3, key
    QTest.mouseClick(page.folds.lines["tables"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.folds.lines["changed"], Qt.MouseButton.LeftButton)
    assert not page.folds.is_open("changed")


def test_the_switch_is_a_radio_group_with_its_question(active: MainWindow) -> None:
    page = opened(active)
    quarter, twelve = page.choice.radios
    total = page.numbers.cards["total"].value.text()
    assert QAccessible.queryAccessibleInterface(quarter).role() == QAccessible.Role.RadioButton
    assert page.choice.accessibleName() == "Which months"
    assert (quarter.text(), twelve.text()) == ("✓ This quarter", "Last 12 months")
    quarter.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(quarter, Key.Key_Right)
    assert twelve.isChecked()
    assert (quarter.text(), twelve.text()) == ("This quarter", "✓ Last 12 months")
    assert page.numbers.cards["twelve"].value.text() == total


def test_charts_as_tables_changes_all_four_in_place(active: MainWindow) -> None:
    page = opened(active)
    page.as_tables.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.as_tables, Key.Key_Space)
    assert [chart.table.isVisible() for chart in page.charts.four] == [True] * 4
    QTest.keyClick(page.as_tables, Key.Key_Space)
    assert [chart.picture.isVisible() for chart in page.charts.four] == [True] * 4


def test_what_the_small_charts_have_no_room_for_is_told_once(active: MainWindow) -> None:
    page = opened(active)
    page.folds.unfold("more")
    told = page.findChild(QLabel, "chart-notes").text()
    notes = [note for chart in page.charts.four for note in chart.chart.notes]
    assert notes
    assert [told.count(note) for note in notes] == [1] * len(notes)


@pytest.mark.parametrize("dark", [False, True])
def test_a_chart_stands_on_its_card(active: MainWindow, dark: bool) -> None:
    apply_look(QApplication.instance(), dark=dark)
    page = opened(active)
    corners = {chart.picture.grab().toImage().pixelColor(0, 0).name() for chart in page.charts.four}
    assert corners == {colours().card}


def test_in_a_first_quarter_charts_without_data_are_lines(active: MainWindow) -> None:
    for period in [each.period for each in active.workspace.documents()][:-1]:
        assert period < active.workspace.period
    first = min(each.period for each in active.workspace.documents() if not each.period.is_year)
    active.workspace.show_period(first)
    page = opened(active)
    assert not page.charts.change.isVisible()
    waits = page.findChild(QLabel, "chart-change-waits")
    assert waits.isVisible()
    assert waits.text().startswith("Nothing to compare with last year yet")
    assert page.findChild(QPushButton, "chart-sources-switch").isVisible()
