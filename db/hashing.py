"""What proves that the store still holds what was put in it: a hash over every row, return and store.

SQLite's own check sees damaged structure but not a changed digit. Each hash is the SHA-256 of a JSON array,
which has one reading only; it names the content and its place, so a row cannot pass for another.
"""

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache
from json.encoder import encode_basestring_ascii as _quoted

MODULUS = 1 << 256


def hash_of(*values: object) -> bytes:
    """SHA-256 of the values; any type SQLite may return for damaged content gives another hash."""
    return hashlib.sha256(_encode(values).encode("ascii")).digest()


def figure_hash(
    place: tuple[str, str], section: str, row: int, field: str, text: object, number: object
) -> bytes:
    """Over one figure; `place` is the practice and period of its return."""
    are_texts = type(section) is type(field) is type(text) is str
    if are_texts and isinstance(text, str) and (number is None or type(number) is str):
        written = "null" if number is None else _quoted(number)
        array = f"{_start('figure', place, section)}{row},{_quoted(field)},{_quoted(text)},{written}]"
        return hashlib.sha256(array.encode("ascii")).digest()
    return hash_of("figure", place, section, row, field, text, number)


# An import of all practices hashes over a million figures and flags, most parts of which are the same.


@lru_cache(maxsize=1024)
def _start(what: str, place: tuple[str, str], section: str | None) -> str:
    return _encode((what, place, section))[:-1] + ","


@lru_cache(maxsize=1024, typed=True)
def _end(field: str | None, *said: object) -> str:
    return _encode((field, said))[1:]


def flag_hash(
    place: tuple[str, str], section: str | None, row: int, field: str | None, *said: object
) -> bytes:
    """Over one flag and what it says."""
    end = _end.__wrapped__ if float in map(type, said) else _end  # 0.0 and -0.0 are one to what keeps them
    array = f"{_start('flag', place, section)}{row},{end(field, *said)}"
    return hashlib.sha256(array.encode("ascii")).digest()


def issue_hash(place: tuple[str, str], revision: object, at: object, document: object) -> bytes:
    """Over one issued revision."""
    return hash_of("issue", place, revision, at, document)


def step_hash(
    place: tuple[str, str],
    before: bytes,
    number: int,
    at: object,
    what: object,
    changes: Iterable[tuple[object, ...]],
) -> bytes:
    """Over one step of history with its changes, chained to the step `before` it of the same return."""
    return hash_of("step", place, before, number, at, what, list(changes))


def meta_hash(key: str, value: object) -> bytes:
    """Over one fact about the store."""
    return hash_of("meta", key, value)


def share(return_id: object, ods_code: object, period: object, digest: object) -> int:
    """What one return adds to the total of the store (modulo 2^256), so that a vanished return shows."""
    return int.from_bytes(hash_of("return", return_id, ods_code, period, digest))


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    raise TypeError(f"{type(value).__name__} cannot be hashed")


_encode = json.JSONEncoder(separators=(",", ":"), default=_plain).encode
