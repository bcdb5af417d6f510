"""Printing the pages of the preview on paper, one after the other, with the window alive."""

from PySide6.QtCore import QObject, QRect, QTimer, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from greenpractice.reports.page_image import PreviewPages
from ui.summary.page_picture import picture_of
from ui.widgets import tokens
from ui.widgets.controls import announce, button, row, words

_SHARP = 200  # dots an inch: sharp on paper, and a page takes a moment only


class PrintJob(QObject):
    """Prints the pages the printer was asked for. `told` says how far it is, `finished` that it is over."""

    told = Signal(str)
    finished = Signal(str)

    def __init__(self, pages: PreviewPages, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._painter = QPainter()  # before the printer, as it must go first
        self._pages, self._printer = pages, printer
        first, last = printer.fromPage() or 1, printer.toPage() or len(pages.sizes)
        self._left = list(range(first - 1, min(last, len(pages.sizes))))
        self._of = len(self._left)
        self._next = QTimer(self)
        self._next.timeout.connect(self._print_next)

    def start(self) -> None:
        """Begin; the rest happens between other things the window does."""
        self._printer.setFullPage(True)
        if not self._left or not self._painter.begin(self._printer):
            self.finished.emit("The printer could not be started. Check that it is switched on and connected")
            return
        self._next.start(0)

    def cancel(self) -> None:
        """Print nothing more."""
        self._next.stop()
        self._printer.abort()
        self._painter.end()
        self.finished.emit("Printing was cancelled")

    @Slot()
    def _print_next(self) -> None:
        if not self._left:
            self._next.stop()
            self._painter.end()
            count = "1 page was" if self._of == 1 else f"{self._of} pages were"
            self.finished.emit(f"{count} sent to the printer. Your PCN needs the PDF itself")
            return
        page = self._left.pop(0)
        done = self._of - len(self._left)
        self.told.emit(f"Printing page {done} of {self._of}")
        if done > 1:
            self._printer.newPage()
        width, height = self._pages.sizes[page]
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
        across = min(paper.width(), round(paper.height() * width / height))
        sharp = min(across, round(width / 72 * _SHARP))
        place = QRect((paper.width() - across) // 2, 0, across, round(across * height / width))
        self._painter.drawImage(place, picture_of(self._pages, page, sharp))


class Printing(QWidget):
    """Asks which printer, and then says how far printing is, with a way to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self._job: PrintJob | None = None
        self._told = words("", "", "print-told")
        self._cancel = button("Cancel printing", "print-cancel", self._stop)
        beside = row(self._told, self._cancel, stretch=False)
        beside.setContentsMargins(0, 0, 0, tokens.SPACE_1)
        self.setLayout(beside)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """True while pages are still to be printed."""
        return self._job is not None

    def ask(self, pages: PreviewPages) -> None:
        """Let a person choose printer and pages, in the computer's own dialog, and print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("Greener practice summary")
        dialog = QPrintDialog(printer, self.window())
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setMinMax(1, len(pages.sizes))
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.begin(pages, printer)
        dialog.deleteLater()

    def begin(self, pages: PreviewPages, printer: QPrinter) -> None:
        """Print on this printer."""
        if self._job is None:
            self._job = PrintJob(pages, printer, self)
            self._job.told.connect(self._told.setText)
            self._job.finished.connect(self._on_finished)
            self._cancel.show()
            self.show()
            self._job.start()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    @Slot(str)
    def _on_finished(self, sentence: str) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()
        self._told.setText(sentence)
        self._cancel.hide()
        announce(self, sentence)
