"""How the kinds of file the program writes begin: one is replaced only by its own kind."""

from pathlib import Path

BOM = b"\xef\xbb\xbf"  # by which Excel knows UTF-8
_STARTS = {
    ".pdf": (b"%PDF-", "a PDF"),
    ".xlsx": (b"PK", "a workbook"),
    ".csv": (BOM, "a CSV file of this app"),
    ".json": (b'{\n "format": "greenpractice', "a data file of this app"),
}


def problem_with(target: Path, store: Path, suffix: str) -> str:
    """Why a file of the kind with this suffix may not be written here, or "".

    A file that is there already may be replaced only by its own kind: a key or a backup never is, and
    nothing is where the kind is not known by its beginning.
    """
    start, kind = _STARTS.get(suffix, (b"", f"known as one that ends in {suffix}"))
    try:
        if store.exists() and target.samefile(store):
            return f"{target} is the data file itself"
        with target.open("rb") as file:
            begins = file.read(1024)
    except OSError:
        return ""  # not there, or not readable: writing says what is wrong
    if begins and not (start and begins.startswith(start)):
        return f"{target} is there already and is not {kind}"
    return ""
