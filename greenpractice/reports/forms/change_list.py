"""F2, what changed: from a start over causes with their sign to an end, with bars from a middle line."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlab.platypus import Flowable

from greenpractice.charts.geometry import Box, Rule, Shape
from greenpractice.charts.palette import TEXT, TURQUOISE
from greenpractice.phrases import CarbonUnit
from greenpractice.reports.forms.bar_list import ROW
from greenpractice.reports.table_design import GAP, Picture
from greenpractice.reports.tables import table
from greenpractice.reports.text import Content, Strong, widest_line

_PADDING = 1.1
_BAR, _EDGE = 0.62, 1.2
_LEAST = 1.0


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A cause and the kg CO2e it made, negative for less."""

    name: str
    kg: Decimal


def change_list(
    start: tuple[str, Decimal],
    causes: Sequence[ChangeRow],
    end: tuple[str, Decimal],
    unit: CarbonUnit,
    width: float,
) -> Flowable:
    """The list in so much width: both totals, and between them every cause.

    Small ones are seen, as none is on the scale of the totals.
    """
    names = [start[0], *(each.name for each in causes), end[0]]
    numbers = [unit.show(start[1]), *(unit.signed(each.kg) for each in causes), unit.show(end[1])]
    rows: list[list[Content]] = [
        [name, Strong(number), ""] for name, number in zip(names, numbers, strict=True)
    ]
    name = min(max(widest_line(Strong(each), ROW) for each in names) + 1, 0.62 * width)
    number = max(widest_line(Strong(each), ROW) for each in numbers) + 1
    rest = width - name - number - 2 * GAP
    return table(
        rows,
        header_rows=0,
        align="lrl",
        widths=(name, number, rest),
        style=ROW,
        rule="",
        padding=_PADDING,
        bold=(0,),
        total_row=True,
        picture=Picture(2, rest, ChangePicture([Decimal(0), *(each.kg for each in causes), Decimal(0)])),
    )


class ChangePicture:
    """The bars of changes by row, on one scale; rows of 0 are without a line."""

    def __init__(self, changes: Sequence[Decimal]) -> None:
        self.changes = changes
        self.less = float(max((-kg for kg in changes), default=Decimal(0)))
        self.more = float(max(changes, default=Decimal(0)))

    def __call__(self, row: int, width: float, height: float) -> list[Shape]:
        kg = self.changes[row]
        less, more = max(self.less, 0.0), max(self.more, 0.0)
        if not kg or not less + more:
            return []
        scale = (width - 2 * _EDGE) / (less + more)
        middle, thick = _EDGE + less * scale, _BAR * height
        length = max(abs(float(kg)) * scale, _LEAST)
        top, left = (height - thick) / 2, middle - length if kg < 0 else middle
        is_less = kg < 0
        bar = Box(
            left, top, length, thick, fill=TURQUOISE if is_less else None, line=None if is_less else TEXT
        )
        return [bar, Rule(middle, 0, middle, height, TEXT, 0.75)]
