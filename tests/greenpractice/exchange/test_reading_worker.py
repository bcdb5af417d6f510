"""The process that reads PDFs: where it cannot be had, no file is blamed, and nobody waits for ever."""

import json
import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from greenpractice.errors import UserError
from greenpractice.exchange import reading_worker
from greenpractice.exchange.reading_worker import Reader
from greenpractice.network.states import Read, Unread
from greenpractice.processes import GivenUp
from greenpractice.tasks.collating import read_files
from tests.greenpractice.network.samples import a_return, members, pdf
from tests.no_processes import ADVICE, NO_MEMORY, end_processes_at_once, start_no_processes

pytestmark = pytest.mark.usefixtures("own_reader")

DOCUMENT = a_return(members()[0])
STARTED = "The program that reads PDFs could not be started"


@pytest.fixture(scope="module")
def good() -> bytes:
    return pdf(DOCUMENT)


@pytest.fixture
def reader() -> Iterator[Reader]:
    with Reader() as made:
        yield made


def test_the_reader_counts_what_the_limits_stopped(good: bytes):
    with Reader(seconds=0.0) as hasty:
        for number in range(2):
            assert hasty.stopped == number
            assert isinstance(hasty.read(good, "a.pdf"), Unread)
        assert hasty.stopped == 2


def kill_the_worker() -> None:
    (worker,) = multiprocessing.active_children()
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGTERM)
    worker.join()


def test_a_process_that_cannot_start_is_a_sentence(
    good: bytes, reader: Reader, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as computer:
        start_no_processes(computer)
        for _ in range(2):
            with pytest.raises(UserError) as raised:
                reader.read(good, "a.pdf")
            assert str(raised.value) == f"{STARTED} {NO_MEMORY}. {ADVICE}"
    assert isinstance(reader.read(good, "a.pdf"), Read)  # the next try finds nothing in its way


def test_a_process_that_is_ended_at_once_is_a_sentence(
    good: bytes, reader: Reader, monkeypatch: pytest.MonkeyPatch
):
    end_processes_at_once(monkeypatch)
    with pytest.raises(UserError, match="it was ended at once"):
        reader.read(good, "a.pdf")
    assert multiprocessing.active_children() == []


def test_a_process_that_never_answers_is_not_waited_for_long(
    good: bytes, reader: Reader, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_worker, "STARTING_SECONDS", 0.0)
    monkeypatch.setattr(reading_worker, "_LOOK_EVERY", 0.0)
    with pytest.raises(UserError, match="it did not answer within 0 seconds"):
        reader.read(good, "a.pdf")
    assert multiprocessing.active_children() == []


def test_nobody_waits_for_it_to_start_once_reading_is_cancelled(
    good: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading_worker, "_LOOK_EVERY", 0.0)
    with Reader(cancelled=lambda: True) as reader, pytest.raises(GivenUp):
        reader.read(good, "a.pdf")
    (tmp_path / "a.pdf").write_bytes(good)
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 1  # not before the file, but while the process starts

    assert list(read_files([tmp_path], cancelled=cancelled)) == []
    assert multiprocessing.active_children() == []


def test_a_process_that_is_killed_between_two_files_is_replaced(good: bytes, reader: Reader):
    assert isinstance(reader.read(good, "a.pdf"), Read)
    kill_the_worker()
    assert isinstance(reader.read(good, "b.pdf"), Read)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be halted here")
def test_a_process_that_is_brought_to_a_halt_is_replaced(good: bytes):
    with Reader(seconds=0.5) as reader:
        reader.read(b"", "to have a process")
        (worker,) = multiprocessing.active_children()
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGSTOP)
        assert isinstance(reader.read(good + bytes(4 << 20), "a.pdf"), Unread)
        assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"\xff\xfe", b"[", b"[]", b"null", b"3", b'"document"', b"{}", b'{"document": 3}',
        b'{"document": {"seal": 1}}', json.dumps({"status": "unreadable"}).encode(),
    ],
    ids=repr,
)  # fmt: skip
def test_an_answer_that_is_none_leaves_the_file_unread(answer: bytes):
    """A file that took the process over may let it answer anything."""
    found = reading_worker._received(answer, "a.pdf")
    assert isinstance(found, Unread)
    assert found.status == "unreadable"
