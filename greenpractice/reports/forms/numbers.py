"""Three numbers in a row, each under a rule: what a reader sees first after the first sentence."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus import Flowable

from greenpractice.answers.front_numbers import MOST, Number
from greenpractice.reports.blocks import Block
from greenpractice.reports.canvas import TaggedCanvas
from greenpractice.reports.text import (
    SECONDARY,
    SMALL,
    TEXT,
    TextStyle,
    break_lines,
    colour,
    draw_lines,
    widest_line,
)
from greenpractice.reports.words import GAP

VALUE, UNIT = TextStyle(20, 24, bold=True), TextStyle(12, 24, bold=True)
NOTE = TextStyle(10.5, 13.5, colour=SECONDARY)
_RULE, _UNDER_RULE, _BETWEEN = 1.5, 3.0, 5.0
_SIZES = (20.0, 18.0, 16.0, 14.0, 12.0)
_MOST_LINES = 7


class Numbers(Block):
    """Numbers in columns of a third, read from left to right."""

    def __init__(self, numbers: Sequence[Number]) -> None:
        super().__init__(replace(SMALL, after=7))
        self.numbers = numbers

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.third = (available_width - GAP * (MOST - 1)) / MOST
        self.value = self._value_style()
        self.notes = [break_lines(each.note, NOTE, self.third)[:_MOST_LINES] for each in self.numbers]
        lines = max(map(len, self.notes))
        self.height = _UNDER_RULE + VALUE.leading + lines * NOTE.leading
        return self.width, self.height

    def _value_style(self) -> TextStyle:
        """The largest size in which every value stands beside its unit."""
        for size in _SIZES:
            style = replace(VALUE, size=size)
            widths = (
                widest_line(n.value, style) + _BETWEEN + widest_line(n.unit, UNIT) for n in self.numbers
            )
            if all(width <= self.third for width in widths):
                break
        return style

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        row = canvas.tree.element("Div")
        for index, (number, note) in enumerate(zip(self.numbers, self.notes, strict=True)):
            left = index * (self.third + GAP)
            with canvas.artifact():
                canvas.setStrokeColor(colour(TEXT))
                canvas.setLineWidth(_RULE)
                canvas.line(left, self.height, left + self.third, self.height)
            group, top = canvas.tree.element("Div", row), self.height - _UNDER_RULE
            with canvas.marked(canvas.tree.element("P", group)):
                value = break_lines(
                    f"{number.value} " if number.unit else number.value, self.value, self.third
                )
                draw_lines(canvas, value, self.value, left, top)
                beside = left + value[0].width + _BETWEEN
                unit = break_lines(number.unit, UNIT, self.third - value[0].width - _BETWEEN)[:1]
                drop = (self.value.size - UNIT.size) * 0.36  # both stand on one line
                draw_lines(canvas, unit, UNIT, beside, top - drop)
            if note:
                with canvas.marked(canvas.tree.element("P", group)):
                    draw_lines(canvas, note, NOTE, left, top - VALUE.leading)


def number_row(numbers: Sequence[Number]) -> Flowable:
    """One to three numbers."""
    if not 1 <= len(numbers) <= MOST:
        raise ValueError(f"a row holds 1 to {MOST} numbers, not {len(numbers)}")
    return Numbers(numbers)
