"""One writer at a time: a lock file beside the store that says who has it and goes free when they do."""

import getpass
import os
import socket
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from greenpractice.periods import day_words
from greenpractice.store import StoreInUse, StoreReadOnly

_FAR = 1 << 30  # the byte Windows locks: far behind the text, which others must be able to read


def is_held(store: Path) -> bool:
    """True while somebody may write to a store. Nothing is changed to find out."""
    try:
        descriptor = os.open(store.with_name(store.name + ".lock"), os.O_RDWR | getattr(os, "O_BINARY", 0))
    except OSError:  # no lock was ever made, or nobody can hold one here
        return False
    try:
        return not _took(descriptor)
    finally:
        os.close(descriptor)


class WriterLock:
    """The right to write to a store, held until `release` or the end of the process, however it ends."""

    def __init__(self, store: Path) -> None:
        self.path = store.with_name(store.name + ".lock")
        self._descriptor: int | None = None

    def take(self) -> None:
        """Take the lock; StoreInUse says who has it, StoreReadOnly that there can be none."""
        try:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            place = self.path if self.path.exists() else self.path.parent  # a lock may be another person's
            raise StoreReadOnly(
                f"{place} cannot be written to ({error.strerror}); you can look but not change it."
            ) from error
        if not _took(descriptor):
            os.close(descriptor)
            raise StoreInUse(f"{self._holder()}. You can look, but not change it.")
        self._descriptor = descriptor
        # only now: whoever holds the lock is who the text names
        since = datetime.now(UTC).isoformat(timespec="seconds")
        self._write(f"{socket.gethostname()}\n{os.getpid()}\n{since}\n{_user()}\n")

    def release(self) -> None:
        """Let go of it. The file stays: removing it could take it from under the next one."""
        if self._descriptor is not None:
            self._write("")
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> "WriterLock":
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _write(self, text: str) -> None:
        if self._descriptor is not None:
            with suppress(OSError):  # the text is for people; on a full disk the lock holds without it
                os.ftruncate(self._descriptor, 0)
                os.lseek(self._descriptor, 0, os.SEEK_SET)
                os.write(self._descriptor, text.encode())

    def _holder(self) -> str:
        """Who has it and since when, as far as the file says; files of older versions have no user."""
        try:
            host, _, since, user = (self.path.read_text("utf-8") + "\n").split("\n")[:4]
            began = datetime.fromisoformat(since).astimezone()
        except (OSError, ValueError, OverflowError):
            return "Another window has this data open"
        where = "this computer" if host == socket.gethostname() else host
        today = began.date() == datetime.now(UTC).astimezone().date()
        day = "" if today else f" on {day_words(began.date())}"
        at = f"{began.hour % 12 or 12}:{began:%M}{'am' if began.hour < 12 else 'pm'}"
        return f"{user or 'Another window'} on {where} has had this data open since {at}{day}"


def _user() -> str:
    """The name the person signed in with; "" where the computer keeps no names."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


if sys.platform == "win32":
    import msvcrt

    def _took(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _took(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
