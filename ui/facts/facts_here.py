"""The facts of the data file that is open: let count when it is opened, and again when packs changed."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from ui.session.services import WindowServices
from ui.session.session import Session


class FactsHere(QObject):
    """`renewed` says that packs were installed or taken back: all is to be opened again on the new facts."""

    renewed = Signal()

    def __init__(self, services: WindowServices, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._told: tuple[str, ...] = ()
        self._done = ""

    def use(self, path: Path) -> None:
        """Let the facts count that are installed for a data file."""
        self._told = self._services.use_facts(path)

    def watch(self, session: Session) -> None:
        """Say in a new window what was done and why a pack does not count, and hear of packs that change."""
        session.facts_changed.connect(self._on_changed)
        done, self._done = self._done, ""
        if done:
            session.done.emit(done)
        for sentence in self._told:
            session.refused.emit(sentence)

    @Slot(str)
    def _on_changed(self, done: str) -> None:
        self._done = done
        self.renewed.emit()
