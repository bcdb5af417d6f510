"""Numbers: what is accepted, what is kept as typed, and how they are shown."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice.numbers import (
    normal,
    plain_problem,
    read_typed,
    round_half_up,
    show,
    show_in_kg,
    show_inhalers,
    show_kg,
    show_percent,
    small_whole,
    told_apart,
)

NUMBERS = st.decimals(0, 10**9, places=6)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1250", "1250"),
        ("1,250", "1250"),
        (" 1250 ", "1250"),
        ("1 250", "1250"),
        ("1\u00a0250", "1250"),
        ("1,234,567.5", "1234567.5"),
        ("1250 kWh", "1250"),
        ("1250kwh", "1250"),
        ("1250.0", "1250"),
        ("\t12\r\n", "12"),
        ("１２５０", "1250"),
        ("0", "0"),
        ("000", "0"),
        ("1000000000", "1000000000"),
        ("0.000001", "0.000001"),
    ],
)
def test_what_people_type_is_read(typed: str, number: str):
    assert read_typed(typed, "kWh") == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "-", "n/a", "none", "nil", "-5", "+5", "1.250,5", "1,25", "12,34,567", "1_000", "1e5",
        "1E05", "NaN", "Infinity", "0x10", "1..2", "5.", "£312.40",
        "312.40 £", "€5", ".5", "1000000001", "0.0000001", "12 kg",
        "٣٤", "½", "12 13",
    ],
)  # fmt: skip
def test_what_is_not_clear_is_not_a_number(typed: str):
    assert read_typed(typed, "kWh") is None


@pytest.mark.parametrize("typed", ["£1,021.40", "£ 1021.40", "1021.40 £", "1021.40", "￡1021.40"])
def test_a_sign_of_money_is_read_where_money_is_meant(typed: str):
    assert read_typed(typed, "£") == Decimal("1021.40")
    assert (read_typed(typed, "kWh") is None) is (typed != "1021.40")


@given(NUMBERS)
def test_a_number_survives_being_written_and_read(number: Decimal):
    assert plain_problem(normal(number)) is None
    assert read_typed(normal(number)) == number
    assert read_typed(show(number)) == number


@given(st.text(max_size=30))
def test_no_text_makes_reading_fail(text: str):
    number = read_typed(text, "kWh")
    assert number is None or 0 <= number <= 10**9
    assert isinstance(plain_problem(text), str | None)


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [("0.215", 2, "0.22"), ("2.5", 0, "3"), ("0.45", 1, "0.5"), ("1.005", 2, "1.01")],
)
def test_rounding_is_half_up(number: str, places: int, rounded: str):
    assert round_half_up(Decimal(number), places) == Decimal(rounded)


@pytest.mark.parametrize(
    ("kg", "words"),
    [
        ("0", "0 kg"),
        ("0.2", "under 1 kg"),
        ("0.5", "1 kg"),
        ("999.4", "999 kg"),
        ("999.5", "1.0 tonnes"),
        ("1250", "1.3 tonnes"),
        ("28362", "28.4 tonnes"),
        ("99940", "99.9 tonnes"),
        ("99950", "100 tonnes"),
        ("1234567", "1,235 tonnes"),
        ("-5100", "-5.1 tonnes"),
    ],
)
def test_weights_are_shown_in_words(kg: str, words: str):
    assert show_kg(Decimal(kg)) == words


def test_numbers_too_large_for_any_practice_are_still_shown():
    assert show(Decimal(10) ** 36) == f"{10**36:,}"
    assert show_kg(Decimal(10) ** 36).endswith("tonnes")


def test_a_share_that_is_not_nothing_never_shows_as_0():
    assert show_percent(Decimal(1), Decimal(1000)) == "under 1%"
    assert show_percent(Decimal(0), Decimal(1000)) == "0%"
    assert show_percent(Decimal(833), Decimal(1000)) == "83%"


@pytest.mark.parametrize(
    ("kg", "words"),
    [("0", "0"), ("0.3", "under 1"), ("0.5", "1"), ("7347.6", "7,348"), ("101400", "101,400")],
)
def test_a_column_of_kg_has_one_unit(kg: str, words: str):
    assert show_in_kg(Decimal(kg)) == words


@pytest.mark.parametrize(
    ("one", "other", "words", "column"),
    [
        ("1326.93", "1384.35", ("1.3 tonnes", "1.4 tonnes"), ("1,327", "1,384")),
        ("1326.93", "1330", ("1,327 kg", "1,330 kg"), ("1,327", "1,330")),
        ("1326.93", "1326.934", ("1,326.930 kg", "1,326.934 kg"), ("1,326.930", "1,326.934")),
        ("0.1", "0.2", ("0.1 kg", "0.2 kg"), ("0.1", "0.2")),
        ("5", "5", ("5 kg", "5 kg"), ("5", "5")),
        ("5", "5.0000000001", ("5.000000 kg", "5.000000 kg"), ("5.000000", "5.000000")),
    ],
)
def test_two_weights_that_differ_are_told_apart(
    one: str, other: str, words: tuple[str, str], column: tuple[str, str]
):
    assert told_apart(Decimal(one), Decimal(other)) == words
    assert told_apart(Decimal(one), Decimal(other), show_in_kg) == column


@pytest.mark.parametrize(
    ("text", "number"),
    [("80", 80), ("200", 200), ("79", None), ("201", None), ("٩٩", None), ("9" * 5000, None), ("", None)],
)
def test_a_small_whole_number_of_a_setting_is_read_however_long_it_is(text: str, number: int | None):
    assert small_whole(text, 80, 200) == number


@given(NUMBERS)
def test_inhalers_have_one_decimal_at_most_and_some_are_never_none(number: Decimal):
    said = Decimal(show_inhalers(number).replace(",", ""))
    assert abs(said - number) <= Decimal("0.05")
    assert (said == 0) is (number == 0)
    assert number < Decimal("0.05") or said == round_half_up(number, 1)
