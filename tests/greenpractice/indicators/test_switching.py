"""What a target takes is the least number there is, of parts of inhalers too: tried against every choice."""

from decimal import Decimal
from itertools import product
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators.base import to_reach
from greenpractice.indicators.computing import evidence_of, indicators_of
from greenpractice.indicators.switching import End, Stock, Switch, fewest_of_one, fewest_switches
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

TARGET, SALAMOL_KG = Decimal("18.0"), Decimal("11.95")
amounts = st.decimals(0, Decimal("4.5"), places=1)
of_set = st.sampled_from(["28.26", "25.24", "12.08", "11.95", "9.72", "0.62"]).map(Decimal)
mixes = st.lists(st.tuples(amounts, of_set), min_size=1, max_size=4).map(
    lambda mix: [Stock(str(n), number, kg) for n, (number, kg) in enumerate(mix)]
)


def mean_kept(stocks: list[Stock], numbers: tuple[int, ...], end: Decimal) -> bool:
    """Whether the target is kept once so many of each are changed, worked out without the program."""
    with exact():
        kg = Decimal(0)
        for stock, number in zip(stocks, numbers, strict=True):
            moved = min(Decimal(number), stock.number)
            kg += moved * end + (stock.number - moved) * stock.kg
        return kg <= TARGET * sum(stock.number for stock in stocks)


@given(mixes)
def test_no_choice_of_fewer_inhalers_reaches_the_mean(stocks: list[Stock]) -> None:
    choices = product(*(range(ceil(stock.number) + 1) for stock in stocks))
    enough = [sum(numbers) for numbers in choices if mean_kept(stocks, numbers, SALAMOL_KG)]
    switches = fewest_switches(stocks, TARGET, End(SALAMOL_KG))
    assert (None if switches is None else sum(switch.number for switch in switches)) == min(
        enough, default=None
    )


@given(mixes, st.sampled_from([SALAMOL_KG, Decimal("0.62")]))
def test_no_fewer_of_one_product_reach_the_mean(stocks: list[Stock], end: Decimal) -> None:
    rest = (0,) * (len(stocks) - 1)
    enough = [n for n in range(ceil(stocks[0].number) + 1) if mean_kept(stocks, (n, *rest), end)]
    assert fewest_of_one(stocks, "0", TARGET, End(end)) == (min(enough) if enough else None)


@given(
    st.decimals(0, 9, places=1), st.decimals(0, 9, places=1), st.sampled_from(["0.35", "0.9"]), st.booleans()
)
def test_no_smaller_count_reaches_a_share(a: Decimal, b: Decimal, target: str, lower: bool) -> None:
    numerator, denominator = min(a, b), max(a, b)

    def kept(number: int) -> bool:
        after = max(numerator - number, Decimal(0)) if lower else numerator + number
        return after <= Decimal(target) * denominator if lower else Decimal(target) * denominator <= after

    enough = [number for number in range(11) if kept(number) and (lower or numerator + number <= denominator)]
    assert to_reach(numerator, denominator, Decimal(target), lower) == (min(enough) if enough else None)


def test_a_tenth_of_an_inhaler_is_not_changed_before_whole_ones_of_a_lighter_product() -> None:
    stocks = [Stock("heavy", Decimal("2.1"), Decimal(30)), Stock("light", Decimal(10), Decimal(20))]
    assert fewest_switches(stocks, Decimal("18.0"), End(Decimal(12))) == [
        Switch("heavy", 2),
        Switch("light", 2),
    ]
    counts = {"0301011R0BMABBU": "36", "0301011R0AAAAAA": "23.1", "0301011R0AAAPAP": "294"}
    rows = tuple({"bnf_code": code, "inhalers": number} for code, number in counts.items())
    period = Period(2025, 1)
    document = ReturnDocument("C82001", period, 1, "2026-01-05", sections={"inhalers": rows})
    found = indicators_of({"C82001": evidence_of(document, load_inhalers())}, period, load_inhalers())
    assert {each.indicator.id: each.to_upper for each in found}["ES-02"] == 151


def test_a_switch_that_saves_less_than_a_kilogram_counts_too() -> None:
    stocks = [Stock("a", Decimal(10), Decimal("10.5"))]
    assert fewest_switches(stocks, Decimal("10.25"), End(Decimal(10))) == [Switch("a", 5)]
    assert fewest_switches(stocks, Decimal(9), End(Decimal(10))) is None


@pytest.mark.parametrize(("number", "changed"), [("2.5", 3), ("0.5", 1)])
def test_the_part_of_an_inhaler_is_changed_once(number: str, changed: int) -> None:
    stocks = [Stock("heavy", Decimal(number), Decimal(30)), Stock("light", Decimal(10), Decimal(20))]
    switches = fewest_switches(stocks, Decimal("12.1"), End(Decimal(12)))
    assert switches is not None
    assert {switch.code: switch.number for switch in switches}["heavy"] == changed
