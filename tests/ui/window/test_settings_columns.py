"""Settings in two columns: all of a practice on one screen, and what is chosen there is so elsewhere."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QRadioButton, QScrollArea, QWidget

from ui.practice.practice_window import MainWindow
from ui.widgets.style import apply_look, is_compact, text_size
from ui.window.move_card import MoveCard


def area_of(window: MainWindow) -> QScrollArea:
    around: QWidget | None = window.pages["settings"]
    while not isinstance(around, QScrollArea):
        assert around is not None
        around = around.parentWidget()
    return around


def settled(window: MainWindow, width: int, height: int) -> QScrollArea:
    window.setMinimumSize(width, height)
    window.resize(width, height)
    window.open_page("settings")
    for _ in range(6):
        QApplication.processEvents()
    return area_of(window)


def test_all_of_it_is_seen_without_scrolling(active: MainWindow) -> None:
    area = settled(active, 1366, 688)
    assert area.verticalScrollBar().maximum() == area.horizontalScrollBar().maximum() == 0
    page = active.pages["settings"]
    left, right = page.findChild(MoveCard), page.findChild(QWidget, "facts")
    assert left.isVisible()
    assert right.mapTo(page, QPoint(0, 0)).x() > page.width() // 2
    widths = {page.findChild(QLabel, name).parentWidget().width() for name in ("data-path", "facts-note")}
    assert len(widths) == 1, "both columns are as wide"


@pytest.mark.parametrize("size", [100, 200])
def test_one_column_where_room_is_short_goes_sideways_nowhere(
    active: MainWindow, usual: QApplication, size: int
) -> None:
    apply_look(usual, size=size)
    area = settled(active, 1024, 534)
    assert area.horizontalScrollBar().maximum() == 0


def test_lower_rows_are_chosen_here_and_in_the_menu(active: MainWindow, usual: QApplication) -> None:
    settled(active, 1366, 688)
    box = active.findChild(QCheckBox, "look-compact")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert is_compact()
    assert active.workspace.preferences.is_on("compact")
    active.open_page("home")
    active.toggle_compact()
    active.open_page("settings")
    assert not is_compact()
    assert not box.isChecked()
    active.toggle_compact()
    assert box.isChecked(), "with the page in sight"
    active.toggle_compact()
    active.change_text_size(1)
    assert active.findChild(QRadioButton, "text-size-125").isChecked() is (text_size() == 125)


def test_about_leads_to_all_of_it(active: MainWindow) -> None:
    settled(active, 1366, 688)
    assert "Not made or endorsed by the NHS" in active.findChild(QLabel, "about").text()
    found = active.findChild(QPushButton, "settings-about")
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Return)
    assert active.open_key == "help"
    assert QApplication.focusWidget().objectName() == "help-part-about-title"
