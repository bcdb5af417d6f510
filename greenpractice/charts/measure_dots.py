"""One measure of every practice on one line each: a dot, what it was before, what is usual, and the value."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.cells import InWords
from greenpractice.charts.axis import round_step
from greenpractice.charts.geometry import Box, Cell, Chart, ChartTable, Mark, Rule, Unit, table_of
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import BORDER, INHALERS, SECONDARY, TEXT
from greenpractice.charts.sheet import Sheet, clean, message, wrap
from greenpractice.charts.side_by_side import Intensity
from greenpractice.numbers import exact, show
from greenpractice.phrases import counted

_ROW, _DENSE_ROW = 38 / 16, 24 / 16  # in font sizes
_FEW_ROWS = 12  # more stand closer
_MOST_NAME = 0.4  # of the width
_BAND = "#dfe5e8"
_FAR = Decimal("0.6")  # of the largest: where even the smallest is beyond it, the axis does not begin at 0


@dataclass(frozen=True, slots=True)
class Scale:
    """How values are told: `each` is one of the `name`, with so many decimals; `unit` is the table's."""

    name: str
    each: Decimal
    places: int
    unit: Unit
    after: str = ""

    def show(self, value: Decimal) -> str:
        """A value as it stands beside its dot."""
        with exact():
            return f"{show(value / self.each, self.places)}{self.after}"


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the practices: all of them together, and the middle half of them."""

    pooled: Decimal | None
    band: tuple[Decimal, Decimal] | None = None


def measure_dots(
    rows: Sequence[Intensity],
    beside: Beside,
    scale: Scale,
    *,
    what: str,
    period: str,
    width: float,
    text_size: float = 12,
) -> Chart:
    """From the highest value to the lowest, those without one last; the values stand in one column."""
    known = sorted((row for row in rows if row.now is not None), key=lambda row: (-(row.now or 0), row.name))
    without = sorted((row for row in rows if row.now is None), key=lambda row: row.name.casefold())
    table = _table([*known, *without], beside, scale)
    if not known:
        return message(
            f"{what}: no data", period, ["No practice has data for this."], width, text_size, table
        )
    sheet = Sheet(width, text_size)
    axis = _Axis(sheet, known, [row.name for row in rows], beside, scale)
    height = (_ROW if len(rows) <= _FEW_ROWS else _DENSE_ROW) * text_size
    axis.draw(top=1.8 * sheet.small, rows=len(rows), height=height, beside=beside)
    for number, row in enumerate([*known, *without]):
        _draw_row(sheet, row, axis, 1.8 * sheet.small + height * (number + 0.5))
    begins = f". Axis begins at {axis.begins}" if axis.least else ""
    hollow = ". Hollow: the period before" if any(row.before is not None for row in known) else ""
    subtitle = f"{what}, {period}{begins}{hollow}"
    said = "; ".join(f"{clean(row.name)} {scale.show(row.now)}" for row in known if row.now is not None)
    none = f" No data: {', '.join(clean(row.name) for row in without)}." if without else ""
    alt = f"Dot plot, {what}, {period}: {said}.{none}"
    return sheet.chart(_title(known, scale), subtitle, alt, axis.end, table)


def _title(known: Sequence[Intensity], scale: Scale) -> str:
    """How far they lie apart."""
    values = [row.now for row in known if row.now is not None]
    most, least = scale.show(max(values)), scale.show(min(values))
    practices, unit = counted(len(known), "practice"), f" {scale.name}".rstrip()
    if most == least:
        return f"{practices} at {most}{unit}"
    return f"{practices} between {least} and {most}{unit}"


class _Axis:
    """Where values stand between the names and the column of values."""

    def __init__(
        self, sheet: Sheet, known: Sequence[Intensity], names: Sequence[str], beside: Beside, scale: Scale
    ) -> None:
        self._sheet, self.scale = sheet, scale
        band = beside.band or ()
        values = [value for row in known for value in (row.now, row.before) if value is not None]
        values += [*band, *([] if beside.pooled is None else [beside.pooled])]
        with exact():
            largest, smallest = max(values) / scale.each, min(values) / scale.each
            apart = smallest > largest * _FAR and largest > smallest
            step = round_step(largest - smallest if apart else largest)
            self.least = (smallest / step).to_integral_value("ROUND_FLOOR") * step if apart else Decimal(0)
            count = max(1, int(((largest - self.least) / step).to_integral_value("ROUND_CEILING")))
            self._ticks = [self.least + step * number for number in range(count + 1)]
        self._places = max(0, -step.normalize().adjusted())
        widest = max(width_of(clean(name), sheet.size) for name in names)
        self.left = min(widest + 1.2 * sheet.size, _MOST_NAME * sheet.width)
        told = (width_of(scale.show(row.now), sheet.size, bold=True) for row in known if row.now is not None)
        self.values = sheet.width
        self.right = sheet.width - max(told) - 2 * sheet.size
        self.end = 0.0

    @property
    def begins(self) -> str:
        """Where it begins, in words."""
        return self._tick(self.least)

    def _tick(self, tick: Decimal) -> str:
        return f"{show(tick, self._places)}{self.scale.after}"

    def x(self, value: Decimal) -> float:
        """Where a value stands."""
        with exact():
            share = (value / self.scale.each - self.least) / (self._ticks[-1] - self.least)
        return self.left + float(share) * (self.right - self.left)

    def draw(self, *, top: float, rows: int, height: float, beside: Beside) -> None:
        """Band, grid, and the line of all together; their words above and below."""
        sheet, bottom = self._sheet, top + rows * height
        if beside.band is not None:
            left, right = (self.x(value) for value in beside.band)
            sheet.add(Box(left, top, right - left, bottom - top, fill=_BAND))
            lower, upper = (self.scale.show(value) for value in beside.band)
            self._words((left + right) / 2, sheet.small, f"middle half, {lower} to {upper}", SECONDARY)
        for tick in self._ticks:
            at = self.x(tick * self.scale.each)
            sheet.add(Rule(at, top, at, bottom, SECONDARY if tick == 0 else BORDER))
            self._words(at, bottom + 1.2 * sheet.small, self._tick(tick), SECONDARY)
        self.end = bottom + 1.6 * sheet.small
        if beside.pooled is not None:
            at = self.x(beside.pooled)
            sheet.add(Rule(at, top, at, bottom, TEXT, 1.5, (5, 3)))
            self._words(at, bottom + 2.5 * sheet.small, f"network {self.scale.show(beside.pooled)}", TEXT)
            self.end = bottom + 2.9 * sheet.small

    def _words(self, at: float, y: float, text: str, colour: str) -> None:
        sheet = self._sheet
        half = width_of(text, sheet.small) / 2
        sheet.words(
            min(max(at, half), sheet.width - half), y, text, small=True, colour=colour, anchor="middle"
        )


def _draw_row(sheet: Sheet, row: Intensity, axis: _Axis, middle: float) -> None:
    baseline = middle + 0.36 * sheet.size
    (name,) = wrap(clean(row.name), sheet.size, axis.left - sheet.size, most=1)
    if row.now is None:
        sheet.words(axis.left - 0.7 * sheet.size, baseline, name, colour=SECONDARY, anchor="end")
        sheet.words(axis.left + 0.5 * sheet.size, baseline, "No data", small=True, colour=SECONDARY)
        return
    sheet.words(axis.left - 0.7 * sheet.size, baseline, name, anchor="end")
    size = 0.85 * sheet.size
    if row.before is not None:
        sheet.add(Rule(axis.x(row.before), middle, axis.x(row.now), middle, INHALERS, 1.5))
        sheet.add(Mark(axis.x(row.before), middle, size, "circle", INHALERS, filled=False))
    sheet.add(Mark(axis.x(row.now), middle, size, "circle", INHALERS))
    sheet.words(axis.values, baseline, axis.scale.show(row.now), bold=True, anchor="end")


def _table(rows: Sequence[Intensity], beside: Beside, scale: Scale) -> ChartTable:
    """As exact as they are, or where the scale's unit is none of a table's as they are told."""

    def cell(value: Decimal | None) -> Cell:
        return InWords(scale.show(value), value) if value is not None and not scale.unit else value

    with_before = any(row.before is not None for row in rows)
    headers: list[tuple[str, Unit]] = [("Practice", ""), ("Now", scale.unit)]
    headers += [("Before", scale.unit)] if with_before else []
    cells: list[list[Cell]] = [[row.name, cell(row.now), cell(row.before)][: len(headers)] for row in rows]
    together: list[Cell] = ["Network", cell(beside.pooled), None]
    return table_of(headers, [*cells, together[: len(headers)]], totals=(len(cells),))
