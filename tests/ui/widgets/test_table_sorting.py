"""Tables that are read are sorted by any column, by mouse or key; what a row leads to stays with the row."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from greenpractice.cells import value_of
from ui.practice.practice_window import MainWindow
from ui.widgets.chart_view import ChartView
from ui.widgets.figure_table import FigureTable
from ui.window.parts.folds import Folds
from ui.window.why import WhyWindow

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def table(window: MainWindow, page: str, name: str) -> FigureTable:
    """A table of a page with the keys in its second row."""
    window.open_page(page)
    for folds in window.pages[page].findChildren(Folds):
        for part in folds.lines:
            folds.unfold(part)
    QApplication.processEvents()
    found = window.findChild(FigureTable, name)
    assert found is not None
    found.setFocus()
    found.setCurrentIndex(found.figures.index(1, 0))
    return found


def go_to(shown: FigureTable, column: int) -> None:
    shown.setCurrentIndex(shown.figures.index(shown.currentIndex().row(), column))


def sort(shown: FigureTable, column: int) -> None:
    """By the key, in a cell of this column."""
    go_to(shown, column)
    QTest.keyClick(shown, Key.Key_R, CONTROL)


def amounts(shown: FigureTable, column: int) -> list[Decimal]:
    found = [value_of(cell) for cell in shown.figures.texts(column)]
    return [value for value in found if isinstance(value, Decimal)]


def test_a_key_sorts_turns_and_gives_up_and_the_row_one_stands_in_stays(active: MainWindow) -> None:
    shown = table(active, "results", "result-by-section-table")
    usual, here = shown.figures.texts(0), shown.figures.texts(0)[1]
    sort(shown, 1)
    assert amounts(shown, 1) == sorted(amounts(shown, 1), reverse=True)
    assert amounts(shown, 1) != sorted(amounts(shown, 1))
    assert shown.figures.texts(0)[shown.currentIndex().row()] == here
    sort(shown, 1)
    assert amounts(shown, 1) == sorted(amounts(shown, 1))
    across = Qt.Orientation.Horizontal
    assert str(shown.figures.headerData(1, across)).endswith("↑")
    sort(shown, 1)
    assert shown.figures.texts(0) == usual
    sort(shown, 0)
    assert shown.figures.texts(0) == sorted(usual, key=str.casefold)
    QTest.keyClick(shown, Key.Key_Escape)
    assert shown.figures.texts(0) == usual


def test_a_row_leads_where_it_led_and_is_copied_as_it_is_shown(active: MainWindow) -> None:
    shown = table(active, "results", "result-by-section-table")
    sort(shown, 1)
    last = shown.figures.rowCount() - 1
    shown.setCurrentIndex(shown.figures.index(last, 0))
    QTest.keyClick(shown, Key.Key_Return)
    why = active.findChild(WhyWindow)
    assert why is not None
    assert shown.figures.texts(0)[last].split(",")[0] in why.answer.title
    why.close()
    shown.clearSelection()
    shown.copy()
    copied = QApplication.clipboard().text().splitlines()
    assert [line.split("\t")[0] for line in copied[1:]] == shown.figures.texts(0)


def test_the_order_stays_with_new_figures_and_another_quarter_and_the_whole_stays_on_top(
    active: MainWindow,
) -> None:
    shown = table(active, "results", "results-grades")
    sort(shown, 6)
    assert shown.figures.texts(0)[0] == "All"
    for period in (active.workspace.period.previous, active.workspace.period):
        active.workspace.show_period(period)
        QApplication.processEvents()
        assert shown.figures.texts(0)[0] == "All"
        assert amounts(shown, 6)[1:] == sorted(amounts(shown, 6)[1:], reverse=True)
        missing = [cell == "No data" for cell in shown.figures.texts(6)]
        assert missing == sorted(missing)  # last


def test_a_chart_as_a_table_is_sorted_by_a_click_and_copied_so_with_its_total_in_its_place(
    active: MainWindow,
) -> None:
    active.open_page("results")
    chart = active.findChild(ChartView, "chart-sources")
    assert chart is not None
    chart.show_as_table(True)
    QApplication.processEvents()
    header = chart.table.horizontalHeader()
    for _ in range(2):
        at = QPoint(header.sectionViewportPosition(1) + 20, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    kg = amounts(chart.table, 1)
    assert kg == sorted(kg)
    assert len(kg) > 1
    chart.copy_table()
    copied = QApplication.clipboard().text().splitlines()
    assert [line.split("\t")[0] for line in copied[1:]] == chart.table.figures.texts(0)


def test_the_action_that_is_added_is_the_one_in_the_sorted_row(active: MainWindow) -> None:
    shown = table(active, "actions", "plan-actions")
    sort(shown, 1)
    title = shown.figures.texts(1)[2]
    shown.setCurrentIndex(shown.figures.index(2, 1))
    add = shown.visualRect(shown.figures.index(2, 5)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=add)
    grid = active.pages["actions"].panel.model  # type: ignore[attr-defined]
    assert title in [grid.index(row, 0).data() for row in range(grid.rowCount())]


def test_what_is_read_from_first_to_last_says_that_it_is_not_sorted(active: MainWindow) -> None:
    shown = table(active, "results", "result-by-section-table")
    QTest.keyClick(shown, Key.Key_Return)
    why = active.findChild(WhyWindow)
    assert why is not None
    steps = why.table.figures.texts(0)
    assert not why.table.horizontalHeader().sectionsClickable()
    why.close()
    assert len(steps) == len(why.answer.steps)
    active.open_page("home")
    QTest.keyClick(active, Key.Key_R, CONTROL)
    assert "Go to a table" in active.status.currentMessage()


def test_a_click_on_a_heading_leaves_it_in_sight_however_far_down_one_stood(active: MainWindow) -> None:
    shown = table(active, "actions", "plan-actions")
    shown.setCurrentIndex(shown.figures.index(shown.figures.rowCount() - 1, 0))
    QApplication.processEvents()  # the cell is brought into view
    header = shown.horizontalHeader()
    area = next(each for each in active.findChildren(QScrollArea) if each.isAncestorOf(shown))
    area.ensureWidgetVisible(header)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, header.height() // 2))
    QApplication.processEvents()
    assert not header.viewport().visibleRegion().isEmpty()


def test_nobody_takes_the_place_of_a_row_for_its_number() -> None:
    """Rows move when a table is sorted: who acts on one asks for `current`, or is told which is picked."""
    wrong = [
        file.name
        for file in Path("ui").rglob("*.py")
        if "FigureTable(" in (text := file.read_text("utf-8")) and "table.currentIndex().row()" in text
    ]
    assert wrong == []
