"""The tables of inhalers: what the loader refuses, naming file, row and what to do."""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from greenpractice.errors import FactsError
from greenpractice.facts.inhaler_devices import parse_devices, parse_propellants
from greenpractice.facts.inhaler_facts import NAME_COLUMNS, parse_names, parse_products
from greenpractice.facts.inhaler_values import (
    CLASS_COLUMNS,
    EXPECTED_COLUMNS,
    KgRow,
    parse_class_values,
    parse_expected,
    parse_kg,
)
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.sources import load_sources, parse_sources
from greenpractice.facts.tables_reading import resource_text
from tests.greenpractice.facts.made_inhalers import (
    GENERIC,
    NEW,
    OLD,
    SOURCES,
    Change,
    device_text,
    gas_text,
    kg_text,
    made,
    products_text,
)

SHARED = Path(__file__).parents[3].parent / "shared" / "data"
SOURCE_TEXT = '[a]\ntitle = "T"\npublisher = "P"\ndate = "2026"\nlicence = "OGL v3"\nfind = "here"\n'


def refused(call: Callable[[], object]) -> FactsError:
    with pytest.raises(FactsError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("changes", "key", "says"),
    [
        ([{"bnf_code": "0302000C0BQAAB"}], "line 2", "15 characters"),
        ([{"bnf_code": OLD.lower()}], "line 2", "15 characters"),
        ([{}, {}], f"line 3, {OLD}", "twice"),
        ([{"device": "MDI"}], f"line 2, {OLD}", "device"),
        ([{"counts_as_mdi": "Y"}], f"line 2, {OLD}", "counts_as_mdi"),
        ([{"salbutamol": "y"}], f"line 2, {OLD}", "salbutamol"),
        ([{"drug_class": "steroid"}], f"line 2, {OLD}", "drug_class"),
        ([{"drugs": ""}], f"line 2, {OLD}", "drugs must be given"),
        (
            [{"generic": GENERIC}, {"bnf_code": GENERIC, "generic": GENERIC, "strength": "200/6"}],
            f"line 2, {OLD}",
            "other drugs or another strength",
        ),
        ([{"pack": "12.5"}], f"line 2, {OLD}", "whole number"),
        ([{"pack": "0"}], f"line 2, {OLD}", "whole number"),
        ([{"pack": ""}], f"line 2, {OLD}", "whole number"),
        ([{"pack_basis": ""}], f"line 2, {OLD}", "pack_basis"),
        ([{"generic": "AA"}], f"line 2, {OLD}", "generic"),
        ([{"name": " "}], f"line 2, {OLD}", "name"),
        ([{"counted_in": "dose"}], f"line 2, {OLD}", "counted_in"),
        ([{"source": "a b"}], f"line 2, {OLD}", "source"),
        ([{"source": ""}], f"line 2, {OLD}", "source"),
        ([{"newer_code": NEW}], f"line 2, {OLD}", f"newer_code {NEW} is not in the table: add its row"),
        ([{"newer_code": NEW}, {"bnf_code": NEW, "device": "DPI"}], f"line 2, {OLD}", "another device"),
        ([{"generic": GENERIC}], f"line 2, {OLD}", f"generic {GENERIC} is not in the table: add its row"),
        (
            [{"generic": GENERIC}, {"bnf_code": GENERIC, "generic": GENERIC, "device": "DPI"}],
            f"line 2, {OLD}",
            "another device",
        ),
        (
            [{}, {"bnf_code": NEW, "generic": GENERIC}, {"bnf_code": GENERIC}],
            f"line 3, {NEW}",
            "has a generic of its own",
        ),
        (
            [{"generic": NEW}, {"bnf_code": NEW, "generic": OLD}],
            f"line 2, {OLD}",
            "has a generic of its own",
        ),
        ([{"newer_code": OLD}], f"line 2, {OLD}", "circle"),
        ([{"newer_code": NEW}, {"bnf_code": NEW, "newer_code": OLD}], f"line 2, {OLD}", "circle"),
    ],
)
def test_a_wrong_product_is_refused_naming_file_and_key(changes: list[Change], key: str, says: str):
    error = refused(lambda: parse_products(products_text(*changes), SOURCES))
    assert (error.file, error.key) == ("inhalers/products.csv", key)
    assert says in str(error)


@pytest.mark.parametrize(
    ("changes", "key", "says"),
    [
        ([{}, {}], "line 3, One", "twice"),
        ([{"name": " "}], "line 2", "name must be given"),
        ([{"bnf_code": NEW}], "line 2, One", f"'{NEW}' is not in inhalers/products.csv: add its row"),
        ([{"source": "b"}], "line 2, One", "source must be"),
    ],
)
def test_a_wrong_name_is_refused_naming_file_and_key(changes: list[Change], key: str, says: str):
    products = parse_products(products_text(), SOURCES)
    text = made(NAME_COLUMNS, {"bnf_code": OLD, "name": "One", "source": "a"}, *changes)
    error = refused(lambda: parse_names(text, products, SOURCES))
    assert (error.file, error.key) == ("inhalers/names.csv", key)
    assert says in str(error)


def kg_of(*changes: Change, gases: Sequence[Change] = ({},)) -> tuple[KgRow, ...]:
    products = parse_products(products_text(), SOURCES)
    devices = parse_devices(device_text(), products, SOURCES)
    propellants = parse_propellants(gas_text(*gases), products, SOURCES)
    return parse_kg(kg_text(*changes), products, devices, propellants, SOURCES)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([{"bnf_code": NEW}], "not in inhalers/products.csv: add its row"),
        ([{"bnf_code": ""}], "give one of the two"),
        ([{"device_name": "Puffer"}], "give one of the two"),
        ([{"bnf_code": "", "device_name": "Twister"}], "not in the table of devices"),
        ([{"kg": "-1"}], "kg must be a number of 0 or more, not '-1'"),
        ([{"kg": ""}], "kg must be"),
        ([{"kg": "NaN"}], "kg must be"),
        ([{"source": "b"}], "source must be"),
        ([{"basis": ""}], "basis must be"),
        ([{"basis": "worked_out"}], "note must say how"),
        ([{"basis": "stand_in"}], "note must say for which packs"),
        ([{"factor_set": "indicatve"}], "factor_set must be"),
        ([{"propellant": "CFC"}], "propellant must be"),
        ([{"propellant": "HFA152a"}], "never has HFA152a"),
        ([{"from": "2025"}], "from must be a date"),
        ([{"from": "2025-02-01", "to": "2025-01-31"}], "before from"),
        ([{"factor_set": "es02", "to": "2025-01-31"}], "as written"),
        ([{"factor_set": "es02", "basis": "worked_out", "note": "n"}], "as written"),
        ([{}, {}], "two values on one day in the set indicative: end one before the other begins"),
        ([{"to": "2025-06-30"}, {"from": "2025-06-30"}], "two values on one day"),
        ([{}, {"propellant": "HFA134a"}], "two values on one day"),
        ([{"factor_set": "carbon_trust"}, {"source": "copied"}], "not a transcription"),
    ],
)
def test_a_wrong_value_is_refused_naming_file_and_key(changes: list[Change], says: str):
    error = refused(lambda: kg_of(*changes))
    assert error.file == "inhalers/kg.csv"
    last = changes[-1]
    assert error.key == f"line {1 + len(changes)}, {last.get('bnf_code', OLD) or last.get('device_name', '')}"
    assert says in str(error)


def test_days_that_meet_other_sets_and_other_propellants_are_no_second_value():
    days = [{"to": "2025-06-30"}, {"from": "2025-07-01"}, {"factor_set": "carbon_trust"}]
    assert len(kg_of(*days)) == 3
    gases = [{"to": "2025-06-30"}, {"from": "2025-07-01", "propellant": "HFA152a"}]
    assert len(kg_of({"propellant": "HFA134a"}, {"propellant": "HFA152a"}, gases=gases)) == 2


def test_a_transcription_counts_where_nothing_else_was_read_and_beside_what_was_worked_out():
    assert len(kg_of({"source": "copied"})) == 1
    worked = {"factor_set": "panigone_2020", "basis": "worked_out", "note": "120 doses"}
    assert len(kg_of({"source": "copied"}, worked)) == 2


@pytest.mark.parametrize(
    ("changes", "key", "says"),
    [
        ([{"bnf_code": NEW}], f"line 2, {NEW}", "not in inhalers/products.csv: add its row"),
        ([{"propellant": "none"}], f"line 2, {OLD}", "propellant must be one of"),
        ([{"day": ""}], f"line 2, {OLD}", "day must be one of"),
        ([{"source": ""}], f"line 2, {OLD}", "source must be one of"),
        ([{"from": "2025"}], f"line 2, {OLD}", "from must be a date"),
        ([{"from": "2025-02-01", "to": "2025-01-31"}], f"line 2, {OLD}", "before from"),
        ([{}, {}], f"line 3, {OLD}", "two propellants on one day"),
        ([{"to": "2025-06-30"}, {"from": "2025-06-30"}], f"line 3, {OLD}", "two propellants on one day"),
        ([{}, {"day": "not known"}], f"line 3, {OLD}", "from when it may be"),
        (
            [{"day": "not known", "from": "2026-07-01"}],
            OLD,
            "its propellant is missing: add a row, with not known if it is not known",
        ),
    ],
)
def test_a_wrong_propellant_is_refused_naming_file_and_key(changes: list[Change], key: str, says: str):
    products = parse_products(products_text(), SOURCES)
    error = refused(lambda: parse_propellants(gas_text(*changes), products, SOURCES))
    assert (error.file, error.key) == ("inhalers/propellants.csv", key)
    assert says in str(error)


def test_a_powder_inhaler_with_a_propellant_is_refused():
    products = parse_products(products_text({"device": "DPI", "counts_as_mdi": "n"}), SOURCES)
    error = refused(lambda: parse_propellants(gas_text(), products, SOURCES))
    assert "a DPI has no propellant: take the row out" in str(error)


@pytest.mark.parametrize(
    ("changes", "file", "says"),
    [
        ([{}, {}], "inhalers/devices.csv", "this device is there twice"),
        ([{"device_name": ""}], "inhalers/devices.csv", "device_name must be given"),
        ([{"maker": ""}], "inhalers/devices.csv", "maker must be given"),
        ([{"source": "b"}], "inhalers/devices.csv", "source must be"),
        ([{"device_name": "Other"}], "inhalers/products.csv", "is not in inhalers/devices.csv: add its row"),
        ([{"device": "DPI"}], "inhalers/products.csv", "is a DPI: correct one of them"),
    ],
)
def test_a_wrong_device_is_refused_naming_file_and_key(changes: list[Change], file: str, says: str):
    products = parse_products(products_text({"device_name": "Puffer"}), SOURCES)
    error = refused(lambda: parse_devices(device_text(*changes), products, SOURCES))
    assert error.file == file
    assert says in str(error)


@pytest.mark.parametrize(
    "change",
    [
        {"devices": ""}, {"devices": "MDI"}, {"propellant": "CFC"}, {"drug_class": "steroid"},
        {"counted_in": "dose"}, {"kg": "-1"}, {"source": "b"}, {"note": ""},
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_class_value_is_refused_naming_file_and_row(change: Change):
    defaults = dict.fromkeys(CLASS_COLUMNS, "") | {"devices": "DPI", "kg": "1", "source": "a", "note": "n"}
    error = refused(lambda: parse_class_values(made(CLASS_COLUMNS, defaults, change), SOURCES))
    assert (error.file, error.key) == ("inhalers/class_values.csv", "line 2")
    assert next(iter(change)) in str(error)


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""}, {"device": "MDI"}, {"propellant": ""}, {"kg": "-1"}, {"basis": "claimed"},
        {"source": "b"}, {"note": ""},
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_expected_product_is_refused_naming_file_and_row(change: Change):
    defaults = {
        "name": "Next", "device": "pMDI", "propellant": "HFA152a", "kg": "2", "basis": "worked_out",
        "source": "a", "note": "n",
    }  # fmt: skip
    error = refused(lambda: parse_expected(made(EXPECTED_COLUMNS, defaults, change), SOURCES))
    assert (error.file, error.key) == ("inhalers/expected.csv", "line 2")
    assert next(iter(change)) in str(error)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (SOURCE_TEXT.replace('"P"', '""'), "a"),
        (SOURCE_TEXT + "pages = 3\n", "a.pages"),
        (SOURCE_TEXT + 'transcription = "y"\n', "a"),
        ("a = 1\n", "a"),
        (SOURCE_TEXT + "[a]\n", "file"),
    ],
)
def test_a_wrong_source_is_refused_naming_file_and_key(text: str, key: str):
    error = refused(lambda: parse_sources("inhalers/sources.toml", text))
    assert (error.file, error.key) == ("inhalers/sources.toml", key)


def test_every_source_is_used():
    tables = ("products", "kg", "names", "devices", "propellants", "class_values", "expected")
    named_ones = "".join(resource_text(f"inhalers/{name}.csv") for name in tables)
    assert [key for key in load_sources("inhalers/sources.toml") if key not in named_ones] == []


@pytest.mark.shared
def test_the_es02_set_is_that_of_the_reference_folder():
    if not SHARED.is_dir():
        pytest.skip("the reference folder is not beside the checkout")
    with (SHARED / "es02_salbutamol_factors.csv").open(encoding="utf-8", newline="") as file:
        found = {row["bnf_code"]: Decimal(row["kgco2e_per_inhaler"]) for row in csv.DictReader(file)}
    assert {code: load_inhalers().es02(code) for code in found} == found


@pytest.mark.shared
def test_values_to_add_of_the_reference_folder_are_there():
    if not SHARED.is_dir():
        pytest.skip("the reference folder is not beside the checkout")
    with (SHARED / "inhaler_factors_to_add.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["bnf_code"] and row["kgco2e_per_inhaler"]]
    assert len(rows) == 38
    inhalers = load_inhalers()
    for row in rows:
        factor = inhalers.indicative(row["bnf_code"], date(2025, 7, 1))
        assert factor is not None, row
        assert factor.kg == Decimal(row["kgco2e_per_inhaler"]), row
        assert factor.kind.is_borrowed == (row["own_or_proxy"] == "proxy"), row
