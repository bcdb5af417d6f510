"""The hashes of figures and flags are those of one rule, by whichever way they are made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.hashing import figure_hash, flag_hash, hash_of

TEXTS = st.text() | st.sampled_from(['"', "\\", "é", "\U0001f600", "\x00", "\u2028"])
STORED = st.none() | TEXTS | st.integers() | st.floats(allow_nan=False) | st.binary()  # as SQLite may return
PLACES = st.tuples(TEXTS, TEXTS)
ROWS = st.integers(0, 1 << 62)


@given(PLACES, TEXTS, ROWS, TEXTS, STORED, STORED)
def test_a_figure(place: tuple[str, str], section: str, row: int, field: str, text: object, number: object):
    expected = hash_of("figure", place, section, row, field, text, number)
    assert figure_hash(place, section, row, field, text, number) == expected


@pytest.mark.parametrize("number", [None, "7", 7, 7.0, b"7"])
@pytest.mark.parametrize("text", [None, "7", 7, 7.0, b"7"])
def test_a_figure_of_any_kinds_that_a_damaged_file_may_hold(text: object, number: object):
    place = ("C82001", "2025-26-Q1")
    expected = hash_of("figure", place, "water", 1, "supply_m3", text, number)
    assert figure_hash(place, "water", 1, "supply_m3", text, number) == expected


@given(PLACES, st.none() | TEXTS, ROWS, st.none() | TEXTS, st.lists(STORED, max_size=5))
def test_a_flag(place: tuple[str, str], section: str | None, row: int, field: str | None, said: list[object]):
    assert flag_hash(place, section, row, field, *said) == hash_of("flag", place, section, row, field, said)


def test_what_is_equal_in_python_is_not_the_same_in_a_hash():
    place = ("C82001", "2025-26-Q1")
    values = [1, 1.0, True]
    assert len({flag_hash(place, "water", 1, None, value, None, None, None, None) for value in values}) == 3
    zeros = [flag_hash(place, "water", 1, None, value, None, None, None, None) for value in (0.0, -0.0)]
    assert zeros == [hash_of("flag", place, "water", 1, None, [value, *[None] * 4]) for value in (0.0, -0.0)]
