"""One process that reads PDFs for many tests of what stands in them: each would start Python and pypdf anew.

It is the process of the program, which reads many files too. Whether one can be had, what happens when it
ends or is brought to a halt, and what hostile files do to it, is tested with `readers_of_their_own`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

import pytest

from greenpractice.exchange import reading_worker
from greenpractice.processes import start
from tests.ready_processes import processes_from_nothing

_idle: list[tuple[BaseProcess, Connection]] = []  # with every answer given


class _Lent:
    """Process and line in one: what a reader lets go of stays for the next one, unless it owes an answer."""

    def __init__(self, process: BaseProcess, line: Connection, *, is_ready: bool) -> None:
        self._process, self._line = process, line
        self._says_ready, self._owes = is_ready, not is_ready
        self.is_alive: Callable[[], bool] = process.is_alive
        self.join: Callable[[], None] = lambda: None

    def poll(self, seconds: float) -> bool:
        return self._says_ready or self._line.poll(seconds)

    def send_bytes(self, data: bytes) -> None:
        self._owes = True
        self._line.send_bytes(data)

    def recv_bytes(self) -> bytes:
        if self._says_ready:
            self._says_ready = False
            return b"ready"
        answer = self._line.recv_bytes()
        self._owes = False
        return answer

    def close(self) -> None:
        """The process is asked to go next."""

    def kill(self) -> None:
        if not self._owes and self._process.is_alive():
            _idle.append((self._process, self._line))
            return
        self._process.kill()
        self._process.join()
        self._line.close()


def _start(what: str, work: Callable[..., None], memory: int, *, daemon: bool) -> tuple[Any, Any]:
    if memory != reading_worker.MEMORY:
        return start(what, work, memory, daemon=daemon)
    while _idle and not _idle[-1][0].is_alive():
        _idle.pop()
    if _idle:
        lent = _Lent(*_idle.pop(), is_ready=True)
    else:
        lent = _Lent(*start(what, work, memory, daemon=daemon), is_ready=False)
    return lent, lent


@contextmanager
def one_reader() -> Iterator[None]:
    """While this lasts, readers with the usual limits share a process."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading_worker, "start", _start)
        yield


@contextmanager
def readers_of_their_own() -> Iterator[None]:
    """While this lasts, each reader starts a process from nothing, and ends it."""
    end_the_one()
    with processes_from_nothing(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading_worker, "start", start)
        yield


def end_the_one() -> None:
    """The next reader has to start a process."""
    while _idle:
        process, line = _idle.pop()
        process.kill()
        process.join()
        line.close()
