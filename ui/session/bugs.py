"""Where bugs arrive, from slots, threads, `__del__` and Qt: the log has each, and the window is told."""

import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from greenpractice.bug_log import BugLog
from greenpractice.bug_report import describe, describe_qt
from greenpractice.errors import UserError

_LEVELS = {
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "critical",
    QtMsgType.QtFatalMsg: "fatal",
}
_Hook = Callable[..., object]
_STOPPED = 130  # the exit status of what Ctrl+C in a terminal ended


class Bugs(QObject):
    """Takes the place of Python's and Qt's own hooks between `install` and `uninstall`.

    `seen` comes for a bug that is new, or came again after a while. Connect it queued: a bug may come in
    the middle of painting, and from any thread. The hooks themselves never raise.
    """

    seen = Signal(object)  # Bug
    told = Signal(object)  # UserError, met wherever something was read: no bug, and told by its sentence

    def __init__(self, log: BugLog, parent: QObject | None = None, *, debug: bool = False) -> None:
        """With `debug` tracebacks and Qt's messages are printed on standard error too."""
        super().__init__(parent)
        self.log = log
        self._debug = debug
        self._busy = threading.local()
        self._before: tuple[_Hook, _Hook, _Hook, _Hook | None] | None = None

    def install(self) -> None:
        """From now on bugs arrive here."""
        if self._before is None:
            qt = qInstallMessageHandler(self._on_qt)
            self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook, qt)
            sys.excepthook = self._on_error
            threading.excepthook = self._on_thread
            sys.unraisablehook = self._on_unraisable

    def uninstall(self) -> None:
        """Give the hooks back to whom they belonged, and close the log."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook, qt = self._before
            qInstallMessageHandler(qt)
            self._before = None
        self.log.close()

    # The hooks

    def _on_error(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.exit(_STOPPED)
            return
        if issubclass(kind, UserError):  # the type: an error itself may raise when it is looked at
            self.told.emit(error)
            return
        self._take(lambda: describe(kind, error, trace), bug=True)
        self._print(lambda: traceback.print_exception(kind, error, trace))

    def _on_thread(self, of: threading.ExceptHookArgs) -> None:
        if not issubclass(of.exc_type, SystemExit):  # how a thread may end itself
            self._on_error(of.exc_type, of.exc_value, of.exc_traceback)

    def _on_unraisable(self, of: "sys.UnraisableHookArgs") -> None:
        self._on_error(of.exc_type, of.exc_value, of.exc_traceback)

    def _on_qt(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        level = _LEVELS.get(kind)
        if level is not None:
            frame: FrameType | None = sys._getframe().f_back
            self._take(lambda: describe_qt(level, context.category, message, frame), bug=level != "warning")
        self._print(lambda: sys.stderr.write(message + "\n"))

    def _take(self, what: Callable[[], str], *, bug: bool) -> None:
        if getattr(self._busy, "now", False):
            return  # a bug of this very thread is being written: writing it must not begin again
        self._busy.now = True
        with suppress(BaseException):  # there is nobody left to tell it
            taken = self.log.record(what(), is_warning=not bug)
            if bug and not taken.is_storm:
                self.seen.emit(taken)
        self._busy.now = False

    def _print(self, how: Callable[[], object]) -> None:
        if self._debug and sys.stderr is not None:
            with suppress(BaseException):  # it is in the log
                how()
