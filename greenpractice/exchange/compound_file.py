"""Compound files, in which Outlook keeps a mail: storages and streams, like folders and files.

After [MS-CFB]: sectors chained by tables, short streams in a stream of their own, names in trees.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NONE = 0xFFFFFFFA  # from here on a number is no sector
_NO_ENTRY = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_ENTRY = 128  # bytes
_SHORT = 64  # bytes of a sector of short streams
_IN_HEADER = 109  # sectors of the table that the header itself lists
_MOST_ENTRIES = 20_000


class NotACompoundFile(ValueError):
    """Not a compound file, or one that is damaged."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """A path in it is names of storages, and last of a stream. NotACompoundFile where it does not read."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(MAGIC) or len(data) < 512:
            raise NotACompoundFile
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 30)
        if shift not in (9, 12):
            raise NotACompoundFile
        self._sector = 1 << shift
        directory, self._cutoff, short, more = (
            struct.unpack_from("<I", data, place)[0] for place in (48, 56, 60, 68)
        )
        self._table = self._numbers(b"".join(map(self._at, self._table_sectors(more))))
        entries = self._chained(directory)
        self._entries = [_entry(entries, place) for place in range(0, len(entries) - _ENTRY + 1, _ENTRY)]
        if not self._entries or self._entries[0].kind != _ROOT or len(self._entries) > _MOST_ENTRIES:
            raise NotACompoundFile
        self._short_table = self._numbers(self._chained(short))
        self._short = self._chained(self._entries[0].start)

    def names(self, storage: tuple[str, ...] = ()) -> list[str]:
        """What is in a storage; nothing if it is not there."""
        entry = self._find(storage)
        return [] if entry is None else [each.name for each in self._children(entry)]

    def stream(self, path: tuple[str, ...]) -> bytes | None:
        """The content of a stream; None if it is not there."""
        entry = self._find(path)
        if entry is None or entry.kind != _STREAM:
            return None
        if entry.size >= self._cutoff:
            return self._chained(entry.start)[: entry.size]
        parts = (
            self._short[number * _SHORT : (number + 1) * _SHORT]
            for number in _chain(self._short_table, entry.start)
        )
        return b"".join(parts)[: entry.size]

    def is_storage(self, path: tuple[str, ...]) -> bool:
        """True if there is a storage of this path."""
        entry = self._find(path)
        return entry is not None and entry.kind == _STORAGE

    def _find(self, path: tuple[str, ...]) -> _Entry | None:
        found: _Entry | None = self._entries[0]
        for name in path:
            if found is None:
                return None
            found = next((each for each in self._children(found) if each.name == name), None)
        return found

    def _children(self, entry: _Entry) -> Iterator[_Entry]:
        seen: set[int] = set()
        waiting = [entry.child]
        while waiting:
            number = waiting.pop()
            if number == _NO_ENTRY:
                continue
            if number in seen or number >= len(self._entries):
                raise NotACompoundFile
            seen.add(number)
            child = self._entries[number]
            yield child
            waiting += (child.right, child.left)

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        return self._data[start : start + self._sector]

    def _chained(self, start: int) -> bytes:
        return b"".join(map(self._at, _chain(self._table, start)))

    def _table_sectors(self, more: int) -> Iterator[int]:
        """Where the table of sectors is: some of it the header lists, the rest sectors of such lists."""
        listed = struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76)
        yield from (number for number in listed if number < _NONE)
        for _ in range(len(self._data) // self._sector):
            if more >= _NONE:
                return
            *numbers, more = self._numbers(self._at(more)) or [_NONE]
            yield from (number for number in numbers if number < _NONE)

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _chain(table: list[int], start: int) -> Iterator[int]:
    """The sectors of one stream in order."""
    number = start
    for _ in range(len(table) + 1):
        if number >= _NONE:
            return
        if number >= len(table):
            break
        yield number
        number = table[number]
    raise NotACompoundFile


def _entry(data: bytes, place: int) -> _Entry:
    length, kind = struct.unpack_from("<HB", data, place + 64)
    name = data[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    left, right, child = struct.unpack_from("<III", data, place + 68)
    start, size = struct.unpack_from("<II", data, place + 116)  # 4 GB and more no mail has
    return _Entry(name, kind, left, right, child, start, size)
