"""A return as short printed rows of key, value and flag, and back: what the data page of a PDF carries.

The page is read when a PDF lost its attachment on the way, and only if the digest it prints still fits.
So a row must survive being drawn and extracted again: values are plain words or JSON texts in ASCII,
no line is longer than LONGEST letters, nor wider than what it is drawn in. A longer value goes on in rows
whose key ends in `+` (after a space) or in `&` (without one); spaces are always single, so none can be lost
at an end.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from greenpractice.returns.documents import Json

LONGEST = 48
_SPACE, _JOIN = "+", "&"
_PLAIN = re.compile(r"[A-Za-z0-9_.:@/+-]+", re.ASCII)
_PAIR = re.compile(r'([a-z0-9_]+)=("(?:[^"\\]|\\.)*"|[^\s"]+)(?:\s|$)', re.ASCII)
_KEY = re.compile(r"([a-z_]+(?:\.[a-z0-9_]+)?)([+&]?)", re.ASCII)
_NUMBERS = {("return", "version"), ("return", "revision"), ("flags", "row")}
_JSON = ("evidence", "source", "not_patients", "factor_sets")
_TRUTHS = {"true": True, "false": False}

Fits = Callable[[str], bool]  # whether a text is no wider, as it is drawn, than its column


class DamagedPage(ValueError):
    """The rows are not complete, or not rows that the app prints: nothing can be said of the figures."""


class DataRow(NamedTuple):
    """One printed row."""

    key: str
    value: str
    flag: str


def data_rows(values: Json, fits: Fits) -> list[DataRow]:
    """The rows of a sealed document as JSON values, each value such that it `fits` on its line."""
    return [row for key, value, flag in _records(values) for row in _cut(key, value, flag, fits)]


def read_rows(rows: Iterable[tuple[str, str]]) -> Json:
    """The JSON values from (key, value) rows as extracted; DamagedPage names the row that does not read."""
    records: dict[str, str] = {}
    for key, value in rows:
        match = _KEY.fullmatch(key)
        if match is None or (match[2] != "") is not (match[1] in records):
            raise DamagedPage(f"data page: row {key!r} is not one the app printed")
        joint = " " if match[2] == _SPACE else ""
        records[match[1]] = records.get(match[1], "") + joint + value
    try:
        return _document(records)
    except DamagedPage:
        raise
    except (ValueError, RecursionError) as error:  # a number or a JSON text that lost a part
        raise DamagedPage("data page: a value does not read") from error


def _records(values: Json) -> Iterator[tuple[str, str, str]]:
    top = ("format", "version", "period", "revision", "created")
    yield "return", _pairs({key: values[key] for key in top}), ""
    yield "return.practice", _pairs(values["practice"]), ""
    if "contact" in values:
        yield "return.contact", _pairs(values["contact"]), ""
    marks = _marks(values)
    for section, rows in values["sections"].items():
        for position, row in enumerate(rows):
            yield f"{section}.{position}", _pairs(row), marks.get((section, position), "")
    for number, flag in enumerate(values.get("flags", ())):
        yield f"flags.{number}", _pairs(flag), ""
    if "seal" in values:
        yield "seal", _pairs(values["seal"]), ""


def _marks(values: Json) -> dict[tuple[str, int], str]:
    return {
        (flag["section"], flag["row"]): "estimated"
        for flag in values.get("flags", ())
        if flag.get("estimated")
    }


def _pairs(values: Json) -> str:
    return " ".join(f"{key}={_written(value)}" for key, value in values.items())


def _written(value: Any) -> str:
    if isinstance(value, str):
        if _PLAIN.fullmatch(value) and value not in _TRUTHS:
            return value
        return _ascii(value)
    if isinstance(value, bool | int):
        return json.dumps(value)
    return _ascii(json.dumps(value))


def _ascii(text: str) -> str:
    """JSON in ASCII whose spaces cannot be lost: only single ones inside a text stay as they are."""
    quoted = json.dumps(text)
    return re.sub(r'(?<=[ "]) | (?=")', r"\\u0020", quoted)


def _cut(key: str, value: str, flag: str, fits: Fits) -> Iterator[DataRow]:
    start, text = key, value
    while (most := _most(text, fits)) < len(text):
        end = text.rfind(" ", 0, most + 1)
        if end > 0:
            yield DataRow(start, text[:end], flag)
            start, text = f"{key}{_SPACE}", text[end + 1 :]
        else:
            yield DataRow(start, text[:most], flag)
            start, text = f"{key}{_JOIN}", text[most:]
        flag = ""
    yield DataRow(start, text, flag)


def _most(text: str, fits: Fits) -> int:
    """How many letters of a text go on one line; one at least."""
    most = min(len(text), LONGEST)
    while most > 1 and not fits(text[:most]):
        most -= 1
    return most


def _document(records: dict[str, str]) -> Json:
    if not {"return", "return.practice"} <= records.keys():
        raise DamagedPage("data page: its first rows are missing")
    values: Json = {**_read("return", records.pop("return", "")), "practice": {}, "sections": {}}
    flags: dict[int, Json] = {}
    for key, text in records.items():
        name, _, place = key.partition(".")
        read = _read(name, text)
        if name == "return":
            values[place] = read
        elif name == "seal":
            values["seal"] = read
        elif not place.isdecimal():
            raise DamagedPage(f"data page: row {key!r} is not one the app printed")
        elif name == "flags":
            flags[int(place)] = read
        else:
            rows = values["sections"].setdefault(name, [])
            if int(place) != len(rows):
                raise DamagedPage(f"data page: the rows of {name} are not complete at {place}")
            rows.append(read)
    if flags:
        if sorted(flags) != list(range(len(flags))):
            raise DamagedPage("data page: the flags are not complete")
        values["flags"] = [flags[number] for number in range(len(flags))]
    return values


def _read(name: str, text: str) -> Json:
    read: Json = {}
    position = 0
    while position < len(text):
        match = _PAIR.match(text, position)
        if match is None:
            raise DamagedPage(f"data page: {text[position : position + 20]!r} in row {name!r} does not read")
        read[match[1]] = _value(name, match[1], match[2])
        position = match.end()
    return read


def _value(name: str, key: str, token: str) -> Any:
    if (name, key) in _NUMBERS:
        return int(token)
    if token in _TRUTHS:
        return _TRUTHS[token]
    if not token.startswith('"'):
        return token
    text = json.loads(token)
    return json.loads(text) if key in _JSON else text
