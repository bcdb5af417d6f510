"""Tables that are wrong in any way are refused with file and key, and by nothing else."""

import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from greenpractice.errors import FactsError
from greenpractice.facts.in_use import SHIPPED, Facts
from greenpractice.facts.tables_reading import table_names
from greenpractice.packs.pack_file import read_pack
from greenpractice.packs.sound import need_sound
from tests.greenpractice.packs.some_packs import KG, PRODUCTS, VENTOLIN, packed, shipped

TABLES = shipped()
PACK = read_pack(packed({"plan/sources.toml": ""}), "x")
NASTY = (
    "", "x", "-1", "1e999999999", "NaN", "Infinity", "9" * 5000, "1" * 16, "[]", "{}", "true", '"', "\x00",
    "[[[", "2026-13-40", "0000-00-00", "9999-12-31", "٣", "[1]", "{a=1}", '"a"', "'", "[" * 3000,
    "a" * 140_000, "0.1", "2025-04-01", "\n[a]\n", "y", "n",
)  # fmt: skip


def facts_with(files: dict[str, str]) -> Facts:
    return Facts((replace(PACK, files=files),))


def wrong(files: dict[str, str]) -> FactsError | None:
    """What is wrong with tables, if anything; any other error is a bug."""
    try:
        need_sound(facts_with(files))
    except FactsError as error:
        return error
    return None


def refused(files: dict[str, str]) -> FactsError:
    with pytest.raises(FactsError) as caught:
        need_sound(facts_with(files))
    return caught.value


def test_what_ships_is_sound_whole_and_in_every_single_table():
    need_sound(SHIPPED)
    need_sound(facts_with(TABLES))
    for name, text in TABLES.items():
        need_sound(facts_with({name: text}))


spots = st.tuples(st.sampled_from(table_names()), st.integers(0, 10**6), st.integers(0, 10**6))


@settings(max_examples=60)
@given(spots, st.sampled_from(NASTY))
@example(("factors/uk_conversion_factors.csv", 5, 1), "99999999999")
@example(("factors/uk_conversion_factors.csv", 5, 3), "1e999999999")
@example(("factors/keys.toml", 0, 0), "7")
@example(("factors/constants.toml", 0, 0), "7")
@example(("plan/actions.toml", 0, 0), "7")
def test_a_spoiled_value_is_never_more_than_a_sentence(spot: tuple[str, int, int], nasty: str):
    name, line, part = spot
    lines = TABLES[name].splitlines()
    line %= len(lines)
    parts = re.split(r"([,=])", lines[line])
    parts[part * 2 % (len(parts) + 1) // 2 * 2 % len(parts)] = nasty
    lines[line] = "".join(parts)
    error = wrong({name: "\n".join(lines) + "\n"})
    assert error is None or (error.file in table_names() and len(str(error)) < 1000)


@settings(max_examples=60)
@given(spots, st.sampled_from(("cut", "twice", "gone")))
def test_a_table_that_is_cut_or_lacks_a_row_is_never_more_than_a_sentence(
    spot: tuple[str, int, int], how: str
):
    name, line, part = spot
    text = TABLES[name]
    lines = text.splitlines()
    line %= len(lines)
    spoiled = {
        "cut": text[: part % len(text)],
        "twice": "\n".join([*lines[: line + 1], *lines[line:]]) + "\n",
        "gone": "\n".join([*lines[:line], *lines[line + 1 :]]) + "\n",
    }[how]
    error = wrong({name: spoiled})  # a row may be one that nothing needs
    assert error is None or error.key


@pytest.mark.parametrize("name", ["inhalers/products.csv", "practices/practices.csv", "practices/pcns.csv"])
def test_no_product_practice_or_network_is_ever_left_out(name: str):
    lines = TABLES[name].splitlines()
    assert refused({name: "\n".join(lines[:-1]) + "\n"}).file.startswith(name.partition("/")[0])


ROWS_NEEDED = (
    KG, "inhalers/class_values.csv", "inhalers/devices.csv", "inhalers/names.csv", "inhalers/propellants.csv",
    PRODUCTS, "practices/list_sizes.csv", "practices/memberships.csv", "practices/practices.csv",
    "practices/pcns.csv", "factors/uk_conversion_factors.csv",
)  # fmt: skip


@pytest.mark.parametrize("name", ROWS_NEEDED)
@pytest.mark.parametrize("share", [0, 0.5, 0.9])
def test_a_table_without_its_end_is_incomplete_although_it_reads_well(name: str, share: float):
    header, *rows = TABLES[name].splitlines(keepends=True)
    error = refused({name: header + "".join(rows[: int(len(rows) * share)])})
    assert error.file.partition("/")[0] == name.partition("/")[0]
    assert error.key


def test_no_product_loses_the_value_that_was_published_for_itself():
    header, *rows = TABLES[KG].splitlines(keepends=True)
    own = [n for n, row in enumerate(rows) if row.startswith("indicative,0") and ",,,,," not in row]
    for n in own[::5]:
        code = rows[n].split(",")[1]
        others = [row for row in rows if row.split(",")[:2] == ["indicative", code]]
        error = wrong({KG: header + "".join(row for row in rows if row not in others)})
        assert error is not None, rows[n]
        assert error.file == KG


def test_a_class_has_one_value():
    name = "inhalers/class_values.csv"
    row = TABLES[name].splitlines()[1].split(",")
    row[5] = "99"
    assert "two values of one class" in str(refused({name: TABLES[name] + ",".join(row) + "\n"}))


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (
            KG,
            ",14.829,",
            ",-14.829,",
            "inhalers/kg.csv: line 2, 0301011ABBBAAA0: kg must be a number of 0 or more",
        ),
        (
            KG,
            f"indicative,{VENTOLIN}",
            f"es02,{VENTOLIN}",
            "two values on one day in the set es02",
        ),
        (KG, ",prescqipp-2-38,", ",my-own-notes,", "source must be one of"),
        (PRODUCTS, ",pMDI,", ",spray,", "device must be one of"),
        ("factors/keys.toml", 'unit = "kWh"', 'unit = "MWh"', "unit must be MWh"),
        ("factors/constants.toml", 'unit = "', 'unit = "other ', "it must be per"),
        ("indicators/indicators.toml", '["RESP-02"]', '["RESP-9"]', "must define ES-01"),
        ("indicators/watched.toml", '["SABA share"]', '["Other share"]', "it is missing"),
        ("plan/actions.toml", 'sections = ["', 'sections = ["colours", "', "no section is called colours"),
    ],
)
def test_what_is_wrong_is_named(name: str, old: str, new: str, words: str):
    assert old in TABLES[name]
    assert words in str(refused({name: TABLES[name].replace(old, new, 1)}))


def test_newer_codes_that_go_in_a_circle_are_refused():
    rows = [*csv.reader(TABLES[PRODUCTS].splitlines())]
    newer = rows[0].index("newer_code")
    old = next(row for row in rows[1:] if row[newer])
    for row in rows:
        if row[0] == old[newer]:
            row[newer] = old[0]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    assert "circle" in str(refused({PRODUCTS: text.getvalue()}))


def test_two_values_on_a_day_are_refused():
    row = next(line for line in TABLES[KG].splitlines() if line.startswith("indicative"))
    assert "two values on one day" in str(refused({KG: TABLES[KG] + row + "\n"}))


@pytest.mark.parametrize("name", [name for name in table_names() if name.endswith(".toml")])
def test_an_entry_that_is_no_table_is_refused(name: str):
    assert str(refused({name: "odd = 1\n" + TABLES[name]})).startswith(f"{name}: odd")
