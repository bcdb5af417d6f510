"""P4, an indicator as a ruler, its good end always on the right; name, value and status stand beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from greenpractice.cells import InWords
from greenpractice.charts.geometry import Bounds, Box, Chart, ChartTable, Mark, Rule, Words, table_of
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import BAND, BEYOND, SECONDARY, TEXT
from greenpractice.charts.sheet import Sheet, clean, fitting, spread
from greenpractice.indicators.base import Result
from greenpractice.indicators.words import STATUS_WORDS, and_without, number_words, value_words
from greenpractice.periods import Period
from greenpractice.phrases import first_upper, lower_first, now_and_before, period_words, subtitle

USUAL = "middle half of practices"
_BAND, _DIAMOND = 1.7, 1.2  # heights in font sizes
_ABOVE, _BELOW = 1.25, 1.5  # for the word over the mark, and for those of the thresholds
_DASH = (2.5, 2.0)


@dataclass(frozen=True, slots=True)
class Band:
    """The middle half of others of one indicator, and how it is told."""

    lower: Decimal
    upper: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Ruler:
    """One indicator, its value of the period before, and what is usual of it."""

    result: Result
    before: Decimal | None
    usual: Band | None = None

    @property
    def value_words(self) -> str:
        """What stands for the value."""
        value = self.result.value
        return "No data" if value is None else value_words(self.result, value)


def indicator_ruler(
    result: Result,
    previous: Mapping[str, Decimal | None],
    *,
    place: str,
    period: Period,
    width: float,
    text_size: float = 12,
    usual: Mapping[str, Band] = MappingProxyType({}),
) -> Chart:
    """The ruler of one indicator. The good end is right; now is filled, the period before hollow."""
    id = result.indicator.id
    ruler = Ruler(result, previous.get(id), usual.get(id))
    sheet = Sheet(width, text_size, is_small=True)
    _draw(sheet, ruler)
    now, before = now_and_before(period)
    guide = f"with the thresholds of {result.thresholds.scheme} as a guide"
    marks = f"filled: {now}, hollow: {before}"
    under = subtitle(clean(place), period_words(period), guide, marks)
    height = (_ABOVE + _BAND + _BELOW) * text_size
    spots = [Bounds(0, 0, width, height)]
    return sheet.chart(_title(ruler), under, _alt(ruler, place, period), height, _table(ruler), spots)


def _draw(sheet: Sheet, ruler: Ruler) -> None:
    result, size = ruler.result, sheet.size
    limits, inset = result.thresholds, 0.8 * size
    x = _Scale(ruler, inset, sheet.width - inset)
    top, low = _ABOVE * size, (_ABOVE + _BAND) * size
    lower, upper, right = x(limits.lower), x(limits.upper), sheet.width
    for start, end, fill in ((lower, upper, BAND), (upper, right, BEYOND)):
        sheet.add(Box(start, top, end - start, low - top, fill=fill, line=SECONDARY))
    sheet.add(Rule(0, low, right, low, TEXT, 1.5))
    if ruler.usual is not None:
        ends = sorted((x(ruler.usual.lower), x(ruler.usual.upper)))
        spare = max(0.0, 0.6 * size - (ends[1] - ends[0])) / 2
        sheet.add(Rule(ends[0] - spare, low - 2, ends[1] + spare, low - 2, SECONDARY, 0.3 * size))
    _ticks(sheet, ruler, x, top, low)
    middle = (top + low) / 2
    if ruler.before is not None:
        sheet.add(Mark(x(ruler.before), middle, _DIAMOND * size, "diamond", TEXT, filled=False))
    if result.value is not None:
        at, half = x(result.value), width_of("now", size, bold=True) / 2
        sheet.add(Mark(at, middle, _DIAMOND * size, "diamond", TEXT))
        where = min(max(at, half), right - half)
        sheet.words(where, top - 0.3 * size, "now", bold=True, anchor="middle")


def _ticks(sheet: Sheet, ruler: Ruler, x: "_Scale", top: float, low: float) -> None:
    """The thresholds and the plan's target, each with its words below."""
    result, size = ruler.result, sheet.size
    limits, told = result.thresholds, result.indicator
    dash = () if limits.verified else _DASH
    ticks = [
        (x(limits.lower), f"lower {number_words(told, limits.lower)}", dash),
        (x(limits.upper), f"upper {number_words(told, limits.upper)}", dash),
    ]
    if result.plan_target is not None:
        ticks.append((x(result.plan_target), f"plan {number_words(told, result.plan_target)}", ()))
    ticks.sort(key=lambda tick: tick[0])
    gap = 0.7 * size
    font = fitting("".join(text for _, text, _ in ticks), size, sheet.width - gap * (len(ticks) - 1))
    widths = [width_of(text, font) for _, text, _ in ticks]
    starts = spread([at for at, _, _ in ticks], widths, 0, sheet.width, gap)
    for (at, text, dashes), start in zip(ticks, starts, strict=True):
        sheet.add(Rule(at, top, at, low + 0.25 * size, TEXT, 1.25, dashes))
        sheet.add(Words(start, low + 1.25 * size, text, font, colour=SECONDARY))


class _Scale:
    """From a value to its place; whatever is better lies further to the right."""

    def __init__(self, ruler: Ruler, left: float, right: float) -> None:
        result = ruler.result
        shown = [
            result.thresholds.lower,
            result.thresholds.upper,
            result.value,
            ruler.before,
            result.plan_target,
            *((ruler.usual.lower, ruler.usual.upper) if ruler.usual else ()),
        ]
        numbers = [float(value) for value in shown if value is not None]
        low, high = min(numbers), max(numbers)
        margin = 0.12 * (high - low)
        # No indicator can be below 0; a share above 1 is a slip that still has to be drawn.
        low, high = max(0.0, low - margin), high + margin
        if result.indicator.unit == "share" and max(numbers) <= 1:
            high = min(1.0, high)
        self._worst, self._best = (high, low) if result.indicator.lower_is_better else (low, high)
        self._left, self._right = left, right

    def __call__(self, value: Decimal) -> float:
        share = (float(value) - self._worst) / (self._best - self._worst)
        return self._left + share * (self._right - self._left)


def _title(ruler: Ruler) -> str:
    result = ruler.result
    if result.value is None:
        return f"{result.indicator.id}: not enough data yet"
    status = lower_first(STATUS_WORDS[result.status])
    return f"{result.indicator.id}: {ruler.value_words}, {status}{and_without(result)}"


def _alt(ruler: Ruler, place: str, period: Period) -> str:
    result = ruler.result
    said = f"{ruler.value_words}, {STATUS_WORDS[result.status].lower()}{and_without(result)}"
    others = f", {USUAL} {ruler.usual.words}" if ruler.usual else ""
    return f"Ruler of {result.indicator.id} for {clean(place)}, {period.words}: {said}{others}."


def _table(ruler: Ruler) -> ChartTable:
    result, limits = ruler.result, ruler.result.thresholds
    confirm = "" if limits.verified else " (to be confirmed)"
    before, plan = (
        "" if value is None else InWords(number_words(result.indicator, value), value)
        for value in (ruler.before, result.plan_target)
    )
    lower, upper = (
        InWords(number_words(result.indicator, value) + confirm, value)
        for value in (limits.lower, limits.upper)
    )
    name = f"{result.indicator.id} {result.indicator.title}{and_without(result)}"
    value = InWords(ruler.value_words, result.value)
    row = [name, value, before, lower, upper, plan, STATUS_WORDS[result.status]]
    titles = ["Indicator", "Value", "Before", "Lower threshold", "Upper threshold", "Green Plan", "Status"]
    if ruler.usual is not None:
        titles, row = [*titles, first_upper(USUAL)], [*row, ruler.usual.words]
    return table_of([(title, "") for title in titles], [row])
