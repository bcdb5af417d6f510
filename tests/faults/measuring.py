"""What the reader says of each file, how long it takes, and how much memory its process had at most."""

import multiprocessing
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from greenpractice.exchange.reading_worker import Reader
from greenpractice.network.states import Found, Several, Unread


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds include the way to the process and back; `megabytes` is None where /proc does not say."""

    found: Found
    seconds: float
    megabytes: int | None

    @property
    def state(self) -> str:
        """Its state as a file, or how a return was read."""
        if isinstance(self.found, Unread):
            return self.found.status
        if isinstance(self.found, Several):
            return "several"
        return "from_data_page" if self.found.from_data_page else "attached"


class Meter:
    """A reader whose process is watched; it has been started before the first clock is."""

    def __init__(self) -> None:
        self._others = set(multiprocessing.active_children())
        self._reader = Reader()

    def __enter__(self) -> "Meter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.close()

    def read(self, data: bytes, name: str) -> Measured:
        """Read the bytes of a file."""
        self._reader.read(b"", "to have a process")
        (process,) = set(multiprocessing.active_children()) - self._others
        with suppress(OSError):
            Path(f"/proc/{process.pid}/clear_refs").write_text("5")  # its peak so far is forgotten
        start = time.monotonic()
        found = self._reader.read(data, name)
        return Measured(found, time.monotonic() - start, _peak(process.pid))


def _peak(process: int | None) -> int | None:
    with suppress(OSError):
        peak = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
        return int(peak[1]) // 1024 if peak else None
    return None
