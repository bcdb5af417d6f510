"""Where the data are: in the user's folder, or beside a built app where somebody made a folder for them."""

import sys
from pathlib import Path

import pytest

from greenpractice.app import PORTABLE_NAME, STORE_NAME, STORE_VARIABLE, LocalServices


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built app in a folder of its own, and a user without settings."""
    monkeypatch.delenv(STORE_VARIABLE)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    folder = tmp_path / "stick" / "Greener Practice"
    folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "executable", str(folder / "greenpractice"))
    return folder


def test_a_built_app_keeps_its_data_with_the_user(program: Path) -> None:
    for path in (LocalServices().store_path(None), LocalServices().preferences_path()):
        assert not path.is_relative_to(program.parent)


def test_a_folder_of_that_name_beside_the_program_takes_the_data_and_the_settings(program: Path) -> None:
    (program / PORTABLE_NAME).mkdir()
    assert LocalServices().store_path(None) == program / PORTABLE_NAME / STORE_NAME
    assert LocalServices().preferences_path() == program / PORTABLE_NAME / "window.ini"
    assert LocalServices().store_path(program / "other.db") == program / "other.db"


def test_a_file_of_that_name_is_no_folder_and_source_has_no_stick(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program / PORTABLE_NAME).write_bytes(b"")
    assert not LocalServices().store_path(None).is_relative_to(program)
    (program / PORTABLE_NAME).unlink()
    (program / PORTABLE_NAME).mkdir()
    monkeypatch.setattr(sys, "frozen", False)
    assert not LocalServices().store_path(None).is_relative_to(program)


def test_an_app_of_macos_has_it_beside_itself_and_not_inside(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(program / "Greener Practice.app/Contents/MacOS/greenpractice"))
    (program / PORTABLE_NAME).mkdir()
    assert LocalServices().store_path(None) == program / PORTABLE_NAME / STORE_NAME


def test_what_the_environment_names_comes_first(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (program / PORTABLE_NAME).mkdir()
    monkeypatch.setenv(STORE_VARIABLE, str(program / "named.db"))
    assert LocalServices().store_path(None) == program / "named.db"
    assert LocalServices().preferences_path() == program / "named.ini"
