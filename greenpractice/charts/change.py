"""P3, what changed since this time last year: two totals and the steps between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.comparing import Comparison
from greenpractice.carbon.like_for_like import Alike
from greenpractice.charts.axis import Plot, draw_axis
from greenpractice.charts.dots import columns, spots
from greenpractice.charts.geometry import Box, Chart, ChartTable, Mark, MarkKind, Rule, Words, table_of
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import INHALERS, ORANGE, SECONDARY, TURQUOISE
from greenpractice.charts.sheet import Sheet, clean, fitting, message, wrap
from greenpractice.numbers import exact, show_kg
from greenpractice.periods import Period
from greenpractice.phrases import (
    MINUS,
    ROUNDING,
    CarbonUnit,
    carbon_unit,
    counted,
    joined,
    lower_first,
    on_a_year_earlier,
    period_words,
    subtitle,
)
from greenpractice.sections import SECTION_BY_KEY

_HEIGHT = 17.0  # in font sizes, where none is asked for
_BAR = 0.62  # of a column


@dataclass(frozen=True, slots=True)
class Step:
    """One column: from one level to another, in kg; a total starts at 0."""

    name: str
    start: Decimal
    end: Decimal
    total: bool

    @property
    def change(self) -> Decimal:
        """What it adds."""
        with exact():
            return self.end - self.start


def change_chart(
    change: Alike,
    period: Period,
    *,
    place: str,
    width: float,
    height: float | None = None,
    text_size: float = 12,
) -> Chart:
    """The chart of two periods, the same quarter a year apart or two years.

    Only what both have of the same quarters is compared; a sentence names the sections left out.
    """
    found, before = change.comparison, period.year_before
    steps = steps_of(found, before, period)
    unit = carbon_unit(max(found.then, found.now))
    notes = change_notes(found, period, unit)
    under = subtitle(
        f"{unit.name[0].upper()}{unit.name[1:]} CO₂e" if unit.name != "kg" else "kg CO₂e",
        clean(place),
        f"{period_words(period)} against {period_words(before)}",
        change.words(period),
        _estimated(change),
    )
    title, table = change_title(change, period), change_table(steps)
    if not found.sections:
        return message(title, under, notes, width, text_size, table)
    sheet = Sheet(width, text_size)
    below = _under(Sheet(width, text_size), steps, [0.0] * len(steps), width / len(steps), notes, 0)
    bottom = max(height or _HEIGHT * text_size, 12 * text_size + below) - below
    levels = [level for step in steps for level in (step.start, step.end)]
    plot = draw_axis(sheet, bottom, max(levels))
    middles = columns(plot, len(steps))
    wide = (plot.area.right - plot.area.left) / len(steps)
    for number, (step, x) in enumerate(zip(steps, middles, strict=True)):
        _draw_step(sheet, plot, step, x, wide)
        if number + 1 < len(steps):
            level, edge = plot.y(step.end), _BAR * wide / 2
            sheet.add(Rule(x + edge, level, middles[number + 1] - edge, level, SECONDARY, 0.75))
    end = _under(sheet, steps, middles, wide, notes, bottom)
    return sheet.chart(title, under, change_alt(found, steps, place), end, table, spots(plot, len(steps)))


def steps_of(found: Comparison, before: Period, now: Period) -> list[Step]:
    """Both totals and each part from the level the one before it reached."""
    level = found.then
    steps = [Step(_column(before), Decimal(0), level, True)]
    for name, change in found.parts:
        with exact():
            steps.append(Step(name, level, level + change, False))
        level = steps[-1].end
    return [*steps, Step(_column(now), Decimal(0), found.now, True)]


def _column(period: Period) -> str:
    return period_words(period)


def _draw_step(sheet: Sheet, plot: Plot, step: Step, x: float, wide: float) -> None:
    top, low = sorted((plot.y(step.start), plot.y(step.end)))
    colour = INHALERS if step.total else TURQUOISE if step.change < 0 else ORANGE
    # A change too small to see still leaves a line where it would be.
    sheet.add(Box(x - _BAR * wide / 2, top, _BAR * wide, max(low - top, 1.0), fill=colour))
    room, baseline = 0.96 * wide, top - 0.45 * sheet.size
    text = _step_words(step, plot.unit)
    if step.total or not step.change:
        size = fitting(text, sheet.size, room, bold=step.total)
        sheet.add_clear(Words(x, baseline, text, size, step.total, anchor="middle"))
        return
    sign = 0.75 * sheet.small
    size = fitting(text, sheet.small, room - 1.4 * sign)
    left = x - (width_of(text, size) + 1.4 * sign) / 2
    kind: MarkKind = "triangle_down" if step.change < 0 else "triangle"
    sheet.add(Mark(left + sign / 2, baseline - 0.36 * size, sign, kind, colour))
    sheet.add_clear(Words(left + 1.4 * sign, baseline, text, size))


def _step_words(step: Step, unit: CarbonUnit) -> str:
    if step.total or not step.change:
        return unit.show(step.end) if step.total else "0"
    words = unit.show(step.change)
    return words if words.startswith("under") else f"{MINUS if step.change < 0 else '+'}{words}"


def _under(
    sheet: Sheet, steps: Sequence[Step], middles: Sequence[float], wide: float, notes: Sequence[str], y: float
) -> float:
    """Names under the columns, then the sentences; returns where they end."""
    y += 0.2 * sheet.small
    low, room = y, 0.96 * wide
    # All names in one size, at which the longest word fits a column.
    size = min(fitting(word, sheet.small, room, step.total) for step in steps for word in step.name.split())
    for step, x in zip(steps, middles, strict=True):
        line_y = y
        for line in wrap(step.name, size, room, bold=step.total):
            line_y += 1.15 * sheet.small
            sheet.add(Words(x, line_y, line, size, step.total, anchor="middle"))
        low = max(low, line_y)
    return sheet.sentences(low + 0.6 * sheet.small, notes)


def change_notes(found: Comparison, now: Period, unit: CarbonUnit) -> list[str]:
    """What is not compared and why, and that rounded numbers may not add up."""
    return [*left_out_words(found, now), *([ROUNDING] if _rounds_off(found, unit) else [])]


def left_out_words(found: Comparison, now: Period) -> list[str]:
    """Which sections are not compared and why, a sentence each."""
    notes = []
    if not found.sections:
        notes.append("The two periods have no figures of the same kind yet, so there is nothing to compare.")
    for period, keys in ((now.year_before, found.only_now), (now, found.only_then)):
        if keys:
            names = joined([lower_first(SECTION_BY_KEY[key].title) for key in keys])
            without = "so we compare without" if found.sections else "but the other has"
            notes.append(
                f"{period.words} has no figures for {names}, {without} {'it' if len(keys) < 2 else 'them'}."
            )
    if found.in_part:
        names = joined([lower_first(SECTION_BY_KEY[key].title) for key in found.in_part])
        notes.append(f"One of the two has only a part of {names}, so we compare without.")
    return notes


def _rounds_off(found: Comparison, unit: CarbonUnit) -> bool:
    """True if the printed numbers do not add up, or one is only `under ...`."""
    with exact():
        shown = unit.size(found.then) + sum(
            unit.size(change) * (-1 if change < 0 else 1) for _, change in found.parts
        )
        return shown != unit.size(found.now)


def _estimated(change: Alike) -> str:
    found = change.comparison
    keys = {line.section for each in (change.then, change.now) for line in each.lines if line.estimated}
    count = len(keys & set(found.sections))
    return f"{count} of {len(found.sections)} sources estimated" if count else ""


def change_title(alike: Alike, now: Period, *, in_short: bool = False) -> str:
    """What changed, and what most of it is; `in_short` where the periods stand beside it."""
    found, quarters = alike.comparison, counted(len(alike.quarters), "quarter")
    if not found.sections:
        return "Nothing to compare with last year yet"
    since = f"on the same {quarters} a year before" if alike.words(now) else on_a_year_earlier(now)
    if in_short and not alike.words(now):
        since = "on last year"
    with exact():
        change = found.now - found.then
    if not change:
        return f"No change {since}"
    words = show_kg(abs(change))
    title = f"{'Down' if change < 0 else 'Up'} {words} {since}"
    name = _mostly(part for part in found.parts if (part[1] < 0) == (change < 0))
    return f"{title}, mostly {name}" if name and not words.startswith("under") else title


def _mostly(parts: Iterable[tuple[str, Decimal]]) -> str:
    """The part that makes two thirds or more of all that went the same way, if one does."""
    same_way = list(parts)
    with exact():
        name, most = max(same_way, key=lambda part: abs(part[1]), default=("", Decimal(0)))
        return lower_first(name) if 3 * abs(most) >= 2 * sum(abs(change) for _, change in same_way) else ""


def change_alt(found: Comparison, steps: Sequence[Step], place: str) -> str:
    """All steps in a sentence."""
    parts = []
    for step in steps[1:-1]:
        way = "down" if step.change < 0 else "up"
        name = lower_first(step.name)
        parts.append(f"{name} {way} {show_kg(abs(step.change))}" if step.change else f"{name} unchanged")
    return (
        f"Chart of steps for {clean(place)} from {show_kg(found.then)} in {steps[0].name} to "
        f"{show_kg(found.now)} in {steps[-1].name}: {joined(parts)}."
    )


def change_table(steps: Sequence[Step]) -> ChartTable:
    """The totals and the changes between them."""
    rows = [(step.name, step.end if step.total else "", "" if step.total else step.change) for step in steps]
    totals = [number for number, step in enumerate(steps) if step.total]
    return table_of((("", ""), ("Total", "kg CO₂e"), ("Change", "kg CO₂e")), rows, totals)
