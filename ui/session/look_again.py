"""A window that may only look: what the other one changed is shown before anybody reads on."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer

from ui.session.session import Session

EVERY = 2000  # ms
SHOWN_ANEW = "Another window changed these data: they are shown as they are now"


class LookAgain(QObject):
    """Looks when a page is opened, when the window comes to the front, and every few seconds."""

    def __init__(self, session: Session, window: QObject, say: Callable[[str], None]) -> None:
        super().__init__(window)
        self._session, self._say = session, say
        self._soon = QTimer(self)
        self._soon.setInterval(EVERY)
        self._soon.timeout.connect(self.now)
        if not session.can_write:
            self._soon.start()
            window.installEventFilter(self)

    def now(self) -> None:
        """Look, and say so where anything changed."""
        if self._session.look_again():
            self._say(SHOWN_ANEW)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self.now()
        return super().eventFilter(watched, event)
