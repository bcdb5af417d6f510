"""Names of files: what Windows would make another file of, refuse or have no room for is told in words."""

import errno
import os
import sys
import threading
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from greenpractice import files
from greenpractice.errors import UserError
from greenpractice.files import (
    FileInUse,
    is_too_long,
    matching,
    name_problem,
    need_file,
    typed_path,
    write_in_one_step,
    writing_problem,
)

on_windows = pytest.mark.skipif(sys.platform != "win32", reason="what Windows itself does")
DEVICES = ("CON", "con", "NUL.pdf", "Aux.tar.gz", "COM1.xlsx", "lpt9", "nul .pdf", "CONIN$")
OTHERWISE = ("summary.", "summary ", "a?b.pdf", "a|b.pdf", 'a"b.pdf', "a\nb.pdf", "a<b>.pdf")
GOOD = (
    "summary.pdf",
    "CONSTANCE.pdf",
    "nullify.pdf",
    "COM10.pdf",
    "a.con",
    ".hidden",
    "Ŵyn a’i feddygfa.pdf",
)


@pytest.mark.parametrize("name", DEVICES + OTHERWISE)
def test_a_name_that_is_none_on_windows_is_refused_with_what_to_do(name: str):
    problem = name_problem(PureWindowsPath("C:/reports") / name)
    assert problem.endswith(("Choose another name.", "without them.", "without it."))
    assert name_problem(PurePosixPath("/reports") / name) == ""


@pytest.mark.parametrize("name", GOOD)
def test_a_name_that_is_one_is_let_be(name: str):
    assert name_problem(PureWindowsPath("C:/reports") / name) == ""


@pytest.mark.parametrize("name", DEVICES + OTHERWISE)
@on_windows
def test_no_file_of_another_name_is_made(tmp_path: Path, name: str):
    with pytest.raises(UserError, match="Choose a"):
        write_in_one_step(tmp_path / name, b"")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", GOOD)
def test_a_good_name_is_made_as_it_is(tmp_path: Path, name: str):
    write_in_one_step(tmp_path / name, b"")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("path", "long"),
    [
        ("C:/reports/summary.pdf", False),
        ("C:/" + "a" * 200 + "/" + "b" * 30 + ".pdf", False),
        ("C:/" + "a" * 200 + "/" + "b" * 45 + ".pdf", True),
        ("C:/" + "b" * 250 + ".pdf", True),
    ],
)
def test_windows_says_of_a_long_name_that_it_is_not_there_and_we_say_more(path: str, long: bool):
    assert is_too_long(PureWindowsPath(path)) is long
    assert not is_too_long(PurePosixPath(path))


@on_windows
def test_a_name_that_is_too_long_is_told_as_that(tmp_path: Path):
    with pytest.raises(UserError, match=r"is too long for Windows\. Choose a shorter one"):
        write_in_one_step(tmp_path / ("b" * 252 + ".pdf"), b"")
    not_there = FileNotFoundError(errno.ENOENT, "The system cannot find the path specified")
    assert "too long for Windows" in writing_problem(not_there, tmp_path / ("c" * 240))


@on_windows
def test_a_file_that_is_open_elsewhere_stays_as_it_is(tmp_path: Path):
    path = tmp_path / "summary.pdf"
    path.write_bytes(b"old")
    with path.open("rb"), pytest.raises(FileInUse, match=r"is open in another program\. Close it there"):
        write_in_one_step(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["summary.pdf"]
    write_in_one_step(path, b"new")
    assert path.read_bytes() == b"new"


@on_windows
def test_a_file_that_is_open_elsewhere_for_a_moment_is_written(tmp_path: Path):
    path = tmp_path / "summary.pdf"
    path.write_bytes(b"old")
    held = path.open("rb")
    threading.Timer(0.1, held.close).start()
    write_in_one_step(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("times", [0, 1, 2, 3])
def test_who_holds_a_file_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
):
    held, replace = iter(range(times)), os.replace

    def held_at_first(unfinished: Path, path: Path) -> None:
        if next(held, None) is not None:
            raise PermissionError(13, "Sharing violation")
        replace(unfinished, path)

    monkeypatch.setattr(files, "_PAUSES", (0.0, 0.0))
    monkeypatch.setattr(os, "replace", held_at_first)
    path = tmp_path / "summary.pdf"
    if times < 3:
        write_in_one_step(path, b"new")
        assert path.read_bytes() == b"new"
    else:
        with pytest.raises(FileInUse):
            write_in_one_step(path, b"new")
        assert list(tmp_path.iterdir()) == []


@on_windows
def test_names_that_differ_in_case_alone_are_one_file(tmp_path: Path):
    write_in_one_step(tmp_path / "Summary.pdf", b"old")
    write_in_one_step(tmp_path / "SUMMARY.PDF", b"new")
    (path,) = tmp_path.iterdir()
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("typed", ["{}", ' "{}" ', '"{}"'])
def test_a_place_is_taken_with_the_quotation_marks_it_is_copied_with(tmp_path: Path, typed: str):
    assert typed_path(typed.format(tmp_path)) == tmp_path
    assert typed_path('"') == Path('"')


def test_names_that_no_shell_filled_in_are_filled_in(tmp_path: Path):
    for name in ("b.pdf", "a.pdf", "c.txt", "d[1].pdf"):
        (tmp_path / name).write_bytes(b"")
    found = matching([tmp_path / "*.pdf", tmp_path / "none*.pdf", tmp_path / "?.txt", tmp_path / "d[1].pdf"])
    assert [path.name for path in found] == ["a.pdf", "b.pdf", "d[1].pdf", "none*.pdf", "c.txt", "d[1].pdf"]


def test_a_folder_in_the_place_of_a_file_is_told_as_that(tmp_path: Path):
    with pytest.raises(UserError, match=r"is a folder and not a file\. Give a file in it\.$"):
        need_file(tmp_path)
