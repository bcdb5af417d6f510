"""Making and drawing the pages of a preview in a thread of its own, the newest wish only."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Event

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from greenpractice.errors import UserError
from greenpractice.reports.page_image import PreviewPages
from greenpractice.tasks.pdf_preview import Draft
from ui.summary.page_picture import picture_of
from ui.window.collector import rest_until

THREAD_NAME = "preview"
Making = Callable[[Draft], PreviewPages]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page as a picture of this many pixels across, and what it says."""

    page: int
    image: QImage
    text: str


class _Teller(QObject):
    """Carries what a thread has to tell. It belongs to no window, so that one may close meanwhile."""

    made = Signal(int, object)
    drawn = Signal(int, object)
    failed = Signal(int, str)
    broke = Signal(object)


class PreviewMaker(QObject):
    """Takes one wish after the other; a newer one puts off what has not begun, and answers only itself."""

    made = Signal(object)  # PreviewPages
    drawn = Signal(object)  # Drawn
    failed = Signal(str)  # why there is no preview

    def __init__(self, making: Making, parent: QObject) -> None:
        super().__init__(parent)
        self._making = making
        self._threads: ThreadPoolExecutor | None = None
        self._waiting: Future[None] | None = None
        self._ticket = 0
        self._teller = _Teller()
        queued = Qt.ConnectionType.QueuedConnection
        self._teller.made.connect(self._on_made, queued)
        self._teller.drawn.connect(self._on_drawn, queued)
        self._teller.failed.connect(self._on_failed, queued)
        self._teller.broke.connect(self._on_broken, queued)

    def make(self, draft: Draft) -> None:
        """Make the pages of a draft; `made` or `failed` tells."""
        self._begin(partial(_make, self._making, draft))

    def draw(self, pages: PreviewPages, page: int, width: int) -> None:
        """Draw one page so many pixels wide; `drawn` tells."""
        self._begin(partial(_draw, pages, page, width))

    def stop(self) -> None:
        """Want nothing any more. What runs ends by itself, nobody waits for it, and then the thread ends."""
        self._ticket += 1
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._threads = None

    def _begin(self, work: "Callable[[_Teller, int], None]") -> None:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix=THREAD_NAME)
        if self._waiting is not None:
            self._waiting.cancel()
        self._ticket += 1
        over = Event()
        rest_until(over.is_set)
        self._waiting = self._threads.submit(work, self._teller, self._ticket)
        self._waiting.add_done_callback(partial(_on_over, self._teller, over))

    @Slot(int, object)
    def _on_made(self, ticket: int, pages: PreviewPages) -> None:
        if ticket == self._ticket:
            self.made.emit(pages)

    @Slot(int, object)
    def _on_drawn(self, ticket: int, drawn: Drawn) -> None:
        if ticket == self._ticket:
            self.drawn.emit(drawn)

    @Slot(int, str)
    def _on_failed(self, ticket: int, sentence: str) -> None:
        if ticket == self._ticket:
            self.failed.emit(sentence)

    @Slot(object)
    def _on_broken(self, bug: BaseException) -> None:
        raise bug


def _make(making: Making, draft: Draft, teller: _Teller, ticket: int) -> None:
    try:
        pages = making(draft)
    except UserError as error:
        teller.failed.emit(ticket, str(error))
    else:
        teller.made.emit(ticket, pages)


def _draw(pages: PreviewPages, page: int, width: int, teller: _Teller, ticket: int) -> None:
    teller.drawn.emit(ticket, Drawn(page, picture_of(pages, page, width), pages.text(page)))


def _on_over(teller: _Teller, over: Event, done: "Future[None]") -> None:
    """Done or cancelled. A bug in the thread shows as one, like a bug in the window."""
    over.set()
    bug = None if done.cancelled() else done.exception()
    if bug is not None:
        teller.broke.emit(bug)
