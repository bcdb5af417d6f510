"""A value far above all that ships is a wrong unit or a slipped point: it is refused with its row."""

import csv
import tomllib
from dataclasses import replace
from decimal import Decimal

import pytest

from greenpractice.errors import FactsError
from greenpractice.facts.factors import load_factors
from greenpractice.facts.in_use import Facts
from greenpractice.facts.tables_reading import leaves
from greenpractice.packs.pack_file import read_pack
from greenpractice.packs.plausible import load_bounds, need_plausible
from tests.greenpractice.packs.some_packs import KG, VENTOLIN, inhalers, packed, shipped

TABLES = shipped()
PACK = read_pack(packed({"plan/sources.toml": ""}), "x")
BOUNDS = load_bounds()


def refused(name: str, text: str) -> str:
    with pytest.raises(FactsError) as caught:
        need_plausible(Facts((replace(PACK, files={name: text}),)))
    return str(caught.value)


def with_value(name: str, column: str, value: str) -> str:
    """A table whose first number of this name is another."""
    lines = TABLES[name].splitlines()
    if name.endswith(".csv"):
        rows = [next(csv.reader([line])) for line in lines]
        place = rows[0].index(column)
        number = next(n for n, row in enumerate(rows[1:], start=1) if row[place][:1].isdigit())
        return "\n".join(
            [*lines[:number], lines[number].replace(f",{rows[number][place]},", f",{value},", 1)]
        )
    found = dict(leaves(tomllib.loads(TABLES[name], parse_float=str), ""))
    old = next(each for way, each in found.items() if way.endswith(f".{column}") and str(each) not in "0.0")
    return TABLES[name].replace(f"{column} = {old}", f"{column} = {value}", 1)


def test_the_bound_is_above_all_that_a_factor_ever_moved_and_below_a_slipped_point():
    by_key: dict[str, list[Decimal]] = {}
    for factor in load_factors().every:
        by_key.setdefault(factor.key, []).append(factor.value)
    moved = max(max(each) / min(each) for each in by_key.values() if min(each))
    assert f"{moved:.2f}" in BOUNDS.why
    assert moved < BOUNDS.times < 10


@pytest.mark.parametrize(
    ("name", "column"), [(name, each) for name, (columns, _) in BOUNDS.tables.items() for each in columns]
)
def test_a_value_of_every_table_has_an_end(name: str, column: str):
    said = refused(name, with_value(name, column, "987654"))
    assert said.startswith(f"{name}: ")
    assert f"{column} is 987654, more than 6 times the highest that the app came with" in said


def test_the_row_is_named_and_the_last_value_within_the_bound_counts():
    highest = max(Decimal(row["kg"]) for row in csv.DictReader(TABLES[KG].splitlines()))
    most = highest * BOUNDS.times
    need_plausible(Facts((replace(PACK, files=inhalers(str(most))),)))
    said = refused(KG, inhalers(str(most + 1))[KG])
    assert f", indicative {VENTOLIN}: kg is {most + 1}" in said
    assert said.startswith(f"{KG}: line ")


@pytest.mark.parametrize("written", [" 987654", "+987654", "987654 ", " 9.87654e5", "٩٨٧٦٥٤"])
def test_however_the_loaders_read_it_a_value_has_its_end(written: str):
    assert f"{VENTOLIN}: kg is" in refused(KG, inhalers(written)[KG])
    name = "factors/other_factors.toml"
    assert "kg is" in refused(name, with_value(name, "kg", f'"{written}"'))


def test_no_pack_has_bounds_of_its_own():
    assert "plausible.toml" not in TABLES
