"""Charts without colour: they speak by words, shapes, dashes and stripes, in grey and to the colour-blind."""

import re
from itertools import combinations

import pytest
from PySide6.QtWidgets import QApplication

from greenpractice.charts.geometry import Box, Chart, Mark, Rule, Words
from tests.greenpractice.charts.test_spots import charts
from tests.ui.widgets.test_look import contrast
from ui.widgets.chart_picture import chart_image

NAMES = ("sources", "change", "products", "quarters", "path", "rulers")


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_has_a_short_title_a_unit_a_period_words_for_those_who_cannot_see_and_a_table(
    name: str,
) -> None:
    chart = charts()[name]
    assert 0 < len(chart.title.split()) <= 12
    assert chart.title[0].isupper() or chart.title[0].isdigit()
    assert "kg" in chart.subtitle or "CO₂e" in chart.subtitle or "2022/23" in chart.subtitle
    assert re.search(r"20\d\d", chart.title + chart.subtitle)
    assert chart.alt
    assert chart.table.rows


@pytest.mark.parametrize("name", NAMES)
def test_bars_that_differ_in_colour_differ_in_words_too(name: str) -> None:
    """Every filled bar has a name of its own beside it, so that its colour says nothing alone."""
    chart = charts()[name]
    bars = [box for box in chart.shapes if isinstance(box, Box) and box.fill and not is_ground(box, chart)]
    labels = [shape for shape in chart.shapes if isinstance(shape, Words)]
    for bar in bars:
        middle = bar.y + bar.height / 2
        beside = [w for w in labels if bar.y - w.size * 2 <= w.y <= bar.y + bar.height + w.size * 2]
        over = [
            w
            for w in labels
            if abs((w.bounds.left + w.bounds.right) / 2 - (bar.x + bar.width / 2)) < bar.width
        ]
        assert beside or over, (bar, middle)


@pytest.mark.parametrize("name", NAMES)
def test_lines_and_marks_of_two_meanings_differ_in_shape(name: str) -> None:
    shapes = charts()[name].shapes
    marks = {(mark.kind, mark.filled, mark.colour) for mark in shapes if isinstance(mark, Mark)}
    for one, other in combinations(marks, 2):
        assert one[:2] != other[:2] or one[2] == other[2], (one, other)
    rules = {
        (rule.colour, bool(rule.dash)) for rule in shapes if isinstance(rule, Rule) and rule.thickness >= 1.5
    }
    for (colour, dashed), (other_colour, other_dashed) in combinations(rules, 2):
        assert colour == other_colour or dashed != other_dashed or contrast(colour, other_colour) > 1.5


@pytest.mark.sweep
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("eyes", ["grey", "deuteranopia"])
def test_nothing_of_a_chart_is_lost_to_eyes_that_see_no_colour(
    qapp: QApplication, name: str, eyes: str
) -> None:
    """What stands out from the white sheet still does when red and green are one, or all is grey."""
    picture = chart_image(charts()[name], 16)
    seen = {pixel & 0xFFFFFF for pixel in set(memoryview(picture.constBits()).cast("I"))}
    strong = [f"#{pixel:06x}" for pixel in seen if contrast(f"#{pixel:06x}", "#ffffff") >= 4]
    assert strong
    assert all(contrast(simulated(colour, eyes), "#ffffff") >= 2.7 for colour in strong)


def simulated(colour: str, eyes: str) -> str:
    """A colour by its lightness alone, or as seen without the cones for green (Machado and others, 2009)."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    if eyes == "grey":
        red = green = blue = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    else:
        red, green, blue = (
            min(255, max(0, round(share)))
            for share in (
                0.367 * red + 0.861 * green - 0.228 * blue,
                0.280 * red + 0.673 * green + 0.047 * blue,
                -0.012 * red + 0.043 * green + 0.969 * blue,
            )
        )
    return f"#{red:02x}{green:02x}{blue:02x}"


def is_ground(box: Box, chart: Chart) -> bool:
    """A pale band or sheet behind what is drawn."""
    return box.fill is None or contrast(box.fill, "#ffffff") < 2 or box.width >= chart.width * 0.98
