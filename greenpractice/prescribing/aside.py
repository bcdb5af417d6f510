"""Prescribing files read in a process of its own, so that whoever waits for them can do other things."""

import atexit
import os
import sys
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from greenpractice.prescribing.gather import read_prescribing
from greenpractice.prescribing.values import Prescribing, Problem

_STOPPED = "reading it was stopped from outside, or took more memory than there is; choose it again"
_STEPS = 400  # how often progress is told in all, not for every block


class Stopped(Exception):
    """Nobody waits for the answer any more."""


class ReadingAside:
    """Files that are being read. Ask `answer` now and then; `done` and `size` are bytes of all files."""

    def __init__(self, files: Sequence[Path], practice: str) -> None:
        self.done, self.size = 0, 0
        self._files = tuple(file.name for file in files)
        context = get_context("spawn")
        self._connection, theirs = context.Pipe(duplex=False)
        # It may start a process itself, so it is no daemon; it ends as soon as nobody listens.
        self._process: BaseProcess = context.Process(target=_read, args=(theirs, tuple(files), practice))
        self._process.start()
        theirs.close()
        atexit.register(self.stop)

    def answer(self) -> Prescribing | None:
        """What the files say, once they are read; until then None."""
        try:
            while self._connection.poll():
                told = self._connection.recv()
                if isinstance(told, Prescribing):
                    self.stop()
                    return told
                self.done, self.size = told
        except (EOFError, OSError):
            self.stop()
            problems = tuple(Problem(file, None, None, _STOPPED) for file in self._files)
            return Prescribing(self._files, {}, {}, 0, 0, problems, (), ())
        return None

    def stop(self) -> None:
        """Let go of the process, which then ends by itself; there is no answer after that."""
        self._connection.close()
        atexit.unregister(self.stop)

    def wait(self, seconds: float) -> bool:
        """Wait for the process to end after `stop`; True if it has."""
        self._process.join(seconds)
        return self._process.exitcode is not None


def _read(connection: Connection, files: Sequence[Path], practice: str) -> None:
    if sys.platform != "win32":
        os.nice(5)  # whoever waits for it comes first
    told = -1

    def tell(done: int, size: int) -> None:
        nonlocal told
        step = done * _STEPS // size if size else _STEPS
        if step != told:
            told = step
            _send(connection, (done, size))

    try:
        _send(connection, read_prescribing(files, practice, tell))
    except Stopped:
        return


def _send(connection: Connection, told: Prescribing | tuple[int, int]) -> None:
    try:
        connection.send(told)
    except OSError as error:  # the other end is closed
        raise Stopped from error
