"""Parts of a file add up to the whole in any order, and what one part does not know the whole does not."""

from collections.abc import Callable
from itertools import permutations

import pytest

from greenpractice.prescribing.sums import Prescriber, Sum, Sums, Unknown, imported
from tests.greenpractice.prescribing.made import SALAMOL, VENTOLIN

PRACTICE, SPAN = "C82001", "2025-04"


def part(code: str, **values: int | bool) -> Sums:
    return Sums(1, {SPAN: {PRACTICE: {code: Sum(**values)}}})  # type: ignore[arg-type]


def together(*parts: Sums) -> Sums:
    whole = Sums()
    for each in parts:
        whole.add(each)
    return whole


def test_items_are_known_only_if_every_part_knows_them():
    parts = part(VENTOLIN, items=3, inhalers=5), part(VENTOLIN, inhalers=2, items_known=False)
    for order in permutations(parts):
        (product,) = imported(together(*order).spans[SPAN][PRACTICE], {})
        assert product.items is None
    (product,) = imported(together(parts[0], parts[0]).spans[SPAN][PRACTICE], {})
    assert product.items is not None


@pytest.mark.parametrize("order", [lambda parts: parts, lambda parts: parts[::-1]], ids=["there", "back"])
def test_a_prescriber_is_a_practice_only_if_every_part_says_so(order: Callable[[list[Sums]], list[Sums]]):
    parts = [
        Sums(prescribers={PRACTICE: Prescriber("B SURGERY", 2, 7, is_practice=True)}),
        Sums(prescribers={PRACTICE: Prescriber("A SURGERY", 1, 4, is_practice=False)}),
    ]
    assert together(*order(parts)).prescribers == {
        PRACTICE: Prescriber("A SURGERY", 3, 11, is_practice=False)
    }


def test_parts_add_their_rows_their_unknown_codes_and_what_was_rounded():
    one = Sums(2, unknown={("0301", "x"): Unknown("Puffer", 1, 10)}, made_up_snomed=True, more_problems=2)
    other = part(SALAMOL, items=1, inhalers=1)
    other.unknown[("0301", "x")] = Unknown("Inhaler", 2, 5)
    for order in permutations((one, other)):
        whole = together(*order)
        assert (whole.rows_read, whole.problem_count, whole.made_up_snomed) == (3, 2, True)
        assert whole.unknown == {("0301", "x"): Unknown("Inhaler", 3, 15)}
