"""Page 2: what changed, section by section, and where is it going."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportlab.platypus import Flowable

from greenpractice.answers.causes import MIX, OF_INHALERS
from greenpractice.answers.lead_sentence import title_of_change
from greenpractice.carbon.carbon_words import CO2E, and_without_some
from greenpractice.carbon.comparing import Comparison, SectionChange
from greenpractice.carbon.like_for_like import compared_words
from greenpractice.charts.change import left_out_words
from greenpractice.charts.run_chart import run_chart
from greenpractice.charts.target_path import target_path
from greenpractice.facts.plan import load_plan
from greenpractice.numbers import NO_DATA, exact
from greenpractice.periods import Period
from greenpractice.phrases import ROUNDING, CarbonUnit, first_upper, lower_first, year_words
from greenpractice.reports.blocks import heading, keep_together, page_title, paragraph
from greenpractice.reports.chart_blocks import chart_parts
from greenpractice.reports.content import Summary
from greenpractice.reports.forms.change_list import ChangePicture
from greenpractice.reports.practice.columns import adds_up
from greenpractice.reports.table_design import Picture
from greenpractice.reports.tables import table
from greenpractice.reports.text import KEY, SMALL, UNDER
from greenpractice.reports.words import TEXT_WIDTH, clipped
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.themes import INHALERS

_SHORT = {MIX: "kinds of inhaler"}
_FEWEST_IN_A_LINE = 8  # quarters: of fewer a line says less than their numbers
_MOST_IN_A_ROW = 12  # years or quarters in one table
_HEIGHT = 100.0  # of a chart
_BARS, _PADDING = 44.0, 1.0  # points
_TEXT, _PLACE = 9.5, 24  # of charts: points, and letters of a name in the line under a title


def change_page(summary: Summary) -> list[Flowable]:
    """The change by section, the inhaler path and the quarters; nothing without other returns."""
    blocks = [*_by_section(summary), *_path(summary), *_quarters(summary)]
    if not blocks:
        return []
    is_compared = summary.standing.compared is not None
    title = f"What changed? {title_of_change(summary.standing)}" if is_compared else "Where is it going?"
    return [*page_title(title), *blocks]


def _by_section(summary: Summary) -> Iterator[Flowable]:
    """Each section beside a year ago, what is not compared, and the last 12 months."""
    change, unit, notes = summary.standing.change, summary.standing.unit, list[str]()
    if change is not None and change.comparison.sections:
        found = change.comparison
        before, now = summary.standing.sides
        over = compared_words(change, summary.period)
        yield paragraph(f"{first_upper(unit.name)} {CO2E}, {now} against {before}: {over}", UNDER)
        yield _table(summary, found)
        notes += [] if _adds_up(found, unit) else [ROUNDING]
    if change is not None:
        notes = [*left_out_words(change.comparison, summary.period), *notes]
    year, kg = summary.twelve_months, summary.last_12_months
    if year is not None and kg is not None:
        notes.append(f"The last 12 months: {unit.words(kg)} {CO2E}{and_without_some(year.footprint)}.")
    if notes:
        yield paragraph(" ".join(notes), SMALL)


def _adds_up(found: Comparison, unit: CarbonUnit) -> bool:
    each = found.each.values()
    return (
        adds_up([one.then for one in each], found.then, unit)
        and adds_up([one.now for one in each], found.now, unit)
        and adds_up([one.kg for one in each], _all(found).kg, unit)
    )


def _all(found: Comparison) -> SectionChange:
    return SectionChange(found.then, found.now, Decimal(0))


def _table(summary: Summary, found: Comparison) -> Flowable:
    unit, changes = summary.standing.unit, [change.kg for change in found.each.values()]
    rows = [["Section", "Then", "Now", "Change", "", "What did it"]]
    for key, change in found.each.items():
        rows.append([SECTION_BY_KEY[key].title, *_numbers(change, unit), "", _what(summary, key, change)])
    rows.append(["All compared", *_numbers(_all(found), unit), "", ""])
    picture = Picture(4, _BARS, ChangePicture([Decimal(0), *changes, Decimal(0)]))
    return table(
        rows, align="lrrrll", total_row=True, style=SMALL, padding=_PADDING, picture=picture, stretch=5
    )


def _numbers(change: SectionChange, unit: CarbonUnit) -> tuple[str, str, str]:
    return unit.show(change.then), unit.show(change.now), unit.signed(change.kg)


def _what(summary: Summary, key: str, change: SectionChange) -> str:
    """`Use +0.1; the grid −0.5`: what the practice did and what new factors did, apart."""
    unit = summary.standing.unit
    if key == INHALERS.key:
        causes = [each for each in summary.standing.causes if each.key in OF_INHALERS]
        said = "; ".join(f"{_SHORT.get(each.key, each.key)} {unit.signed(each.kg)}" for each in causes)
        return first_upper(said)
    with exact():
        published = change.by_factors - change.by_method
    by_others = [
        f"{words} {unit.signed(kg)}"
        for words, kg in (
            ("the grid" if key == "electricity" else "new factors", published),
            ("factors worked out anew", change.by_method),
        )
        if unit.size(kg)
    ]
    return "; ".join([f"Use {unit.signed(change.by_use)}", *by_others]) if by_others else ""


def _path(summary: Summary) -> Iterator[Flowable]:
    """Inhaler carbon by year against the plan's path, and the same as numbers."""
    years = summary.inhaler_years
    known = [year for year, kg in years.items() if kg is not None]
    if not known:
        return
    chart = target_path(
        years,
        load_plan().targets_for("inhaler_carbon"),
        place=clipped(summary.short_name, _PLACE),
        width=TEXT_WIDTH,
        height=_HEIGHT,
        text_size=_TEXT,
        estimated=summary.estimated_years,
        with_pace=True,
    )
    shown = [year for year in years if known[0] <= year <= known[-1]][-_MOST_IN_A_ROW:]
    numbers = _in_a_row(summary, "Inhalers", [(year_words(year), years[year]) for year in shown])
    yield keep_together([*chart_parts(chart, level=3), numbers])


def _quarters(summary: Summary) -> Iterator[Flowable]:
    """All carbon by quarter: a line of many, else their numbers alone."""
    totals = summary.quarter_totals
    if len(totals) < 2:
        return
    pairs = [(_short(quarter), kg) for quarter, kg in totals.items()]
    numbers = _in_a_row(summary, "All carbon", pairs)
    if len(totals) < _FEWEST_IN_A_LINE:
        yield keep_together([heading("Quarter by quarter", 3, bookmark=False), numbers])
        return
    chart = run_chart(
        totals,
        what="Total carbon",
        place=clipped(summary.short_name, _PLACE),
        width=TEXT_WIDTH,
        height=_HEIGHT,
        text_size=_TEXT,
        estimated=summary.estimated_quarters,
        unlike=summary.unlike_quarters_of(SECTION_BY_KEY),
    )
    yield keep_together([*chart_parts(chart, level=3), numbers])


def _in_a_row(summary: Summary, what: str, pairs: Sequence[tuple[str, Decimal | None]]) -> Flowable:
    """Periods side by side, each with its weight below."""
    unit = summary.standing.unit
    shown = [lower_first(NO_DATA) if kg is None else unit.show(kg) for _, kg in pairs]
    rows = [[first_upper(unit.name), *(name for name, _ in pairs)], [what, *shown]]
    return table(rows, widths=(1.3, *([1.0] * len(pairs))), style=KEY, padding=2)


def _short(quarter: Period) -> str:
    """`Q1 24/25`, as charts call it."""
    return f"Q{quarter.quarter} {year_words(quarter.whole_year)[2:]}"
