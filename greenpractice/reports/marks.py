"""Shapes of charts drawn beside text: marks are decoration, words among them are read out."""

from collections.abc import Sequence

from reportlab.graphics import renderPDF

from greenpractice.charts.geometry import Shape, Words
from greenpractice.reports.canvas import TaggedCanvas
from greenpractice.reports.chart_drawing import shapes_drawing
from greenpractice.reports.structure import Element


def draw_marks(
    canvas: TaggedCanvas, shapes: Sequence[Shape], element: Element | None, left: float, top: float
) -> None:
    """Draw shapes from their top left corner; words belong to `element`, without one they are decoration."""
    marks = [each for each in shapes if not isinstance(each, Words)]
    words = [each for each in shapes if isinstance(each, Words)]
    if marks:
        with canvas.artifact():
            renderPDF.draw(shapes_drawing(marks), canvas, left, top)
    if words:
        with canvas.artifact() if element is None else canvas.marked(element):
            renderPDF.draw(shapes_drawing(words), canvas, left, top)
