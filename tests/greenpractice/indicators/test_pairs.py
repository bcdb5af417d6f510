"""Counts in pairs: what can be divided, what is summed, and what of unknown devices is told beside them."""

from decimal import Decimal

import pytest

from greenpractice.indicators import INDICATOR_BY_ID
from greenpractice.indicators.base import Pair, is_given, sum_pairs
from greenpractice.indicators.device_share import DeviceCounts, Unknown

ES01 = INDICATOR_BY_ID["ES-01"]
SOME, NONE = (Decimal(1), Decimal(2)), (Decimal(0), Decimal(0))


@pytest.mark.parametrize(
    ("pair", "given"), [(None, False), (NONE, False), (SOME, True), ((Decimal(0), Decimal("0.1")), True)]
)
def test_there_must_be_something_to_divide_by(pair: Pair | None, given: bool):
    assert is_given(pair) is given


def test_pairs_that_are_there_are_summed():
    assert sum_pairs([]) is None
    assert sum_pairs([None]) is None
    assert sum_pairs([None, SOME, NONE, SOME]) == (2, 4)


def unknown(code: str, items: int | None, inhalers: int | None) -> Unknown:
    return Unknown(code, *(None if count is None else Decimal(count) for count in (items, inhalers)))


@pytest.mark.parametrize(
    ("products", "basis", "words"),
    [
        ([], "items", ""),
        ([unknown("A", 10, 12)], "items", "without 10 items of 1 product"),
        ([unknown("A", 1, 12)], "items", "without 1 item of 1 product"),
        ([unknown("A", 10, 12)], "inhalers", "without 12 inhalers of 1 product"),
        ([unknown("A", 10, 12), unknown("A", 5, 1)], "items", "without 15 items of 1 product"),
        ([unknown("A", 10, 12), unknown("B", 5, 1)], "items", "without 15 items of 2 products"),
        ([unknown("A", 10, 12), unknown("B", None, 1)], "items", "without 13 inhalers of 2 products"),
        ([unknown("A", 10, None), unknown("B", None, 1)], "items", "without 2 products"),
    ],
)
def test_products_whose_device_is_not_known_are_counted_beside_the_share(
    products: list[Unknown], basis: str, words: str
):
    by_practice = [DeviceCounts(unknown=(each,)) for each in products] or [DeviceCounts()]
    said = f"{words} whose device is not known" if words else ""
    assert ES01.without(by_practice, basis) == said
