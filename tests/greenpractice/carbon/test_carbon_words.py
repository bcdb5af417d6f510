"""Carbon in words, and two footprints compared section by section."""

from dataclasses import replace
from decimal import Decimal

import pytest

from greenpractice.carbon.carbon_words import (
    and_without_entries,
    change_words,
    exact_words,
    quantity_words,
    section_words,
    sum_words,
    total_words,
    unit_words,
)
from greenpractice.carbon.comparing import compare
from greenpractice.carbon.footprint import Calculator, load_calculator
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from tests.greenpractice.carbon.test_footprint import PAPER, WATER, return_of

THEN, NOW = Period.parse("2024-25-Q1"), Period.parse("2025-26-Q1")


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("0", "5", "no comparison"),
        ("1000", "1000", "no change"),
        ("1000", "1004", "no change"),
        ("1000", "996", "no change"),
        ("1000", "1005", "1% higher"),
        ("1000", "995", "1% lower"),
        ("50", "150", "200% higher"),
        ("50", "0", "100% lower"),
    ],
)
def test_a_change_is_so_many_percent_higher_or_lower(before: str, now: str, words: str):
    assert change_words(Decimal(before), Decimal(now)) == words


@pytest.mark.parametrize(
    ("quantity", "words"),
    [("99.994", "99.99"), ("100", "100"), ("100.4", "100"), ("12", "12"), ("0.5", "0.50")],
)
def test_a_quantity_is_whole_from_100_on(quantity: str, words: str):
    assert quantity_words(Decimal(quantity)) == words


def test_exact_words_have_four_decimals_at_most():
    shown = [exact_words(Decimal(number)) for number in ("1234.5", "0.12345", "7.00", "0.12344")]
    assert shown == ["1,234.5", "0.1235", "7", "0.1234"]


def test_a_sum_names_quantity_unit_and_factor(calculator: Calculator):
    inhalers = return_of(
        NOW,
        inhalers=(
            {"bnf_code": "0301011R0BEAIAP", "inhalers": "1"},
            {"bnf_code": "0301011R0BIAFAP", "inhalers": "26"},
        ),
    )
    said = [sum_words(line) for line in calculator.of_return(inhalers).lines]
    assert said == ["1 inhaler × 28.26 kg", "26 inhalers × 11.95 kg"]
    (water,) = calculator.of_return(return_of(NOW, **WATER)).lines
    assert sum_words(water) == f"100 {unit_words('m3')} × {water.factor.value} kg"
    assert unit_words("m3") == "m³"
    assert unit_words("kWh") == "kWh"


def test_what_the_yearly_factors_did_stands_apart_from_what_the_practice_did(calculator: Calculator):
    before = calculator.of_return(return_of(THEN, **WATER, **PAPER))
    more = {"water": ({"supply_m3": "150"},), "waste": ({"stream": "food", "kg": "5"},)}
    now = calculator.of_return(return_of(NOW, **more))
    found = compare(before, now)
    (old,), (new,) = ([line for line in part.lines if line.section == "water"] for part in (before, now))
    assert (found.sections, found.only_then, found.only_now) == (("water",), ("paper",), ("waste",))
    assert (found.then, found.now) == (old.kg, new.kg)
    with exact():
        # both orders: the factor moves before the amount, and after it
        by_factors = (100 + 150) / Decimal(2) * (new.factor.value - old.factor.value)
        assert dict(found.parts) == {
            "Other": new.kg - old.kg - by_factors, "Changed factors": by_factors
        }  # fmt: skip
        assert found.then + sum(kg for _, kg in found.parts) == found.now


def test_another_inhaler_is_no_change_of_factors_and_parts_go_by_theme(calculator: Calculator):
    code = "0302000Y0BBAAAA"  # its weight changed in October 2025
    inhalers = {"inhalers": ({"bnf_code": code, "inhalers": "10"},)}
    before = calculator.of_return(return_of(Period.parse("2025-26-Q2"), **inhalers, **WATER))
    now = calculator.of_return(return_of(Period.parse("2025-26-Q3"), **inhalers, **WATER))
    assert compare(before, now).parts == (("Inhalers", now.total - before.total), ("Other", Decimal(0)))


def test_several_of_a_unit_are_in_the_plural_and_one_is_not(calculator: Calculator):
    (line,) = calculator.of_return(return_of(NOW, **WATER)).lines
    for unit, several in (
        ("tonne", "tonnes"),
        ("mile", "miles"),
        ("litre", "litres"),
        ("inhaler", "inhalers"),
        ("kWh", "kWh"),
        ("passenger.km", "passenger km"),
    ):
        factor = line.factor._replace(per=unit)
        two = line._replace(factor=factor, quantity=Decimal(2))
        one = line._replace(factor=factor, quantity=Decimal(1))
        assert sum_words(two) == f"2 {several} × {line.factor.value} kg"
        assert sum_words(one) == f"1 {unit_words(unit)} × {line.factor.value} kg"


def test_a_total_says_what_it_is_without():
    rows = ({"stream": "recycling", "kg": "12"}, {"stream": "recycling"}, {"kg": "5"})
    made = ReturnDocument(
        "C82001",
        Period(2026, 1),
        0,
        "",
        sections={"waste": rows, "paper": ({"reams": "4", "recycled_content": "0"},)},
    )
    footprint = load_calculator().of_return(made)
    assert total_words(footprint).endswith(" CO₂e, without 2 entries of waste that are not counted")
    assert and_without_entries(footprint, {"paper"}) == ""
    one = load_calculator().of_return(replace(made, sections={"paper": ({"recycled_content": "0.5"},)}))
    assert total_words(one) == "No data, without 1 entry of paper that is not counted"
    assert section_words(footprint, "waste") == "Waste, without 2 entries not counted"
    assert section_words(footprint, "paper") == "Paper"


def test_a_total_is_without_nothing_that_belongs_in_none():
    """Wood pellets that were counted whole made a total that lacked an entry for ever."""
    pellets = {"fuel": "wood_pellets", "quantity": "1000", "unit": "kWh"}
    returned = {"route": "pharmacy", "envelopes": "4"}
    made = ReturnDocument(
        "C82001", NOW, 0, "", sections={"heating": (pellets,), "inhaler_returns": (returned,)}
    )
    footprint = load_calculator().of_return(made)
    assert {item.section for item in footprint.not_counted} == {"heating", "inhaler_returns"}
    assert and_without_entries(footprint) == ""
    assert section_words(footprint, "heating") == "Heating"
    assert section_words(footprint, "inhaler_returns").endswith(", without 1 entry not counted")


def test_a_total_without_entries_of_many_sections_says_how_many():
    made = ReturnDocument(
        "C82001",
        Period(2026, 1),
        0,
        "",
        sections={
            "waste": ({"kg": "5"},),
            "paper": ({"recycled_content": "0.5"},),
            "commuting": ({"people": "4"},),
            "heating": ({"quantity": "4"},),
        },
    )
    words = and_without_entries(load_calculator().of_return(made))
    assert words == ", without 4 entries of 4 sections that are not counted"
