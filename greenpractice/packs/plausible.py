"""Whether the values of a pack may be true: none is far above all that the app came with."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.errors import FactsError
from greenpractice.facts.in_use import SHIPPED, Facts, of_facts, trying
from greenpractice.facts.tables_reading import (
    leaves,
    need_decimal,
    need_text,
    parse_tables,
    parse_toml,
    resource_text,
)
from greenpractice.numbers import exact

_FILE = "plausible.toml"
_HIGHEST = "highest"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How often the shipped value a packed one may be, why, and the columns or keys that are held to it.

    `tables` has them by the name of a table; True says that a row is compared with itself as it shipped.
    """

    times: Decimal
    why: str
    tables: Mapping[str, tuple[tuple[str, ...], bool]]


@dataclass(frozen=True, slots=True)
class _Value:
    """One number of a table: where it stands, which row of the shipped table it is of, and what it is."""

    place: str
    row: str
    name: str
    value: Decimal


@of_facts
def load_bounds() -> Bounds:
    """The bounds that ship; no pack has such a table."""
    tables = dict(parse_tables(_FILE, resource_text(_FILE)))
    highest = tables.pop(_HIGHEST)
    return Bounds(
        need_decimal(_FILE, _HIGHEST, "times", highest.get("times")),
        need_text(_FILE, _HIGHEST, "why", highest.get("why")),
        {name: (tuple(table["values"]), table["of"] == "row") for name, table in tables.items()},
    )


def need_plausible(facts: Facts) -> None:
    """Refuse a value of a packed table that is too far above the shipped ones; FactsError names its row."""
    with trying(SHIPPED):
        bounds, shipped = load_bounds(), _highest()
    with trying(facts):
        for file in [name for name in bounds.tables if name in facts.files]:
            for each in _values(file, bounds):
                known = shipped.get((file, each.row, each.name))
                most = shipped[file, "", each.name] if known is None else known
                with exact():
                    is_too_high = each.value > most * bounds.times
                if is_too_high:
                    raise FactsError(
                        file,
                        each.place,
                        f"{each.name} is {each.value}, more than {bounds.times} times the highest that the "
                        f"app came with ({most}). Check its unit and decimal point",
                    )


@of_facts
def _highest() -> Mapping[tuple[str, str, str], Decimal]:
    """The highest value by table, row and name; with "" for the row that of the table."""
    found: dict[tuple[str, str, str], Decimal] = {}
    bounds = load_bounds()
    for file in bounds.tables:
        for each in _values(file, bounds):
            for row in {each.row, ""}:
                place = file, row, each.name
                found[place] = max(each.value, found.get(place, each.value))
    return found


def _values(file: str, bounds: Bounds) -> Iterator[_Value]:
    """The numbers of a table that have a bound, as the loaders read them."""
    names, by_row = bounds.tables[file]
    text = resource_text(file)
    if file.endswith(".csv"):
        yield from _of_csv(file, text, names, by_row)
        return
    for key, entry in parse_toml(file, text).items():
        for way, value in leaves(entry, key):
            name = way.rpartition(".")[2]
            if name in names and _is_number(value):
                yield _Value(way, key if by_row else "", name, need_decimal(file, way, name, value))


def _of_csv(file: str, text: str, names: tuple[str, ...], by_row: bool) -> Iterator[_Value]:
    lines = csv.DictReader(text.splitlines())
    for row in lines:
        first = [cell for cell in list(row.values())[:2] if cell]
        place = f"line {lines.line_num}, {' '.join(first)}"
        for name in names:
            cell = row[name]
            if _is_number(cell):  # a pack is "unknown" of some products
                value = need_decimal(file, place, name, cell)
                yield _Value(place, next(iter(row.values())) if by_row else "", name, value)


def _is_number(value: object) -> bool:
    """Whether the loaders read a value as a number, as they do a text with a blank or a plus before it."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return False
    try:
        return Decimal(value).is_finite()
    except ArithmeticError:
        return False
