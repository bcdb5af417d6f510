"""Every shape as the three things a painter must know: paths, discs and words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, pi, sin
from typing import TypeAlias

from greenpractice.charts.geometry import Box, Mark, Path, Point, Rule, Shape, Words
from greenpractice.charts.palette import WHITE

# Between two stripes of a hatching, measured along the edge; wide enough to survive a photocopy.
_STRIPE_STEP = 4.5
_STRIPE = 1.1
_OUTLINE = 1.25


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle, filled or outlined or both."""

    x: float
    y: float
    radius: float
    fill: str | None
    line: str | None = None
    thickness: float = 1


Drawn: TypeAlias = Path | Disc | Words


def drawn(shapes: Iterable[Shape]) -> Iterator[Drawn]:
    """What is to be painted, in order."""
    for shape in shapes:
        if isinstance(shape, Words | Path):
            yield shape
        elif isinstance(shape, Rule):
            points = ((shape.x1, shape.y1), (shape.x2, shape.y2))
            yield Path((points,), line=shape.colour, thickness=shape.thickness, dash=shape.dash)
        elif isinstance(shape, Box):
            yield from _box(shape)
        else:
            yield from _mark(shape)


def stripes(box: Box) -> tuple[tuple[Point, ...], ...]:
    """The hatching of a box: lines that rise to the right, cut at its edges."""
    lines = []
    count = int((box.width + box.height) / _STRIPE_STEP)
    for number in range(1, count + 1):
        along = number * _STRIPE_STEP
        start, end = min(along, box.height), min(along, box.width)
        low = (box.x + along - start, box.y + start)
        high = (box.x + end, box.y + along - end)
        if low[0] < high[0]:
            lines.append((low, high))
    return tuple(lines)


def _box(box: Box) -> Iterator[Drawn]:
    if box.width <= 0 or box.height <= 0:
        return
    right, bottom = box.x + box.width, box.y + box.height
    corners = ((box.x, box.y), (right, box.y), (right, bottom), (box.x, bottom))
    if box.fill:
        yield Path((corners,), fill=box.fill, closed=True)
    lines = stripes(box) if box.hatched else ()
    if lines:
        yield Path(lines, line=box.line, thickness=_STRIPE)
    if box.line:
        yield Path((corners,), line=box.line, closed=True, dash=box.dash)


def _mark(mark: Mark) -> Iterator[Drawn]:
    radius = mark.size / 2
    fill = mark.colour if mark.filled else WHITE
    match mark.kind:
        case "circle":
            yield Disc(mark.x, mark.y, radius - _OUTLINE / 2, fill, mark.colour, _OUTLINE)
        case "ticked_circle":
            yield Disc(mark.x, mark.y, radius, mark.colour)
            tick = ((-0.45, 0.05), (-0.1, 0.4), (0.5, -0.35))
            yield Path((_around(mark, tick),), line=WHITE, thickness=mark.size / 8)
        case "half_circle":
            yield Disc(mark.x, mark.y, radius - _OUTLINE / 2, WHITE, mark.colour, _OUTLINE)
            yield Path((_around(mark, _HALF),), fill=mark.colour, closed=True)
        case "dash":
            yield Path((_around(mark, ((-1, 0), (1, 0))),), line=mark.colour, thickness=mark.size / 6)
        case _:
            corners = _around(mark, _CORNERS[mark.kind])
            yield Path((corners,), line=mark.colour, fill=fill, closed=True, thickness=_OUTLINE)


def _around(mark: Mark, points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple((mark.x + x * mark.size / 2, mark.y + y * mark.size / 2) for x, y in points)


_HALF = tuple((0.9 * cos(step * pi / 12), 0.9 * sin(step * pi / 12)) for step in range(6, 19))
_CORNERS = {
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "triangle": ((0, -0.9), (0.95, 0.8), (-0.95, 0.8)),
    "triangle_down": ((0, 0.9), (0.95, -0.8), (-0.95, -0.8)),
    "square": ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
}
