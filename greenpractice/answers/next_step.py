"""The one thing to do next and what it saves: the first that can be of what "What would it take?" says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators import INDICATOR_BY_ID
from greenpractice.indicators.base import Result, to_reach_sparing
from greenpractice.indicators.ways_to_a_target import (
    best_switch,
    count_ways,
    exact_value,
    review_way,
)
from greenpractice.indicators.words import number_words, value_words
from greenpractice.numbers import exact, show
from greenpractice.periods import Period
from greenpractice.phrases import CarbonUnit, joined, lower_first, paper_unit
from greenpractice.sections.inhalers import spoken_name
from greenpractice.small_numbers import is_few

REVIEWED = "Each change is a review with the patient."
_QUARTERS = 4
_NAMED = 2  # products in a sentence


@dataclass(frozen=True, slots=True)
class NextStep:
    """A title, sentences, and the kg CO2e it saves in the period; None where that is not known."""

    title: str
    sentences: tuple[str, ...]
    kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The period a step is for, in words: `a quarter`, and how many of it make a year."""

    words: str
    in_a_year: int

    @classmethod
    def of(cls, period: Period, so_far: str) -> "When":
        """Of a part of a year nothing is said of a whole one."""
        if so_far:
            return cls("so far", 0)
        return cls("a year", 1) if period.is_year else cls("a quarter", _QUARTERS)


def next_step(
    results: Sequence[Result],
    evidence: Mapping[str, object],
    when: When,
    unit: CarbonUnit,
    has_inhalers: bool,
) -> NextStep:
    """Care first, then what brings the first indicator to a level, the upper one if it can."""
    care = tuple(_care_first(results))
    if not has_inhalers:
        wanted = "this page then says which step saves most."
        return NextStep(
            "The next step: enter the inhalers", (*care, f"Enter the inhalers of the period: {wanted}")
        )
    known = [each for each in results if each.value is not None and not is_few(each)]
    keep = tuple(_kept(known))
    for result in sorted(known, key=lambda each: not INDICATOR_BY_ID[each.indicator.id].by_switching):
        step = _of(result, evidence.get(result.indicator.id), when, unit)
        if step is not None:
            return NextStep(step.title, (*care, *keep, *step.sentences), step.kg)
    if known and all(each.status == "upper_reached" for each in known):
        return NextStep("The next step: keep what is reached", (*care, *keep))
    return NextStep("The next step: more figures", (*care, *keep, _wanted(results)))


def _care_first(results: Sequence[Result]) -> Iterator[str]:
    """Whoever has 6 or more relievers comes before any tonne."""
    for result in results:
        first = review_way(result)
        is_many = result.status == "not_reached" and result.basis == "patients" and not is_few(result)
        if first is not None and is_many and result.value is not None and result.numerator is not None:
            share = value_words(result, result.value)
            plain = lower_first(INDICATOR_BY_ID[result.indicator.id].plain or result.indicator.title)
            who = f"{show(result.numerator)} patients ({share}) have {plain}"
            yield f"Care first: {who}. {first.sentence}"


def _kept(known: Sequence[Result]) -> Iterator[str]:
    """What changes of inhalers have brought to the upper level."""
    for result in known:
        declared = INDICATOR_BY_ID[result.indicator.id]
        if declared.by_switching and result.status == "upper_reached" and result.value is not None:
            yield f"Keep: {_at(result, 'is at', value_words(result, result.value))}."


def _of(result: Result, evidence: object, when: When, unit: CarbonUnit) -> NextStep | None:
    """The step to the upper level, else to the lower one; None where it is reached or cannot be."""
    declared, limits = INDICATOR_BY_ID[result.indicator.id], result.thresholds
    targets = [limits.upper] if result.status != "upper_reached" else []
    targets += [limits.lower] if result.status == "not_reached" else []
    for target in targets:
        if declared.by_switching and isinstance(evidence, Mapping):
            step = _by_switching(result, evidence, target, when, unit)
        elif declared.changes_products:
            step = _by_products(result, evidence, target, when, unit)
        else:
            step = _by_counting(result, target)
        if step is not None:
            return step
    return None


def _by_switching(
    result: Result, stock: Mapping[str, Decimal], target: Decimal, when: When, unit: CarbonUnit
) -> NextStep | None:
    """`Changing 94 of the 188 Ventolin Evohaler to Easyhaler Salbutamol brings ...`."""
    best = best_switch(result, stock, target)
    if best is None:
        return None
    parts = [f"{each.number:,} of the {show(stock[each.code])} {_name(each.code)}" for each in best.switches]
    number = sum(each.number for each in best.switches)
    what = _name(best.switches[0].code) if len(best.switches) == 1 else "inhalers"
    gives = exact_value(result, best.after, target)
    said = f"Changing {joined(parts)} to {_name(best.end)} brings {_at(result, 'to', gives)}"
    return NextStep(
        f"The next step: {number:,} {what} {when.words}, {_weight(best.kg, unit)}",
        (f"{said}{_a_year(best.kg, when)}.", *best.packs, REVIEWED),
        best.kg,
    )


def _by_products(
    result: Result, evidence: object, target: Decimal, when: When, unit: CarbonUnit
) -> NextStep | None:
    """`Changing 78 items of Fostair puffer to a powder or mist inhaler brings ...`."""
    declared = INDICATOR_BY_ID[result.indicator.id]
    number = to_reach_sparing(result, target)
    changes = declared.changes(result, [evidence], number) if number else []
    if not number or not changes:
        return None
    basis = result.basis if number != 1 else result.basis.removesuffix("s")
    parts = [f"{some:,} of {spoken_name(change.start.name)}" for change, some in changes[:_NAMED]]
    rest = sum(some for _, some in changes[_NAMED:])
    parts += [f"{rest:,} of others"] if rest else []
    assert result.numerator is not None
    assert result.denominator is not None
    with exact():
        after = max(result.numerator - number, Decimal(0)) / result.denominator
        kg = sum((some * change.saves for change, some in changes), Decimal(0))
    gives = exact_value(result, after, target)
    what = f"{number:,} {basis} ({joined(parts)})"
    said = f"Changing {what} to powder or mist inhalers brings {_at(result, 'to', gives)}"
    return NextStep(
        f"The next step: {number:,} puffer {basis} {when.words}, about {_weight(kg, unit)}",
        (f"{said}{_a_year(kg, when)}.", REVIEWED),
        kg,
    )


def _by_counting(result: Result, target: Decimal) -> NextStep | None:
    """What the count of patients would have to be: no tonnes are said of care."""
    (way,) = count_ways(result, target)
    if way.action is None:
        return None
    plain, aim = _plain(result), number_words(result.indicator, target)
    return NextStep(f"The next step: {plain} to {aim}", (way.sentence, "By review with each patient."))


def _wanted(results: Sequence[Result]) -> str:
    """What to enter for the first indicator that has no value, or that no step is known."""
    for result in results:
        if result.value is None:
            return INDICATOR_BY_ID[result.indicator.id].wanted
    return (
        "With these figures no change of inhalers reaches the next level: a pharmacist's review may find one."
    )


def _a_year(kg: Decimal, when: When) -> str:
    """` and saves 10 tonnes a year`; nothing of a part of a year."""
    if not when.in_a_year:
        return ""
    with exact():
        of_year = kg * when.in_a_year
    unit = paper_unit(of_year)
    shown = unit if unit.name == "kg" or of_year < 10_000 else CarbonUnit(unit.name, unit.kg, 0)
    return f" and saves {shown.words(of_year)} a year"


def _weight(kg: Decimal, unit: CarbonUnit) -> str:
    """In the unit of the page; a step of some kg in a report of tonnes is said in kg."""
    return unit.words(kg) if unit.size(kg) else paper_unit(kg).words(kg)


def _at(result: Result, is_at: str, value: str) -> str:
    """`salbutamol to 18.0 kg an inhaler`."""
    before, after = INDICATOR_BY_ID[result.indicator.id].spoken
    return f"{before or _plain(result)} {is_at} {value} {after}".rstrip()


def _plain(result: Result) -> str:
    return lower_first(INDICATOR_BY_ID[result.indicator.id].plain or result.indicator.title)


def _name(code: str) -> str:
    product = load_inhalers().product(code)
    return spoken_name(product.name) if product else code
