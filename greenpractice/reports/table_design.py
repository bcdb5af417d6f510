"""How a table is set: which rows are bold, how wide its columns are."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from greenpractice.charts.geometry import Shape
from greenpractice.reports.fonts import width_of
from greenpractice.reports.text import SECONDARY, Content, TextStyle, plain_text, widest_line, widest_word

GAP = 10.0  # between columns, in points

# No column asks for more of the line than this before the others have what they need.
_WIDEST_SHARE = 0.5
# The column that takes what the others leave has at least so much of the line, or widths are shared out.
_LEAST_STRETCHED = 0.2
_SLACK = 0.5  # points
_NUMBER = re.compile(r"[+−]?[\d,]+(?P<behind>\.\d+)?")


@dataclass(frozen=True, slots=True)
class Picture:
    """Marks in one column `width` points wide: `shapes` of a row's cell in so much room, y downwards.

    Shapes are decoration and texts among them are read out. `alt` is what the picture of a row says to
    whoever does not see it, where the texts do not say all of it; else "".
    """

    column: int
    width: float
    shapes: Callable[[int, float, float], Sequence[Shape]]
    alt: Callable[[int], str] = lambda _: ""


@dataclass(frozen=True, slots=True)
class Design:
    """What is the same in all parts of a table."""

    rows: Sequence[Sequence[Content]]
    header_rows: int
    row_headers: bool
    align: str  # a letter per column: `l`, `r`, or `d` for numbers whose points stand in one line
    widths: Sequence[float] | None
    total_row: bool
    caption: str
    style: TextStyle
    rule: str
    padding: float
    bold: frozenset[int]
    muted: frozenset[int]
    picture: Picture | None
    stretch: int | None

    @property
    def bold_style(self) -> TextStyle:
        return replace(self.style, bold=True)

    def style_of(self, row: int) -> TextStyle:
        is_total = self.total_row and row == len(self.rows) - 1
        if row < self.header_rows or is_total or row in self.bold:
            return self.bold_style
        return replace(self.style, colour=SECONDARY) if row in self.muted else self.style

    def hang(self, row: int, column: int) -> float:
        """Points that a number ends before the right edge, so that its point stands under the others'."""
        if self.align[column] != "d" or row < self.header_rows:
            return 0.0
        behind = [_behind(self.rows[each][column], self.style_of(each)) for each in self._body]
        own = behind[row - self.header_rows]
        return 0.0 if own is None else max(each for each in behind if each is not None) - own

    @property
    def _body(self) -> range:
        return range(self.header_rows, len(self.rows))

    def _widest(self, column: int) -> float:
        """Of its cells, each with what it hangs back."""
        return max(
            widest_line(cells[column], self.style_of(row)) + self.hang(row, column)
            for row, cells in enumerate(self.rows)
        )

    def column_widths(self, width: float) -> list[float]:
        """Points per column, gaps not counted, filling the line."""
        inner = width - GAP * (len(self.align) - 1)
        if self.widths is not None:
            return [inner * share / sum(self.widths) for share in self.widths]
        columns = list(zip(*self.rows, strict=True))
        styles = [self.style_of(row) for row in range(len(self.rows))]
        if self.stretch is not None:
            own = [self._widest(column) + _SLACK for column in range(len(columns))]
            if self.picture is not None:
                own[self.picture.column] = self.picture.width
            own[self.stretch] = 0.0
            rest = inner - sum(own)
            if rest >= _LEAST_STRETCHED * inner:
                own[self.stretch] = rest
                return own
        most = inner * _WIDEST_SHARE if len(columns) > 1 else inner
        wished = [min(self._widest(column), most) for column in range(len(columns))]
        longest = [max(map(widest_word, column, styles)) for column in columns]
        needed = list(map(min, longest, wished))
        return _shared_out(inner, wished, needed)


def _behind(cell: Content, style: TextStyle) -> float | None:
    """How wide a number is from its point on; None for what is no number."""
    number = _NUMBER.fullmatch(plain_text(cell).strip())
    return None if number is None else width_of(number["behind"] or "", style.font, style.size)


def _shared_out(inner: float, wished: list[float], needed: list[float]) -> list[float]:
    """Widths that fill the line: more than wished, or between needed and wished, or less than needed."""
    if sum(wished) <= inner:
        spare = (inner - sum(wished)) / len(wished)
        return [wish + spare for wish in wished]
    if sum(needed) <= inner:
        share = (inner - sum(needed)) / (sum(wished) - sum(needed))
        return [need + (wish - need) * share for wish, need in zip(wished, needed, strict=True)]
    return [need * inner / sum(needed) for need in needed]
