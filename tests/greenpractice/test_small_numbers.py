"""Which counts of patients are too small to be printed: from 1 to 4, on both sides of both limits."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from greenpractice.small_numbers import is_few, is_few_patients


@dataclass(frozen=True)
class Counts:
    basis: str
    numerator: Decimal | None
    denominator: Decimal | None


@pytest.mark.parametrize(
    ("count", "few"), [(None, False), ("0", False), ("1", True), ("4", True), ("5", False)]
)
def test_from_one_to_four_patients_are_few(count: str | None, few: bool):
    number = None if count is None else Decimal(count)
    assert is_few_patients(number) is few
    assert is_few(Counts("patients", number, Decimal(9))) is few
    assert is_few(Counts("patients", Decimal(9), number)) is few
    assert not is_few(Counts("items", number, number))
