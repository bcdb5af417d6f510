"""What the marks of a form mean: signs in a row, and their words as one paragraph."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus import Flowable

from greenpractice.charts.geometry import table_of
from greenpractice.charts.sheet import Key, Sheet
from greenpractice.reports.blocks import Block
from greenpractice.reports.canvas import TaggedCanvas
from greenpractice.reports.marks import draw_marks
from greenpractice.reports.text import KEY

_SIZE = 1.2 * KEY.size  # a sheet sets its keys in five sixths of its text


class KeyLine(Block):
    """One line, or as many as the signs take."""

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__(replace(KEY, after=2))
        self.keys = keys

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        sheet = Sheet(available_width, _SIZE)
        self.height = sheet.key(0, self.keys)
        self.shapes = sheet.chart("", "", "", self.height, table_of((), ())).shapes
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        draw_marks(canvas, self.shapes, canvas.tree.element("P"), 0, self.height)


def key_line(keys: Sequence[Key]) -> Flowable:
    """The signs and their words."""
    return KeyLine(keys)
