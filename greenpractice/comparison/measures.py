"""What is compared: each measure with its name and unit, and a practice's own figure of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from greenpractice.answers.history import View
from greenpractice.carbon.carbon_words import and_without_some
from greenpractice.carbon.footprint import typed_rows
from greenpractice.carbon.gaps import missing_of_sections, unfinished
from greenpractice.comparison.quartiles import coarse
from greenpractice.facts.in_use import of_facts
from greenpractice.indicators import INDICATORS, WATCHED
from greenpractice.indicators.base import Result
from greenpractice.indicators.computing import load_indicators
from greenpractice.indicators.watched_facts import load_watched
from greenpractice.indicators.watching import Watched
from greenpractice.indicators.words import value_words
from greenpractice.numbers import exact, round_half_up, show, show_kg
from greenpractice.phrases import is_or_are, joined, lower_first
from greenpractice.returns.energy_rows import ENERGY_SECTIONS
from greenpractice.sections import CARBON_SECTIONS, SECTION_BY_KEY
from greenpractice.small_numbers import FEWER, is_few, is_few_patients

Unit = Literal["kg", "share"]
_MAIN = ("inhalers", *ENERGY_SECTIONS, "business_travel")  # what nearly every practice has, added up
_COMPARED = tuple(section.key for section in CARBON_SECTIONS if not section.only_some)
MAIN, _MAIN_SOURCES = "main", "Main sources"
_TEN = Decimal(10)  # kg, below which a whole number has fewer digits than what is usual
_PATIENTS, _AREA = "for each 1,000 patients", "for each m² of floor"
_INHALERS = "inhalers"


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is compared; `sections` are those that have to be complete, `per` what it is of."""

    key: str
    title: str
    unit: Unit
    sections: tuple[str, ...]
    per: str = ""
    short: str = ""  # a title where there is little room
    is_indicator: bool = False

    @property
    def is_share(self) -> bool:
        """True where it is told in percents."""
        return self.unit == "share"

    def own_words(self, value: Decimal) -> str:
        """kg of a practice: `3.4 tonnes`, `347 kg`, and below 10 kg two digits like what is usual."""
        if value < _TEN:
            return self.usual_words(coarse(value, self.is_share))
        return show_kg(value) if self.per == _PATIENTS else f"{show(value, 1)} kg"

    def usual_words(self, value: Decimal) -> str:
        """A quartile, which has two digits: `15 tonnes`, `2.9 tonnes`, `340 kg`, `42%`."""
        with exact():
            if self.is_share:
                return f"{show(round_half_up(value * 100))}%"
            size, unit = (value / 1000, "tonnes") if value >= 1000 else (value, "kg")
        return f"{show(size, max(0, 1 - size.adjusted()))} {unit}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A practice's own figure of a measure in words; without a value `why_not` says what it would need."""

    value: Decimal | None = None
    words: str = ""
    why_not: str = ""


@of_facts
def load_measures() -> dict[str, Measure]:
    """Every measure by its key, in the order in which they are told."""
    found = [Measure(MAIN, f"{_MAIN_SOURCES} ({_titles(_MAIN)})", "kg", _MAIN, _PATIENTS, _MAIN_SOURCES)]
    found += [Measure(key, SECTION_BY_KEY[key].title, "kg", (key,), _PATIENTS) for key in _COMPARED]
    found += [Measure(f"{key}.m2", SECTION_BY_KEY[key].title, "kg", (key,), _AREA) for key in ENERGY_SECTIONS]
    for declared in INDICATORS:
        indicator = load_indicators()[declared.id]
        unit: Unit = "share" if indicator.unit == "share" else "kg"
        needs = (_INHALERS,) if declared.section == _INHALERS else ()
        found.append(
            Measure(indicator.id, f"{indicator.id} {indicator.title}", unit, needs, is_indicator=True)
        )
    for measure in WATCHED:
        facts = load_watched()[measure.id]
        name = f"{facts.id} (draft)" if facts.draft else facts.id
        found.append(Measure(facts.id, name, "share", (_INHALERS,), is_indicator=True))
    return {each.key: each for each in found}


def figures_of(view: View) -> dict[str, Figure]:
    """A practice's own figure of each measure, from its returns of a quarter or a whole year.

    The same for the practice's own pages and for the file that its Lead makes.
    """
    lacks = _lacks(view)
    results = {result.indicator.id: result for result in view.results()}
    watched = {each.facts.id: each for each in view.watched()}
    found = {}
    for measure in load_measures().values():
        lacking = [lacks[key] for key in measure.sections if key in lacks]
        if lacking:
            found[measure.key] = Figure(why_not=joined(lacking))
        elif measure.key in results:
            found[measure.key] = _of_result(results[measure.key])
        elif measure.key in watched:
            found[measure.key] = _of_watched(watched[measure.key])
        else:
            found[measure.key] = _of_carbon(measure, view)
    return found


def _lacks(view: View) -> Mapping[str, str]:
    """What sections lack that are not there whole, in every quarter of the period, as a clause by key."""
    quarters = set(view.period.made_of)
    parts = [(part, {*missing_of_sections(part), *unfinished(part)}) for part in view.parts]
    found = {}
    for section in CARBON_SECTIONS:
        key, title = section.key, lower_first(section.title)
        having = [(part, partly) for part, partly in parts if key in part.footprint.by_section]
        if not having:
            found[key] = f"{title} {'has' if is_or_are(title) == 'is' else 'have'} no data"
        elif {quarter for part, _ in having for quarter in part.period.made_of} != quarters:
            found[key] = f"{title} {is_or_are(title)} not there for every quarter"
        elif any(key in partly for _, partly in having):
            found[key] = f"{title} {is_or_are(title)} not complete"
    return found


def _of_carbon(measure: Measure, view: View) -> Figure:
    """kg CO2e of its sections for each 1,000 patients, or for each m2 of floor, of the period as it is."""
    footprint = view.footprint
    of = footprint.patients if measure.per == _PATIENTS else _floor_area(view)
    if not of:
        needed = "the registered patients" if measure.per == _PATIENTS else "the floor area of every site"
        return Figure(why_not=f"it needs {needed}")
    if measure.per == _PATIENTS and is_few_patients(of):
        return Figure(why_not=f"it rests on {FEWER} patients")
    with exact():
        kg = sum((footprint.by_section[key] for key in measure.sections), Decimal(0))
        value = kg * 1000 / of if measure.per == _PATIENTS else kg / of
    return Figure(value, f"{measure.own_words(value)}{and_without_some(footprint, *measure.sections)}")


def _floor_area(view: View) -> Decimal | None:
    """m2 of all sites, by the newest return that names any; None where one of them has none."""
    rows: Iterator[Sequence[Decimal | None]] = (
        [row.values.floor_area_m2 for row in typed_rows(part.document).get("practice", ())]
        for part in reversed(view.parts)
    )
    areas = next((each for each in rows if each), ())
    known = [area for area in areas if area is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(areas) else None


def _of_result(result: Result) -> Figure:
    if result.value is None:
        return Figure(why_not="there is not enough data")
    if is_few(result):
        return Figure(why_not=f"it rests on {FEWER} patients")
    return Figure(result.value, value_words(result, result.value))


def _of_watched(watched: Watched) -> Figure:
    if watched.value is None:
        return Figure(why_not="there is not enough data")
    return Figure(watched.value, watched.value_words)


def _titles(sections: Sequence[str]) -> str:
    return joined([lower_first(SECTION_BY_KEY[key].title) for key in sections])
