"""One writer at a time, told by name and time, and no trace of it after it is gone."""

import getpass
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from db.lock import WriterLock
from db.opening import open_store
from db.restoring import restore
from greenpractice.store import StoreError, StoreInUse
from tests.db.helpers import DOCUMENT, KEY, content_of, sha256

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from pathlib import Path
from db.opening import open_store
from tests.db.helpers import DOCUMENT
store = open_store(Path(sys.argv[1]), write=True)
store.record(DOCUMENT)
print("open", flush=True)
sys.stdin.read()
store.close()
"""


@contextmanager
def another_window(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the store open, until its standard input ends."""
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process


def test_a_second_writer_hears_who_and_since_when_and_may_look(path: Path):
    with another_window(path):
        who = re.escape(getpass.getuser())
        sentence = (
            rf"^{who} on this computer has had this data open since \d+:\d\d[ap]m\. "
            r"You can look, but not change it\.$"
        )
        with pytest.raises(StoreInUse, match=sentence):
            open_store(path, write=True)
        looking = open_store(path, write=False)
        assert looking.documents([KEY]) == [DOCUMENT]
        looking.close()
    open_store(path, write=True).close()


def test_a_second_writer_in_the_same_process_is_refused_too(path: Path):
    store = open_store(path, write=True)
    with pytest.raises(StoreInUse):
        open_store(path, write=True)
    store.close()
    open_store(path, write=True).close()


def test_a_store_in_use_is_not_restored_over(path: Path, tmp_path: Path):
    backup = tmp_path / "copy.db"
    store = open_store(path, write=True)
    store.backup(backup)
    store.record(DOCUMENT)
    before = sha256(path)
    with pytest.raises(StoreInUse):
        restore(path, backup)
    assert sha256(path) == before
    store.close()


def test_nothing_stands_in_the_way_after_the_first_was_killed(path: Path):
    with another_window(path) as first:
        first.kill()
        first.wait()
        assert str(first.pid) in (path.parent / "greenpractice.db.lock").read_text()
        store = open_store(path, write=True)
        assert set(content_of(store)) == {KEY}
        store.close()


@pytest.mark.parametrize("left_over", ["", "garbage", "host\n1\nnot a time\n", "\x00" * 50])
def test_a_lock_file_that_cannot_be_read_still_locks(tmp_path: Path, left_over: str):
    first = WriterLock(tmp_path / "a.db")
    first.take()
    first.path.write_text(left_over)
    with pytest.raises(StoreInUse, match=r"Another window has this data open\. You can look"):
        WriterLock(tmp_path / "a.db").take()
    first.release()
    with WriterLock(tmp_path / "a.db"):
        pass


def test_a_lock_of_another_day_says_which(tmp_path: Path):
    with WriterLock(tmp_path / "a.db") as first:
        first.path.write_text("PRACTICE-PC\n7\n2025-07-08T10:12:00+01:00\npat\n")
        with pytest.raises(
            StoreInUse, match=r"^pat on PRACTICE-PC has had this data open since .*[ap]m on 8 July 2025"
        ):
            WriterLock(tmp_path / "a.db").take()


def test_a_lock_of_an_older_version_names_the_computer(tmp_path: Path):
    with WriterLock(tmp_path / "a.db") as first:
        first.path.write_text("PRACTICE-PC\n7\n2025-07-08T10:12:00+01:00\n")
        with pytest.raises(StoreInUse, match=r"^Another window on PRACTICE-PC has had this data open"):
            WriterLock(tmp_path / "a.db").take()


def test_a_folder_that_is_no_folder_is_a_sentence(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="could not be made"):
        open_store(tmp_path / "file" / "greenpractice.db", write=True)


def test_letting_go_twice_touches_no_file_that_was_opened_since(tmp_path: Path):
    lock = WriterLock(tmp_path / "greenpractice.db")
    lock.take()
    lock.release()
    with (tmp_path / "another").open("w", encoding="utf-8") as later:  # the system gives it the freed number
        lock.release()
        later.write("still open")
    assert (tmp_path / "another").read_text(encoding="utf-8") == "still open"


def test_a_lock_let_go_of_says_nothing_and_may_be_let_go_of_again(tmp_path: Path):
    lock = WriterLock(tmp_path / "a.db")
    lock.release()  # it was never taken
    lock.take()
    assert lock.path.read_text() != ""
    lock.release()
    assert lock.path.read_text() == ""
    lock.release()
    with WriterLock(tmp_path / "a.db"):
        pass


def test_who_holds_it_stands_in_the_file_from_its_first_byte(tmp_path: Path):
    with WriterLock(tmp_path / "a.db") as lock:
        host, number, since, user, end = lock.path.read_text("utf-8").split("\n")
        assert (host, number, user, end) == (socket.gethostname(), str(os.getpid()), getpass.getuser(), "")
        assert datetime.fromisoformat(since).tzinfo is not None


@pytest.mark.parametrize("error", [OSError, KeyError, ImportError])
def test_where_the_computer_keeps_no_names_another_window_is_named(
    tmp_path: Path, error: type[Exception], monkeypatch: pytest.MonkeyPatch
):
    def nobody() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", nobody)
    with WriterLock(tmp_path / "a.db") as lock:
        assert lock.path.read_text("utf-8").endswith("+00:00\n\n")
        with pytest.raises(StoreInUse, match=r"^Another window on this computer has had this data open"):
            WriterLock(tmp_path / "a.db").take()


def test_a_folder_that_cannot_be_written_to_is_a_sentence(tmp_path: Path):
    with pytest.raises(StoreError, match=r"nowhere cannot be written to \(.+\); you can look but not change"):
        WriterLock(tmp_path / "nowhere" / "a.db").take()


def test_a_lock_that_another_has_leaves_no_file_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    opened: list[int] = []
    closed: list[int] = []
    os_open, os_close = os.open, os.close

    def open_noted(*arguments: Any, **named: Any) -> int:
        opened.append(os_open(*arguments, **named))
        return opened[-1]

    def close_noted(descriptor: int) -> None:
        closed.append(descriptor)
        os_close(descriptor)

    with WriterLock(tmp_path / "store.db"):
        monkeypatch.setattr(os, "open", open_noted)
        monkeypatch.setattr(os, "close", close_noted)
        with pytest.raises(StoreInUse):
            WriterLock(tmp_path / "store.db").take()
        assert opened
        assert opened[0] in closed
