"""The files in folders, zips and mails, each with its bytes or with words: one after the other.

PDFs are read wherever they are; a zip or a mail in another is opened once. Names inside are shown and never
used as paths.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from time import monotonic
from typing import TypeVar

from greenpractice.exchange.containers import (
    MOST_PARTS,
    CannotOpen,
    OpenMail,
    Part,
    how_many_parts,
    open_mail_here,
    parts_of_mail,
    parts_of_zip,
)
from greenpractice.exchange.kinds import (
    HEAD,
    Kind,
    is_hidden,
    is_known,
    is_looked_into,
    is_one_hidden,
    is_picture,
    kind_of,
    not_a_return,
)
from greenpractice.exchange.mail import MAXIMUM_MAIL
from greenpractice.exchange.pdf_return import MAXIMUM_FILE, TOO_LARGE
from greenpractice.network.states import Unread
from greenpractice.texts import shown_name

T = TypeVar("T")
MOST_FILES = 20_000
MOST_OTHERS = 200  # of files that are no return so many are named, and the rest counted
_MOST_LISTED = 200_000
_MOST_UNPACKED = 2 * 1024**3
_HIDDEN_FOLDER = "This folder is hidden and is not looked into: what is a return belongs in another."
_MORE_UNPACKED = "There is more than 2 GB in this; the rest was not read."
_DEEPEST = 2  # a zip in a zip
# For what is in one file of the disk: nobody waits for hours for a zip of PDFs that each take as long as one
# may. So many are let pass, as a damaged one may be among good ones.
MOST_SECONDS = 300.0
MOST_STOPPED = 3
_MOST = {"pdf": MAXIMUM_FILE, "zip": MAXIMUM_FILE, "mail": MAXIMUM_MAIL, "other": HEAD}
_TOO_LARGE = {
    "pdf": f"{TOO_LARGE[:1].upper()}{TOO_LARGE[1:]}.",
    "zip": "This zip in another is larger than 20 MB.",
    "mail": "This mail is larger than 40 MB.",
}


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file: the name to show, and its bytes, or None and why there is nothing to read.

    It can be read `again`, so that a folder of thousands need not stay in memory. `inside` says which part it
    is of a zip or mail, and of one in that.
    """

    name: str
    data: bytes | None
    unread: Unread | None = None
    path: Path | None = None
    inside: tuple[int, ...] = ()

    def again(self) -> bytes | None:
        """Its bytes, as they are now."""
        if self.path is None:
            return None
        try:
            source: Path | bytes = self.path
            name = self.path.name
            for number in self.inside:
                with _parts(kind_of(name, b""), source, open_mail_here) as parts:
                    name = parts[number].name
                    source = _whole(parts[number], kind_of(name, b""))
            return _read(source) if isinstance(source, Path) else source
        except (CannotOpen, IndexError):
            return None


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one file of the disk may take, all that is in it together, with whoever reads what is found.

    `stopped` counts the files whose reading the limits for each have stopped.
    """

    clock: Callable[[], float] = monotonic
    stopped: Callable[[], int] = int


@dataclass(frozen=True, slots=True)
class _Source:
    """A file of the disk; `given` if it was named and not only lies in a folder, `why` if it is none."""

    name: str
    path: Path
    given: bool
    why: str = ""


def found_files(
    paths: Iterable[Path],
    leave_out: Sequence[Path] = (),
    open_mail: OpenMail = open_mail_here,
    patience: Patience | None = None,
) -> Iterator[FoundFile]:
    """Every file of the paths, those first that may hold a return; what programs put there is passed over.

    `leave_out` are files of the program's own making, which may lie in a folder that is read.
    """
    sources = _sources(paths, leave_out)
    names = Counter(shown_name(source.name) for source in sources)
    places: dict[str, dict[Path, int]] = {}
    sources.sort(key=lambda source: not (source.given or source.why or is_known(source.name)))
    count = others = 0
    for source in sources:
        shown = shown_name(source.name)
        if names[shown] > 1:
            shown = _apart(shown_name(source.path.as_posix()), source.path, places)
        for file in _Walk(open_mail, source.path, patience or Patience()).of_file(shown, source):
            if file.unread is not None and file.unread.is_other:
                others += 1
                if others > MOST_OTHERS:
                    continue
            elif count == MOST_FILES:
                more = Unread(
                    "unreadable", f"There are more than {MOST_FILES:,} files; the rest was not read."
                )
                yield FoundFile("…", None, more)
                return
            else:
                count += 1
            yield file
    if others > MOST_OTHERS:
        why = f"{others - MOST_OTHERS:,} more files are no returns."
        yield FoundFile("…", None, Unread("no_data", why, is_other=True))


def _apart(shown: str, place: T, seen: dict[str, dict[T, int]]) -> str:
    """A name that nothing at another place has; `seen` counts the places of each name."""
    places = seen.setdefault(shown, {})
    number = places.setdefault(place, len(places) + 1)
    return f"{shown} ({number})" if number > 1 else shown


def how_many_files(paths: Iterable[Path], leave_out: Sequence[Path] = ()) -> int:
    """About how many files `found_files` will find: of a zip what it lists, a mail as one."""
    sources = _sources(paths, leave_out)
    zips = [source.path for source in sources if kind_of(source.name, b"") == "zip" and not source.why]
    return len(sources) - len(zips) + sum(map(how_many_parts, zips))


def _sources(paths: Iterable[Path], leave_out: Sequence[Path]) -> list[_Source]:
    own = {path.absolute() for path in leave_out}
    found = [source for path in paths for source in _of_path(path)]
    return [source for source in found if source.path.absolute() not in own]


def _of_path(path: Path) -> list[_Source]:
    if not os.path.isdir(path):
        return [_Source(path.name, path, True, _trouble(path))]
    found: list[_Source] = []
    closed: list[_Source] = []

    def note(error: OSError) -> None:
        folder = Path(error.filename)
        why = f"This folder cannot be read ({error.strerror or error})."
        closed.append(_Source(_below(folder, path), folder, True, why))

    for folder, folders, files in os.walk(path, onerror=note):
        hidden = [Path(folder, name) for name in sorted(folders) if is_hidden(name)]
        full = [each for each in hidden if each.name != "__MACOSX" and _is_full(each)]
        found += [_Source(_below(each, path), each, False, _HIDDEN_FOLDER) for each in full]
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in sorted([*files, *links]):
            each = Path(folder, name)
            shown = _below(each, path)
            if not is_hidden(name) or _is_one_hidden(each):
                found.append(_Source(shown, each, False, _trouble(each)))
        if len(found) > _MOST_LISTED:
            why = f"There are more than {_MOST_LISTED:,} files in this folder; the rest was not looked at."
            return [*found, *closed, _Source("…", path, True, why)]
    return [*sorted(found, key=lambda source: source.path), *closed]


def _is_one_hidden(path: Path) -> bool:
    """True of a PDF, zip or mail whose name is hidden; what is no file is none."""
    try:
        return not _trouble(path) and is_one_hidden(path.name, lambda: _read(path, HEAD))
    except CannotOpen:
        return False


def _is_full(folder: Path) -> bool:
    """True if anything is in a folder of which nothing is read."""
    try:
        with os.scandir(folder) as entries:
            return any(not is_hidden(entry.name) or is_known(entry.name) for entry in entries)
    except OSError:
        return False


def _below(path: Path, folder: Path) -> str:
    return path.name if path == folder else path.relative_to(folder).as_posix()


def _trouble(path: Path) -> str:
    """Why what stands there is no file to read, or "". A pipe would be waited for without end."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return "This link leads to no file." if path.is_symlink() else "There is no such file."
    except (OSError, ValueError) as error:
        return _cannot(error)
    if S_ISDIR(mode):
        return "This is a link to a folder. Add that folder itself."
    return "" if S_ISREG(mode) else "This is no file but a pipe, a socket or a device: it is not read."


def _cannot(error: OSError | ValueError) -> str:
    words = error.strerror if isinstance(error, OSError) else ""
    return f"The file cannot be read ({words or error})."


def _read(path: Path, most: int = MAXIMUM_MAIL) -> bytes:
    try:
        # What was a file a moment ago may be a pipe by now: that would be waited for.
        with open(
            path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
        ) as file:
            return file.read(most)
    except (OSError, ValueError) as error:
        raise CannotOpen(_cannot(error)) from error


def _whole(part: Part, kind: Kind) -> bytes:
    """The bytes of a part; CannotOpen if they are more than its kind may have."""
    data = part.read(_MOST[kind] + 1)
    if kind != "other" and len(data) > _MOST[kind]:
        raise CannotOpen(_TOO_LARGE[kind])
    return data


@contextmanager
def _parts(kind: Kind, source: Path | bytes, open_mail: OpenMail) -> Iterator[list[Part]]:
    if kind == "zip":
        with parts_of_zip(source) as parts:
            yield parts
    else:
        data = (
            source
            if isinstance(source, bytes)
            else _whole(Part("", lambda most: _read(source, most)), "mail")
        )
        yield parts_of_mail(data, open_mail)


class _Walk:
    """Through one file of the disk and what is in it."""

    def __init__(self, open_mail: OpenMail, path: Path, patience: Patience) -> None:
        self._open_mail = open_mail
        self._patience = patience
        self._latest = patience.clock() + MOST_SECONDS
        self._most_stopped = patience.stopped() + MOST_STOPPED
        self._path = path
        self._parts = 0
        self._unpacked = 0

    def of_file(self, name: str, source: _Source) -> Iterator[FoundFile]:
        """The file, or each that is in it."""
        quiet = not source.given and not is_known(source.name)
        if source.why:
            yield FoundFile(name, None, Unread("unreadable", source.why, is_other=quiet))
            return
        part = Part(self._path.name, lambda most: _read(self._path, most))
        for file in self._of_part(name, part, (), self._path):
            if source.given and file.unread is not None:
                yield replace(file, unread=replace(file.unread, is_other=False))
            else:
                yield file

    def _of_part(
        self, name: str, part: Part, inside: tuple[int, ...], path: Path | None = None
    ) -> Iterator[FoundFile]:
        """One part, or the file itself, which a zip on the disk is read from."""
        try:
            head = part.read(HEAD) if is_looked_into(part.name) and not is_known(part.name) else b""
            kind = kind_of(part.name, head)
            if kind == "other":
                yield FoundFile(name, None, not_a_return(part.name, head))
                return
            if kind != "pdf" and len(inside) >= _DEEPEST:
                what = f"This is a {kind} in another that is in a third. Unpack it and add the folder."
                raise CannotOpen(what)
            data = None if kind == "zip" and path is not None else self._counted(_whole(part, kind))
            if kind == "pdf":
                yield FoundFile(name, data, None, self._path, inside)
                return
            with _parts(kind, data if data is not None else self._path, self._open_mail) as parts:
                yield from self._of_parts(name, kind, parts, inside)
        except CannotOpen as error:
            quiet = not is_known(part.name) and bool(inside)
            yield FoundFile(name, None, Unread("unreadable", str(error), is_other=quiet))

    def _of_parts(
        self, name: str, kind: Kind, parts: list[Part], inside: tuple[int, ...]
    ) -> Iterator[FoundFile]:
        self._parts += len(parts)
        if self._parts > MOST_PARTS:
            raise CannotOpen(f"There are more than {MOST_PARTS:,} files in this; the rest was not read.")
        seen: dict[str, dict[int, int]] = {}
        any_return = False
        for number, part in enumerate(parts):
            if part.again or (is_hidden(part.name) and not self._is_one_hidden(part)):
                continue
            if kind == "mail" and is_picture(part.name):
                continue
            self._need_patience(len(parts) - number)
            apart = _apart(shown_name(part.name), number, seen)
            for file in self._of_part(f"{name}/{apart}", part, (*inside, number)):
                any_return = any_return or file.unread is None or not file.unread.is_other
                yield file
        again = sum(part.again for part in parts)
        if again:
            why = f"It lists bytes of its files again, as {again:,} more files: these were not read."
            yield FoundFile(name, None, Unread("unreadable", why))
        elif not any_return:
            yield FoundFile(
                name, None, Unread("no_data", f"There is no PDF in this {kind}.", heading="No PDF in it")
            )

    def _is_one_hidden(self, part: Part) -> bool:
        try:
            return is_one_hidden(part.name, lambda: part.read(HEAD))
        except CannotOpen:  # that is said where it is read
            return True

    def _need_patience(self, left: int) -> None:
        """Pass over what is left where what was before it took too long."""
        rest = f"the rest ({left:,}) was not read. Unpack it and add the folder with the returns."
        if self._patience.stopped() >= self._most_stopped:
            raise CannotOpen(f"{MOST_STOPPED} files in this were beyond the limits for one file; {rest}")
        if self._patience.clock() > self._latest:
            raise CannotOpen(f"Reading this took longer than {MOST_SECONDS / 60:.0f} minutes; {rest}")
        if self._unpacked > _MOST_UNPACKED:
            raise CannotOpen(_MORE_UNPACKED)

    def _counted(self, data: bytes) -> bytes:
        self._unpacked += len(data)
        if self._unpacked > _MOST_UNPACKED:
            raise CannotOpen(_MORE_UNPACKED)
        return data
