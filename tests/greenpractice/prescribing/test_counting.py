"""When a quantity counts doses and not inhalers (rule 8)."""

import pytest

from greenpractice.prescribing.millionths import MILLIONTHS
from greenpractice.prescribing.products import Counting

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
