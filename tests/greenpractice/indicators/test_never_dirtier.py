"""No advice sends anybody from a cleaner inhaler to a dirtier one, by carbon and doses, on any day."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.errors import FactsError
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.sources import load_sources
from greenpractice.facts.switching import load_switching, parse_switching
from greenpractice.indicators import es01, es02
from greenpractice.indicators.alternatives import alternatives_without_gas, packs_for_one
from greenpractice.indicators.base import Result
from greenpractice.indicators.computing import evidence_of, indicators_of
from greenpractice.indicators.es02 import end_of, packs_to_change, stocks
from greenpractice.indicators.switching import Switch, fewest_of_one, fewest_switches
from greenpractice.indicators.ways_to_a_target import count_ways, from_products, switch_ways, to_products
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

INHALERS = load_inhalers()
CODES = [each.bnf_code for each in INHALERS.products]
OF_SET = [code for code in CODES if INHALERS.es02(code) is not None]
OTHERS = [code for code in CODES if not INHALERS.product(code).is_salbutamol]  # type: ignore[union-attr]
VENTOLIN, SALAMOL, ACCUHALER, EASYHALER, AUTOHALER = (
    "0301011R0BEAIAP", "0301011R0BIAFAP", "0301011R0BEAHAQ", "0301011R0BWAABZ", "0301011R0BMABBU",
)  # fmt: skip
TURBOHALER, TRIXEO = "0302000K0BDABAM", "0302000Y0BBAAAA"
days = st.dates(date(2019, 4, 1), date(2031, 3, 31))
periods = st.builds(Period, st.integers(2019, 2030), st.integers(1, 4))
numbers = st.integers(1, 400).map(Decimal)
mixes_of_set = st.dictionaries(st.sampled_from(OF_SET), numbers, min_size=1, max_size=6)
mixes = st.dictionaries(st.sampled_from(OTHERS), st.integers(1, 400), min_size=1, max_size=9)


def kg_of(code: str, on: date) -> Fraction | None:
    factor = INHALERS.indicative(code, on)
    return Fraction(factor.kg) if factor else None


def class_of(code: str) -> str:
    product = INHALERS.product(code)
    assert product is not None
    return product.drug_class


def in_all(mix: dict[str, Fraction], on: date) -> Fraction:
    return sum((number * (kg_of(code, on) or 0) for code, number in mix.items()), Fraction(0))


def changed(mix: dict[str, Decimal], switches: list[Switch], end: str) -> dict[str, Fraction]:
    """The mix after the switches, packs by doses, worked out without the program's own sums."""
    after = {code: Fraction(number) for code, number in mix.items()}
    for switch in switches:
        start, other = INHALERS.product(switch.code), INHALERS.product(end)
        assert start is not None
        assert other is not None
        packs = packs_for_one(start, other)
        assert packs is not None
        moved = min(Fraction(switch.number), after[switch.code])
        after[switch.code] -= moved
        after[end] = after.get(end, Fraction(0)) + moved * packs
    return after


def mean_of(mix: dict[str, Fraction]) -> Fraction:
    kg = sum((number * Fraction(INHALERS.es02(code) or 0) for code, number in mix.items()), Fraction(0))
    return kg / sum(mix.values())


@settings(max_examples=400, deadline=None)
@given(mixes_of_set, st.sampled_from(OF_SET), days, st.decimals(1, 28, places=1))
def test_a_change_of_relievers_lowers_carbon_reaches_the_mean_and_no_smaller_number_does(
    mix: dict[str, Decimal], end: str, on: date, target: Decimal
):
    there = stocks(mix, INHALERS)
    to = end_of(end, there, on, INHALERS)
    before = {code: Fraction(number) for code, number in mix.items()}
    for code in to.packs or {}:
        alone = fewest_of_one(there, code, target, to)
        if alone:
            one = changed(mix, [Switch(code, alone)], end)
            assert mean_of(one) <= Fraction(target) < mean_of(changed(mix, [Switch(code, alone - 1)], end))
            assert in_all(one, on) < in_all(before, on)
    together = fewest_switches(there, target, to)
    if together:
        after = changed(mix, together, end)
        assert mean_of(after) <= Fraction(target)
        assert in_all(after, on) < in_all(before, on)
        assert all(switch.code in (to.packs or {}) for switch in together)


@settings(max_examples=200, deadline=None)
@given(mixes_of_set, periods)
def test_every_product_that_is_offered_is_cleaner_for_the_same_doses(mix: dict[str, Decimal], period: Period):
    found = indicators_of({"C82001": {"ES-02": mix}}, period, INHALERS)
    result = next(each for each in found if each.indicator.id == "ES-02")
    for start in from_products(mix):
        for end in to_products(start.bnf_code, result.on):
            packs = packs_to_change(start.bnf_code, end.bnf_code, result.on, INHALERS)
            assert packs is not None
            was, becomes = kg_of(start.bnf_code, result.on), kg_of(end.bnf_code, result.on)
            assert was is not None
            assert becomes is not None
            assert packs * becomes < was
            assert packs * Fraction(INHALERS.es02(end.bnf_code) or 0) < Fraction(
                INHALERS.es02(start.bnf_code) or 0
            )
            assert class_of(start.bnf_code) == class_of(end.bnf_code)
            assert switch_ways(result, mix, start.bnf_code, end.bnf_code, Decimal(18))


def es01_of(mix: dict[str, int], period: Period) -> tuple[Result, es01.DeviceCounts]:
    rows = tuple({"bnf_code": code, "inhalers": str(n), "items": str(n)} for code, n in mix.items())
    document = ReturnDocument("C82001", period, 1, "2027-01-08", sections={"inhalers": rows})
    evidence = evidence_of(document, INHALERS)
    return indicators_of({"C82001": evidence}, period, INHALERS)[0], evidence["ES-01"]


@settings(max_examples=400, deadline=None)
@given(mixes, periods)
def test_fewer_puffers_are_advised_only_of_those_with_something_cleaner_of_their_class(
    mix: dict[str, int], period: Period
):
    result, counts = es01_of(mix, period)
    may = counts.puffers_by("items")
    on = period.first_day
    for code in may:
        ends = alternatives_without_gas(code, on, INHALERS)
        assert ends
        for each in ends:
            packs = packs_for_one(INHALERS.product(code), each.product)  # type: ignore[arg-type]
            becomes, was = kg_of(each.product.bnf_code, on), kg_of(code, on)
            assert packs is not None
            assert becomes is not None
            assert was is not None
            assert packs * becomes < was
            assert class_of(code) == each.product.drug_class
    if result.numerator is None or result.denominator is None:
        return
    assert result.numerator - result.spared == sum(may.values())
    if result.to_upper:
        assert result.to_upper <= sum(may.values())
        limit = result.thresholds.upper * result.denominator
        assert result.numerator - result.to_upper <= limit < result.numerator - result.to_upper + 1
        (way,) = count_ways(result, result.thresholds.upper, counts)
        assert sum(int(part.split()[0].replace(",", "")) for part in way.parts) == result.to_upper
    if not may and result.status != "upper_reached":
        assert result.to_upper is None


def test_60_blisters_of_200_stand_for_200_puffs_in_1_67_packs():
    assert packs_to_change(VENTOLIN, ACCUHALER, date(2026, 4, 1), INHALERS) == Fraction(5, 3)
    assert packs_to_change(VENTOLIN, EASYHALER, date(2026, 4, 1), INHALERS) == 1
    mix = {VENTOLIN: Decimal(300)}
    result = next(
        each
        for each in indicators_of({"C82001": {"ES-02": mix}}, Period(2026, 1), INHALERS)
        if each.indicator.id == "ES-02"
    )
    (way,) = switch_ways(result, mix, VENTOLIN, ACCUHALER, Decimal(18))
    # (28.26 (300 - n) + 0.58 x 5/3 n) / (300 + 2/3 n) <= 18: n = 79
    assert way.sentence.startswith("79 of Ventolin Evohaler 100 micrograms changed to Ventolin Accuhaler")
    assert "it takes 1.67 packs, 132 in all" in way.sentence
    assert way.sentence.endswith("It is licensed from 4 years.")


def test_a_small_pack_that_only_looks_lighter_is_not_offered():
    """0.58 kg is less than 0.62, but it takes 1.67 packs of 60 for one of 200."""
    assert packs_to_change(EASYHALER, ACCUHALER, date(2026, 4, 1), INHALERS) is None
    assert ACCUHALER not in {each.bnf_code for each in to_products(EASYHALER, date(2026, 4, 1))}


def test_nothing_is_changed_to_what_is_as_heavy():
    for code in OF_SET:
        assert packs_to_change(code, code, date(2026, 4, 1), INHALERS) is None
    assert packs_to_change(AUTOHALER, SALAMOL, date(2026, 4, 1), INHALERS) is None


def test_which_products_to_review_first_is_named_with_drug_or_class():
    fostair, clenil = "0302000ABBCAAAB", "0302000C0BPABBF"
    result, counts = es01_of({fostair: 60, clenil: 40, TURBOHALER: 20, TRIXEO: 9}, Period(2025, 4))
    (way,) = count_ways(result, result.thresholds.upper, counts)
    assert result.to_upper == 64
    assert [part.split(" of ")[0] for part in way.parts] == ["40 items", "24 items"]
    assert "Clenil Modulite 100" in way.parts[0]
    assert "of the same drug, from" in way.parts[0]
    assert not any("Trixeo" in part for part in way.parts)


def test_the_gas_may_change_from_one_day_to_the_next():
    for day in (date(2025, 9, 30), date(2025, 10, 1)):
        there = alternatives_without_gas(TRIXEO, day, INHALERS)
        assert bool(there) == (day < date(2025, 9, 30) + timedelta(days=1))


def test_every_product_of_the_set_with_other_doses_has_its_facts():
    powder = [code for code in OF_SET if not INHALERS.product(code).counts_as_mdi]  # type: ignore[union-attr]
    assert set(powder) <= load_switching().keys()
    assert es02.INDICATOR.by_switching


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("puffs = 0\n", "puffs must be a whole number of 1 or more"),
        ("puffs = 1\n", "said must be given"),
        ('puffs = 1\nsaid = "x"\nsource = "nobody"\nwhere = "x"\n', "source must be one of the register"),
        ('puffs = 1\nage = 4\nsaid = "x"\n', "not known"),
    ],
)
def test_wrong_facts_are_refused_with_file_and_code(wrong: str, said: str):
    sources = load_sources("switching/sources.toml")
    with pytest.raises(FactsError, match=ACCUHALER) as told:
        parse_switching("switching/products.toml", f"[{ACCUHALER}]\n{wrong}", sources, INHALERS)
    assert said in str(told.value)
    with pytest.raises(FactsError, match="not in inhalers/products"):
        parse_switching("switching/products.toml", "[0301011R0XXXXXX]\npuffs = 1\n", sources, INHALERS)
