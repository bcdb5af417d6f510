"""P3 where room is short: two totals and the steps between them as rows, on an axis that is cut."""

from collections.abc import Sequence
from decimal import Decimal

from greenpractice.carbon.like_for_like import Alike
from greenpractice.charts.change import Step, change_alt, change_notes, change_table, change_title, steps_of
from greenpractice.charts.geometry import Box, Chart, Mark, MarkKind, Path, Rule, Words
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import SECONDARY, TEXT, TURQUOISE, WHITE
from greenpractice.charts.sheet import Sheet, clean, message, wrap
from greenpractice.numbers import exact, show, show_kg
from greenpractice.periods import Period
from greenpractice.phrases import CarbonUnit, carbon_unit, counted, first_upper, period_words, subtitle

_MOST = 4  # rows between the two totals
_ROW, _BAR = 1.35, 1.1  # from one row to the next, and how thick a bar is, in font sizes
_CUT = 0.5  # font sizes: how wide the cut through the bar of a total is
_BEFORE = Decimal("0.15")  # of what is seen of the axis, before the lowest step


def change_rows(change: Alike, period: Period, *, place: str, width: float, text_size: float = 12) -> Chart:
    """The chart of two periods as `change_chart` has it; its sentences are notes.

    Bars of totals begin left of the axis, with a cut: the lengths of steps can be compared, theirs cannot.
    """
    found, before = change.comparison, period.year_before
    every = steps_of(found, before, period)
    unit = carbon_unit(max(found.then, found.now))
    notes, table = change_notes(found, period, unit), change_table(every)
    title = change_title(change, period, in_short=True)
    against = f"{period_words(period)} against {period_words(before)}"
    if not found.sections:
        return message(title, subtitle(clean(place), against), notes, width, text_size, table)
    steps = _joined(every)
    levels = [level for step in steps for level in ((step.end,) if step.total else (step.start, step.end))]
    lowest, highest = min(levels), max(levels)
    with exact():
        begins = max(lowest - (highest - lowest) * _BEFORE, Decimal(0))
    is_cut = begins > 0 and highest > lowest
    begins = begins if is_cut else Decimal(0)
    said = f"axis begins at {show(begins / unit.kg, 1)}" if is_cut else ""
    under = subtitle(f"{first_upper(unit.name)} CO₂e", change.words(period) or "the same sections", said)
    sheet = Sheet(width, text_size, is_small=True)
    names = max(width_of(step.name, text_size, step.total) for step in steps)
    left = min(names, 0.4 * width) + 0.6 * text_size
    room = width - left - width_of(f"▲ {unit.words(highest)}", text_size, bold=True) - 1.5 * text_size
    scale = room / float(max(highest - begins, Decimal(1)))
    row = _ROW * text_size
    for number, step in enumerate(steps):
        middle = row * (number + 0.5)
        _draw(sheet, step, _Row(left, middle, scale, begins, is_cut), unit)
        if number + 1 < len(steps):
            x = left + float(step.end - begins) * scale
            sheet.add(Rule(x, middle + _BAR * text_size / 2, x, middle + row, SECONDARY, 0.75))
    spots = sheet.rows(len(steps), row) if len(steps) == len(every) else ()
    return sheet.chart(title, under, change_alt(found, every, place), row * len(steps), table, spots, notes)


class _Row:
    """Where a row stands, and how its weights become lengths."""

    def __init__(self, left: float, middle: float, scale: float, begins: Decimal, is_cut: bool) -> None:
        self.left, self.middle, self.is_cut = left, middle, is_cut
        self._scale, self._begins = scale, begins

    def x(self, kg: Decimal) -> float:
        """Where a weight stands across."""
        return self.left + float(kg - self._begins) * self._scale


def _joined(steps: Sequence[Step]) -> list[Step]:
    """The largest changes in their order, the others as one step before the second total."""
    first, *between, last = steps
    if len(between) <= _MOST:
        return list(steps)
    kept = sorted(between, key=lambda step: -abs(step.change))[: _MOST - 1]
    with exact():
        level, shown = first.end, [first]
        for step in (each for each in between if each in kept):
            shown.append(Step(step.name, level, level + step.change, False))
            level = shown[-1].end
    others = counted(len(between) - len(kept), "other")
    return [*shown, Step(others, level, last.end, False), last]


def _draw(sheet: Sheet, step: Step, at: _Row, unit: CarbonUnit) -> None:
    size, thick = sheet.size, _BAR * sheet.size
    (name,) = wrap(step.name, size, at.left - 0.6 * size, bold=step.total, most=1)
    baseline, top = at.middle + 0.36 * size, at.middle - thick / 2
    sheet.words(at.left - 0.6 * size, baseline, name, bold=step.total, anchor="end")
    if step.total:
        end = at.x(step.end)
        sheet.add(Box(at.left, top, end - at.left, thick, fill=SECONDARY))
        if at.is_cut:
            _cut(sheet, at.left + size, top, thick)
        sheet.words(end + 0.5 * size, baseline, unit.words(step.end), bold=True)
        return
    low, high = sorted((at.x(step.start), at.x(step.end)))
    down = step.change < 0
    wide = max(high - low, 1.0)
    if down:
        sheet.add(Box(low, top, wide, thick, fill=TURQUOISE))
    else:
        sheet.add(Box(low + 1, top + 1, max(wide - 2, 1.0), thick - 2, fill=WHITE))
        corners = ((low + 1, top + 1), (low + wide - 1, top + 1), (low + wide - 1, top + thick - 1))
        sheet.add(Path(((*corners, (low + 1, top + thick - 1)),), line=TEXT, closed=True, thickness=2))
    x = high + 0.6 * size
    if step.change:
        kind: MarkKind = "triangle_down" if down else "triangle"
        sheet.add(Mark(x + 0.35 * size, at.middle, 0.7 * size, kind, TEXT))
        x += size
    words = show_kg(abs(step.change)) if step.change else "no change"
    sheet.add_clear(Words(x, baseline, words, size))


def _cut(sheet: Sheet, x: float, top: float, thick: float) -> None:
    """A slanted gap through a bar: it is longer than it is drawn."""
    wide = _CUT * sheet.size
    corners = ((x + wide, top), (x + 2 * wide, top), (x + wide, top + thick), (x, top + thick))
    sheet.add(Path((corners,), fill=WHITE, closed=True))
