"""How a table is set: which rows are bold, how wide its columns are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from greenpractice.reports.text import Content, TextStyle, widest_line, widest_word

GAP = 10.0  # between columns, in points

# No column asks for more of the line than this before the others have what they need.
_WIDEST_SHARE = 0.5


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

    @property
    def bold_style(self) -> TextStyle:
        return replace(self.style, bold=True)

    def style_of(self, row: int) -> TextStyle:
        if row < self.header_rows or (self.total_row and row == len(self.rows) - 1):
            return self.bold_style
        return self.style

    def column_widths(self, width: float) -> list[float]:
        """Points per column, gaps not counted, filling the line."""
        inner = width - GAP * (len(self.align) - 1)
        if self.widths is not None:
            return [inner * share / sum(self.widths) for share in self.widths]
        columns = list(zip(*self.rows, strict=True))
        styles = [self.style_of(row) for row in range(len(self.rows))]
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
