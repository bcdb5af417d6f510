"""A practice into which others were merged is compared with all of them a year before, or not at all."""

from datetime import date

import pytest

from greenpractice.carbon.footprint import Calculator, Footprint
from greenpractice.carbon.merged_practices import with_merged
from greenpractice.facts.directory import Correction
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

THEN = Period(2024, 1)


def water(calculator: Calculator, code: str, supply: str) -> Footprint:
    sections = {"water": ({"supply_m3": supply},)}
    return calculator.of_return(ReturnDocument(code, THEN, 1, "2024-07-08", sections=sections))


@pytest.mark.parametrize(
    ("first", "is_with_them"),
    [
        (date(2024, 4, 1), None),  # its figures of then are in the practice's own
        (date(2024, 4, 2), True),
        (date(2024, 5, 15), True),
        (date(2025, 4, 1), True),
        (date(2025, 4, 2), False),  # it came while the quarter of now went on: nothing is alike
        (date(2025, 6, 30), False),
        (date(2025, 7, 1), None),
    ],
)
def test_whoever_came_since_is_in_both_or_there_is_no_comparison(
    calculator: Calculator, first: date, is_with_them: bool | None
):
    own, theirs = water(calculator, "C82001", "100"), water(calculator, "C82002", "40")
    merged = Correction("C82002", first, "merged", "C82001")
    found = with_merged({THEN: own}, {merged: {THEN: theirs}})
    without = with_merged({THEN: own}, {merged: {}})
    if is_with_them is None:
        assert found == without == {THEN: own}
    else:
        assert without == {}, "they sent nothing then"
        assert (THEN in found) is is_with_them
    if is_with_them:
        assert found[THEN].total == own.total + theirs.total


@pytest.mark.parametrize(
    ("first", "is_alike"),
    [
        (date(2023, 4, 1), True),  # together in both periods
        (date(2023, 4, 2), False),
        (date(2024, 4, 1), False),
        (date(2024, 6, 30), False),
        (date(2024, 7, 1), True),  # alone in both
    ],
)
def test_beside_an_earlier_period_whoever_came_between_is_in_no_comparison(
    calculator: Calculator, first: date, is_alike: bool
):
    """THEN is the later one here: the practice once stood alone beside the two that are one since."""
    merged = Correction("C82002", first, "merged", "C82001")
    found = with_merged({THEN: water(calculator, "C82001", "100")}, {merged: {}}, -4)
    assert (THEN in found) is is_alike
