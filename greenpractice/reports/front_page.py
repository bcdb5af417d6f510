"""Page 1: the whole return at a glance."""

from dataclasses import dataclass, replace
from typing import Literal

from reportlab.platypus import Flowable

from greenpractice.carbon.carbon_words import CO2E, and_without_entries, and_without_some, change_words
from greenpractice.carbon.gaps import worst_first
from greenpractice.carbon.like_for_like import compared_words
from greenpractice.charts.indicator_rulers import indicator_rulers
from greenpractice.charts.sources_chart import sources_chart
from greenpractice.comparison.telling import usual_bands
from greenpractice.indicators.schemes import scheme_words, schemes_of
from greenpractice.indicators.side_by_side import why_they_differ
from greenpractice.numbers import NO_DATA, kg_words, show
from greenpractice.periods import day_words
from greenpractice.phrases import counted, noun
from greenpractice.reports.blocks import bullets, heading, paragraph
from greenpractice.reports.cards import Card, cards
from greenpractice.reports.chart_blocks import chart_parts
from greenpractice.reports.content import PrintedAction, Summary
from greenpractice.reports.tagged import height_of
from greenpractice.reports.text import HINT, SMALL, Strong
from greenpractice.reports.words import ASKED_IN_FRONT, LEFT_OPEN, PAGE_HEIGHT, TEXT_WIDTH, clipped
from greenpractice.small_numbers import FEWER, NOT_SHOWN


@dataclass(frozen=True, slots=True)
class _Room:
    """How generous page 1 may be: size of the charts' labels, bars of sources, how much of each action."""

    chart_text: float
    sources: int
    who_and_when: bool
    side_by_side: bool = True
    sure: Literal["whole", "short", "no chase"] = "whole"
    sentence_on_others: bool = True
    asked: int = ASKED_IN_FRONT


_ACTION, _CONTACT, _QUESTION = 85, 60, 230  # characters on this page; the details have the whole text
_SIZES = (_Room(9, 6, True), _Room(8.5, 6, True), _Room(8, 6, True), _Room(8, 4, False))
# Why two views differ stands in the details too, and where one stands among others: they are the first to go.
# So do what to chase next, and last what is asked.
_LEAST = replace(_SIZES[-1], side_by_side=False, sentence_on_others=False, sure="short")
_ROOMS = (
    *(
        replace(size, side_by_side=said, sentence_on_others=others)
        for size in _SIZES
        for others, said in ((True, True), (True, False), (False, True), (False, False))
    ),
    _LEAST,
    replace(_LEAST, sources=3),
    *(replace(_LEAST, sure="no chase", asked=asked) for asked in range(ASKED_IN_FRONT, -1, -1)),
)


def front_page(summary: Summary) -> list[Flowable]:
    """Title, four numbers, where the carbon comes from, the indicators, what is being done, data quality.

    All of it stands on one page: where there is much to say, the charts and then the actions say less.
    """
    for room in _ROOMS:
        blocks = _blocks(summary, room)
        if height_of(blocks, TEXT_WIDTH) <= PAGE_HEIGHT:
            break
    return blocks


def _blocks(summary: Summary, room: _Room) -> list[Flowable]:
    place = summary.short_name
    sources = sources_chart(
        summary.footprint, place=place, width=TEXT_WIDTH, text_size=room.chart_text, most=room.sources
    )
    rulers = indicator_rulers(
        summary.indicators,
        summary.previous_values,
        place=place,
        period=summary.period,
        width=TEXT_WIDTH,
        text_size=room.chart_text,
        hidden=summary.hidden,
        usual=usual_bands(summary.compared, summary.period),
    )
    return [
        heading(summary.title, 1),
        paragraph(_facts(summary), HINT),
        cards(_numbers(summary, room)),
        *(_beside_others(summary) if room.sentence_on_others else ()),
        *chart_parts(sources, f"Tonnes or kg {CO2E} by source"),
        *chart_parts(
            rulers, f"With the thresholds of {scheme_words(schemes_of(summary.indicators))}, as a guide"
        ),
        *(_side_by_side(summary) if room.side_by_side else ()),
        *_doing(summary, room),
        *_asked(summary, room.asked),
        paragraph([Strong("How sure is this? "), _how_sure(summary, room)], SMALL),
    ]


def _how_sure(summary: Summary, room: _Room) -> str:
    """The grade, what to chase next, and what was entered; the details have all of it by section."""
    good = summary.good
    if good.next is None:
        return summary.quality
    if room.sure == "whole":
        return f"{good.words} {summary.quality}"
    chase = good.next.told(in_short=True) if room.sure == "short" else ""
    return " ".join(part for part in (good.sure.short, chase, summary.left_open) if part)


def _beside_others(summary: Summary) -> list[Flowable]:
    """Where the practice stands among others, in one sentence."""
    told = summary.compared.headline if summary.compared else None
    return [paragraph(told.sentence, SMALL)] if told else []


def _short_on_others(summary: Summary) -> str:
    """The same for a card, where there is no room for a sentence; of the very period alone."""
    found = summary.compared
    told = found.headline if found is not None and found.comparison.period == summary.period else None
    return f"{CO2E}. {told.short}" if told is not None else ""


def _side_by_side(summary: Summary) -> list[Flowable]:
    """Why two views of the same inhalers differ, where they do."""
    differ = why_they_differ(summary.indicators, summary.watched)
    return [paragraph(differ, SMALL)] if differ else []


def _facts(summary: Summary) -> str:
    document, contact = summary.document, summary.document.contact
    facts = [document.ods_code, summary.network, summary.view.quarters.words, _patients(summary)]
    facts += [f"version {document.revision}", f"created {day_words(summary.created.date())}"]
    if contact is not None:
        facts.append(", ".join(clipped(part, _CONTACT) for part in (contact.name, contact.email) if part))
    return " · ".join(fact for fact in facts if fact)


def _patients(summary: Summary) -> str:
    patients = summary.footprint.patients
    if patients is None:
        return "patients: no data"
    return f"{FEWER if summary.patients_hidden else show(patients)} patients"


def _numbers(summary: Summary, room: _Room) -> list[Card]:
    footprint, year = summary.footprint, summary.period.is_year
    each = footprint.per_1000_patients
    per_1000 = NOT_SHOWN if summary.patients_hidden else kg_words(each)
    cards = [
        Card(
            summary.view.quarters.this_year if year else "This quarter",
            kg_words(footprint.known_total),
            f"{CO2E}{and_without_entries(footprint)}",
        )
    ]
    if not year:
        cards.append(Card("Last 12 months", kg_words(summary.last_12_months), _four_quarters(summary)))
    others = "" if room.sentence_on_others else _short_on_others(summary)
    cards.append(Card("For 1,000 patients", per_1000, others or f"{CO2E} {footprint.when}"))
    cards.append(_change(summary))
    return cards


def _four_quarters(summary: Summary) -> str:
    over = summary.twelve_months
    return "needs four quarters" if over is None else f"{CO2E}{and_without_some(over.footprint)}"


def _change(summary: Summary) -> Card:
    """The change on the same period last year, over the sections that both have."""
    label = "On the year before" if summary.period.is_year else "On last year"
    view = summary.view
    change = view.change
    if change is None or not change.comparison.sections:
        return Card(label, NO_DATA, view.why_not_compared)
    found = change.comparison
    return Card(label, change_words(found.then, found.now), compared_words(change, view.period))


def _doing(summary: Summary, room: _Room) -> list[Flowable]:
    blocks = [heading("What we are doing", 2)]
    if not summary.actions:
        return [*blocks, paragraph("No actions chosen for the summary.", SMALL)]
    said = [
        _action(action) if room.who_and_when else clipped(action.title, _ACTION) for action in summary.actions
    ]
    return [*blocks, *bullets(said, SMALL)]


def _action(action: PrintedAction) -> str:
    due = f"by {action.due}" if action.due else ""
    rest = ", ".join(part for part in (clipped(action.owner, _CONTACT), due, action.status.lower()) if part)
    title = clipped(action.title, 2 * _ACTION)
    return f"{title} ({rest})" if rest else title


def _asked(summary: Summary, most: int) -> list[Flowable]:
    """Up to `most` questions about figures, those that weigh most, and the number of the others."""
    asked = worst_first(summary.gaps)
    if not asked:
        return []
    said = [f"{gap.where_in(summary.period)}: {gap.why}" for gap in asked[:most]]
    others = len(asked) - len(said)
    if others and said:
        said.append(f"{others} more {noun(others, 'stands', 'stand')} under “{LEFT_OPEN}”.")
    elif others:
        are = counted(others, "figure is", "figures are")
        said.append(f"{are} asked about, under “{LEFT_OPEN}”.")
    words = " ".join(clipped(each, _QUESTION) for each in said)
    return [paragraph([Strong("Is this right? "), words], SMALL)]
