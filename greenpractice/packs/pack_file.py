"""A facts pack as a file: made of tables and signed, read again, and refused where anything does not fit."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from greenpractice.errors import UserError
from greenpractice.exchange.signing import SigningKey, signature_holds
from greenpractice.facts.in_use import Pack
from greenpractice.facts.tables_reading import FOLDERS, table_names
from greenpractice.files import need_file
from greenpractice.network.states import fingerprint
from greenpractice.returns.documents import one_spelling
from greenpractice.texts import text_problem

SUFFIX = ".gppack"
FORMAT, VERSION = "greenpractice-facts", 1
MOST_BYTES = 16 * 1024 * 1024  # the shipped tables are 0.2 MB
LONGEST_NAME = 100
_SIGNED = ("format", "version", "name", "maker", "day", "files", "public_key")
_BEGINS = b'{"day":"'  # in its one spelling


def make_pack(files: Mapping[str, str], name: str, maker: str, day: date, key: SigningKey) -> bytes:
    """The bytes of a pack: the same tables, words, day and key give the same bytes."""
    for what, text in (("the name", name), ("the maker", maker)):
        problem = _words_problem(text)
        if problem:
            raise UserError(f"{what} of the pack {problem}")
    if not files:
        raise UserError(f"There is no table of facts: a pack holds any of {', '.join(table_names())}")
    values = {
        "format": FORMAT,
        "version": VERSION,
        "name": name,
        "maker": maker,
        "day": day.isoformat(),
        "files": dict(files),
        "public_key": key.public_key,
    }
    signature = key.sign(one_spelling(values))
    return one_spelling({**values, "signature": signature}) + b"\n"


def read_pack_file(path: Path) -> Pack:
    """The pack in a file; UserError names the file, and the key that does not fit."""
    return read_pack(pack_bytes(path), path.name)


def pack_bytes(path: Path) -> bytes:
    """What is in a file, as far as a pack may go."""
    need_file(path)
    try:
        with path.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise UserError(f"There is no file {path}.") from error


def read_pack(data: bytes, file: str) -> Pack:
    """The pack in these bytes. Its signature holds; who signed it still decides nothing.

    A pack has one spelling only: a byte more, less or changed anywhere is another file, and refused.
    """
    values = _values(data, file)
    version = values.get("version")
    if values.get("format") == FORMAT and isinstance(version, int) and version > VERSION:
        raise UserError(f"{file} is a facts pack for a newer Greener Practice. Update the app first.")
    _need_whole(values, file)
    key, signature = values["public_key"], values["signature"]
    signed = {name: values[name] for name in _SIGNED}
    if not signature_holds(key, signature, one_spelling(signed)):
        raise UserError(
            f"{file}: its signature does not fit the key {fingerprint(key)}. It was changed after it was "
            "signed, or damaged on the way. Ask who made it for it again."
        )
    for name in values["files"]:
        if name not in table_names():
            raise UserError(f"{file}: {name}: this app has no such table. Update the app first.")
    return Pack(
        values["name"],
        values["maker"],
        date.fromisoformat(values["day"]),
        values["files"],
        key,
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


def _values(data: bytes, file: str) -> dict[str, Any]:
    """The JSON object, in its one spelling."""
    if len(data) > MOST_BYTES:
        raise UserError(f"{file} is larger than {MOST_BYTES // 1024 // 1024} MB. It is no facts pack.")
    try:
        values = json.loads(data)
    except (ValueError, RecursionError) as error:
        if data.startswith(_BEGINS):
            raise UserError(f"{file} is damaged or not whole. Ask who made it for it again.") from error
        raise UserError(f"{file} is no facts pack. Choose a file that ends in {SUFFIX}.") from error
    if not isinstance(values, dict) or "format" not in values:
        raise UserError(f"{file} is no facts pack. Choose a file that ends in {SUFFIX}.")
    try:
        is_spelled = one_spelling(values) + b"\n" == data
    except (ValueError, RecursionError):
        is_spelled = False
    if not is_spelled:
        raise UserError(f"{file} is damaged, or was changed by hand. Ask who made it for it again.")
    return values


def _need_whole(values: Mapping[str, Any], file: str) -> None:
    """Refuse a pack that lacks a part, has one that no pack has, or one of another kind."""
    if values["format"] != FORMAT:
        raise UserError(f"{file} is no facts pack. Choose a file that ends in {SUFFIX}.")
    wanted = {*_SIGNED, "signature"}
    for name in sorted(wanted - values.keys()):
        raise UserError(f"{file}: {name}: it is not there. The pack is incomplete; ask who made it.")
    for name in sorted(values.keys() - wanted):
        raise UserError(f"{file}: {name}: no pack has that. Ask who made it.")
    for name, problem in _problems(values):
        if problem:
            raise UserError(f"{file}: {name}: it {problem}. Ask who made it.")


def _problems(values: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Each part with what is wrong with it."""
    version, files = values["version"], values["files"]
    are_texts = isinstance(files, dict) and files and all(isinstance(text, str) for text in files.values())
    yield "version", None if type(version) is int and version == VERSION else f"must be {VERSION}"
    yield "name", _words_problem(values["name"])
    yield "maker", _words_problem(values["maker"])
    yield "day", None if _is_day(values["day"]) else "must be a day like 2026-06-01"
    yield "files", None if are_texts else "must be one table or more, each as text"
    for name, digits in (("public_key", 64), ("signature", 128)):
        yield name, None if _is_hex(values[name], digits) else f"must be {digits} hexadecimal digits"


def _words_problem(text: object) -> str | None:
    if not isinstance(text, str) or not text.strip():
        return "must be given"
    if len(text) > LONGEST_NAME:
        return f"must be {LONGEST_NAME} characters or fewer"
    if text != text.strip() or not text.isprintable():
        return "must be one line without spaces around it"
    return text_problem(text)


def _is_day(text: object) -> bool:
    try:
        return isinstance(text, str) and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_hex(text: object, digits: int) -> bool:
    return isinstance(text, str) and len(text) == digits and set(text) <= set("0123456789abcdef")
