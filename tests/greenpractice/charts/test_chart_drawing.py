"""A chart in a PDF is drawn in Lato alone, the right way up."""

import io
from collections.abc import Sequence

import pypdf
from reportlab.graphics.shapes import Circle, Path, String

from greenpractice.charts.geometry import Box, Chart, Mark, Rule, Shape, Words, table_of
from greenpractice.charts.sources_chart import sources_chart
from greenpractice.reports.blocks import figure, heading
from greenpractice.reports.chart_drawing import chart_drawing
from tests.greenpractice.charts.samples import PLACE, footprint, line
from tests.greenpractice.reports.samples import build


def _chart(shapes: Sequence[Shape]) -> Chart:
    return Chart("Title", "kg", "A picture.", 200, 100, tuple(shapes), table_of([("A", "")], [["1"]]))


def test_y_is_counted_downwards_from_the_top():
    drawing = chart_drawing(_chart([Words(10, 12, "near the top", 12), Mark(50, 90, 8, "circle", "#212b32")]))
    text, circle = drawing.contents
    assert isinstance(text, String)
    assert isinstance(circle, Circle)
    assert (text.x, text.y) == (10, 88)
    assert (circle.cx, circle.cy) == (50, 10)


def test_anchors_sizes_and_weights_are_kept():
    (text,) = chart_drawing(_chart([Words(10, 12, "x", 9.5, True, "#4c6272", "end")])).contents
    assert (text.textAnchor, text.fontSize, text.fontName) == ("end", 9.5, "Lato-Bold")


def test_dashes_and_stripes_arrive():
    shapes = [Rule(0, 0, 9, 9, "#212b32", 2, (4.0, 1.0)), Box(0, 0, 60, 12, line="#12436D", hatched=True)]
    rule, lines, outline = chart_drawing(_chart(shapes)).contents
    assert all(isinstance(each, Path) for each in (rule, lines, outline))
    assert (rule.strokeDashArray, rule.strokeWidth) == ([4.0, 1.0], 2)
    assert outline.fillColor is None


def test_a_page_with_a_chart_embeds_lato_and_nothing_else():
    lines = [line("inhalers", 900), line("heating", 100, estimated=True)]
    chart = sources_chart(footprint(lines), place=PLACE, width=480)
    data = build([heading(chart.title, 1), figure(chart_drawing(chart), chart.alt)])
    (page,) = pypdf.PdfReader(io.BytesIO(data)).pages
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert {font["/BaseFont"].partition("+")[2] for font in fonts} <= {"Lato-Regular", "Lato-Bold"}
    assert "900 kg (90%)" in page.extract_text()
