"""Archives of the same files are the same bytes, and the tools of systems can read them."""

import io
import os
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from release.archives import Member, deb, members_of, tar_xz, zip_of

SECONDS = 1_700_000_000
Pack = Callable[[Iterable[Member], int], bytes]


def app(folder: Path, names: Iterable[str], age: int) -> Path:
    """A small app, its files written in the order of the names."""
    (folder / "_internal").mkdir(parents=True)
    for name in names:
        (folder / name).write_bytes(name.encode())
    (folder / "program").chmod(0o755)
    for name in names:
        os.utime(folder / name, (age, age))
    if os.name == "posix":
        (folder / "link.so").symlink_to("_internal/b.so")
    return folder


@pytest.mark.parametrize("pack", [tar_xz, zip_of, lambda members, seconds: deb([], members, seconds)])
def test_neither_time_nor_order_nor_place_of_the_files_changes_a_byte(tmp_path: Path, pack: Pack) -> None:
    names = ["program", "_internal/b.so", "_internal/a.txt"]
    one = app(tmp_path / "one", names, 1_000_000_000)
    other = app(tmp_path / "two" / "deep", reversed(names), 1_600_000_000)
    assert pack(members_of(one, "app"), SECONDS) == pack(members_of(other, "app"), SECONDS)
    assert pack(members_of(one, "app"), SECONDS) != pack(members_of(one, "app"), SECONDS + 2)


def test_a_packed_folder_unpacks_as_it_was(tmp_path: Path) -> None:
    folder = app(tmp_path / "one", ["program", "_internal/b.so"], 1_000_000_000)
    with tarfile.open(fileobj=io.BytesIO(tar_xz(members_of(folder, "app"), SECONDS))) as archive:
        entries = {entry.name: entry for entry in archive}
        assert [*entries][:3] == ["app", "app/_internal", "app/_internal/b.so"]
        assert {entry.mtime for entry in entries.values()} == {SECONDS}
        assert {(entry.uid, entry.uname) for entry in entries.values()} == {(0, "root")}
    with zipfile.ZipFile(io.BytesIO(zip_of(members_of(folder, "app"), SECONDS))) as packed:
        assert {"app/program", "app/_internal/b.so"} == {*packed.namelist()}
        assert packed.read("app/program") == b"program"
        assert packed.getinfo("app/program").date_time == (2023, 11, 14, 22, 13, 20)
    if os.name == "posix":
        assert (entries["app/program"].mode, entries["app/_internal/b.so"].mode) == (0o755, 0o644)
        assert entries["app/link.so"].linkname == "_internal/b.so"


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="only Debian's own tool reads its packages")
def test_debian_reads_the_package(tmp_path: Path) -> None:
    control = [
        Member("./control", b"Package: a\nVersion: 1\nArchitecture: all\nMaintainer: b\nDescription: c\n")
    ]
    data = [Member("./usr"), Member("./usr/file", b"text"), Member("./usr/link", link="file")]
    (tmp_path / "a.deb").write_bytes(deb(control, data, SECONDS))
    said = subprocess.run(
        ["dpkg-deb", "--contents", str(tmp_path / "a.deb")], capture_output=True, text=True, check=True
    ).stdout
    assert [line.split(maxsplit=5)[5] for line in said.splitlines()] == [
        "./usr/",
        "./usr/file",
        "./usr/link -> file",
    ]
    assert "root/root" in said
    field = ["dpkg-deb", "--field", str(tmp_path / "a.deb"), "Package"]
    assert subprocess.run(field, capture_output=True, text=True, check=True).stdout == "a\n"
