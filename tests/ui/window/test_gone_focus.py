"""What has the focus goes from the page: the next key goes to no box that nobody chose."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.periods import Period
from tests.ui.summary.summary_steps import create
from ui.practice.practice_window import MainWindow

PAGES = (
    "home",
    "practice",
    "inhalers",
    "electricity",
    "business_travel",
    "actions",
    "check",
    "results",
    "summary",
    "settings",
)


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_another_quarter_takes_the_button_that_was_pressed_away(active: MainWindow, tmp_path: Path) -> None:
    """The PDF was made, and then Ctrl+G leads to a quarter without figures."""
    active.resize(1024, 700)
    create(active, tmp_path / "a folder with a name that is long" / "and one inside it, as people have them")
    assert focused().objectName() == "open-pdf"
    active.workspace.show_period(Period(2021, 2))
    QApplication.processEvents()
    assert focused().objectName() == "title-summary"
    folder = active.pages["summary"].findChild(QLineEdit, "summary-folder")
    before = folder.text()
    QTest.keyClicks(focused(), "x")
    assert folder.text() == before
    area = active.findChildren(QScrollArea)
    shown = [each for each in area if each.isAncestorOf(focused()) and each.isVisible()]
    assert all(each.horizontalScrollBar().value() == each.verticalScrollBar().value() == 0 for each in shown)


@pytest.mark.sweep
@pytest.mark.parametrize("key", PAGES)
def test_on_every_page_the_focus_goes_to_the_heading(active: MainWindow, qtbot: QtBot, key: str) -> None:
    active.open_page(key)
    QApplication.processEvents()
    page = active.open_page_widget
    assert page is not None
    parts = [
        part
        for part in page.findChildren(QWidget)
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert parts
    for part in parts[:12]:
        part.setFocus(Qt.FocusReason.TabFocusReason)
        if not part.hasFocus():
            continue  # it hands the focus on to something inside it
        part.hide()
        assert focused().objectName() == f"title-{key}", part
        QApplication.processEvents()
        assert focused().objectName() == f"title-{key}", part
        part.show()


def test_the_same_part_made_again_has_the_focus(active: MainWindow) -> None:
    """Check answers makes its list again after every change, and stays where it was."""
    active.open_page("check")
    QApplication.processEvents()
    page = active.pages["check"]
    change = page.findChild(QWidget, "check-open-0")
    change.setFocus(Qt.FocusReason.TabFocusReason)
    active.workspace.set_figure("paper", active.workspace.row_id("paper", 0), "reams", "78")
    QApplication.processEvents()
    QApplication.processEvents()
    assert focused().objectName() == "check-open-0"
    assert focused() is not change


def test_a_button_pressed_on_another_page_is_no_place_on_this_one(active: MainWindow, qtlog: Any) -> None:
    """Somebody presses "Remove this row" on Waste, and then a key leads to another page."""
    for key in ("practice", "electricity", "check"):
        active.open_page("water")
        pressed = active.pages["water"].findChild(QWidget, "waste-remove")
        pressed.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(pressed, Qt.Key.Key_Return)
        assert pressed.hasFocus()
        active.open_page(key)
        for _ in range(3):
            QApplication.processEvents()
        assert focused().objectName() == f"title-{key}"
    assert not [record.message for record in qtlog.records if "mapTo" in record.message]


def tab_after(window: MainWindow, page: str, box: str, typed: str) -> str:
    """Where Tab leads from a box in which something was typed."""
    window.open_page(page)
    edit = window.findChild(QLineEdit, box)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, typed)
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    QApplication.processEvents()
    return focused().objectName()


def test_tab_goes_on_from_a_question_that_what_was_typed_has_answered(active: MainWindow) -> None:
    """The next stop was a button of the question, and went as the figure did."""
    patients = "practice-registered_patients"
    assert tab_after(active, "practice", patients, "3") == "practice-staff"
    question = active.findChild(QWidget, f"{patients}-correct")
    assert question.isVisible()
    assert tab_after(active, "practice", patients, "9000") == "practice-staff"
    assert not question.isVisible()


def test_tab_goes_on_from_a_figure_with_which_something_came_up(active: MainWindow) -> None:
    """The carbon of a section stands in its head once it has a figure; a question is no stop."""
    active.workspace.show_period(Period(2021, 2))
    active.open_page("business_travel")
    for box, typed in (("face_to_face", "900"), ("one_way", "2"), ("car_share", "60%")):
        after = tab_after(active, "business_travel", f"appointments-{box}", typed)
        if box == "one_way":
            QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert after == "business_travel-go-on"
    assert active.findChild(QWidget, "appointments-why").isVisible()
