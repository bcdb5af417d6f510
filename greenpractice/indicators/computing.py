"""The indicators of a quarter, a year or a pool of practices, from what their returns say."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias

from greenpractice.carbon.footprint import typed_rows, year_parts
from greenpractice.facts.inhalers import Inhalers
from greenpractice.facts.plan import load_plan
from greenpractice.facts.sources import load_sources
from greenpractice.facts.tables_reading import resource_text
from greenpractice.indicators import INDICATOR_BY_ID, INDICATORS, MEASURES
from greenpractice.indicators.base import AnyDeclared, Result, Status, reached, sum_pairs
from greenpractice.indicators.facts import Indicator, Thresholds, parse_indicators
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

Evidence: TypeAlias = Mapping[str, Any]  # by the id of an indicator, as that indicator reads a return
_FILE = "indicators/indicators.toml"


@cache
def load_indicators() -> dict[str, Indicator]:
    """The shipped definitions by id, in the order of the indicators."""
    return parse_indicators(
        _FILE, resource_text(_FILE), load_sources("indicators/sources.toml"), tuple(INDICATOR_BY_ID)
    )


def evidence_of(document: ReturnDocument, inhalers: Inhalers) -> Evidence:
    """What one return says for each indicator and each measure that is watched."""
    rows = typed_rows(document)
    on = document.period.first_day
    found = {measure.id: measure.evidence(rows, on, inhalers) for measure in MEASURES}
    return {id: evidence for id, evidence in found.items() if evidence is not None}


def evidence_of_year(documents: Iterable[ReturnDocument], inhalers: Inhalers) -> Evidence:
    """A practice's year, as each indicator makes one out of its quarters."""
    parts = [evidence_of(document, inhalers) for document in year_parts(documents)]
    found = {
        measure.id: measure.of_year([part[measure.id] for part in parts if measure.id in part])
        for measure in MEASURES
    }
    return {id: evidence for id, evidence in found.items() if evidence is not None}


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
    said = {code: evidence.get(declared.id) for code, evidence in practices.items()}
    pairs, basis = declared.pairs(said, inhalers)
    left_out = tuple(sorted(code for code, pair in pairs.items() if pair is None or not pair[1]))
    thresholds = indicator.thresholds_on(period.last_day)
    plan_target = next((target.value for target in load_plan().targets_for(indicator.id)), None)
    total = sum_pairs(pair for code, pair in pairs.items() if code not in left_out)
    if total is None:
        return Result(
            indicator,
            thresholds,
            basis,
            None,
            None,
            None,
            "not_enough_data",
            None,
            None,
            plan_target,
            left_out,
        )
    numerator, denominator = total
    with exact():
        value = numerator / denominator
        have = [said[code] for code in pairs if code not in left_out]
        to_upper = declared.to_upper(total, have, indicator, thresholds.upper, inhalers)
    return Result(
        indicator,
        thresholds,
        basis,
        numerator,
        denominator,
        value,
        status_of(numerator, denominator, indicator, thresholds),
        points_of(value, thresholds),
        to_upper,
        plan_target,
        left_out,
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
