"""One window for one data file: a second start brings the first window to the front, and ends.

Both belong to one person on one computer, so they meet in the folder of their settings: the second start
leaves a file there that names the data file, and files to open in it; whoever has the data open takes that
away and comes forward. So does a window that has none open: during the first run, or where they cannot be.
"""

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

from greenpractice.files import make_folders
from ui.session.roles import data_file
from ui.session.services import WindowServices
from ui.which_window import WhichWindow
from ui.window.frame import Frame

_NAME = "window-asked-for"
_UNDECIDED = "window-without-data.lock"
_PATIENCE = 1.5  # seconds that a window has to answer: one that hangs, or is another's, never does
_PATIENCE_OF_A_START = 5.0  # seconds, where it may be starting itself
_FORGOTTEN = 600  # seconds after which a lock says nothing any more: it may be of another computer
_STALE = 60  # seconds after which nobody waits for the answer any more
_ANY_PROCESS = -1


class Undecided:
    """Held by a window without data: while it starts, in the first run, or where they cannot be opened."""

    def __init__(self, settings: Path) -> None:
        self.settings = settings
        with suppress(OSError):  # then nobody can meet there
            make_folders(settings)
        self._lock = QLockFile(str(settings / _UNDECIDED))
        self._lock.setStaleLockTime(1000 * _FORGOTTEN)  # one of a process that is gone is free at once

    def is_another(self) -> bool:
        """True where another window holds it; else this one does from now on, if anybody can."""
        return not (self._lock.isLocked() or self._lock.tryLock(0)) and (
            self._lock.error() == QLockFile.LockError.LockFailedError
        )

    def hold(self, is_so: bool) -> None:
        """Hold it, or let go of it."""
        if is_so:
            self.is_another()
        elif self._lock.isLocked():
            self._lock.unlock()


class ComesForward(QObject):
    """Brings the open window to the front when a second start asks for it; `given` are files to open."""

    given = Signal(list)

    def __init__(self, which: WhichWindow, undecided: Undecided) -> None:
        super().__init__(which)
        self._which, self._undecided = which, undecided
        self._watcher = QFileSystemWatcher([str(undecided.settings)], self)
        self._watcher.directoryChanged.connect(self._look)
        which.replaced.connect(self._on_replaced)

    @Slot(object)
    def _on_replaced(self, window: QMainWindow) -> None:
        self._undecided.hold(not isinstance(window, Frame))
        QTimer.singleShot(0, self, self._look)  # somebody may have asked before there was a window

    @Slot()
    def _look(self) -> None:
        session, window = self._which.workspace or self._which.lead, self._which.window
        if window is None or (session is not None and not session.can_write):
            return
        data = data_file(self._which.preferences) if session is None else session.store.path
        for files in _taken_away(self._undecided.settings, _named(data)):
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.raise_()
            window.activateWindow()
            if files:
                self.given.emit(files)


def _taken_away(settings: Path, data: str) -> Iterator[list[Path]]:
    """What was asked of the window over these data: the files of each request, which is gone then."""
    for request in sorted(settings.glob(f"{_NAME}-*.txt")):
        try:
            if time.time() - request.stat().st_mtime > _STALE:
                request.unlink()
                continue
            asked = json.loads(request.read_text("utf-8"))
            if asked["data"] != data:
                continue
            files = [Path(each) for each in asked["files"]]
            request.unlink()
        except (OSError, ValueError, LookupError, TypeError):  # gone again, or not of ours
            continue
        yield files


def is_open_already(
    services: WindowServices, data: Path | None, undecided: Undecided, files: Sequence[Path]
) -> bool:
    """True where another window has the data open, or has none yet, and came forward with the files."""
    if undecided.is_another():
        return came_forward(data, undecided.settings, files, _PATIENCE_OF_A_START)
    return data is not None and services.is_in_use(data) and came_forward(data, undecided.settings, files)


def came_forward(
    data: Path | None, settings: Path, files: Sequence[Path] = (), patience: float | None = None
) -> bool:
    """Ask for the window that has a data file open, to open files in; True once it came to the front.

    Each start asks in a file of its own: a system that opens several files at once starts as often.
    """
    request = settings / f"{_NAME}-{os.getpid()}.txt"
    try:
        _let_others_come_forward()
        unfinished = request.with_suffix(".part")
        unfinished.write_text(json.dumps({"data": _named(data), "files": [*map(str, files)]}), "utf-8")
        os.replace(unfinished, request)
        end = time.monotonic() + (patience or _PATIENCE)
        while request.exists():
            if time.monotonic() > end:
                return not _taken_back(request)
            QApplication.processEvents()
            time.sleep(0.02)
    except OSError:  # no folder, or no right to write there: then nobody can be asked
        return False
    return True


def _taken_back(request: Path) -> bool:
    """False where it was taken away at the last moment."""
    try:
        request.unlink()
    except FileNotFoundError:
        return False
    return True


def _named(data: Path | None) -> str:
    return "" if data is None else os.path.realpath(data)


def _let_others_come_forward() -> None:
    """Windows lets only the program one uses put a window in front, or whoever that allows to."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
