"""A bug in a command: one sentence, where the details are, and nothing of the data in the log."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from greenpractice import app
from greenpractice.app import main
from greenpractice.bug_log import LOG_NAME
from greenpractice.command_line import commands

ROOT = Path(__file__).parents[3]
WORDS = "Something went wrong in the program. Nothing more was changed."


def fails(*_: object, **__: object) -> None:
    raise ZeroDivisionError("Sample Surgery, 48213.75 kWh")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data file that is not there yet, and a program that fails whenever it lists practices."""
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("GREENPRACTICE_STORE", str(tmp_path / "data" / "greenpractice.db"))
    monkeypatch.setattr(commands, "load_directory", fails)
    return tmp_path / "data" / "greenpractice.db"


def test_a_bug_is_one_sentence_and_a_log_without_figures(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["practices"]) == 1
    out, err = capsys.readouterr()
    log = store.with_name(LOG_NAME)
    assert out == ""
    assert err == f"{WORDS} Details are in {log}; add --debug to see them here.\n"
    text = log.read_text("utf-8")
    assert "greenpractice/command_line/commands.py" in text
    assert "ZeroDivisionError" in text
    assert "48213.75" not in text
    assert "Surgery" not in text
    assert str(ROOT) not in text


def test_the_log_lies_beside_the_data_file_that_was_asked_for(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("db.opening.open_store", fails)
    assert main(["check", "--store", str(tmp_path / "other.db")]) == 1
    assert str(tmp_path / LOG_NAME) in capsys.readouterr().err
    assert (tmp_path / LOG_NAME).exists()
    assert not store.with_name(LOG_NAME).exists()


@pytest.mark.parametrize("given", [["--debug", "practices"], ["practices", "--debug"]])
def test_debug_shows_where_it_was(given: list[str], store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(given) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback (most recent call last)" in err
    assert "ZeroDivisionError" in err
    assert WORDS not in err
    assert store.with_name(LOG_NAME).exists()


def test_where_no_log_can_be_written_it_says_how_to_see_the_details(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GREENPRACTICE_STORE", str(tmp_path / "gone" / "greenpractice.db"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "no folder"))
    assert main(["practices"]) == 1
    assert capsys.readouterr().err == f"{WORDS} Add --debug to see the details.\n"


def test_debug_changes_nothing_where_nothing_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for given in (["--debug", "practices", "--json"], ["practices", "--json", "--debug"]):
        assert main(given) == 0
        out, err = capsys.readouterr()
        assert json.loads(out)
        assert err == ""
    assert main(["--debug", "footprint"]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert main(["check", "--debug", "--store", str(tmp_path / "none.db")]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / LOG_NAME).exists()


def test_ctrl_c_ends_it_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], store: Path
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "load_directory", stopped)
    assert main(["practices"]) == 130
    assert capsys.readouterr().err == ""
    assert not store.with_name(LOG_NAME).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe that is closed is told otherwise there")
def test_a_reader_that_goes_away_is_no_bug(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)  # as `| head` does when it has seen enough
    environment = {**os.environ, "GREENPRACTICE_STORE": str(tmp_path / "greenpractice.db")}
    done = subprocess.run(
        [sys.executable, "-m", "greenpractice", "practices", "--json"],
        cwd=ROOT, env=environment, stdout=writing, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_window_that_cannot_be_made_is_told_too(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "has_display", lambda: True)
    monkeypatch.setattr("ui.start.run", fails)
    assert main([]) == 1
    assert capsys.readouterr().err.startswith(WORDS)
    assert "ZeroDivisionError" in store.with_name(LOG_NAME).read_text("utf-8")


@pytest.mark.parametrize(("given", "debug"), [([], False), (["--debug"], True)])
def test_the_window_is_opened_with_debug_too(
    given: list[str], debug: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(app, "has_display", lambda: True)
    monkeypatch.setattr("ui.start.run", lambda *_given, debug: asked.append(debug) or 0)
    assert main(given) == 0
    assert asked == [debug]


def said(*arguments: bytes | str, shell: str = "", cwd: Path = ROOT, **streams: int) -> tuple[int, str, str]:
    """The program as somebody starts it who has done something odd before."""
    command = f'{shell} exec "$0" -m greenpractice "$@"'
    done = subprocess.run(
        ["/bin/sh", "-c", command, sys.executable, *arguments], cwd=cwd, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
    )  # fmt: skip
    return done.returncode, (done.stdout or b"").decode(), (done.stderr or b"").decode()


odd_system = pytest.mark.skipif(sys.platform != "linux", reason="what is odd here is odd otherwise there")


@odd_system
def test_a_folder_whose_name_is_no_text_is_as_good_as_any(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    os.mkdir(folder)
    data = b"--store=" + folder + b"/own.db"
    assert said("check", data) == (1, f"There is no store at {tmp_path}/caf\\udce9/own.db yet.\n", "")
    sample = str(ROOT / "tests" / "files" / "sample-return.json")
    assert said("record", sample, data)[0] == 0
    assert said("check", data)[0] == 0
    report = ("report", "--practice=C82001", "--period=2025-26-Q1", data, b"--output=" + folder + b"/a.pdf")
    status, out, err = said(*report)
    assert (status, f"{tmp_path}/caf\\udce9/a.pdf" in out + err) == (0, True), out + err
    paths = ("collate", data, "--all", "--period=2025-26-Q1", folder)
    os.rename(folder + b"/own.db", folder + b"/own\xe9.pdf")
    assert json.loads(said(*paths, "--json")[1])["files"]


@odd_system
def test_nobody_listens_or_there_is_no_room_for_an_answer(tmp_path: Path) -> None:
    assert said("practices", shell="exec >&-;")[::2] == (0, "")
    assert said("check", "--store=none.db", shell="exec 2>&-;")[0] == 1
    status, _, err = said("practices", shell="exec >/dev/full;")
    assert status == 1
    assert err == "That could not be done: no space left on device. Put that right and try again.\n"
    assert said("practices", shell="exec >/dev/full 2>&1;")[0] == 1


@odd_system
def test_what_the_system_refuses_is_a_sentence_and_no_bug(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    refused = "That could not be done: no such file or directory. Put that right and try again.\n"
    assert said("check", "--store=x.db", shell="rmdir ../gone;", cwd=tmp_path / "gone") == (1, "", refused)
    assert said("check", "--store=/") == (1, "/ is a folder. Choose a data file in it.\n", "")
    status, _, err = said("check", f"--store={tmp_path}/{'a' * 300}")
    assert status == 1
    assert "file name too long" in err
    assert list(tmp_path.iterdir()) == []


def test_a_bug_is_a_sentence_where_neither_log_nor_folder_can_be_had(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_folder() -> str:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setenv("GREENPRACTICE_STORE", "/")
    monkeypatch.setattr("tempfile.gettempdir", no_folder)
    assert main(["practices"]) == 1
    assert capsys.readouterr().err == f"{WORDS} Add --debug to see the details.\n"
