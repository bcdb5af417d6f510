"""A line of dots over time: joined where neighbours both have data, a gap and words where one has none."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from greenpractice.charts.axis import Plot
from greenpractice.charts.geometry import Bounds, Mark, Path, Point, Rule, Words
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import INHALERS, SECONDARY
from greenpractice.charts.sheet import Place, Sheet, wrap


@dataclass(frozen=True, slots=True)
class Dot:
    """One period's place and weight; None is no data, `why` is then written under the axis."""

    x: float
    kg: Decimal | None
    hollow: bool = False
    why: str = ""


def columns(plot: Plot, count: int) -> list[float]:
    """The middles of `count` columns of equal width."""
    step = (plot.area.right - plot.area.left) / max(count, 1)
    return [plot.area.left + step * (number + 0.5) for number in range(count)]


def spots(plot: Plot, count: int) -> list[Bounds]:
    """Where those columns stand, from the top of the chart to its axis."""
    step = (plot.area.right - plot.area.left) / max(count, 1)
    edges = [plot.area.left + step * number for number in range(count + 1)]
    return [Bounds(left, 0, right, plot.area.bottom) for left, right in pairwise(edges)]


def unbroken(plot: Plot, dots: Sequence[Dot]) -> list[list[Point]]:
    """The points of each stretch without a gap."""
    stretches: list[list[Point]] = [[]]
    for dot in dots:
        if dot.kg is None:
            stretches.append([])
        else:
            stretches[-1].append((dot.x, plot.y(dot.kg)))
    return [stretch for stretch in stretches if stretch]


def draw_dots(sheet: Sheet, plot: Plot, dots: Sequence[Dot], colour: str = INHALERS) -> None:
    """The line, then its dots on top; hollow ones are estimated."""
    pieces = tuple(tuple(stretch) for stretch in unbroken(plot, dots) if len(stretch) > 1)
    if pieces:
        sheet.add(Path(pieces, line=colour, thickness=sheet.size / 6))
    step = dots[1].x - dots[0].x if len(dots) > 1 else sheet.size
    size = min(0.65 * sheet.size, 0.7 * step)
    for dot in dots:
        if dot.kg is not None:
            sheet.add(Mark(dot.x, plot.y(dot.kg), size, "circle", colour, filled=not dot.hollow))


def say_gaps(sheet: Sheet, top: float, dots: Sequence[Dot], step: float) -> float:
    """The reasons under the axis, one for neighbours that share it; returns where they end."""
    low = top
    number = 0
    while number < len(dots):
        why, first = dots[number].why, number
        while number < len(dots) and dots[number].why == why:
            number += 1
        room = step * (number - first) - 0.3 * sheet.small
        if not why or room < max(width_of(word, sheet.small) for word in why.split()):
            continue
        y = top
        half = 0.42 * step
        ends = (dots[first].x - half, dots[number - 1].x + half)
        if number - first > 1:
            y += 0.15 * sheet.small
            sheet.add(Rule(ends[0], y, ends[1], y, SECONDARY, 0.75))
        for line in wrap(why, sheet.small, room):
            y += 1.1 * sheet.small
            sheet.words(sum(ends) / 2, y, line, small=True, colour=SECONDARY, anchor="middle")
        low = max(low, y + 0.3 * sheet.small)
    return low


def say_value(sheet: Sheet, plot: Plot, words: Words, point: Point, *, below_first: bool = False) -> bool:
    """Set a label near its dot: above or below it, beside it, or a little further off."""
    within = plot.area
    roomy = type(within)(within.left, within.top - 1.6 * sheet.size, sheet.width, within.bottom)
    return sheet.place(words, _around(point, words.size, below_first), roomy)


def _around(point: Point, size: float, below_first: bool) -> list[Place]:
    x, y = point
    above: list[Place] = []
    below: list[Place] = []
    for far in (0.75, 1.5, 2.4, 3.4):
        up, down = y - far * size, y + (far + 0.65) * size
        aside = 0.5 * size
        above += [(x, up, "middle"), (x + aside, up, "end"), (x - aside, up, "start")]
        below += [(x, down, "middle"), (x + aside, down, "end"), (x - aside, down, "start")]
    beside: list[Place] = [
        (x + 0.7 * size, y + 0.36 * size, "start"),
        (x - 0.7 * size, y + 0.36 * size, "end"),
    ]
    return [*below, *above, *beside] if below_first else [*above, *below, *beside]
