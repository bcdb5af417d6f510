"""What is asked of the figures of a return: one question a figure, the worst of all guards on it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from greenpractice.errors import FactsError, Issue
from greenpractice.facts.guards import (
    EARLIER,
    GUARDS,
    M2,
    NONE,
    OTHERS,
    PATIENT,
    PER_1000,
    PERSON,
    RATIO,
    SEASON,
    WTE,
    Guard,
    load_guards,
)
from greenpractice.facts.in_use import of_facts
from greenpractice.guards.amounts import ELSEWHERE, is_worked_out
from greenpractice.guards.earlier import compared_with
from greenpractice.guards.figures import Figures, Given
from greenpractice.guards.measures import Measured, Parts, measured
from greenpractice.guards.sizes import size_in_doubt
from greenpractice.guards.words import sentence_of, usual_middle
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.sections import SECTION_BY_KEY

Place = tuple[str, int, str]  # section, row and field
_ENOUGH, _MOST_ROWS = Decimal("0.9"), 8
_SIZES = {  # by the figure of the practice, what it measures; each may be measured by those before it
    "registered_patients": (PATIENT, PER_1000), "floor_area_m2": (M2,), "staff": (PERSON,), "wte": (WTE,),
}  # fmt: skip
_NO_LIMIT = Decimal("1E+9")
_ITSELF, _UNLIKE, _OF_TWO, _ALONE = 0, 1, 2, 3  # what is asked of a figure before what else


@dataclass(frozen=True, slots=True)
class _Found:
    """A question that may be asked: how far beyond its limit, and the places it may stand at."""

    beyond: Decimal
    times: Decimal
    places: tuple[Place, ...]
    rows: tuple[int, ...]
    sentence: Callable[[], str]
    rank: int


def asked_of(given: Given, earlier: Mapping[Period, Given], taken: Collection[Place] = ()) -> list[Issue]:
    """The questions about a return's figures, those far beyond first; places `taken` have one already.

    `earlier` are other returns of the practice by their periods; figures are set beside those of the
    quarter (or year) before, and of a year before.
    """
    with exact():
        figures = Figures(given)
        guards = [guard for guard in guards_in_use() if guard.holds_on(given.period.first_day)]
        found = list(_leave_out_unsure(guards, figures))
        found += [*_beyond_limits(guards, figures), *_unlike_earlier(guards, figures, earlier)]
        # What is far from usual itself stands at its figure, then what is unlike an earlier one; what two
        # figures say of each other stands at one that is left; then what a figure without the other says.
        found.sort(key=lambda each: (each.rank, -each.beyond))
        known, issues = set(taken), []
        for each in found:
            place = next((place for place in each.places if place not in known), None)
            if place is None:
                continue
            known.add(place)
            sentence = each.sentence()
            issues.append(Issue(*place, sentence, question=True, rows=each.rows, times=each.times))
    return issues


@of_facts
def guards_in_use() -> tuple[Guard, ...]:
    """The guards of the table, each of which names sections, fields and amounts that there are."""
    guards = load_guards()
    for guard in guards:
        section = SECTION_BY_KEY.get(guard.section)
        if section is None:
            raise FactsError(GUARDS, guard.id, f"no section is called {guard.section}")
        amounts = () if guard.scale in (NONE, SEASON) else (*guard.amounts, *guard.divisors)
        declared = (name for name in amounts if name not in ELSEWHERE and not is_worked_out(name))
        for name in (*guard.fields, *(slip.field for slip in guard.slips if slip.field), *declared):
            if name not in section.fields:
                raise FactsError(GUARDS, guard.id, f"{guard.section} has no field {name}")
    return guards


def _leave_out_unsure(guards: Sequence[Guard], figures: Figures) -> Iterator[_Found]:
    """One slip is one question: a size that is asked about itself measures no other until it is confirmed.

    What is yielded is the question about a size that only the other figures speak against.
    """
    for field, scales in _SIZES.items():
        if figures.is_confirmed("practice", field):
            continue
        own = [guard for guard in guards if guard.section == "practice" and guard.fields == (field,)]
        is_unsure = any(_beyond_limits((guard for guard in own if guard.scale != RATIO), figures))
        beside = next((guard for guard in own if guard.scale == OTHERS), None)
        size = figures.size(scales[0])
        doubt = None if beside is None else size_in_doubt(beside, size, scales, guards, figures)
        if doubt is not None:
            place, raw = ("practice", 0, field), figures.raw("practice")[0]
            sentence = partial(doubt.sentence, raw)
            yield _Found(doubt.beyond, doubt.times, (place,), (0,), sentence, _ITSELF)
        if is_unsure or doubt is not None:
            figures.leave_out(scales)


def _beyond_limits(guards: Iterable[Guard], figures: Figures) -> Iterator[_Found]:
    """What is outside the limits of doubt; a guard in the place of others is asked where none could be.

    In the place of a ratio it is asked last: other rows may have both figures, and this one may not.
    """
    looked_at, ratios = set[str](), set[str]()
    for guard in guards:
        if guard.scale in (NONE, SEASON, EARLIER, OTHERS) or not figures.raw(guard.section):
            continue
        if looked_at.intersection(guard.instead_of):
            continue
        is_ratio, is_alone = guard.scale == RATIO, not ratios.isdisjoint(guard.instead_of)
        rank = _OF_TWO if is_ratio else _ALONE if is_alone else _ITSELF
        if is_ratio:
            ratios.add(guard.id)
        for each in measured(guard, figures):
            if not is_ratio:
                looked_at.add(guard.id)
            beyond = _beyond(each)
            if beyond is not None:
                yield _question(each, beyond, figures, rank)


def _beyond(found: Measured) -> Decimal | None:
    """How many times beyond a limit a figure is, or None where it is within."""
    guard, base = found.guard, found.base
    if guard.doubt_high is not None:
        most = guard.doubt_high * base.most
        if found.value > most:
            return found.value / most if most else _NO_LIMIT
    if guard.doubt_low is not None and found.is_whole:
        least = guard.doubt_low * base.least
        if found.value < least:
            return least / found.value if found.value > 0 else _NO_LIMIT
    return _NO_LIMIT if found.value < 0 else None


def _question(found: Measured, beyond: Decimal, figures: Figures, rank: int) -> _Found:
    guard = found.guard
    usual = usual_middle(found)
    times = found.value / usual if usual and found.value > 0 else beyond
    largest = found.parts.largest
    raw = figures.raw(guard.section)[largest]
    fields = [field for field in guard.fields if field in raw] or list(guard.fields[:1])
    if guard.scale != RATIO:
        fields = fields[:1]
    places = tuple((guard.section, largest, field) for field in fields)
    return _Found(
        beyond, times, places, _rows_that_matter(found.parts),
        lambda: sentence_of(found, raw, figures.period), rank,
    )  # fmt: skip


def _rows_that_matter(parts: Parts) -> tuple[int, ...]:
    """The rows that make nearly all of a sum, in their order: an answer is about these."""
    if len(parts.rows) == 1:
        return parts.rows
    total, so_far, rows = sum(parts.values, Decimal(0)), Decimal(0), list[int]()
    largest_first = sorted(zip(parts.rows, parts.values, strict=True), key=lambda part: -part[1])
    for row, value in largest_first[:_MOST_ROWS]:
        if rows and so_far >= total * _ENOUGH:
            break
        rows.append(row)
        so_far += value
    return tuple(sorted(rows))


def _unlike_earlier(
    guards: Iterable[Guard], figures: Figures, earlier: Mapping[Period, Given]
) -> Iterator[_Found]:
    """What is twice or half of an earlier return's."""
    if not earlier:
        return
    for each in compared_with(guards, figures, earlier):
        rows = _rows_that_matter(each.parts)
        largest = each.parts.largest
        raw = figures.raw(each.guard.section)[largest]
        field = next((field for field in each.guard.fields if field in raw), each.guard.fields[0])
        place = (each.guard.section, largest, field)
        yield _Found(each.beyond, each.times, (place,), rows, partial(each.sentence, raw), _UNLIKE)
