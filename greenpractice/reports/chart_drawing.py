"""A chart's geometry as a ReportLab drawing."""

from collections.abc import Iterable

from reportlab.graphics.shapes import Circle, Drawing, String
from reportlab.graphics.shapes import Path as Outline

from greenpractice.charts.drawn import Disc, Drawn, drawn
from greenpractice.charts.geometry import Chart, Path, Shape, Words
from greenpractice.reports.fonts import BOLD, REGULAR, printable, register
from greenpractice.reports.text import colour


def chart_drawing(chart: Chart) -> Drawing:
    """The chart as a drawing of its size, in points; its texts name Lato.

    Title and subtitle are the page's to write.
    """
    register()
    drawing = Drawing(chart.width, chart.height, initialFontName=REGULAR)
    drawing.contents = [_shape(each, chart.height) for each in drawn(chart.shapes)]
    return drawing


def shapes_drawing(shapes: Iterable[Shape]) -> Drawing:
    """Shapes alone, whose origin is the top left corner of where they are drawn."""
    register()
    drawing = Drawing(0, 0, initialFontName=REGULAR)
    drawing.contents = [_shape(each, 0) for each in drawn(shapes)]
    return drawing


def _shape(each: Drawn, height: float) -> Outline | Circle | String:
    """ReportLab counts y upwards."""
    if isinstance(each, Words):
        return String(
            each.x,
            height - each.y,
            printable(each.text),
            fontName=BOLD if each.bold else REGULAR,
            fontSize=each.size,
            fillColor=colour(each.colour),
            textAnchor=each.anchor,
        )
    paint = {
        "fillColor": each.fill and colour(each.fill),
        "strokeColor": each.line and colour(each.line),
        "strokeWidth": each.thickness,
    }
    if isinstance(each, Disc):
        return Circle(each.x, height - each.y, each.radius, **paint)
    return _outline(each, height, paint)


def _outline(path: Path, height: float, paint: dict[str, object]) -> Outline:
    outline = Outline(strokeDashArray=list(path.dash) or None, strokeLineJoin=1, strokeLineCap=0, **paint)
    for piece in path.pieces:
        for number, (x, y) in enumerate(piece):
            (outline.lineTo if number else outline.moveTo)(x, height - y)
        if path.closed:
            outline.closePath()
    return outline
