"""Nobody is advised to change an inhaler with a cleaner gas, though ES-01 counts it by its definition."""

from decimal import Decimal

import pytest

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators.base import Result
from greenpractice.indicators.computing import evidence_of, evidence_of_year, indicators_of
from greenpractice.indicators.device_share import DeviceCounts
from greenpractice.indicators.watching import watched_of
from greenpractice.indicators.ways_to_a_target import count_ways
from greenpractice.indicators.words import what_it_takes
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

CLENIL, TRIXEO, FOSTAIR, TURBOHALER = (
    "0302000C0BPABBF", "0302000Y0BBAAAA", "0302000ABBCAAAB", "0302000K0BDABAM",
)  # fmt: skip
OLD, NEW = Period(2024, 1), Period(2026, 3)


def a_return(period: Period, **items: int) -> ReturnDocument:
    rows = tuple(
        {"bnf_code": globals()[name], "inhalers": str(n), "items": str(n)} for name, n in items.items()
    )
    return ReturnDocument("C82001", period, 1, "2027-01-08", sections={"inhalers": rows})


def es01(document: ReturnDocument) -> Result:
    found = {"C82001": evidence_of(document, load_inhalers())}
    return indicators_of(found, document.period, load_inhalers())[0]


def test_where_all_puffers_have_a_cleaner_gas_no_change_is_advised():
    result = es01(a_return(NEW, CLENIL=450, TRIXEO=290))
    assert (result.numerator, result.denominator) == (740, 740)
    assert result.to_upper is None
    assert "see the higher-GWP share" in what_it_takes(result)
    ways = count_ways(result, Decimal("0.35"))
    assert [way.action for way in ways] == [None]
    assert "fewer" not in ways[0].sentence
    watched = watched_of(
        {"C82001": evidence_of(a_return(NEW, CLENIL=450, TRIXEO=290), load_inhalers())}, load_inhalers()
    )
    assert {each.facts.id: each.numerator for each in watched}["Higher-GWP share"] == 0


@pytest.mark.parametrize(("fostair", "others"), [(40, 63), (36, 63), (200, 110)])
def test_only_puffers_with_a_higher_gwp_are_changed(fostair: int, others: int):
    result = es01(a_return(NEW, TRIXEO=16, FOSTAIR=fostair, TURBOHALER=others))
    total = 16 + fostair + others
    least = next(n for n in range(total) if (16 + fostair - n) * 100 <= 35 * total)
    assert result.to_upper == least <= fostair
    none_left = es01(a_return(NEW, TRIXEO=16 + fostair, FOSTAIR=least - 1, TURBOHALER=others))
    assert none_left.to_upper is None


def test_before_the_gas_changed_they_are_changed_like_any_other():
    result = es01(a_return(OLD, CLENIL=450, TRIXEO=290))
    assert result.to_upper == 481
    assert "481 fewer pMDI items" in what_it_takes(result)


def test_a_year_spares_what_has_a_cleaner_gas_by_its_end():
    documents = [a_return(Period(2025, 1), TRIXEO=100), a_return(Period(2025, 3), TRIXEO=100)]
    year = indicators_of(
        {"C82001": evidence_of_year(documents, load_inhalers())}, Period(2025), load_inhalers()
    )[0]
    assert (year.numerator, year.spared, year.to_upper) == (200, 200, None)


def test_what_is_spared_is_counted_by_items_or_by_inhalers():
    counts = DeviceCounts(cleaner=(Decimal(3), Decimal(5)), alone=(Decimal(1), Decimal(2)))
    assert (counts.spared_by("items"), counts.spared_by("inhalers")) == (4, 7)
