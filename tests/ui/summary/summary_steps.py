"""What tests of the summary page do and look at."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.reports.page_image import PreviewPages
from greenpractice.tasks.pdf_preview import Draft
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace
from ui.summary.preview_panel import PreviewPanel
from ui.summary.preview_source import THREAD_NAME
from ui.summary.summary_page import SummaryPage

Key = Qt.Key


def summary(window: MainWindow) -> SummaryPage:
    """The page, opened."""
    window.open_page("summary")
    page = window.pages["summary"]
    assert isinstance(page, SummaryPage)
    return page


def preview(window: MainWindow) -> PreviewPanel:
    panel = summary(window).findChild(PreviewPanel)
    assert isinstance(panel, PreviewPanel)
    return panel


def seen(window: MainWindow, qtbot: QtBot) -> PreviewPanel:
    """The preview once its picture is there."""
    panel = preview(window)
    qtbot.waitUntil(lambda: panel.isVisible() and not panel.is_busy, timeout=20_000)
    return panel


def next_picture(panel: PreviewPanel, qtbot: QtBot, does: Callable[[], object]) -> QImage:
    """The picture that comes after something was done."""
    before = panel.view.image
    does()
    qtbot.waitUntil(lambda: panel.view.image is not before and not panel.is_busy, timeout=20_000)
    assert panel.view.image is not None
    return panel.view.image


def create(window: MainWindow, folder: Path) -> Path:
    """Press "Make the PDF"; the file made."""
    page = summary(window)
    page.findChild(QLineEdit, "summary-folder").setText(str(folder))
    page.findChild(QPushButton, "create-pdf").click()
    (made,) = folder.glob("*.pdf")
    return made


def said(page: SummaryPage) -> str:
    """Everything the page says now."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def change(workspace: Workspace, reams: str = "77") -> None:
    workspace.set_figure("paper", workspace.row_id("paper", 0), "reams", reams)


class Slow(LocalServices):
    """Makes a preview only when the test lets it."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.asked = 0

    def preview(self, draft: Draft) -> PreviewPages:
        self.asked += 1
        self.begun.set()
        assert self.go_on.wait(20)
        return super().preview(draft)


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith(THREAD_NAME)]
