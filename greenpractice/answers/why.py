"""Why a number is what it is: each line of it as a sum in words, its source, and the figures it came from."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal

from greenpractice.answers.history import View
from greenpractice.carbon.carbon_words import (
    AVOIDED_IS,
    CO2E,
    beside_words,
    exact_words,
    spread_words,
    sum_words,
    without_entries,
)
from greenpractice.carbon.footprint import Footprint
from greenpractice.carbon.gaps import not_counted_words
from greenpractice.carbon.grades import doubt_words, less_or_more, range_of
from greenpractice.carbon.input_kinds import Doubt, doubts_of
from greenpractice.carbon.like_for_like import compared_words
from greenpractice.carbon.part import Part
from greenpractice.explaining.answer import Answer, Step, kg_exact
from greenpractice.explaining.figures import Figure, figures_of
from greenpractice.lines import BOUNDARY_WORDS, SCOPE_WORDS, Avoided, Line, scope_title
from greenpractice.numbers import NO_DATA, exact, show, show_kg
from greenpractice.phrases import counted
from greenpractice.sections import SECTION_BY_KEY

_EACH = "Each line is a quantity from your figures multiplied by a published factor."
_PRACTICE = "practice"


def why_total(view: View) -> Answer:
    """Every line of a footprint."""
    without = without_entries(view.footprint)
    notes = (f"{without[:1].upper()}{without[1:]}.",) if without else ()
    return _of_lines(view, f"All carbon, {view.period.words}", _every, notes)


def why_section(view: View, key: str) -> Answer:
    """The lines of one section, and what of it could not be counted."""
    title = f"{SECTION_BY_KEY[key].title}, {view.period.words}"
    missing = [item for item in view.footprint.not_counted if item.section == key]
    notes = tuple(map(not_counted_words, missing))
    return _of_lines(view, title, lambda line: line.section == key, notes)


def why_sections(view: View, title: str, keys: Collection[str]) -> Answer:
    """The lines of several sections together."""
    return _of_lines(view, f"{title}, {view.period.words}", lambda line: line.section in keys)


def why_scope(view: View, scope: str) -> Answer:
    """The lines of one GHG scope."""
    return _of_lines(view, f"{SCOPE_WORDS[scope]}, {view.period.words}", lambda line: line.scope == scope)


def why_boundary(view: View, boundary: str) -> Answer:
    """The lines on one side of the NHS boundary."""
    title = f"{BOUNDARY_WORDS[boundary]}, {view.period.words}"
    return _of_lines(view, title, lambda line: line.boundary == boundary)


def why_product(view: View, key: str) -> Answer:
    """The lines of one inhaler, by the key of its factor."""
    name = next((line.label for line in view.footprint.lines if line.factor.key == key), key)
    return _of_lines(view, f"{name}, {view.period.words}", lambda line: line.factor.key == key)


def why_per_1000(view: View) -> Answer:
    """The total over the registered patients."""
    footprint = view.footprint
    steps = [
        Step(
            f"Registered patients, {part.period.words}",
            "",
            NO_DATA if part.footprint.patients is None else show(part.footprint.patients),
            "From Practice details",
            figures_of(part, _PRACTICE, 0, ("registered_patients",)),
        )
        for part in view.parts
    ]
    kg, patients = footprint.per_1000_patients, footprint.patients
    title = f"Carbon for each 1,000 patients, {view.period.words}"
    if kg is None or patients is None:
        return Answer(title, NO_DATA, per_1000_needs(footprint), tuple(steps))
    how = f"{show(footprint.total, 2)} kg × 1,000 ÷ {exact_words(patients)} patients = {show(kg, 2)} kg."
    if len(view.parts) > 1:
        how += " Patients are the mean of the quarters."
    carbon = Step("All carbon", "the sum of all lines", kg_exact(footprint.total), "", ())
    return Answer(title, f"{show_kg(kg)} {CO2E}", how, (carbon, *steps), titles=("What", "", "Figure"))


def per_1000_needs(footprint: Footprint) -> str:
    """What carbon for each 1,000 patients cannot be told without."""
    if footprint.patients:
        return "There are no figures for this yet."
    return "Enter registered patients in Practice details."


def why_change(view: View) -> Answer:
    """What the sections that both have weighed then and weigh now."""
    title = f"{view.period.words} against a year earlier"
    change = view.change
    if change is None:
        return Answer(title, NO_DATA, "There is no return of a year earlier.", ())
    found = change.comparison
    steps = tuple(
        Step(
            SECTION_BY_KEY[key].title,
            f"{kg_exact(change.then.by_section[key])} then",
            f"{kg_exact(change.now.by_section[key])} now",
            "",
            (),
        )
        for key in found.sections
    )
    how = f"{kg_exact(found.then)} then, {kg_exact(found.now)} now, over the sections that both have."
    part = compared_words(change, view.period)
    notes = [f"Compared: {part}."] if view.is_of_several else []
    for keys, why in (
        ((*found.only_then, *found.only_now), "only one has figures"),
        (found.in_part, "one of the two has only a part of it"),
    ):
        titles = ", ".join(SECTION_BY_KEY[key].title for key in keys)
        notes += [f"Left out, because {why}: {titles}."] if keys else []
    columns = ("Section", view.period.year_before.words, view.period.words)
    with exact():
        kg = found.now - found.then
    value = f"{show_kg(abs(kg))} {CO2E} {'more' if kg > 0 else 'less'}" if kg else "No change"
    return Answer(title, value, how, steps, tuple(notes), columns)


def why_avoided(view: View) -> Answer:
    """What returned inhalers kept out of the air, as an estimate apart from the footprint."""
    several = len(view.parts) > 1
    steps = [_avoided_step(part, item, several) for part in view.parts for item in part.footprint.avoided]
    spread = view.footprint.avoided_kg
    value = NO_DATA if spread is None else f"{spread_words(spread)} {CO2E}"
    title = f"Kept out of the air by returned inhalers, {view.period.words}"
    return Answer(title, value, AVOIDED_IS, tuple(steps), titles=("What", "Least to most", CO2E))


def why_market(view: View) -> Answer:
    """Electricity by contract: scope 2 only, and beside the headline."""
    title = f"Electricity by contract (market-based), {view.period.words}"
    kg = view.footprint.market_based_kg
    if kg is None:
        return Answer(title, NO_DATA, "No electricity is marked as renewable.", ())
    lines = _of_lines(view, title, lambda line: line.section == "electricity" and line.scope == "2")
    how = (
        "Renewable tariffs and your own solar power count as 0, the rest at the average of the grid. "
        "The lines below are the headline, at the average of the grid."
    )
    return Answer(title, f"{show_kg(kg)} {CO2E}", how, lines.steps)


def _every(line: Line) -> bool:
    return True


def _of_lines(view: View, title: str, keep: Callable[[Line], bool], notes: Sequence[str] = ()) -> Answer:
    """The lines to keep, the heaviest first."""
    several = len(view.parts) > 1
    kept = [(line, doubts, part) for part in view.parts for line, doubts in doubts_of(part) if keep(line)]
    kept.sort(key=lambda each: -each[0].kg)
    if not kept:
        return Answer(title, NO_DATA, "There are no figures for this yet.", (), tuple(notes))
    with exact():
        total = sum((line.kg for line, *_ in kept), Decimal(0))
    how = _EACH if len(kept) == 1 else f"The sum of {counted(len(kept), 'line')}: {kg_exact(total)}. {_EACH}"
    steps = tuple(_step(line, doubts, part, several) for line, doubts, part in kept)
    least, most = range_of(doubt for _, doubts, _ in kept for doubt in doubts)
    sure = f"How sure: it may be {less_or_more(least, most)}."
    return Answer(title, f"{show_kg(total)} {CO2E}", how, steps, (*notes, sure))


def _step(line: Line, doubts: Sequence[Doubt], part: Part, several: bool) -> Step:
    factor = line.factor
    year = f" Set of {factor.year}." if factor.year else ""
    forward = " Carried forward: it is the newest set there is." if factor.carried_forward else ""
    estimated = " Estimated." if line.estimated else ""
    scope = scope_title(line.scope)
    beside = f" {words}" if (words := beside_words(factor)) else ""
    source = f"Factor: {factor.label}, {factor.source_words}.{year}{forward}{estimated} {scope}.{beside}"
    source = " ".join([source, *map(doubt_words, doubts)])
    figures = figures_of(part, line.section, line.row, line.fields)
    if line.section in ("electricity", "heating") and "basis" in line.fields:
        figures += _floor_areas(part)
    return Step(_what(line, part, several), sum_words(line), kg_exact(line.kg), source, figures)


def _what(line: Line | Avoided, part: Part, several: bool) -> str:
    return f"{line.label}, {part.period.words}" if several else line.label


def _floor_areas(part: Part) -> tuple[Figure, ...]:
    """What an estimate from floor area looks up."""
    rows = range(len(part.document.rows(_PRACTICE)))
    return tuple(each for row in rows for each in figures_of(part, _PRACTICE, row, ("floor_area_m2",)))


def _avoided_step(part: Part, item: Avoided, several: bool) -> Step:
    figures = figures_of(part, item.section, item.row, item.fields)
    span = f"{kg_exact(item.lowest)} to {kg_exact(item.highest)}"
    return Step(_what(item, part, several), span, kg_exact(item.kg), item.source, figures)
