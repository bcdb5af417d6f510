"""What returned inhalers kept out of the air: least, middle and most, by route; parts sum to wholes."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice.carbon.footprint import Calculator, Footprint, load_calculator
from greenpractice.errors import FactsError
from greenpractice.facts.factors import load_factors
from greenpractice.facts.practices import load_directory
from greenpractice.facts.sources import load_sources
from greenpractice.facts.take_back import load_take_back, parse_take_back
from greenpractice.lines import Spread, avoided_together
from greenpractice.network.groups import everyone
from greenpractice.network.network import Network
from greenpractice.network.totals import taken_back
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections.inhaler_returns import ROUTES, avoided_by_route

CALCULATOR: Calculator = load_calculator()
YEAR = Period(2022)
counts = st.integers(0, 400)


@st.composite
def entries(draw: st.DrawFn) -> dict[str, str]:
    row: dict[str, str] = {}
    if draw(st.booleans()):
        row["route"] = draw(st.sampled_from(sorted(ROUTES)))
    inhalers = draw(st.none() | counts)
    if inhalers is not None:
        row["inhalers"] = str(inhalers)
    pmdi = draw(st.none() | st.integers(0, 400 if inhalers is None else inhalers))
    if pmdi is not None:
        row["pmdi"] = str(pmdi)
    return row


def a_return(
    *rows: dict[str, str], period: Period = YEAR.quarters[0], code: str = "C82001"
) -> ReturnDocument:
    return ReturnDocument(code, period, 1, "2023-04-05", sections={"inhaler_returns": rows})


def footprint(*rows: dict[str, str]) -> Footprint:
    return CALCULATOR.of_return(a_return(*rows))


def added(*spreads: Spread | None) -> Spread | None:
    there = [each for each in spreads if each is not None]
    return Spread(*(sum(part, Decimal(0)) for part in zip(*there, strict=True))) if there else None


@pytest.mark.parametrize(
    ("route", "spread"),
    [
        ("take_air", (400, 773, 1800)),
        ("pharmacy", (300, 773, 1700)),
        ("practice", (300, 773, 1800)),
        ("other", (300, 773, 1800)),
        (None, (300, 773, 1800)),
    ],
)
def test_100_pmdi_by_each_route(route: str | None, spread: tuple[int, int, int]):
    row = {"inhalers": "130", "pmdi": "100", **({"route": route} if route else {})}
    found = footprint(row)
    assert found.avoided_kg == spread
    assert found.total == 0  # never taken off, and in no total


def test_inhalers_without_a_count_of_pmdi_are_77_in_100_of_them():
    found = footprint({"route": "take_air", "inhalers": "100"}).avoided_kg
    assert found == (308, 595, 1386)


def test_the_middle_of_take_air_meets_its_published_total():
    found = footprint({"route": "take_air", "inhalers": "20049", "pmdi": "15438"}).avoided_kg
    assert found is not None
    assert round(found.kg / 1000, 1) == Decimal("119.3")
    assert found.lowest <= Decimal(119300) <= found.highest


@given(st.lists(entries(), max_size=5))
def test_least_middle_and_most_are_in_order_and_routes_sum_to_the_whole(rows: list[dict[str, str]]):
    found = footprint(*rows)
    for each in found.avoided:
        assert 0 <= each.lowest <= each.kg <= each.highest
    counted = [row for row in rows if row.keys() & {"inhalers", "pmdi"}]
    assert (found.avoided_kg is None) == (not counted)
    assert added(*avoided_by_route(found.avoided).values()) == found.avoided_kg
    assert added(*(footprint(row).avoided_kg for row in rows)) == found.avoided_kg
    if counted and all({row.get("pmdi", row.get("inhalers"))} == {"0"} for row in counted):
        assert found.avoided_kg == (0, 0, 0)


@given(st.lists(st.lists(entries(), max_size=2), min_size=4, max_size=4), st.lists(entries(), max_size=2))
def test_quarters_sum_to_the_year_and_practices_to_the_network(
    quarters: list[list[dict[str, str]]], other: list[dict[str, str]]
):
    mine = [a_return(*rows, period=each) for each, rows in zip(YEAR.quarters, quarters, strict=True)]
    year = CALCULATOR.of_year(YEAR, mine).avoided_kg
    assert year == added(*(CALCULATOR.of_return(each).avoided_kg for each in mine))
    theirs = a_return(*other, period=YEAR.quarters[0], code="C82002")
    network = Network(everyone(), YEAR, (*mine, theirs), load_directory(), CALCULATOR)
    assert network.footprint.avoided_kg == added(year, CALCULATOR.of_return(theirs).avoided_kg)
    found = taken_back(network)
    assert bool(found) == (network.footprint.avoided_kg is not None)
    if found:
        assert added(*(each.spread for each in found[:-1])) == found[-1].spread
        assert set(found[-1].inside) == {code for each in found[:-1] for code in each.inside}


def test_a_return_without_a_number_is_no_data_and_none_returned_is_nought():
    assert footprint().avoided_kg is None
    assert footprint({"participation": "number_unknown"}).avoided_kg is None
    assert footprint({"route": "pharmacy", "inhalers": "0"}).avoided_kg == (0, 0, 0)
    assert avoided_together(()) is None


def test_each_entry_names_the_sources_of_middle_and_range_and_what_becomes_of_its_gas():
    (item,) = footprint({"route": "pharmacy", "inhalers": "9"}).avoided
    assert "5.95 kg of each (Take AIR pilot" in item.source
    assert "from 3 to 17 kg of each pMDI" in item.source
    assert "e028763" in item.source
    assert "77%" in item.source
    assert "Of this route its gas is burnt" in item.source


def test_every_route_has_its_facts_and_every_range_holds_the_middle():
    assert load_take_back().keys() == ROUTES.keys()
    factors = load_factors().of_year(2026)
    for each in load_take_back().values():
        lowest, middle, highest = (
            factors.get(key, "inhaler").value for key in (each.lowest, "inhaler_return.pmdi", each.highest)
        )
        assert lowest <= middle <= highest
        share = load_factors().constant("inhaler_return.pmdi_share")
        assert lowest * share <= factors.get("inhaler_return.any", "inhaler").value <= highest * share


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            'gas = "sold"\nsource = "murphy-2023"\nwhere = "x"',
            "gas must be one of recovered, burnt, not_known",
        ),
        ('source = "murphy-2023"\nwhere = "x"', "gas must be given"),
        ('gas = "burnt"\nsource = "nobody"\nwhere = "x"', "source must be one of the register"),
        ('gas = "burnt"\nsource = "murphy-2023"', "where must be given"),
        ('gas = "burnt"\nkg = 3\nsource = "murphy-2023"\nwhere = "x"', "not known"),
    ],
)
def test_wrong_facts_are_refused_with_file_and_route(wrong: str, said: str):
    sources: Any = load_sources("factors/sources.toml")
    with pytest.raises(FactsError, match="post") as told:
        parse_take_back("factors/take_back.toml", f"[post]\n{wrong}\n", sources)
    assert said in str(told.value)
