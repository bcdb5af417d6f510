"""Indicators over quarters, years and pools, and what a target would take."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators.base import Result, to_reach
from greenpractice.indicators.computing import (
    Evidence,
    evidence_of,
    evidence_of_year,
    indicators_of,
    load_indicators,
    points_of,
)
from greenpractice.indicators.switching import SALAMOL, End, Stock, fewest_switches
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

YEAR = Period.parse("2025-26")
PMDI, DPI, VENTOLIN = "0302000C0BPABBF", "0302000K0BBAHAG", "0301011R0BEAIAP"
counts = st.integers(0, 5000).map(Decimal)


def return_of(period: Period, **sections: tuple[dict[str, str], ...]) -> ReturnDocument:
    return ReturnDocument("C82001", period, 1, "2026-04-08", sections=sections)


def inhalers(code: str, number: str, items: str = "") -> dict[str, str]:
    return {"bnf_code": code, "inhalers": number} | ({"items": items} if items else {})


def results(**practices: Evidence) -> dict[str, Result]:
    found = indicators_of(practices, YEAR, load_inhalers())
    return {result.indicator.id: result for result in found}


def test_a_pool_sums_numerators_and_denominators_and_names_who_is_missing():
    small = {"RESP-01": (Decimal(9), Decimal(10))}
    large = {"RESP-01": (Decimal(100), Decimal(990))}
    found = results(C82001=small, C82002=large, C82003={})["RESP-01"]
    assert (found.numerator, found.denominator, found.left_out) == (109, 1000, ("C82003",))
    assert found.value == Decimal("0.109")


def test_a_pool_uses_items_only_if_every_practice_has_them():
    with_items = evidence_of(return_of(YEAR, inhalers=(inhalers(PMDI, "10", "8"),)), load_inhalers())
    without = evidence_of(return_of(YEAR, inhalers=(inhalers(DPI, "30"),)), load_inhalers())
    assert results(A=with_items)["ES-01"].basis == "items"
    pooled = results(A=with_items, B=without)["ES-01"]
    assert (pooled.basis, pooled.numerator, pooled.denominator) == ("inhalers", 10, 40)
    assert results(A=with_items, B={})["ES-01"].basis == "items"


def test_a_row_of_0_inhalers_needs_no_items():
    found = evidence_of(
        return_of(YEAR, inhalers=(inhalers(PMDI, "10", "8"), inhalers(DPI, "0"))), load_inhalers()
    )
    assert results(A=found)["ES-01"].basis == "items"


def test_a_part_without_a_single_inhaler_has_no_say_in_the_basis():
    with_items = return_of(YEAR.quarters[0], inhalers=(inhalers(PMDI, "10", "5"), inhalers(DPI, "90", "5")))
    only_zero = return_of(YEAR.quarters[1], inhalers=(inhalers(DPI, "0"),))
    year = results(A=evidence_of_year([with_items, only_zero], load_inhalers()))["ES-01"]
    pool = results(A=evidence_of(with_items, load_inhalers()), B=evidence_of(only_zero, load_inhalers()))[
        "ES-01"
    ]
    for found in (year, pool):
        assert (found.basis, found.numerator, found.denominator, found.to_upper) == ("items", 5, 10, 2)
    assert pool.left_out == ("B",)


def test_of_a_part_of_an_inhaler_one_whole_one_is_changed():
    stocks = [Stock("a", Decimal("1.6"), Decimal("28.26"))]
    switches = fewest_switches(stocks, Decimal("18.0"), End(Decimal("11.95")))
    assert switches is not None
    assert [switch.number for switch in switches] == [2]
    assert to_reach(Decimal("0.5"), Decimal(1), Decimal("0.35"), lower_is_better=True) == 1


def test_a_year_takes_the_latest_quarter_with_asthma_figures():
    def care(period: Period, ics: str) -> ReturnDocument:
        return return_of(period, asthma_care=({"asthma_register": "100", "ics_3_or_more": ics},))

    quarters = [care(YEAR.quarters[0], "60"), care(YEAR.quarters[2], "80"), return_of(YEAR.quarters[3])]
    found = results(A=evidence_of_year(quarters, load_inhalers()))
    assert found["RESP-01"].numerator == 80
    assert (found["RESP-02"].status, found["RESP-02"].spared) == ("not_enough_data", 0)


def test_a_year_sums_inhalers():
    quarters = [return_of(quarter, inhalers=(inhalers(VENTOLIN, "100"),)) for quarter in YEAR.quarters]
    found = results(A=evidence_of_year(quarters, load_inhalers()))["ES-02"]
    assert (found.numerator, found.denominator) == (Decimal("11304.00"), 400)


def test_salbutamol_stays_out_of_es01_also_with_a_code_nobody_lists():
    unlisted = {"bnf_code": "0301011R0ZZZZZZ", "inhalers": "5", "name": "New", "device": "pMDI"}
    found = evidence_of(return_of(YEAR, inhalers=(unlisted, inhalers(VENTOLIN, "5"))), load_inhalers())
    assert results(A=found)["ES-01"].status == "not_enough_data"


@pytest.mark.parametrize("register", ["0", None])
def test_without_a_register_there_is_not_enough_data(register: str | None):
    row = {"ics_3_or_more": "0"} | ({"asthma_register": register} if register else {})
    found = results(A=evidence_of(return_of(YEAR, asthma_care=(row,)), load_inhalers()))["RESP-01"]
    assert (found.value, found.status, found.to_upper, found.points) == (None, "not_enough_data", None, None)


@pytest.mark.parametrize("id", ["ES-01", "ES-02", "RESP-01", "RESP-02"])
def test_points_slide_from_none_at_the_lower_to_all_at_the_upper_threshold(id: str):
    thresholds = load_indicators()[id].thresholds[-1]
    middle = (thresholds.lower + thresholds.upper) / 2
    assert str(points_of(thresholds.lower, thresholds)) in ("0", "0.0")
    assert points_of(thresholds.upper, thresholds) == thresholds.points
    assert points_of(middle, thresholds) == thresholds.points / 2
    beyond = thresholds.upper + (thresholds.upper - thresholds.lower)
    assert points_of(beyond, thresholds) == thresholds.points


@given(counts, counts, st.sampled_from(["0.35", "0.9", "0.15"]), st.booleans())
def test_what_it_takes_reaches_the_target_and_one_less_does_not(
    a: Decimal, b: Decimal, target: str, lower: bool
):
    numerator, denominator = min(a, b), max(a, b)
    count = to_reach(numerator, denominator, Decimal(target), lower)
    assert count is not None

    def reached(number: int) -> bool:
        after = numerator - number if lower else numerator + number
        limit = Decimal(target) * denominator
        return after <= limit if lower else after >= limit

    assert reached(count)
    assert count == 0 or not reached(count - 1)


@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.sampled_from(["28.26", "25.24", "11.95", "9.72", "0.62"])),
        max_size=6,
    )
)
def test_the_fewest_switches_reach_the_mean_and_one_fewer_does_not(mix: list[tuple[int, str]]):
    stocks = [Stock(str(n), Decimal(number), Decimal(kg)) for n, (number, kg) in enumerate(mix)]
    target, salamol = Decimal("18.0"), Decimal("11.95")
    switches = fewest_switches(stocks, target, End(salamol))
    with exact():
        count = sum(stock.number for stock in stocks)
        kg = sum(stock.number * stock.kg for stock in stocks)
        limit = target * count
        # Switching one inhaler at a time, the heaviest first, is the slow way to the same answer.
        steps, number = (
            sorted((stock.kg for stock in stocks for _ in range(int(stock.number))), reverse=True),
            0,
        )
        while kg > limit and number < len(steps) and steps[number] > salamol:
            kg -= steps[number] - salamol
            number += 1
    assert switches is not None
    assert sum(switch.number for switch in switches) == number


def test_a_target_below_every_product_is_impossible():
    assert fewest_switches([Stock("a", Decimal(10), Decimal(12))], Decimal(1), End(Decimal("11.95"))) is None


def test_the_product_to_switch_to_is_in_the_set():
    assert load_inhalers().es02(SALAMOL) == Decimal("11.95")


def test_who_is_left_out_is_named_in_order():
    with_counts = {"RESP-01": (Decimal(9), Decimal(10))}
    found = results(C82009={}, C82005=with_counts, C82001={"RESP-01": (Decimal(0), Decimal(0))})
    assert found["RESP-01"].left_out == ("C82001", "C82009")
    assert found["RESP-01"].denominator == 10
