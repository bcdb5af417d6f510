"""The column beside the figures of a page: last to read, under them in little room, and without a field."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.widgets.tab_order import names_of_stops
from ui.window.header import BASELINE
from ui.window.parts.side_column import WithSide

FIELDS = (QLineEdit, QAbstractItemView, QCheckBox, QComboBox)


def opened(window: MainWindow, page: str, width: int = 1366) -> WithSide:
    window.open_page(page)
    window.setMinimumSize(300, 300)
    window.resize(width, 688)
    for _ in range(3):
        QApplication.processEvents()
    return window.pages[page].findChild(WithSide)


def side_of(sides: WithSide) -> QWidget:
    side = sides.side.parentWidget()
    assert side is not None
    return side


@pytest.mark.parametrize("width", [1366, 1093, 999])
def test_it_stands_beside_the_figures_or_under_them_and_holds_no_field(
    window: MainWindow, width: int
) -> None:
    with_side = 0
    for page in PAGES:
        if not page.sections or (sides := opened(window, page.key, width)) is None:
            continue
        side = side_of(sides)
        assert [part for kind in FIELDS for part in side.findChildren(kind)] == []
        main = sides.main.geometry()
        if width == 999:
            assert side.geometry().top() >= main.bottom()
        else:
            assert side.geometry().left() >= main.right()
            assert 262 <= side.width() <= 346
        with_side += 1
    assert with_side >= 2


def test_tab_comes_to_it_last(window: MainWindow) -> None:
    sides = opened(window, "practice")
    first = part = window.pages["practice"].findChild(QLineEdit, "practice-registered_patients")
    names = []
    while part is not first or not names:
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            names.append(part.objectName())
        part = part.nextInFocusChain()
    places = [
        names.index(name) for name in ("practice-wte", "practice-grid", "practice-add", "contact-change")
    ]
    assert places == sorted(places)
    assert names_of_stops(side_of(sides)) >= {"contact-change", "baseline-open"}


def test_change_opens_the_boxes_of_the_contact_and_the_card_says_who_it_is(active: MainWindow) -> None:
    sides = opened(active, "practice")
    box = active.findChild(QLineEdit, "contact-name")
    assert not box.isVisible()
    side_of(sides).findChild(QPushButton, "contact-change").click()
    assert box.hasFocus()
    QTest.keyClicks(box, "Kim Lee")
    active.findChild(QLineEdit, "contact-email").setFocus()
    QApplication.processEvents()
    assert side_of(sides).findChild(QLabel, "contact-shown-name").text() == "Kim Lee"
    assert box.mapTo(sides, QPoint()).x() < side_of(sides).x(), "it is typed beside the column"


def test_the_line_on_the_baseline_leads_to_it(window: MainWindow) -> None:
    opened(window, "practice")
    window.findChild(QPushButton, "baseline-open").click()
    assert window.workspace.period == BASELINE


def test_what_the_counts_give_follows_them(window: MainWindow) -> None:
    side = side_of(opened(window, "asthma_care"))
    value = side.findChild(QLabel, "gives-value-RESP-02")
    row = window.workspace.rows("asthma_care")[0]
    window.workspace.set_figure("asthma_care", row.id, "asthma_register", "600")
    window.workspace.set_figure("asthma_care", row.id, "saba_6_or_more", "150")
    QApplication.processEvents()
    assert value.text() == "25%"
    window.workspace.set_figure("asthma_care", row.id, "asthma_register", "")
    QApplication.processEvents()
    assert not value.isVisible()
    assert side.findChild(QLabel, "gives-tag-RESP-02").text() == "Not enough data"
    assert side.findChild(QLabel, "gives-missing-RESP-02").text()
