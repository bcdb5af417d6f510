"""A jump to a figure on a page that nobody has seen yet: the figure has the focus and is in sight."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from greenpractice.sections.base import Section
from ui.practice.practice_window import MainWindow

SMALLEST, LAPTOP = QSize(1024, 480), QSize(1366, 728)
AT_HOME = [section for section in SECTIONS if section.key not in ("practice", "actions")]
Key = Qt.Key


def small(window: MainWindow, size: QSize) -> MainWindow:
    window.setMinimumSize(QSize(1024, 480))
    window.resize(size)
    QApplication.processEvents()
    assert window.size() == size
    return window


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def in_sight(window: MainWindow) -> bool:
    """Whether what has the focus, of a table its cell, can be seen on the page."""
    widget, area = focused(), window._hosts[window.open_key].area
    assert isinstance(area, QScrollArea)
    part, inside = widget.rect(), widget
    if isinstance(widget, QAbstractItemView):
        part, inside = widget.visualRect(widget.currentIndex()), widget.viewport()
        assert inside.rect().intersects(part)
    shown = QRect(inside.mapTo(area.viewport(), part.topLeft()), part.size())
    seen = shown & area.viewport().rect()
    return seen.height() >= min(part.height(), area.viewport().height() // 2)


def fields_of(section: Section) -> list[str]:
    keys = list(section.fields)
    return [keys[0], keys[-1]]


@pytest.mark.sweep
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.key)
@pytest.mark.parametrize("last", [False, True])
def test_the_first_jump_to_any_section_shows_its_figure(
    active: MainWindow, section: Section, last: bool
) -> None:
    window = small(active, SMALLEST)
    ids = [row.id for row in window.workspace.rows(section.key)]
    window.workspace.go_to(
        section.key, ids[-1] if ids and last else None, fields_of(section)[-1 if last else 0]
    )
    for _ in range(3):
        QApplication.processEvents()
        assert in_sight(window), focused().objectName()


@pytest.mark.sweep
@pytest.mark.parametrize("section", AT_HOME, ids=lambda section: section.key)
def test_enter_on_a_section_at_home_shows_its_first_figure(active: MainWindow, section: Section) -> None:
    window = small(active, LAPTOP)
    window.open_page("home")
    task = window.findChild(QPushButton, f"task-{section.key}")
    task.setFocus()
    QTest.keyClick(task, Key.Key_Return)
    QApplication.processEvents()
    assert focused() is not task
    assert in_sight(window), focused().objectName()


@pytest.mark.parametrize(
    "section", ["appointments", "nitrous_oxide", "paper", "homeworking", "business_travel"]
)
def test_undo_on_a_page_nobody_has_seen_shows_what_it_did(active: MainWindow, section: str) -> None:
    window = small(active, LAPTOP)
    field = list(SECTION_BY_KEY[section].fields)[-1]
    window.workspace.set_figure(section, window.workspace.row_id(section, 0), field, "5")
    QTest.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert window.open_key != "home"
    assert in_sight(window), focused().objectName()
    assert focused().mapTo(window, QPoint(0, 0)).y() > 0


def test_a_jump_from_another_window_shows_the_figure_too(active: MainWindow, qtbot: QtBot) -> None:
    """As from a window that says why: the main window has not got the keys yet."""
    window, other = small(active, LAPTOP), QLineEdit()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    window.workspace.go_to("appointments", None, "face_to_face")
    QApplication.processEvents()
    assert QApplication.activeWindow() is other
    box = window.findChild(QLineEdit, "appointments-face_to_face")
    assert window.focusWidget() is box
    assert box.visibleRegion().boundingRect().height() == box.height()
