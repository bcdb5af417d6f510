"""F3, rulers: an indicator a row, with its name and value, where it lies beside its levels, its status."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportlab.platypus import Flowable

from greenpractice.charts.geometry import Box, Mark, Rule, Shape, Words
from greenpractice.charts.indicator_rulers import USUAL, Band
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import SECONDARY, TEXT
from greenpractice.charts.sheet import Key, spread
from greenpractice.charts.status import STATUS_SHAPES
from greenpractice.indicators import INDICATOR_BY_ID
from greenpractice.indicators.base import Result, Status
from greenpractice.indicators.words import number_words, value_words
from greenpractice.phrases import first_upper
from greenpractice.reports.blocks import Block
from greenpractice.reports.canvas import TaggedCanvas
from greenpractice.reports.marks import draw_marks
from greenpractice.reports.structure import Element
from greenpractice.reports.text import BORDER, KEY, SMALL, Line, TextStyle, break_lines, colour, draw_lines
from greenpractice.small_numbers import NOT_SHOWN

BAND = "#dfe5e8"
LEVEL_WORDS: dict[Status, str] = {
    "upper_reached": "Upper level",
    "lower_reached": "Lower level",
    "not_reached": "Not reached yet",
    "not_enough_data": "No figures",
}
_NAME, _VALUE = TextStyle(10.5, 13.5, bold=True), TextStyle(14, 17, bold=True)
_COLUMNS = (0.345, 0.115, 0.33, 0.21)  # of the width: name, value, ruler, status
_GAP, _SIGN, _TICK = 10.0, 10.0, 10.0
_DASH = (2.5, 2.0)
_THICK = 3.0  # of the middle half of others


@dataclass(frozen=True, slots=True)
class RulerRow:
    """One indicator; `before` is its earlier value, `usual` the middle half of others."""

    result: Result
    is_hidden: bool
    before: Decimal | None
    when: str
    usual: Band | None

    @property
    def name(self) -> str:
        """What a partner calls it."""
        indicator = self.result.indicator
        return INDICATOR_BY_ID[indicator.id].plain or indicator.title

    @property
    def below(self) -> str:
        """Its code, and what it counts."""
        id = self.result.indicator.id
        return " · ".join(part for part in (id, INDICATOR_BY_ID[id].counted_as) if part)

    @property
    def without(self) -> str:
        """What is in neither count."""
        return "" if self.is_hidden else self.result.without

    @property
    def value(self) -> str:
        """Its value in words; "" without one."""
        if self.is_hidden or self.result.value is None:
            return ""
        return value_words(self.result, self.result.value)

    @property
    def status(self) -> str:
        """Which level is reached."""
        return first_upper(NOT_SHOWN) if self.is_hidden else LEVEL_WORDS[self.result.status]

    @property
    def alt(self) -> str:
        """What the ruler shows."""
        result, limits = self.result, self.result.thresholds
        levels = [f"lower level {number_words(result.indicator, limits.lower)}"]
        levels.append(f"upper level {number_words(result.indicator, limits.upper)}")
        levels[-1] += "" if limits.verified else ", both to be confirmed"
        if result.plan_target is not None:
            levels.append(f"Green Plan {number_words(result.indicator, result.plan_target)}")
        if self.before is not None:
            levels.append(f"{self.when} {number_words(result.indicator, self.before)}")
        if self.usual is not None:
            levels.append(f"{USUAL} {self.usual.words}")
        return first_upper("; ".join(levels))


class Rulers(Block):
    """Rulers below one another; a table of four columns that stands on one page."""

    def __init__(self, rows: Sequence[RulerRow], pitch: float) -> None:
        super().__init__(replace(SMALL, after=7))
        self.rows = rows
        self.pitch = pitch

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        inner = available_width - _GAP * (len(_COLUMNS) - 1)
        self.columns = [inner * share for share in _COLUMNS]
        self.below = [break_lines(row.below, KEY, self.columns[0])[:2] for row in self.rows]
        self.pitches = [self.pitch + (len(lines) - 1) * KEY.leading for lines in self.below]
        self.height = sum(self.pitches)
        return self.width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        table, top = canvas.tree.element("Table"), self.height
        for row, below, pitch in zip(self.rows, self.below, self.pitches, strict=True):
            self._draw_row(canvas, row, below, top, pitch, canvas.tree.element("TR", table))
            top -= pitch

    def _draw_row(
        self,
        canvas: TaggedCanvas,
        row: RulerRow,
        below: Sequence[Line],
        top: float,
        pitch: float,
        element: Element,
    ) -> None:
        name, value, ruler, _ = self.columns
        head = canvas.tree.element("TH", element, scope="Row")
        inset = (self.pitch - _NAME.leading - KEY.leading) / 2
        with canvas.marked(head):
            draw_lines(canvas, break_lines(row.name, _NAME, name)[:1], _NAME, 0, top - inset)
        with canvas.marked(head):
            draw_lines(canvas, below, KEY, 0, top - inset - _NAME.leading)
        at, middle = name + _GAP, top - self.pitch / 2
        cell = canvas.tree.element("TD", element)
        said = break_lines(row.value, _fitting(row.value, value), value)[:1]
        if said:
            with canvas.marked(cell):
                style = _fitting(row.value, value)
                draw_lines(canvas, said, style, at, middle + style.leading / 2, right=at + value)
        at += value + 2 * _GAP
        cell = canvas.tree.element("TD", element)
        cell.alt = row.alt
        draw_marks(canvas, ruler_shapes(row, ruler - _GAP), cell, at, middle + 3)
        at += ruler
        cell = canvas.tree.element("TD", element)
        kind = STATUS_SHAPES["not_enough_data" if row.is_hidden else row.result.status]
        draw_marks(canvas, [Mark(_SIGN / 2, 0, _SIGN, kind, TEXT, kind != "circle")], cell, at, middle)
        with canvas.marked(cell):
            lines = break_lines(row.status, SMALL, self.columns[3])[:1]
            draw_lines(canvas, lines, SMALL, at + 1.6 * _SIGN, middle + SMALL.leading / 2)
        with canvas.artifact():
            canvas.setStrokeColor(colour(BORDER))
            canvas.setLineWidth(0.5)
            canvas.line(0, top - pitch, self.width, top - pitch)


def _fitting(words: str, width: float) -> TextStyle:
    """The value's style, smaller where its words are long."""
    size = min(_VALUE.size, _VALUE.size * width / max(width_of(words, _VALUE.size, bold=True), 0.01))
    return replace(_VALUE, size=size)


def ruler_shapes(row: RulerRow, width: float) -> list[Shape]:
    """The line, its levels with their numbers, and the marks, around a middle at y 0; right is better."""
    result, limits = row.result, row.result.thresholds
    numbers = [limits.lower, limits.upper, result.plan_target, row.before]
    numbers += [] if row.is_hidden else [result.value]
    numbers += [row.usual.lower, row.usual.upper] if row.usual else []
    known = [float(each) for each in numbers if each is not None]
    inset = 0.1 * width
    low, high = min(known), max(known)
    worst, best = (high, low) if result.indicator.lower_is_better else (low, high)

    def x(value: Decimal) -> float:
        return inset + (float(value) - worst) / ((best - worst) or 1.0) * (width - 2 * inset)

    start, end = x(limits.lower), x(limits.upper)
    shapes: list[Shape] = [
        Box(min(start, end), -5, abs(end - start), 10, fill=BAND),
        Rule(0, 0, width, 0, SECONDARY, 1),
    ]
    if row.usual is not None:
        ends = sorted((x(row.usual.lower), x(row.usual.upper)))
        shapes.append(Rule(ends[0] - 1, 0, ends[1] + 1, 0, SECONDARY, _THICK))
    ticks = [(start, number_words(result.indicator, limits.lower), limits.verified)]
    ticks.append((end, number_words(result.indicator, limits.upper), limits.verified))
    if result.plan_target is not None:
        ticks.append(
            (x(result.plan_target), f"plan {number_words(result.indicator, result.plan_target)}", True)
        )
    ticks.sort(key=lambda tick: tick[0])
    widths = [width_of(text, _TICK) for _, text, _ in ticks]
    starts = spread([at for at, _, _ in ticks], widths, 0, width, 4)
    for (at, text, is_verified), left in zip(ticks, starts, strict=True):
        shapes.append(Rule(at, -6, at, 6, TEXT, 1.25, () if is_verified else _DASH))
        shapes.append(Words(left, 7 + 0.8 * _TICK, text, _TICK, colour=SECONDARY))
    if row.before is not None and not row.is_hidden:
        shapes.append(Mark(x(row.before), 0, 11, "diamond", TEXT, filled=False))
    if result.value is not None and not row.is_hidden:
        shapes.append(Mark(x(result.value), 0, 12, "diamond", TEXT))
    return shapes


def key_of(rows: Sequence[RulerRow], now: str) -> list[Key]:
    """What the marks of rulers mean, as far as they are there."""
    shown = [row for row in rows if not row.is_hidden]
    keys = [Key(Mark(0, 0, 0, "diamond", TEXT), now)]
    earlier = next((row.when for row in shown if row.before is not None), "")
    if earlier:
        keys.append(Key(Mark(0, 0, 0, "diamond", TEXT, filled=False), earlier))
    keys.append(Key(Box(0, 0, 0, 0, fill=BAND), "lower to upper level"))
    if any(not row.result.thresholds.verified for row in rows):
        keys.append(Key(Rule(0, 0, 0, 0, TEXT, 1.25, _DASH), "to be confirmed"))
    if any(row.usual is not None for row in rows):
        keys.append(Key(Rule(0, 0, 0, 0, SECONDARY, _THICK), USUAL))
    return [*keys, Key(None, "further right is better")]


def rulers(rows: Sequence[RulerRow], pitch: float) -> Flowable:
    """A ruler each, so many points high."""
    return Rulers(rows, pitch)
