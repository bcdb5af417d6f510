"""What a product's quantity and code say: doses or inhalers (rule 8), inhaler or not, damaged or not."""

import re

import pytest

from greenpractice.prescribing.millionths import MILLIONTHS
from greenpractice.prescribing.products import (
    Counting,
    Snomed,
    codes_looked_for,
    counting_by_code,
    damage,
    looks_like_inhaler,
    snomed_state,
)

ONE = MILLIONTHS


@pytest.mark.parametrize(
    ("divide_from", "items", "total", "per_item", "doses"),
    [
        (None, 1, 200 * ONE, 200 * ONE, False),
        (60, 1, 0, 60 * ONE, True),
        (60, 1, 0, 60 * ONE - 1, False),
        (60, 2, 120 * ONE, None, True),
        (60, 2, 120 * ONE - 1, None, False),
        (60, 0, 120 * ONE, None, False),
        (60, None, 120 * ONE, None, False),
        (60, None, 0, 60 * ONE, True),
    ],
)
def test_from_a_quantity_of_one_item_on_a_row_counts_doses(
    divide_from: int | None, items: int | None, total: int, per_item: int | None, doses: bool
):
    assert Counting(divide_from, 200).is_in_doses(items, total, per_item) is doses


@pytest.mark.parametrize(
    ("code", "counting"),
    [
        ("0301011R0BEAIAP", Counting(200, 200)),
        ("0301011R0AAAVAV", Counting(10, 30)),
        ("0301011R0AAAKAK", Counting(None, 1)),
    ],
)
def test_doses_go_by_the_pack_capsules_from_ten_on_and_without_a_pack_all_are_inhalers(
    code: str, counting: Counting
):
    assert counting_by_code()[code] == counting


@pytest.mark.parametrize(
    ("code", "name", "inhaler"),
    [
        ("0302000N0ZZZZZZ", "Fictitious 100micrograms/dose inhaler", True),
        ("0301011R0ZZZZZZ", "Spiriva Respimat solution", True),
        ("0301011R0ZZZZZZ", "Salbutamol 2mg tablets", False),
        ("0301011R0ZZZZZZ", "Salbutamol nebuliser liquid for inhalation", False),
        ("0301011R0ZZZZZZ", None, True),
        ("0301011R0ZZZZZZ", "", True),
        ("0301011R0ZZZZZ", None, False),
        ("0303011R0ZZZZZZ", None, False),
    ],
)
def test_an_unknown_code_is_an_inhaler_by_its_section_and_name(code: str, name: str | None, inhaler: bool):
    assert looks_like_inhaler(code, name) is inhaler


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("10619311000001107", Snomed.GOOD),
        (" '10619311000001107 ", Snomed.GOOD),
        ("10619311000001108", Snomed.MADE_UP),
        ("1.06193E+16", Snomed.POWER),
        ("106193110000012000", Snomed.ROUNDED),
        ("", Snomed.GOOD),
        ("abc", Snomed.GOOD),
    ],
)
def test_a_snomed_code_shows_what_was_made_of_it(text: str, state: Snomed):
    assert snomed_state(text) is state


def test_a_damaged_code_says_how():
    assert damage("3.01011E+14") == "a power of ten"
    assert damage("301011R0BEAIAP") == "a code that lost its leading zero"
    assert damage("0301011R0BEAIAP") is None


def test_every_code_that_matters_is_looked_for():
    shared, endings = codes_looked_for()
    pattern = re.compile(f"{shared}(?:{'|'.join(endings)})")
    assert all(pattern.fullmatch(code) for code in [*counting_by_code(), "0302000N0ZZZZZZ"])
    assert not pattern.fullmatch("0303000N0ZZZZZZ")
    assert not pattern.fullmatch("0302000N0ZZZZZ")
    assert shared == "030"
