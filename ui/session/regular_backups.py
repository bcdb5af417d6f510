"""Backups while a window is open: nobody knows whether it will be closed, as a killed program never is."""

from PySide6.QtCore import QObject, QTimer

from greenpractice.errors import UserError
from greenpractice.store import StoreDamaged
from ui.session.session import Session

SOON = 60_000  # ms after the first change
LATER = 30 * 60_000  # ms after a change that follows a backup


class RegularBackups(QObject):
    """Makes one soon after something was first saved, then at most two an hour while more is."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._wait, self._told = SOON, False
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._back_up)
        session.saved.connect(self._on_saved)

    def _on_saved(self, _at: object) -> None:
        if not self._due.isActive():
            self._due.start(self._wait)

    def _back_up(self) -> None:
        if not self._session.can_write:
            return
        self._wait = LATER
        try:
            self._session.store.back_up_if_changed()
        except StoreDamaged:
            raise  # shown with what can be done about it
        except UserError as error:
            if not self._told:  # once: closing says it again
                self._told = True
                self._session.refused.emit(str(error))
