"""Enter in a box of a form goes on to the next one, as in a table: no figure is typed behind another."""

from collections.abc import Iterable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from greenpractice.sections import SECTION_BY_KEY
from ui.entry.figure_field import FigureField
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.session.marking import place_around

FORMS = ("practice", "asthma_care", "pen_returns", "appointments", "water", "paper")


def boxes_of(window: MainWindow, section: str) -> list[QLineEdit]:
    """The boxes of a form, those of numbers first to last."""
    window.workspace.go_to(section)
    QApplication.processEvents()
    fields: Iterable[FigureField] = window.findChildren(FigureField)
    shown = [field for field in fields if field.isVisible() and field.is_box]
    found = [field.findChild(QLineEdit, f"{section}-{field.key}") for field in shown]
    return [box for box in found if box is not None]


@pytest.mark.parametrize("section", FORMS)
def test_enter_goes_on_to_the_next_box(window: MainWindow, qtbot: QtBot, section: str) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    for box, after in zip(boxes := boxes_of(window, section), boxes[1:], strict=False):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Return)
        assert QApplication.focusWidget() is after
    assert len(boxes) > 1


@pytest.mark.parametrize("section", FORMS)
def test_enter_in_the_last_box_goes_to_what_is_next_on_the_page(active: MainWindow, section: str) -> None:
    """The next form or table, else the green button, and from there Enter goes on; it stayed in the box."""
    page = next(page for page in PAGES if section in page.sections)
    for key in page.sections:  # what is completed is folded: here nothing is
        for row in active.workspace.rows(key) if key != "practice" else ():
            active.workspace.remove_row(key, row.id)
    last = boxes_of(active, section)[-1]
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    place = place_around(focused)
    following = page.sections[page.sections.index(section) + 1 :]
    expected = {"practice": "practice", "water": "waste", "paper": "refrigerants"}.get(section)
    if expected is not None:
        assert place is not None
        assert place.help_place()[0] == expected  # the sites of the practice are a table below its figures
        assert not isinstance(place, FigureField)
    else:
        assert following == ()
        assert focused.property("look") == "primary"
        QTest.keyClick(focused, Qt.Key.Key_Return)  # to the next page, or to what is missing on this one
        assert QApplication.focusWidget() is not focused


def test_figures_typed_with_enter_between_them_are_each_in_their_own_box(
    window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    first = boxes_of(window, "asthma_care")[0]
    first.setFocus()
    first.selectAll()
    for typed in ("145", "87", "9"):
        QTest.keyClicks(QApplication.focusWidget(), typed)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    numbers = [key for key, spec in SECTION_BY_KEY["asthma_care"].fields.items() if spec.is_number]
    figures = window.workspace.rows("asthma_care")[0].figures
    assert [figures[key] for key in numbers] == ["145", "87", "9"]


def test_what_cannot_be_used_is_kept_and_told_while_typing_goes_on(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    first, second = boxes_of(window, "asthma_care")[:2]
    first.setFocus()
    first.selectAll()
    QTest.keyClicks(first, "lots")
    QTest.keyClick(first, Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "87")
    assert (first.text(), second.text()) == ("lots", "87")
    assert window.findChild(QLabel, f"{first.objectName()}-problem").isVisible()
