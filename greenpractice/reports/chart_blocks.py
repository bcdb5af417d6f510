"""A chart on a page: its sentence as a heading, what it measures, the picture with its words for readers."""

from reportlab.platypus import Flowable

from greenpractice.charts.geometry import Chart
from greenpractice.reports.blocks import figure, heading, keep_together, paragraph
from greenpractice.reports.chart_drawing import chart_drawing
from greenpractice.reports.text import UNDER


def chart_parts(chart: Chart, subtitle: str | None = None, level: int = 2) -> list[Flowable]:
    """Heading, subtitle (the chart's own, unless the page already says place and time) and picture."""
    return [
        heading(chart.title, level, bookmark=level < 3),
        paragraph(chart.subtitle if subtitle is None else subtitle, UNDER),
        figure(chart_drawing(chart), chart.alt),
    ]


def chart_blocks(chart: Chart, level: int = 2) -> Flowable:
    """The same, kept on one page."""
    return keep_together(chart_parts(chart, level=level))
