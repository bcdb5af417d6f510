"""What kind of file stands at a path: told from bytes that no change touches, the rest through SQLite."""

from contextlib import closing
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from db.engine import connect, translated
from db.tables import APPLICATION_ID
from greenpractice.files import not_a_file
from greenpractice.store import StoreDamaged, StoreError, StoreNewer

MAGIC = b"SQLite format 3\x00"
HEADER_BYTES = 100
_MARK = MAGIC + APPLICATION_ID.to_bytes(4)
_NEARLY = 8  # bits of 160: a file that differs by no more is a damaged store, and no other kind of file
_VERSIONS_AHEAD = 1000  # a number further ahead than any program will be is no version


class FileKind(Enum):
    """How far the first bytes are those of a store."""

    EMPTY = auto()
    OTHER = auto()
    SPOILT = auto()
    STORE = auto()


@dataclass(frozen=True, slots=True)
class Header:
    """The first bytes of a file, read by the SQLite file format (sqlite.org/fileformat2.html, 1.3)."""

    kind: FileKind
    journal_is_legacy: bool = True
    pages_match: bool = True


def read_header(path: Path) -> Header:
    """The header as it is; a StoreError if the file cannot be read at all, or is a device or a pipe."""
    if not_a_file(path):
        raise StoreError(f"{path} is a device or a pipe and not a file. It was not touched; choose a file.")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            first = file.read(HEADER_BYTES)
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({error.strerror or error}).") from error
    if size == 0:
        return Header(FileKind.EMPTY)
    away = _bits_away(first)
    if away:
        return Header(FileKind.SPOILT if away <= _NEARLY else FileKind.OTHER)
    page_size = int.from_bytes(first[16:18])
    page_size = 65536 if page_size == 1 else page_size
    sound = int.from_bytes(first[28:32]) * page_size == size
    return Header(FileKind.STORE, first[18:20] == b"\x01\x01", sound)


def check_kind(path: Path, newest: int, *, write: bool) -> int:
    """The version of the store at `path`; refused with a sentence if this program must not touch it.

    `newest` is the last version this program knows. With `write` a change that was cut off is taken back
    first. While its journal waits, page and size in the file are those of no moment: the version is
    therefore what SQLite says it is.
    """
    header = read_header(path)
    if header.kind is FileKind.EMPTY:  # told before SQLite sees it, which would delete its journal
        raise StoreDamaged("it is empty (0 bytes)")
    if header.kind is not FileKind.STORE and not journal_restores(path):
        if header.kind is FileKind.SPOILT:
            raise StoreDamaged("its first bytes are not those of a store")
        raise StoreError(f"{path} is not a Greener Practice store. It was not touched; choose another file.")
    if not header.journal_is_legacy:
        raise StoreDamaged("its header names another kind of journal")
    with translated(path), closing(connect(path, write=write)) as connection:
        ((version,),) = connection.execute("PRAGMA user_version")
    if version > newest + _VERSIONS_AHEAD or version < 0:
        raise StoreDamaged("its version is none that there is")
    if version > newest:
        raise StoreNewer(
            f"{path} was made by a newer Greener Practice (store version {version}; this program "
            f"reads up to {newest}). It was not touched; update Greener Practice to open it, or restore a "
            "backup from before it."
        )
    if not has_journal(path) and not read_header(path).pages_match:
        raise StoreDamaged("its size is not what its header says")
    return int(version)


def has_journal(path: Path) -> bool:
    """True if a change was cut off and waits to be rolled back. Such a journal must never be deleted."""
    journal = journal_of(path)
    try:
        return journal.stat().st_size > 0
    except OSError:
        return False


def journal_of(path: Path) -> Path:
    """The file in which SQLite keeps what it needs to undo a change that is cut off."""
    return path.with_name(path.name + "-journal")


def journal_restores(path: Path) -> bool:
    """True if the journal holds the first page of a store: the file was cut off while that was written."""
    if not has_journal(path):
        return False
    try:
        content = journal_of(path).read_bytes()
    except OSError:
        return False
    start = content.find(MAGIC)
    return start >= 0 and _bits_away(content[start : start + HEADER_BYTES]) == 0


def _bits_away(first: bytes) -> int:
    """In how many bits the first bytes differ from those of every store; all of them if there are too few."""
    if len(first) < HEADER_BYTES:
        return len(_MARK) * 8
    mark = first[:16] + first[68:72]
    return (int.from_bytes(mark) ^ int.from_bytes(_MARK)).bit_count()
