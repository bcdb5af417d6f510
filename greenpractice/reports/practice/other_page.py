"""Page 5: what else, and our actions? And what is said of the figures: how sure they are, what is open."""

from collections.abc import Iterator
from decimal import Decimal

from reportlab.platypus import Flowable

from greenpractice.carbon.carbon_words import (
    AVOIDED_IS,
    CO2E,
    and_without_entries,
    quantity_words,
    spread_words,
    units_words,
)
from greenpractice.carbon.footprint import typed_rows
from greenpractice.carbon.gaps import worst_first
from greenpractice.carbon.grades import TITLES, rule_words
from greenpractice.carbon.reading_to_chase import CHASE_NEXT
from greenpractice.facts.factors import load_factors
from greenpractice.lines import Line
from greenpractice.numbers import NO_DATA, exact, show, show_in_kg
from greenpractice.phrases import ROUNDING, CarbonUnit, counted, joined, lower_first
from greenpractice.reports.blocks import bullets, heading, page_title, paragraph
from greenpractice.reports.content import Summary, notes, shown_figure
from greenpractice.reports.practice.columns import adds_up, table_unit, unit_head
from greenpractice.reports.tables import table
from greenpractice.reports.text import SMALL, Strong
from greenpractice.reports.words import ASKED_IN_FRONT, LEFT_OPEN, OUR_ACTIONS
from greenpractice.returns.documents import RawRow
from greenpractice.sections import SECTION_BY_KEY, SECTIONS, keys_of
from greenpractice.sections.base import Section
from greenpractice.sections.inhaler_returns import avoided_by_route
from greenpractice.sections.pen_returns import plastic
from greenpractice.themes import ASTHMA, ENERGY, INHALERS, RETURNED, TRAVEL

_PADDING, _MOST_CHASED, _MOST_COLUMNS = 1.5, 2, 5
_ON_OTHER_PAGES = frozenset({*keys_of(INHALERS), *keys_of(ENERGY), *keys_of(TRAVEL)})
_TOLD_ELSEWHERE = frozenset(
    {*keys_of(INHALERS), *keys_of(ENERGY), *keys_of(ASTHMA), *keys_of(RETURNED), "actions"}
)


def other_page(summary: Summary) -> list[Flowable]:
    """Actions, other figures, returned inhalers and pens, others beside us, how sure, what is open, notes."""
    return [
        *page_title(_title(summary)),
        *_made_of(summary),
        *_actions(summary),
        *_other(summary),
        *_returned(summary),
        *_practice(summary),
        *_compared(summary),
        *_how_sure(summary),
        *_left_open(summary),
        *_notes(summary),
    ]


def _title(summary: Summary) -> str:
    states: dict[str, int] = {}
    for action in summary.all_actions:
        states[action.status] = states.get(action.status, 0) + 1
    number = len(summary.all_actions)
    if not number:
        return "What else, and our actions? No action yet"
    each = joined([f"{count} {lower_first(state) or 'without a state'}" for state, count in states.items()])
    return f"What else, and our actions? {counted(number, 'action')}: {each}"


def _made_of(summary: Summary) -> Iterator[Flowable]:
    if summary.made_of:
        yield paragraph(summary.made_of, SMALL)


def _actions(summary: Summary) -> Iterator[Flowable]:
    if not summary.all_actions:
        return
    yield heading(OUR_ACTIONS, 3, bookmark=False)
    rows = [["Action", "Who", "Due", "State"]]
    for action in summary.all_actions:
        title = f"{action.title}. {action.note}" if action.note else action.title
        rows.append([title, action.owner, action.due, action.status])
    yield table(rows, align="llll", stretch=0, style=SMALL, padding=_PADDING)


def _other(summary: Summary) -> Iterator[Flowable]:
    """Water, waste, paper and the like in one table."""
    lines = [line for line in summary.own.lines if line.section not in _ON_OTHER_PAGES]
    if lines:
        yield heading("Water, waste, paper and others", 3, bookmark=False)
        with exact():
            total = sum((line.kg for line in lines), Decimal(0))
        unit = table_unit([*(line.kg for line in lines), total], summary.standing.unit)
        rows = [["Source", "Quantity", "", unit_head(unit)], *(_row(line, unit) for line in lines)]
        without = and_without_entries(summary.own, {line.section for line in lines})
        rows.append([f"All{without}", "", "", unit.show(total)])
        yield table(rows, align="ldlr", stretch=0, total_row=True, style=SMALL, padding=_PADDING)
        if not adds_up([line.kg for line in lines], total, unit):
            yield paragraph(ROUNDING, SMALL)
    if summary.missing_sections:
        names = ", ".join(map(lower_first, summary.missing_sections))
        yield paragraph(f"{NO_DATA} for: {names}.", SMALL)


def _row(line: Line, unit: CarbonUnit) -> list[str]:
    name = f"{line.label} (estimated)" if line.estimated else line.label
    of = units_words(line.quantity, line.factor.per)
    return [name, quantity_words(line.quantity), of, unit.show(line.kg)]


def _returned(summary: Summary) -> Iterator[Flowable]:
    """What came back, apart from all totals."""
    said = [f"{item.label}: {spread_words(item.spread)} {CO2E} avoided." for item in summary.own.avoided]
    if len(said) > 1 and summary.own.avoided_kg is not None:
        said.append(f"In all {spread_words(summary.own.avoided_kg)} {CO2E}.")
    said += [AVOIDED_IS] if said else []
    pens = plastic(typed_rows(summary.document).get("pen_returns", ()), load_factors())
    if pens is not None:
        marked = ", estimated" if pens.estimated else ""
        said.append(
            f"{show(pens.pens, 0)} pens, about {show(pens.grams, 0)} g of plastic "
            f"({show(pens.lowest, 0)} to {show(pens.highest, 0)} g){marked}. "
            "No carbon figure is published for pens."
        )
    rows = [each for key in keys_of(RETURNED) for each in _figures(summary, SECTION_BY_KEY[key])]
    if said or rows:
        yield heading("Inhalers and pens that came back", 3, bookmark=False)
        yield from rows
        yield paragraph(" ".join(said), SMALL)
    yield from _avoided_of_year(summary)


def _figures(summary: Summary, section: Section) -> Iterator[Flowable]:
    """A section's figures as one table with a row each."""
    rows = [row for row in summary.document.rows(section.key) if row]
    keys = [key for key in section.fields if any(key in row for row in rows)]
    if not keys:
        return
    if len(keys) > _MOST_COLUMNS or len(rows) == 1:
        said = ". ".join(_said(section, row) for row in rows)
        yield paragraph([Strong(f"{section.title}: "), f"{said}."], SMALL)
        return
    head = [section.fields[key].label for key in keys]
    letters = "".join("r" if section.fields[key].is_number else "l" for key in keys)
    body = [[_shown(section, key, row) for key in keys] for row in rows]
    yield table([head, *body], align=letters, style=SMALL, padding=_PADDING)


def _said(section: Section, row: RawRow) -> str:
    """`Inhalers 43; of which pMDI 30`."""
    pairs = (
        f"{section.fields[key].label} {_shown(section, key, row)}" for key in section.fields if key in row
    )
    return "; ".join(map(lower_first, pairs))


def _practice(summary: Summary) -> Iterator[Flowable]:
    """Whom to ask, the practice's own details, and figures that are in no line of carbon."""
    contact = summary.document.contact
    if contact is not None and (contact.name or contact.email):
        who = ", ".join(part for part in (contact.name, contact.email) if part)
        yield paragraph([Strong("Contact: "), who], SMALL)
    told = _TOLD_ELSEWHERE | {line.section for line in summary.own.lines}
    for section in SECTIONS:
        if section.key not in told:
            yield from _figures(summary, section)


def _shown(section: Section, key: str, row: RawRow) -> str:
    return shown_figure(section.fields[key], row[key]) if key in row else lower_first(NO_DATA)


def _avoided_of_year(summary: Summary) -> Iterator[Flowable]:
    """What returned inhalers kept out of the air over a year, by route: its own rows are of its quarters."""
    spread = summary.footprint.avoided_kg
    if not summary.period.is_year or spread is None:
        return
    title = SECTION_BY_KEY["inhaler_returns"].title
    yield heading(f"{title}, {summary.period.words}", 3, bookmark=False)
    rows = [["Route", f"kg {CO2E} avoided", "Least", "Most"]]
    for route, each in (*avoided_by_route(summary.footprint.avoided).items(), ("All routes", spread)):
        rows.append([route, *(show_in_kg(kg) for kg in (each.kg, each.lowest, each.highest))])
    yield table(rows, align="lrrr", widths=(4, 2, 1.5, 1.5), total_row=True, style=SMALL, padding=_PADDING)
    yield paragraph(AVOIDED_IS, SMALL)


def _compared(summary: Summary) -> Iterator[Flowable]:
    """Where the practice stands among others, measure by measure."""
    found = summary.compared
    if found is None:
        return
    yield heading(found.heading, 3, bookmark=False)
    rows = [["Measure", "Yours", "Middle half", "Practices", "Where you stand"]]
    for each in found.told:
        practices = f"{each.usual.practices} of {found.comparison.practices}"
        rows.append(
            [each.title, each.own.words or lower_first(NO_DATA), each.middle_half, practices, each.stands]
        )
    yield table(rows, align="lrrrl", widths=(3.6, 1.8, 1.9, 1.3, 3), style=SMALL, padding=_PADDING)
    yield paragraph(" ".join(found.notes), SMALL)


def _how_sure(summary: Summary) -> Iterator[Flowable]:
    """The grade and the range of each section, what they go by, and what to chase, what weighs most first."""
    good = summary.good
    if good.next is None:
        return
    yield heading("How sure is this, section by section?", 3, bookmark=False)
    yield paragraph(f"{good.sure.words} {summary.quality}", SMALL)
    unit = table_unit([good.sure.whole.least, good.sure.whole.most], summary.standing.unit)
    rows = [list(TITLES), *map(list, good.sure.rows_of(good.sure.sections, unit.show))]
    yield table(rows, align="llrrrrr", stretch=0, style=SMALL, padding=_PADDING)
    less, more = TITLES[-2:]
    yield paragraph(f"{rule_words()} “{less}” and “{more}” are in {unit.name} {CO2E}.", SMALL)
    if not good.to_chase:
        yield paragraph(good.next.words, SMALL)
        return
    yield paragraph(f"{CHASE_NEXT}:", SMALL, keep_next=True)
    yield from bullets([each.words for each in good.to_chase[:_MOST_CHASED]], SMALL)


def _left_open(summary: Summary) -> Iterator[Flowable]:
    """Every gap and question, confirmed ones too: the list that the window and the command line show."""
    if summary.gaps:
        yield heading(LEFT_OPEN, 3, bookmark=False)
        count = len(worst_first(summary.gaps))
        if count > ASKED_IN_FRONT:
            yield paragraph(f"{count} figures are asked about; those that weigh most stand on page 1.", SMALL)
        rows = [["Where", "What"], *([gap.where_in(summary.period), gap.told] for gap in summary.gaps)]
        yield table(rows, align="ll", widths=(2, 5), style=SMALL, padding=_PADDING)


def _notes(summary: Summary) -> Iterator[Flowable]:
    found = notes(summary.document)
    if found:
        yield heading("Notes, estimates and confirmed unusual values", 3, bookmark=False)
        rows = [["Where", "Note"], *([where, words] for where, words in found)]
        yield table(rows, align="ll", widths=(2, 5), style=SMALL, padding=_PADDING)
    if summary.attached:
        yield paragraph(summary.attached, SMALL)
