"""Cells know what they say, and rows go by that: never by letters where there is a number or a day."""

from datetime import date
from decimal import Decimal

from greenpractice.cells import InWords, in_order, value_of
from greenpractice.numbers import NO_DATA


def test_a_cell_is_its_words_and_knows_its_value() -> None:
    cell = InWords("1.2 tonnes", Decimal(1200))
    assert (cell, f"{cell} in all", value_of(cell)) == ("1.2 tonnes", "1.2 tonnes in all", 1200)
    assert [value_of(text) for text in ("Energy", "", "–", NO_DATA)] == ["energy", None, None, None]
    assert value_of(InWords("Not shown", None)) is None


def test_rows_go_by_their_values_with_equal_ones_by_name_and_no_data_last_both_ways() -> None:
    names = ["beta", "alpha", "gamma", "aaa"]
    values = [Decimal(10), Decimal(10), Decimal(9), None]
    assert in_order(values, names, backwards=False) == [2, 1, 0, 3]
    assert in_order(values, names, backwards=True) == [1, 0, 2, 3]
    assert in_order(names, names, backwards=True) == [2, 0, 1, 3]


def test_totals_keep_their_places_and_kinds_do_not_mix() -> None:
    values = [Decimal(6), Decimal(1), Decimal(3), Decimal(2), Decimal(6)]
    assert in_order(values, values, backwards=True, stay=(0, 4)) == [0, 2, 3, 1, 4]
    assert in_order(["word", date(2026, 1, 2), 3], [0, 0, 0], backwards=False) == [2, 1, 0]
