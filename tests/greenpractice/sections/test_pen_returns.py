"""The plastic of returned pens: as many pens as were counted, or boxes as if they were full."""

import pytest

from greenpractice.carbon.footprint import typed_rows
from greenpractice.facts.factors import load_factors
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from greenpractice.sections.pen_returns import Plastic, plastic

FACTORS = load_factors()
BOX = FACTORS.constant("pen.per_box")


def plastic_of(*rows: RawRow, flags: tuple[Flag, ...] = ()) -> Plastic | None:
    sections = {"pen_returns": rows}
    document = ReturnDocument("C82001", Period(2026, 1), 1, "", sections=sections, flags=flags)
    return plastic(typed_rows(document).get("pen_returns", ()), FACTORS)


@pytest.mark.parametrize(
    ("rows", "pens", "estimated"),
    [
        (({"pens": "0"},), 0, False),
        (({"pens": "7"},), 7, False),
        (({"pens": "7", "boxes": "3"},), 7, False),
        (({"boxes": "3"},), 3 * BOX, True),
        (({"pens": "7"}, {"boxes": "1"}, {}), 7 + BOX, True),
        (({"boxes": "1"}, {"pens": "7"}), 7 + BOX, True),
    ],
)
def test_pens_are_those_counted_and_full_boxes_where_none_were(
    rows: tuple[RawRow, ...], pens: int, estimated: bool
):
    found = plastic_of(*rows)
    assert found is not None
    assert (found.pens, found.estimated) == (pens, estimated)
    assert found.grams == pens * FACTORS.constant("pen.plastic_grams")
    assert found.lowest == pens * FACTORS.constant("pen.plastic_grams_lowest")
    assert found.highest == pens * FACTORS.constant("pen.plastic_grams_highest")


def test_without_pens_or_boxes_there_is_no_figure_and_a_marked_count_is_estimated():
    assert plastic_of() is None
    assert plastic_of({}) is None
    marked = plastic_of({"pens": "7"}, flags=(Flag("pen_returns", 0, "pens", estimated=True),))
    assert marked is not None
    assert marked.estimated
