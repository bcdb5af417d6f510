"""Quartiles are exact, of five practices or more, whatever their order, and told coarsely."""

from decimal import Decimal
from random import Random
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice.comparison.quartiles import coarse, usual_of
from greenpractice.small_numbers import FEWEST_PRACTICES

NUMBERS = st.decimals(0, 10**6, places=3)
SHARES = st.decimals(0, 1, places=4)


@given(st.lists(NUMBERS, max_size=30), st.randoms())
def test_they_are_those_of_a_spreadsheet_whatever_the_order(values: list[Decimal], dice: Random):
    found = usual_of(values, False)
    if len(values) < FEWEST_PRACTICES:
        assert found is None
        return
    assert found is not None
    exact = quantiles(values, n=4, method="inclusive")
    assert [found.lower, found.middle, found.upper] == [coarse(each, False) for each in exact]
    assert found.practices == len(values)
    dice.shuffle(values)
    assert usual_of(values, False) == found


@pytest.mark.parametrize(
    ("value", "is_share", "told"),
    [("3412", False, "3400"), ("3450", False, "3500"), ("0.0456", False, "0.046"), ("99.6", False, "100"),
     ("0", False, "0"), ("0.425", True, "0.43"), ("0.004", True, "0"), ("1", True, "1")],
)  # fmt: skip
def test_two_digits_or_whole_percents_are_told(value: str, is_share: bool, told: str):
    assert coarse(Decimal(value), is_share) == Decimal(told)


@given(NUMBERS, NUMBERS)
def test_who_is_told_to_be_lower_is_lower(one: Decimal, other: Decimal):
    if coarse(one, False) < coarse(other, False):
        assert one < other
    assert coarse(coarse(one, False), False) == coarse(one, False)


@given(SHARES, SHARES)
def test_so_it_is_of_shares(one: Decimal, other: Decimal):
    if coarse(one, True) < coarse(other, True):
        assert one < other
