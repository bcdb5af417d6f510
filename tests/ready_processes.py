"""New processes of the program come from one that has read it already: each would else start Python anew.

It is `multiprocessing`'s own way of forking from a process that has one thread. What comes of it is a process
like any other: it has its own memory, takes limits, is killed and ends. How the program starts one with
nothing read, and what happens where that fails, is tested with `readers_of_their_own` and in whole programs.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import forkserver, reduction
from multiprocessing.context import SpawnProcess
from typing import Any

import pytest

from greenpractice import processes

_READ = (
    "greenpractice.bills.aside",
    "greenpractice.exchange.reading_worker",
    "greenpractice.prescribing.aside",
    "pypdf",
    "tests.ready_processes",
)
_begin = SpawnProcess._Popen  # as it is without us


class _Surroundings:
    """What a process has from the one that starts it: the environment, and where it writes."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _surround, (dict(os.environ), [reduction.DupFd(number) for number in (1, 2)])


def _surround(environment: Mapping[str, str], outputs: list[Any]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    for number, output in enumerate(outputs, 1):
        own = output.detach()
        os.dup2(own, number)
        os.close(own)


def _nothing(_surrounded: None) -> None:
    """They are as they should be by the time that they are read."""


_ALSO = (_Surroundings, _nothing)  # what a process begins with besides what the program carries over


@contextmanager
def ready_processes() -> Iterator[None]:
    """While this lasts, processes begin with the program read, where the system can do that."""
    if sys.platform != "linux":
        yield
        return
    from multiprocessing.popen_forkserver import Popen

    forkserver.set_forkserver_preload(list(_READ))
    processes._carried.insert(0, _ALSO)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(SpawnProcess, "_Popen", staticmethod(Popen))
        yield
    processes._carried.remove(_ALSO)


@contextmanager
def processes_from_nothing() -> Iterator[None]:
    """While this lasts, each starts Python and reads what it needs, as in the program."""
    carries = _ALSO in processes._carried
    if carries:
        processes._carried.remove(_ALSO)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(SpawnProcess, "_Popen", staticmethod(_begin))
        yield
    if carries:
        processes._carried.insert(0, _ALSO)
