"""The preview of the summary PDF: its pages, its keys, and how it is made beside the window."""

import time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.reports.page_image import PageImage, PreviewPages
from greenpractice.tasks.pdf_preview import Draft
from tests.ui.summary.summary_steps import (
    Key,
    Slow,
    change,
    next_picture,
    preview,
    said,
    seen,
    summary,
    threads,
)
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace
from ui.summary.preview_page import PageView


def test_pages_turn_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    panel = seen(window, qtbot)
    assert panel.pages is not None
    last = len(panel.pages.sizes) - 1
    view = panel.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    for key, page in (
        (Key.Key_PageDown, 1),
        (Key.Key_Right, 2),
        (Key.Key_Left, 1),
        (Key.Key_PageUp, 0),
        (Key.Key_PageUp, 0),
        (Key.Key_End, last),
        (Key.Key_PageDown, last),
        (Key.Key_Home, 0),
    ):
        qtbot.keyClick(view, key)
        assert panel.page == page
    before = view.image
    qtbot.keyClick(view, Key.Key_PageDown)
    qtbot.waitUntil(lambda: view.image is not before)
    assert view.accessibleName() == f"Preview of the summary PDF, page 2 of {last + 1}"
    assert "Greener practice summary" not in view.accessibleDescription().splitlines()[0]


def test_a_screen_reader_has_the_text_of_the_page(window: MainWindow, qtbot: QtBot) -> None:
    view = seen(window, qtbot).view
    assert view.accessibleName().startswith("Preview of the summary PDF, page 1 of ")
    assert "Sample Surgery" in view.accessibleDescription()
    assert "tonnes" in view.accessibleDescription()


def test_buttons_turn_pages_and_hand_on_the_focus_at_the_end(window: MainWindow, qtbot: QtBot) -> None:
    panel = seen(window, qtbot)
    before = panel.findChild(QPushButton, "preview-before")
    after = panel.findChild(QPushButton, "preview-after")
    assert not before.isEnabled()
    with qtbot.waitActive(window):
        window.activateWindow()
    after.setFocus()
    after.click()
    assert panel.page == 1
    assert before.isEnabled()
    assert panel.pages is not None
    for _ in panel.pages.sizes:
        after.click()
    assert not after.isEnabled()
    assert QApplication.focusWidget() is panel.view


@pytest.mark.parametrize(("choice", "across"), [("100%", 794), ("150%", 1191), ("200%", 1587)])
def test_zoom_draws_as_many_pixels_as_it_shows(
    window: MainWindow, qtbot: QtBot, choice: str, across: int
) -> None:
    panel = seen(window, qtbot)
    image = next_picture(panel, qtbot, lambda: panel.zoom.setCurrentText(choice))
    assert image.width() == round(across * window.devicePixelRatioF())
    panel.zoom.setCurrentText("Fit to width")
    seen(window, qtbot)
    assert panel.view.horizontalScrollBar().maximum() == 0


def test_the_picture_is_drawn_anew_for_another_width(window: MainWindow, qtbot: QtBot) -> None:
    panel = seen(window, qtbot)
    widths = set()
    for size in ((1024, 700), (1366, 768)):
        window.resize(*size)
        seen(window, qtbot)
        assert panel.view.image is not None
        widths.add(panel.view.image.width())
        assert panel.view.width() <= summary(window).width()
    assert len(widths) == 2


def test_the_window_lives_while_the_preview_is_made(slow: Slow, window: MainWindow, qtbot: QtBot) -> None:
    page = summary(window)
    assert slow.begun.wait(0) is False
    qtbot.waitUntil(slow.begun.is_set)
    change(window.workspace)
    assert window.workspace.document().rows("paper")[0]["reams"] == "77"
    qtbot.waitUntil(lambda: "Making the preview" in said(page), timeout=5000)
    slow.go_on.set()
    seen(window, qtbot)
    assert "Making the preview" not in said(page)


def test_many_changes_at_once_make_one_preview(slow: Slow, window: MainWindow, qtbot: QtBot) -> None:
    slow.go_on.set()
    panel = seen(window, qtbot)
    asked = slow.asked

    def type_on() -> None:
        for number in range(10):
            change(window.workspace, str(number + 100))

    next_picture(panel, qtbot, type_on)
    assert slow.asked == asked + 1


def test_closing_while_the_preview_is_made_leaves_nothing_behind(
    slow: Slow, filled: Workspace, qapp: QApplication, qtbot: QtBot
) -> None:
    assert filled.preferences is not None
    window = MainWindow(filled, filled.preferences)
    window.show()
    panel = preview(window)
    gone: list[bool] = []
    panel.destroyed.connect(lambda: gone.append(True))
    qtbot.waitUntil(slow.begun.is_set)
    begun = time.monotonic()
    window.close()
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert time.monotonic() - begun < 5  # it did not wait for what is made
    assert gone == [True]
    slow.go_on.set()
    qtbot.waitUntil(lambda: not threads(), timeout=20_000)
    qapp.processEvents()


def test_a_bug_in_the_thread_is_not_swallowed(filled: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    class Broken(LocalServices):
        def preview(self, draft: Draft) -> PreviewPages:
            raise ZeroDivisionError("a bug")

    filled.services = Broken()
    with qtbot.captureExceptions() as found:
        panel = preview(window)
        qtbot.waitUntil(lambda: bool(found))
    assert [kind for kind, _, _ in found] == [ZeroDivisionError]
    # the bug is told where it is caught; the page hears of it when the events that wait are seen to
    qtbot.waitUntil(lambda: "something went wrong in the program" in said(summary(window)))
    assert not panel.is_busy
    assert "Making the preview" not in said(summary(window))


def test_a_page_that_cannot_be_drawn_is_said(filled: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    class Undrawn(LocalServices):
        def preview(self, draft: Draft) -> PreviewPages:
            return Blank(super().preview(draft))

    class Blank:
        def __init__(self, pages: PreviewPages) -> None:
            self.sizes = pages.sizes

        def image(self, page: int, width: int) -> PageImage:
            raise MemoryError

        def text(self, page: int) -> str:
            return ""

    filled.services = Undrawn()
    panel = preview(window)
    qtbot.waitUntil(lambda: "not enough memory" in said(summary(window)), timeout=20_000)
    assert not panel.is_busy
    assert panel.pages is None
    filled.services = LocalServices()


def test_the_preview_is_reached_by_tab(window: MainWindow, qtbot: QtBot) -> None:
    panel = seen(window, qtbot)
    with qtbot.waitActive(window):
        window.activateWindow()
    window.resize(1366, 688)
    seen(window, qtbot)
    panel.zoom.setFocus()
    qtbot.keyClick(panel.zoom, Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), PageView)
    qtbot.keyClick(panel.view, Key.Key_Tab)
    assert QApplication.focusWidget() is summary(window).findChild(QPushButton, "create-pdf")
    assert panel.prints.isEnabled()
