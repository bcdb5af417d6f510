"""Files that are opened with the app: none is lost, whatever window is open when they come."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QMainWindow

if TYPE_CHECKING:  # the first window is painted before all these are loaded
    from ui.which_window import WhichWindow


class Application(QApplication):
    """Knows of the files that macOS asks it to open: there they come as events, and not as words."""

    asked_to_open = Signal(list)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.url().isLocalFile():
            self.asked_to_open.emit([Path(event.url().toLocalFile())])
            return True
        return super().event(event)


class GivenFiles(QObject):
    """Keeps files until a window over people's own data is there, and hands them to it.

    They go where dropped ones go: to the import, or to what is received. During the first run, and while
    data cannot be opened or the made-up ones are shown, they wait, with those that the first run is given.
    """

    def __init__(self, files: Iterable[Path] = ()) -> None:
        super().__init__()
        self.waiting = [*files]
        self._held: list[Path] = []  # those of them that the first run was given
        self._which: WhichWindow | None = None

    def go_to(self, which: "WhichWindow") -> None:
        """From now on to the windows that open there."""
        self.setParent(which)
        self._which = which
        which.replaced.connect(self._on_replaced)
        if which.window is not None:
            self._on_replaced(which.window)

    @Slot(list)
    def add(self, files: Iterable[Path]) -> None:
        """More files were opened."""
        self.waiting += [file for file in files if file not in self.waiting]
        self._hand_over()

    @Slot(list)
    def _hold(self, files: list[Path]) -> None:
        """What the first run has now, in the place of what it had."""
        self.waiting = [file for file in self.waiting if file not in self._held]
        self._held = [*files]
        self.add(files)

    @Slot(object)
    def _on_replaced(self, window: QMainWindow) -> None:
        from ui.first_run import FirstRun
        from ui.window.frame import Frame

        if isinstance(window, FirstRun):
            window.held.connect(self._hold)
        if isinstance(window, Frame):
            window.filled.connect(self._hand_over)
        else:
            self._hand_over()

    @Slot()
    def _hand_over(self) -> None:
        if self._which is None or not self.waiting:
            return
        from ui.first_run import FirstRun
        from ui.network.lead_window import NetworkWindow
        from ui.practice.practice_window import MainWindow

        match self._which.window:
            case MainWindow() | NetworkWindow() as window if window.workspace.store.is_demo():
                window.workspace.refused.emit(f"{self._names()} will wait until your own data is open")
            case MainWindow() | NetworkWindow() as window if window.open_key:  # else once it is filled
                files, self.waiting, self._held = self.waiting, [], []
                window.open_files(files)
            case FirstRun() as window:
                window.say_what_waits(f"{self._names()} will be read as soon as this is set up")

    def _names(self) -> str:
        first, *others = self.waiting
        return f"{first.name} and {len(others)} more" if others else first.name
