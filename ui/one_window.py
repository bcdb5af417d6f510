"""One window for one data file: a second start brings the first window to the front, and ends.

Both belong to one person on one computer, so they meet in the folder of their settings: the second start
leaves a file there that names the data file, and files to open in it; whoever has the data open takes that
away and comes forward.
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from ui.which_window import WhichWindow

_NAME = "window-asked-for.txt"
_PATIENCE = 1.5  # seconds that a window has to answer: one that hangs, or is another's, never does
_ANY_PROCESS = -1


class ComesForward(QObject):
    """Brings the open window to the front when a second start asks for it; `given` are files to open."""

    given = Signal(list)

    def __init__(self, which: WhichWindow, settings: Path) -> None:
        super().__init__(which)
        self._which, self._request = which, settings / _NAME
        self._watcher = QFileSystemWatcher([str(settings)], self)
        self._watcher.directoryChanged.connect(self._look)

    @Slot()
    def _look(self) -> None:
        session, window = self._which.workspace or self._which.lead, self._which.window
        if session is None or window is None or not session.can_write or not self._request.exists():
            return
        try:
            asked = json.loads(self._request.read_text("utf-8"))
            if asked["data"] != _named(session.store.path):
                return
            files = [Path(each) for each in asked["files"]]
            self._request.unlink()
        except (OSError, ValueError, LookupError, TypeError):  # gone again, or not of ours
            return
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        if files:
            self.given.emit(files)


def came_forward(
    data: Path, settings: Path, files: Sequence[Path] = (), patience: float | None = None
) -> bool:
    """Ask for the window that has a data file open, to open files in; True once it came to the front."""
    request = settings / _NAME
    try:
        _let_others_come_forward()
        unfinished = request.with_name(f"{_NAME}.{os.getpid()}")
        unfinished.write_text(json.dumps({"data": _named(data), "files": [*map(str, files)]}), "utf-8")
        os.replace(unfinished, request)
        end = time.monotonic() + (patience or _PATIENCE)
        while request.exists():
            if time.monotonic() > end:
                request.unlink()
                return False
            QApplication.processEvents()
            time.sleep(0.02)
    except OSError:  # no folder, or no right to write there: then nobody can be asked
        return False
    return True


def _named(data: Path) -> str:
    return os.path.realpath(data)


def _let_others_come_forward() -> None:
    """Windows lets only the program one uses put a window in front, or whoever that allows to."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
