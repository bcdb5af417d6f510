"""Reading the shipped tables of `resources`, with an error that names file and key where one is wrong."""

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from typing import Any

from greenpractice.errors import FactsError
from greenpractice.facts.in_use import in_use

FOLDERS: Mapping[str, str] = {  # where facts stand in `resources`, and what people call them
    "factors": "UK factors",
    "guards": "what is usual of figures",
    "indicators": "indicators",
    "inhalers": "inhalers",
    "plan": "the Green Plan",
    "practices": "practices and networks",
    "switching": "what inhalers may be changed to",
    "uncertainty": "how sure figures are",
}

_LARGEST, _MOST_DIGITS = Decimal(10) ** 12, 30

Table = Mapping[str, Any]
Row = Mapping[str, str]


def resource_text(name: str) -> str:
    """The text of a file, `name` being its path inside `resources`, like `factors/keys.toml`.

    Of a table of facts it is the one in use: that of an installed pack, or the shipped one.
    """
    packed = in_use().files.get(name)
    if packed is not None:
        return packed
    try:
        return resources.files("resources").joinpath(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FactsError(name, "file", f"it cannot be read ({error})") from error


@cache
def table_names() -> tuple[str, ...]:
    """Every table of facts that this program has, by its path inside `resources`."""
    there = resources.files("resources")
    return tuple(
        f"{folder}/{name}"
        for folder in FOLDERS
        for name in sorted(file.name for file in there.joinpath(folder).iterdir())
        if name.endswith((".csv", ".toml"))
    )


def resource_bytes(name: str) -> bytes:
    """The bytes of a shipped file such as a font."""
    try:
        return resources.files("resources").joinpath(name).read_bytes()
    except OSError as error:
        raise FactsError(name, "file", f"it cannot be read ({error})") from error


def parse_toml(name: str, text: str) -> Table:
    """A TOML table with exact decimals; duplicate keys are refused by the format itself."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ValueError, ArithmeticError, RecursionError) as error:
        raise FactsError(name, "file", f"it is not TOML ({error})") from error


def parse_tables(name: str, text: str) -> Mapping[str, Table]:
    """The same where every entry is a table of its own."""
    entries = parse_toml(name, text)
    for key, entry in entries.items():
        if not isinstance(entry, Mapping):
            raise FactsError(name, key, f"it must be a table: [{key}]")
    return entries


def tables_of(file: str, key: str, value: object) -> Sequence[Table]:
    """A list of tables inside an entry."""
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise FactsError(file, key, "it must be a list of tables")
    return value


def leaves(value: Any, way: str) -> Iterator[tuple[str, Any]]:
    """Every value by the way to it, `ES-01.thresholds.1.lower`; a list of plain values is one."""
    if isinstance(value, Mapping):
        for name, inside in value.items():
            yield from leaves(inside, f"{way}.{name}" if way else name)
    elif isinstance(value, list) and any(isinstance(each, Mapping | list) for each in value):
        for number, inside in enumerate(value, start=1):
            yield from leaves(inside, f"{way}.{number}")
    else:
        yield way, value


def parse_csv(name: str, text: str, columns: Sequence[str]) -> Iterator[tuple[str, Row]]:
    """Rows of a CSV table as (`line n`, row); the header must be `columns` exactly, each row complete."""
    lines = csv.reader(text.splitlines(), strict=True)
    try:
        header = next(lines, None)
        if header != list(columns):
            raise FactsError(name, "header", f"it must be {','.join(columns)}")
        for cells in lines:
            key = f"line {lines.line_num}"
            if len(cells) != len(columns):
                raise FactsError(name, key, f"it has {len(cells)} cells where the header has {len(columns)}")
            yield key, dict(zip(columns, cells, strict=True))
    except csv.Error as error:
        raise FactsError(name, f"line {lines.line_num}", f"it is not CSV ({error})") from error


def need_text(file: str, key: str, name: str, value: object) -> str:
    """A value that must be a text and say something."""
    if not isinstance(value, str) or not value.strip():
        raise FactsError(file, key, f"{name} must be given")
    return value


def need_decimal(file: str, key: str, name: str, value: object) -> Decimal:
    """A finite decimal of 0 or more, from a TOML number or a text."""
    try:
        number = Decimal(value) if isinstance(value, str | int | Decimal) else None
    except InvalidOperation:
        number = None
    if number is None or isinstance(value, bool) or not number.is_finite() or number < 0:
        raise FactsError(file, key, f"{name} must be a number of 0 or more, not {value!r}")
    if number > _LARGEST or len(number.as_tuple().digits) > _MOST_DIGITS or number.adjusted() < -_MOST_DIGITS:
        raise FactsError(file, key, f"{name} must be a number that people use, not {value!r}")
    return number


def need_date(file: str, key: str, name: str, value: object) -> date:
    """A date, from a TOML date or a text like 2025-04-01."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif type(value) is date:
        return value
    raise FactsError(file, key, f"{name} must be a date like 2025-04-01, not {value!r}")


def no_more(file: str, key: str, table: Table, allowed: Sequence[str]) -> None:
    """Refuse a key that is not known, so that a misspelt one is never ignored."""
    for name in table:
        if name not in allowed:
            raise FactsError(file, f"{key}.{name}" if key else name, "this key is not known")
