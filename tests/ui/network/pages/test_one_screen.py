"""What a Lead sees at once on a usual screen, with the demo's eight practices, by keys alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from ui.network.lead_window import NetworkWindow
from ui.network.pages.returns_page import NetworkReturnsPage
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.widgets.style import apply_look

Key = Qt.Key


@pytest.fixture
def window(demo: NetworkWorkspace, qapp: QApplication, qtbot: QtBot) -> Iterator[NetworkWindow]:
    """Of the size that a screen of 1366 x 768 leaves."""
    apply_look(qapp, dark=False, size=100)
    assert demo.preferences is not None
    made = NetworkWindow(demo, demo.preferences)
    made.resize(1366, 688)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def bars(window: NetworkWindow, key: str) -> tuple[int, int]:
    """How far a page scrolls across and down once it is laid out."""
    window.open_page(key)
    for _ in range(8):
        QApplication.processEvents()
    page = window.pages[key]
    area = next(each for each in window.findChildren(QScrollArea) if each.isAncestorOf(page))
    return area.horizontalScrollBar().maximum(), area.verticalScrollBar().maximum()


def test_eight_practices_are_seen_without_scrolling_and_their_files_open_on_demand(
    window: NetworkWindow,
) -> None:
    assert bars(window, "returns") == (0, 0)
    for key in ("network", "report"):
        assert bars(window, key) == (0, 0), key
    assert bars(window, "returns") == (0, 0)
    page = window.pages["returns"]
    assert isinstance(page, NetworkReturnsPage)
    assert len(page.grid.rows) == 8
    assert not page.files.isVisible()
    link = page.reading.show_files
    link.show()  # as after a reading
    link.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(link, Key.Key_Return)
    assert page.files.isVisible()
    assert QApplication.focusWidget() is page.files.title
    close = page.files.findChild(QPushButton, "files-close")
    close.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(close, Key.Key_Return)
    assert not page.files.isVisible()
    assert QApplication.focusWidget() is link
    assert bars(window, "returns") == (0, 0)
