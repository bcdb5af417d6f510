"""Horizontal bars from 0, each with its label at the end, on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.charts.geometry import Box, Rule
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import SECONDARY, WHITE
from greenpractice.charts.sheet import Sheet
from greenpractice.numbers import exact


@dataclass(frozen=True, slots=True)
class Bar:
    """A weight in kg; the `estimated` part of it is hatched, at the bar's end."""

    kg: Decimal
    estimated: Decimal
    colour: str
    label: str


def draw_bars(
    sheet: Sheet, bars: Sequence[Bar], left: float, right: float, middles: Sequence[float], thickness: float
) -> None:
    """Draw each bar around its middle height; the longest leaves room for its own label."""
    gap = 0.5 * sheet.size
    rooms = [right - left - gap - width_of(bar.label, sheet.size) for bar in bars]
    scale = min(
        (room / float(bar.kg) for bar, room in zip(bars, rooms, strict=True) if bar.kg > 0), default=0.0
    )
    for bar, middle in zip(bars, middles, strict=True):
        length, y = float(bar.kg) * scale, middle - thickness / 2
        with exact():
            certain = float(bar.kg - bar.estimated) * scale
        if bar.estimated < bar.kg:
            sheet.add(Box(left, y, certain, thickness, fill=bar.colour))
        if bar.estimated > 0:
            sheet.add(hatched(left + certain, y, length - certain, thickness, bar.colour))
        sheet.words(left + length + gap, middle + 0.36 * sheet.size, bar.label)
    if middles:
        sheet.add(Rule(left, middles[0] - thickness, left, middles[-1] + thickness, SECONDARY))


def hatched(x: float, y: float, width: float, height: float, colour: str) -> Box:
    """A box that says: estimated."""
    return Box(x, y, width, height, fill=WHITE, line=colour, hatched=True)
