"""The bills and print-outs attached to figures: copies beside the data file, under names that say nothing.

A name is made of the digest of the content, so that a file is kept once, whoever attaches it how often, and
is verified whenever it is used. What a file was called is kept nowhere: names of print-outs hold those of
people. A return has the names in its flags, which move, go and come back with the figures they are about.
"""

import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from greenpractice.errors import UserError, system_words
from greenpractice.facts.evidence_kinds import load_evidence_kinds
from greenpractice.facts.in_use import lettered
from greenpractice.files import make_private, need_file, write_in_one_step
from greenpractice.own_files import evidence_folder
from greenpractice.phrases import joined
from greenpractice.processes import GivenUp
from greenpractice.returns.evidence import counted_words

_NAME = re.compile(r"[a-p]{32}\.[a-z]{2,5}", re.ASCII)
_LETTERS = 32  # of 64: 128 bits, which no two files share by chance
_ALSO_IN_BACKUPS = "also-in-backups"
_MILLION = 1_000_000
ELSEWHERE = "named only: the file is not kept here"
MISSING = "missing: it is not in the folder beside the data. Restore a backup that has it, or attach it again"
CHANGED = "changed since it was attached. Attach it again"


@dataclass(frozen=True, slots=True)
class Kept:
    """One file as it lies there: what it is in words, since when, and what is wrong with it ("": nothing)."""

    name: str
    words: str
    since: date | None
    problem: str


def is_kept_name(name: str) -> bool:
    """True for a name that this program gives, and so for no other place of the disk."""
    return _NAME.fullmatch(name) is not None


def attach_all(
    store: Path, sources: Iterable[Path], is_unwanted: Callable[[], bool] = lambda: False
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Copy files beside the data: their names, those that were not there before, and why others were not.

    GivenUp, and no copy stays, once nobody wants them any more.
    """
    names, told, before = [], [], kept_names(evidence_folder(store))
    for source in sources:
        try:
            names.append(keep(store, source))
        except UserError as error:
            told.append(str(error))
        if is_unwanted():
            forget(evidence_folder(store), set(names) - before)
            raise GivenUp
    return tuple(names), tuple(set(names) - before), tuple(told)


def keep(store: Path, source: Path) -> str:
    """Copy a file beside the data, on the disk before this returns; the name it has there.

    UserError for what is too large or of another kind, cannot be read or has no room; then nothing changed.
    """
    kinds = load_evidence_kinds()
    kind = kinds.by_ending.get(source.suffix.lower().lstrip("."))
    if kind is None:
        taken = joined([f".{ending}" for ending in kinds.endings])
        raise UserError(f"{source.name} was not attached: only {taken} are taken. Print it to PDF first.")
    data = _read(source, kinds.most_bytes)
    if not data:
        raise UserError(f"{source.name} was not attached: there is nothing in it. Save it again.")
    if not kind.fits(data):
        raise UserError(
            f"{source.name} was not attached: inside it is no {kind.words}, whatever its name says. "
            "Print it to PDF first."
        )
    name = f"{_digest(data)}.{kind.key}"
    folder = evidence_folder(store)
    if _problem(folder, name):
        try:
            _put(folder, name, data)
        except UserError as error:  # the person knows the file by what they call it
            raise UserError(str(error).replace(name, f"a copy of {source.name}")) from error
    return name


def look(store: Path, name: str) -> Kept:
    """What is known of an attached file, its content verified; never an error."""
    if not is_kept_name(name):
        return Kept(name, name, None, ELSEWHERE)
    ending = name.rpartition(".")[2]
    kind = load_evidence_kinds().by_ending.get(ending)
    words, since = kind.words if kind is not None else f".{ending}", None
    folder = evidence_folder(store)
    with suppress(OSError, ValueError, OverflowError):
        status = (folder / name).stat()
        since = datetime.fromtimestamp(status.st_mtime).astimezone().date()
        words = f"{words}, {_size_words(status.st_size)}"
    return Kept(name, words, since, _problem(folder, name))


def sound_file(store: Path, name: str) -> Path:
    """Where an attached file lies, with the content it had; UserError where it does not."""
    problem = _problem(evidence_folder(store), name) if is_kept_name(name) else ELSEWHERE
    if problem:
        raise UserError(f"This bill or print-out is {problem}.")
    return evidence_folder(store) / name


def kept_names(folder: Path) -> set[str]:
    """The names of attached files that lie in a folder; none where it cannot be read."""
    with suppress(OSError):
        return {each for each in os.listdir(folder) if is_kept_name(each)}
    return set()


def forget(folder: Path, names: Iterable[str]) -> None:
    """Take copies away. What cannot be taken now is the next time."""
    for name in names:
        if is_kept_name(name):
            with suppress(OSError):
                (folder / name).unlink(missing_ok=True)


def is_backed_up(store: Path) -> bool:
    """True where somebody chose that backups hold the attached files too."""
    return (evidence_folder(store) / _ALSO_IN_BACKUPS).is_file()


def choose_backed_up(store: Path, chosen: bool) -> None:
    """Remember that choice beside the data, for the window and the command line alike."""
    folder = evidence_folder(store)
    mark = folder / _ALSO_IN_BACKUPS
    try:
        if chosen:
            make_private(folder)
            write_in_one_step(mark, b"", private=True)
        else:
            mark.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(system_words(error)) from error


def beside_words(store: Path, backup: Path) -> str:
    """`, with 3 bills or print-outs`, as a sentence on a backup goes on; "" where it has none."""
    names = kept_names(evidence_folder(backup)) if is_backed_up(store) else set()
    return f", with {counted_words(tuple(names))}" if names else ""


def copy_over(names: Collection[str], sources: Iterable[Path], folder: Path) -> set[str]:
    """Put files in a folder from the first of the others that has them sound; the names that none had.

    Only what is not there sound already is written. UserError where there is no room.
    """
    missing = {name for name in names if is_kept_name(name) and _problem(folder, name)}
    for source in sources:
        for name in sorted(missing):
            if not _problem(source, name):
                _put(folder, name, (source / name).read_bytes())
                with suppress(OSError):  # it says since when a file is attached
                    shutil.copystat(source / name, folder / name)
                missing.discard(name)
    return missing


def _put(folder: Path, name: str, data: bytes) -> None:
    try:
        make_private(folder)
    except OSError as error:
        raise UserError(system_words(error)) from error
    write_in_one_step(folder / name, data, private=True)


def _read(source: Path, most: int) -> bytes:
    need_file(source)
    try:
        with source.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError as error:
        raise UserError(
            f"{source.name} was not attached: it is no longer there, or its drive is not."
        ) from error
    except OSError as error:
        raise UserError(system_words(error)) from error
    if len(data) > most:
        raise UserError(
            f"{source.name} was not attached: it is larger than {most // _MILLION} MB. "
            "Attach the pages that show the figure."
        )
    return data


def _problem(folder: Path, name: str) -> str:
    """Why a file cannot be used, "" if its content is what its name says."""
    most = load_evidence_kinds().most_bytes
    try:
        need_file(folder / name)
        with (folder / name).open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        return MISSING
    except UserError:
        return CHANGED
    except OSError as error:
        return f"not readable ({error.strerror or 'the computer does not say why'})"
    return "" if _digest(data) == name.partition(".")[0] else CHANGED


def _digest(data: bytes) -> str:
    """In letters only: nothing in a return may look like a number of the NHS."""
    return lettered(sha256(data).hexdigest())[:_LETTERS]


def _size_words(size: int) -> str:
    if size >= _MILLION:
        return f"{size / _MILLION:.1f} MB"
    return f"{max(1, round(size / 1000))} KB"
