"""The status bar: when all was saved, what is to be checked, where the data are, and the text size."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStatusBar

from ui.session.session import Session
from ui.widgets import tokens
from ui.widgets.controls import Words, announce
from ui.widgets.style import scaled, text_size

_LEAST_ROOM = 120  # pixels for the place of the data; with less it is left out
_A_WHILE = 10_000  # milliseconds that a sentence stays


class StatusLine(QStatusBar):
    """`All changes saved at 2:05pm · 2 to check`, `Data: …`, and at the right `Text 100%`."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._at: datetime | None = None
        self.saved = Words("")
        self.saved.setObjectName("status-saved")
        self.where = Words("")
        self.where.setObjectName("status-where")
        self.where.setToolTip(str(session.store.path))
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.percent = Words("")
        self.percent.setObjectName("status-size")
        for label in (self.saved, self.where, self.percent):
            label.setContentsMargins(tokens.SPACE_2, 0, tokens.SPACE_2, 0)
        for label in (self.where, self.percent):
            label.setProperty("look", "small")
        self.setSizeGripEnabled(False)
        self.addWidget(self.saved)
        self.addWidget(self.where, 1)
        self.addPermanentWidget(self.percent)
        session.changed.connect(self.show_state)
        session.saved.connect(self.show_saved)
        session.file_lost.connect(self.show_state)
        session.view_left.connect(self.clearMessage)
        session.models_told.connect(self._forget)
        session.undone.connect(self.say)
        self.messageChanged.connect(self._show_where)
        self.show_state()

    def show_saved(self, at: datetime) -> None:
        """All was saved at this time."""
        self._at = at
        self.show_state()

    def show_state(self, _changes: object = None) -> None:
        """Say again how things stand."""
        session = self._session
        if not session.can_write:
            said = "You can look, but not change anything"
        elif session.has_unsaved:
            said = "Some changes are not saved yet"
        elif session.is_lost:
            said = "Nothing is saved any more: open the file again"
        elif self._at is None:
            said = "All changes are saved as you make them"
        else:
            said = session.saved_words(self._at)
        asked = session.check_words()
        self.saved.setText(f"{said} · {asked}" if asked else said)
        self.percent.setText(f"Text {text_size()}%")
        self.percent.setAccessibleName(f"Text size {text_size()}%")
        self._show_where()

    def say(self, sentence: str | None) -> None:
        """Show a sentence for a while in the place of the rest, or with None take it away."""
        if sentence is None:
            self.clearMessage()
        else:
            self.showMessage(sentence, _A_WHILE)
            announce(self, sentence)

    def _forget(self, _changes: object) -> None:
        """What was said of the step before is over: Ctrl+Z would take back another one."""
        self.clearMessage()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_where()

    def _show_where(self, _sentence: object = None) -> None:
        room = self.width() - self.saved.sizeHint().width() - self.percent.sizeHint().width() - 60
        text = f"Data: {self._session.store.path}"
        self.where.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, max(room, 0)))
        # Qt hides the labels while a sentence is shown; one shown again would be painted over it.
        self.where.setVisible(
            room >= scaled(_LEAST_ROOM) and not self.currentMessage()
        )  # Settings say it too
