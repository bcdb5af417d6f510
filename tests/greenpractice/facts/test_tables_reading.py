"""Shipped facts: complete, cited, and refused by name where a table is wrong."""

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from greenpractice.errors import FactsError
from greenpractice.facts.factors import (
    Factors,
    Key,
    load_factors,
    parse_constants,
    parse_keys,
    parse_undated,
    parse_yearly,
)
from greenpractice.facts.sources import load_sources, parse_sources
from greenpractice.facts.tables_reading import resource_text
from greenpractice.indicators import INDICATOR_BY_ID
from greenpractice.indicators.computing import load_indicators
from greenpractice.indicators.facts import parse_indicators

HEADER = "key,year,unit,kg_co2e,wtt_kg_co2e,source,where\n"
KEYS = {"gas.kwh": Key("Gas", "kWh")}
SOURCES = parse_sources(
    "s.toml", '[s]\ntitle = "T"\npublisher = "P"\ndate = 2025-06-10\nlicence = "OGL v3"\nfind = "here"\n'
)
ROW = "gas.kwh,2025,kWh,0.18,0.03,s,Fuels\n"
INDICATORS = resource_text("indicators/indicators.toml")
INDICATOR_SOURCES = load_sources("indicators/sources.toml")


def yearly(rows: str) -> object:
    return parse_yearly("f.csv", HEADER + rows, KEYS, SOURCES)


def indicators(old: str, new: str) -> object:
    assert old in INDICATORS
    return parse_indicators(
        "i.toml", INDICATORS.replace(old, new, 1), INDICATOR_SOURCES, tuple(INDICATOR_BY_ID)
    )


def test_every_year_from_2019_to_2026_is_there_at_full_precision():
    factors = load_factors()
    assert (factors.first_year, factors.last_year) == (2019, 2026)
    assert factors.of_year(2023).get("electricity.generation", "kWh").value == Decimal("0.2070742886")
    assert factors.of_year(2025).get("natural_gas.kwh.wtt", "kWh").value == Decimal("0.03021")


def test_every_factor_and_constant_says_where_it_comes_from():
    for fact in (*load_factors().every, *load_factors().constants.values()):
        assert fact.source.licence
        assert fact.where


def test_the_newest_set_is_carried_forward_and_says_so():
    factor = load_factors().of_year(2031).get("electricity.generation", "kWh")
    assert (factor.year, factor.carried_forward) == (2026, True)
    assert not load_factors().has_year(2018)


def test_a_formula_that_expects_another_unit_is_refused():
    with pytest.raises(FactsError, match="multiplies km"):
        load_factors().of_year(2025).get("car_petrol.mile", "km")


WRONG: list[tuple[Callable[[], object], str, str]] = [
    (lambda: yearly(""), "f.csv", "year"),
    (lambda: yearly(ROW + ROW), "f.csv", "line 3 (gas.kwh 2025)"),
    (lambda: yearly(ROW.replace("gas.kwh", "gas.m3")), "f.csv", "line 2 (gas.m3 2025)"),
    (lambda: yearly(ROW.replace("kWh", "m3")), "f.csv", "line 2 (gas.kwh 2025)"),
    (lambda: yearly(ROW.replace("0.18", "-0.18")), "f.csv", "line 2 (gas.kwh 2025)"),
    (lambda: yearly(ROW.replace("0.18", "NaN")), "f.csv", "line 2 (gas.kwh 2025)"),
    (lambda: yearly(ROW.replace("0.03", "x")), "f.csv", "line 2 (gas.kwh 2025)"),
    (lambda: yearly(ROW.replace(",s,", ",,")), "f.csv", "line 2 (gas.kwh 2025)"),
    (lambda: yearly(ROW.replace("Fuels", "")), "f.csv", "line 2 (gas.kwh 2025)"),
    (lambda: yearly(ROW.replace("2025", "soon")), "f.csv", "line 2 (gas.kwh soon)"),
    (lambda: yearly(ROW + ROW.replace("2025", "2027")), "f.csv", "year"),
    (lambda: yearly("gas.kwh,2025,kWh\n"), "f.csv", "line 2"),
    (lambda: parse_yearly("f.csv", "a,b\n", KEYS, SOURCES), "f.csv", "header"),
    (
        lambda: parse_yearly("f.csv", HEADER + ROW, {**KEYS, "oil.kwh": Key("Oil", "kWh")}, SOURCES),
        "f.csv",
        "oil.kwh 2025",
    ),
    (lambda: parse_keys("k.toml", '"a" = { label = "A", unit = "3 feet" }'), "k.toml", "a"),
    (lambda: parse_keys("k.toml", '"a" = { label = "A", unit = "km", kg = 1 }'), "k.toml", "a.kg"),
    (lambda: parse_keys("k.toml", '"a" = { label = "A", unit = "km", first_year = "2022" }'), "k.toml", "a"),
    (lambda: parse_keys("k.toml", '"a" = 1\n"a" = 2'), "k.toml", "file"),
    (lambda: parse_undated("u.toml", '[a]\nlabel = "A"\nunit = "km"\nkg = 1\n', SOURCES), "u.toml", "a"),
    (lambda: parse_constants("c.toml", '[a]\nvalue = "x"\nunit = "m"\nsource = "s"', SOURCES), "c.toml", "a"),
    (lambda: parse_sources("s.toml", '[s]\ntitle = "T"\n'), "s.toml", "s"),
    (lambda: parse_sources("s.toml", "s = 1\n"), "s.toml", "s"),
    (lambda: indicators('["ES-02"]', '["ES-03"]'), "i.toml", "file"),
    (lambda: indicators("lower = 0.44", "lower = 0.34"), "i.toml", "ES-01.thresholds"),
    (lambda: indicators("verified = false", 'verified = "no"'), "i.toml", "ES-01.thresholds"),
    (lambda: indicators('unit = "share"', 'unit = "percent"'), "i.toml", "ES-01"),
    (lambda: indicators('source = "iif-2022-23"', 'source = "memory"'), "i.toml", "ES-01.thresholds"),
    (lambda: indicators("lower_is_better = true", "lower_is_better = 1"), "i.toml", "ES-01"),
]  # fmt: skip


@pytest.mark.parametrize(("load", "file", "key"), WRONG)
def test_a_wrong_table_is_refused_naming_file_and_key(load: Callable[[], object], file: str, key: str):
    with pytest.raises(FactsError) as caught:
        load()
    assert (caught.value.file, caught.value.key) == (file, key)


def test_a_factor_may_begin_in_a_later_year_and_not_before_it():
    keys = {**KEYS, "home.hour": Key("Working at home", "hour", 2026)}
    later = ROW.replace("gas.kwh,2025,kWh", "home.hour,2026,hour")
    years = parse_yearly("f.csv", HEADER + ROW + ROW.replace("2025", "2026") + later, keys, SOURCES)
    assert "home.hour" not in years[2025]
    assert years[2026]["home.hour"].per == "hour"
    factors = Factors(years, {}, {}, {"home.hour": 2026})
    assert (factors.first_year_of("gas.kwh"), factors.first_year_of("home.hour")) == (2025, 2026)
    early = ROW + later.replace("2026", "2025")
    with pytest.raises(FactsError, match="none before 2026"):
        parse_yearly("f.csv", HEADER + early, keys, SOURCES)
    with pytest.raises(FactsError, match="no such factor"):
        parse_yearly("f.csv", HEADER + ROW + ROW.replace("2025", "2026"), keys, SOURCES)


def test_resp_thresholds_are_verified_and_es_ones_to_be_confirmed():
    verified = {id: indicator.thresholds[-1].verified for id, indicator in load_indicators().items()}
    assert verified == {"ES-01": False, "ES-02": False, "RESP-01": True, "RESP-02": True}


@pytest.mark.parametrize("folder", ["factors", "indicators", "inhalers", "plan", "practices"])
def test_no_source_names_a_machine_or_a_package_registry(folder: str):
    text = resource_text(f"{folder}/sources.toml")
    assert not re.search(r"pypi|npmjs|/home/|/work/|/tmp/|localhost", text)


@pytest.mark.shared
def test_factors_agree_with_the_reference_folder(shared: Path):
    text = (shared / "data" / "conversion_factors.csv").read_text(encoding="utf-8")
    published = {
        (int(row["year"]), row["item"], column == "wtt_kgco2e_per_unit", Decimal(row[column]))
        for row in csv.DictReader(text.splitlines())
        for column in ("kgco2e_per_unit", "wtt_kgco2e_per_unit")
        if row[column]
    }
    gases = csv.DictReader((shared / "data" / "nitrous_oxide.csv").read_text(encoding="utf-8").splitlines())
    warming = {(row["year"], row["value"]) for row in gases if row["kind"] == "gwp"}
    for factor in load_factors().every:
        if factor.key == "nitrous_oxide.kg":
            assert (str(factor.year), str(factor.value)) in warming
        elif factor.year is not None:
            assert (factor.year, factor.where, factor.key.endswith(".wtt"), factor.value) in published
