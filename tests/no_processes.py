"""A computer that starts no process for us: no memory is left, or a virus scanner forbids it."""

import os
import signal
from multiprocessing import context
from multiprocessing.context import SpawnProcess

import pytest

from tests.one_reader import end_the_one

ADVICE = "Close other programs, or let your virus scanner allow it, and try again."
NO_MEMORY = "(Cannot allocate memory)"


def start_no_processes(computer: pytest.MonkeyPatch) -> None:
    """The system refuses every process from now on."""
    end_the_one()
    computer.setattr(SpawnProcess, "_Popen", staticmethod(_refuse))
    if hasattr(context, "ForkProcess"):  # not on Windows
        computer.setattr(context.ForkProcess, "_Popen", staticmethod(_refuse))


def end_processes_at_once(computer: pytest.MonkeyPatch) -> None:
    """What starts is killed from outside before it has done anything, as virus scanners do it."""
    end_the_one()
    begin = SpawnProcess._Popen

    def begin_and_kill(process: object) -> object:
        begun = begin(process)
        os.kill(begun.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        return begun

    computer.setattr(SpawnProcess, "_Popen", staticmethod(begin_and_kill))


def _refuse(_process: object) -> None:
    raise OSError(12, "Cannot allocate memory")
