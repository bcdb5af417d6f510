"""P1, where the carbon comes from: a bar for each source, the longest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.carbon.footprint import Footprint
from greenpractice.charts.bars import Bar, draw_bars, hatched
from greenpractice.charts.geometry import Chart, ChartTable, Unit, table_of
from greenpractice.charts.lato import width_of
from greenpractice.charts.palette import INHALERS, SECONDARY
from greenpractice.charts.sheet import Key, Sheet, clean, message, wrap
from greenpractice.numbers import exact, round_half_up, show_kg
from greenpractice.phrases import (
    ROUNDING,
    counted,
    is_or_are,
    joined,
    lower_first,
    period_words,
    share_words,
    subtitle,
    this_period,
)
from greenpractice.sections import CARBON_SECTIONS, SECTION_BY_KEY, expected

_ROW = 1.9  # from one bar to the next, and how thick a bar is, in font sizes
_BAR = 1.25
_SMALL_ROW = 1.6
_OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Source:
    """What one section adds, in kg, and how much of that is estimated."""

    key: str
    title: str
    kg: Decimal
    estimated: Decimal


def sources_of(footprint: Footprint) -> list[Source]:
    """Every section with lines, the heaviest first."""
    estimated: dict[str, Decimal] = {}
    with exact():
        for line in footprint.lines:
            if line.estimated:
                estimated[line.section] = estimated.get(line.section, Decimal(0)) + line.kg
    sources = [
        Source(key, SECTION_BY_KEY[key].title, kg, estimated.get(key, Decimal(0)))
        for key, kg in footprint.by_section.items()
    ]
    return sorted(sources, key=lambda source: -source.kg)


def sections_in_rows(footprint: Footprint) -> list[str]:
    """The section of each row of the chart's table: those with lines, then those without data."""
    there = [source.key for source in sources_of(footprint)]
    return there + [section.key for section in CARBON_SECTIONS if section.key not in there]


def sources_chart(
    footprint: Footprint,
    *,
    place: str,
    width: float,
    height: float | None = None,
    text_size: float = 12,
    whose: str = "your",
    most: int | None = None,
    is_small: bool = False,
) -> Chart:
    """The chart for one period of a practice, or of several (`whose` is then "network").

    `place` names whose it is. `height` is a wish: more room goes between the bars, less is not possible.
    With `most`, the lightest sources share the last of so many bars; the table still has each.
    An `is_small` one has no key and no sentences: those are its notes.
    """
    every = sources_of(footprint)
    title = _title(footprint, every, whose, "" if is_small else footprint.when)
    sources = joined_sources(every, most)
    under = subtitle(
        "By source" if is_small else "Tonnes or kg CO₂e by source",
        "" if is_small else clean(place),
        period_words(footprint.period),
        _how_sure(footprint, every),
    )
    table = _table(footprint, every)
    notes = _notes(footprint, every)
    if not sources:
        return message(title, under, notes, width, text_size, table)
    sheet = Sheet(width, text_size, is_small=is_small)
    labels = [
        f"{_label(source, footprint.total)}{', estimated' if is_small and source.estimated else ''}"
        for source in sources
    ]
    widest = max(width_of(label, text_size) for label in labels)
    left = min(
        max(width_of(source.title, text_size) for source in sources) + 0.6 * text_size,
        max(width - widest - 6 * text_size, 6 * text_size),
    )
    is_rough = any(source.estimated for source in sources) and not is_small
    keys = [Key(hatched(0, 0, 0, 0, SECONDARY), "estimated")] if is_rough else []
    row, shown = (_SMALL_ROW if is_small else _ROW) * text_size, () if is_small else notes
    below = _below(sheet, 0, shown, keys, draw=False)
    if height is not None:
        row = max(row, (height - below) / len(sources))
    middles = [row * (number + 0.5) for number in range(len(sources))]
    for source, middle in zip(sources, middles, strict=True):
        (text,) = wrap(source.title, text_size, left - 0.6 * text_size, most=1)
        sheet.words(left - 0.6 * text_size, middle + 0.36 * text_size, text, anchor="end")
    bars = [
        Bar(source.kg, source.estimated, INHALERS if source.key == "inhalers" else SECONDARY, label)
        for source, label in zip(sources, labels, strict=True)
    ]
    draw_bars(sheet, bars, left, width, middles, _BAR * text_size)
    end = _below(sheet, row * len(sources), shown, keys, draw=True)
    own = len(sources) - any(source.key == _OTHERS for source in sources)
    spots = sheet.rows(own, row)
    apart = notes if is_small else ()
    return sheet.chart(title, under, _alt(footprint, every, place), end, table, spots, apart)


def joined_sources(sources: Sequence[Source], most: int | None) -> Sequence[Source]:
    """At most so many: the lightest share the last."""
    if most is None or len(sources) <= most:
        return sources
    kept, rest = sources[: most - 1], sources[most - 1 :]
    with exact():
        kg = sum((source.kg for source in rest), Decimal(0))
        estimated = sum((source.estimated for source in rest), Decimal(0))
    return [*kept, Source(_OTHERS, f"{len(rest)} others", kg, estimated)]


def _below(sheet: Sheet, y: float, notes: Sequence[str], keys: Sequence[Key], *, draw: bool) -> float:
    """The key and the sentences under the bars; returns where they end."""
    sheet = sheet if draw else Sheet(sheet.width, sheet.size)
    if keys or notes:
        y += 0.3 * sheet.size
    return sheet.sentences(sheet.key(y, keys), notes)


def _title(footprint: Footprint, sources: Sequence[Source], whose: str, when: str) -> str:
    period = this_period(footprint.period)
    if not sources:
        return f"No carbon figures yet for {period}"
    first = sources[0]
    if not first.kg:
        return f"No carbon in the figures for {period}"
    share = "all" if first.kg == footprint.total else share_words(first.kg, footprint.total)
    return f"{first.title} {is_or_are(first.title)} {share} of {whose} carbon {when}".rstrip()


def _how_sure(footprint: Footprint, sources: Sequence[Source]) -> str:
    estimated = sum(1 for source in sources if source.estimated)
    missing = footprint.missing_quarters
    return subtitle(
        f"{counted(missing, 'quarter')} missing" if missing else "",
        f"{estimated} of {counted(len(sources), 'source')} estimated" if estimated else "",
    )


def _label(source: Source, total: Decimal) -> str:
    return f"{show_kg(source.kg)} ({share_words(source.kg, total)})" if total else show_kg(source.kg)


def _notes(footprint: Footprint, sources: Sequence[Source]) -> list[str]:
    """What has no bar, and why: no figures, or figures that could not be counted."""
    there = {source.key for source in sources}
    uncounted = {item.section for item in footprint.not_counted}
    wanted = expected(CARBON_SECTIONS, {*there, *uncounted})
    absent = [section for section in wanted if section.key not in there]
    no_data = [lower_first(section.title) for section in absent if section.key not in uncounted]
    not_counted = [lower_first(section.title) for section in absent if section.key in uncounted]
    notes = [f"No data: {', '.join(no_data)}."] if no_data else []
    if not_counted:
        notes.append(f"Figures that could not be counted: {', '.join(not_counted)}.")
    if footprint.total:
        with exact():
            shares = sum(round_half_up(source.kg * 100 / footprint.total) for source in sources)
        notes += [ROUNDING] if shares != 100 else []
    return notes


def _alt(footprint: Footprint, sources: Sequence[Source], place: str) -> str:
    parts = [f"{lower_first(source.title)} {_label(source, footprint.total)}" for source in sources]
    return f"Bar chart of carbon by source for {clean(place)}, {footprint.period.words}: {joined(parts)}."


def _table(footprint: Footprint, sources: Sequence[Source]) -> ChartTable:
    there = {source.key for source in sources}
    total = footprint.total
    with exact():
        rows = [
            (source.title, source.kg, source.kg / total if total else "", source.estimated)
            for source in sources
        ]
    missing = [(section.title, None, "", "") for section in CARBON_SECTIONS if section.key not in there]
    headers: tuple[tuple[str, Unit], ...] = (
        ("Source", ""),
        ("CO₂e", "kg CO₂e"),
        ("Share", "share"),
        ("Of it estimated", "kg CO₂e"),
    )
    return table_of(headers, [*rows, *missing])
