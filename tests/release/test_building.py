"""What a build says of itself: sums, sizes, and what is too large."""

import hashlib
import sys
from pathlib import Path

import pytest

from release import building
from release.building import built_before, check_sizes, main, sizes, try_out, what_dominates, write_sums
from release.contents import COMMAND_LINE
from release.unchanged import CannotBuild, Commit


def test_sums_are_as_sha256sum_reads_them(tmp_path: Path) -> None:
    for name in ("b.deb", "a.tar.xz"):
        (tmp_path / name).write_bytes(name.encode())
    write_sums([tmp_path / "b.deb", tmp_path / "a.tar.xz"], tmp_path / "SHA256SUMS")
    expected = [f"{hashlib.sha256(name.encode()).hexdigest()}  {name}\n" for name in ("a.tar.xz", "b.deb")]
    assert (tmp_path / "SHA256SUMS").read_bytes().decode() == "".join(expected)


def test_the_largest_parts_are_named_first(tmp_path: Path) -> None:
    qt = tmp_path / "_internal" / "PySide6" / "Qt" / "lib"
    qt.mkdir(parents=True)
    (qt / "libQt6Core.so.6").write_bytes(bytes(3_000_000))
    (qt.parents[1] / "QtCore.so").write_bytes(bytes(500_000))
    (tmp_path / "greenpractice").write_bytes(bytes(1_000_000))
    found = sizes(tmp_path)
    assert [*found.items()] == [
        ("PySide6/Qt/lib/libQt6Core.so.6", 3_000_000),
        ("greenpractice", 1_000_000),
        ("PySide6", 500_000),
    ]
    assert next(what_dominates(found)) == "4.5 MB unpacked, of which"


@pytest.mark.parametrize(("unpacked", "packed"), [(200_000_001, 1), (1, 80_000_001)])
def test_what_is_too_large_is_not_given_away(unpacked: int, packed: int) -> None:
    check_sizes(200_000_000, {"a.zip": 80_000_000})
    with pytest.raises(CannotBuild, match="has more than"):
        check_sizes(unpacked, {"a.zip": packed})


def test_a_folder_of_another_commit_is_not_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "OF_COMMIT", tmp_path / "commit.txt")
    monkeypatch.setattr(building, "last_commit", lambda _root: Commit("a" * 40, 1))
    for there in (None, "b" * 40):
        if there:
            (tmp_path / "commit.txt").write_text(there)
        with pytest.raises(CannotBuild, match="not of the last commit"):
            built_before()
    (tmp_path / "commit.txt").write_text("a" * 40)
    assert built_before().commit.name == "a" * 40


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_what_cannot_show_its_pages_is_not_given_away(tmp_path: Path) -> None:
    program = tmp_path / COMMAND_LINE
    for script, fails in (("test $2 = screenshots", False), ("echo libQt6Core is missing >&2; exit 1", True)):
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        if fails:
            with pytest.raises(CannotBuild, match="cannot show its pages: libQt6Core is missing"):
                try_out(tmp_path)
        else:
            try_out(tmp_path)


def test_only_the_two_halves_of_a_build_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["everything"]) == 2
    assert "package [folder | files]" in capsys.readouterr().err
