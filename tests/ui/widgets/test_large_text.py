"""What stands beside each other has its place at every width and size of text."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.practice.practice_window import MainWindow
from ui.widgets.columns import Columns
from ui.widgets.marked_table import Column, MarkedTable
from ui.widgets.style import apply_look

TITLES = ("Practice", "Inhalers\npublished", "Inhalers\nsent", "Difference", "Remark")
ROW = ("Market Harborough Med.Ctr", "12,000", "No data", "–", "No inhalers sent")


@pytest.fixture
def largest(qapp: QApplication) -> Iterator[None]:
    apply_look(qapp, False, 200)
    yield
    apply_look(qapp, False, 100)


def test_what_has_only_just_come_stays_in_its_place_when_the_width_changes(qtbot: QtBot) -> None:
    """At 200% a page gets its scroll bar before they are shown: they were gone then."""
    page = QWidget()
    qtbot.addWidget(page)
    columns = Columns(most=3, fill=False)
    QVBoxLayout(page).addWidget(columns)
    page.resize(600, 400)
    page.show()
    items = [QLabel(f"Practice {number}") for number in range(4)]
    items[1].hide()
    columns.set_items([*items])
    items[1].hide()
    columns.resize(columns.width() - 20, columns.height())
    qtbot.waitUntil(lambda: all(item.isVisible() for item in (items[0], *items[2:])))
    assert not items[1].isVisible()
    places = {(item.x(), item.y()) for item in (items[0], *items[2:])}
    assert len(places) == 3


@pytest.mark.parametrize(("width", "is_beside"), [(900, False), (1400, True)])
def test_columns_give_way_before_a_table_scrolls_and_cut_no_word(
    qtbot: QtBot, largest: None, width: int, is_beside: bool
) -> None:
    table = MarkedTable("t", "A table", small=True, gives_way=True)
    qtbot.addWidget(table)
    table.resize(width, 300)
    table.show()
    table.show_table([Column(title, 210, grows=title == "Remark") for title in TITLES], [ROW])
    widths = [table.columnWidth(place) for place in range(len(TITLES))]
    assert table.horizontalScrollBar().maximum() == 0
    assert sum(widths) <= table.viewport().width()
    metrics = table.fontMetrics()
    for text, wide in zip(ROW, widths, strict=True):
        assert max(map(metrics.horizontalAdvance, text.split())) < wide
    assert (sum(widths) >= 5 * 210) is is_beside


def test_what_was_made_wide_for_larger_text_is_narrow_again(window: MainWindow) -> None:
    window.open_page("asthma_care")
    box = window.findChild(QLineEdit, "asthma_care-search_name")
    quarter = window.findChild(QPushButton, "choose-quarter")
    QApplication.processEvents()  # until it is laid out
    before = box.width(), quarter.minimumWidth()
    window.change_text_size(10)
    QApplication.processEvents()
    assert box.width() > before[0]
    assert quarter.minimumWidth() != before[1]  # its months are shorter there
    window.change_text_size(0)
    QApplication.processEvents()
    assert (box.width(), quarter.minimumWidth()) == before
