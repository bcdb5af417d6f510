"""Tables: text cells with headers a screen reader can name, split over pages with their headers repeated."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable

from greenpractice.reports.blocks import Block
from greenpractice.reports.canvas import TaggedCanvas
from greenpractice.reports.marks import draw_marks
from greenpractice.reports.structure import Element
from greenpractice.reports.table_design import GAP, Design, Picture
from greenpractice.reports.text import (
    BODY,
    BORDER,
    TEXT,
    Content,
    Line,
    TextStyle,
    break_lines,
    colour,
    draw_lines,
)
from greenpractice.reports.words import PAGE_HEIGHT

PADDING = 3.0  # above and below the text of a row
_RULE, _STRONG = 0.5, 1.2  # how thick rules are, and those under the headers and above a total

# A row taller than this is cut into slices, so that no text is too long for a page.
TALLEST = 220.0

# A split leaves at least so many rows on either side: fewer are hard to make sense of.
FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Slice:
    """A row, or as much of a very tall one as is kept on one page."""

    row: int
    cells: tuple[tuple[Line, ...], ...]
    height: float
    ends_row: bool


class TaggedTable(Block):
    """A table or, after a split, a part of one; all parts write into one Table element."""

    def __init__(self, design: Design, key: object, continued: bool = False) -> None:
        super().__init__(replace(design.style, before=2, after=10))
        self.design = design
        self.key = key
        self.continued = continued
        self.body: list[Slice] | None = None

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        if self.body is None:
            self._lay_out(available_width)
        self.width = available_width
        self.height = self._top_height() + sum(part.height for part in self.body or [])
        return self.width, self.height

    def _lay_out(self, width: float) -> None:
        design = self.design
        self.columns = design.column_widths(width)
        slices = [part for row in range(len(design.rows)) for part in self._slices(row)]
        header = [part for part in slices if part.row < design.header_rows]
        # Headers that would fill the page are read once and not repeated.
        self.header = header if sum(part.height for part in header) <= TALLEST else []
        self.body = slices[len(self.header) :]
        caption = break_lines(design.caption, design.bold_style, width)
        self.caption = caption[: int(TALLEST / design.style.leading)]

    def _slices(self, row: int) -> list[Slice]:
        style = self.design.style_of(row)
        cells = [
            break_lines(cell, style, width)
            for cell, width in zip(self.design.rows[row], self.columns, strict=True)
        ]
        count = max(1, *map(len, cells))
        step = max(1, int(TALLEST / style.leading))
        return [
            Slice(
                row,
                tuple(tuple(lines[start : start + step]) for lines in cells),
                min(step, count - start) * style.leading + 2 * self.design.padding,
                start + step >= count,
            )
            for start in range(0, count, step)
        ]

    def _caption_height(self) -> float:
        """Of the caption, which stands above the first part only."""
        if self.continued or not self.caption:
            return 0.0
        return len(self.caption) * self.design.style.leading + PADDING

    def _top_height(self) -> float:
        return self._caption_height() + sum(part.height for part in self.header)

    def start_height(self, width: float) -> float:
        self.wrap(width, float("inf"))
        return self._top_height() + sum(part.height for part in (self.body or [])[: self._fewest()])

    def _fewest(self) -> int:
        """How many rows stand on either side of a split: all of a short table, one of very tall ones."""
        body = self.body or []
        few = FEWEST_ROWS if len(body) >= 2 * FEWEST_ROWS else len(body)
        tallest = max(sum(part.height for part in side) for side in (body[:few], body[len(body) - few :]))
        return few if self._top_height() + tallest <= PAGE_HEIGHT / 2 else 1

    def split(self, available_width: float, available_height: float) -> "list[TaggedTable]":
        self.wrap(available_width, available_height)
        body = self.body or []
        room = available_height - self._top_height()
        count = 0
        while count < len(body) and body[count].height <= room:
            room -= body[count].height
            count += 1
        few = self._fewest()
        count = min(count, len(body) - few)
        if count < max(few, 1):
            return []
        return [self._part(body[:count], self.continued), self._part(body[count:], continued=True)]

    def _part(self, body: list[Slice], continued: bool) -> "TaggedTable":
        part = TaggedTable(self.design, self.key, continued)
        part.columns, part.header, part.caption, part.body = self.columns, self.header, self.caption, body
        return part

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        table = canvas.tree.shared(self.key, "Table")
        top = self.height
        if self._caption_height():
            with canvas.marked(canvas.tree.element("Caption", table)):
                draw_lines(canvas, self.caption, self.design.bold_style, 0, top)
            top -= self._caption_height()
        self._draw_rules(canvas, top)
        for index, part in enumerate([*self.header, *(self.body or [])]):
            if self.continued and index < len(self.header):
                # Read once, at the start: here the headers are for the eye alone.
                with canvas.artifact():
                    self._draw_cells(canvas, part, top, None)
            else:
                self._draw_cells(canvas, part, top, table)
            top -= part.height

    def _draw_cells(self, canvas: TaggedCanvas, part: Slice, top: float, table: Element | None) -> None:
        """One slice; `table` is None where it is drawn as decoration."""
        style = self.design.style_of(part.row)
        row = table and canvas.tree.shared((self.key, part.row), "TR", table)
        left = 0.0
        for column, (lines, width) in enumerate(zip(part.cells, self.columns, strict=True)):
            to_the_left = self.design.align[column] == "l"
            right = None if to_the_left else left + width - self.design.hang(part.row, column)
            text_top = top - self.design.padding
            if part.row < self.design.header_rows:  # headers stand on the rule below them
                text_top = top - part.height + self.design.padding + len(lines) * style.leading
            if row is None:
                draw_lines(canvas, lines, style, left, text_top, right)
            else:
                cell = self._cell(canvas, row, part.row, column)
                if lines:
                    with canvas.marked(cell):
                        draw_lines(canvas, lines, style, left, text_top, right)
                picture = self.design.picture
                if picture is not None and picture.column == column and part.row >= self.design.header_rows:
                    cell.alt = picture.alt(part.row)
                    draw_marks(canvas, picture.shapes(part.row, width, part.height), cell, left, top)
            left += width + GAP

    def _cell(self, canvas: TaggedCanvas, row: Element, row_index: int, column: int) -> Element:
        """The element of a cell; an empty one has an element too, or the columns would shift."""
        key = (self.key, row_index, column)
        if row_index < self.design.header_rows:
            return canvas.tree.shared(key, "TH", row, scope="Column")
        if column == 0 and self.design.row_headers:
            return canvas.tree.shared(key, "TH", row, scope="Row")
        return canvas.tree.shared(key, "TD", row)

    def _draw_rules(self, canvas: TaggedCanvas, top: float) -> None:
        body = self.body or []
        y = top - sum(part.height for part in self.header)
        strong = [y] if self.header else []
        with canvas.artifact():
            canvas.setStrokeColor(colour(self.design.rule or BORDER))
            canvas.setLineWidth(_RULE)
            for part in body:
                if self.design.total_row and part.row == len(self.design.rows) - 1:
                    strong.append(y)
                y -= part.height
                if part.ends_row and self.design.rule:
                    canvas.line(0, y, self.width, y)
            canvas.setStrokeColor(colour(TEXT))
            canvas.setLineWidth(_STRONG)
            for y in strong:
                canvas.line(0, y, self.width, y)


def table(
    rows: Sequence[Sequence[Content]],
    *,
    header_rows: int = 1,
    row_headers: bool = True,
    align: str | None = None,
    widths: Sequence[float] | None = None,
    total_row: bool = False,
    caption: str = "",
    style: TextStyle = BODY,
    rule: str = BORDER,
    padding: float = PADDING,
    bold: Collection[int] = (),
    muted: Collection[int] = (),
    picture: Picture | None = None,
    stretch: int | None = None,
) -> Flowable:
    """A table of text cells.

    `align` has a letter per column, `l` or `r`, or `d` for numbers of unlike decimals, whose points stand in
    one line; without it the first column stands left and the others, taken to be numbers, right (Lato's
    digits are all of one width). `widths` are shares of the line; without them columns are as wide as their
    text asks, and `stretch` is the one that takes what is left. `total_row` sets the last row in bold under a
    rule, `bold` others without one; those `muted` are grey. `rule` is the colour between rows, "" of none.
    Cells may be of any length, captions of some 12 lines. ValueError if rows differ in length.
    """
    if not rows or not rows[0] or len({len(row) for row in rows}) > 1:
        raise ValueError("a table needs rows of one length")
    count = len(rows[0])
    letters = align or "l" + "r" * (count - 1)
    if (
        len(letters) != count
        or set(letters) - {"l", "r", "d"}
        or (widths is not None and len(widths) != count)
    ):
        raise ValueError(f"alignment and widths must be given for all of {count} columns")
    design = Design(
        rows,
        header_rows,
        row_headers,
        letters,
        widths,
        total_row,
        caption,
        style,
        rule,
        padding,
        frozenset(bold),
        frozenset(muted),
        picture,
        stretch,
    )
    return TaggedTable(design, object())
