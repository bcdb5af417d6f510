"""Packed files that are the same bytes whenever they are made of the same files."""

import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_FOLDER, _PROGRAM, _FILE = 0o755, 0o755, 0o644
_PRESET = 1  # of xz: 3 takes three times as long and packs 2% smaller


@dataclass(frozen=True, slots=True)
class Member:
    """What stands at a place in an archive: bytes, or a link's target, or neither for a folder."""

    place: str
    content: bytes | None = None
    link: str = ""
    is_program: bool = False


def members_of(folder: Path, under: str) -> Iterator[Member]:
    """A folder and all that is in it, in the order of their places."""
    yield Member(under)
    for path in sorted(folder.rglob("*"), key=lambda each: each.relative_to(folder).as_posix()):
        place = f"{under}/{path.relative_to(folder).as_posix()}"
        if path.is_symlink():
            yield Member(place, link=os.readlink(path))
        elif path.is_dir():
            yield Member(place)
        else:
            yield Member(place, path.read_bytes(), is_program=os.access(path, os.X_OK))


def tar_xz(members: Iterable[Member], seconds: int) -> bytes:
    """All of them as `.tar.xz`, owned by root and made at that second."""
    packed = io.BytesIO()
    with (
        lzma.open(packed, "wb", preset=_PRESET) as compressed,
        tarfile.open(fileobj=compressed, mode="w|", format=tarfile.GNU_FORMAT) as archive,
    ):
        for member in members:
            entry = tarfile.TarInfo(member.place)
            entry.mtime, entry.uname, entry.gname = seconds, "root", "root"
            if member.link:
                entry.type, entry.linkname, entry.mode = tarfile.SYMTYPE, member.link, 0o777
            elif member.content is None:
                entry.type, entry.mode = tarfile.DIRTYPE, _FOLDER
            else:
                entry.size, entry.mode = len(member.content), _PROGRAM if member.is_program else _FILE
            archive.addfile(entry, None if member.content is None else io.BytesIO(member.content))
    return packed.getvalue()


def zip_of(members: Iterable[Member], seconds: int) -> bytes:
    """The files among them as `.zip`, made at that second; for systems whose folders hold no links."""
    moment = datetime.fromtimestamp(seconds, UTC)
    when = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for member in members:
            if member.content is not None:
                entry = zipfile.ZipInfo(member.place, when)
                entry.create_system = 3  # wherever it is made
                entry.external_attr = (0o100000 | (_PROGRAM if member.is_program else _FILE)) << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, member.content)
    return packed.getvalue()


def deb(control: Iterable[Member], data: Iterable[Member], seconds: int) -> bytes:
    """A package for Debian: three files in an `ar`, as dpkg wants them."""
    parts = (
        ("debian-binary", b"2.0\n"),
        ("control.tar.xz", tar_xz(control, seconds)),
        ("data.tar.xz", tar_xz(data, seconds)),
    )
    packed = b"!<arch>\n"
    for name, content in parts:
        packed += f"{name:<16}{seconds:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode()
        packed += content + b"\n" * (len(content) % 2)
    return packed
