"""Zips and mails opened in memory: their parts one by one, within limits, nothing unpacked to disk."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from greenpractice.exchange.kinds import is_hidden
from greenpractice.exchange.mail import NotAMail, mail_parts
from greenpractice.network.states import Unread

MOST_PARTS = 20_000
_MOST_LISTED = 16 * 1024 * 1024  # bytes of a zip's list of files, read whole before the first of them
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = "This zip is damaged or protected with a password."
_DAMAGED_PART = "This file in the zip is damaged or protected with a password."
_END, _END_64, _PLACE_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END_SIZE, _PLACE_SIZE, _LONGEST_COMMENT = 22, 20, 65_535
_SHORTEST_HEADER = 30  # bytes before an entry's own, without its name

OpenMail = Callable[[bytes], list[tuple[str, bytes]] | Unread]


class CannotOpen(Exception):
    """A zip, a mail or a part of one that cannot be read; its words are a sentence for people."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside: its name, and its first so many bytes (CannotOpen if they cannot be had).

    `again` is true of an entry that names bytes of another one: it is no file of its own.
    """

    name: str
    read: Callable[[int], bytes]
    again: bool = False


def open_mail_here(data: bytes) -> list[tuple[str, bytes]] | Unread:
    """A mail opened in this process: for one that has been opened within limits before."""
    try:
        return mail_parts(data)
    except NotAMail as error:
        return Unread("unreadable", str(error))


def parts_of_mail(data: bytes, open_mail: OpenMail) -> list[Part]:
    """The attachments of a mail, in order; CannotOpen says why there are none."""
    found = open_mail(data)
    if isinstance(found, Unread):
        raise CannotOpen(found.why)
    return [Part(name, partial(_first, content)) for name, content in found]


@contextmanager
def parts_of_zip(source: Path | bytes) -> Iterator[list[Part]]:
    """The files of a zip, by name; CannotOpen if it is damaged, or lists more than MOST_PARTS."""
    try:
        with source.open("rb") if isinstance(source, Path) else BytesIO(source) as stream:
            _need_short_list(stream)
            with zipfile.ZipFile(stream) as opened:
                entries = [each for each in opened.infolist() if not each.is_dir()]
                entries.sort(key=lambda entry: entry.filename)
                again = _named_again(entries)
                yield [
                    Part(each.filename, partial(_unpacked, opened, each), id(each) in again)
                    for each in entries
                ]
    except _ZIP_ERRORS as error:
        raise CannotOpen(_DAMAGED) from error


def how_many_parts(path: Path) -> int:
    """How many files a zip lists that are shown; 1 where it cannot be opened, which is shown too."""
    try:
        with parts_of_zip(path) as parts:
            return max(1, sum(not is_hidden(part.name) and not part.again for part in parts))
    except CannotOpen:
        return 1


def _named_again(entries: Iterable[zipfile.ZipInfo]) -> set[int]:
    """Entries, by id(), that name bytes of one before: thousands may lie on a few, as no program has them."""
    found: set[int] = set()
    end = -1
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            found.add(id(entry))
        else:
            end = entry.header_offset + _SHORTEST_HEADER + entry.compress_size
    return found


def _first(content: bytes, most: int) -> bytes:
    return content[:most]


def _unpacked(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    if entry.compress_type not in _PACKED:  # others may ask for gigabytes before the first byte
        raise CannotOpen(
            "This file in the zip is packed in a way that is not read. Unpack it and add the folder."
        )
    try:
        with opened.open(entry) as stream:
            return stream.read(most)
    except _ZIP_ERRORS as error:
        raise CannotOpen(_DAMAGED_PART) from error


def _need_short_list(stream: BinaryIO) -> None:
    """Refuse a zip whose list of files is so long that reading it takes a computer's memory."""
    size = stream.seek(0, 2)
    start = max(0, size - _END_SIZE - _LONGEST_COMMENT - _PLACE_SIZE)
    stream.seek(start)
    tail = stream.read()
    end = tail.rfind(_END)
    if end < 0 or end + _END_SIZE > len(tail):
        raise zipfile.BadZipFile
    count, length = struct.unpack_from("<HI", tail, end + 10)
    place = end - _PLACE_SIZE
    if place >= 0 and tail[place : place + 4] == _PLACE_64:
        (there,) = struct.unpack_from("<Q", tail, place + 8)
        stream.seek(min(there, size))
        far = stream.read(56)
        if far[:4] == _END_64 and len(far) == 56:
            count, length = struct.unpack_from("<QQ", far, 32)
    stream.seek(0)
    if count > MOST_PARTS or length > _MOST_LISTED:
        raise CannotOpen(
            f"This zip lists more than {MOST_PARTS:,} files. Unpack it and add the folder with the returns."
        )
