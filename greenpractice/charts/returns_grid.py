"""N1, who sent what: a row for each practice, a word and a sign for each part of its return."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from greenpractice.charts.geometry import Chart, ChartTable, Mark, MarkKind, Rule, table_of
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import BORDER, SECONDARY, TEXT
from greenpractice.charts.sheet import Sheet, clean, wrap
from greenpractice.phrases import counted

PartState = Literal["complete", "part", "estimated", "missing"]
_WORDS = {"complete": "Complete", "part": "Part", "estimated": "Estimated", "missing": "No data"}
_SIGNS: dict[PartState, tuple[MarkKind, bool]] = {
    "complete": ("circle", True),
    "part": ("half_circle", True),
    "estimated": ("circle", False),
    "missing": ("dash", True),
}
_ROW, _DENSE_ROW = 1.75, 1.35  # in font sizes
_FEW_ROWS = 9  # more stand closer, so that the grid leaves room for another chart on its page
_LEADING = 1.15  # of the lines of a name, in sizes of their letters
_NAME, _VERSION = 0.215, 0.1  # shares of the width; a version that needs more has it


@dataclass(frozen=True, slots=True)
class GridRow:
    """One practice: the state of each part of its return, its version; nothing came: no parts."""

    name: str
    parts: tuple[PartState, ...]
    version: str


def returns_grid(
    rows: Sequence[GridRow],
    parts: Sequence[str],
    *,
    place: str,
    period: str,
    width: float,
    text_size: float = 12,
    title: str = "",
) -> Chart:
    """The grid; `parts` are the titles of the columns between the name and the version."""
    sheet = Sheet(width, text_size)
    sent = sum(1 for row in rows if row.parts)
    title = title or f"{sent} of {counted(len(rows), 'practice')} sent a return"
    versions = (width_of(row.version, sheet.small) for row in rows if row.parts)
    left, right = _NAME * width, width - max(_VERSION * width, *versions, 0.0)
    step = (right - left) / max(1, len(parts))
    columns = [left + step * number for number in range(len(parts))]
    y = 1.2 * sheet.small
    sheet.words(0, y, "Practice", small=True, bold=True)
    for x, part in zip(columns, parts, strict=True):
        sheet.words(x, y, part, small=True, bold=True)
    sheet.words(right, y, "Version", small=True, bold=True)
    y += 0.5 * sheet.small
    sheet.add(Rule(0, y, width, y, TEXT))
    for row in rows:
        name = _name_lines(row, sheet)
        row_height = _row_height(name, sheet, is_dense=len(rows) > _FEW_ROWS)
        middle = y + row_height / 2
        _draw_row(sheet, row, name, columns, right, middle)
        y += row_height
        sheet.add(Rule(0, y, width, y, BORDER))
    alt = f"Grid of returns for {clean(place)}, {period}: " + "; ".join(_said(row, parts) for row in rows)
    return sheet.chart(title, f"{clean(place)}, {period}", f"{alt}.", y + 2, _table(rows, parts))


def grids(
    rows: Sequence[GridRow], *, width: float, text_size: float, height: float
) -> Iterator[Sequence[GridRow]]:
    """The rows, so many at a time that a grid of them is at most so high; at least one of none."""
    sheet = Sheet(width, text_size)
    begun: list[GridRow] = []
    room = height
    for row in rows:
        high = _row_height(_name_lines(row, sheet), sheet, is_dense=True)
        if begun and high > room:
            yield begun
            begun, room = [], height
        begun.append(row)
        room -= high
    yield begun


def _name_lines(row: GridRow, sheet: Sheet) -> list[str]:
    """The whole name, in as many lines as it takes."""
    return wrap(clean(row.name), sheet.small, _NAME * sheet.width - sheet.small)


def _row_height(name: Sequence[str], sheet: Sheet, *, is_dense: bool) -> float:
    one = (_DENSE_ROW if is_dense else _ROW) * sheet.size
    return one + (len(name) - 1) * _LEADING * sheet.small


def _draw_row(
    sheet: Sheet, row: GridRow, name: Sequence[str], columns: Sequence[float], right: float, middle: float
) -> None:
    baseline = middle + 0.36 * sheet.small
    first = baseline - (len(name) - 1) / 2 * _LEADING * sheet.small
    for number, line in enumerate(name):
        sheet.words(0, first + number * _LEADING * sheet.small, line, small=True)
    if not row.parts:
        sheet.add(Mark(columns[0] + 0.45 * sheet.small, middle, 0.8 * sheet.small, "dash", SECONDARY))
        sheet.words(columns[0] + 1.2 * sheet.small, baseline, row.version, small=True, bold=True)
        return
    for x, state in zip(columns, row.parts, strict=True):
        kind, filled = _SIGNS[state]
        colour = SECONDARY if state == "missing" else TEXT
        sheet.add(Mark(x + 0.4 * sheet.small, middle, 0.75 * sheet.small, kind, colour, filled))
        sheet.words(x + 1.0 * sheet.small, baseline, _WORDS[state], small=True, colour=colour)
    sheet.words(right, baseline, row.version, small=True)


def _said(row: GridRow, parts: Sequence[str]) -> str:
    if not row.parts:
        return f"{clean(row.name)} {row.version}"
    states = (f"{part} {_WORDS[state].lower()}" for part, state in zip(parts, row.parts, strict=True))
    return f"{clean(row.name)} {row.version}, {', '.join(states)}"


def _table(rows: Sequence[GridRow], parts: Sequence[str]) -> ChartTable:
    def cells(row: GridRow) -> list[str | None]:
        words: list[str | None] = [_WORDS[state] for state in row.parts]
        return [row.name, *(words or [None] * len(parts)), row.version]

    headers = ("Practice", *parts, "Version")
    return table_of([(header, "") for header in headers], [cells(row) for row in rows])
