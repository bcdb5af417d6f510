"""Headings, paragraphs, lists and figures: what a report is made of, beside tables and cards."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from greenpractice.reports.canvas import TaggedCanvas
from greenpractice.reports.fonts import REGULAR, register
from greenpractice.reports.structure import Element
from greenpractice.reports.text import (
    BODY,
    SMALL,
    Content,
    Line,
    TextStyle,
    break_lines,
    draw_lines,
    plain_text,
    storable,
)
from greenpractice.reports.words import PAGE_HEIGHT

HEADINGS = {
    1: TextStyle(20, 23.5, bold=True, before=14, after=2),
    2: TextStyle(14, 18.5, bold=True, before=14, after=4),
    3: TextStyle(12, 15, bold=True, before=10, after=2),
}

BULLET = "•"
BULLET_INDENT = 14.0

# A split leaves at least this many lines on either side.
FEWEST_LINES = 2

# A page that is filled less than this goes on with the next question.
LEAST_FILLED = 0.5


class Block(Flowable):
    """One thing in the flow of a report; with `keeps_next` it is never left alone above a page's end."""

    keeps_next = False

    def __init__(self, style: TextStyle) -> None:
        super().__init__()
        self.style = style
        self.spaceBefore = style.before
        self.spaceAfter = style.after

    def start_height(self, width: float) -> float:
        """How much must fit below what leads to this for the two not to be torn apart."""
        return float(self.wrap(width, float("inf"))[1])


class TextBlock(Block):
    """Lines of text under one element; what is split over pages stays one element."""

    def __init__(self, tag: str, content: Content, style: TextStyle, indent: float = 0.0) -> None:
        super().__init__(style)
        self.tag = tag
        self.content = content
        self.indent = indent
        self.key = object()
        self.lines: list[Line] | None = None

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        if self.lines is None:
            self.lines = break_lines(self.content, self.style, available_width - self.indent)
        self.width = available_width
        self.height = len(self.lines) * self.style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> "list[TextBlock]":
        self.wrap(available_width, available_height)
        lines = self.lines or []
        fitting = min(int(available_height // self.style.leading), len(lines) - FEWEST_LINES)
        if fitting < FEWEST_LINES:
            return []
        return [self._part(lines[:fitting], last=False), self._part(lines[fitting:], last=True)]

    def _part(self, lines: list[Line], last: bool) -> "TextBlock":
        part = TextBlock(self.tag, "", self.style, self.indent)
        part.key = self.key
        part.lines = lines
        if last:
            part.spaceBefore = 0
        else:
            part.spaceAfter = 0
        return part

    def start_height(self, width: float) -> float:
        height = float(self.wrap(width, float("inf"))[1])
        return min(height, FEWEST_LINES * self.style.leading)

    def draw(self) -> None:
        if self.lines:
            canvas: TaggedCanvas = self.canv
            with canvas.marked(self.element(canvas)):
                draw_lines(canvas, self.lines, self.style, self.indent, self.height)

    def element(self, canvas: TaggedCanvas) -> Element:
        return canvas.tree.shared(self.key, self.tag)


class Heading(TextBlock):
    """A heading and its bookmark."""

    keeps_next = True

    def __init__(self, content: Content, level: int, bookmark: bool, style: TextStyle) -> None:
        super().__init__(f"H{level}", content, style)
        self.level = level
        self.bookmark = bookmark

    def _part(self, lines: list[Line], last: bool) -> TextBlock:
        part = super()._part(lines, last)
        if last:
            return part
        start = Heading(self.content, self.level, self.bookmark, self.style)
        start.key, start.lines, start.spaceAfter = self.key, lines, 0
        return start

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        canvas.tree.enter_heading(self.level)
        if self.bookmark:
            canvas.add_bookmark(plain_text(self.content), self.level, self.height)
        super().draw()


class ListItem(TextBlock):
    """An item of a list: a bullet and its text."""

    def __init__(self, content: Content, style: TextStyle, list_key: object) -> None:
        super().__init__("LBody", content, style, BULLET_INDENT)
        self.list_key = list_key
        self.item_key = object()
        self.has_bullet = True

    def _part(self, lines: list[Line], last: bool) -> TextBlock:
        part = ListItem("", self.style, self.list_key)
        part.item_key, part.key, part.lines = self.item_key, self.key, lines
        part.has_bullet = self.has_bullet and not last
        part.spaceAfter = self.spaceAfter if last else 0
        return part

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        if self.has_bullet and self.lines:
            label = canvas.tree.element("Lbl", self._item(canvas))
            with canvas.marked(label):
                draw_lines(canvas, break_lines(BULLET, self.style, BULLET_INDENT), self.style, 2, self.height)
        super().draw()

    def _item(self, canvas: TaggedCanvas) -> Element:
        return canvas.tree.shared(self.item_key, "LI", canvas.tree.shared(self.list_key, "L"))

    def element(self, canvas: TaggedCanvas) -> Element:
        return canvas.tree.shared(self.key, self.tag, self._item(canvas))


class Figure(Block):
    """A drawing and what it shows in words."""

    def __init__(self, drawing: Drawing, alt: str) -> None:
        super().__init__(replace(BODY, before=2, after=8))
        self.drawing = drawing
        self.alt = alt

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = self.drawing.width, self.drawing.height
        return self.width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        element = canvas.tree.element("Figure", alt=self.alt)
        left, bottom = canvas.absolutePosition(0, 0)
        element.box = (left, bottom, left + self.width, bottom + self.height)
        # Else ReportLab begins each drawing in Times, which is never embedded.
        self.drawing.initialFontName = REGULAR
        with canvas.marked(element):
            renderPDF.draw(self.drawing, canvas, 0, 0)


class Together(KeepTogether):
    """Blocks that move to the next page as one."""

    def __init__(self, blocks: Sequence[Flowable]) -> None:
        super().__init__(list(blocks))
        self.blocks = list(blocks)

    def start_height(self, width: float) -> float:
        return float(sum(block.wrap(width, 0)[1] + block.getSpaceBefore() for block in self.blocks))


Story: TypeAlias = Sequence[Flowable]


def heading(content: Content, level: int, bookmark: bool = True, style: TextStyle | None = None) -> Flowable:
    """A heading of level 1 to 3. Levels may not be skipped; the first is 1 (else ValueError when built).

    It is set as its level is, unless `style` says otherwise.
    """
    if level not in HEADINGS:
        raise ValueError(f"headings have levels 1 to {len(HEADINGS)}, not {level}")
    if not break_lines(content, HEADINGS[level], float("inf")):
        raise ValueError("a heading needs words")
    return Heading(content, level, bookmark, style or HEADINGS[level])


def block_title(content: Content) -> Flowable:
    """The title of a block of page 1, where only the title of the page stands above it."""
    return heading(content, 2, style=HEADINGS[3])


def page_title(content: Content) -> list[Flowable]:
    """The question of a page, answered: it begins a page, but where the one before has hardly begun."""
    return [CondPageBreak((1 - LEAST_FILLED) * PAGE_HEIGHT), heading(content, 2)]


def paragraph(content: Content, style: TextStyle = BODY, keep_next: bool = False) -> Flowable:
    """A paragraph of plain text, never markup; a newline begins a line. `Strong` makes words bold.

    With `keep_next` it leads to what follows, and stands on the page where that begins.
    """
    block = TextBlock("P", content, style)
    block.keeps_next = keep_next
    return block


def bullets(items: Sequence[Content], style: TextStyle = BODY) -> list[Flowable]:
    """A list, one block per item."""
    key = object()
    closer = replace(style, after=min(style.after, 3.0))
    blocks = [ListItem(item, closer, key) for item in items]
    if blocks:
        blocks[-1].spaceAfter = style.after
    return list(blocks)


def figure(drawing: Drawing, alt: str) -> Flowable:
    """A drawing with a sentence that says what it shows. Its texts must name a font of this package."""
    if not storable(alt):
        raise ValueError("a figure needs words for those who cannot see it")
    register()
    return Figure(drawing, storable(alt))


def keep_together(blocks: Story) -> Flowable:
    """Blocks that stand on one page if they fit on one."""
    return Together(blocks)


def space(height: float = SMALL.leading) -> Flowable:
    """Empty space, in points."""
    return Spacer(0, height)


def page_break() -> Flowable:
    """What follows begins a page."""
    return PageBreak()
