"""The inhaler page at work: what is asked stands above the table, its sums below it, and it holds still."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget

from tests.ui.inhalers.columns_shown import show_column
from tests.ui.window.test_layout import unusual
from ui.entry.asking.question_strip import QuestionStrip
from ui.inhalers import inhaler_columns as at
from ui.inhalers.inhaler_grid import InhalerGrid
from ui.inhalers.total_row import TotalRow
from ui.practice.practice_window import MainWindow
from ui.widgets.style import apply_look

Key = Qt.Key


def opened(window: MainWindow) -> InhalerGrid:
    window.resize(1366, 700)
    window.open_page("inhalers")
    QApplication.processEvents()
    found = window.findChild(InhalerGrid)
    assert isinstance(found, InhalerGrid)
    return found


def asked(window: MainWindow) -> str:
    return window.findChild(QLabel, "inhalers-asked").accessibleName()


def strip_of(window: MainWindow) -> QuestionStrip:
    found = window.pages["inhalers"].findChild(QuestionStrip)
    assert isinstance(found, QuestionStrip)
    return found


def test_questions_stand_in_one_strip_above_the_table_and_are_gone_through(active: MainWindow) -> None:
    grid = opened(active)
    workspace = active.workspace
    first, second = [row for row in workspace.rows("inhalers") if int(row.figures["inhalers"]) > 100][:2]
    for row in (first, second):
        workspace.set_figure("inhalers", row.id, "inhalers", "2")
    QApplication.processEvents()
    strip = strip_of(active)
    assert strip.isVisible()
    assert strip.mapTo(active, strip.rect().bottomLeft()).y() < grid.mapTo(active, grid.rect().topLeft()).y()
    count = active.findChild(QLabel, "inhalers-which-question").text()
    one = asked(active)
    later = active.findChild(QPushButton, "inhalers-later-question")
    later.setFocus()
    QTest.keyClick(later, Key.Key_Return)
    assert QApplication.focusWidget().objectName() == "inhalers-later-question"
    assert asked(active) != one
    assert active.findChild(QLabel, "inhalers-which-question").text() != count
    QTest.keyClick(active.findChild(QPushButton, "inhalers-earlier-question"), Key.Key_Return)
    assert asked(active) == one
    yes = strip.findChild(QPushButton, "inhalers-issue-0-correct")
    assert yes.text() == "Yes, 2 is correct"
    QTest.keyClick(strip.findChild(QPushButton, "inhalers-issue-0-change"), Key.Key_Return)
    assert QApplication.focusWidget() is grid
    assert grid.currentIndex().column() == at.NOW
    assert grid.currentIndex().data() == "2"
    yes.click()
    QApplication.processEvents()
    assert asked(active) != one


def test_each_sum_stands_under_its_column_and_only_there(active: MainWindow) -> None:
    grid = opened(active)
    sums = active.findChild(TotalRow)
    header = grid.horizontalHeader()
    for column, name in ((at.YEAR, "year"), (at.LAST, "last"), (at.NOW, "now")):
        part = active.findChild(QLabel, f"inhalers-{name}")
        right = part.geometry().right()  # sums and table begin at the same left edge
        ends = header.sectionViewportPosition(column) + grid.columnWidth(column)
        assert 0 <= ends - right <= 12
        assert part.isVisible()
        assert part.accessibleName().endswith(part.text())
    assert sums.title.text().startswith("All ")
    show_column(active, "items")
    active.resize(1040, 700)
    QApplication.processEvents()
    assert grid.isColumnHidden(at.EACH) or not grid.horizontalScrollBar().maximum()
    assert active.findChild(QPushButton, "inhalers-kg").geometry().right() <= sums.width()


def test_scroll_bars_that_come_and_go_come_to_rest(
    active: MainWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid = opened(active)
    depth, most = 0, 0
    usual = InhalerGrid.resizeEvent

    def counted(self: InhalerGrid, event: QResizeEvent) -> None:
        nonlocal depth, most
        depth += 1
        most = max(most, depth)
        assert depth < 20, "a scroll bar brings itself back"
        usual(self, event)
        depth -= 1

    monkeypatch.setattr(InhalerGrid, "resizeEvent", counted)
    apply_look(qapp, size=200)
    try:
        page = active.pages["inhalers"]
        for wide in range(1024, 1124, 6):
            active.resize(wide, 700 + wide % 40)
            QApplication.processEvents()
        assert page.findChildren(QScrollArea) == []  # the window scrolls the page, and the table its rows
        before = [grid.columnWidth(column) for column in range(grid.grid.columnCount())]
        QApplication.processEvents()
        assert [grid.columnWidth(column) for column in range(grid.grid.columnCount())] == before
        assert most <= 6
    finally:
        apply_look(qapp, size=100)


def test_columns_are_chosen_by_the_width_as_if_the_rows_scrolled(active: MainWindow) -> None:
    grid = opened(active)
    bar = grid.verticalScrollBar()
    shown = []
    for policy in (Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAlwaysOff):
        grid.setVerticalScrollBarPolicy(policy)
        QApplication.processEvents()
        shown.append([grid.isColumnHidden(column) for column in range(grid.grid.columnCount())])
    assert shown[0] == shown[1]
    assert bar.sizeHint().width() > 0


def test_the_page_comes_to_rest_at_every_size_of_text(window: MainWindow, usual: QApplication) -> None:
    """What it places by its width never goes by one that it made: that ended with a full stack."""
    apply_look(usual, dark=False, size=200)
    unusual(window.workspace)
    window.resize(1024, 700)
    for key in (*(page.key for page in window.specs), "inhalers"):
        window.open_page(key)
    for size in (200, 100, 200, 100):
        apply_look(usual, dark=False, size=size)
        for _ in range(5):
            usual.processEvents()
    assert window.isVisible()


def test_seven_rows_are_seen_on_a_small_screen_and_five_with_a_question(active: MainWindow) -> None:
    """1366 x 768 at 125%: headings of groups count as rows, and the page need not scroll."""
    grid = opened(active)
    row = active.workspace.rows("inhalers")[3]
    active.workspace.set_figure("inhalers", row.id, "inhalers", "564")
    QApplication.processEvents()
    strip_of(active).findChild(QPushButton, "inhalers-issue-0-correct").click()  # of two
    active.setMinimumSize(1093, 534)
    active.resize(1093, 534)
    for _ in range(6):
        QApplication.processEvents()
    area: QWidget | None = active.pages["inhalers"]
    while not isinstance(area, QScrollArea):
        assert area is not None
        area = area.parentWidget()
    seen, strip = [], strip_of(active)
    for asks in (True, False):
        assert strip.isVisible()
        strip.setVisible(asks)
        for _ in range(4):
            QApplication.processEvents()
        assert area.verticalScrollBar().maximum() == 0
        ends = [grid.rowViewportPosition(row) + grid.rowHeight(row) for row in range(grid.model().rowCount())]
        seen.append(sum(end <= grid.viewport().height() for end in ends))
    assert seen == [5, 7]
