"""Opening a prescribing file whatever it is packed in: plain, gzip or zip, as blocks of bytes of a table."""

import codecs
import gzip
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import SEEK_CUR, BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from greenpractice.files import not_a_file
from greenpractice.prescribing.values import NoTable, Refused

BLOCK = 96 * 1024  # stays in the processor's cache, and below what is asked of the system anew each time
_ROOM = 4 * 1024 * 1024
LONGEST_LINE = 1024 * 1024
_BOMB_FROM = 256 * 1024 * 1024  # below this much a file may pack as well as it likes
_BOMB_RATIO = 200  # a national month packs to about a tenth, one practice's to about a thirtieth
_UNPACKING = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError,
)  # fmt: skip
_DAMAGED = "the file is damaged or was not downloaded completely; download it again"
_KINDS = (
    (
        b"%PDF",
        "this is a PDF, not a table; download the data as CSV instead of the document. "
        "A practice's summary PDF is for its PCN lead to open",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "this is an old or password-protected Excel workbook; open it in Excel and save it as CSV",
    ),
    *(
        (start, "this is a picture, not a table; download the data as CSV")
        for start in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
    ),
    *(
        (start, "this is a packed folder of a kind that is not opened here; unpack it and open the CSV in it")
        for start in (b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
    ),
    (b"{\\rtf", "this is a document, not a table; download the data as CSV"),
    (b"PAR1", "this is a Parquet file, which cannot be read here; download the CSV"),
    (b"PK\x03\x04", "this zip file is inside another one; unpack the outer one and open what is in it"),
    (b"\x1f\x8b", "this packed file is inside another one; unpack the outer one and open what is in it"),
    (b"SQLite format 3", "this is a database, not a table; a backup is restored on the page Settings"),
)
# What is a zip by its first bytes and none to people, by the names in it.
_ZIPS = (
    ("xl/workbook.bin", "this is a binary Excel workbook; open it in Excel and save it as XLSX or CSV"),
    ("word/", "this is a Word document, not a table; save the table in it as CSV"),
    ("ppt/", "this is a presentation, not a table; download the data as CSV"),
    ("content.xml", "this is an OpenDocument file; open it and save its sheet as XLSX or CSV"),
    ("Index/", "this is a file of Apple's Numbers, Pages or Keynote; export it as CSV"),
)
_MOST_INSIDE = 64 * 1024 * 1024
_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_JSON = re.compile(rb"\{\s*(?:\"|\}|$)|\[\s*(?:\{|\[|\]|$)")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a file. `size` is that of its text, None where that is not known before the end.

    `member` names it inside a zip. Of a plain file it may be a piece: `size` bytes from `start` on.
    """

    path: Path
    packed: str = ""
    member: str = ""
    size: int | None = None
    start: int = 0

    @property
    def plain(self) -> bool:
        """True if the file is the table itself."""
        return not self.packed

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The table's bytes to read; what unpacking raises is a Refused with a remedy."""
        try:
            if self.packed == "zip":
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                    yield stream  # type: ignore[misc]
            elif self.packed == "gzip":
                with gzip.open(self.path) as unpacked:
                    yield unpacked  # type: ignore[misc]
            else:
                with self.path.open("rb", buffering=0) as plain:
                    yield plain
        except Refused:
            raise
        except _UNPACKING as error:
            raise Refused(_DAMAGED) from error


def halves(part: Part) -> tuple[Part, Part]:
    """A plain part cut at the end of a line near its middle."""
    with part.opened() as stream:
        stream.seek((part.size or 0) // 2)
        stream.readline(LONGEST_LINE)
        middle = stream.tell()
    return replace(part, size=middle), replace(part, start=middle, size=(part.size or 0) - middle)


def is_sixteen_bits(block: bytes) -> bool:
    """True if a file that starts so is UTF-16, whose bytes are not those of its text."""
    return _sixteen_bits(block) is not None


def is_workbook(path: Path) -> bool:
    """True if the file is an Excel workbook (XLSX), whatever its name; Refused if a zip cannot be read."""
    if not head_of(path).startswith(b"PK"):
        return False
    with path.open("rb") as file:
        return _holds_workbook(file)


def workbook_inside(part: Part) -> BinaryIO | None:
    """The Excel workbook that is packed in a zip or gzip; None where something else is."""
    if part.plain:
        return None
    with part.opened() as stream:
        head = stream.read(4)
        if head != b"PK\x03\x04":
            return None
        packed = BytesIO(head + stream.read(_MOST_INSIDE))
        if stream.read(1):
            raise Refused("what is packed in it is larger than 64 MB; unpack it and open what is in it")
    return packed if _holds_workbook(packed) else None


def parts_of(path: Path) -> list[Part]:
    """The tables in a file, one unless it is a zip of several; Refused if it is of another kind."""
    head = head_of(path)
    if not head:
        raise Refused("the file is empty; download it again")
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(b"\x1f\x8b"):
        return [Part(path, "gzip")]
    _refuse_other_kinds(head)
    return [Part(path, size=path.stat().st_size)]


def _refuse_other_kinds(head: bytes) -> None:
    """NoTable where a table, plain or unpacked, begins as something else does."""
    for start, why in _KINDS:
        if head.startswith(start):
            raise NoTable(why)
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if text[:9].lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise NoTable("this is a web page, not a table; download the CSV file itself")
    if _JSON.match(text):
        raise NoTable(
            "this is an answer in JSON, as the portal gives programs, not a table; download the CSV"
        )


def head_of(path: Path) -> bytes:
    """Its first bytes; Refused where there is no file that can be read."""
    if not_a_file(path):
        raise Refused("this is a device or a pipe and not a file; it was not read. Give a file")
    if path.is_dir():  # Windows would say that it may not be opened
        raise Refused("this is a folder; give the file in it")
    try:
        with path.open("rb") as file:
            return file.read(64)
    except FileNotFoundError as error:
        raise Refused("there is no such file; check its name and folder") from error
    except PermissionError as error:
        raise Refused("the file cannot be opened; close it where it is open, then try again") from error
    except OSError as error:
        raise Refused(f"the file cannot be read ({error.strerror or error})") from error


def _holds_workbook(file: BinaryIO) -> bool:
    """Whether a zip is a workbook; NoTable where it is another document that is saved as a zip."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except _UNPACKING as error:
        raise Refused(_DAMAGED) from error
    for start, why in _ZIPS:
        if any(name.startswith(start) for name in names):
            raise NoTable(why)
    return any(name.startswith("xl/") for name in names)


def _zipped(path: Path) -> list[Part]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir() and not _is_of_a_system(info)]
    except _UNPACKING as error:
        raise Refused(_DAMAGED) from error
    if not any(info.file_size for info in infos):
        raise Refused("there is nothing in this zip file; download it again")
    if any(info.flag_bits & 1 for info in infos):
        raise Refused("this zip file has a password; unpack it and open the CSV in it")
    if len(infos) > 100:
        raise Refused(f"this zip file holds {len(infos)} files; unpack it and open the CSV that is meant")
    return [Part(path, "zip", info.filename, info.file_size) for info in infos]


def _is_of_a_system(info: zipfile.ZipInfo) -> bool:
    """What a Mac and Windows put beside the files of a folder: nobody sees it there, it is no table."""
    return info.filename.startswith("__MACOSX/") or info.filename.rpartition("/")[2] in _SYSTEMS


def blocks(part: Part, progress: Progress | None = None) -> Iterator[bytes]:
    """The table in blocks of whole lines, UTF-16 turned into UTF-8 and its byte order mark taken away.

    Memory is bounded whatever the file holds: a line of more than 1 MB, a NUL byte and a file that unpacks
    to absurdly much are Refused with the row they stand in. `progress` gets bytes done and all; what it
    raises passes through.
    """
    packed_size = part.path.stat().st_size
    bytes(_ROOM)  # given back at once: from then on glibc keeps what blocks leave, and asks for no new pages
    with part.opened() as stream:
        pieces = _pieces(stream, part, packed_size, progress)
        first = next(pieces, b"")
        if part.packed:
            _refuse_other_kinds(first[:64])
        yield from _whole_lines(chain([first], pieces) if part.start else _as_utf8(first, pieces))


def _pieces(stream: BinaryIO, part: Part, packed_size: int, progress: Progress | None) -> Iterator[bytes]:
    done, limit = 0, part.size if part.plain and part.size is not None else None
    if part.start:
        stream.seek(part.start)
    while piece := stream.read(BLOCK if limit is None else min(BLOCK, limit - done)):
        end = piece.rfind(b"\n") + 1
        if part.plain and 0 < end < len(piece):  # to read the end of it again is cheaper than to join two
            stream.seek(end - len(piece), SEEK_CUR)
            piece = piece[:end]
        done += len(piece)
        if not part.plain and done > _BOMB_FROM and done > _BOMB_RATIO * packed_size:
            raise Refused("the file unpacks to far more than such a file can; do not use it")
        if progress is not None:
            size = part.size or done
            progress(min(done, size), size)
        yield piece


def _as_utf8(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    encoding = _sixteen_bits(first)
    if encoding is None:
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from rest
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        yield decoder.decode(first).removeprefix("\ufeff").encode()
        for piece in rest:
            yield decoder.decode(piece).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError as error:
        raise Refused(f"{_DAMAGED} (it starts as UTF-16 and does not go on so)") from error


def _sixteen_bits(first: bytes) -> str | None:
    if first.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if first.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    head = first[:64]
    if len(head) >= 8 and not any(head[1::2]) and all(head[0::2]):
        return "utf-16-le"
    if len(head) >= 8 and not any(head[0::2]) and all(head[1::2]):
        return "utf-16-be"
    return None


def _whole_lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Rows of a Refused count from the end of the last block that was given, which its taker has counted."""
    rest, old_mac, started = b"", False, False
    for piece in pieces:
        if not started and piece:
            started, old_mac = True, b"\r" in piece and b"\n" not in piece
        if b"\0" in piece:
            row = (rest + piece[: piece.index(b"\0")]).count(b"\n") + 1
            raise Refused("the file holds a NUL byte: it is damaged or no table; download it again", row)
        if not rest and not old_mac and piece.endswith(b"\n"):
            yield piece
            continue
        whole = rest + (piece.replace(b"\r", b"\n") if old_mac else piece)
        end = whole.rfind(b"\n") + 1
        rest = whole[end:]
        if len(rest) > LONGEST_LINE:
            row = whole.count(b"\n") + 1
            raise Refused("a line of more than 1 MB: this is no such table; download it again", row)
        if end:
            yield whole[:end]
    if rest:
        yield rest
