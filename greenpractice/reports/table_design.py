"""How a table is set: which rows are bold, how wide its columns are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from greenpractice.charts.geometry import Shape
from greenpractice.reports.text import SECONDARY, Content, TextStyle, widest_line, widest_word

GAP = 10.0  # between columns, in points

# No column asks for more of the line than this before the others have what they need.
_WIDEST_SHARE = 0.5
# The column that takes what the others leave has at least so much of the line, or widths are shared out.
_LEAST_STRETCHED = 0.2
_SLACK = 0.5  # points


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
    align: str  # a letter per column: `l` or `r`
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

    def column_widths(self, width: float) -> list[float]:
        """Points per column, gaps not counted, filling the line."""
        inner = width - GAP * (len(self.align) - 1)
        if self.widths is not None:
            return [inner * share / sum(self.widths) for share in self.widths]
        columns = list(zip(*self.rows, strict=True))
        styles = [self.style_of(row) for row in range(len(self.rows))]
        if self.stretch is not None:
            own = [max(map(widest_line, column, styles)) + _SLACK for column in columns]
            if self.picture is not None:
                own[self.picture.column] = self.picture.width
            own[self.stretch] = 0.0
            rest = inner - sum(own)
            if rest >= _LEAST_STRETCHED * inner:
                own[self.stretch] = rest
                return own
        most = inner * _WIDEST_SHARE if len(columns) > 1 else inner
        wished = [min(max(map(widest_line, column, styles)), most) for column in columns]
        longest = [max(map(widest_word, column, styles)) for column in columns]
        needed = list(map(min, longest, wished))
        return _shared_out(inner, wished, needed)


def _shared_out(inner: float, wished: list[float], needed: list[float]) -> list[float]:
    """Widths that fill the line: more than wished, or between needed and wished, or less than needed."""
    if sum(wished) <= inner:
        spare = (inner - sum(wished)) / len(wished)
        return [wish + spare for wish in wished]
    if sum(needed) <= inner:
        share = (inner - sum(needed)) / (sum(wished) - sum(needed))
        return [need + (wish - need) * share for wish, need in zip(wished, needed, strict=True)]
    return [need * inner / sum(needed) for need in needed]
