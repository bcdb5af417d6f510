"""The log of bugs: beside the data, for its owner only, each bug once, and never larger than it may be."""

import os
import stat
import sys
import tempfile
from pathlib import Path
from threading import Thread

import pytest

from greenpractice import bug_log
from greenpractice.bug_log import BYTES_A_FILE, FILES, LOG_NAME, MOST_BUGS, MOST_WARNINGS, BugLog


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for passing files."""
    folder = tmp_path / "passing"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "greenpractice.db"


def test_an_entry_has_the_time_versions_and_what_happened_and_is_what_is_told(store: Path):
    bug = BugLog(store).record("here and there")
    assert bug.path == store.with_name(LOG_NAME)
    assert bug.path.read_text("utf-8") == bug.text + "\n"
    when, versions, what = bug.text.splitlines()
    assert when.endswith("+00:00")
    assert versions.startswith("Greener Practice ")
    assert what == "here and there"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives files to their owners otherwise")
def test_only_the_owner_may_read_it(store: Path):
    before = os.umask(0)
    try:
        bug = BugLog(store).record("a bug")
    finally:
        os.umask(before)
    assert bug.path is not None
    assert stat.S_IMODE(bug.path.stat().st_mode) == 0o600


def test_a_storm_is_written_once_and_counted_at_the_end(store: Path):
    log = BugLog(store)
    bugs = [log.record("the same") for _ in range(500)]
    assert all(bug is bugs[0] for bug in bugs)
    assert bugs[0].is_storm
    text = store.with_name(LOG_NAME).read_text("utf-8")
    assert text.count("the same") == 1
    log.close()
    text = store.with_name(LOG_NAME).read_text("utf-8")
    assert text.count("the same") == 1
    assert f"What is written at {bugs[0].text.splitlines()[0]} came 500 times" in text


def test_what_comes_again_after_a_while_is_no_storm(store: Path):
    log = BugLog(store)
    first = log.record("the same")
    assert not first.is_storm
    first.last -= 60
    assert not log.record("the same").is_storm


def test_very_many_kinds_of_bugs_end_in_one_entry(store: Path):
    log = BugLog(store)
    for number in range(MOST_BUGS + 50):
        log.record(f"kind <{number}>")
    text = store.with_name(LOG_NAME).read_text("utf-8")
    assert text.count("kind <") == MOST_BUGS
    assert text.count("More bugs of other kinds") == 1


def test_it_never_grows_beyond_its_files(store: Path):
    for _ in range(60):
        BugLog(store).record("x" * 30_000)
    files = sorted(store.parent.glob("greenpractice.log*"))
    assert [file.name for file in files] == [
        "greenpractice.log",
        "greenpractice.log.1",
        "greenpractice.log.2",
    ]
    assert len(files) == FILES
    assert all(file.stat().st_size <= BYTES_A_FILE for file in files)


def test_where_the_folder_cannot_be_written_it_lies_elsewhere(tmp_path: Path, elsewhere: Path):
    bug = BugLog(tmp_path / "gone" / "greenpractice.db").record("a bug")
    assert bug.path is not None
    assert bug.path.parent == elsewhere
    assert "a bug" in bug.path.read_text("utf-8")
    assert not (tmp_path / "gone").exists()


def test_where_nothing_can_be_written_it_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no folder"))
    bug = BugLog(tmp_path / "gone" / "greenpractice.db").record("a bug")
    assert bug.path is None
    assert "a bug" in bug.text


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_of_its_name_is_not_followed(store: Path, tmp_path: Path, elsewhere: Path):
    target = tmp_path / "letter.txt"
    target.write_text("mine")
    store.with_name(LOG_NAME).symlink_to(target)
    bug = BugLog(store).record("a bug")
    assert target.read_text() == "mine"
    assert bug.path is not None
    assert bug.path.parent == elsewhere


def test_it_goes_along_to_another_data_file(store: Path, tmp_path: Path):
    log = BugLog(store)
    log.keep_beside(tmp_path / "demo.db")
    assert log.record("a bug").path == tmp_path / LOG_NAME


def test_many_threads_write_one_entry(store: Path):
    log = BugLog(store)
    threads = [Thread(target=log.record, args=("the same",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.with_name(LOG_NAME).read_text("utf-8").count("the same") == 1
    assert log.record("the same").times == 9


def test_the_logs_of_other_parts_of_the_program_are_left_alone():
    import logging

    assert not [each for each in logging.getLogger().handlers if type(each).__module__ == bug_log.__name__]


def no_folder() -> str:
    raise FileNotFoundError("No usable temporary directory found")


@pytest.mark.parametrize("place", ["/", "gone/greenpractice.db"])
def test_where_no_place_can_be_told_a_bug_is_taken_all_the_same(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    if sys.platform != "win32":
        (tmp_path / "here").rmdir()  # nobody can say any more where it was
    monkeypatch.setattr(tempfile, "gettempdir", no_folder)  # a disk that is full
    bug = BugLog(Path(place)).record("a bug")
    assert bug.path is None
    assert "a bug" in bug.text


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names in folders there")
def test_a_pipe_of_its_name_is_not_waited_for(store: Path, elsewhere: Path):
    os.mkfifo(store.with_name(LOG_NAME))
    bug = BugLog(store).record("a bug")
    assert bug.path is not None
    assert bug.path.parent == elsewhere
    reader = os.open(store.with_name(LOG_NAME), os.O_RDONLY | os.O_NONBLOCK)
    assert BugLog(store).record("a bug").path == bug.path  # nor written to, where somebody reads it
    os.close(reader)


def test_warnings_do_not_take_the_place_of_bugs(store: Path):
    log = BugLog(store)
    for number in range(MOST_BUGS + MOST_WARNINGS):
        log.record(f"warning <{number}>", is_warning=True)
    for number in range(MOST_BUGS + 5):
        log.record(f"kind <{number}>")
    text = store.with_name(LOG_NAME).read_text("utf-8")
    assert text.count("warning <") == MOST_WARNINGS
    assert text.count("kind <") == MOST_BUGS
