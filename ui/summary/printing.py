"""Printing the pages of the preview on paper, one after the other, with the window alive."""

from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from greenpractice.reports.page_image import PreviewPages
from ui.session.jobs import Jobs
from ui.summary.page_picture import picture_of
from ui.widgets import tokens
from ui.widgets.controls import announce, button, row, words

_SHARP = 200  # dots an inch: sharp on paper, and a page takes a moment only
_NOT_STARTED = "The printer could not be started. Check that it is switched on and connected"
_STOPPED = "The printer stopped. Check that it is switched on and connected, then print again"
_FAULT = "Printing stopped, as something went wrong in the program"


class PrintJob(QObject):
    """Prints the pages the printer was asked for. `told` says how far it is, `finished` that it is over.

    Each page is drawn beside the window, which then puts it on paper: one picture is held at a time.
    """

    told = Signal(str)
    finished = Signal(str)

    def __init__(self, pages: PreviewPages, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._painter = QPainter()  # before the printer, as it must go first
        self._pages, self._printer = pages, printer
        first, last = printer.fromPage() or 1, printer.toPage() or len(pages.sizes)
        self._left = list(range(first - 1, min(last, len(pages.sizes))))
        self._of = len(self._left)
        self._place = QRect()
        self._is_over = False
        self._jobs = Jobs(self, "printing")

    def start(self) -> None:
        """Begin; the rest happens between other things the window does."""
        self._printer.setFullPage(True)
        if not self._left or not self._painter.begin(self._printer):
            self._end(_NOT_STARTED)
            return
        self._draw_next()

    def cancel(self) -> None:
        """Print nothing more."""
        self._give_up("Printing was cancelled")

    def _draw_next(self) -> None:
        page = self._left.pop(0)
        done = self._of - len(self._left)
        self.told.emit(f"Printing page {done} of {self._of}")
        width, height = self._pages.sizes[page]
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
        across = min(paper.width(), round(paper.height() * width / height))
        sharp = min(across, round(width / 72 * _SHARP))
        self._place = QRect((paper.width() - across) // 2, 0, across, round(across * height / width))
        pages = self._pages
        job = self._jobs.run(lambda _reins: picture_of(pages, page, sharp))
        job.done.connect(self._put_on_paper)
        job.failed.connect(self._give_up)
        job.ended.connect(self._on_ended)

    @Slot(object)
    def _put_on_paper(self, picture: QImage) -> None:
        self._painter.drawImage(self._place, picture)
        if not self._left:
            count = "1 page was" if self._of == 1 else f"{self._of} pages were"
            if self._painter.end():
                self._end(f"{count} sent to the printer. Your PCN needs the PDF itself")
            else:
                self._end(_STOPPED)
        elif self._printer.newPage():
            self._draw_next()
        else:
            self._give_up(_STOPPED)

    @Slot()
    def _on_ended(self) -> None:
        """A bug, in drawing a page or in putting it on paper, leaves nothing that goes on."""
        if not self._is_over and not self._jobs.is_busy:
            self._give_up(_FAULT)

    @Slot(str)
    def _give_up(self, why: str) -> None:
        self._jobs.drop()
        self._printer.abort()
        self._painter.end()
        self._end(why)

    def _end(self, sentence: str) -> None:
        self._is_over = True
        self.finished.emit(sentence)


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
