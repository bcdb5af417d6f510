"""P4, the indicators: a ruler for each, its good end always on the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from greenpractice.cells import InWords
from greenpractice.charts.geometry import Bounds, Box, Chart, ChartTable, Mark, Rule, Words, table_of
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import BORDER, SECONDARY, TEXT
from greenpractice.charts.sheet import Key, Sheet, clean, fitting, message, spread, wrap
from greenpractice.charts.status import STATUS_SHAPES
from greenpractice.indicators.base import Result
from greenpractice.indicators.words import STATUS_WORDS, and_without, number_words, value_words
from greenpractice.periods import Period
from greenpractice.phrases import first_upper, joined, now_and_before, period_words, subtitle

HIDDEN = "Not shown (fewer than 5 patients)"
TO_CONFIRM = "Thresholds to be confirmed"
USUAL = "middle half of practices"
_DASH = (2.5, 2.0)
_BAND = 0.9  # heights in font sizes
_DIAMOND = 1.0
_THICK, _LEAST = 0.35, 0.6  # of the middle half of others: how thick it is, and how long at least


@dataclass(frozen=True, slots=True)
class Band:
    """The middle half of others of one indicator, and how it is told."""

    lower: Decimal
    upper: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Ruler:
    """One indicator as it may be shown: a hidden one has neither value nor status."""

    result: Result
    value: Decimal | None
    before: Decimal | None
    hidden: bool
    usual: Band | None = None

    @property
    def status(self) -> str:
        """In words."""
        return "Not shown" if self.hidden else STATUS_WORDS[self.result.status]

    @property
    def value_words(self) -> str:
        """What stands for the value."""
        if self.hidden:
            return HIDDEN
        return "No data" if self.value is None else value_words(self.result, self.value)

    @property
    def without(self) -> str:
        """What is in neither count, under the title."""
        said = "" if self.hidden else self.result.without
        return f"{said[:1].upper()}{said[1:]}"


def indicator_rulers(
    results: Sequence[Result],
    previous: Mapping[str, Decimal | None],
    *,
    place: str,
    period: Period,
    width: float,
    height: float | None = None,
    text_size: float = 12,
    hidden: frozenset[str] = frozenset(),
    usual: Mapping[str, Band] = MappingProxyType({}),
) -> Chart:
    """The chart of one period's indicators, with the values of the period before by indicator id.

    Indicators in `hidden` rest on so few patients that value, status and earlier value must not be shown.
    `height` is a wish: more room goes between the rulers. `usual` is the middle half of others, drawn as
    a thick part of the line.
    """
    rulers = [_ruler(result, previous, hidden, usual) for result in results]
    schemes = joined(sorted({result.thresholds.scheme for result in results}))
    under = subtitle(
        clean(place), period_words(period), f"with the thresholds of {schemes} as a guide" if schemes else ""
    )
    title, table = _title(rulers), _table(rulers)
    if not rulers:
        return message(title, under, ["There are no indicators to show."], width, text_size, table)
    sheet = Sheet(width, text_size)
    below = _key(Sheet(width, text_size), rulers, period, 0)
    titles = [_heading(ruler, sheet, alone=len(rulers) == 1) for ruler in rulers]
    pitches = [(1.35 * len(lines) + 4.6) * text_size for lines in titles]
    spare = max(0.0, (height or 0) - below - sum(pitches)) / len(rulers)
    y, spots = 0.0, []
    for ruler, lines, pitch in zip(rulers, titles, pitches, strict=True):
        _draw(sheet, ruler, lines, y)
        spots.append(Bounds(0, y, width, y + pitch))
        y += pitch + spare
    end = _key(sheet, rulers, period, y)
    return sheet.chart(title, under, _alt(rulers, place, period), end, table, spots)


def _ruler(
    result: Result,
    previous: Mapping[str, Decimal | None],
    hidden: frozenset[str],
    usual: Mapping[str, Band],
) -> Ruler:
    id = result.indicator.id
    if id in hidden:
        return Ruler(result, None, None, True, usual.get(id))
    return Ruler(result, result.value, previous.get(id), False, usual.get(id))


def _heading(ruler: Ruler, sheet: Sheet, *, alone: bool) -> list[str]:
    """What it shows, and the middle half of others in words.

    What one ruler is without stands in the title of the chart, where it is the only one with a value.
    """
    indicator = ruler.result.indicator
    width = sheet.width - _indent(indicator.id, sheet)
    below = "" if alone and ruler.value is not None else ruler.without
    without = wrap(below, sheet.size, width, most=2) if below else []
    others = f"; {USUAL} {ruler.usual.words}" if ruler.usual else ""
    return [*wrap(f"{indicator.title}{others}", sheet.size, width, most=2), *without]


def _indent(id: str, sheet: Sheet) -> float:
    return width_of(f"{id}  ", sheet.size, bold=True)


def _draw(sheet: Sheet, ruler: Ruler, lines: Sequence[str], y: float) -> None:
    """Title, value, band and ticks downwards from `y`; the status stands to the right of the band."""
    id = ruler.result.indicator.id
    for number, line in enumerate(lines):
        y += (1.2 if number == 0 else 1.35) * sheet.size
        if number == 0:
            sheet.words(0, y, id, bold=True)
        sheet.words(_indent(id, sheet), y, line)
    widths = [width_of(words, sheet.size) for words in STATUS_WORDS.values()]
    status_width = max(*widths, width_of(TO_CONFIRM, sheet.small)) + 1.5 * sheet.size
    right = sheet.width - status_width - 1.2 * sheet.size
    middle = y + 2.15 * sheet.size
    _draw_scale(sheet, ruler, 0.0, right, middle)
    left = sheet.width - status_width
    shape = STATUS_SHAPES["not_enough_data" if ruler.hidden else ruler.result.status]
    filled = shape != "circle"
    sheet.add(Mark(left + 0.5 * sheet.size, middle, sheet.size, shape, TEXT, filled))
    sheet.words(left + 1.5 * sheet.size, middle + 0.36 * sheet.size, ruler.status)
    if not ruler.result.thresholds.verified:
        text_x, text_y = left + 1.5 * sheet.size, middle + 1.85 * sheet.size
        sheet.words(text_x, text_y, TO_CONFIRM, small=True, colour=SECONDARY)


def _draw_scale(sheet: Sheet, ruler: Ruler, left: float, right: float, middle: float) -> None:
    result = ruler.result
    thresholds = result.thresholds
    inset = 0.7 * sheet.size
    x = _Scale(ruler, left + inset, right - inset)
    band = _BAND * sheet.size
    dash = () if thresholds.verified else _DASH
    start, end = x(thresholds.lower), x(thresholds.upper)
    sheet.add(Rule(left, middle, right, middle, SECONDARY))
    sheet.add(Box(start, middle - band / 2, end - start, band, fill=BORDER))
    if ruler.usual is not None:
        ends = sorted((x(ruler.usual.lower), x(ruler.usual.upper)))
        spare = max(0.0, _LEAST * sheet.size - (ends[1] - ends[0])) / 2
        thick = _THICK * sheet.size
        sheet.add(Rule(ends[0] - spare, middle, ends[1] + spare, middle, SECONDARY, thick))
    ticks = [(start, f"lower {number_words(result.indicator, thresholds.lower)}", dash)]
    ticks.append((end, f"upper {number_words(result.indicator, thresholds.upper)}", dash))
    if result.plan_target is not None:
        ticks.append(
            (x(result.plan_target), f"plan {number_words(result.indicator, result.plan_target)}", ())
        )
    ticks.sort(key=lambda tick: tick[0])
    low, text_y = middle + band / 2 + 0.25 * sheet.size, middle + 1.85 * sheet.size
    gap = 0.7 * sheet.small
    room = right - left - gap * (len(ticks) - 1)
    size = fitting("".join(text for _, text, _ in ticks), sheet.small, room)
    widths = [width_of(text, size) for _, text, _ in ticks]
    starts = spread([at for at, _, _ in ticks], widths, left, right, gap)
    for (at, text, dashes), text_start, text_width in zip(ticks, starts, widths, strict=True):
        sheet.add(Rule(at, middle - band / 2, at, low, TEXT, 1.25, dashes))
        sheet.add(Rule(at, low, text_start + text_width / 2, low + 0.35 * sheet.size, TEXT, 0.5))
        sheet.add(Words(text_start, text_y, text, size))
    _draw_value(sheet, ruler, x, middle, left, right)


def _draw_value(sheet: Sheet, ruler: Ruler, x: "_Scale", middle: float, left: float, right: float) -> None:
    size = _DIAMOND * sheet.size
    if ruler.before is not None:
        sheet.add(Mark(x(ruler.before), middle, size * 1.15, "diamond", TEXT, filled=False))
    baseline = middle - 0.85 * sheet.size
    if ruler.value is None:
        sheet.words(left, baseline, ruler.value_words, small=True, colour=SECONDARY)
        return
    at = x(ruler.value)
    sheet.add(Mark(at, middle, size * 0.9, "diamond", TEXT))
    half = width_of(ruler.value_words, sheet.size, bold=True) / 2
    sheet.words(
        min(max(at, left + half), right - half), baseline, ruler.value_words, bold=True, anchor="middle"
    )


class _Scale:
    """From a value to its place; whatever is better lies further to the right."""

    def __init__(self, ruler: Ruler, left: float, right: float) -> None:
        result = ruler.result
        shown = [
            result.thresholds.lower,
            result.thresholds.upper,
            ruler.value,
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


def _key(sheet: Sheet, rulers: Sequence[Ruler], period: Period, y: float) -> float:
    now, before = now_and_before(period)
    keys = [Key(Mark(0, 0, 0, "diamond", TEXT), now)]
    if any(ruler.before is not None for ruler in rulers):
        keys.append(Key(Mark(0, 0, 0, "diamond", TEXT, filled=False), before))
    keys.append(Key(Box(0, 0, 0, 0, fill=BORDER), "between the two thresholds"))
    if any(ruler.usual is not None for ruler in rulers):
        keys.append(Key(Rule(0, 0, 0, 0, SECONDARY, _THICK * sheet.size), USUAL))
    keys.append(Key(None, "further to the right is better"))
    return sheet.key(y, keys)


def _title(rulers: Sequence[Ruler]) -> str:
    shown = [ruler for ruler in rulers if not ruler.hidden]
    known = [ruler for ruler in shown if ruler.value is not None]
    if len(rulers) == 1 and known:
        words = STATUS_WORDS[known[0].result.status]
        told = f"{known[0].value_words}, {words[0].lower()}{words[1:]}{and_without(known[0].result)}"
        return f"{known[0].result.indicator.id}: {told}"
    hidden = len(rulers) - len(shown)
    if not known:
        return (
            "Too few patients or data for the indicators"
            if hidden
            else "Not enough data for the indicators yet"
        )
    left = [f"{count} {why}" for count, why in
            ((len(shown) - len(known), "without data"), (hidden, "not shown")) if count]  # fmt: skip
    if len(known) == 1:
        return f"The only indicator {'shown' if hidden else 'with data'} {_against(known[0].result)}"
    reached = sum(ruler.result.status == "upper_reached" for ruler in known)
    if reached == len(known) and not hidden:
        title = f"All {reached} upper thresholds reached"
    else:
        title = f"{reached or 'None'} of {len(known)} upper thresholds reached"
    return ", ".join([title, *left])


def _against(result: Result) -> str:
    """On which side of its thresholds an indicator is, and which side is the better one."""
    if result.status == "upper_reached":
        return "reaches its upper threshold"
    if result.status == "lower_reached":
        return "reaches only its lower threshold"
    if result.indicator.lower_is_better:
        return "is above both thresholds (lower is better)"
    return "is below both thresholds (higher is better)"


def _alt(rulers: Sequence[Ruler], place: str, period: Period) -> str:
    parts = []
    for ruler in rulers:
        words = "not shown" if ruler.hidden else f"{ruler.value_words}, {ruler.status.lower()}"
        words += "" if ruler.hidden else and_without(ruler.result)
        words += f", {USUAL} {ruler.usual.words}" if ruler.usual else ""
        parts.append(f"{ruler.result.indicator.id} {words}")
    return f"Rulers of the indicators for {clean(place)}, {period.words}: {'; '.join(parts)}."


def _table(rulers: Sequence[Ruler]) -> ChartTable:
    rows: list[tuple[str, ...]] = []
    for ruler in rulers:
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
        without = "" if ruler.hidden else and_without(result)
        name = f"{result.indicator.id} {result.indicator.title}{without}"
        others = ruler.usual.words if ruler.usual else ""
        value = InWords(ruler.value_words, None if ruler.hidden else ruler.value)
        rows.append((name, value, before, lower, upper, plan, ruler.status, others))
    titles = [
        "Indicator", "Value", "Before", "Lower threshold", "Upper threshold", "Green Plan", "Status",
        first_upper(USUAL),
    ]  # fmt: skip
    if not any(ruler.usual for ruler in rulers):
        titles, rows = titles[:-1], [row[:-1] for row in rows]
    return table_of([(title, "") for title in titles], rows)
