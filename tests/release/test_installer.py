"""The installer for Windows: it takes away again what it puts in place, and asks no administrator."""

import re
import shutil
from pathlib import Path, PurePosixPath

import pytest

from release.installer import SCRIPT, installer_of, lists_of
from release.unchanged import Commit

PLACES = ["greenpractice.exe", "_internal/a.dll", "_internal/PySide6/plugins/b.dll", "_internal/co$t.txt"]
TEXT = SCRIPT.read_text(encoding="utf-8")


def test_every_file_is_put_in_its_place_and_taken_away_again() -> None:
    said = lists_of(Path("built"), map(PurePosixPath, PLACES))
    put, _, remove = said.partition("!macroend\n")
    assert re.findall(r'File "built/(.*)"', put) == sorted(PLACES)
    gone = [place.replace("$$", "$") for place in re.findall(r'Delete "\$INSTDIR\\(.*)"', remove)]
    assert [place.replace("\\", "/") for place in gone] == sorted(PLACES)
    folders = re.findall(r'RMDir "(.*)"', remove)
    assert folders == [rf"$INSTDIR\_internal{more}" for more in (r"\PySide6\plugins", r"\PySide6", "")]


def test_files_in_one_order_are_one_list() -> None:
    places = [PurePosixPath(place) for place in PLACES]
    assert lists_of(Path("built"), places) == lists_of(Path("built"), reversed(places))


def test_nothing_is_asked_of_an_administrator_and_pdfs_keep_what_opens_them() -> None:
    assert "RequestExecutionLevel user" in TEXT
    assert not re.search(r"HKLM|HKCR|\$PROGRAMFILES|SetShellVarContext all", TEXT)
    of_pdfs = re.findall(r"^ *(\w+) HKCU .*\\\.pdf.*$", TEXT, re.MULTILINE)
    assert of_pdfs == ["WriteRegNone", "DeleteRegValue"], "the kind of file itself is others'"


def test_what_is_registered_is_taken_away_again() -> None:
    install, _, uninstall = TEXT.partition('Section "Uninstall"')
    written = set(re.findall(r'WriteReg\w+ HKCU "([^"]*)"', install))
    removed = re.findall(r'DeleteReg\w+ HKCU "([^"]*)"', uninstall)
    assert {key for key in written if not key.startswith(tuple(removed))} == set()


@pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS is not installed")
def test_the_same_files_are_the_same_installer(tmp_path: Path, qapp: object) -> None:
    folder = tmp_path / "built"
    (folder / "_internal").mkdir(parents=True)
    (folder / "greenpractice.exe").write_bytes(b"MZ")
    (folder / "_internal" / "a.dll").write_bytes(b"MZ")
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made.append(installer_of(folder, Commit("a", 1_790_000_000), tmp_path / name, tmp_path / "work"))
    assert made[0].read_bytes() == made[1].read_bytes()
    assert made[0].name.endswith("-windows-x64-setup.exe")
