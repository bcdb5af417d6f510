"""Printing the preview on paper; the printer of these tests prints into a file."""

import threading
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.demo.returns import demo_documents
from greenpractice.errors import UserError
from greenpractice.reports.page_image import PageImage, PreviewPages
from greenpractice.tasks.pdf_preview import Draft
from ui.summary.printing import Printing


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> PreviewPages:
    """Those of a return without any other of its practice."""
    store = tmp_path_factory.mktemp("key") / "greenpractice.db"
    return LocalServices().preview(Draft(demo_documents()[-1], (), None, store, True, False))


@pytest.fixture
def printing(qtbot: QtBot) -> Printing:
    made = Printing()
    qtbot.addWidget(made)
    return made


def into(file: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def told(printing: Printing) -> str:
    return printing.findChild(QLabel, "print-told").text()


def test_every_page_is_printed(printing: Printing, pages: PreviewPages, qtbot: QtBot, tmp_path: Path) -> None:
    printing.begin(pages, into(tmp_path / "paper.pdf"))
    assert printing.is_busy
    assert printing.isVisible()
    qtbot.waitUntil(lambda: told(printing).startswith("Printing page 2 of"))
    qtbot.waitUntil(lambda: not printing.is_busy, timeout=60_000)
    count = len(pages.sizes)
    assert told(printing) == f"{count} pages were sent to the printer. Your PCN needs the PDF itself"
    printed = PdfReader(tmp_path / "paper.pdf").pages
    assert len(printed) == count
    assert all(page.images for page in printed)


def test_only_the_pages_that_were_asked_for(
    printing: Printing, pages: PreviewPages, qtbot: QtBot, tmp_path: Path
) -> None:
    printer = into(tmp_path / "paper.pdf")
    printer.setFromTo(2, 2)
    printing.begin(pages, printer)
    qtbot.waitUntil(lambda: not printing.is_busy, timeout=60_000)
    assert told(printing).startswith("1 page was sent")
    assert len(PdfReader(tmp_path / "paper.pdf").pages) == 1


def test_printing_can_be_cancelled_and_begun_again(
    printing: Printing, pages: PreviewPages, qtbot: QtBot, tmp_path: Path
) -> None:
    printing.begin(pages, into(tmp_path / "paper.pdf"))
    printing.findChild(QPushButton, "print-cancel").click()
    assert told(printing) == "Printing was cancelled"
    assert not printing.is_busy
    printer = into(tmp_path / "again.pdf")
    printer.setFromTo(1, 2)
    printing.begin(pages, printer)
    qtbot.waitUntil(lambda: not printing.is_busy, timeout=60_000)
    assert (tmp_path / "again.pdf").exists()


def test_a_printer_that_does_not_start_is_said(
    printing: Printing, pages: PreviewPages, tmp_path: Path
) -> None:
    printing.begin(pages, into(tmp_path / "there is no such folder" / "paper.pdf"))
    assert told(printing).startswith("The printer could not be started")
    assert not printing.is_busy


class Spoilt:
    """Pages of which the second cannot be drawn."""

    def __init__(self, pages: PreviewPages, error: Exception) -> None:
        self._pages, self._error = pages, error
        self.sizes = pages.sizes

    def image(self, page: int, width: int) -> PageImage:
        if page == 1:
            raise self._error
        return self._pages.image(page, width)

    def text(self, page: int) -> str:
        return self._pages.text(page)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (UserError("This page is damaged"), "This page is damaged"),
        (ZeroDivisionError("a bug"), "Printing stopped, as something went wrong in the program"),
    ],
    ids=["failure", "bug"],
)
def test_a_page_that_cannot_be_drawn_ends_printing(
    printing: Printing, pages: PreviewPages, qtbot: QtBot, tmp_path: Path, error: Exception, sentence: str
) -> None:
    with qtbot.capture_exceptions() as found:
        printing.begin(Spoilt(pages, error), into(tmp_path / "paper.pdf"))
        qtbot.waitUntil(lambda: not printing.is_busy, timeout=60_000)
    assert [each for _, each, _ in found] == [error] * isinstance(error, ZeroDivisionError)
    assert told(printing) == sentence
    assert not printing.findChild(QPushButton, "print-cancel").isVisible()
    printing.begin(pages, into(tmp_path / "again.pdf"))
    qtbot.waitUntil(lambda: not printing.is_busy, timeout=60_000)
    assert "sent to the printer" in told(printing)


def test_a_printer_that_stops_between_two_pages_is_said(
    printing: Printing, pages: PreviewPages, qtbot: QtBot, tmp_path: Path
) -> None:
    class Stopping(QPrinter):
        def newPage(self) -> bool:
            return False

    printer = Stopping(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printing.begin(pages, printer)
    qtbot.waitUntil(lambda: not printing.is_busy, timeout=60_000)
    assert told(printing).startswith("The printer stopped")


def test_closing_while_a_page_is_drawn_leaves_nothing_behind(
    pages: PreviewPages, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    made = Printing()
    made.begin(pages, into(tmp_path / "paper.pdf"))
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not [each for each in threading.enumerate() if each.name == "printing"])
    qapp.processEvents()


def test_leaving_the_dialog_prints_nothing(
    printing: Printing, pages: PreviewPages, qapp: QApplication
) -> None:
    seen: list[bool] = []

    def leave() -> None:
        dialog = qapp.activeModalWidget()
        seen.append(isinstance(dialog, QPrintDialog))
        if isinstance(dialog, QPrintDialog):
            dialog.reject()

    QTimer.singleShot(0, qapp, leave)
    printing.ask(pages)
    assert seen == [True]
    assert not printing.is_busy
