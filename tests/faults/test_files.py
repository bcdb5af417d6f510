"""Writing a file in one step: the new one or the old one, whatever happens."""

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from greenpractice import files
from greenpractice.errors import UserError
from greenpractice.files import in_one_step, make_folders, make_private, write_in_one_step, writing_problem

ROOT = Path(__file__).parents[2]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_made_or_replaced(tmp_path: Path):
    target = tmp_path / "report.pdf"
    write_in_one_step(target, b"one")
    write_in_one_step(target, b"two, longer")
    write_in_one_step(target, b"")
    assert target.read_bytes() == b""
    assert names(tmp_path) == ["report.pdf"]


def test_the_old_file_stays_if_the_work_on_the_new_one_fails(tmp_path: Path):
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")

    def work() -> None:
        with in_one_step(target) as unfinished:
            unfinished.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["report.pdf"]


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("missing/report.pdf", r"There is no folder .*missing\. Make it, or choose another one\."),
        ("file/report.pdf", r"There is no folder .*file\. Make it"),
        ("folder", r"folder is a folder\. Give a file name in it\."),
        (f"{'x' * 250}.pdf", r"is too long\. Choose a shorter one\."),
    ],
)
def test_what_cannot_be_written_is_a_sentence(tmp_path: Path, target: str, sentence: str):
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError, match=sentence):
        write_in_one_step(tmp_path / target, b"new")
    assert names(tmp_path) == ["file", "folder"]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "There is not enough space in"),
        (errno.EDQUOT, "There is not enough space in"),
        (errno.EFBIG, "There is not enough space in"),
        (errno.EACCES, "You may not write in"),
        (errno.EROFS, "You may not write in"),
        (errno.EIO, "could not be written"),
    ],
)
def test_each_reason_has_its_sentence(tmp_path: Path, number: int, sentence: str):
    assert sentence in writing_problem(OSError(number, os.strerror(number)), tmp_path / "report.pdf")


def test_a_file_that_is_open_elsewhere_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Windows refuses to replace a file somebody has open; other systems do not, so it is made up here."""
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")

    def refuse(source: object, target: object) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(
        UserError, match=r"report\.pdf is open in another program\. Close it there, then try again\."
    ):
        write_in_one_step(target, b"new")
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["report.pdf"]


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path):
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "report.pdf", tmp_path / "report.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_in_one_step(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_what_a_killed_program_left_is_cleared_but_not_what_another_is_writing(tmp_path: Path):
    target = tmp_path / "a [1] report.pdf"
    old, new, other = (tmp_path / name for name in (
        ".a [1] report.pdf.00000000.part", ".a [1] report.pdf.11111111.part", ".b.pdf.00000000.part"
    ))  # fmt: skip
    for path in (old, new, other):
        path.write_bytes(b"half")
    for path in (old, other):
        os.utime(path, (time.time() - 7200,) * 2)
    write_in_one_step(target, b"new")
    assert names(tmp_path) == sorted([new.name, other.name, target.name])


@pytest.mark.parametrize("make", [make_folders, make_private])
def test_a_new_folder_outlasts_a_power_cut_as_the_files_in_it_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], None]
):
    synced: list[Path] = []
    monkeypatch.setattr(files, "folder_to_disk", synced.append)
    make(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    assert synced == [tmp_path, tmp_path / "a"]
    make(tmp_path / "a" / "b")
    assert len(synced) == 2


def test_folders_are_made_in_one_place():
    making = [
        path.relative_to(ROOT).as_posix()
        for room in ("greenpractice", "db", "ui")
        for path in (ROOT / room).rglob("*.py")
        if ".mkdir(" in path.read_text("utf-8") or "makedirs(" in path.read_text("utf-8")
    ]
    assert making == ["greenpractice/files.py"]
