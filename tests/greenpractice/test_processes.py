"""Listening to a process of our own: what it says, and that it is gone, are both told at once."""

import os
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import pytest

from greenpractice.processes import hears


@pytest.fixture(scope="module")
def ended() -> BaseProcess:
    """A process that has ended without having said anything."""
    process = get_context("spawn").Process(target=os._exit, args=(1,))
    process.start()
    process.join()
    return process


@pytest.fixture
def pipe() -> Iterator[tuple[Connection, Connection]]:
    """Both ends are open in this process, as they are on Windows until the new one takes one over."""
    ours, theirs = get_context("spawn").Pipe()
    with ours, theirs:
        yield ours, theirs


def test_a_process_that_ended_before_it_had_the_pipe_is_not_waited_for(
    ended: BaseProcess, pipe: tuple[Connection, Connection]
):
    with pytest.raises(EOFError):
        hears(ended, pipe[0], 0.0)


def test_what_a_process_said_before_it_ended_is_heard(
    ended: BaseProcess, pipe: tuple[Connection, Connection]
):
    ours, theirs = pipe
    theirs.send("done")
    assert hears(ended, ours, 0.0)
    assert ours.recv() == "done"
    with pytest.raises(EOFError):
        hears(ended, ours, 0.0)
