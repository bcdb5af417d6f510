"""Keys that people know from other programs do on pages what they do there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ui.entry.grid_view import GridView
from ui.first_run import FirstRun
from ui.practice.practice_window import MainWindow
from ui.which_window import WhichWindow
from ui.window.page_body import PageArea

Key = Qt.Key
CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def area_of(window: MainWindow) -> PageArea:
    page = window.open_page_widget
    return next(area for area in window.findChildren(PageArea) if page and area.isAncestorOf(page))


@pytest.mark.sweep
@pytest.mark.parametrize("modifier", [PLAIN, CONTROL])
@pytest.mark.parametrize("key", ["results", "home", "check", "indicators", "help"])
def test_home_and_end_go_to_the_ends_of_a_page(
    active: MainWindow, qtbot: QtBot, key: str, modifier: Qt.KeyboardModifier
) -> None:
    active.resize(1024, 700)
    active.open_page(key)
    bar = area_of(active).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(focused(), Key.Key_End, modifier)
    assert bar.value() == bar.maximum()
    QTest.keyClick(focused(), Key.Key_Home, modifier)
    assert bar.value() == bar.minimum()


def test_down_goes_from_a_box_to_what_is_found(active: MainWindow) -> None:
    active.open_page("inhalers")
    box = active.findChild(QLineEdit, "find-inhaler")
    box.setFocus()
    QTest.keyClicks(box, "salamol")
    QTest.keyClick(box, Key.Key_Down)
    grid = focused()
    assert isinstance(grid, GridView)
    assert "Salamol" in str(grid.grid.index(grid.currentIndex().row(), 0).data())
    active.show_help_part("factors")
    box = active.findChild(QLineEdit, "help-find")
    box.setFocus()
    QTest.keyClicks(box, "gas")
    QTest.keyClick(box, Key.Key_Down)
    assert focused().objectName() == "help-contents"


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_chooses_an_answer_of_the_first_run_and_goes_on(
    which: WhichWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    which.start()
    first = which.window
    assert isinstance(first, FirstRun)
    with qtbot.waitActive(first):
        first.activateWindow()
    radio = first.findChild(QRadioButton, "role-practice")
    assert radio.hasFocus()
    QTest.keyClick(radio, key)
    assert radio.isChecked()
    found = first.findChild(QListWidget, "practice-list")
    qtbot.waitUntil(found.isVisible)
    QApplication.processEvents()
    assert not found.horizontalScrollBar().isVisible()
    assert found.sizeHintForRow(0) > 0


def test_enter_chooses_an_answer_on_a_page(active: MainWindow) -> None:
    active.open_page("settings")
    radio = active.findChild(QRadioButton, "look-dark")
    radio.setFocus()
    QTest.keyClick(radio, Key.Key_Return)
    assert radio.isChecked()
