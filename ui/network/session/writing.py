"""Writing the files of a network in a thread beside the window, which stays alive and can cancel it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QThread, Signal

from greenpractice.errors import UserError

Make = Callable[[Callable[[], bool]], Sequence[Path]]  # given what tells whether it was cancelled


class Writing(QThread):
    """One report. What it tells is told in the window's own thread."""

    made = Signal(object)  # Sequence[Path]: the files, none if it was cancelled
    failed = Signal(str)

    def __init__(self, make: Make, parent: QObject) -> None:
        super().__init__(parent)
        self._make = make
        self._stop = Event()

    def cancel(self) -> None:
        """Write nothing, unless it is being written already."""
        self._stop.set()

    def run(self) -> None:
        """Make the files; what a problem can be is said in a sentence."""
        try:
            made = self._make(self._stop.is_set)
        except (UserError, OSError) as error:
            self.failed.emit(str(error))
        else:
            self.made.emit(made)
