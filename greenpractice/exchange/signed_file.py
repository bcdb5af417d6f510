"""A file that is one JSON object in one spelling with its signature: made, read, and refused unless whole."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from greenpractice.errors import UserError
from greenpractice.exchange.signing import SigningKey, signature_holds
from greenpractice.files import need_file
from greenpractice.network.states import fingerprint
from greenpractice.returns.documents import one_spelling
from greenpractice.texts import text_problem

LONGEST_WORDS = 100
_DIGITS = set("0123456789abcdef")
Problems = Callable[[Mapping[str, Any]], Iterator[tuple[str, str | None]]]


@dataclass(frozen=True, slots=True)
class SignedKind:
    """A kind of such files: "facts pack", shortly "pack".

    `parts` are what each holds beside format, version, key and signature; the first of them all in
    alphabetical order is how it `begins`. `problems` gives each part with what is wrong with it, or None.
    """

    name: str
    short: str
    suffix: str
    format: str
    version: int
    parts: tuple[str, ...]
    most_bytes: int
    problems: Problems

    @property
    def signed(self) -> tuple[str, ...]:
        """All that the signature covers."""
        return ("format", "version", *self.parts, "public_key")

    @property
    def begins(self) -> bytes:
        """The first bytes of each."""
        return f'{{"{min(self.signed)}":'.encode("ascii")


def signed_file(kind: SignedKind, values: Mapping[str, Any], key: SigningKey) -> bytes:
    """The bytes of such a file: the same values and key give the same bytes."""
    whole = {"format": kind.format, "version": kind.version, **values, "public_key": key.public_key}
    return one_spelling({**whole, "signature": key.sign(one_spelling(whole))}) + b"\n"


def bytes_of(kind: SignedKind, path: Path) -> bytes:
    """What is in a file, as far as one of the kind may go."""
    need_file(path)
    try:
        with path.open("rb") as opened:
            return opened.read(kind.most_bytes + 1)
    except FileNotFoundError as error:
        raise UserError(f"There is no file {path}.") from error


def read_signed(kind: SignedKind, data: bytes, file: str) -> dict[str, Any]:
    """What it says. Its signature holds; who signed it still decides nothing.

    It has one spelling only: a byte more, less or changed anywhere is another file, and refused with a
    UserError that names the file and the part that does not fit.
    """
    values = _values(kind, data, file)
    version = values.get("version")
    if values.get("format") == kind.format and isinstance(version, int) and version > kind.version:
        raise UserError(f"{file} is a {kind.name} for a newer Greener Practice. Update the app first.")
    _need_whole(kind, values, file)
    key, signature = values["public_key"], values["signature"]
    signed = {name: values[name] for name in kind.signed}
    if not signature_holds(key, signature, one_spelling(signed)):
        raise UserError(
            f"{file}: its signature does not fit the key {fingerprint(key)}. It was changed after it was "
            "signed, or damaged on the way. Ask who made it for it again."
        )
    return values


def _values(kind: SignedKind, data: bytes, file: str) -> dict[str, Any]:
    """The JSON object, in its one spelling."""
    if len(data) > kind.most_bytes:
        size = kind.most_bytes // 1024
        said = f"{size // 1024} MB" if size >= 1024 else f"{size} KB"
        raise UserError(f"{file} is larger than {said}. It is no {kind.name}.")
    other = _other_words(kind, file)
    try:
        values = json.loads(data)
    except (ValueError, RecursionError) as error:
        if data.startswith(kind.begins):
            raise UserError(f"{file} is damaged or not whole. Ask who made it for it again.") from error
        raise UserError(other) from error
    if not isinstance(values, dict) or "format" not in values:
        raise UserError(other)
    try:
        is_spelled = one_spelling(values) + b"\n" == data
    except (ValueError, RecursionError):
        is_spelled = False
    if not is_spelled:
        raise UserError(f"{file} is damaged, or was changed by hand. Ask who made it for it again.")
    return values


def _other_words(kind: SignedKind, file: str) -> str:
    """That it is none, and what to do, whatever it is called."""
    if file.lower().endswith(kind.suffix):
        return f"{file} is no {kind.name}, though it is called one. Ask who made it for it again."
    return f"{file} is no {kind.name}. Choose one: they end in {kind.suffix}."


def _need_whole(kind: SignedKind, values: Mapping[str, Any], file: str) -> None:
    """Refuse one that lacks a part, has one that none has, or one of another kind."""
    if values["format"] != kind.format:
        raise UserError(_other_words(kind, file))
    wanted = {*kind.signed, "signature"}
    for name in sorted(wanted - values.keys()):
        raise UserError(f"{file}: {name}: it is not there. The {kind.short} is incomplete; ask who made it.")
    for name in sorted(values.keys() - wanted):
        raise UserError(f"{file}: {name}: no {kind.short} has that. Ask who made it.")
    version = values["version"]
    is_version = type(version) is int and version == kind.version
    found = [("version", None if is_version else f"must be {kind.version}"), *kind.problems(values)]
    for name, digits in (("public_key", 64), ("signature", 128)):
        found.append(
            (name, None if _is_hex(values[name], digits) else f"must be {digits} hexadecimal digits")
        )
    for name, problem in found:
        if problem:
            raise wrong_part(file, name, problem)


def wrong_part(file: str, name: str, problem: str) -> UserError:
    """What is wrong with a part, for those that the kind itself does not know."""
    return UserError(f"{file}: {name}: it {problem}. Ask who made it.")


def need_known(file: str, names: Iterable[str], known: Collection[str], what: str) -> None:
    """Refuse what only a newer app knows; `what` says what this one has not: `has no such table`."""
    for name in names:
        if name not in known:
            raise UserError(f"{file}: {name}: this app {what}. Update the app first.")


def is_read_out(public_key: str, read_out: str) -> bool:
    """Whether the six groups that somebody was told, however they are written, or all of it are this key."""
    told = _digits_of(read_out)
    return told in (_digits_of(fingerprint(public_key)), public_key)


def other_key_words(file: str, public_key: str) -> str:
    """That its maker's key is not the one that was read out."""
    return f"{file} is signed with another key than you gave: {fingerprint(public_key)}. Nothing was changed."


def _digits_of(read_out: str) -> str:
    """A key as it is compared: without what stands between its digits."""
    return "".join(letter for letter in read_out.casefold() if letter.isalnum())


def words_problem(text: object) -> str | None:
    """Why this is no line of words that people read, or None."""
    if not isinstance(text, str) or not text.strip():
        return "must be given"
    if len(text) > LONGEST_WORDS:
        return f"must be {LONGEST_WORDS} characters or fewer"
    if text != text.strip() or not text.isprintable():
        return "must be one line without spaces around it"
    return text_problem(text)


def _is_hex(text: object, digits: int) -> bool:
    return isinstance(text, str) and len(text) == digits and set(text) <= _DIGITS
