"""A disk that loses its power: what is on it then, of all that was written and of what was told to last.

A file's content lasts once the file is synced, its name once the folder is. Of what came later each sector
of 512 bytes is there or not, in any order, and each change of names or size is there or not. That is less
than any file system promises, so what outlasts it outlasts them.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes at a place of a file."""

    path: Path
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file gets another size."""

    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """A file or a folder is to last as it is now."""

    path: Path


@dataclass(frozen=True, slots=True)
class Make:
    """A new file, or a new folder."""

    path: Path
    is_folder: bool = False


@dataclass(frozen=True, slots=True)
class Remove:
    """A file goes."""

    path: Path


@dataclass(frozen=True, slots=True)
class Move:
    """A file takes another name, and the place of what had it."""

    source: Path
    target: Path


@dataclass(frozen=True, slots=True)
class Said:
    """What the program told a person meanwhile."""

    text: str


Call = Write | Cut | Sync | Make | Remove | Move | Said


@dataclass
class File:
    """A file, or a folder: as it is, as it lasts, and what came since."""

    is_folder: bool = False
    live: bytearray = field(default_factory=bytearray)
    lasting: bytes = b""
    since: list[tuple[int, bytes | None]] = field(default_factory=list)  # None cuts the file at that byte

    def put(self, offset: int, data: bytes | None) -> None:
        """Write, or cut."""
        _put(self.live, offset, data)
        self.since.append((offset, data))

    def sync(self) -> None:
        """All of it lasts from now on."""
        self.lasting = bytes(self.live)
        self.since.clear()

    def after_a_cut(self, chance: random.Random) -> bytes:
        """What is on the disk: what lasts, with some of what came since, torn at sectors."""
        if not self.since:
            return self.lasting
        how = chance.choice(("none", "all", "beginning", "some", "some"))
        if how == "none":
            return self.lasting
        if how == "all":
            return bytes(self.live)
        if how == "beginning":
            return self._beginning(chance)
        return self._some(chance)

    def _beginning(self, chance: random.Random) -> bytes:
        """All up to one write, of which only the first sectors are there."""
        content, number = bytearray(self.lasting), chance.randrange(len(self.since))
        for offset, data in self.since[:number]:
            _put(content, offset, data)
        offset, data = self.since[number]
        if data is not None:
            first = SECTOR - offset % SECTOR
            _put(content, offset, data[: first + SECTOR * chance.randrange(len(data) // SECTOR + 1)])
        return bytes(content)

    def _some(self, chance: random.Random) -> bytes:
        """Any sectors, in any order, in a file of any of the sizes it had."""
        kept = chance.choice((0.1, 0.5, 0.9))
        content, size = bytearray(self.lasting), len(self.lasting)
        sizes, sectors = [(0, size)], list[tuple[int, int, bytes]]()
        for number, (offset, data) in enumerate(self.since, start=1):
            size = offset if data is None else max(size, offset + len(data))
            if data is None or size != sizes[-1][1]:
                sizes.append((number, size))
            sectors += [] if data is None else [(number, *each) for each in _sectors(offset, data)]
        until, size = chance.choice(sizes)
        cuts = [(n, each[0]) for n, each in enumerate(self.since[:until], start=1) if each[1] is None]
        for _, at in cuts:  # what stood behind it before is gone, whatever comes there later
            del content[at:]
        sectors = [
            (n, offset, data)
            for n, offset, data in sectors
            if all(n > cut or offset + len(data) <= at for cut, at in cuts)
        ]
        if len(content) < size:  # what nothing was written to holds zeros, or what was there before
            missing = size - len(content)
            content += chance.choice((bytes(missing), bytes(missing), chance.randbytes(missing)))
        chance.shuffle(sectors)
        for _, offset, data in sectors:
            if chance.random() < kept:
                _put(content, offset, data)
        return bytes(content[:size])


class Disk:
    """One folder on a disk, as it is and as it lasts."""

    def __init__(self, root: Path) -> None:
        """The folder as it is found, all of which lasts."""
        self.root = root
        self.live: dict[Path, File] = {}
        for path in sorted(root.rglob("*")):
            made = File(is_folder=path.is_dir())
            if not made.is_folder:
                made.live += path.read_bytes()
                made.sync()
            self.live[path] = made
        self._lasting = dict(self.live)
        self._since: list[dict[Path, File | None]] = []  # changes of names, each there or not as a whole

    def carry_out(self, call: Call) -> None:
        """What a program does."""
        match call:
            case Write(path, offset, data):
                self.live[path].put(offset, data)
            case Cut(path, size):
                self.live[path].put(size, None)
            case Sync(path):
                self._sync(path)
            case Make(path, is_folder):
                self._change({path: File(is_folder)})
            case Remove(path):
                self._change({path: None})
            case Move(source, target):
                self._change({source: None, target: self.live[source]})
            case Said():
                pass

    def after_a_cut(self, chance: random.Random) -> dict[Path, bytes]:
        """The files that are there with the power back, each with its content."""
        names = dict(self._lasting)
        how = chance.choice(("none", "all", "beginning", "some"))
        until = chance.randint(0, len(self._since)) if how == "beginning" else len(self._since)
        for change in self._since[:until] if how != "none" else ():
            if how != "some" or chance.random() < 0.5:
                _rename(names, change)
        return {
            path: file.after_a_cut(chance)
            for path, file in names.items()
            if not file.is_folder and all(above in names for above in self._folders_above(path))
        }

    def _folders_above(self, path: Path) -> list[Path]:
        return [each for each in path.parents if each != self.root and self.root in each.parents]

    def _change(self, change: dict[Path, File | None]) -> None:
        _rename(self.live, change)
        self._since.append(change)

    def _sync(self, path: Path) -> None:
        if path in self.live and not self.live[path].is_folder:
            self.live[path].sync()
            return
        here = [change for change in self._since if any(name.parent == path for name in change)]
        self._since = [change for change in self._since if change not in here]
        for change in here:
            _rename(self._lasting, change)


def _rename(names: dict[Path, File], change: dict[Path, File | None]) -> None:
    for path, file in change.items():
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file


def _put(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
        content += bytes(offset - len(content))
        return
    content += bytes(max(0, offset - len(content)))
    content[offset : offset + len(data)] = data


def _sectors(offset: int, data: bytes) -> Sequence[tuple[int, bytes]]:
    """A write in pieces that lie in one sector each."""
    pieces, start = [], 0
    while start < len(data):
        end = start + SECTOR - (offset + start) % SECTOR
        pieces.append((offset + start, data[start:end]))
        start = end
    return pieces
