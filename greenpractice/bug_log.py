"""The log of bugs beside the data file, of the window and the command line alike: each bug once, bounded."""

import errno
import os
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import TextIOWrapper
from logging import LogRecord, makeLogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path

from greenpractice.bug_report import versions

LOG_NAME = "greenpractice.log"
FILES, BYTES_A_FILE = 3, 256 * 1024
MOST_BUGS = 30  # different ones of one run of the program; after that the log says only that there are more
MOST_WARNINGS = 10  # beside them, as warnings are not to take the place of bugs
_QUIET = 2.0  # seconds: who presses the same button again waits at least as long
_MORE = "More bugs of other kinds, which are not written here"
_MORE_WARNINGS = "More warnings, which are not written here"


@dataclass(slots=True)
class Bug:
    """A bug that came up: `text` is what stands in the log of it, in `path` unless nothing can be written."""

    text: str
    path: Path | None
    times: int = 1
    last: float = 0.0  # when it came last, on the clock of `time.monotonic`
    is_storm: bool = False  # it came again at once, as what is painted or timed does


class BugLog:
    """Writes each bug of one run once and counts it from then on. May be used from any thread."""

    def __init__(self, beside: Path) -> None:
        """The log is to lie beside this data file."""
        self._beside = beside
        self._bugs: dict[str, Bug] = {}
        self._warnings = 0  # of them
        self._one_at_a_time = threading.RLock()

    def keep_beside(self, store: Path) -> None:
        """From now on the log lies beside this data file."""
        self._beside = Path(os.path.realpath(store))

    def record(self, what: str, *, is_warning: bool = False) -> Bug:
        """A bug as `bug_report` describes it: written if it is new, else counted. Never raises."""
        with self._one_at_a_time:
            if what not in self._bugs:
                if is_warning and self._warnings >= MOST_WARNINGS:
                    what = _MORE_WARNINGS
                elif not is_warning and len(self._bugs) - self._warnings >= MOST_BUGS:
                    what = _MORE
            known = self._bugs.get(what)
            if known is not None:
                now = time.monotonic()
                known.times, known.is_storm, known.last = known.times + 1, now - known.last < _QUIET, now
                return known
            self._warnings += is_warning
            text = f"{_now()}\n{versions()}\n{what}\n"
            bug = self._bugs[what] = Bug(text, self._write(text), last=time.monotonic())
            return bug

    def close(self) -> None:
        """Write how often bugs came that came again."""
        with self._one_at_a_time:
            for bug in self._bugs.values():
                if bug.times > 1:
                    self._write(
                        f"{_now()}\nWhat is written at {bug.text.splitlines()[0]} came {bug.times} times\n"
                    )
            self._bugs.clear()
            self._warnings = 0

    def _write(self, text: str) -> Path | None:
        """Beside the data, else where the system has room for such files, else nowhere."""
        places = (lambda: log_beside(self._beside), _elsewhere)
        return next((path for place in places if (path := _appended(place, text)) is not None), None)


def log_beside(store: Path) -> Path:
    """Where the log of a data file lies."""
    return store.absolute().with_name(LOG_NAME)


class _LogFile(RotatingFileHandler):
    """A log that only its owner can read, and that says whether it could be written."""

    failed = False

    def _open(self) -> TextIOWrapper:
        no_link = getattr(os, "O_NOFOLLOW", 0)  # a folder of everybody could have a link of that name
        no_wait = getattr(os, "O_NONBLOCK", 0)  # as opening a pipe of that name would
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | no_link | no_wait
        descriptor = os.open(self.baseFilename, flags, 0o600)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.EINVAL, "no file")
        return open(descriptor, "a", encoding=self.encoding, errors="replace")

    def handleError(self, record: LogRecord) -> None:
        self.failed = True


def _appended(place: Callable[[], Path], text: str) -> Path | None:
    """The log an entry was added to, None if it cannot be; open only meanwhile, as others write to it too.

    Where it lies cannot always be told: a folder may be gone, or no room left for passing files.
    """
    try:
        path = place()
        log = _LogFile(path, maxBytes=BYTES_A_FILE, backupCount=FILES - 1, encoding="utf-8", delay=True)
        try:
            log.handle(makeLogRecord({"msg": text}))
        finally:
            with suppress(OSError):  # what could not be written at the end was told by `failed`
                log.close()
    except (OSError, ValueError):
        return None
    return None if log.failed else path


def _elsewhere() -> Path:
    """The folder for passing files; where users share it, each has a log of their own."""
    own = f"-{os.getuid()}" if sys.platform != "win32" else ""
    return Path(tempfile.gettempdir()) / f"greenpractice{own}.log"


def _now() -> str:
    return datetime.now(UTC).isoformat(sep=" ", timespec="seconds")
