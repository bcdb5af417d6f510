"""F1, a list with bars: a name, a number, a bar from 0 and a share, the largest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlab.platypus import Flowable

from greenpractice.charts.bars import hatched
from greenpractice.charts.geometry import Box, Rule, Shape, Words
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import INHALERS, SECONDARY, TEXT
from greenpractice.numbers import exact
from greenpractice.reports.table_design import GAP, Picture
from greenpractice.reports.tables import table
from greenpractice.reports.text import Strong, TextStyle, widest_line

ROW = TextStyle(10.5, 13.5, after=0)
_PADDING = 1.6
_BAR, _LABEL, _BETWEEN = 0.62, 10.0, 6.0  # of a row; points
_LAST = 2.0  # how thick the line of a year ago is
_LEAST = 1.0  # a bar too short to be seen still shows where it is


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row: kg CO2e of which `estimated` is hatched, those of a year ago, and the words after the bar.

    `is_own` is the colour of inhalers.
    """

    name: str
    number: str
    kg: Decimal
    estimated: Decimal = Decimal(0)
    before: Decimal | None = None
    label: str = ""
    is_own: bool = False


def bar_room(rows: Sequence[BarRow], width: float) -> float:
    """Points for the longest bar in so much width, beside names, numbers and words."""
    name = max(widest_line(row.name, ROW) for row in rows)
    number = max(widest_line(Strong(row.number), ROW) for row in rows)
    label = max(width_of(row.label, _LABEL) for row in rows)
    return width - name - number - label - 2 * GAP - _BETWEEN - _LAST


def longest(rows: Sequence[BarRow]) -> Decimal:
    """The weight of the longest bar, or of the line of a year ago beyond it."""
    return max((max(row.kg, row.before or Decimal(0)) for row in rows), default=Decimal(0))


def bar_list(rows: Sequence[BarRow], width: float, scale: float) -> Flowable:
    """The list in so much width; `scale` is points for each kg, one for all lists of a report."""
    name = min(max(widest_line(row.name, ROW) for row in rows) + 1, 0.5 * width)
    number = max(widest_line(Strong(row.number), ROW) for row in rows) + 1
    rest = width - name - number - 2 * GAP
    return table(
        [[row.name, Strong(row.number), ""] for row in rows],
        header_rows=0,
        align="lrl",
        widths=(name, number, rest),
        style=ROW,
        rule="",
        padding=_PADDING,
        picture=Picture(2, rest, lambda number, _, height: bar_shapes(rows[number], height, scale)),
    )


def bar_shapes(row: BarRow, height: float, scale: float) -> list[Shape]:
    """The bar of a row from the left edge, the line of a year ago, and the words beside them."""
    thick, fill = _BAR * height, INHALERS if row.is_own else SECONDARY
    top, length = (height - thick) / 2, max(float(row.kg) * scale, _LEAST if row.kg else 0.0)
    with exact():
        certain = length * (float((row.kg - row.estimated) / row.kg) if row.kg else 1.0)
    shapes: list[Shape] = [Box(0, top, certain, thick, fill=fill)] if certain else []
    if row.estimated:
        shapes.append(hatched(certain, top, length - certain, thick, fill))
    end = length
    if row.before is not None:
        at = float(row.before) * scale
        shapes.append(Rule(at, top - 2, at, top + thick + 2, TEXT, _LAST))
        end = max(end, at)
    shapes.append(Rule(0, 0, 0, height, SECONDARY, 0.75))
    if row.label:
        middle = height / 2 + 0.36 * _LABEL
        shapes.append(Words(end + _BETWEEN, middle, row.label, _LABEL, colour=SECONDARY))
    return shapes
