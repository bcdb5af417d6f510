"""The tables of inhalers: what the loader refuses and, on small made tables, the order of rule 7."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from greenpractice.errors import FactsError
from greenpractice.facts.inhaler_facts import (
    KG_COLUMNS,
    NAME_COLUMNS,
    PRODUCT_COLUMNS,
    parse_kg,
    parse_names,
    parse_products,
)
from greenpractice.facts.inhalers import InhalerFactor, Inhalers, load_inhalers
from greenpractice.facts.sources import Source, load_sources, parse_sources
from greenpractice.facts.tables_reading import resource_text

Change = Mapping[str, str]

TODAY = date(2026, 7, 1)
SHARED = Path(__file__).parents[3].parent / "shared" / "data"
SOURCE_TEXT = '[a]\ntitle = "T"\npublisher = "P"\ndate = "2026"\nlicence = "OGL v3"\nfind = "here"\n'
SOURCES = {"a": Source("a", "T", "P", "2026", "OGL v3", "here")}
OLD, NEW, BRAND = "0302000C0BQAABX", "0302000ABBCAAAB", "0302000C0BZAABX"
GENERIC, NEW_GENERIC = "0302000C0AABXBX", "0302000ABAAABAB"


def made(columns: Sequence[str], defaults: Change, *changes: Change) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**defaults, **change} for change in changes or ({},))
    return text.getvalue()


def products_text(*changes: Change) -> str:
    defaults = dict.fromkeys(PRODUCT_COLUMNS, "") | {
        "bnf_code": OLD, "name": "One", "device": "pMDI", "counts_as_mdi": "y", "salbutamol": "n",
        "drug_class": "ICS/LABA", "propellant": "unknown", "pack": "120", "pack_basis": "name",
        "generic": OLD, "counted_in": "inhaler", "source": "a",
    }  # fmt: skip
    return made(PRODUCT_COLUMNS, defaults, *changes)


def kg_text(*changes: Change) -> str:
    defaults = dict.fromkeys(KG_COLUMNS, "") | {
        "factor_set": "indicative", "bnf_code": OLD, "kg": "1.5", "proxy": "n", "source": "a",
    }  # fmt: skip
    return made(KG_COLUMNS, defaults, *changes)


def value(inhalers: Inhalers, code: str, on: date = TODAY) -> InhalerFactor:
    factor = inhalers.indicative(code, on)
    assert factor is not None, code
    return factor


def small(*kg: Change) -> Inhalers:
    products = parse_products(
        products_text(
            {"newer_code": NEW, "generic": GENERIC},
            {"bnf_code": NEW, "generic": NEW_GENERIC},
            {"bnf_code": BRAND, "generic": GENERIC},
            {"bnf_code": GENERIC, "generic": GENERIC},
            {"bnf_code": NEW_GENERIC, "generic": NEW_GENERIC},
        ),
        SOURCES,
    )
    return Inhalers(products, parse_kg(kg_text(*kg), products, SOURCES))


def test_an_own_row_beats_the_newer_code_even_where_that_is_higher():
    inhalers = small({"kg": "1"}, {"bnf_code": NEW, "kg": "9"})
    assert [value(inhalers, code).kg for code in (OLD, NEW)] == [1, 9]


def test_the_other_code_beats_a_higher_sibling():
    inhalers = small({"bnf_code": NEW, "kg": "1"}, {"bnf_code": BRAND, "kg": "9"})
    factor = value(inhalers, OLD)
    assert (factor.kg, factor.proxy, factor.from_code) == (1, False, NEW)


def test_a_sibling_lends_the_value_of_its_newer_code_too():
    factor = value(small({"bnf_code": NEW, "kg": "1"}), BRAND)
    assert (factor.kg, factor.proxy, factor.from_code) == (Decimal(1), True, NEW)


def test_a_row_counts_only_on_its_days_and_then_the_next_route_is_taken():
    inhalers = small(
        {"from": "2024-01-01", "to": "2024-12-31", "kg": "1"}, {"bnf_code": BRAND, "kg": "9", "proxy": "n"}
    )
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    found = [value(inhalers, OLD, day) for day in days]
    assert [(factor.kg, factor.proxy) for factor in found] == [(9, True), (1, False), (1, False), (9, True)]


# What the loader refuses


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
        ([{"propellant": ""}], f"line 2, {OLD}", "propellant"),
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


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([{"bnf_code": NEW}], "not in inhalers/products.csv"),
        ([{"kg": "-1"}], "kg must be"),
        ([{"kg": ""}], "kg must be"),
        ([{"kg": "NaN"}], "kg must be"),
        ([{"source": "b"}], "source must be"),
        ([{"proxy": ""}], "proxy must be"),
        ([{"factor_set": "indicatve"}], "factor_set must be"),
        ([{"from": "2025"}], "from must be a date"),
        ([{"from": "2025-02-01", "to": "2025-01-31"}], "before from"),
        ([{"factor_set": "es02", "to": "2025-01-31"}], "no dates"),
        ([{"factor_set": "es02", "proxy": "y"}], "no proxies"),
        ([{}, {}], "overlap"),
        ([{"to": "2025-06-30"}, {"from": "2025-06-30"}], "overlap"),
    ],
)
def test_a_wrong_value_is_refused_naming_file_and_key(changes: list[Change], says: str):
    products = parse_products(products_text(), SOURCES)
    error = refused(lambda: parse_kg(kg_text(*changes), products, SOURCES))
    assert error.file == "inhalers/kg.csv"
    assert error.key == f"line {1 + len(changes)}, {changes[-1].get('bnf_code', OLD)}"
    assert says in str(error)


def test_days_that_meet_and_other_sets_do_not_overlap():
    products = parse_products(products_text(), SOURCES)
    rows = [{"to": "2025-06-30"}, {"from": "2025-07-01"}, {"factor_set": "carbon_trust"}]
    assert len(parse_kg(kg_text(*rows), products, SOURCES)) == 3


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (SOURCE_TEXT.replace('"P"', '""'), "a"),
        (SOURCE_TEXT + "pages = 3\n", "a.pages"),
        ("a = 1\n", "a"),
        (SOURCE_TEXT + "[a]\n", "file"),
    ],
)
def test_a_wrong_source_is_refused_naming_file_and_key(text: str, key: str):
    error = refused(lambda: parse_sources("inhalers/sources.toml", text))
    assert (error.file, error.key) == ("inhalers/sources.toml", key)


def test_every_source_is_used():
    named_ones = "".join(resource_text(f"inhalers/{name}.csv") for name in ("products", "kg", "names"))
    assert [key for key in load_sources("inhalers/sources.toml") if key not in named_ones] == []


@pytest.mark.shared
def test_values_agree_with_the_reference_folder():
    inhalers = load_inhalers()
    if not SHARED.is_dir():
        pytest.skip("the reference folder is not beside the checkout")
    with (SHARED / "inhaler_products.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if len(row["bnf_code_or_prefix"]) == 15]
    with (SHARED / "inhaler_factors_to_add.csv").open(encoding="utf-8", newline="") as file:
        mended = {row["bnf_code"] for row in csv.DictReader(file) if "CORRECTION" in row["note"]}
    for row in rows:
        if row["kgco2e_per_pack"] and row["bnf_code_or_prefix"] not in mended:
            factor = value(inhalers, row["bnf_code_or_prefix"])
            found = (factor.kg, factor.proxy, factor.from_code)
            expected = Decimal(row["kgco2e_per_pack"]), "PROXY" in row["source"], row["bnf_code_or_prefix"]
            assert found == expected, row
    with (SHARED / "es02_salbutamol_factors.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert inhalers.es02(row["bnf_code"]) == Decimal(row["kgco2e_per_inhaler"])
