"""What kind of file stands at a path, told from its first bytes before SQLite touches it."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from db.tables import APPLICATION_ID
from greenpractice.store import StoreDamaged, StoreError

MAGIC = b"SQLite format 3\x00"
HEADER_BYTES = 100


class FileKind(Enum):
    """How far the first bytes are those of a store."""

    EMPTY = "empty"
    OTHER = "not a store"
    STORE = "store"


@dataclass(frozen=True, slots=True)
class Header:
    """The first bytes of a file, read by the SQLite file format (sqlite.org/fileformat2.html, 1.3)."""

    kind: FileKind
    version: int = 0
    journal_is_legacy: bool = True
    pages_match: bool = True


def read_header(path: Path) -> Header:
    """The header as it is; a StoreError if the file cannot be read at all."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            first = file.read(HEADER_BYTES)
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({error.strerror or error}).") from error
    if size == 0:
        return Header(FileKind.EMPTY)
    ours = len(first) == HEADER_BYTES and _number(first, 68) == APPLICATION_ID
    if not ours:
        return Header(FileKind.OTHER)
    page_size = int.from_bytes(first[16:18])
    page_size = 65536 if page_size == 1 else page_size
    sound = first[:16] == MAGIC and _number(first, 28) * page_size == size
    return Header(FileKind.STORE, _number(first, 60), first[18:20] == b"\x01\x01", sound)


def check_kind(path: Path, newest: int) -> int:
    """The version of the store at `path`; refused with a sentence if this program must not touch it.

    `newest` is the last version this program knows.
    """
    header = read_header(path)
    if header.kind is FileKind.EMPTY:
        raise StoreDamaged("it is empty (0 bytes)")
    if header.kind is FileKind.OTHER:
        raise StoreError(f"{path} is not a Greener Practice store. It was not touched; choose another file.")
    if header.version > newest:
        raise StoreError(
            f"{path} was made by a newer Greener Practice (store version {header.version}; this program "
            f"reads up to {newest}). It was not touched; update Greener Practice to open it."
        )
    # while a journal waits to be rolled back, the size may be that of the unfinished change
    if not header.pages_match and not has_journal(path):
        raise StoreDamaged("its size is not what its header says")
    if not header.journal_is_legacy:
        raise StoreDamaged("its header names another kind of journal")
    return header.version


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


def _number(header: bytes, offset: int) -> int:
    return int.from_bytes(header[offset : offset + 4])
