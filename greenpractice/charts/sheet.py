"""The sheet a chart is laid out on: it collects shapes and knows where words can still stand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from greenpractice.charts.geometry import (
    Anchor,
    Bounds,
    Box,
    Chart,
    ChartTable,
    Mark,
    Path,
    Point,
    Rule,
    Shape,
    Words,
)
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import SECONDARY, TEXT, WHITE

# Narrower than this many font sizes a chart would have to cut its labels.
NARROWEST = 34
_SMALL = 5 / 6  # of axis labels and notes: 10 points beside text of 12,
_SMALLEST = 9.0  # but no smaller than this unless all text is
_LINE = 1.3  # from one baseline to the next, in font sizes
_SLACK = 0.01  # what floats lose between measuring a text and giving it that much room
_NAMES, _LONG_NAMES = 0.3, 0.42  # shares of a chart's width for names at its left, the second for long ones
_PROBE = 3.0  # how closely a line is followed to see whether it runs through words, in points

Place: TypeAlias = tuple[float, float, Anchor]


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a key: a mark, a box for an area or a rule for a line, and what it stands for.

    Where the sign stands, and how large it is, does not matter; without one the text stands alone.
    """

    sign: Mark | Box | Rule | None
    text: str


class Sheet:
    """Shapes in the order they are drawn, on a sheet whose height is settled last."""

    def __init__(self, width: float, text_size: float, *, is_small: bool = False) -> None:
        if width < NARROWEST * text_size:
            raise ValueError(f"a chart with text of {text_size} must be {NARROWEST * text_size} wide or more")
        self.width = width
        self.size = text_size
        # a small chart has small text already
        self.small = text_size if is_small else max(text_size * _SMALL, min(text_size, _SMALLEST))
        self._shapes: list[Shape] = []
        self._taken: list[Bounds] = []
        self._lines: list[Sequence[Point]] = []

    def add(self, *shapes: Shape) -> None:
        """Draw; words will keep clear of words and marks, and of lines where they can."""
        for shape in shapes:
            if isinstance(shape, Words) and not shape.text:
                continue
            self._shapes.append(shape)
            if isinstance(shape, Words):
                self._taken.append(shape.bounds)
            elif isinstance(shape, Mark):
                half = shape.size / 2
                self._taken.append(Bounds(shape.x - half, shape.y - half, shape.x + half, shape.y + half))
            elif isinstance(shape, Path) and not shape.closed:
                self._lines.extend(shape.pieces)
            elif isinstance(shape, Rule) and shape.dash:  # undashed ones are the grid
                self._lines.append(((shape.x1, shape.y1), (shape.x2, shape.y2)))

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        small: bool = False,
        bold: bool = False,
        colour: str = TEXT,
        anchor: Anchor = "start",
    ) -> None:
        """One line of text with its baseline at `y`."""
        self.add(Words(x, y, text, self.small if small else self.size, bold, colour, anchor))

    def place(self, words: Words, places: Iterable[Place], within: Bounds) -> bool:
        """Set the words at the first place where nothing is in the way, else where the fewest lines cross.

        Returns False, and draws nothing, where every place is taken: the table has the figure.
        """
        best: tuple[int, Words] | None = None
        for x, y, anchor in places:
            moved = replace(words, x=x, y=y, anchor=anchor)
            bounds = moved.bounds
            if not within.holds(bounds) or any(bounds.overlaps(other) for other in self._taken):
                continue
            crossings = sum(_runs_through(line, bounds) for line in self._lines)
            if best is None or crossings < best[0]:
                best = (crossings, moved)
            if crossings == 0:
                break
        if best is None:
            return False
        if best[0]:
            self.add(best[1])
        else:
            self.add_clear(best[1])
        return True

    def add_clear(self, words: Words) -> None:
        """Draw words with the grid wiped away behind them."""
        bounds = words.bounds
        top, low = words.y - 0.75 * words.size, words.y + 0.2 * words.size
        self.add(Box(bounds.left, top, bounds.right - bounds.left, low - top, fill=WHITE), words)

    def sentences(self, y: float, texts: Iterable[str], *, left: float = 0.0) -> float:
        """Small paragraphs from the top `y` down; returns where they end."""
        for text in texts:
            for line in wrap(text, self.small, self.width - left):
                y += self.small * _LINE
                self.words(left, y - 0.3 * self.small, line, small=True, colour=SECONDARY)
        return y

    def key(self, y: float, entries: Sequence[Key], *, left: float = 0.0) -> float:
        """Signs with their meaning in a row, or in as many as it takes; returns where they end."""
        if not entries:
            return y
        x, sign, gap = left, self.small, self.small * 1.6
        y += self.small * _LINE
        for entry in entries:
            indent = 1.5 * sign if entry.sign else 0.0
            (text,) = wrap(entry.text, self.small, self.width - left - indent, most=1)
            step = indent + width_of(text, self.small)
            if x > left and x + step > self.width:
                x, y = left, y + self.small * _LINE
            if entry.sign:
                self.add(_moved(entry.sign, x, y - 0.36 * self.small, sign))
            self.words(x + indent, y, text, small=True, colour=SECONDARY)
            x += step + gap
        return y + 0.3 * self.small

    def chart(
        self,
        title: str,
        subtitle: str,
        alt: str,
        height: float,
        table: ChartTable,
        spots: Iterable[Bounds] = (),
        notes: Iterable[str] = (),
    ) -> Chart:
        """The finished chart; `spots` are where rows of the table stand, `notes` what has no room in it."""
        shapes = tuple(self._shapes)
        return Chart(title, subtitle, alt, self.width, height, shapes, table, tuple(spots), tuple(notes))

    def rows(self, count: int, height: float) -> list[Bounds]:
        """The spots of rows of one height from the top down."""
        return [Bounds(0, height * number, self.width, height * (number + 1)) for number in range(count)]


def clean(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())


def room_for_names(names: Iterable[str], size: float, width: float) -> float:
    """How wide the column of names at the left of a chart is: more where one needs it, never too much."""
    widest = max((width_of(clean(name), size) for name in names), default=0.0) + 0.8 * size
    return min(max(_NAMES * width, widest), _LONG_NAMES * width)


def wrap(text: str, size: float, room: float, *, bold: bool = False, most: int | None = None) -> list[str]:
    """Lines at most `room` wide. The last of `most` ends in … where more would follow, and so does a word
    wider than a line; the table under the chart has it whole."""
    lines: list[str] = []
    for word in clean(text).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold) <= room + _SLACK:
            lines[-1] = longer
        else:
            lines.append(word)
    if most is not None and len(lines) > most:
        lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    return [_cut(line, size, room, bold) for line in lines]


def fitting(text: str, size: float, room: float, bold: bool = False) -> float:
    """The size, or the smaller one at which the text is no wider than `room`."""
    return min(size, size * room / max(width_of(text, size, bold), 0.01))


def spread(
    centres: Sequence[float], widths: Sequence[float], left: float, right: float, gap: float
) -> list[float]:
    """Where labels start so that each is as near its centre (in rising order) as the others leave room."""
    starts: list[float] = []
    edge = left
    for centre, width in zip(centres, widths, strict=True):
        starts.append(max(centre - width / 2, edge))
        edge = starts[-1] + width + gap
    edge = right
    for number in range(len(starts) - 1, -1, -1):
        starts[number] = min(starts[number], edge - widths[number])
        edge = starts[number] - gap
    return starts


def message(
    title: str, subtitle: str, sentences: Sequence[str], width: float, text_size: float, table: ChartTable
) -> Chart:
    """What stands in a chart's place while there is nothing to draw: sentences that say why."""
    sheet = Sheet(width, text_size)
    end = sheet.sentences(0, sentences)
    return sheet.chart(title, subtitle, f"{title}. {' '.join(sentences)}".strip(), end, table)


def _cut(text: str, size: float, room: float, bold: bool) -> str:
    if width_of(text, size, bold) <= room + _SLACK:
        return text
    while text and width_of(f"{text}…", size, bold) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def _moved(sign: Mark | Box | Rule, x: float, y: float, size: float) -> Mark | Box | Rule:
    if isinstance(sign, Mark):
        return replace(sign, x=x + size / 2, y=y, size=size * 0.85)
    if isinstance(sign, Rule):
        return replace(sign, x1=x, y1=y, x2=x + size * 1.2, y2=y)
    return replace(sign, x=x, y=y - size * 0.4, width=size * 1.2, height=size * 0.8)


def _runs_through(line: Sequence[Point], bounds: Bounds) -> bool:
    return any(
        bounds.left < x < bounds.right and bounds.top < y < bounds.bottom
        for start, end in pairwise(line)
        for x, y in _along(start, end)
    )


def _along(start: Point, end: Point) -> Iterator[Point]:
    (x1, y1), (x2, y2) = start, end
    steps = int(max(abs(x2 - x1), abs(y2 - y1)) / _PROBE) + 1
    for step in range(steps + 1):
        share = step / steps
        yield x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
