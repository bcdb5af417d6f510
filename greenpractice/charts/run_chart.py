"""P6, quarter by quarter: a dot for each, the median, and words only for what the rules call a change."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.cells import InWords
from greenpractice.charts.axis import LEAST_PLOT, Plot, draw_axis
from greenpractice.charts.dots import Dot, columns, draw_dots, say_gaps, say_value, spots
from greenpractice.charts.geometry import Chart, ChartTable, Mark, Rule, Words, table_of
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import INHALERS, SECONDARY, TEXT
from greenpractice.charts.run_rules import TREND, Run, median, newest_run
from greenpractice.charts.sheet import Key, Sheet, clean, message
from greenpractice.numbers import NO_DATA, show, show_kg
from greenpractice.periods import MONTHS, Period
from greenpractice.phrases import counted, first_upper, joined, lower_first, subtitle, year_words

SEASONS = {1: "spring", 2: "summer", 3: "autumn", 4: "winter"}
TOO_FEW = "Charts over time start when you have 2 quarters"
_HEIGHT = 17.0  # in font sizes, where none is asked for
_MOST_NAMED = 3  # quarters
_DASH = (4.0, 2.0)


@dataclass(frozen=True, slots=True)
class _Series:
    """Quarters without a hole from the first to the last given, with what is known of each."""

    periods: tuple[Period, ...]
    kg: tuple[Decimal | None, ...]
    rough: frozenset[Period]
    unlike: tuple[Period, ...]
    median: Decimal | None
    run: Run | None

    @property
    def known(self) -> list[tuple[Period, Decimal]]:
        return [(period, kg) for period, kg in zip(self.periods, self.kg, strict=True) if kg is not None]


def run_chart(
    quarters: Mapping[Period, Decimal | None],
    *,
    what: str,
    place: str,
    width: float,
    height: float | None = None,
    text_size: float = 12,
    estimated: Collection[Period] = (),
    unlike: Collection[Period] = (),
    is_small: bool = False,
) -> Chart:
    """The chart of kg by quarter; `what` is what they weigh, in three words or fewer, like "Inhaler carbon".

    A change is claimed only by the rules of `run_rules`, and of no quarter that is `unlike` the others.
    Those in `estimated` are hollow. The axis of an `is_small` one does not begin at 0, which its subtitle
    says; it has no key and no sentences.
    """
    series = _series(quarters, estimated, unlike)
    under = subtitle(
        "Tonnes or kg CO₂e in each quarter",
        clean(place),
        _span(series),
        f"{len(series.rough)} estimated" if series.rough else "",
    )
    table = _table(series)
    title = _title(series, what, is_small)
    if len(series.known) < 2:
        only = [f"{period.words}: {show_kg(kg)}." for period, kg in series.known]
        return message(title, under, only or [f"{NO_DATA} yet."], width, text_size, table)
    sheet, probe = (Sheet(width, text_size, is_small=is_small) for _ in range(2))
    below = _under(probe, series, [0.0] * len(series.periods), width / len(series.periods), 0, is_small)
    least_plot = 0 if is_small and height else LEAST_PLOT * text_size
    bottom = max(height or _HEIGHT * text_size, least_plot + below) - below
    weights = sorted(kg for _, kg in series.known)
    plot = draw_axis(sheet, bottom, weights[-1], least=weights[0] * is_small, is_small=is_small)
    if is_small:
        under = subtitle(f"{first_upper(plot.unit.name)} CO₂e", *_read_as(series, plot))
    middles = columns(plot, len(series.periods))
    dots = [
        Dot(x, kg, period in series.rough)
        for x, period, kg in zip(middles, series.periods, series.kg, strict=True)
    ]
    if series.median is not None:
        y = plot.y(series.median)
        sheet.add(_median_line(plot.area.left, y, plot.area.right, sheet))
    step = middles[1] - middles[0]
    for position in series.run.points if series.run else ():
        ring = min(1.2 * text_size, 0.98 * step)
        sheet.add(
            Mark(middles[position], plot.y(series.kg[position] or Decimal(0)), ring, "circle", TEXT, False)
        )
    draw_dots(sheet, plot, dots)
    last, weight = series.known[-1]
    point = (middles[series.periods.index(last)], plot.y(weight))
    say_value(sheet, plot, Words(0, 0, show_kg(weight), text_size, bold=True, colour=INHALERS), point)
    end = _under(sheet, series, middles, step, bottom, is_small)
    found = spots(plot, len(series.periods))
    notes = _notes(series) if is_small else ()
    return sheet.chart(title, under, _alt(series, what, place), end, table, found, notes)


def _read_as(series: _Series, plot: Plot) -> Iterator[str]:
    """What the key of a small chart would say, and where its axis begins."""
    if plot.begins:
        yield f"axis begins at {show(plot.begins)}"
    if series.median is not None:
        yield f"dashed: median {plot.unit.show(series.median)}"
    if series.rough:
        yield "hollow: estimated"


def _series(
    quarters: Mapping[Period, Decimal | None], estimated: Collection[Period], unlike: Collection[Period]
) -> _Series:
    periods = []
    if quarters:
        period, last = min(quarters), max(quarters)
        while period <= last:
            periods.append(period)
            period = period.next
    kg = tuple(quarters.get(period) for period in periods)
    rough = frozenset(period for period in estimated if quarters.get(period) is not None)
    apart = tuple(period for period in periods if period in unlike and quarters.get(period) is not None)
    judged = [None if period in apart else value for period, value in zip(periods, kg, strict=True)]
    middle = median([value for value in judged if value is not None])
    return _Series(tuple(periods), kg, rough, apart, middle, newest_run(judged))


def _under(
    sheet: Sheet, series: _Series, middles: Sequence[float], step: float, y: float, is_small: bool
) -> float:
    """Quarters with their season, years, gaps and the key below the axis; returns where they end."""
    small, periods = sheet.small, series.periods
    rows = [[f"Q{period.quarter}" for period in periods], [SEASONS[period.quarter] for period in periods]]
    del rows[1 if is_small else 2 :]
    for row in rows:
        if max(width_of(text, small) for text in row) * 1.1 <= step:
            y += 1.15 * small
            for text, x in zip(row, middles, strict=True):
                sheet.words(x, y, text, small=True, anchor="middle")
    whys = ["" if kg is not None else NO_DATA for kg in series.kg]
    gaps = [Dot(x, None, why=why) for x, why in zip(middles, whys, strict=True)]
    y = say_gaps(sheet, y + 0.1 * small, gaps, step)
    y = _years(sheet, periods, middles, step, y + 0.4 * small) + (0 if is_small else 0.4 * small)
    if is_small:
        return y
    keys = []
    if series.median is not None:
        keys.append(Key(_median_line(0, 0, 1, sheet), f"median {show_kg(series.median)}"))
    if series.rough:
        keys.append(Key(Mark(0, 0, 0, "circle", INHALERS, filled=False), "estimated"))
    if series.run:
        keys.append(Key(Mark(0, 0, 0, "circle", TEXT, filled=False), series.run.words))
    return sheet.sentences(sheet.key(y, keys), _notes(series))


def _notes(series: _Series) -> list[str]:
    """Which quarters no change is told of, the newest few by name."""
    if not series.unlike:
        return []
    named = [period.words for period in series.unlike[-_MOST_NAMED:]]
    more = len(series.unlike) - len(named)
    words = joined([f"{counted(more, 'quarter')} before", *named] if more else named)
    return [f"Not compared, as sections or parts of them are missing or more than usual: {words}."]


def _median_line(left: float, y: float, right: float, sheet: Sheet) -> Rule:
    return Rule(left, y, right, y, TEXT, sheet.size / 10, _DASH)


def _years(sheet: Sheet, periods: Sequence[Period], middles: Sequence[float], step: float, y: float) -> float:
    """A line under the quarters of each year with the year below it, where there is room for it."""
    small = sheet.small
    for year in dict.fromkeys(period.whole_year for period in periods):
        own = [x for period, x in zip(periods, middles, strict=True) if period.whole_year == year]
        left, right = own[0] - 0.42 * step, own[-1] + 0.42 * step
        sheet.add(Rule(left, y, right, y, SECONDARY, 0.75))
        if width_of(year_words(year), small) <= step * len(own):
            sheet.words(
                (own[0] + own[-1]) / 2, y + 1.15 * small, year_words(year), small=True, anchor="middle"
            )
    return y + 1.4 * small


def _span(series: _Series) -> str:
    if not series.periods:
        return ""
    first, last = series.periods[0].first_day, series.periods[-1].last_day
    return f"{MONTHS[first.month - 1]} {first.year} to {MONTHS[last.month - 1]} {last.year}"


def _title(series: _Series, what: str, in_short: bool) -> str:
    if len(series.known) < 2:
        return TOO_FEW
    count = len(series.known) - len(series.unlike)
    if series.run:
        return f"{what}: {series.run.words}"
    if count < TREND:
        return f"{what}: too early to see a change after {counted(count, 'quarter')}"
    return f"{what}: no clear change in {'' if in_short else 'the last '}{count} quarters"


def _alt(series: _Series, what: str, place: str) -> str:
    parts = [
        f"{period.words} {NO_DATA.lower() if kg is None else show_kg(kg)}"
        for period, kg in zip(series.periods, series.kg, strict=True)
    ]
    middle = "" if series.median is None else f" around a median of {show_kg(series.median)}"
    return f"Line chart of {lower_first(what)} by quarter for {clean(place)}{middle}: {joined(parts)}."


def _table(series: _Series) -> ChartTable:
    rows = [
        (InWords(period.words, period.first_day), kg, "Estimated" if period in series.rough else "")
        for period, kg in zip(series.periods, series.kg, strict=True)
    ]
    return table_of((("Quarter", ""), ("CO₂e", "kg CO₂e"), ("Note", "")), rows)
