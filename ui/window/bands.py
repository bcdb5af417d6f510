"""The bands under the header: data open elsewhere, what was done, or not saved, or went wrong."""

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.session.session import Session
from ui.widgets import tokens
from ui.widgets.controls import announce, button, words
from ui.widgets.icons import Icon
from ui.window.bug_band import MARKS, BugBand

TRY_AGAIN_AFTER = 2_000  # ms
_REST = 10  # times as long as trying took: a drive that does not answer would leave the window no time else


class Bands(QWidget):
    """Each band is there only while it is true."""

    reopen_asked = Signal()  # the file that is open, as it is now

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        look, _ = _band("grey-bar", session.in_use)
        self._failed, self._sentence = _band(
            "red-bar",
            "",
            button("Try again", "save-again", self._try_again),
            button("Copy what was typed", "copy-waiting", self._copy_waiting),
        )
        self._lost, self._lost_why = _band(
            "red-bar", "", button("Open it again", "open-again", self.reopen_asked.emit)
        )
        self._refused, self._why = _band("red-bar", "", button("Close", "close-refused", self._close_refused))
        self._done, self._done_words = _band("done-bar", "", button("Close", "close-done", self._close_done))
        self._page = ""  # the one that is open
        self._aside, self._aside_why = _band(
            "red-bar",
            "",
            button("Copy what was typed", "copy-put-aside", self._copy_aside),
            button("Close", "close-put-aside", self._close_aside),
        )
        self._number, self._number_words = _band(
            "red-bar",
            "",
            button("Remove it", "remove-number", lambda: self._answer(keep=False)),
            button("It is not a patient's number: keep it", "keep-number", lambda: self._answer(keep=True)),
        )
        self.bug = BugBand(session.safety_words)
        told = (self._done, self._failed, self._refused, self._lost, self._aside, self._number)
        for band in (look, *told, self.bug):
            layout.addWidget(band)
        look.setVisible(not session.can_write)
        for band in told:
            band.hide()
        session.file_lost.connect(self._show_lost)
        session.failed.connect(self._show_failed)
        session.refused.connect(self._show_refused)
        session.done.connect(self._show_done)
        session.models_told.connect(self._close_done)  # as all that is told of what was just done
        session.view_left.connect(self._close_done)
        session.put_aside.connect(self._show_aside)
        session.number_asked.connect(self._show_number)
        session.view_left.connect(self._close_refused)
        session.saved.connect(self._hide_failed)
        self._again = QTimer(self)  # the folder may come back by itself, as a drive does
        self._again.setObjectName("save-again-soon")
        self._again.setInterval(TRY_AGAIN_AFTER)
        self._again.timeout.connect(self._try_by_itself)
        session.failed.connect(self.bug.show_safety)
        session.saved.connect(self.bug.show_safety)

    def _show_failed(self, sentence: str) -> None:
        folder = self._session.store.path.parent
        text = f"We cannot save to {folder}. Your changes are safe while the app is open. {sentence}"
        is_new = self._failed.isHidden() or self._sentence.text() != text
        self._sentence.setText(text)
        self._failed.show()
        self._again.start()
        if is_new:  # said once, however often it is tried
            announce(self, text)

    def _hide_failed(self) -> None:
        """All is saved: what could not be saved before is saved too, or put aside."""
        if not self._session.has_unsaved:
            self._again.stop()
            self._failed.hide()

    def _show_refused(self, sentence: str) -> None:
        self._why.setText(sentence)
        self._refused.show()
        announce(self, sentence)

    def _close_refused(self) -> None:
        self._refused.hide()

    def page_opened(self, key: str) -> None:
        """What was done is told on the page it was told on, and not on others after it."""
        if self._page not in ("", key):
            self._close_done()
        self._page = key

    def _show_done(self, sentence: str) -> None:
        self._done_words.setText(sentence)
        self._done.show()
        announce(self, sentence)

    def _close_done(self, _changes: object = None) -> None:
        self._done.hide()

    def _show_lost(self, sentence: str) -> None:
        text = f"{sentence} Nothing more is saved from this window: open the file again, as it is now."
        self._lost_why.setText(text)
        if self._lost.isHidden():  # said once, however much is typed
            self._lost.show()
            announce(self, text)

    def _show_aside(self, why: str, _typed: str) -> None:
        told = [f"This could not be kept: {self._session.given_back.words()}.", why]
        if not self._session.is_lost:
            told.append("All later figures are saved as usual.")
        text = " ".join(part for part in told if part)
        self._aside_why.setText(text)
        self._aside.show()
        announce(self, text)

    def _show_number(self) -> None:
        asked = self._session.numbers_asked
        self._number.setVisible(bool(asked))
        if asked:
            text = (
                f"This reads as an NHS number and is not stored: {asked[0].words.replace(chr(10), '; ')}. "
                "If it is a patient's number it must not be kept: remove it."
            )
            self._number_words.setText(text)
            announce(self, text)

    def _answer(self, *, keep: bool) -> None:
        self._session.answer_number(keep)

    def _copy_aside(self) -> None:
        QGuiApplication.clipboard().setText(self._session.given_back.copied())
        announce(self, "Copied")

    def _copy_waiting(self) -> None:
        QGuiApplication.clipboard().setText("\n\n".join(self._session.waiting_words()))
        announce(self, "Copied")

    def _close_aside(self) -> None:
        self._session.given_back.close()
        self._aside.hide()

    def _try_by_itself(self) -> None:
        took = QElapsedTimer()
        took.start()
        self._session.try_again()
        self._again.setInterval(max(TRY_AGAIN_AFTER, _REST * took.elapsed()))
        self._hide_failed()  # also where nothing waits, so that nothing is saved by it

    def _try_again(self) -> None:
        self._failed.hide()
        self._again.stop()
        self._session.try_again()


def _band(look: str, text: str, *buttons: QWidget) -> tuple[QFrame, QLabel]:
    band = QFrame()
    band.setProperty("look", look)
    layout = QHBoxLayout(band)
    layout.setContentsMargins(tokens.SPACE_4, tokens.SPACE_1, tokens.SPACE_4, tokens.SPACE_1)
    layout.setSpacing(tokens.SPACE_2)
    layout.addWidget(Icon(*MARKS[look]))
    label = words(text)
    layout.addWidget(label, 1)
    for part in buttons:
        layout.addWidget(part)
    return band, label
