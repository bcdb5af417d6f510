"""The installer for Windows: it takes away again what it puts in place, and asks no administrator."""

import re
import shutil
from pathlib import Path, PurePosixPath

import pytest

from release.installer import SCRIPT, installer_of, keep_uninstaller, lists_of
from release.unchanged import CannotBuild, Commit

PLACES = ["greenpractice.exe", "_internal/a.dll", "_internal/PySide6/plugins/b.dll", "_internal/co$t.txt"]
TEXT = SCRIPT.read_text(encoding="utf-8")


def test_every_file_is_put_in_its_place_and_taken_away_again() -> None:
    said = lists_of(Path("built"), map(PurePosixPath, PLACES))
    put, _, remove = said.partition("!macroend\n")
    given = [Path(file).relative_to("built").as_posix() for file in re.findall(r'File "(.*)"', put)]
    assert given == sorted(PLACES)
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
    made, commit, kept = [], Commit("a", 1_790_000_000), tmp_path / "to be signed" / "uninstall.exe"
    keep_uninstaller(folder, commit, kept, tmp_path / "work")
    assert kept.read_bytes().startswith(b"MZ")
    for name in ("one", "two", "signed"):
        (tmp_path / name).mkdir()
        if name == "signed":
            kept.write_bytes(kept.read_bytes() + bytes(range(256)))
        made.append(installer_of(folder, commit, tmp_path / name, tmp_path / "work", kept))
    one, two, signed = (each.read_bytes() for each in made)
    assert one == two
    assert len(signed) > len(one), "the uninstaller that was signed is not in it"
    assert made[0].name.endswith("-windows-x64-setup.exe")


@pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS is not installed")
def test_without_the_uninstaller_that_was_signed_there_is_no_installer(tmp_path: Path, qapp: object) -> None:
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "greenpractice.exe").write_bytes(b"MZ")
    gone = tmp_path / "gone.exe"
    with pytest.raises(CannotBuild, match="NSIS could not make the installer"):
        installer_of(tmp_path / "built", Commit("a", 1), tmp_path, tmp_path / "work", gone)


@pytest.mark.skipif(
    shutil.which("makensis") is None or not Path("/usr/share/nsis").is_dir(),
    reason="Debian's NSIS is not here",
)
@pytest.mark.parametrize(("left_out", "machine"), [("nothing", 0x8664), ("amd64-unicode", 0x014C)])
def test_the_nsis_for_windows_makes_it_too(
    tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch, left_out: str, machine: int
) -> None:
    """It comes without Debian's parts for 64 bit, and what it makes then runs on all Windows."""
    shutil.copytree(
        "/usr/share/nsis", tmp_path / "nsis", ignore=shutil.ignore_patterns(f"*{left_out}"), symlinks=True
    )
    monkeypatch.setenv("NSISDIR", str(tmp_path / "nsis"))
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "greenpractice.exe").write_bytes(b"MZ")
    commit, kept, work = Commit("a", 1_790_000_000), tmp_path / "kept" / "uninstall.exe", tmp_path / "work"
    keep_uninstaller(tmp_path / "built", commit, kept, work)
    made = installer_of(tmp_path / "built", commit, tmp_path, work, kept)
    for program in (made, kept):
        data = program.read_bytes()
        header = int.from_bytes(data[0x3C:0x40], "little")
        assert int.from_bytes(data[header + 4 : header + 6], "little") == machine
