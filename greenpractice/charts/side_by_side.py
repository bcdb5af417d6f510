"""N2, practices side by side for each 1,000 patients: a dot a practice, a line for the network."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.charts.axis import round_step
from greenpractice.charts.geometry import Chart, ChartTable, Mark, Rule, Words, table_of
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import BORDER, INHALERS, SECONDARY, TEXT
from greenpractice.charts.sheet import Key, Sheet, clean, message, room_for_names, wrap
from greenpractice.numbers import exact, show, show_kg
from greenpractice.phrases import carbon_unit, joined

_ROW = 1.7  # in font sizes


@dataclass(frozen=True, slots=True)
class Intensity:
    """kg for 1,000 patients of a practice, now and in the period before; None is no data."""

    name: str
    now: Decimal | None
    before: Decimal | None = None


def side_by_side(
    rows: Sequence[Intensity],
    network: Decimal | None,
    *,
    place: str,
    period: str,
    before: str,
    width: float,
    text_size: float = 12,
) -> Chart:
    """The chart, from the highest value to the lowest; `network` is the pooled value."""
    known = sorted((row for row in rows if row.now is not None), key=lambda row: (-(row.now or 0), row.name))
    without = [clean(row.name) for row in rows if row.now is None]
    title = "Carbon for each 1,000 patients, practice by practice"
    under, table = f"{clean(place)}, {period}", _table(rows, network)
    notes = (
        [f"No number of patients, no carbon, or not all of the period: {joined(without)}."] if without else []
    )
    if not known:
        return message(title, under, notes or ["No returns."], width, text_size, table)
    sheet = Sheet(width, text_size)
    left, right = room_for_names((row.name for row in known), sheet.small, width), width - 5.5 * text_size
    values = [value for row in known for value in (row.now, row.before) if value is not None]
    largest = max([*values, network or Decimal(0)])
    unit = carbon_unit(largest)
    with exact():
        step = round_step(largest / unit.kg)
        count = max(1, int((largest / unit.kg / step).to_integral_value("ROUND_CEILING")))
    full = float(step * count * unit.kg)

    def x(kg: Decimal) -> float:
        return left + float(kg) / full * (right - left)

    top = 1.6 * sheet.small
    bottom = top + _ROW * text_size * len(known)
    for number in range(count + 1):
        at = x(step * number * unit.kg)
        sheet.add(Rule(at, top, at, bottom, SECONDARY if number == 0 else BORDER))
        sheet.words(at, bottom + 1.2 * sheet.small, show(step * number), small=True, colour=SECONDARY,
                    anchor="middle")  # fmt: skip
    sheet.words(right + 0.8 * text_size, bottom + 1.2 * sheet.small, unit.name, small=True, colour=SECONDARY)
    if network is not None:
        at = x(network)
        sheet.add(Rule(at, top - 0.3 * sheet.small, at, bottom, TEXT, 1.5))
        words = f"network {show_kg(network)}"
        half = width_of(words, sheet.small) / 2
        sheet.words(min(max(at, half), width - half), sheet.small, words, small=True, anchor="middle")
    for number, row in enumerate(known):
        _draw_row(sheet, row, x, left, top + _ROW * text_size * (number + 0.5), network)
    keys = [Key(Mark(0, 0, 0, "circle", INHALERS), period)]
    if any(row.before is not None for row in known):
        keys.append(Key(Mark(0, 0, 0, "circle", INHALERS, filled=False), before))
    end = sheet.key(bottom + 1.8 * sheet.small, keys)
    end = sheet.sentences(end, [*notes, "Practices differ in age and illness: a high value is a question."])
    said = "; ".join(f"{clean(row.name)} {show_kg(row.now)}" for row in known if row.now is not None)
    pooled = f"network {show_kg(network)}; " if network is not None else ""
    alt = f"Dot plot of carbon for each 1,000 patients for {clean(place)}, {period}: {pooled}{said}."
    return sheet.chart(title, under, alt, end, table)


def _draw_row(
    sheet: Sheet,
    row: Intensity,
    x: Callable[[Decimal], float],
    left: float,
    middle: float,
    network: Decimal | None,
) -> None:
    """The value stands at the dot of now; beyond that of before only where there is no room beside it."""
    assert row.now is not None
    baseline = middle + 0.36 * sheet.small
    (name,) = wrap(clean(row.name), sheet.small, left - 0.8 * sheet.small, most=1)
    sheet.words(left - 0.6 * sheet.small, baseline, name, small=True, anchor="end")
    size = 0.75 * sheet.size
    if row.before is not None:
        sheet.add(Rule(x(row.before), middle, x(row.now), middle, SECONDARY, 0.75))
        sheet.add(Mark(x(row.before), middle, size, "circle", INHALERS, filled=False))
    sheet.add(Mark(x(row.now), middle, size, "circle", INHALERS))
    label, gap = show_kg(row.now), 0.7 * sheet.size
    room = width_of(label, sheet.small) + 2 * gap
    marks = [left, *(x(value) for value in (row.before, network) if value is not None)]
    start, beyond = x(row.now), max(x(row.now), x(row.before or row.now))
    places = [start - room, start] if beyond > start else []
    free = (at for at in places if at >= left and not any(at < mark < at + room for mark in marks))
    sheet.add_clear(Words(next(free, beyond) + gap, baseline, label, sheet.small))


def _table(rows: Sequence[Intensity], network: Decimal | None) -> ChartTable:
    cells = [(row.name, row.now, row.before) for row in rows]
    return table_of(
        [("Practice", ""), ("For 1,000 patients", "kg CO₂e"), ("Before", "kg CO₂e")],
        [*cells, ("Network", network, None)],
        totals=(len(cells),),
    )
