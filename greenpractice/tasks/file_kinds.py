"""How the kinds of file the program writes are known: one is replaced only by its own kind."""

import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from greenpractice.errors import UserError
from greenpractice.exchange.workbook_mark import is_another_workbook
from greenpractice.files import not_a_file
from greenpractice.own_files import own_file_words
from greenpractice.prescribing.starter.layout import SUFFIX as STARTER
from greenpractice.prescribing.starter.reading import begins_as_starter
from greenpractice.returns.json_reading import plain_json

if TYPE_CHECKING:
    from greenpractice.comparison.comparison_file import Comparison

BOM = b"\xef\xbb\xbf"  # by which Excel knows UTF-8
_STARTS = {
    ".pdf": (b"%PDF-", "a PDF"),
    ".xlsx": (b"PK", "a workbook"),
    ".csv": (BOM, "a CSV file of this app"),
    ".png": (b"\x89PNG", "a picture"),
    STARTER: (b"\x1f\x8b", "a starter file"),
    ".gpcompare": (b'{"app":', "a comparison file"),
    ".json": (b'{\n "format": "greenpractice', "a data file of this app"),
}
_IN_A_WORKBOOK = "xl/workbook.xml"
_RETURN_INSIDE = b"(greenpractice-return.json)"  # how our PDFs name what is attached to them
_MADE_HERE = b"<pdf:Producer>Greener Practice"  # how all our PDFs say what made them, never packed
PICTURE_BY = "Greener Practice"  # what our pictures name as the program that made them
_MOST_LOOKED_AT = 64 * 1024 * 1024


def problem_with(target: Path, store: Path, suffix: str, *, is_return: bool = False) -> str:
    """Why a file of the kind with this suffix may not be written here, or "".

    A file that is there already may be replaced only by its own kind: a key, a lock or a backup never is,
    a practice's PDF only where the new file `is_return` too, and nothing where the kind is not known.
    """
    start, kind = _STARTS.get(suffix, (b"", f"known as one that ends in {suffix}"))
    try:
        words = _no_file(target, store)
        if words:
            return f"{target} is {words}"
        with target.open("rb") as file:
            begins = file.read(1024)
            rest = file.read(_MOST_LOOKED_AT) if suffix == ".pdf" and not is_return else b""
    except PermissionError:
        # on Windows it is open in another program, which writing says in its own words
        return "" if sys.platform == "win32" or not target.is_file() else f"{target} may not be read"
    except OSError:
        return ""  # not there: writing says what is wrong
    if not begins:
        fits = target.suffix.lower() == suffix  # an empty file says by its name alone what it is
    else:
        fits = bool(start) and begins.startswith(start) and (suffix != ".xlsx" or _is_workbook(target))
    if not fits:
        return f"{target} is there already and is not {kind}"
    if begins and suffix == ".png" and PICTURE_BY.encode("ascii") not in begins:
        return f"{target} is there already and is not a picture of this app"
    if begins and suffix == STARTER and not begins_as_starter(begins):
        return f"{target} is there already and is not a starter file"
    if begins and suffix == ".pdf" and not is_return and _MADE_HERE not in begins + rest:
        return f"{target} is there already and is not a PDF of this app"
    if _RETURN_INSIDE in begins + rest:
        return f"{target} is there already and holds the return of a practice"
    return ""


def _no_file(target: Path, store: Path) -> str:
    """What is there, or would be, where it is nothing that may be written; ""."""
    words = own_file_words(target, store)
    if words:
        return words
    if store.exists() and target.samefile(store):  # by another name, which no path tells
        return "the data file itself"
    if target.is_dir():
        return "a folder"
    return "not a file" if not_a_file(target) else ""


def is_another_report(target: Path, mark: str) -> bool:
    """True if a file of ours is there that does not say this of itself."""
    try:
        data = target.read_bytes()
    except OSError:
        return False
    return bool(data) and mark.encode("ascii") not in data


def need_same_workbook(target: Path, of: str) -> None:
    """UserError if another workbook is there, or this one as somebody saved it since."""
    if is_another_workbook(target, of):
        raise UserError(
            f"{target} is there already, and is another workbook or was changed since. "
            "Give this one another name."
        )


def need_same_table(target: Path, data: bytes) -> None:
    """UserError if a CSV file with other headers is there."""
    try:
        with target.open("rb") as file:
            headers = file.readline(len(data) + 1)
    except OSError:
        return  # not there: writing says what is wrong
    if headers and headers != data[: data.find(b"\n") + 1]:
        raise UserError(f"{target} is there already and is another table. Give this one another name.")


def need_same_document(target: Path, data: bytes) -> None:
    """UserError if a data file of another practice or period is there."""
    try:
        there = target.read_bytes()
    except OSError:
        return
    if there and _return_of(there) != _return_of(data):
        raise UserError(f"{target} is there already and is another return. Give this one another name.")


def need_same_comparison(target: Path, comparison: "Comparison") -> None:
    """UserError if a comparison of another group or period is there."""
    from greenpractice.comparison.comparison_file import comparison_bytes_in, read_comparison

    if not target.exists() or not target.stat().st_size:
        return
    try:
        there = read_comparison(comparison_bytes_in(target), target.name)
        is_same = there.place == comparison.place
    except UserError:
        is_same = False
    if not is_same:
        raise UserError(f"{target} is there already and is another comparison. Give this one another name.")


def _return_of(data: bytes) -> tuple[object, object] | None:
    try:
        values = plain_json(data)
        return values["practice"]["ods_code"], values["period"]
    except (ValueError, RecursionError, LookupError, TypeError):
        return None


def _is_workbook(target: Path) -> bool:
    """False for other files that are a zip inside: documents, and prescribing files as they come."""
    try:
        with zipfile.ZipFile(target) as opened:
            return _IN_A_WORKBOOK in opened.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
