"""start.py: which Python it takes, when it sets up again, what it installs, how it runs things."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
WANTED = "what a set-up is made from"


@pytest.fixture
def start(tmp_path: Path) -> ModuleType:
    """A copy of start.py in a folder of its own, so that its .venv is not the project's."""
    copy = tmp_path / "start.py"
    shutil.copy(ROOT / "start.py", copy)
    (tmp_path / "requirements.lock").write_bytes(b"one==1\ntwo==2\n")
    spec = importlib.util.spec_from_file_location("start_under_test", copy)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def finish(start: ModuleType, stamp: str) -> None:
    start.PYTHON.parent.mkdir(parents=True)
    start.PYTHON.touch()
    start.STAMP.write_text(stamp, "utf-8")


# Python


def test_python_3_8_can_read_it_so_that_it_can_say_what_is_wrong():
    ast.parse((ROOT / "start.py").read_text("utf-8"), feature_version=(3, 8))


def test_it_supports_the_versions_the_project_states(start: ModuleType):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    stated = Requirement(f"python{project['requires-python']}").specifier
    assert set(start.SUPPORTED) == {f"3.{minor}" for minor in range(8, 20) if stated.contains(f"3.{minor}")}


@pytest.mark.skipif(os.name == "nt", reason="Windows looks through its own launcher")
def test_another_python_must_answer_with_the_version_in_its_name(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def program(name: str, text: str) -> None:
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)

    monkeypatch.setenv("PATH", str(tmp_path))
    program("python3.13", "echo 3.9; echo /not/this")
    program("python3.12", "exit 127")  # what a pyenv shim does for a version that is not switched on
    with pytest.raises(
        start.SetupError, match=rf"needs Python 3\.11, 3\.12 or 3\.13; this is {start.RUNNING}"
    ):
        start.other_python()
    program("python3.11", "echo 3.11; echo /opt/python3.11")
    assert start.other_python() == "/opt/python3.11"


# Is set-up done?


def test_a_finished_set_up_is_used_again(start: ModuleType):
    finish(start, start.wanted_stamp())
    assert start.is_ready(start.wanted_stamp())


def test_nothing_there_or_no_stamp_or_no_python_means_set_up(start: ModuleType):
    assert not start.is_ready(WANTED)
    finish(start, WANTED)
    assert start.is_ready(WANTED)
    start.PYTHON.unlink()
    assert not start.is_ready(WANTED)
    start.PYTHON.touch()
    start.STAMP.unlink()
    assert not start.is_ready(WANTED)


@pytest.mark.parametrize("changed", ["RUNNING", "SETUP_VERSION"])
def test_another_python_or_another_way_of_setting_up_means_set_up(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, changed: str
):
    finish(start, start.wanted_stamp())
    monkeypatch.setattr(start, changed, "another")
    assert not start.is_ready(start.wanted_stamp())


def test_other_packages_mean_set_up_but_windows_line_ends_do_not(start: ModuleType):
    finish(start, start.wanted_stamp())
    start.LOCKED.write_bytes(b"one==1\r\ntwo==2\r\n")
    assert start.is_ready(start.wanted_stamp())
    start.LOCKED.write_bytes(b"one==1\ntwo==3\n")
    assert not start.is_ready(start.wanted_stamp())


def test_a_half_made_environment_goes_but_not_the_lock_others_wait_for(start: ModuleType):
    finish(start, WANTED)
    start.ONE_AT_A_TIME.touch()
    (start.VENV / "lib" / "deep").mkdir(parents=True)
    (start.VENV / "pyvenv.cfg").touch()
    start.clear()
    assert list(start.VENV.iterdir()) == [start.ONE_AT_A_TIME]


def test_only_one_set_up_at_a_time(start: ModuleType, tmp_path: Path):
    with (tmp_path / "lock").open("a") as first, (tmp_path / "lock").open("a") as second:
        assert start.took_lock(first.fileno())
        assert not start.took_lock(second.fileno())
        first.close()
        assert start.took_lock(second.fileno())


# System packages


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are a matter of Linux")
def test_a_library_that_cannot_be_loaded_names_its_package(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(start, "NEEDED", {"libc.so.6": "libc6", "libnever.so.99": "libnever99"})
    monkeypatch.setattr(start, "FOR_A_WINDOW", {})
    assert "libnever99" in start.missing_packages()
    assert "libc6" not in start.missing_packages()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are a matter of Linux")
def test_without_apt_missing_needs_stop_and_missing_window_parts_warn(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(start, "NEEDED", {})
    monkeypatch.setattr(start, "FOR_A_WINDOW", {"libnever.so.99": "libnever99"})
    start.prepare_linux()
    assert "libnever99" in capsys.readouterr().err
    monkeypatch.setattr(start, "NEEDED", {"libnever.so.98": "libnever98"})
    with pytest.raises(start.SetupError, match="libnever98 libnever99"):
        start.prepare_linux()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are a matter of Linux")
def test_what_only_the_tests_need_is_no_part_of_setting_up_and_never_stops_them(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(start, "FOR_TESTS", {"never-a-program": "never99"})
    assert "never99" not in start.missing_packages()
    assert "never99" in start.missing_for_tests()
    start.prepare_tests()
    said = capsys.readouterr().err
    assert "never99" in said
    assert "tests in a real window are skipped" in said
    (tmp_path / "never-a-program").touch(0o755)
    assert "never99" not in start.missing_for_tests()


@pytest.mark.skipif(os.name == "nt", reason="apt belongs to Debian and Ubuntu")
def test_with_apt_the_advice_is_a_command_to_copy(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "sudo" not in start.system_advice(["libgl1", "libegl1"])
    (tmp_path / "apt-get").touch(0o755)
    command = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libgl1 libegl1"
    assert start.system_advice(["libgl1", "libegl1"]).splitlines()[-1].strip() == command


def test_a_failing_command_gives_its_last_words_and_a_good_one_nothing(start: ModuleType):
    assert start.run([sys.executable, "-c", "print('chatter')"]) == ""
    assert start.run([sys.executable, "-c", "print('no space'); raise SystemExit(3)"]) == "no space"
    assert start.run([sys.executable, "-c", "raise SystemExit(3)"]) == "exit status 3"


# Running


def test_the_program_gets_the_arguments_and_imports_from_the_project_only(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PYTHONPATH", "somewhere else")
    command = start.program_command(["check", "a return.pdf"])
    assert command == [str(start.PYTHON), "-P", "-m", "greenpractice", "check", "a return.pdf"]
    assert start.program_environment()["PYTHONPATH"] == str(start.ROOT)


def test_package_builds_with_the_environment_that_was_set_up(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    finish(start, start.wanted_stamp())
    ran = []
    monkeypatch.setattr(start, "hand_over", lambda command, _environment: ran.append(command) or 0)
    assert start.main(["package", "folder"]) == 0
    assert ran == [[str(start.PYTHON), "-P", "-m", "release", "folder"]]


def test_test_runs_the_checks_in_order_and_gives_pytest_its_arguments(start: ModuleType):
    program = "greenpractice ui db resources release release/program.spec start.py"
    checks = ["ruff check .", "ruff format --check .", "vulture", f"vulture {program} tests", "mypy"]
    ran = [" ".join(command[2:]) for command in start.check_commands(["-k", "water"])]
    assert ran == [*checks, "pytest -k water"]
    everything = [" ".join(command[2:]) for command in start.check_commands([])]
    assert everything[:-1] == checks
    assert everything[-1].startswith("pytest -n auto")


def test_long_runs_the_long_runs_alone_and_passes_their_names_on(start: ModuleType):
    (command,) = start.check_commands(["--long", "faults", "--short"])
    assert " ".join(command[2:]) == "tests.long.run faults --short"


def python(*lines: str) -> list[str]:
    return [sys.executable, "-c", "\n".join(lines)]


def test_checks_stop_at_the_first_that_fails_with_its_exit_status(start: ModuleType, tmp_path: Path):
    def leaving(name: str, status: int) -> list[str]:
        return python(f"import sys; open({name!r}, 'w'); sys.exit({status})")

    assert start.run_checks([leaving("first", 0), leaving("second", 5), leaving("third", 0)]) == 5
    assert (tmp_path / "first").exists()
    assert (tmp_path / "second").exists()
    assert not (tmp_path / "third").exists()
    assert start.run_checks([leaving("first", 0)]) == 0
    assert start.run_checks([leaving("first", 3)]) == 3


def waiting_for(name: str) -> tuple[str, ...]:
    wait = f"while not pathlib.Path({name!r}).exists(): time.sleep(0.01)"
    return ("import pathlib, sys, time", wait)


def test_checks_run_side_by_side_and_what_each_says_is_shown_whole_in_their_order(
    start: ModuleType, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(start, "say", lambda text: os.write(1, f"{text.partition('#')[2]}\n".encode()))
    first = python(*waiting_for("second"), "print('one'); print('of the first', file=sys.stderr)  # 1")
    second = python("import pathlib", "pathlib.Path('second').touch()", "print('two ' * 50_000)  # 2")
    last = python("import pathlib", "print(pathlib.Path('read').exists())  # 3")
    reading = python("import pathlib", "print('unheard' * 50_000)", "pathlib.Path('read').touch(); 1 / 0")
    assert start.run_checks([first, second, last], [reading]) == 0
    said = capfd.readouterr().out.splitlines()
    assert said[0] == " 1"
    assert sorted(said[1:3]) == ["of the first", "one"]
    assert said[3:] == [" 2", "two " * 50_000, " 3", "True"]


@pytest.mark.parametrize("letters", ["cp1252", "ascii", "utf-8"])
def test_what_a_check_says_is_shown_whatever_letters_the_screen_has(letters: str):
    """As where Windows runs it into a file: that a check failed must not be hidden by how it says so."""
    done = subprocess.run(
        python("import start", "start.show('CO\u2082e \u2192 \ufffd'.encode())"),
        cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": letters}, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout == "CO\u2082e \u2192 \ufffd".encode()


def test_what_still_runs_ends_with_the_first_check_that_fails(start: ModuleType, tmp_path: Path):
    """The one before it in their order is waited for; those after it are not."""
    without_end = python(*waiting_for("nobody makes it"))
    fails = python("raise SystemExit(4)")
    assert start.run_checks([fails, without_end, python("")], [without_end]) == 4
    said_in_order = [python("import time; time.sleep(0.3); raise SystemExit(6)"), fails, python("")]
    assert start.run_checks(said_in_order) == 6


def test_all_tests_are_read_ahead_where_all_are_run(start: ModuleType):
    (reading,) = start.read_ahead([])
    assert " ".join(reading[2:5]) == "pytest --collect-only -qq"
    assert start.read_ahead(["-k", "water"]) == start.read_ahead(["--long"]) == []


def test_what_the_checks_start_is_compiled_once(
    start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (tmp_path / "begun.py").touch()
    assert start.run_checks([[sys.executable, "-c", "import begun"]]) == 0
    assert "begun" in [path.name.partition(".")[0] for path in tmp_path.glob("__pycache__/*.pyc")]


# The lock


def locked() -> dict[str, str]:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def test_the_lock_holds_every_package_the_project_states_in_a_version_it_allows():
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [
        Requirement(text)
        for text in (*stated["project"]["dependencies"], *stated["dependency-groups"]["dev"])
    ]
    versions = locked()
    for requirement in wanted:
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        assert name in versions, f"{name}: remake the lock with the command at its top"
        assert requirement.specifier.contains(versions[name]), requirement


def test_every_locked_package_has_hashes_and_the_lock_names_no_place():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    for entry in re.split(r"\n(?=[a-z])", text.split("\n", 2)[2]):
        assert "--hash=sha256:" in entry, entry
    assert not re.search(r"://|--(extra-)?index-url|--find-links|@ |/home|/root|/tmp|/work|[A-Z]:\\", text)
