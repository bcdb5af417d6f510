"""The page of the summary PDF: a preview that is the PDF itself, and the button that makes it."""

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.command_line.report import pdf_of
from greenpractice.exchange.pdf_return import read_pdf
from greenpractice.periods import Period
from greenpractice.reports.page_image import PageImage, PreviewPages
from greenpractice.returns.reading import read_document
from greenpractice.store import ReturnKey, key_file
from greenpractice.tasks.pdf_preview import Draft, draft_of
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace
from ui.summary.preview_page import PageView
from ui.summary.preview_panel import PreviewPanel
from ui.summary.preview_worker import THREAD_NAME
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
    """Press Create PDF; the file made."""
    page = summary(window)
    page.findChild(QLineEdit, "pdf-folder").setText(str(folder))
    page.findChild(QPushButton, "create-pdf").click()
    (made,) = folder.glob("*.pdf")
    return made


def said(page: SummaryPage) -> str:
    """Everything the page says now."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def change(workspace: Workspace, reams: str = "77") -> None:
    workspace.set_figure("paper", workspace.row_id("paper", 0), "reams", reams)


def test_the_preview_has_the_pages_of_the_pdf(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    panel = seen(window, qtbot)
    assert panel.pages is not None
    made = create(window, tmp_path / "pdf")
    pages = len(PdfReader(made).pages)
    assert len(panel.pages.sizes) == pages
    assert panel.findChild(QLabel, "preview-where").text() == f"Page 1 of {pages}"


def test_the_preview_is_the_pdf_byte_for_byte(window: MainWindow, tmp_path: Path) -> None:
    """What the preview is made from, at the moment of creating, gives the file that is created."""
    workspace = window.workspace
    change(workspace)
    stored, documents = workspace.stored(), workspace.documents()
    assert stored is not None
    made = create(window, tmp_path / "pdf")
    moment = datetime.fromisoformat(read_pdf(made)[0].created)
    assert pdf_of(draft_of(workspace.store, stored, documents, moment)) == made.read_bytes()


def test_after_creating_the_preview_is_the_file(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    change(window.workspace)
    made = create(window, tmp_path / "pdf")
    stored = window.workspace.stored()
    assert stored is not None
    draft = draft_of(
        window.workspace.store, stored, window.workspace.documents(), datetime.now().astimezone()
    )
    assert pdf_of(draft) == made.read_bytes()
    panel = seen(window, qtbot)
    assert panel.pages is not None
    shown = "".join(panel.pages.text(0).split())
    printed = "".join(PdfReader(made).pages[0].extract_text().split())
    assert shown[:60] == printed[:60]


def test_a_changed_figure_changes_the_preview(window: MainWindow, qtbot: QtBot) -> None:
    panel = seen(window, qtbot)
    before, text = panel.view.image, panel.view.accessibleDescription()
    after = next_picture(panel, qtbot, lambda: change(window.workspace, "5000"))
    assert after != before
    assert panel.view.accessibleDescription() != text
    undone = next_picture(panel, qtbot, window.workspace.undo_stack.undo)
    assert undone != after


def test_a_change_while_another_page_is_open_shows_when_coming_back(window: MainWindow, qtbot: QtBot) -> None:
    panel = seen(window, qtbot)
    text = panel.view.accessibleDescription()
    window.open_page("home")
    change(window.workspace, "5000")
    next_picture(panel, qtbot, lambda: summary(window))
    assert panel.view.accessibleDescription() != text


def test_looking_issues_and_stores_nothing(window: MainWindow, qtbot: QtBot) -> None:
    store, key = window.workspace.store, window.workspace.key
    change(window.workspace)
    before, history = store.load(key), list(store.history(key))
    panel = seen(window, qtbot)
    panel.turn(3)
    seen(window, qtbot)
    assert store.load(key) == before
    assert list(store.history(key)) == history
    assert not list(store.path.parent.rglob("*.pdf"))


def test_one_who_may_only_look_makes_no_key(window: MainWindow) -> None:
    workspace = window.workspace
    stored = workspace.stored()
    assert stored is not None
    draft = draft_of(workspace.store, stored, workspace.documents(), datetime.now().astimezone())
    assert pdf_of(replace(draft, key_may_be_made=False)).startswith(b"%PDF-")
    assert not key_file(workspace.store.path).exists()


def test_what_stands_in_the_way_is_said_and_no_old_picture_stays(window: MainWindow, qtbot: QtBot) -> None:
    page, panel = summary(window), seen(window, qtbot)
    change(window.workspace, "a few")
    qtbot.waitUntil(lambda: "There is no preview" in said(page))
    assert "1 figure cannot be used. Put right what is wrong first" in said(page)
    assert panel.view.image is None
    assert not panel.view.isVisible()
    page.findChild(QPushButton, "preview-check").click()
    assert window.open_key == "check"
    window.workspace.undo_stack.undo()
    seen(window, qtbot)
    assert "There is no preview" not in said(page)


def test_a_quarter_without_figures_has_no_preview(window: MainWindow, qtbot: QtBot) -> None:
    page, panel = summary(window), seen(window, qtbot)
    window.workspace.show_period(Period(2026, 3))
    assert panel.view.image is None
    qtbot.waitUntil(lambda: "There is no preview yet: enter figures first" in said(page))


def test_another_quarter_and_a_year_begin_at_page_1(window: MainWindow, qtbot: QtBot) -> None:
    panel = seen(window, qtbot)
    for period, words in ((Period(2026, 1), "April to June 2026"), (Period(2019), "2019")):
        panel.turn(2)
        window.workspace.show_period(period)
        assert panel.view.image is None
        seen(window, qtbot)
        assert panel.page == 0
        assert words in panel.view.accessibleDescription()
        panel.turn(1)
        seen(window, qtbot)
        assert panel.view.accessibleDescription()


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


# A preview that takes its time


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


@pytest.fixture
def slow(filled: Workspace) -> Iterator[Slow]:
    services = Slow()
    filled.services = services
    yield services
    services.go_on.set()


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith(THREAD_NAME)]


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
    assert not panel.is_busy
    assert "something went wrong in the program" in said(summary(window))
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


# Making


def test_the_data_file_is_the_return_inside_the_pdf(window: MainWindow, tmp_path: Path) -> None:
    made = create(window, tmp_path / "pdf")
    page = summary(window)
    page.findChild(QPushButton, "save-data-file").click()
    saved = made.with_suffix(".json")
    assert read_document(saved.read_bytes(), saved.name)[0] == read_pdf(made)[0]
    assert f"Saved as {saved.name}" in said(page)


def test_a_pdf_that_is_open_elsewhere(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file somebody has open; other systems do not, so it is made up here."""
    made = create(window, tmp_path / "pdf")
    page, replaced = summary(window), os.replace

    def refuse(source: Path, target: Path) -> None:
        if target.name == made.name:
            raise PermissionError(errno.EACCES, "Access is denied")
        replaced(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    page.findChild(QPushButton, "create-pdf").click()
    sentence = f"{made.name} is open in another program. Close it there, then choose Try again"
    assert sentence in said(page)
    page.findChild(QPushButton, "pdf-try-again").click()
    assert sentence in said(page)
    page.findChild(QPushButton, "pdf-new-name").click()
    assert sentence not in said(page)
    assert sorted(file.name for file in made.parent.iterdir()) == [made.name, f"{made.stem}_2.pdf"]
    monkeypatch.undo()
    page.findChild(QPushButton, "create-pdf").click()
    assert "Summary PDF created" in said(page)


def test_a_folder_that_cannot_be_is_said(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    page = summary(window)
    for folder, sentence in (
        (str(tmp_path / "file"), "There is no folder"),
        ("", "Choose a folder for the PDF"),
    ):
        page.findChild(QLineEdit, "pdf-folder").setText(folder)
        page.findChild(QPushButton, "create-pdf").click()
        assert sentence in said(page)
        assert "Errno" not in said(page)
    stored = window.workspace.store.load(ReturnKey("Z99991", Period(2026, 2)))
    assert stored is not None
    assert stored.document.revision == 1


def test_what_is_said_of_one_quarter_is_not_left_over_another(window: MainWindow, tmp_path: Path) -> None:
    create(window, tmp_path / "pdf")
    page = summary(window)
    assert "Summary PDF created" in said(page)
    window.workspace.show_period(Period(2026, 1))
    assert "Summary PDF created" not in said(page)
    page.findChild(QLineEdit, "pdf-folder").clear()
    page.findChild(QPushButton, "create-pdf").click()
    assert "There is a problem" in said(page)
    window.workspace.show_period(Period(2026, 2))
    assert "There is a problem" not in said(page)


def test_the_preview_is_reached_by_tab(window: MainWindow, qtbot: QtBot) -> None:
    panel = seen(window, qtbot)
    with qtbot.waitActive(window):
        window.activateWindow()
    prints = panel.findChild(QPushButton, "preview-print")
    prints.setFocus()
    qtbot.keyClick(prints, Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), PageView)
