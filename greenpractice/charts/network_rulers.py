"""N3, the indicators of a network: a ruler for each, a dot for every practice, a diamond for the pool."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from greenpractice.cells import InWords
from greenpractice.charts.geometry import Box, Chart, ChartTable, Mark, Rule, Unit, Words, table_of
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import BORDER, INHALERS, SECONDARY, TEXT
from greenpractice.charts.sheet import Key, Sheet, clean, spread, wrap
from greenpractice.indicators.base import Result
from greenpractice.indicators.words import STATUS_WORDS, and_without, number_words, value_words
from greenpractice.phrases import joined

_HIDDEN = InWords("Not shown", None)  # nor is it told by its place in a table
_BAND = 0.8  # heights in font sizes
_ROW = 5.3
_MOST_NAMED = 12  # more names than this would hide the dots


def network_rulers(
    pooled: Sequence[Result],
    practices: Mapping[str, Sequence[Result]],
    hidden: frozenset[tuple[str, str]] = frozenset(),
    *,
    place: str,
    period: str,
    width: float,
    text_size: float = 12,
) -> Chart:
    """The chart; `practices` are each one's results by short name, in the order of `pooled`.

    A (name, indicator id) in `hidden` rests on so few patients that it must not be shown; the pool's name
    is empty.
    """
    sheet = Sheet(width, text_size)
    y = 0.0
    alone = {id for name, id in hidden if not name}
    pooled = [replace(result, value=None) if result.indicator.id in alone else result for result in pooled]
    for number, result in enumerate(pooled):
        dots = [
            (name, results[number].value)
            for name, results in practices.items()
            if results[number].value is not None and (name, result.indicator.id) not in hidden
        ]
        _draw(sheet, result, [(name, value) for name, value in dots if value is not None], y)
        y += _ROW * text_size
    keys = [Key(Mark(0, 0, 0, "diamond", TEXT), "network, pooled")]
    keys.append(Key(Mark(0, 0, 0, "circle", INHALERS), "a practice"))
    keys.append(Key(Box(0, 0, 0, 0, fill=BORDER), "between the two thresholds"))
    keys.append(Key(None, "further to the right is better"))
    end = sheet.key(y, keys)
    known = [result for result in pooled if result.value is not None]
    reached = sum(1 for result in known if result.status == "upper_reached")
    title = f"{reached or 'None'} of {len(known)} upper thresholds reached by the network together"
    title = title if known else "Not enough data for the indicators yet"
    table = _table(pooled, practices, hidden)
    return sheet.chart(title, f"{clean(place)}, {period}", _alt(pooled, place, period), end, table)


def _draw(sheet: Sheet, result: Result, dots: Sequence[tuple[str, Decimal]], y: float) -> None:
    id = result.indicator.id
    y += 1.2 * sheet.size
    sheet.words(0, y, id, bold=True)
    indent = width_of(f"{id}  ", sheet.size, bold=True)
    value = _cell(result)
    status = f"{value}, {STATUS_WORDS[result.status][:1].lower()}{STATUS_WORDS[result.status][1:]}"
    status = value if result.value is None else status
    room = sheet.width - indent - width_of(status, sheet.size, bold=True) - sheet.size
    (title,) = wrap(result.indicator.title, sheet.size, room, most=1)
    sheet.words(indent, y, title)
    sheet.words(sheet.width, y, status, bold=True, anchor="end")
    middle = y + 2.4 * sheet.size
    scale = _scale(result, [value for _, value in dots], sheet.size, sheet.width - sheet.size)
    limits = result.thresholds
    band, start, end = _BAND * sheet.size, scale(limits.lower), scale(limits.upper)
    sheet.add(Rule(0, middle, sheet.width, middle, SECONDARY))
    sheet.add(Box(min(start, end), middle - band / 2, abs(end - start), band, fill=BORDER))
    _ticks(sheet, result, scale, middle)
    if len(dots) <= _MOST_NAMED:
        _names(sheet, [(name, scale(value)) for name, value in dots], middle)
    for _, value_of in dots:
        sheet.add(Mark(scale(value_of), middle, 0.6 * sheet.size, "circle", INHALERS))
    if result.value is not None:
        sheet.add(Mark(scale(result.value), middle, 0.95 * sheet.size, "diamond", TEXT))


def _ticks(sheet: Sheet, result: Result, scale: "_Scale", middle: float) -> None:
    limits, indicator = result.thresholds, result.indicator
    dash = () if limits.verified else (2.5, 2.0)
    confirm = "" if limits.verified else "*"
    ticks = [(scale(limits.lower), f"lower {number_words(indicator, limits.lower)}{confirm}", dash)]
    ticks.append((scale(limits.upper), f"upper {number_words(indicator, limits.upper)}{confirm}", dash))
    if result.plan_target is not None:
        ticks.append((scale(result.plan_target), f"plan {number_words(indicator, result.plan_target)}", ()))
    ticks.sort(key=lambda tick: tick[0])
    widths = [width_of(text, sheet.small) for _, text, _ in ticks]
    starts = spread([at for at, _, _ in ticks], widths, 0, sheet.width, 0.7 * sheet.small)
    half = _BAND * sheet.size / 2
    for (at, text, dashes), start, wide in zip(ticks, starts, widths, strict=True):
        low = middle + half + 0.2 * sheet.size
        sheet.add(Rule(at, middle - half, at, low, TEXT, 1.25, dashes))
        sheet.add(Rule(at, low, start + wide / 2, low + 0.3 * sheet.size, TEXT, 0.5))
        sheet.add(Words(start, middle + 1.75 * sheet.size, text, sheet.small))


def _names(sheet: Sheet, dots: Sequence[tuple[str, float]], middle: float) -> None:
    """Each short name above its dot, moved aside as far as the others need; none where they do not fit."""
    ordered = sorted(dots, key=lambda dot: dot[1])
    size = sheet.small
    widths = [width_of(name, size) for name, _ in ordered]
    gap = 0.6 * size
    if not ordered or sum(widths) + gap * (len(widths) - 1) > sheet.width:
        return
    starts = spread([at for _, at in ordered], widths, 0, sheet.width, gap)
    baseline = middle - 1.3 * sheet.size
    for (name, at), start, wide in zip(ordered, starts, widths, strict=True):
        sheet.add(
            Rule(at, middle - 0.3 * sheet.size, start + wide / 2, baseline + 0.2 * size, SECONDARY, 0.5)
        )
        sheet.add(Words(start, baseline, name, size, colour=SECONDARY))


class _Scale:
    """From a value to its place; whatever is better lies further to the right."""

    def __init__(self, worst: float, best: float, left: float, right: float) -> None:
        self._worst, self._best, self._left, self._right = worst, best, left, right

    def __call__(self, value: Decimal) -> float:
        share = (float(value) - self._worst) / (self._best - self._worst)
        return self._left + share * (self._right - self._left)


def _scale(result: Result, values: Sequence[Decimal], left: float, right: float) -> _Scale:
    shown = [result.thresholds.lower, result.thresholds.upper, result.value, result.plan_target, *values]
    numbers = [float(value) for value in shown if value is not None]
    margin = 0.06 * (max(numbers) - min(numbers))
    low, high = max(0.0, min(numbers) - margin), max(numbers) + margin
    if result.indicator.unit == "share" and max(numbers) <= 1:
        high = min(1.0, high)
    worst, best = (high, low) if result.indicator.lower_is_better else (low, high)
    return _Scale(worst, best, left, right)


def short_name(name: str) -> str:
    """A practice's name without the words that many share, to stand beside a dot."""
    words = [word for word in clean(name).split() if word.lower().strip("().,") not in _COMMON]
    kept = " ".join(words[:2]) or clean(name)
    return kept if len(kept) <= 16 else f"{kept[:15]}…"


_COMMON = {
    "surgery", "practice", "medical", "centre", "health", "group", "the", "doctors", "dr", "drs",
    "partnership",
    "and", "partners", "gp", "care", "primary", "house", "clinic",
}  # fmt: skip


def _alt(pooled: Sequence[Result], place: str, period: str) -> str:
    said = []
    for result in pooled:
        value = "no data" if result.value is None else value_words(result, result.value)
        status = f", {STATUS_WORDS[result.status].lower()}" if result.value is not None else ""
        said.append(f"{result.indicator.id} {value}{status}{and_without(result)}")
    return f"Rulers of the pooled indicators for {clean(place)}, {period}: {joined(said)}."


def _table(
    pooled: Sequence[Result], practices: Mapping[str, Sequence[Result]], hidden: frozenset[tuple[str, str]]
) -> ChartTable:
    rows: list[list[str]] = [["Network", *(_cell(result) for result in pooled)]]
    for name, results in practices.items():
        rows.append(
            [name, *(_HIDDEN if (name, each.indicator.id) in hidden else _cell(each) for each in results)]
        )
    headers: list[tuple[str, Unit]] = [("Practice", ""), *((result.indicator.id, "") for result in pooled)]
    return table_of(headers, rows, totals=(0,))


def _cell(result: Result) -> str:
    if result.value is None:  # counts without a value are those that must not be shown
        return "No data" if result.numerator is None else _HIDDEN
    return InWords(f"{value_words(result, result.value)}{and_without(result)}", result.value)
