"""The summary PDFs that stand in a folder: which versions of a return they bear, and what is never lost."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from greenpractice.carbon.factor_sets import FACTS
from greenpractice.errors import UserError
from greenpractice.exchange.glancing import version_inside
from greenpractice.files import write_in_one_step
from greenpractice.own_files import own_file_words
from greenpractice.returns.documents import Json, ReturnDocument, content
from greenpractice.store import ReturnKey, Store, StoredReturn
from greenpractice.tasks.pdf_preview import beside_digest, compared_with

_MOST_LOOKED_INTO = 300  # PDFs of a folder


def name_of(key: ReturnKey, revision: int) -> str:
    """The file name of a version of a return."""
    return f"{_beginning(key)}{revision}.pdf"


def is_named_after_a_version(target: Path, key: ReturnKey) -> bool:
    """True for a name that says which version the file is, whichever that is."""
    return re.fullmatch(re.escape(_beginning(key)) + r"\d+\.pdf", target.name, re.ASCII) is not None


def highest_beside(folder: Path, key: ReturnKey) -> int:
    """The highest version of a return that a file in the folder holds, or by its name may hold.

    A name says nothing where the file is empty, or holds another version or return: what is in it counts.
    """
    pattern = re.compile(re.escape(_beginning(key)) + r"(\d{1,4})(?!\d).*\.pdf", re.ASCII | re.IGNORECASE)
    try:
        pdfs = _pdfs(folder)
        newest = _newest(pdfs)
        named = {path: int(match[1]) for path in pdfs if (match := pattern.fullmatch(path.name))}
        inside = {path: found for path in {*newest, *named} if (found := version_inside(path))}
        by_name = [number for path, number in named.items() if path not in inside and path.lstat().st_size]
    except OSError:
        return 0
    mine = (key.ods_code, key.period.id)
    return max([*by_name, *(found[2] for found in inside.values() if found[:2] == mine)], default=0)


def is_borne_otherwise(folder: Path, document: ReturnDocument, but: Path | None = None) -> bool:
    """True where another PDF of the folder, whatever it is called, is this version with other figures."""
    mine = (document.ods_code, document.period.id, document.revision)
    try:
        same = [path for path in _newest(_pdfs(folder)) if path != but and version_inside(path) == mine]
        holds = [_return_inside(path, path.stat().st_mtime_ns) for path in same]
    except OSError:
        return False
    return any(each is not None and content(each) != content(document) for each in holds)


@lru_cache(maxsize=32)
def _return_inside(path: Path, _changed: int) -> ReturnDocument | None:
    from greenpractice.exchange.pdf_return import read_pdf

    try:
        return read_pdf(path)[0]
    except UserError:
        return None


def _pdfs(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix.lower() == ".pdf"]


def _newest(files: list[Path]) -> list[Path]:
    """Those that are looked into: a folder of everything somebody ever downloaded is not read to its end."""
    if len(files) <= _MOST_LOOKED_INTO:
        return files
    return sorted(files, key=lambda file: file.lstat().st_mtime, reverse=True)[:_MOST_LOOKED_INTO]


def in_folder(
    store: Store, stored: StoredReturn, folder: Path, documents: Iterable[ReturnDocument]
) -> StoredReturn:
    """The return as a PDF in this folder is numbered, without making one.

    It is above every version there, and every one that the store's copies know. Where its last version
    stands there with other figures, or what it showed beside it was never noted, it is taken for another one.
    """
    key = ReturnKey(stored.document.ods_code, stored.document.period)
    found = store.knowing_copies(stored).knowing(highest_beside(folder, key))
    if found.issued is None or found.changed:
        return found
    last = found.issued.document
    is_there = (folder / name_of(key, last.revision)).exists()
    beside = beside_digest(last, documents, compared_with(store.path, last))
    is_other = is_there and not found.is_noted(beside)
    return found.anew() if is_other or is_borne_otherwise(folder, last) else found


def return_in(target: Path, key: ReturnKey) -> ReturnDocument | None:
    """The return inside a file that is there already; None where no file is.

    UserError for any file but this return's own PDF: what cannot be read may be the only copy of anything.
    """
    from greenpractice.exchange.pdf_return import read_pdf

    if _is_free(target):
        return None
    try:
        there = read_pdf(target)[0]
    except UserError as error:
        raise UserError(
            f"{target} is there already, and no summary PDF that this app can read. "
            "It was not touched; choose another folder or name."
        ) from error
    if (there.ods_code, there.period) != (key.ods_code, key.period):
        raise UserError(
            f"{target} holds the return of {there.ods_code} for {there.period.words}. "
            "It was not touched; choose another folder or name."
        )
    return there


def is_another(target: Path, data: bytes) -> bool:
    """True if a file is there that is not exactly this."""
    if _is_free(target):
        return False
    try:
        return target.read_bytes() != data
    except OSError:
        return True


def write_where_nothing_else_is(folder: Path, files: Sequence[tuple[str, bytes]], store: Path) -> None:
    """Write files whose names nobody chose: over nothing but themselves, and none where one cannot be."""
    for name, data in files:
        target = folder / name
        if own_file_words(target, store) or is_another(target, data):
            raise UserError(
                f"{target} is there already and is another file. It was not touched; choose another folder."
            )
    for name, data in files:
        write_in_one_step(folder / name, data)


def as_it_was_made(target: Path, data: bytes) -> bytes:
    """The PDF that is there, if it is the one to be written as another version of the app made it; else this.

    Another app alone makes no other issue: the return, the totals and the factors in it are the same.
    """
    from greenpractice.exchange.pdf_return import read_pdf, return_in
    from greenpractice.exchange.sealed_reading import read_sealed

    if not is_another(target, data):
        return data
    try:
        there, here = read_pdf(target)[1], read_sealed(return_in(data, target.name), target.name).values
        is_it = _app(there) != _app(here) and _without_app(there) == _without_app(here)
        return target.read_bytes() if is_it else data
    except (UserError, OSError):
        return data


def _app(values: Json) -> object:
    return values.get("seal", {}).get("app")


def _without_app(values: Json) -> Json:
    """A sealed return without what says which version of the app sealed it."""
    seal = {key: value for key, value in values.get("seal", {}).items() if key not in ("app", "signature")}
    if isinstance(sets := seal.get("factor_sets"), dict):  # the total says whether other facts matter
        seal["factor_sets"] = {key: value for key, value in sets.items() if key != FACTS}
    return {**values, "seal": seal}


def need_same(target: Path, there: ReturnDocument, document: ReturnDocument, data: bytes) -> None:
    """Refuse to write over a PDF of the same return that is not exactly the one to be written."""
    if not is_another(target, data):
        return
    but = " as it was made before, which is not the same"
    if content(there) != content(document):
        but = " with other figures"
    if there.revision != document.revision:
        but = f", and this one is version {document.revision}"
    raise UserError(
        f"{target} holds version {there.revision} of this return{but}. "
        "It was not touched; choose another folder or name."
    )


def _is_free(target: Path) -> bool:
    return not target.is_file() or target.stat().st_size == 0


def _beginning(key: ReturnKey) -> str:
    return f"Greener-return_{key.ods_code}_{key.period}_v"
