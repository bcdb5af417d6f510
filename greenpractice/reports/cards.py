"""Number cards: a row of figures that stand for themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable

from greenpractice.reports.blocks import Block
from greenpractice.reports.canvas import TaggedCanvas
from greenpractice.reports.text import (
    ACCENT,
    BODY,
    BORDER,
    SECONDARY,
    TextStyle,
    break_lines,
    colour,
    draw_lines,
    widest_line,
)

GAP = 8.0  # between cards
PADDING = 8.0
BAR = 3.0  # the coloured edge on the left
MOST = 4
MOST_LINES = 6  # of a label, value or note; a card is for a glance

LABEL = TextStyle(10.5, 13.5, colour=SECONDARY)
NOTE = TextStyle(10.5, 13.5)
VALUE_SIZES = (20.0, 18.0, 16.0, 14.0, 12.0)


@dataclass(frozen=True, slots=True)
class Card:
    """A number that stands for itself: what it is, its value, a few words more."""

    label: str
    value: str
    note: str = ""


class Cards(Block):
    """Cards side by side, all of one size, read from left to right."""

    def __init__(self, cards: Sequence[Card], accent: str, border: str) -> None:
        super().__init__(replace(BODY, before=2, after=10))
        self.cards = cards
        self.accent = accent
        self.border = border

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        count = len(self.cards)
        self.width = available_width
        self.card_width = (available_width - GAP * (count - 1)) / count
        inner = self.card_width - BAR - 2 * PADDING
        values = self._value_style(inner)
        self.texts = [
            [
                (break_lines(text, style, inner)[:MOST_LINES], style)
                for text, style in ((card.label, LABEL), (card.value, values), (card.note, NOTE))
            ]
            for card in self.cards
        ]
        # Values stand on one line even where labels take one row here and two there.
        self.row_heights = [
            max(len(lines) * style.leading for lines, style in row) for row in zip(*self.texts, strict=True)
        ]
        self.height = sum(self.row_heights) + 2 * PADDING
        return self.width, self.height

    def _value_style(self, inner: float) -> TextStyle:
        """The largest size at which every value stands on one line, if any does."""
        for size in VALUE_SIZES:
            style = TextStyle(size, size * 1.3, bold=True)
            if all(widest_line(card.value, style) <= inner for card in self.cards):
                break
        return style

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        row = canvas.tree.element("Div")
        for index, texts in enumerate(self.texts):
            left = index * (self.card_width + GAP)
            with canvas.artifact():
                self._draw_frame(canvas, left)
            card = canvas.tree.element("Div", row)
            top = self.height - PADDING
            for (lines, style), height in zip(texts, self.row_heights, strict=True):
                if lines:
                    with canvas.marked(canvas.tree.element("P", card)):
                        draw_lines(canvas, lines, style, left + BAR + PADDING, top)
                top -= height

    def _draw_frame(self, canvas: TaggedCanvas, left: float) -> None:
        canvas.setStrokeColor(colour(self.border))
        canvas.setLineWidth(0.75)
        canvas.rect(left, 0, self.card_width, self.height)
        canvas.setFillColor(colour(self.accent))
        canvas.rect(left, 0, BAR, self.height, stroke=0, fill=1)


def cards(items: Sequence[Card], accent: str = ACCENT, border: str = BORDER) -> Flowable:
    """Numbers in a row of cards, four at most to stay readable."""
    if not 1 <= len(items) <= MOST:
        raise ValueError(f"a row holds 1 to {MOST} cards, not {len(items)}")
    return Cards(items, accent, border)
