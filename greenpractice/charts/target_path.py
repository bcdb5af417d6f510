"""P2, carbon by year against the baseline year and the plan's path down from it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.charts.axis import LEAST_PLOT, Plot, draw_axis
from greenpractice.charts.dots import Dot, columns, draw_dots, say_gaps, say_value, spots
from greenpractice.charts.geometry import Chart, ChartTable, Mark, Path, Point, Unit, Words, table_of
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import BORDER, INHALERS, TEXT
from greenpractice.charts.sheet import Key, Sheet, clean, message, spread
from greenpractice.charts.target_story import (
    INHALER_CARBON,
    PART_YEAR,
    Aimed,
    Pace,
    Story,
    pace_of,
    pace_words,
    story_of,
)
from greenpractice.facts.plan import Target
from greenpractice.numbers import NO_DATA, exact, round_half_up, show_kg
from greenpractice.periods import Period
from greenpractice.phrases import counted, first_upper, joined, share_words, subtitle, year_words

_HEIGHT = 17.0  # in font sizes, where none is asked for
_DASH = (5.0, 3.0)


def target_path(
    years: Mapping[Period, Decimal | None],
    targets: Sequence[Target],
    *,
    aimed: Aimed = INHALER_CARBON,
    place: str,
    width: float,
    height: float | None = None,
    text_size: float = 12,
    part_years: Collection[Period] = (),
    estimated: Collection[Period] = (),
    remark: str = "",
    title: str = "",
    with_pace: bool = False,
    is_small: bool = False,
) -> Chart:
    """The chart of kg by year, with `load_plan().targets_for(aimed.key)`; `aimed` is what is counted.

    A year in `part_years` has fewer than four quarters: it is named under the axis but not drawn, as it
    would look like a fall. Years in `estimated` are hollow. The last target ends the path, earlier ones
    are marks; without a figure for the baseline year neither is drawn and a sentence says how to add it.
    `remark` is a sentence of the caller's under the chart, `title` stands in the place of the chart's own.
    `with_pace` adds a grey wedge of where today's pace leads, and a sentence of it.
    An `is_small` one has no key and no sentences: those are its notes.
    """
    story = story_of(years, targets, part_years)
    pace = pace_of(story) if with_pace else None
    rough = [year for year in estimated if year in story.kg]
    under = subtitle(
        f"Tonnes or kg CO₂e{aimed.of} in each year from April to March",
        clean(place),
        f"{len(rough)} estimated" if rough else "",
    )
    title, table = title or _title(story, aimed), _table(story, years, rough, aimed)
    notes = [*_notes(story, aimed), *filter(None, [pace_words(pace) if pace else "", remark])]
    if not story.kg:
        return message(title, under, notes or [f"{NO_DATA} yet for a whole year."], width, text_size, table)
    sheet, probe = (Sheet(width, text_size, is_small=is_small) for _ in range(2))
    under_it = _Under(aimed, () if is_small else tuple(notes), tuple(rough), has_key=not is_small)
    below = _under(probe, story, under_it, [0.0] * len(story.years), width / 9, 0)
    least_plot = 0 if is_small and height else LEAST_PLOT * text_size
    bottom = max(height or _HEIGHT * text_size, least_plot + below) - below
    known = [*story.kg.values(), *(aim.kg for aim in story.aims if aim.kg is not None)]
    known += [pace.high] if pace else []
    plot = draw_axis(sheet, bottom, max(known), is_small=is_small)
    under = _read_as(story, plot, under_it) if is_small else under
    middles = columns(plot, len(story.years))
    at = dict(zip(story.years, middles, strict=True))
    _draw_pace(sheet, plot, story, at, pace)
    _draw_path(sheet, plot, story, at)
    draw_dots(sheet, plot, _dots(story, at, rough))
    _draw_aims(sheet, plot, story, at)
    _say_values(sheet, plot, story, at)
    step = middles[1] - middles[0] if len(middles) > 1 else width
    end = _under(sheet, story, under_it, middles, step, bottom)
    alt = _alt(story, aimed, place, pace)
    found, apart = spots(plot, len(story.years)), notes if is_small else ()
    return sheet.chart(title, under, alt, end, table, found, apart)


def _dots(story: Story, at: Mapping[Period, float], rough: Collection[Period]) -> list[Dot]:
    return [
        Dot(at[year], story.kg.get(year), year in rough, story.why(year))
        for year in story.years
        if year <= story.last or year in story.part
    ]


def _draw_pace(sheet: Sheet, plot: Plot, story: Story, at: Mapping[Period, float], pace: Pace | None) -> None:
    """From the last dot to where it leads in the year of the target."""
    if pace is not None:
        start, end = (at[story.last], plot.y(story.kg[story.last])), at[pace.aim.year]
        ends = (end, plot.y(pace.high)), (end, plot.y(pace.low))
        sheet.add(Path(((start, *ends),), fill=BORDER, closed=True))


def _read_as(story: Story, plot: Plot, said: "_Under") -> str:
    """The subtitle of a small chart: the unit, and what its key would say."""
    dashed = f"dashed: the path to {story.aims[-1].words}" if story.start and story.aims else ""
    hollow = "hollow: estimated" if said.rough else ""
    return subtitle(f"{first_upper(plot.unit.name)} CO₂e a year", dashed, hollow)


@dataclass(frozen=True, slots=True)
class _Under:
    """What stands under the axis beside the years: sentences, and the key to what is drawn."""

    aimed: Aimed
    notes: tuple[str, ...]
    rough: tuple[Period, ...]
    has_key: bool


def _draw_path(sheet: Sheet, plot: Plot, story: Story, at: Mapping[Period, float]) -> None:
    """The straight path to the last target, and the gap between it and the line where no year is missing."""
    end = story.aims[-1] if story.aims else None
    if story.start is None or story.baseline is None or end is None or end.kg is None:
        return
    if end.year <= story.baseline:
        return
    first: Point = (at[story.baseline], plot.y(story.start))
    last: Point = (at[end.year], plot.y(end.kg))

    def on_path(x: float) -> float:
        return first[1] + (last[1] - first[1]) * (x - first[0]) / (last[0] - first[0])

    seen = [(at[year], plot.y(kg)) for year, kg in story.kg.items() if story.baseline <= year <= end.year]
    if 1 < len(seen) == min(story.last, end.year).year - story.baseline.year + 1:
        back = tuple((x, on_path(x)) for x, _ in reversed(seen))
        sheet.add(Path(((*seen, *back),), fill=BORDER, closed=True))
    sheet.add(Path(((first, last),), line=TEXT, thickness=sheet.size / 8, dash=_DASH))


def _draw_aims(sheet: Sheet, plot: Plot, story: Story, at: Mapping[Period, float]) -> None:
    for aim in story.aims:
        if aim.kg is not None:
            sheet.add(Mark(at[aim.year], plot.y(aim.kg), 0.75 * sheet.size, "diamond", TEXT, filled=False))


def _say_values(sheet: Sheet, plot: Plot, story: Story, at: Mapping[Period, float]) -> None:
    """Weights at the last and the first dot, then words at the targets."""
    shown = {story.last: story.kg[story.last]}
    if story.start is not None and story.baseline is not None:
        shown[story.baseline] = story.start
    for year, kg in shown.items():
        say_value(
            sheet,
            plot,
            Words(0, 0, show_kg(kg), sheet.size, bold=True, colour=INHALERS),
            (at[year], plot.y(kg)),
        )
    for number, aim in enumerate(reversed(story.aims)):
        if aim.kg is not None:
            point = (at[aim.year], plot.y(aim.kg))
            say_value(sheet, plot, Words(0, 0, aim.words, sheet.small), point, below_first=number == 0)


def _under(
    sheet: Sheet,
    story: Story,
    said: _Under,
    middles: Sequence[float],
    step: float,
    y: float,
) -> float:
    """Years, reasons for gaps, key and sentences below the axis; returns where they end."""
    y += 1.5 * sheet.small
    every = int(width_of("2019/20", sheet.small) * 1.15 / step) + 1
    named = list(zip(story.years, middles, strict=True))[::every]
    widths = [width_of(year_words(year), sheet.small) for year, _ in named]
    starts = spread([x for _, x in named], widths, 0, sheet.width, 0)
    for (year, _), x in zip(named, starts, strict=True):
        sheet.words(x, y, year_words(year), small=True)
    y += 0.4 * sheet.small
    dots = [Dot(x, None, why=story.why(year)) for year, x in zip(story.years, middles, strict=True)]
    y = say_gaps(sheet, y, dots, step) + 0.3 * sheet.small
    if not said.has_key:
        return sheet.sentences(y, said.notes)
    keys = [Key(Mark(0, 0, 0, "circle", INHALERS), said.aimed.in_text)]
    if said.rough:
        keys.append(Key(Mark(0, 0, 0, "circle", INHALERS, filled=False), "estimated"))
    if story.start is not None and story.aims:
        keys.append(Key(Mark(0, 0, 0, "diamond", TEXT, filled=False), "Green Plan target"))
    return sheet.sentences(sheet.key(y, keys), said.notes)


def _title(story: Story, aimed: Aimed) -> str:
    if not story.kg:
        return f"No {aimed.in_text} for a whole year yet"
    now = story.kg[story.last]
    if story.start is None or story.baseline is None or story.last == story.baseline:
        return f"{aimed.what} was {show_kg(now)} in {year_words(story.last)}"
    then = year_words(story.baseline)
    if not story.start or round_half_up(abs(now - story.start) * 100 / story.start) == 0:
        return f"{aimed.what} is about the same as in {then}"
    with exact():
        share = share_words(abs(now - story.start), story.start)
    return f"{aimed.what} is {share} {'lower' if now < story.start else 'higher'} than in {then}"


def _notes(story: Story, aimed: Aimed) -> list[str]:
    if story.start is not None or story.baseline is None or not story.aims:
        return []
    return [
        f"To see the path to {story.aims[-1].words}, add the {aimed.figures} of {year_words(story.baseline)} "
        "as a whole-year return."
    ]


def _alt(story: Story, aimed: Aimed, place: str, pace: Pace | None) -> str:
    parts = [f"{show_kg(kg)} in {year_words(year)}" for year, kg in story.kg.items()]
    path = ""
    if story.start is not None and story.aims and story.aims[-1].kg is not None:
        path = f", beside a path to {show_kg(story.aims[-1].kg)}, {story.aims[-1].words}"
    count = counted(len(story.kg), "year")
    led = f" {pace_words(pace)}" if pace else ""
    return f"Line chart of {aimed.in_text} for {clean(place)} in {count}: {joined(parts)}{path}.{led}"


def _table(
    story: Story, years: Mapping[Period, Decimal | None], rough: Collection[Period], aimed: Aimed
) -> ChartTable:
    aims = {aim.year: aim for aim in story.aims}
    rows = []
    for year in story.years:
        aim, kg = aims.get(year), years.get(year)
        note = PART_YEAR if year in story.part else "Estimated" if year in rough else ""
        future = kg is None and (not story.kg or year > story.last)
        target = "" if aim is None or aim.kg is None else aim.kg
        rows.append((year_words(year), "" if future else kg, target, note))
    headers: tuple[tuple[str, Unit], ...] = (
        ("Year", ""),
        (aimed.what, "kg CO₂e"),
        ("Green Plan target", "kg CO₂e"),
        ("Note", ""),
    )
    return table_of(headers, rows)
