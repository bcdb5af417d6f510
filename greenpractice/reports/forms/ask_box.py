"""A box with what to do: the one thing of a page that asks."""

from dataclasses import replace

from reportlab.platypus import Flowable

from greenpractice.reports.blocks import Block, block_title, paragraph
from greenpractice.reports.canvas import TaggedCanvas
from greenpractice.reports.text import ACCENT, BODY, SMALL, Content, colour

FILL = "#f0f4f5"
_BAR, _LEFT, _PADDING = 4.0, 12.0, 7.0


class AskBox(Block):
    """A title and a paragraph on pale ground, with a bar at their left."""

    def __init__(self, title: Content, words: Content) -> None:
        super().__init__(replace(SMALL, before=8, after=7))
        self.parts = [block_title(title), paragraph(words, BODY)]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.heights = [part.wrap(available_width - _LEFT - _PADDING, 0)[1] for part in self.parts]
        self.height = sum(self.heights) + 2 * _PADDING
        return self.width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        with canvas.artifact():
            canvas.setFillColor(colour(FILL))
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
            canvas.setFillColor(colour(ACCENT))
            canvas.rect(0, 0, _BAR, self.height, stroke=0, fill=1)
        y = self.height - _PADDING
        for part, height in zip(self.parts, self.heights, strict=True):
            y -= height
            part.drawOn(canvas, _LEFT, y)


def ask_box(title: Content, words: Content) -> Flowable:
    """What to do next."""
    return AskBox(title, words)
