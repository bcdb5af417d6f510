"""A vertical scale of carbon from 0: round steps, grid lines and their numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.charts.geometry import Bounds, Rule
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import BORDER, SECONDARY
from greenpractice.charts.sheet import Sheet
from greenpractice.numbers import exact, show
from greenpractice.phrases import CarbonUnit, carbon_unit

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_MOST_STEPS, _FEW_STEPS = 5, 3
_ZERO = Decimal(0)
LEAST_PLOT = 9  # how high a plot is at least, in font sizes


@dataclass(frozen=True, slots=True)
class Plot:
    """Where a chart's lines and bars stand, and how high a weight reaches."""

    area: Bounds
    unit: CarbonUnit
    y: Callable[[Decimal], float]
    begins: Decimal = _ZERO  # in its unit


def round_step(largest: Decimal, most: int = _MOST_STEPS) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20 ... (or 0.1, 0.2 ...) that reaches `largest` in `most` steps."""
    if largest <= 0:
        return Decimal(1)
    with exact():
        power = Decimal(1).scaleb((largest / most).adjusted())
        return next(power * step for step in _STEPS if power * step * most >= largest)


def draw_axis(
    sheet: Sheet, bottom: float, largest: Decimal, *, least: Decimal = _ZERO, is_small: bool = False
) -> Plot:
    """Grid lines across the sheet down to a height, numbered in the unit named above them.

    They begin at 0, or with `least` at the step below it: only lines may stand over such an axis, never
    bars, and who draws them says where it begins. Between that name and the highest line there is room for
    one label. An `is_small` one names no unit, which stands in the words of the chart then.
    """
    top = 1.4 * sheet.size + (0 if is_small else 1.3 * sheet.small)
    unit = carbon_unit(largest)
    with exact():
        step = round_step((largest - least) / unit.kg, _FEW_STEPS if is_small else _MOST_STEPS)
        first = int((least / unit.kg / step).to_integral_value("ROUND_FLOOR"))
        last = max(first + 1, int((largest / unit.kg / step).to_integral_value("ROUND_CEILING")))
        ticks = [step * number for number in range(first, last + 1)]
    labels = [show(tick) for tick in ticks]
    left = max(width_of(label, sheet.small) for label in labels) + 0.6 * sheet.small
    lowest, full = float(ticks[0] * unit.kg), float((ticks[-1] - ticks[0]) * unit.kg)

    def y(kg: Decimal) -> float:
        return bottom - (float(kg) - lowest) / full * (bottom - top)

    for tick, label in zip(ticks, labels, strict=True):
        height = y(tick * unit.kg)
        sheet.add(Rule(left, height, sheet.width, height, SECONDARY if tick == 0 else BORDER))
        sheet.words(
            left - 0.6 * sheet.small,
            height + 0.36 * sheet.small,
            label,
            small=True,
            colour=SECONDARY,
            anchor="end",
        )
    if not is_small:
        sheet.words(0, sheet.small, f"{unit.name} CO₂e", small=True, colour=SECONDARY)
    return Plot(Bounds(left, top, sheet.width, bottom), unit, y, ticks[0])
