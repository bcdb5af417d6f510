"""The keys people expect: Enter on a button, one Tab a box, a place that is seen, and words that are over."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.entry.figure_field import FigureField
from ui.entry.grid_view import GridView
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.widgets.controls import button
from ui.widgets.window_size import LEAST, fills_screen, sizes_on
from ui.window.page_spec import PageSpec

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_enter_presses_the_button_that_has_the_focus_and_no_other(qtbot: QtBot) -> None:
    pressed: list[str] = []
    parent = QWidget()
    qtbot.addWidget(parent)
    box = QLineEdit(parent)
    made = {name: button(name, name, lambda name=name: pressed.append(name)) for name in ("one", "two")}
    for each in made.values():
        each.setParent(parent)
    parent.show()
    made["one"].setFocus()
    for key in (Key.Key_Return, Key.Key_Enter, Key.Key_Space):
        QTest.keyClick(made["one"], key)
    assert pressed == ["one"] * 3
    box.setFocus()
    QTest.keyClick(box, Key.Key_Return)
    assert pressed == ["one"] * 3


def test_enter_in_a_box_of_a_form_presses_nothing(active: MainWindow) -> None:
    active.open_page("water")
    QApplication.processEvents()
    box = active.findChild(QLineEdit, "water-supply_m3")
    box.setFocus()
    QTest.keyClick(box, Key.Key_A, CONTROL)
    QTest.keyClicks(box, "321")
    QTest.keyClick(box, Key.Key_Return)
    assert active.open_key == "water"
    assert active.workspace.rows("water")[0].figures["supply_m3"] == "321"


def test_one_tab_a_box_in_forms(active: MainWindow) -> None:
    active.open_page("water")
    QApplication.processEvents()
    fields = [each for each in active.findChildren(FigureField) if each.isVisibleTo(active)]
    first = fields[0].findChild(QLineEdit)
    assert first is not None
    first.setFocus()
    before: QWidget | None = first
    for number in range(1, len([each for each in fields if each.parent() is fields[0].parent()])):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not before
        assert fields[number].isAncestorOf(now)
        before = now


def test_estimated_and_note_are_reached_by_key(active: MainWindow) -> None:
    active.open_page("water")
    QApplication.processEvents()
    box = active.findChild(QLineEdit, "water-supply_m3")
    box.setFocus()
    ticked = active.findChild(QCheckBox, "water-supply_m3-estimated")
    was = ticked.isChecked()
    QTest.keyClick(box, Key.Key_E, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert ticked.isChecked() is not was
    QTest.keyClick(box, Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget().objectName() == "water-supply_m3-note"


@pytest.mark.sweep
@pytest.mark.parametrize("spec", [spec for spec in PAGES if spec.shortcut], ids=lambda spec: spec.key)
def test_after_a_key_for_a_page_its_focus_is_in_sight(active: MainWindow, spec: PageSpec) -> None:
    active.resize(1093, 560)
    active.open_page(spec.key)
    QApplication.processEvents()
    area = active._hosts[spec.key].area
    assert isinstance(area, QScrollArea)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    active.open_page("home")
    active.open_page(spec.key)
    QApplication.processEvents()
    title = QApplication.focusWidget()
    assert in_sight(title, area)


def test_problems_are_reached_by_tab(active: MainWindow, qtbot: QtBot) -> None:
    active.workspace.set_figure("water", active.workspace.row_id("water", 0), "supply_m3", "lots")
    active.open_page("check")
    QApplication.processEvents()
    active.findChild(QPushButton, "check-continue").click()
    QApplication.processEvents()
    assert QApplication.focusWidget().objectName() == "error-summary"
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "problem-0"
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert QApplication.focusWidget().objectName() == "water-supply_m3"


def test_what_was_said_of_a_quarter_is_over_in_the_next(active: MainWindow) -> None:
    active.workspace.go_to("waste")
    QApplication.processEvents()
    grid = active.findChild(GridView, "waste-grid")
    grid.show_cell(0, 1)
    QGuiApplication.clipboard().setText("7")
    grid.paste()
    told = active.findChild(QLabel, "waste-told")
    active.status.say("Something about this quarter")
    active.workspace.refused.emit("Something was refused")
    assert told.isVisible()
    active.workspace.show_period(active.workspace.period.previous)
    assert not told.isVisible()
    assert not active.status.currentMessage()
    assert not active.findChild(QPushButton, "close-refused").isVisible()


def test_undo_on_another_page_says_what_it_did_and_shows_where(active: MainWindow) -> None:
    active.workspace.set_figure("water", active.workspace.row_id("water", 0), "supply_m3", "777")
    active.open_page("travel")
    QTest.keyClick(active, Key.Key_Z, CONTROL)
    assert active.open_key == "water"
    assert active.status.currentMessage().startswith("Undone: change ")
    assert QApplication.focusWidget().objectName() == "water-supply_m3"


def test_what_can_never_be_saved_can_be_copied_and_later_figures_are_saved(active: MainWindow) -> None:
    workspace = active.workspace
    workspace.set_figure("water", 999_999, "supply_m3", "4,321")
    copy = active.findChild(QPushButton, "copy-put-aside")
    assert copy.isVisible()
    copy.click()
    assert "4,321" in QGuiApplication.clipboard().text()
    workspace.set_figure("water", workspace.row_id("water", 0), "supply_m3", "555")
    stored = workspace.store.load(workspace.key)
    assert stored is not None
    assert stored.document.rows("water")[0]["supply_m3"] == "555"
    assert not workspace.has_unsaved


def test_a_window_fits_the_screen_it_opens_on() -> None:
    for wide, high in ((1093, 614), (1093, 574), (1366, 728), (1920, 1040), (1280, 680)):
        least, usual = sizes_on(QRect(QPoint(0, 0), QSize(wide, high)))
        assert usual.width() <= wide
        assert usual.height() < high
        assert least.width() <= usual.width()
        assert least.height() <= usual.height()
    assert sizes_on(QRect(0, 0, 1920, 1040))[0] == LEAST


def test_a_window_left_maximised_opens_maximised(active: MainWindow, qtbot: QtBot) -> None:
    assert active.workspace.preferences is not None
    active.showMaximized()
    again = MainWindow(active.workspace, active.workspace.preferences)
    qtbot.addWidget(again)
    again.show()
    assert again.isMaximized()
    again.showNormal()
    assert not active.workspace.preferences.is_on("maximised")


def test_a_window_fills_a_screen_that_is_hardly_larger_than_itself() -> None:
    filled = [fills_screen(QRect(0, 0, wide, 728)) for wide in (800, 1024, 1280, 1366, 1440, 1920, 2560)]
    assert filled == [False, True, True, True, False, False, False]


def in_sight(widget: QWidget, area: QScrollArea) -> bool:
    place = widget.mapTo(area.viewport(), QPoint(0, 0))
    return area.viewport().rect().intersects(QRect(place, widget.size())) and place.y() >= 0
