"""The indicators of a quarter, a year or a pool of practices, from what their returns say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from greenpractice.carbon.footprint import Calculator, typed_rows
from greenpractice.carbon.year_of_returns import YearOfReturns
from greenpractice.facts.factors import load_factors
from greenpractice.facts.in_use import of_facts
from greenpractice.facts.inhalers import Inhalers
from greenpractice.facts.plan import load_plan
from greenpractice.facts.sources import load_sources
from greenpractice.facts.tables_reading import resource_text
from greenpractice.indicators import INDICATOR_BY_ID, INDICATORS, MEASURES
from greenpractice.indicators.base import (
    AnyDeclared,
    AnyMeasure,
    Pair,
    Result,
    Status,
    reached,
    sparing,
    sum_pairs,
)
from greenpractice.indicators.facts import Indicator, Of, Thresholds, parse_indicators
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

Evidence: TypeAlias = Mapping[str, Any]  # by the id of an indicator, as that indicator reads a return
_FILE = "indicators/indicators.toml"


@of_facts
def load_indicators() -> dict[str, Indicator]:
    """The shipped definitions by id, in the order of the indicators."""
    return parse_indicators(
        _FILE, resource_text(_FILE), load_sources("indicators/sources.toml"), tuple(INDICATOR_BY_ID)
    )


def newest_schemes() -> dict[str, str]:
    """The scheme of each indicator's newest thresholds, where no period is in view."""
    return {id: indicator.thresholds[-1].scheme for id, indicator in load_indicators().items()}


def evidence_of(document: ReturnDocument, inhalers: Inhalers) -> Evidence:
    """What one return says for each indicator and each measure that is watched."""
    rows = typed_rows(document)
    context = Calculator(load_factors(), inhalers).context(rows, document.period)
    with exact():
        found = {measure.id: measure.evidence(rows, context) for measure in MEASURES}
    return {id: evidence for id, evidence in found.items() if evidence is not None}


def evidence_of_year(documents: Iterable[ReturnDocument], inhalers: Inhalers) -> Evidence:
    """A practice's year, as each indicator makes one out of its quarters."""
    documents = list(documents)
    return evidence_of_made(YearOfReturns.of(documents[0].period.whole_year, documents), inhalers)


def evidence_of_made(made_of: YearOfReturns, inhalers: Inhalers) -> Evidence:
    """The same of what is looked at of a year: what is taken from elsewhere is not in it."""
    parts = [(part.period, evidence_of(part, inhalers)) for part in made_of.all_parts]
    found = {measure.id: _of_year(measure, parts, made_of) for measure in MEASURES}
    return {id: evidence for id, evidence in found.items() if evidence is not None}


def _of_year(measure: AnyMeasure, parts: Sequence[tuple[Period, Evidence]], made_of: YearOfReturns) -> Any:
    given = [(period, part[measure.id]) for period, part in parts if measure.id in part]
    counted = [given[place] for place in measure.counted([evidence for _, evidence in given])]
    return measure.of_year([evidence for period, evidence in counted if made_of.has(period)])


def evidence_over(documents: Sequence[ReturnDocument], as_year: bool, inhalers: Inhalers) -> Evidence:
    """What a practice's returns of a period say: as a year is made of them, or the one return as it is."""
    return evidence_of_year(documents, inhalers) if as_year else evidence_of(documents[0], inhalers)


@dataclass(frozen=True, slots=True)
class Pooled:
    """One measure over several practices: summed (None without data), and whose figures are in the sum.

    `without` is what of anybody's figures is in neither count.
    """

    basis: Of
    total: Pair | None
    evidence: tuple[Any, ...]
    left_out: tuple[str, ...]
    without: str


def pooled(measure: AnyMeasure, practices: Mapping[str, Evidence], inhalers: Inhalers) -> Pooled:
    """Numerators and denominators summed, never averaged; who has nothing to divide by is left out."""
    said = {code: evidence.get(measure.id) for code, evidence in practices.items()}
    pairs, basis = measure.pairs(said, inhalers)
    left_out = tuple(sorted(code for code, pair in pairs.items() if pair is None or not pair[1]))
    have = [code for code in pairs if code not in left_out]
    return Pooled(
        basis,
        sum_pairs(pairs[code] for code in have),
        tuple(said[code] for code in have),
        left_out,
        measure.without([each for each in said.values() if each is not None], basis),
    )


def indicators_of(practices: Mapping[str, Evidence], period: Period, inhalers: Inhalers) -> list[Result]:
    """Each indicator pooled over the practices: numerators and denominators summed, never averaged."""
    facts = load_indicators()
    return [_result(declared, facts[declared.id], practices, period, inhalers) for declared in INDICATORS]


def _result(
    declared: AnyDeclared,
    indicator: Indicator,
    practices: Mapping[str, Evidence],
    period: Period,
    inhalers: Inhalers,
) -> Result:
    found = pooled(declared, practices, inhalers)
    thresholds = indicator.thresholds_on(period.last_day)
    plan_target = next((target.value for target in load_plan().targets_for(indicator.id)), None)
    if found.total is None:
        return Result(
            indicator,
            thresholds,
            found.basis,
            None,
            None,
            None,
            "not_enough_data",
            None,
            None,
            plan_target,
            found.left_out,
            Decimal(0),
            found.without,
            period.last_day,
        )
    numerator, denominator = found.total
    with exact():
        value = numerator / denominator
        to_upper = declared.to_upper(
            found.total, found.evidence, indicator, thresholds.upper, period.last_day, inhalers
        )
    spared = declared.spared(found.evidence, found.basis, period.last_day, inhalers)
    return Result(
        indicator,
        thresholds,
        found.basis,
        numerator,
        denominator,
        value,
        status_of(numerator, denominator, indicator, thresholds),
        points_of(value, thresholds),
        sparing(to_upper, numerator, spared),
        plan_target,
        found.left_out,
        spared,
        found.without,
        period.last_day,
    )


def status_of(
    numerator: Decimal, denominator: Decimal, indicator: Indicator, thresholds: Thresholds
) -> Status:
    """Exactly at a threshold counts as reached."""
    if reached(numerator, denominator, thresholds.upper, indicator.lower_is_better):
        return "upper_reached"
    if reached(numerator, denominator, thresholds.lower, indicator.lower_is_better):
        return "lower_reached"
    return "not_reached"


def points_of(value: Decimal, thresholds: Thresholds) -> Decimal:
    """Points on the line between the thresholds: 0 at the lower one or worse, all at the upper or better."""
    with exact():
        share = (value - thresholds.lower) / (thresholds.upper - thresholds.lower)
        return thresholds.points * min(max(share, Decimal(0)), Decimal(1)) + 0  # never -0
