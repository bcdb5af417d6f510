"""The four inhaler indicators of a quarter, a year or a pool of practices, and what a target would take."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from typing import Any, Literal

from greenpractice.carbon.footprint import typed_rows, year_parts
from greenpractice.facts.inhalers import Inhalers, device_counts_as_mdi, is_salbutamol_code
from greenpractice.facts.plan import load_plan
from greenpractice.indicators.facts import Indicator, Of, Thresholds, load_indicators
from greenpractice.indicators.switching import SALAMOL, Stock, fewest_switches
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

Status = Literal["upper_reached", "lower_reached", "not_reached", "not_enough_data"]
Pair = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one practice's period says: every count the indicators are worked out from.

    `es01_items` and `es01_inhalers` are (metered dose, all) without salbutamol; `es01_by_items` says that
    every row with inhalers above 0 has its items. `salbutamol` is inhalers by code of the ES-02 set.
    """

    es01_items: Pair | None = None
    es01_inhalers: Pair | None = None
    es01_by_items: bool = True
    salbutamol: Mapping[str, Decimal] = field(default_factory=dict)
    resp01: Pair | None = None
    resp02: Pair | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One indicator, computed. Counts are exact, `value` is numerator / denominator, None without data.

    `to_upper` is how many of `of` it would take to reach the upper threshold: 0 if reached, None if
    impossible or unknown. `plan_target` is the Green Plan's own. `left_out` names
    the practices of a pool that have no figures for it.
    """

    indicator: Indicator
    thresholds: Thresholds
    basis: Of
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    status: Status
    points: Decimal | None
    to_upper: int | None
    plan_target: Decimal | None = None
    left_out: tuple[str, ...] = ()


def evidence_of(document: ReturnDocument, inhalers: Inhalers) -> Evidence:
    """The counts in one return."""
    rows = typed_rows(document)
    prescribed = [row.values for row in rows.get("inhalers", ())]
    others = [row for row in prescribed if row.bnf_code is None or not is_salbutamol(row.bnf_code, inhalers)]
    stock: dict[str, Decimal] = {}
    for row in prescribed:
        if row.bnf_code is not None and row.inhalers and inhalers.es02(row.bnf_code) is not None:
            stock[row.bnf_code] = stock.get(row.bnf_code, Decimal(0)) + row.inhalers
    asthma = rows.get("asthma_care", ())
    care = asthma[0].values if asthma else None
    return Evidence(
        _share(others, "items", inhalers),
        _share(others, "inhalers", inhalers),
        all(row.items is not None for row in others if row.inhalers),
        stock,
        _pair(care and care.ics_3_or_more, care and care.asthma_register),
        _pair(care and care.saba_6_or_more, care and care.asthma_register),
    )


def evidence_of_year(documents: Iterable[ReturnDocument], inhalers: Inhalers) -> Evidence:
    """A practice's year: ES numerators and denominators summed, RESP of the latest quarter with data.

    A register of 0 is no data.
    """
    parts = [evidence_of(document, inhalers) for document in year_parts(documents)]
    return Evidence(
        _sum_pairs(part.es01_items for part in parts),
        _sum_pairs(part.es01_inhalers for part in parts),
        all(part.es01_by_items for part in parts),
        _sum_stock(parts),
        _latest(part.resp01 for part in parts),
        _latest(part.resp02 for part in parts),
    )


def indicators_of(practices: Mapping[str, Evidence], period: Period, inhalers: Inhalers) -> list[Result]:
    """The four, pooled over the practices: each one's numerator and denominator summed, never averaged."""
    return [_result(indicator, practices, period, inhalers) for indicator in load_indicators().values()]


def _result(
    indicator: Indicator, practices: Mapping[str, Evidence], period: Period, inhalers: Inhalers
) -> Result:
    pairs, basis = _pairs(indicator, practices, inhalers)
    left_out = tuple(sorted(code for code, pair in pairs.items() if pair is None or not pair[1]))
    thresholds = indicator.thresholds_on(period.last_day)
    plan_target = next((target.value for target in load_plan().targets_for(indicator.id)), None)
    given = [pair for code, pair in pairs.items() if pair is not None and code not in left_out]
    total = _sum_pairs(given)
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
        if indicator.id == "ES-02":
            stock = _sum_stock([practices[code] for code in pairs if code not in left_out])
            to_upper = _switches_to(thresholds.upper, stock, inhalers)
        else:
            to_upper = to_reach(numerator, denominator, thresholds.upper, indicator.lower_is_better)
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
    """Exactly at a threshold counts as reached; compared without dividing, so nothing is rounded."""
    if _reached(numerator, denominator, thresholds.upper, indicator.lower_is_better):
        return "upper_reached"
    if _reached(numerator, denominator, thresholds.lower, indicator.lower_is_better):
        return "lower_reached"
    return "not_reached"


def points_of(value: Decimal, thresholds: Thresholds) -> Decimal:
    """Points on the line between the thresholds: 0 at the lower one or worse, all at the upper or better."""
    with exact():
        share = (value - thresholds.lower) / (thresholds.upper - thresholds.lower)
        return thresholds.points * min(max(share, Decimal(0)), Decimal(1)) + 0  # never -0


def to_reach(numerator: Decimal, denominator: Decimal, target: Decimal, lower_is_better: bool) -> int | None:
    """How many fewer (or, where higher is better, more) in the numerator reach the target.

    The exact ceiling at a fixed denominator; 0 if reached, None if there are not so many. Re-checked by
    recomputing: the answer reaches the target and one less does not.
    """
    with exact():
        gap = numerator - target * denominator
        if not lower_is_better:
            gap = -gap
        count = max(0, int(gap.to_integral_value(ROUND_CEILING)))
        step = -1 if lower_is_better else 1
        after = max(numerator + step * count, Decimal(0))  # of half an inhaler, one whole one is changed
        if after > denominator:
            return None
        assert _reached(after, denominator, target, lower_is_better)
        one_less = numerator + step * (count - 1)
        assert count == 0 or not _reached(one_less, denominator, target, lower_is_better)
    return count


def stocks(stock: Mapping[str, Decimal], inhalers: Inhalers) -> list[Stock]:
    """Salbutamol inhalers of the ES-02 set with their kg each."""
    found = []
    for code, count in stock.items():
        kg = inhalers.es02(code)
        if kg is not None:
            found.append(Stock(code, count, kg))
    return found


def _switches_to(target: Decimal, stock: Mapping[str, Decimal], inhalers: Inhalers) -> int | None:
    kg = inhalers.es02(SALAMOL)
    assert kg is not None
    switches = fewest_switches(stocks(stock, inhalers), target, kg)
    return None if switches is None else sum(switch.number for switch in switches)


def _pairs(
    indicator: Indicator, practices: Mapping[str, Evidence], inhalers: Inhalers
) -> tuple[dict[str, Pair | None], Of]:
    match indicator.id:
        case "ES-01":
            # A practice without a single inhaler is left out, so it has no say in the basis either.
            have = [part for part in practices.values() if _any(part.es01_inhalers) or _any(part.es01_items)]
            if all(part.es01_by_items for part in have):
                return {code: part.es01_items for code, part in practices.items()}, "items"
            return {code: part.es01_inhalers for code, part in practices.items()}, "inhalers"
        case "ES-02":
            return {code: _mean_kg(part.salbutamol, inhalers) for code, part in practices.items()}, "inhalers"
        case "RESP-01":
            return {code: part.resp01 for code, part in practices.items()}, "patients"
        case _:
            return {code: part.resp02 for code, part in practices.items()}, "patients"


def _mean_kg(stock: Mapping[str, Decimal], inhalers: Inhalers) -> Pair | None:
    with exact():
        found = stocks(stock, inhalers)
        kg = sum((each.number * each.kg for each in found), Decimal(0))
        return (kg, sum((each.number for each in found), Decimal(0))) if found else None


def _share(rows: Sequence[Any], what: Literal["items", "inhalers"], inhalers: Inhalers) -> Pair | None:
    mdi, all_devices, any_row = Decimal(0), Decimal(0), False
    for row in rows:
        count = row.items if what == "items" else row.inhalers
        if count is None:
            continue
        any_row = True
        all_devices += count
        if counts_as_mdi(row, inhalers):
            mdi += count
    return (mdi, all_devices) if any_row else None


def counts_as_mdi(row: Any, inhalers: Inhalers) -> bool:
    """Whether a row of the inhalers is a metered dose inhaler: by the list, else by the device given."""
    product = inhalers.product(row.bnf_code) if row.bnf_code else None
    return product.counts_as_mdi if product else device_counts_as_mdi(row.device or "")


def is_salbutamol(code: str, inhalers: Inhalers) -> bool:
    """Whether a code is plain salbutamol, listed or not."""
    product = inhalers.product(code)
    return product.is_salbutamol if product else is_salbutamol_code(code)


def _reached(numerator: Decimal, denominator: Decimal, target: Decimal, lower_is_better: bool) -> bool:
    with exact():
        limit = target * denominator
        return numerator <= limit if lower_is_better else numerator >= limit


def _pair(numerator: Decimal | None, denominator: Decimal | None) -> Pair | None:
    return None if numerator is None or denominator is None else (numerator, denominator)


def _any(pair: Pair | None) -> bool:
    return pair is not None and pair[1] > 0


def _sum_pairs(pairs: Iterable[Pair | None]) -> Pair | None:
    given = [pair for pair in pairs if pair is not None]
    if not given:
        return None
    with exact():
        return sum((pair[0] for pair in given), Decimal(0)), sum((pair[1] for pair in given), Decimal(0))


def _sum_stock(parts: Iterable[Evidence]) -> dict[str, Decimal]:
    total: dict[str, Decimal] = {}
    with exact():
        for part in parts:
            for code, count in part.salbutamol.items():
                total[code] = total.get(code, Decimal(0)) + count
    return total


def _latest(pairs: Iterable[Pair | None]) -> Pair | None:
    given = [pair for pair in pairs if _any(pair)]
    return given[-1] if given else None
