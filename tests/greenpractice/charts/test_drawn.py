"""Every shape comes down to paths, discs and words that a painter can draw without thinking."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice.charts.drawn import Disc, drawn, stripes
from greenpractice.charts.geometry import Box, Mark, MarkKind, Path, Rule, Words

SIDES = st.floats(min_value=0, max_value=600)


@given(SIDES, SIDES)
def test_stripes_stay_inside_their_box(width: float, height: float):
    for start, end in stripes(Box(10, 20, width, height, hatched=True)):
        for x, y in (start, end):
            assert 10 - 1e-6 <= x <= 10 + width + 1e-6
            assert 20 - 1e-6 <= y <= 20 + height + 1e-6


def test_a_hatched_box_is_white_with_stripes_and_an_outline():
    fill, lines, outline = drawn([Box(0, 0, 50, 12, "#ffffff", "#12436D", hatched=True)])
    assert isinstance(fill, Path)
    assert isinstance(lines, Path)
    assert isinstance(outline, Path)
    assert (fill.fill, lines.line, outline.line) == ("#ffffff", "#12436D", "#12436D")
    assert len(lines.pieces) > 5


@pytest.mark.parametrize("box", [Box(0, 0, 0, 5, "#000000"), Box(0, 0, 5, 0, "#000000")])
def test_an_empty_box_leaves_nothing_behind(box: Box):
    assert list(drawn([box])) == []


def test_a_rule_keeps_its_dashes():
    (path,) = drawn([Rule(0, 1, 2, 3, "#000000", 2, (4.0, 1.0))])
    assert path == Path((((0, 1), (2, 3)),), line="#000000", thickness=2, dash=(4.0, 1.0))


@pytest.mark.parametrize("kind", get_args(MarkKind))
@pytest.mark.parametrize("filled", [True, False])
def test_every_mark_can_be_drawn_and_stays_in_its_size(kind: MarkKind, filled: bool):
    parts = list(drawn([Mark(50, 60, 10, kind, "#212b32", filled)]))
    assert parts
    for part in parts:
        assert not isinstance(part, Words)
        if isinstance(part, Disc):
            assert part.radius <= 5
            continue
        points = [point for piece in part.pieces for point in piece]
        assert all(45 <= x <= 55 and 55 <= y <= 65 for x, y in points)


def test_status_shapes_differ_without_colour():
    def outline(kind: MarkKind, filled: bool) -> list[tuple[type, bool]]:
        return [
            (type(part), bool(part.fill == "#212b32"))
            for part in drawn([Mark(0, 0, 9, kind, "#212b32", filled)])
        ]  # type: ignore[union-attr]

    shapes = [
        outline("ticked_circle", True),
        outline("half_circle", True),
        outline("circle", False),
        outline("dash", True),
    ]
    assert all(shapes.count(shape) == 1 for shape in shapes)
