"""All of an installation in one file, for a new computer: data, key, and what was issued last."""

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from greenpractice.errors import UserError
from greenpractice.evidence_kept import is_kept_name, kept_names, look
from greenpractice.files import in_one_step, make_private, need_file, need_other_file, write_in_one_step
from greenpractice.network.states import fingerprint
from greenpractice.own_files import (
    comparisons_folder,
    evidence_folder,
    facts_folder,
    facts_record,
    own_file_words,
)
from greenpractice.phrases import counted, joined
from greenpractice.returns.documents import digest_of
from greenpractice.returns.evidence import counted_words, names_in
from greenpractice.store import OtherKind, Store, key_file, received_folder

SUFFIX = ".greenpractice-move"
_FORMAT, _VERSION = "greenpractice move", 1
_ABOUT, _DATA, _KEY, _RECEIVED, _FACTS = "about.json", "data.db", "signing.key", "received/", "facts/"
_COMPARED, _EVIDENCE = "comparisons/", "evidence/"
_MOST_ABOUT = 16 * 1024 * 1024


def move_to(store: Store, target: Path) -> str:
    """Write all of it into one file, read back before it counts; says what is in it."""
    from greenpractice.exchange.signing import signing_key

    need_other_file(target, store.path)
    words = own_file_words(target, store.path)
    if words:
        raise UserError(f"{target} is {words}. It was not touched; choose another name.")
    if target.is_file() and not is_move_file(target):
        raise UserError(f"{target} is another kind of file. It was not touched; choose another name.")
    public_key = signing_key(store.path).public_key
    with _passing_folder(store.path, target) as folder:
        copy = folder / _DATA
        store.backup(copy)
        files = {_DATA: copy, _KEY: key_file(store.path)}
        received = received_folder(store.path)
        pdfs = {_RECEIVED + each.name: each for each in sorted(received.glob("*.pdf"))}
        facts = {_FACTS + each.name: each for each in _in(facts_folder(store.path))}
        compared = {_COMPARED + each.name: each for each in _in(comparisons_folder(store.path))}
        attached = {_EVIDENCE + each: evidence_folder(store.path) / each for each in _attached(store)}
        files |= {**pdfs, **facts, **compared, **attached}
        about = {
            "format": _FORMAT,
            "version": _VERSION,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "public_key": public_key,
            "issued": _issued(store),
            "files": {name: _digest(path) for name, path in files.items()},
        }
        with in_one_step(target, private=True) as unfinished:
            with zipfile.ZipFile(unfinished, "w") as packed:  # PDFs and pages do not get smaller for packing
                packed.writestr(_ABOUT, json.dumps(about, indent=1, sort_keys=True))
                for name, path in files.items():
                    packed.write(path, name)
            with zipfile.ZipFile(unfinished) as packed:
                _verified(packed, target)
    held = ["your data", "your key"]
    held += [counted(len(pdfs), "received PDF")] if pdfs else []
    held += ["the facts you installed"] if facts else []
    held += ["what you compare with"] if compared else []
    held += [counted_words(list(attached))] if attached else []
    return (
        f"{target}: {joined(held)}, read back and verified. "
        "Keep it to yourself: it holds your key. Once the new computer has it, do not go on with this one."
    )


@contextmanager
def _passing_folder(store: Path, target: Path) -> Iterator[Path]:
    """A folder beside the store for what is on its way to `target`, by which it is called where it fails.

    A killed program leaves it behind: it has the name of an unfinished file, and goes when the store is next
    opened.
    """
    with TemporaryDirectory(prefix=f".{store.stem}.", suffix=".part", dir=store.parent) as name:
        try:
            yield Path(name)
        except (UserError, FileNotFoundError) as error:
            if not Path(name).exists():
                raise UserError(
                    f"{store} was opened by another program. Nothing was changed; close it and start again."
                ) from error
            if isinstance(error, FileNotFoundError) or name not in str(error):
                raise
            copy, beside = f"{name}{os.sep}{_DATA}", str(store.parent)
            told = str(error).replace(copy, f"A passing copy in {beside}").replace(name, beside)
            raise UserError(told.replace(_DATA, target.name).replace(_KEY, target.name)) from error


def is_move_file(file: Path) -> bool:
    """True for what `move_to` wrote, by its table of contents."""
    if not file.is_file():
        return False
    try:
        with zipfile.ZipFile(file) as packed:
            return {_ABOUT, _DATA, _KEY} <= set(packed.namelist())
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False


def move_from(file: Path, store: Path, restore: Callable[[Path, Path], str]) -> str:
    """Put all of such a file in place. What is there already is put aside first; nothing is written over."""
    need_file(file)
    if not file.is_file():
        raise UserError(f"There is no file {file}.")
    if not is_move_file(file):
        raise UserError(f"{file} was not made by `greenpractice move-to`. Nothing was changed.")
    make_private(store.parent)
    with zipfile.ZipFile(file) as packed, _passing_folder(store, store) as folder:
        about = _verified(packed, file)
        data, key = folder / _DATA, folder / _KEY
        for target in (data, key):
            write_in_one_step(target, packed.read(target.name), private=True)
        _need_key(key, about, file)
        _bring_evidence(packed, about, data)
        own = key_file(store)
        before = (
            own.read_bytes() if own.exists() else None
        )  # what cannot be read stops it before anything changes
        try:
            said = [restore(store, data).replace(str(data), str(file))]
        except OtherKind as error:
            raise OtherKind(str(error).replace(str(data), str(file))) from error
        said += _take_key(key, own, before)
        for start, folder, what, note in (
            (_FACTS, facts_folder(store), "facts that were installed here", facts_record(store)),
            (_COMPARED, comparisons_folder(store), "comparisons that were here", None),
        ):
            there = {Path(name).name: packed.read(name) for name in about["files"] if name.startswith(start)}
            said += _take_folder(there, folder, what, note)
        for name in about["files"]:
            if name.startswith(_RECEIVED):
                make_private(received_folder(store))
                pdf = received_folder(store) / Path(name).name
                if not pdf.exists():
                    write_in_one_step(pdf, packed.read(name), private=True)
    return " ".join([*said, f"Your key, to read out: {fingerprint(about['public_key'])}."])


def _issued(store: Store) -> dict[str, Any]:
    """The highest version and digest of each return, so that a support call can tell two computers apart."""
    found = {}
    for key in store.keys():
        stored = store.load(key)
        if stored is not None and stored.issued is not None:
            document = stored.issued.document
            found[f"{key.ods_code} {key.period}"] = {
                "revision": max(document.revision, store.knowing_copies(stored).known),
                "digest": digest_of(document),
            }
    return found


def _verified(packed: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    """What the file says of itself, once everything in it is as it says; UserError otherwise."""
    damaged = UserError(f"{file} is damaged. Nothing was changed; make it again on the old computer.")
    try:
        if packed.getinfo(_ABOUT).file_size > _MOST_ABOUT:
            raise damaged
        about = json.loads(packed.read(_ABOUT))
        if about["format"] != _FORMAT:
            raise damaged
        if about["version"] != _VERSION:
            raise UserError(f"{file} was made by a newer Greener Practice. Update it here first.")
        digests = dict(about["files"])
        if sorted(packed.namelist()) != sorted([_ABOUT, *digests]):
            raise damaged
        for name, digest in digests.items():
            with packed.open(name) as content:
                if _digest_of(content) != digest:
                    raise damaged
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, NotImplementedError) as error:
        raise damaged from error
    return dict(about)


def _need_key(key: Path, about: dict[str, Any], file: Path) -> None:
    from greenpractice.exchange.signing import read_key

    if read_key(key).public_key != about.get("public_key"):
        raise UserError(f"{file} holds another key than it says. Nothing was changed.")


def _take_key(new: Path, target: Path, before: bytes | None) -> list[str]:
    """Put the key in place, another one that was there aside."""
    said = []
    if before is not None:
        if before == new.read_bytes():
            return []
        aside = target.with_name(f"{target.name}.before-move-{sha256(before).hexdigest()[:8]}")
        write_in_one_step(aside, before, private=True)
        said = [f"The key that was there is now {aside}."]
    write_in_one_step(target, new.read_bytes(), private=True)
    return said


def _attached(store: Store) -> list[str]:
    """The bills and print-outs that figures refer to and that are as they were, by their names in order.

    What was taken off lies there until the data are closed, and goes to no other computer.
    """
    returns = (stored.document for key in store.keys() if (stored := store.load(key)) is not None)
    there = kept_names(evidence_folder(store.path))
    return sorted(n for n in there.intersection(names_in(returns)) if not look(store.path, n).problem)


def _bring_evidence(packed: zipfile.ZipFile, about: dict[str, Any], data: Path) -> None:
    """Put bills and print-outs beside the passing copy of the data: they are restored with it."""
    for name in about["files"]:
        if name.startswith(_EVIDENCE) and is_kept_name(name.removeprefix(_EVIDENCE)):
            make_private(evidence_folder(data))
            target = evidence_folder(data) / name.removeprefix(_EVIDENCE)
            write_in_one_step(target, packed.read(name), private=True)


def _in(folder: Path) -> list[Path]:
    return sorted(each for each in folder.glob("[!.]*") if each.is_file()) if folder.is_dir() else []


def _take_folder(new: dict[str, bytes], folder: Path, what: str, note: Path | None) -> list[str]:
    """Put what a folder held on the old computer in its place, and others that were here aside.

    A `note` of what the folder held here goes.
    """
    there, said = {each.name: each.read_bytes() for each in _in(folder)}, []
    if there == new:
        return []
    if there:
        digest = sha256(repr(sorted(there.items())).encode()).hexdigest()[:8]
        aside = folder.with_name(f"{folder.name}.before-move-{digest}")
        make_private(aside)
        for each in _in(folder):
            os.replace(each, aside / each.name)
        said = [f"The {what} are now in {aside}."]
    if note is not None:
        note.unlink(missing_ok=True)
    for name, data in new.items():
        make_private(folder)
        write_in_one_step(folder / name, data, private=True)
    return said


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return _digest_of(file)


def _digest_of(file: Any) -> str:
    return file_digest(file, "sha256").hexdigest()
