"""A facts pack as a file: made of tables and signed, read again, and refused where anything does not fit."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from greenpractice.errors import UserError
from greenpractice.exchange.signed_file import (
    SignedKind,
    bytes_of,
    need_known,
    read_signed,
    signed_file,
    words_problem,
)
from greenpractice.exchange.signing import SigningKey
from greenpractice.facts.in_use import Pack
from greenpractice.facts.tables_reading import FOLDERS, table_names
from greenpractice.files import need_file

SUFFIX = ".gppack"
FORMAT, VERSION = "greenpractice-facts", 1
MOST_BYTES = 16 * 1024 * 1024  # the shipped tables are 0.2 MB


def _problems(values: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Each part with what is wrong with it."""
    files = values["files"]
    are_texts = isinstance(files, dict) and files and all(isinstance(text, str) for text in files.values())
    yield "name", words_problem(values["name"])
    yield "maker", words_problem(values["maker"])
    yield "day", None if _is_day(values["day"]) else "must be a day like 2026-06-01"
    yield "files", None if are_texts else "must be one table or more, each as text"


def _is_day(text: object) -> bool:
    try:
        return isinstance(text, str) and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


KIND = SignedKind(
    "facts pack", "pack", SUFFIX, FORMAT, VERSION, ("name", "maker", "day", "files"), MOST_BYTES, _problems
)


def make_pack(files: Mapping[str, str], name: str, maker: str, day: date, key: SigningKey) -> bytes:
    """The bytes of a pack: the same tables, words, day and key give the same bytes."""
    for what, text in (("the name", name), ("the maker", maker)):
        problem = words_problem(text)
        if problem:
            raise UserError(f"{what} of the pack {problem}")
    if not files:
        raise UserError(f"There is no table of facts: a pack holds any of {', '.join(table_names())}")
    values = {"name": name, "maker": maker, "day": day.isoformat(), "files": dict(files)}
    return signed_file(KIND, values, key)


def read_pack_file(path: Path) -> Pack:
    """The pack in a file; UserError names the file, and the key that does not fit."""
    return read_pack(pack_bytes(path), path.name)


def pack_bytes(path: Path) -> bytes:
    """What is in a file, as far as a pack may go."""
    return bytes_of(KIND, path)


def read_pack(data: bytes, file: str) -> Pack:
    """The pack in these bytes. Its signature holds; who signed it still decides nothing.

    A pack has one spelling only: a byte more, less or changed anywhere is another file, and refused.
    """
    values = read_signed(KIND, data, file)
    need_known(file, values["files"], table_names(), "has no such table")
    return Pack(
        values["name"],
        values["maker"],
        date.fromisoformat(values["day"]),
        values["files"],
        values["public_key"],
        sha256(data).hexdigest(),
    )


def tables_in(paths: Iterable[Path]) -> tuple[dict[str, str], list[Path]]:
    """The tables of facts in files and folders by their names, and what else is there.

    A file is known by its own name and that of its folder, as in `resources`: `inhalers/kg.csv`.
    """
    found: dict[str, str] = {}
    others = []
    for path in _every_file(paths):
        name = f"{path.parent.name}/{path.name}"
        if name not in table_names():
            others.append(path)
            continue
        if name in found:
            raise UserError(f"{path}: {name} is there twice. Give each table once.")
        found[name] = _text_of(path)
    return found, others


def _every_file(paths: Iterable[Path]) -> Iterator[Path]:
    for path in (each.absolute() for each in paths):
        if not path.exists():
            raise UserError(f"There is no file {path}.")
        if path.is_dir():
            inside = [path] if path.name in FOLDERS else [path, *(path / folder for folder in FOLDERS)]
            for folder in inside:
                if folder.is_dir():
                    yield from sorted(each for each in folder.iterdir() if each.is_file())
        else:
            need_file(path)
            yield path


def _text_of(path: Path) -> str:
    """As tables are kept, whatever a spreadsheet made of the ends of lines."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: byte {error.start} is not UTF-8. Save the file as UTF-8.") from error
    return text.replace("\r\n", "\n")
