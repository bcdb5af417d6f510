"""The detail: every section's figures and lines as tables, what was not counted, notes."""

from collections.abc import Iterator

from reportlab.platypus import Flowable

from greenpractice.carbon.carbon_words import (
    AVOIDED_IS,
    CO2E,
    and_without_entries,
    factor_words,
    quantity_words,
    spread_words,
    units_words,
    value_mark,
)
from greenpractice.carbon.footprint import typed_rows
from greenpractice.carbon.gaps import worst_first
from greenpractice.carbon.grades import TITLES, rule_words
from greenpractice.carbon.reading_to_chase import CHASE_NEXT
from greenpractice.charts.products_chart import products_chart
from greenpractice.facts.factors import load_factors
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators.base import Result
from greenpractice.indicators.schemes import by_scheme, schemes_of
from greenpractice.indicators.side_by_side import beside
from greenpractice.indicators.words import STATUS_WORDS, value_words
from greenpractice.lines import Line
from greenpractice.numbers import NO_DATA, show, show_in_kg
from greenpractice.phrases import joined, lower_first
from greenpractice.reports.blocks import bullets, heading, paragraph
from greenpractice.reports.chart_blocks import chart_blocks
from greenpractice.reports.content import Summary, notes, shown_figure
from greenpractice.reports.tables import table
from greenpractice.reports.text import SMALL
from greenpractice.reports.watched import watched_table
from greenpractice.reports.words import ASKED_IN_FRONT, CHART_TEXT, LEFT_OPEN, TEXT_WIDTH
from greenpractice.returns.documents import RawRow
from greenpractice.returns.packs_carried import notes_in
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from greenpractice.sections.base import Section, typed_row
from greenpractice.sections.inhaler_returns import avoided_by_route
from greenpractice.sections.inhalers import packs_words
from greenpractice.sections.pen_returns import plastic
from greenpractice.small_numbers import FEWER, NOT_SHOWN, is_few, is_few_patients

_MOST_COLUMNS, _MOST_CHASED = 5, 2
_GRADE_WIDTHS = (2.6, 2.5, 1.4, 1.4, 1.2, 1.5, 1.5)
_AFTER_LINES = "Parts may not add up to the total, because each is rounded once for display."


def detail_pages(summary: Summary) -> list[Flowable]:
    """One heading and one table for each section that has data, then what is missing or not counted."""
    blocks: list[Flowable] = [heading("The figures in detail", 1)]
    if summary.made_of:
        blocks.append(paragraph(summary.made_of, SMALL))
    for section in SECTIONS:
        if not summary.document.rows(section.key):
            continue
        if section.key == "inhalers":
            blocks += _inhalers(summary)
        elif section.key == "asthma_care":
            blocks += _indicators(summary)
        elif section.key == "actions":
            blocks += _actions(summary)
        elif section.lines is None or section.only_avoids:
            blocks += _figures(summary, section)
        else:
            blocks += _lines(summary, section)
    if not summary.document.rows("asthma_care"):
        blocks += _indicators(summary)
    blocks += _compared(summary)
    blocks += _avoided_of_year(summary)
    if summary.missing_sections:
        blocks.append(heading("No data", 2))
        blocks.append(
            paragraph(f"{NO_DATA} for: {', '.join(map(lower_first, summary.missing_sections))}.", SMALL)
        )
    blocks += _how_sure(summary)
    blocks += _left_open(summary)
    blocks += _notes(summary)
    return blocks


def _inhalers(summary: Summary) -> Iterator[Flowable]:
    yield heading("Inhalers by product", 2)
    lines = [line for line in summary.own.lines if line.section == "inhalers"]
    if lines:
        yield chart_blocks(
            products_chart(summary.own, place=summary.short_name, width=TEXT_WIDTH, text_size=CHART_TEXT),
            level=3,
        )
        rows = [["Product", "Type", "Inhalers", "Items", "kg each", f"kg {CO2E}"]]
        entered = summary.document.rows("inhalers")
        items = SECTION_BY_KEY["inhalers"].fields["items"]
        for line in sorted(lines, key=lambda line: (-line.kg, line.label)):
            row = entered[line.row]
            product = load_inhalers().product(row.get("bnf_code", ""))
            given = shown_figure(items, row["items"]) if "items" in row else ""
            rows.append(
                [
                    _label(line),
                    product.device if product else "",
                    show(line.quantity),
                    given,
                    f"{line.factor.value:f}",
                    show_in_kg(line.kg),
                ]
            )
        total = sum((line.quantity for line in lines), start=lines[0].quantity * 0)
        kg = summary.own.by_section["inhalers"]
        without = and_without_entries(summary.own, {"inhalers"})
        rows.append([f"All products{without}", "", show(total), "", "", show_in_kg(kg)])
        if not any("items" in row for row in entered):
            rows = [[*row[:3], *row[4:]] for row in rows]
        yield table(rows, align="llrrrr"[: len(rows[0])], total_row=True, style=SMALL)
        notes = notes_in(summary.document)
        for position, each in enumerate(entered):
            if said := packs_words(typed_row(SECTION_BY_KEY["inhalers"], each), notes.get(position, "")):
                yield paragraph(f"{said}, as the practice says.", SMALL)


def _lines(summary: Summary, section: Section) -> Iterator[Flowable]:
    lines = [line for line in summary.own.lines if line.section == section.key]
    if not lines:
        return
    yield heading(section.title, 2)
    rows = [["Source", "Quantity", "kg each", "Scope", f"kg {CO2E}"]]
    for line in lines:
        quantity = f"{quantity_words(line.quantity)} {units_words(line.quantity, line.factor.per)}"
        rows.append([_label(line), quantity, factor_words(line.factor.value), line.scope, show(line.kg, 1)])
    without = and_without_entries(summary.own, {section.key})
    rows.append([f"All{without}", "", "", "", show(summary.own.by_section[section.key], 1)])
    widths = (5.2, 2.6, 1.9, 1.1, 1.5)
    yield table(rows, align="lrrrr", widths=widths, total_row=True, style=SMALL)
    if section.key == "electricity" and summary.own.market_based_kg is not None:
        market = show(summary.own.market_based_kg, 1)
        yield paragraph(
            f"Market-based, scope 2 only: {market} kg {CO2E} (renewable and own solar at 0, the rest at grid "
            "average). It stands beside the total above and is never taken off it.",
            SMALL,
        )


def _figures(summary: Summary, section: Section) -> Iterator[Flowable]:
    """A grid where rows are short; else each row as a list of what it says."""
    rows = [row for row in summary.document.rows(section.key) if row]
    keys = [key for key in section.fields if key != "print" and any(key in row for row in rows)]
    if not keys:
        return
    yield heading(section.title, 2)
    if len(rows) > 1 and len(keys) <= _MOST_COLUMNS:
        head = [section.fields[key].label for key in keys]
        letters = "".join("r" if section.fields[key].is_number else "l" for key in keys)
        yield table(
            [head, *([_shown(section, key, row) for key in keys] for row in rows)], align=letters, style=SMALL
        )
    else:
        for row in rows:
            pairs = [[section.fields[key].label, _shown(section, key, row)] for key in keys if key in row]
            yield table([["Field", "Answer"], *pairs], align="ll", widths=(1, 1), style=SMALL)
    yield from _after_figures(summary, section)


def _actions(summary: Summary) -> Iterator[Flowable]:
    yield heading("Actions", 2)
    rows = [["Action", "Owner", "Due", "Status"]]
    for action in summary.all_actions:
        title = f"{action.title}. {action.note}" if action.note else action.title
        rows.append([title, action.owner, action.due, action.status])
    yield table(rows, align="llll", widths=(5, 2.2, 1.9, 1.6), style=SMALL)


def _after_figures(summary: Summary, section: Section) -> Iterator[Flowable]:
    if section.only_avoids:
        for item in summary.own.avoided:
            if item.section != section.key:
                continue
            yield paragraph(f"{item.label}: {spread_words(item.spread)} {CO2E} avoided.", SMALL)
        if summary.own.avoided_kg is not None:
            several = len(summary.own.avoided) > 1
            total = f"In all {spread_words(summary.own.avoided_kg)} {CO2E}. " if several else ""
            yield paragraph(f"{total}{AVOIDED_IS}", SMALL)
    if section.key == "pen_returns":
        pens = plastic(typed_rows(summary.document).get("pen_returns", ()), load_factors())
        if pens is not None:
            marked = ", estimated" if pens.estimated else ""
            yield paragraph(
                f"{show(pens.pens, 0)} pens, about {show(pens.grams, 0)} g of plastic "
                f"({show(pens.lowest, 0)} to {show(pens.highest, 0)} g){marked}. "
                "No carbon figure is published for pens.",
                SMALL,
            )


def _avoided_of_year(summary: Summary) -> Iterator[Flowable]:
    """What returned inhalers kept out of the air over a year, by route: its own rows are of its quarters."""
    spread = summary.footprint.avoided_kg
    if not summary.period.is_year or spread is None:
        return
    yield heading(f"{SECTION_BY_KEY['inhaler_returns'].title}, {summary.period.words}", 2)
    rows = [["Route", f"kg {CO2E} avoided", "Least", "Most"]]
    for route, each in (*avoided_by_route(summary.footprint.avoided).items(), ("All routes", spread)):
        rows.append([route, *(show_in_kg(kg) for kg in (each.kg, each.lowest, each.highest))])
    yield table(rows, align="lrrr", widths=(4, 2, 1.5, 1.5), total_row=True, style=SMALL)
    yield paragraph(AVOIDED_IS, SMALL)


def _indicators(summary: Summary) -> Iterator[Flowable]:
    yield heading(f"Indicators ({joined(list(by_scheme(schemes_of(summary.indicators))))} definitions)", 2)
    rows = [["Indicator", "Counted", "Of", "Value", "Status"]]
    for result in summary.indicators:
        few = is_few(result)
        counts = [
            NO_DATA if count is None else FEWER if few and is_few_patients(count) else show(count, 0)
            for count in (result.numerator, result.denominator)
        ]
        status = NOT_SHOWN if few else STATUS_WORDS[result.status]
        name = f"{result.indicator.id} {result.indicator.title}"
        rows.append([name, *counts, _value(result, few), status])
    widths = (4.4, 1.6, 1.6, 1.3, 2.1)
    yield table(rows, align="lrrrl", widths=widths, style=SMALL)
    for result in summary.indicators:
        if result.without:
            yield paragraph(f"{result.indicator.id} is {result.without}.", SMALL)
        stands_beside = beside(result, summary.watched)
        if stands_beside:
            yield paragraph(f"{result.indicator.id}. {stands_beside}", SMALL)
    yield from watched_table(summary.watched, summary.period.last_day)


def _compared(summary: Summary) -> Iterator[Flowable]:
    """Where the practice stands among others, measure by measure."""
    found = summary.compared
    if found is None:
        return
    yield heading(found.heading, 2)
    rows = [["Measure", "Yours", "Middle half", "Practices", "Where you stand"]]
    for each in found.told:
        practices = f"{each.usual.practices} of {found.comparison.practices}"
        rows.append([each.title, each.own.words or NO_DATA, each.middle_half, practices, each.stands])
    yield table(rows, align="lrrrl", widths=(3.6, 1.8, 1.9, 1.3, 3), style=SMALL)
    yield paragraph(" ".join(found.notes), SMALL)


def _value(result: Result, few: bool) -> str:
    if result.value is None:
        return NO_DATA
    return NOT_SHOWN if few else value_words(result, result.value)


def _how_sure(summary: Summary) -> Iterator[Flowable]:
    """The grade and the range of each section, what they go by, and what to chase, what weighs most first."""
    good = summary.good
    if good.next is None:
        return
    yield heading("How sure is this, section by section?", 2)
    yield paragraph(f"{good.sure.words} {summary.quality}", SMALL)
    yield table(
        [list(TITLES), *map(list, good.sure.rows_of(good.sure.sections))],
        align="llrrrrr",
        widths=_GRADE_WIDTHS,
        style=SMALL,
    )
    yield paragraph(rule_words(), SMALL)
    if not good.to_chase:
        yield paragraph(good.next.words, SMALL)
        return
    yield paragraph(f"{CHASE_NEXT}:", SMALL)
    yield from bullets([each.words for each in good.to_chase[:_MOST_CHASED]], SMALL)


def _left_open(summary: Summary) -> Iterator[Flowable]:
    """Every gap and question, confirmed ones too: the list that the window and the command line show."""
    if summary.gaps:
        yield heading(LEFT_OPEN, 2)
        count = len(worst_first(summary.gaps))
        if count > ASKED_IN_FRONT:
            yield paragraph(f"{count} figures are asked about; those that weigh most stand on page 1.", SMALL)
        rows = [["Where", "What"], *([gap.where_in(summary.period), gap.told] for gap in summary.gaps)]
        yield table(rows, align="ll", widths=(2, 3), style=SMALL)


def _notes(summary: Summary) -> Iterator[Flowable]:
    found = notes(summary.document)
    if found:
        yield heading("Notes, estimates and confirmed unusual values", 2)
        rows = [["Where", "Note"], *([where, words] for where, words in found)]
        yield table(rows, align="ll", widths=(2, 3), style=SMALL)
    if summary.attached:
        yield paragraph(summary.attached, SMALL)
    yield paragraph(_AFTER_LINES, SMALL)


def _label(line: Line) -> str:
    marks = ["estimated"] if line.estimated else []
    marks += [mark] if (mark := value_mark(line.factor)) else []
    return f"{line.label} ({', '.join(marks)})" if marks else line.label


def _shown(section: Section, key: str, row: RawRow) -> str:
    return shown_figure(section.fields[key], row[key]) if key in row else NO_DATA
