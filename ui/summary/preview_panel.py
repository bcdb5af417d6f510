"""The preview of a PDF: its pages to turn and enlarge, or what stands in the way of one."""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from greenpractice.errors import UserError
from greenpractice.reports.page_image import PreviewPages
from ui.session.session import Session
from ui.summary.preview_page import FIT, PageView
from ui.summary.preview_source import NoPreview, PreviewSource
from ui.summary.preview_worker import Drawn, PreviewMaker
from ui.summary.printing import Printing
from ui.widgets import tokens
from ui.widgets.choice import Choice
from ui.widgets.columns import Columns
from ui.widgets.controls import announce, button, card, clear, page_layout, row, words
from ui.widgets.style import scaled
from ui.window.parts.nothing_yet import NothingYet

_AFTER_CHANGE = 300  # ms without another change before the preview is made again
_BEFORE_WORDS = 1000  # ms of work before it says so
_LOWEST = 260  # px at 100% of what is seen of a page
_FAULT = (
    "There is no preview, as something went wrong in the program. It may still be possible to make the PDF"
)
_ZOOMS = (("Fit to width", FIT), ("100%", 100), ("150%", 150), ("200%", 200))


class PreviewPanel(QWidget):
    """Makes the pages again when figures change while it is seen; issues and stores nothing."""

    def __init__(self, session: Session, source: PreviewSource) -> None:
        super().__init__()
        self._session, self._source = session, source
        self._stale = True
        self._shown: Hashable | None = None
        self._pages: PreviewPages | None = None
        self._page = 0
        self._turning = False
        self._underway = False
        self._maker = PreviewMaker(source, self)
        self._maker.made.connect(self._on_made)
        self._maker.drawn.connect(self._on_drawn)
        self._maker.failed.connect(self._on_failed)
        self._maker.broke.connect(self._on_broken)
        self._maker.ended.connect(self._on_ended)
        self._soon = _timer(self, self._make)
        self._slow = _timer(self, self._say_making)
        self._build()
        session.changed.connect(self._on_changed)

    def _build(self) -> None:
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_2)
        self._before = button("‹", "preview-before", lambda: self.turn(-1))
        self._before.setAccessibleName("Page before")
        self._where = words("", "bold", "preview-where")
        self._where.setWordWrap(False)
        self._after = button("›", "preview-after", lambda: self.turn(1))
        self._after.setAccessibleName("Page after")
        self.zoom = Choice("preview-zoom", "Zoom of the preview")
        for text, percent in _ZOOMS:
            self.zoom.addItem(text, percent)
        label = QLabel("Zoom")
        label.setBuddy(self.zoom)
        self._controls = Columns(spacing=tokens.SPACE_2, fill=False)
        turning = _line(self._before, self._where, self._after)
        self._controls.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._controls.set_items([turning, _line(label, self.zoom)])
        self.prints: QPushButton = button("Print…", "preview-print", self._print)
        self.prints.setEnabled(False)
        self.printing = Printing()
        self._status = words("", "hint", "preview-status")
        self.view = PageView()
        self._obstacle, self._obstacle_inside = card("check-box")
        self.nothing = NothingYet("preview-nothing", "file-text")
        self.nothing.hide()
        for part in (self._controls, self.printing, self._status, self._obstacle, self.nothing, self.view):
            layout.addWidget(part)
        layout.addStretch(0)  # what stands alone is at the top
        layout.setStretchFactor(self.view, 1)
        self.view.setMinimumHeight(scaled(_LOWEST))
        self._controls.hide()
        self._obstacle.hide()
        self._status.hide()
        self.view.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.zoom.currentIndexChanged.connect(lambda: self.view.set_zoom(self.zoom.currentData()))
        self.view.wanted.connect(self._draw)
        self.view.turned.connect(self.turn)
        self.view.jumped.connect(self._jump)

    @property
    def page(self) -> int:
        """The page that is shown, from 0."""
        return self._page

    @property
    def pages(self) -> PreviewPages | None:
        """The pages as they were last made; None where there is no preview."""
        return self._pages

    @property
    def is_busy(self) -> bool:
        """True while a picture is still to come."""
        return self.isVisible() and (self._soon.isActive() or self._maker.is_busy)

    @Slot(object)
    def _on_changed(self, _changes: object) -> None:
        """Make the preview again, soon if it is seen, else when it is next seen."""
        self._stale = True
        if self._shown not in (None, self._source.key):
            self._forget()  # another quarter's picture is never left standing
            self._page = 0
        if self.isVisible():
            self._soon.start(0 if self._pages is None else _AFTER_CHANGE)

    def turn(self, steps: int) -> None:
        """Show another page, so many further on or back; at either end nothing happens."""
        if self._pages is None:
            return
        page = max(0, min(self._page + steps, len(self._pages.sizes) - 1))
        if page != self._page:
            self._page, self._turning = page, True
            self._show_page()
            announce(self, self._where.text())

    def _jump(self, last: bool) -> None:
        if self._pages is not None:
            self.turn((len(self._pages.sizes) if last else 0) - self._page)

    def _print(self) -> None:
        if self._pages is not None and not self.printing.is_busy:
            self.printing.ask(self._pages)

    # Making and drawing

    @Slot()
    def _make(self) -> None:
        self._stale = False
        try:
            making = self._source.making()
        except NoPreview as error:
            self._stand_in_the_way(str(error), is_fault=error.of_figures, figures=error.of_figures)
            return
        except UserError as error:
            self._stand_in_the_way(str(error))
            return
        self._underway = True
        self._slow.start(_BEFORE_WORDS)
        self._shown = self._source.key
        self._maker.make(making)

    @Slot(object)
    def _on_made(self, pages: PreviewPages) -> None:
        self._underway = False
        self._pages = pages
        self._page = min(self._page, len(pages.sizes) - 1)
        for part in (self._controls, self.view):
            part.show()
        self.prints.setEnabled(True)
        self._obstacle.hide()
        self.nothing.hide()
        self._show_page()

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._stand_in_the_way(sentence)

    @Slot()
    def _on_broken(self) -> None:
        self._stand_in_the_way(_FAULT)

    @Slot()
    def _on_ended(self) -> None:
        """Whatever became of it, nothing is made any more."""
        self._underway = False
        self._slow.stop()
        self._status.hide()

    @Slot(int)
    def _draw(self, width: int) -> None:
        if self._pages is not None and not self._underway:
            self._maker.draw(self._pages, self._page, width)

    @Slot(object)
    def _on_drawn(self, drawn: Drawn) -> None:
        self._slow.stop()
        self._status.hide()
        self.view.show_image(drawn.image, from_top=self._turning)
        self._turning = False
        self.view.setAccessibleDescription(drawn.text)

    # What is seen

    def _show_page(self) -> None:
        """Name the page, and ask for its picture."""
        if self._pages is None:
            return
        last = len(self._pages.sizes)
        where = f"Page {self._page + 1} of {last}"
        self._where.setText(where)
        self.view.setAccessibleName(f"Preview of the {self._source.what}, page {self._page + 1} of {last}")
        for each, possible in ((self._before, self._page > 0), (self._after, self._page + 1 < last)):
            if each.hasFocus() and not possible:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            each.setEnabled(possible)
        self.view.set_page_size(self._pages.sizes[self._page])

    def _stand_in_the_way(self, sentence: str, *, is_fault: bool = True, figures: bool = False) -> None:
        """Say why there is no preview: quietly where there is nothing to show yet."""
        self._forget()
        self.nothing.say(sentence)
        self.nothing.setVisible(not is_fault)
        self._obstacle.setVisible(is_fault)
        clear(self._obstacle_inside)
        self._obstacle_inside.addWidget(words(sentence, "", "preview-obstacle"))
        if figures:
            look = button("Check answers", "preview-check", self._to_check)
            self._obstacle_inside.addLayout(row(look))

    def _forget(self) -> None:
        """No picture and no pages."""
        self._maker.stop()
        self._slow.stop()
        self._underway = False
        self._pages, self._shown = None, None
        self.view.clear()
        self.view.setAccessibleDescription("")
        self.prints.setEnabled(False)
        for part in (self._controls, self.view, self._status):
            part.hide()

    def _to_check(self) -> None:
        self._session.open_page("check")

    @Slot()
    def _say_making(self) -> None:
        self._status.setText("Making the preview")
        self._status.show()
        announce(self, "Making the preview")

    # Being seen

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "view"):
            self.view.setMinimumHeight(scaled(_LOWEST))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.view.clear()
            self._soon.start(0)
        elif self._pages is not None:
            self._show_page()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stale = self._stale or self._underway
        self._underway = False
        self._soon.stop()
        self._slow.stop()
        self._maker.stop()


def _line(*parts: QWidget) -> QWidget:
    whole = QWidget()
    beside = row(*parts)
    beside.setContentsMargins(0, 0, tokens.SPACE_4, 0)
    whole.setLayout(beside)
    return whole


def _timer(owner: QObject, does: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(does)
    return timer
