"""The three numbers at the front of a practice's report: the first of a list that exist, never "No data"."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.answers.next_step import NextStep, When
from greenpractice.answers.standing import Standing
from greenpractice.carbon.carbon_words import CO2E, and_without_some, change_words
from greenpractice.carbon.like_for_like import compared_words
from greenpractice.lines import Line
from greenpractice.numbers import exact, show, show_percent
from greenpractice.phrases import first_upper, paper_unit, share_words, this_period, year_words
from greenpractice.sections import keys_of
from greenpractice.sections.inhalers import spoken_name
from greenpractice.small_numbers import is_few_patients
from greenpractice.themes import INHALERS

MOST = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A value, the few words that belong to it, and a note of some lines."""

    value: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class Front:
    """What the numbers are taken from; `beside_others` is where the practice stands among others, or ""."""

    standing: Standing
    step: NextStep
    beside_others: str


def numbers_of(front: Front) -> list[Number]:
    """The first three that exist; there is always one."""
    found = (make(front) for make in NUMBERS)
    return [each for each in found if each is not None][:MOST]


def total(front: Front) -> Number | None:
    """The carbon of the period, and for each 1,000 patients."""
    standing = front.standing
    kg, unit = standing.footprint.known_total, standing.unit
    if kg is None:
        return None
    each = standing.footprint.per_1000_patients
    said = f"{standing.so_far or this_period(standing.period)}{and_without_some(standing.footprint)}"
    if each is not None and not is_few_patients(standing.footprint.patients):
        small = paper_unit(each)
        of = small.show(each) if small.name == unit.name else small.words(each)
        said += f": {of} for each 1,000 patients"
    note = f"{said}. {first_upper(front.beside_others)}" if front.beside_others else said
    return Number(unit.show(kg), f"{unit.name} {CO2E}", note)


def change(front: Front) -> Number | None:
    """What is compared with a year before, over the sections that both have."""
    standing = front.standing
    found = standing.compared
    if found is None or standing.change is None:
        return None
    over = compared_words(standing.change, standing.period)
    before = (
        standing.period.year_before.words if not standing.change.words(standing.period) else standing.sides[0]
    )
    if over == "all sections":
        both = "years" if standing.period.is_year else "quarters"
        over = f"All sections are in both {both}"
    if standing.is_about_the_same:
        return Number(
            "About the same", "", f"as {before}: {standing.unit.words(found.then)} then. {first_upper(over)}"
        )
    with exact():
        kg = found.now - found.then
    value, lower = standing.unit.show(kg), "lower" if kg < 0 else "higher"
    return Number(value, f"{standing.unit.name} {lower}", f"than {before}. {first_upper(over)}")


def inhalers_on_the_baseline(front: Front) -> Number | None:
    """12 months of inhalers beside the year that the plan's target counts from."""
    standing = front.standing
    found, target = standing.inhaler_year, standing.target
    if found is None or target is None or target.baseline is None or target.change is None or standing.so_far:
        return None
    if standing.period == target.baseline:
        return None
    words = change_words(found.then, found.now)
    value, _, lower = words.partition(" ")
    if not lower[:1].isalpha() or not value.endswith("%"):
        value, lower = "About the same", ""
    when = "this year" if standing.period.is_year else "last 12 months"
    aim = f"Target: {share_words(-target.change, Decimal(1))} lower {target.words}"
    start = year_words(target.baseline)
    return Number(value, lower, f"inhaler carbon, {when} against {start}. {aim}")


def mean_inhaler(front: Front) -> Number | None:
    """kg of an inhaler on average, and of the lightest and the heaviest kind."""
    mean = front.standing.mean_inhaler
    if mean is None:
        return None
    lines = [line for line in front.standing.footprint.lines if _is_inhaler(line) and line.quantity]
    low, high = (choose(lines, key=lambda line: line.factor.value) for choose in (min, max))
    ends = [f"{_kg(line.factor.value)} ({spoken_name(line.label)})" for line in (low, high)]
    between = f"; from {ends[0]} to {ends[1]}" if low.factor.value < high.factor.value else ""
    return Number(show(mean, 1), "kg an inhaler", f"on average{between}")


def saving(front: Front) -> Number | None:
    """What the next step would save."""
    kg, standing = front.step.kg, front.standing
    if not kg or not standing.footprint.total:
        return None
    when, unit = When.of(standing.period, standing.so_far), paper_unit(kg)
    share = show_percent(kg, standing.footprint.total)
    return Number(
        unit.show(kg),
        f"{unit.name} {when.words}",
        f"could be saved by the next step below, {share} of all carbon here",
    )


def avoided(front: Front) -> Number | None:
    """What returned inhalers kept out of the air."""
    spread = front.standing.footprint.avoided_kg
    if spread is None or not spread.kg:
        return None
    unit = paper_unit(spread.kg)
    return Number(
        unit.show(spread.kg), f"{unit.name} avoided", "by returned inhalers: an estimate, shown apart"
    )


def sections(front: Front) -> Number | None:
    """How many sections have figures: where next to nothing is there, what there is."""
    standing = front.standing
    left = standing.sections - standing.entered
    return Number(
        f"{standing.entered} of {standing.sections}", "sections", f"have figures: {left} are still to enter"
    )


NUMBERS: tuple[Callable[[Front], Number | None], ...] = (
    total,
    change,
    inhalers_on_the_baseline,
    mean_inhaler,
    saving,
    avoided,
    sections,
)


def _is_inhaler(line: Line) -> bool:
    return line.section in keys_of(INHALERS)


def _kg(kg: Decimal) -> str:
    shown = show(kg, 1)
    return "under 0.1 kg" if kg and shown == "0.0" else f"{shown} kg"
