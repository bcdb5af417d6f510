"""Making and drawing the pages of a preview in a thread of its own, the newest wish only."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtGui import QImage

from greenpractice.reports.page_image import PreviewPages
from ui.session.jobs import Jobs, Work
from ui.summary.page_picture import picture_of
from ui.summary.preview_source import Making, PreviewSource


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page as a picture of this many pixels across, and what it says."""

    page: int
    image: QImage
    text: str


class PreviewMaker(QObject):
    """Takes one wish after the other; a newer one puts off what has not begun, and answers only itself."""

    made = Signal(object)  # PreviewPages
    drawn = Signal(object)  # Drawn
    failed = Signal(str)  # why there is no preview
    broke = Signal()  # there is none because of a bug
    ended = Signal()  # after any of them

    def __init__(self, source: PreviewSource, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: Jobs = source.jobs(self)

    def make(self, making: Making) -> None:
        """Make the pages; `made` or `failed` tells."""
        self._run(making).connect(self.made)

    def draw(self, pages: PreviewPages, page: int, width: int) -> None:
        """Draw one page so many pixels wide; `drawn` or `failed` tells."""
        self._run(lambda _reins: Drawn(page, picture_of(pages, page, width), pages.text(page))).connect(
            self.drawn
        )

    @property
    def is_busy(self) -> bool:
        """True while the newest wish has no answer."""
        return self._jobs.is_busy

    def stop(self) -> None:
        """Want nothing any more. What runs ends by itself, nobody waits for it, and then the thread ends."""
        self._jobs.drop()

    def _run(self, work: Work) -> SignalInstance:
        """Do this and nothing that was wanted before; what is given back says that it is done."""
        self._jobs.drop()
        job = self._jobs.run(work)
        job.failed.connect(self.failed)
        job.broke.connect(self.broke)
        job.ended.connect(self._on_ended)
        return job.done

    @Slot()
    def _on_ended(self) -> None:
        if not self.is_busy:
            self.ended.emit()
