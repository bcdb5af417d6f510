"""The PDFs in files, folders and zips: their bytes one after the other, nothing unpacked to disk.

Names inside a zip are shown and never used as paths.
"""

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from greenpractice.exchange.pdf_return import MAXIMUM_FILE, TOO_LARGE

MOST_FILES = 20_000
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file: the name to show, and its bytes, or None with a sentence that says why not.

    It can be read `again`, so that a folder of thousands need not stay in memory.
    """

    name: str
    data: bytes | None
    problem: str = ""
    path: Path | None = None
    entry: str | None = None

    def again(self) -> bytes | None:
        """Its bytes, as they are now."""
        if self.path is None:
            return None
        if self.entry is None:
            return _file(self.name, self.path).data
        try:
            with zipfile.ZipFile(self.path) as opened:
                return _entry(self.name, self.path, opened, opened.getinfo(self.entry)).data
        except (*_ZIP_ERRORS, KeyError):
            return None


def found_files(paths: Iterable[Path], leave_out: Sequence[Path] = ()) -> Iterator[FoundFile]:
    """Every PDF of the paths. A file that was named is always among them; of folders and zips only PDFs.

    `leave_out` are files of the program's own making, which may lie in a folder that is read.
    """
    own = {path.absolute() for path in leave_out}
    sources = [source for path in paths for source in _sources(path) if source[1].absolute() not in own]
    names = [name for name, _ in sources]
    for name, path in sources[:MOST_FILES]:
        shown = _shown(name if names.count(name) == 1 else path.as_posix())
        if path.suffix.lower() == ".zip" and path.is_file():
            yield from _in_zip(shown, path)
        else:
            yield _file(shown, path)
    if len(sources) > MOST_FILES:
        yield FoundFile("…", None, f"There are more than {MOST_FILES:,} files; the rest was not read.")


def how_many_files(paths: Iterable[Path], leave_out: Sequence[Path] = ()) -> int:
    """How many files `found_files` will find; of a zip that cannot be opened one, which says so."""
    own = {path.absolute() for path in leave_out}
    sources = [path for given in paths for _, path in _sources(given) if path.absolute() not in own]
    return sum(_how_many_inside(path) for path in sources[:MOST_FILES])


def _how_many_inside(path: Path) -> int:
    if path.suffix.lower() != ".zip":
        return 1
    try:
        with zipfile.ZipFile(path) as opened:
            return max(1, sum(_is_pdf(entry) for entry in opened.infolist()))
    except _ZIP_ERRORS:
        return 1


def _sources(path: Path) -> list[tuple[str, Path]]:
    if not path.is_dir():
        return [(path.name, path)]
    inside = sorted(
        each
        for each in path.rglob("*")
        if each.suffix.lower() in (".pdf", ".zip") and not each.name.startswith((".", "~$"))
    )
    return [(each.relative_to(path).as_posix(), each) for each in inside if each.is_file()]


def _file(name: str, path: Path) -> FoundFile:
    try:
        if path.stat().st_size > MAXIMUM_FILE:
            return FoundFile(name, None, _sentence(TOO_LARGE))
        return FoundFile(name, path.read_bytes(), path=path)
    except FileNotFoundError:
        return FoundFile(name, None, "There is no such file.")
    except OSError as error:
        return FoundFile(name, None, f"The file cannot be read ({error.strerror or error}).")


def _in_zip(name: str, path: Path) -> Iterator[FoundFile]:
    try:
        with zipfile.ZipFile(path) as opened:
            entries = [entry for entry in opened.infolist() if _is_pdf(entry)]
            for entry in sorted(entries, key=lambda entry: entry.filename)[:MOST_FILES]:
                yield _entry(f"{name}/{_shown(entry.filename)}", path, opened, entry)
            if not entries:
                yield FoundFile(name, None, "There is no PDF in this zip.")
    except _ZIP_ERRORS:
        yield FoundFile(name, None, "This zip is damaged or protected with a password.")


def _entry(name: str, path: Path, opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> FoundFile:
    try:
        with opened.open(entry) as stream:
            data = stream.read(MAXIMUM_FILE + 1)
    except _ZIP_ERRORS:
        return FoundFile(name, None, "This file in the zip is damaged or protected with a password.")
    if len(data) > MAXIMUM_FILE:
        return FoundFile(name, None, _sentence(TOO_LARGE))
    return FoundFile(name, data, path=path, entry=entry.filename)


def _is_pdf(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.rpartition("/")[2]
    return name.lower().endswith(".pdf") and not name.startswith((".", "~$"))


def _shown(name: str) -> str:
    """A name without what would move the cursor or the text, or is no text at all."""
    return "".join(letter if letter.isprintable() else "�" for letter in name)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
