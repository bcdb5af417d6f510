"""The files that belong to a data file: nothing that somebody names is ever written in their place."""

import glob
import os
import re
from pathlib import Path

from greenpractice.store import key_file

_SQLITE = b"SQLite format 3\x00"
_BESIDE = {".lock": "the lock", "-journal": "the journal", "-wal": "the journal", "-shm": "the journal"}
_FOLDERS = {
    "-backups": "the folder of automatic backups",
    "-received": "the folder of received PDFs",
    "-facts": "the folder of installed facts",
    "-comparisons": "the folder of comparisons",
    "-evidence": "the folder of bills and print-outs",
}
_FACTS_RECORD = "-facts.json"
_NAMED_AFTER = {".key": "the key of", _FACTS_RECORD: "the note of the facts installed for"}
_ASIDE = re.compile(r".*\.(before-restore|damaged|key\.before-move|version-\d+)-.*")


def facts_folder(store: Path) -> Path:
    """Where the packs of facts lie that were installed for these data, and the keys accepted of makers."""
    return store.parent / f"{store.stem}-facts"


def facts_record(store: Path) -> Path:
    """Where it is noted which packs were installed, so that a folder of theirs that is gone is missed."""
    return store.parent / f"{store.stem}{_FACTS_RECORD}"


def comparisons_folder(store: Path) -> Path:
    """Where the comparisons lie that were opened with these data, and the keys accepted of Leads."""
    return store.parent / f"{store.stem}-comparisons"


def evidence_folder(store: Path) -> Path:
    """Where the bills and print-outs lie that are attached to figures of a data file, or of a backup."""
    return store.parent / f"{store.stem}-evidence"


def sharing_folders(store: Path) -> list[Path]:
    """The other data files and backups with the same folders: those that differ by their ending only."""
    return [each for each in _stores_named(store.parent, store.stem, store) if each != store]


def own_file_words(target: Path, store: Path) -> str:
    """What of a data file this is, or would be if it were there, in words; "" for any other file.

    `store` is the data file in use, which need not be there yet; the others are found where they lie.
    """
    target, store = Path(os.path.realpath(target)), Path(os.path.realpath(store))
    name = target.name
    if target == store:
        return "the data file itself"
    for ending, what in _BESIDE.items():
        beside = target.with_name(name[: -len(ending)]) if len(name) > len(ending) else None
        if beside is not None and name.lower().endswith(ending) and _is_store(beside, store):
            return f"{what} of {beside.name}"
    words = _by_its_stem(target, store)
    if words:
        return words
    if target.is_file() and _ASIDE.fullmatch(name):
        return "a copy that was put aside"
    return ""


def _by_its_stem(target: Path, store: Path) -> str:
    """What bears the name of a data file without its ending, or lies in such a folder."""
    folder, name = target.parent, target.name
    for ending, what in _NAMED_AFTER.items():
        if name.lower().endswith(ending):
            for each in _stores_named(folder, name[: -len(ending)], store):
                return f"{what} {each.name}"
    for ending, what in _FOLDERS.items():
        if folder.name.endswith(ending):
            for each in _stores_named(folder.parent, folder.name.removesuffix(ending), store):
                return f"in {what} of {each.name}"
    return ""


def is_in_use(target: Path, store: Path) -> bool:
    """True for another data file that was worked with where it lies, and is no mere copy."""
    target = Path(os.path.realpath(target))
    if target.with_name(f"{target.name}.lock").exists():
        return True
    of_store = (target.parent, target.stem) == (store.parent, store.stem)  # what has this name is the store's
    return not of_store and (key_file(target).exists() or target.with_name(f"{target.stem}-backups").is_dir())


def _stores_named(folder: Path, stem: str, store: Path) -> list[Path]:
    """The data files in a folder with this name, whatever their ending."""
    if not stem:
        return []
    there = [folder / stem, *folder.glob(f"{glob.escape(stem)}.*")]
    found = [each for each in there if each.stem == stem and _is_store(each, store)]
    return found or [each for each in (store,) if (each.parent, each.stem) == (folder, stem)]


def _is_store(path: Path, store: Path) -> bool:
    if path == store:
        return True
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False
