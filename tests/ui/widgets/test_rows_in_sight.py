"""The row of a table that one goes to by key is seen, where the page scrolls and where the table does."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QTableView
from pytestqt.qtbot import QtBot

from greenpractice.facts.inhalers import load_inhalers
from tests.greenpractice.prescribing.made import NAMES, VENTOLIN, Row
from tests.ui.inhalers.conftest import made, page
from tests.ui.inhalers.import_steps import month, read
from ui.inhalers.import_page import ImportPage
from ui.practice.practice_window import MainWindow
from ui.widgets.figure_table import FigureTable
from ui.window.frame import Frame
from ui.window.parts.folds import Folds

__all__ = ["made", "page"]
Key = Qt.Key


def area_around(table: QTableView) -> QScrollArea:
    parent = table.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    assert parent is not None, table.objectName()
    return parent


def is_seen(table: QTableView) -> bool:
    """True if the current row, from top to bottom, is in the part of table and page that is shown."""
    cell, area = table.visualRect(table.currentIndex()), area_around(table)
    top = table.viewport().mapTo(area.viewport(), QPoint(0, cell.top())).y()
    row = QRect(0, top, 1, cell.height())
    in_table = table.viewport().rect().contains(QRect(0, cell.top(), 1, cell.height()))
    return in_table and area.viewport().rect().contains(row)


def out_of_sight(table: FigureTable) -> list[int]:
    """The rows that are not seen as one goes down them and up again, by key."""
    table.setFocus()
    hidden = []
    for key in (Key.Key_Down, Key.Key_Up):
        for _ in range(table.figures.rowCount()):
            QTest.keyClick(table, key)
            QApplication.processEvents()
            if not is_seen(table):
                hidden.append(table.currentIndex().row())
    return hidden


def tables(window: Frame, key: str) -> list[FigureTable]:
    window.open_page(key)
    for folds in window.pages[key].findChildren(Folds):
        for part in folds.lines:
            folds.unfold(part)
    heights = [-2, -1]
    while heights[-1] != heights[-2]:  # help comes part by part
        QTest.qWait(50)
        heights.append(window.pages[key].height())
    return [
        each
        for each in window.pages[key].findChildren(FigureTable)
        if each.isVisible() and 1 < each.figures.rowCount() < 60
    ]


@pytest.mark.sweep
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1093, 614)])
def test_every_table_of_the_window_shows_the_row_one_goes_to(
    active: MainWindow, width: int, height: int
) -> None:
    active.resize(width, height)
    active.workspace.show_charts_as_tables(True)
    found = set()
    for spec in active.specs:
        for table in tables(active, spec.key):
            assert out_of_sight(table) == [], table.objectName()
            found.add(table.objectName())
    assert len(found) > 5


@pytest.mark.parametrize(("size", "page_scrolls"), [((1366, 768), False), ((1093, 534), True)])
def test_the_row_that_is_ticked_stays_in_sight(
    page: ImportPage,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    page_scrolls: bool,
) -> None:
    page.window().setMinimumSize(1, 1)
    page.window().resize(*size)
    products = [each for each in load_inhalers().products if each.bnf_code != VENTOLIN][:25]
    for each in products:
        monkeypatch.setitem(NAMES, each.bnf_code, each.name)
        page.workspace.add_row("inhalers", {"bnf_code": each.bnf_code, "inhalers": "10"})
    rows = (Row(code=each.bnf_code, items=4) for each in products)
    read(qtbot, page, month(tmp_path, "2025-04", *rows))
    table = page.findChild(FigureTable, "import-changes-2025-26-Q1")
    table.setFocus()
    seen = area_around(table).viewport()
    assert table.verticalScrollBar().maximum() > 0, "all of the table is seen: nothing is tested"
    whole = QRect(table.mapTo(seen, QPoint(0, 0)), table.size())
    assert seen.rect().contains(whole) is not page_scrolls
    for row in range(table.figures.rowCount()):
        QTest.keyClick(table, Key.Key_Down)
        QTest.keyClick(table, Key.Key_Space)
        QApplication.processEvents()
        assert is_seen(table), row


@pytest.mark.parametrize(("page_key", "name"), [("inhalers", "inhalers-grid"), ("water", "waste-grid")])
def test_the_row_one_works_at_stays_in_sight_when_a_question_opens_above_it(
    active: MainWindow, page_key: str, name: str
) -> None:
    """The strip took its height from the page, and the lowest row in sight was the one that went."""
    active.resize(1366, 688)
    active.open_page(page_key)
    QApplication.processEvents()
    table = active.findChild(QTableView, name) or active.pages[page_key].findChild(QTableView)
    assert table is not None
    if page_key == "water":
        active.resize(1366, 420)
        QApplication.processEvents()
    table.setFocus()
    QApplication.processEvents()
    column = max(table.currentIndex().column(), 0)
    rows = [table.model().index(row, column) for row in range(table.model().rowCount())]
    table.setCurrentIndex(rows[0])
    QApplication.processEvents()
    for lowest in reversed([each for each in rows if seen_in_page(table, each)]):
        table.setCurrentIndex(lowest)
        if table.currentIndex() == lowest:  # and no heading of a group
            break
    QApplication.processEvents()
    active.strip.ask("What is attached to this?", [], [], cancel="Close")
    QApplication.processEvents()
    QApplication.processEvents()
    assert active.strip.isAncestorOf(QApplication.focusWidget())
    assert table.currentIndex() == lowest
    assert seen_in_page(table, lowest)


def seen_in_page(table: QTableView, index: QModelIndex) -> bool:
    """Whether a cell, from top to bottom, is in the table and in the part of the page that is shown."""
    cell, area = table.visualRect(index), area_around(table)
    top = table.viewport().mapTo(area.viewport(), QPoint(0, cell.top())).y()
    in_table = table.viewport().rect().contains(QRect(0, cell.top(), 1, cell.height()))
    return in_table and top >= 0 and top + cell.height() <= area.viewport().height()
