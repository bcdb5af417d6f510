"""Page 1: how much, why, and what next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from reportlab.platypus import Flowable

from greenpractice.answers.lead_sentence import lead_of
from greenpractice.carbon.gaps import worst_first
from greenpractice.comparison.telling import usual_bands
from greenpractice.indicators.base import Result
from greenpractice.indicators.schemes import scheme_words, schemes_of
from greenpractice.numbers import show
from greenpractice.periods import day_words
from greenpractice.phrases import (
    ROUNDING,
    counted,
    noun,
    now_and_before,
    number_word,
)
from greenpractice.reports.blocks import HEADINGS, block_title, heading, paragraph
from greenpractice.reports.content import PrintedAction, Summary
from greenpractice.reports.forms.ask_box import ask_box
from greenpractice.reports.forms.key_line import key_line
from greenpractice.reports.forms.numbers import number_row
from greenpractice.reports.forms.rulers import RulerRow, key_of, rulers
from greenpractice.reports.practice.lists import MOST_BARS, lists_add_up, sources_and_causes
from greenpractice.reports.tables import table
from greenpractice.reports.tagged import height_of
from greenpractice.reports.text import HINT, LEAD, SMALL, UNDER, Strong, widest_line
from greenpractice.reports.words import (
    ASKED_IN_FRONT,
    LEFT_OPEN,
    OUR_ACTIONS,
    PAGE_HEIGHT,
    TEXT_WIDTH,
    clipped,
)
from greenpractice.small_numbers import FEWER

_SMALLEST_TITLE, _SLACK = 16.0, 0.1  # points
_TITLE, _ACTION, _WHO, _QUESTION = (
    52,
    60,
    32,
    230,
)  # characters on this page; further on stands the whole text


@dataclass(frozen=True, slots=True)
class _Room:
    """How generous page 1 may be: bars, the height of a ruler, actions, and how much is said at its foot."""

    bars: int = MOST_BARS
    ruler: float = 33.0
    actions: int = 3
    sure: Literal["whole", "short", "no chase"] = "whole"
    asked: int = ASKED_IN_FRONT
    to_compare: bool = True


_TIGHT = _Room(ruler=30.0)
_SHORT = replace(_TIGHT, sure="short")
# What stands further on too goes first: actions, what to chase next, and last what is asked.
_ROOMS = (
    _Room(),
    _TIGHT,
    _SHORT,
    *(replace(_SHORT, actions=actions) for actions in (2, 1)),
    *(
        replace(_SHORT, bars=4, actions=1, asked=asked, to_compare=False)
        for asked in range(ASKED_IN_FRONT, 0, -1)
    ),
    *(
        replace(_TIGHT, bars=3, actions=0, sure="no chase", asked=asked, to_compare=False)
        for asked in range(ASKED_IN_FRONT, -1, -1)
    ),
)


def front_page(summary: Summary) -> list[Flowable]:
    """The answer, three numbers, where carbon comes from and why it changed, the next step, indicators.

    All of it stands on one page: where there is much to say, what stands further on too says less here.
    """
    for room in _ROOMS:
        blocks = _blocks(summary, room)
        if height_of(blocks, TEXT_WIDTH) <= PAGE_HEIGHT:
            break
    return blocks


def _blocks(summary: Summary, room: _Room) -> list[Flowable]:
    return [
        _title(summary),
        paragraph(_facts(summary), HINT),
        paragraph(lead_of(summary.standing), LEAD),
        number_row(summary.numbers),
        *sources_and_causes(summary, room.bars),
        ask_box(summary.step.title, " ".join(summary.step.sentences)),
        *_indicators(summary, room),
        *_actions(summary, room.actions),
        *_asked(summary, room.asked),
        paragraph([Strong("How sure is this? "), *_how_sure(summary, room)], SMALL),
    ]


def _title(summary: Summary) -> Flowable:
    """Who and when, on one line: smaller where it is long, and then with less of the name."""
    name, when = summary.short_name, _when(summary)
    while name:
        said = f"{clipped(summary.short_name, len(name))}, {when}"
        size = min(1.0, TEXT_WIDTH / widest_line(said, HEADINGS[1])) * HEADINGS[1].size
        if size >= _SMALLEST_TITLE:
            break
        name = name[:-1]
    fitted = size - _SLACK if size < HEADINGS[1].size else size
    return heading(said, 1, style=replace(HEADINGS[1], size=fitted, before=0))


def _when(summary: Summary) -> str:
    held = summary.view.quarters
    if not summary.standing.so_far:
        return summary.period.words
    return f"{months_held(summary)}, {held.held} of {held.of} quarters"


def months_held(summary: Summary) -> str:
    """`April to September 2026`, of a year with its first two quarters; of others the whole year."""
    quarters = sorted(each.period for each in summary.view.parts if not each.period.is_year)
    if not quarters or quarters != list(summary.period.quarters[: len(quarters)]):
        return summary.period.words
    first, last = quarters[0].words.partition(" to ")[0], quarters[-1].words.rpartition(" to ")[2]
    start = (
        first if first[-1:].isdigit() or last[-4:] == str(quarters[0].year) else f"{first} {quarters[0].year}"
    )
    return f"{start} to {last}"


def _facts(summary: Summary) -> str:
    document = summary.document
    made = f"version {document.revision}, made on {day_words(summary.created.date())}"
    return " · ".join([document.ods_code, clipped(summary.network, _TITLE), _patients(summary), made])


def _patients(summary: Summary) -> str:
    patients = summary.footprint.patients
    if patients is None:
        return "patients not given"
    return f"{FEWER if summary.patients_hidden else show(patients)} patients"


def _indicators(summary: Summary, room: _Room) -> Iterator[Flowable]:
    rows = ruler_rows(summary)
    yield block_title(indicators_title([row.result for row in rows if not row.is_hidden], len(rows)))
    scheme = scheme_words(schemes_of(summary.indicators))
    yield paragraph(f"Levels of {scheme}, as a guide", UNDER)
    if all(row.result.value is None for row in rows):
        return
    yield key_line(key_of(rows, now_and_before(summary.period)[0]))
    yield rulers(rows, room.ruler)
    without = [f"{row.result.indicator.id} is {row.without}." for row in rows if row.without]
    if without:
        yield paragraph(" ".join(without), HINT)


def ruler_rows(summary: Summary) -> list[RulerRow]:
    """A ruler for each indicator, with its earlier value and the middle half of others."""
    when, earlier = summary.earlier_values
    usual = usual_bands(summary.compared, summary.period)
    return [
        RulerRow(
            result,
            result.indicator.id in summary.hidden,
            _before(summary, result, earlier),
            when,
            usual.get(result.indicator.id),
        )
        for result in summary.indicators
    ]


def _before(summary: Summary, result: Result, earlier: Mapping[str, Decimal | None]) -> Decimal | None:
    """What stands beside a value; nothing beside one that is not shown."""
    is_shown = result.value is not None and result.indicator.id not in summary.hidden
    return earlier.get(result.indicator.id) if is_shown else None


def indicators_title(shown: Sequence[Result], number: int) -> str:
    """How many have reached the lower level, and how many of these the upper one."""
    known = [result for result in shown if result.value is not None]
    if not known:
        return "No figures for the inhaler indicators yet"
    upper = sum(result.status == "upper_reached" for result in known)
    lower = upper + sum(result.status == "lower_reached" for result in known)
    of = f"{number_word(number)} inhaler indicators"
    if not lower:
        return f"None of the {of} has reached the lower level yet"
    if upper == number:
        return f"All {of} have reached the upper level"
    have = "have" if lower > 1 else "has"
    said = f"{number_word(lower).capitalize()} of {of} {have} reached the lower level"
    return f"{said}, {number_word(upper)} the upper" if upper else said


def _actions(summary: Summary, most: int) -> Iterator[Flowable]:
    """The actions chosen for this page, and how many more there are."""
    shown = summary.actions[:most]
    if not shown:
        return
    rows = [["What we are doing", "Who", "By", "State"], *map(_action_row, shown)]
    yield table(rows, align="llll", stretch=0, style=SMALL, padding=2.5)
    more = len(summary.all_actions) - len(shown)
    if more:
        yield paragraph(f"and {more} more under “{OUR_ACTIONS}”", HINT)


def _action_row(action: PrintedAction) -> list[str]:
    return [clipped(action.title, _ACTION), clipped(action.owner, _WHO), action.due, action.status]


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


def _how_sure(summary: Summary, room: _Room) -> Iterator[str | Strong]:
    """The grade, what to chase next, and what was entered; further on stands all of it by section."""
    good = summary.good
    if good.next is None:
        yield summary.quality
    elif room.sure == "whole":
        yield f"{good.words} {summary.quality}"
    else:
        chase = good.next.told(in_short=True) if room.sure == "short" else ""
        yield " ".join(part for part in (good.sure.short, chase, summary.left_open) if part)
    if not lists_add_up(summary, room.bars):
        yield f" {ROUNDING}"
    if room.to_compare and summary.standing.compared is None:
        before = f"{summary.period.year_before.words}, or the year 2019/20,"
        yield Strong(" To compare sooner: ")
        yield f"enter {before} from bills and prescribing of then; this page then says what changed."
