"""What a Lead shares: of five complete practices or more, no practice named, no small count in it."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.comparison.making import comparison_of
from greenpractice.comparison.measures import MAIN, load_measures
from greenpractice.errors import UserError
from greenpractice.facts.practices import load_directory
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from tests.greenpractice.comparison.some_comparisons import (
    MADE,
    a_comparison,
    a_network,
    codes,
    signed,
    some_returns,
    with_rows,
)
from tests.greenpractice.network.samples import Q1

HEATING = {"fuel": "natural_gas", "unit": "kWh", "quantity": "9000", "basis": "bill", "site": "Main Street"}
TRAVEL = {"purpose": "business", "mode": "car_petrol", "unit": "mile", "distance": "300"}


def asthma(document: ReturnDocument, register: int, relievers: int) -> ReturnDocument:
    row = {"asthma_register": str(register), "ics_3_or_more": "200", "saba_6_or_more": str(relievers)}
    return with_rows(document, "asthma_care", row)


def test_fewer_than_five_practices_are_told_nothing_of():
    with pytest.raises(UserError, match=r"has 4 practices with whole returns .* A comparison needs 5"):
        a_comparison(some_returns(4))
    assert a_comparison(some_returns(5)).measures["inhalers"].practices == 5


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sets(st.sampled_from(["inhalers", "electricity", "asthma_care", "practice"])), min_size=8,
                max_size=8), st.randoms())  # fmt: skip
def test_no_measure_of_fewer_than_five_appears_in_any_order(without: list[set[str]], dice: Random):
    documents = []
    for document, sections in zip(some_returns(8), without, strict=True):
        for section in sections:
            document = with_rows(document, section)
        documents.append(document)
    try:
        found = a_comparison(documents)
    except UserError:
        return
    for key, usual in found.measures.items():
        needs = {*load_measures()[key].sections}
        needs |= {"practice"} if load_measures()[key].per else set()
        needs |= {"asthma_care"} if key.startswith("RESP") else set()
        assert usual.practices == sum(not needs & each for each in without) >= 5
    dice.shuffle(documents)
    assert signed(a_comparison(documents)) == signed(found)


def test_no_practice_is_named_in_it():
    said = signed().decode()
    for document in some_returns():
        assert document.ods_code not in said
        listed = load_directory().practice(document.ods_code)
        assert listed is not None
        assert listed.name not in said


@pytest.mark.parametrize("field", ["register", "relievers"])
def test_a_small_count_of_patients_moves_no_byte(field: str):
    def made(count: int, number: int = 8) -> bytes:
        register, relievers = (count, count) if field == "register" else (300, count)
        first, *others = some_returns(number)
        varied = [asthma(each, 300 + place, 40 + 5 * place) for place, each in enumerate(others)]
        return signed(a_comparison([asthma(first, register, relievers), *varied]))

    assert len({made(count) for count in (1, 2, 3, 4)}) == 1
    assert made(4) != made(5)


def test_what_is_not_complete_is_in_no_measure():
    first, *others = [with_rows(each, "heating", HEATING) for each in some_returns(7)]
    travelling = [with_rows(each, "business_travel", TRAVEL) for each in others]
    found = a_comparison([first, *travelling])
    assert found.measures["heating"].practices == 7
    assert (found.measures[MAIN].practices, found.measures["business_travel"].practices) == (6, 6)
    bill = {"site": "Main Street", "kwh": "900", "from": "2026-04-01", "to": "2026-05-31", "basis": "bill"}
    gap = with_rows(others[0], "electricity", bill)
    assert a_comparison([first, gap, *travelling[1:]]).measures["electricity"].practices == 6


def test_it_says_how_far_it_reaches():
    found = a_comparison(some_returns(6))
    network = a_network(some_returns(6))
    assert (found.sent, found.practices) == (6, len(network.members))
    assert (found.group, found.period, found.made) == ("03W", Q1, MADE)


def test_of_a_year_only_those_with_all_of_it_are_in_it():
    year = Period(2025)
    documents = [each for quarter in year.quarters for each in some_returns(7, quarter)]
    lacking = [each for each in documents if (each.ods_code, each.period) != (codes(7)[0], year.quarters[1])]
    whole, partly = (comparison_of(a_network(each, year), MADE, False) for each in (documents, lacking))
    assert (whole.sent, partly.sent) == (7, 6)
    assert partly.measures["inhalers"].practices == 6
    without = [
        with_rows(each, "electricity") if (each.ods_code, each.period.quarter) == (codes(7)[0], 3) else each
        for each in documents
    ]
    found = comparison_of(a_network(without, year), MADE, False)
    assert (found.measures["electricity"].practices, found.measures["inhalers"].practices) == (6, 7)


def test_a_practice_of_few_patients_is_not_in_what_is_for_each_1000():
    first, *others = some_returns(6)
    tiny = replace(first, sections={**first.sections, "practice": ({"registered_patients": "4"},)})
    found = a_comparison([tiny, *others]).measures
    assert (found["inhalers"].practices, found["ES-01"].practices) == (5, 6)
