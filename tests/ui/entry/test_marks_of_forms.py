"""Beside each figure of a form: estimated and a note, whatever kind of box or answer it is."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ui.entry.checks_panel import ChecksPanel
from ui.entry.figure_field import FigureField
from ui.entry.grid_view import GridView
from ui.entry.rows_model import CHECK
from ui.practice.practice_window import MainWindow
from ui.widgets.controls import Words

FORMS = ("practice", "asthma_care", "inhaler_returns", "business_travel", "water")


def fields_of(window: MainWindow, page: str) -> list[FigureField]:
    window.open_page(page)
    QApplication.processEvents()
    return [field for field in window.pages[page].findChildren(FigureField) if field.isVisible()]


def answered(field: FigureField) -> None:
    """Give a question with answers its first one."""
    for radio in field.findChildren(QRadioButton)[:1]:
        radio.click()


@pytest.mark.parametrize("page", FORMS)
def test_estimated_is_what_is_stored_and_stands_over_nothing(window: MainWindow, page: str) -> None:
    for field in fields_of(window, page):
        answered(field)
    marked = 0
    for field in fields_of(window, page):
        box = field.findChild(QCheckBox)
        if not box.isVisible():
            continue
        assert "is estimated" in box.accessibleName()
        for wanted in (not box.isChecked(), box.isChecked()):
            box.click()
            assert box.isChecked() is wanted
            assert bool(field.marked() and field.marked().estimated) is wanted
        others = [part for part in field.findChildren(QWidget) if part.isVisible() and part is not box]
        beside = [part for part in others if part.parentWidget() is box.parentWidget()]
        over = [part.objectName() for part in beside if part.geometry().intersects(box.geometry())]
        assert over == []
        marked += 1
    assert marked


def test_what_is_wrong_with_a_figure_has_room_for_all_its_words(active: MainWindow, qtbot: QtBot) -> None:
    """In a window at rest: the words came after the figure had found its place on the page."""
    active.resize(1366, 688)
    for page in ("practice", "asthma_care", "water"):
        for field in fields_of(active, page):
            if field.is_box:
                field.focus_figure()
                QTest.keyClicks(QApplication.focusWidget(), "20,5")
                QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        said = [label for field in fields_of(active, page) for label in field.findChildren(Words)]

        assert any("must be a" in label.text() for label in said)
        qtbot.waitUntil(partial(all_have_room, said))


def all_have_room(said: list[Words]) -> bool:
    return all(each.height() >= each.heightForWidth(each.width()) for each in said if each.isVisible())


def test_what_a_form_asks_is_not_asked_again_below_the_table_of_the_same_rows(window: MainWindow) -> None:
    """Practice details has both: "Problem" stood beside a site without a figure, and each question twice."""
    window.open_page("practice")
    page, workspace = window.pages["practice"], window.workspace
    first = workspace.rows("practice")[0].id
    grid = page.findChild(GridView, "practice-grid")
    check = grid.grid.columns.index(CHECK)
    for field, text in (("registered_patients", "92600"), ("wte", "20,5")):
        workspace.set_figure("practice", first, field, text)
    below = page.findChild(ChecksPanel)
    assert below.isHidden()
    assert grid.grid.index(0, check).data() in ("", None)
    assert page.findChild(QWidget, "practice-registered_patients-correct").isVisibleTo(page)
    workspace.set_figure("practice", first, "floor_area_m2", "640000")
    assert not below.isHidden()
    assert grid.grid.index(0, check).data() == "Check"
