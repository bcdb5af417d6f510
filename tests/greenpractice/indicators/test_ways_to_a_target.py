"""What would it take: every way reaches its target, one less does not, and what cannot be is said."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators.base import Result
from greenpractice.indicators.computing import Evidence, indicators_of
from greenpractice.indicators.device_share import DeviceCounts
from greenpractice.indicators.es02 import end_of, stocks
from greenpractice.indicators.switching import SALAMOL, Switch, fewest_of_one, fewest_switches, mean_after
from greenpractice.indicators.ways_to_a_target import (
    NewAction,
    aims_of,
    count_ways,
    exact_value,
    from_products,
    own_code,
    review_way,
    switch_ways,
    target_of,
    to_products,
)
from greenpractice.periods import Period

VENTOLIN, GENERIC, EASYHALER = "0301011R0BEAIAP", "0301011R0AAAPAP", "0301011R0BWAABZ"
NOW = Period(2026, 1)
CODES = [product.bnf_code for product in to_products(VENTOLIN, NOW.last_day)] + [VENTOLIN]
MIXES = st.dictionaries(st.sampled_from(CODES), st.integers(1, 600).map(Decimal), min_size=1, max_size=8)
TARGETS = st.decimals(min_value=1, max_value=28, places=1)


def result(id: str, evidence: Evidence) -> Result:
    found = indicators_of({"Z99991": evidence}, NOW, load_inhalers())
    return next(each for each in found if each.indicator.id == id)


def care(numerator: int, register: int) -> Evidence:
    pair = (Decimal(numerator), Decimal(register))
    return {"RESP-01": pair, "RESP-02": pair}


@settings(max_examples=1000, deadline=None)
@given(MIXES, st.sampled_from(CODES), TARGETS)
def test_an_answer_applied_reaches_the_target_and_one_inhaler_less_does_not(
    mix: dict[str, Decimal], end: str, target: Decimal
):
    inhalers = load_inhalers()
    there = stocks(mix, inhalers)
    to = end_of(end, there, NOW.last_day, inhalers)
    start = max(there, key=lambda each: each.kg).code
    together = fewest_switches(there, target, to)
    alone = fewest_of_one(there, start, target, to)
    for switches in ([Switch(start, alone)] if alone is not None else None, together):
        if switches is None:
            continue
        assert mean_after(there, switches, to) <= target
        if switches and switches[-1].number:
            less = [*switches[:-1], Switch(switches[-1].code, switches[-1].number - 1)]
            assert mean_after(there, less, to) > target
    if together is None:
        every = [Switch(each.code, int(each.number)) for each in there if to.packs_of(each.code)]
        assert mean_after(there, every, to) > target


@settings(max_examples=200, deadline=None)
@given(MIXES, TARGETS)
def test_there_is_always_an_answer_in_words(mix: dict[str, Decimal], target: Decimal):
    found = result("ES-02", {"ES-02": mix})
    start = from_products(mix)[0].bnf_code
    for product in to_products(start, NOW.last_day)[:3]:
        ways = switch_ways(found, mix, start, product.bnf_code, target)
        assert ways
        assert all(way.sentence for way in ways)


def test_the_sentences_of_the_worked_example():
    mix = {VENTOLIN: Decimal(260), GENERIC: Decimal(430), SALAMOL: Decimal(170), EASYHALER: Decimal(20)}
    found = result("ES-02", {"ES-02": mix})
    short, together, other = switch_ways(found, mix, VENTOLIN, SALAMOL, Decimal(18))
    assert short.sentence == "260 is not enough on its own: it gives 18.2 kg."
    assert together.sentence.startswith("273 changed to Salamol")
    assert [part.split()[0] for part in together.parts] == ["260", "13"]
    assert (short.parts, other.parts) == ((), ())  # one change is said whole in its sentence
    assert other.sentence.startswith("Or 160 of Ventolin")
    assert together.action is not None
    assert "from 23.0 kg to just under 18.0 kg each" in together.action.note


@pytest.mark.parametrize(
    ("id", "evidence", "sentence"),
    [
        (
            "ES-01",
            {"ES-01": DeviceCounts(items=(Decimal(612), Decimal(1180)))},
            "199 fewer pMDI items would give 35%.",
        ),
        ("RESP-01", care(60, 100), "30 more patients with 3 or more steroid inhalers would give 90%."),
        ("RESP-02", care(26, 100), "11 fewer patients with 6 or more relievers would give 15%."),
        ("RESP-02", care(16, 100), "1 fewer patient with 6 or more relievers would give 15%."),
        ("RESP-02", care(15, 100), "15% is reached: you are at 15%."),
        ("RESP-02", {}, "There are not enough figures for an answer."),
    ],
)
def test_counts_are_rounded_to_the_safe_side(id: str, evidence: Evidence, sentence: str):
    found = result(id, evidence)
    (way,) = count_ways(found, found.thresholds.upper)
    said = way.sentence.replace("just under 35%", "35%")
    assert said == sentence
    assert (way.action is not None) == ("would give" in sentence)


def test_review_of_patients_is_offered_for_relievers_only():
    assert review_way(result("ES-01", {})) is None
    es02, resp02 = (review_way(result(id, {})) for id in ("ES-02", "RESP-02"))
    assert es02 is not None
    assert "does not change this average" in es02.sentence
    assert resp02 is not None
    assert resp02.action is not None


@pytest.mark.parametrize(
    ("id", "typed", "target"),
    [
        ("ES-02", "18", Decimal(18)),
        ("ES-02", "18.5 kg", Decimal("18.5")),
        ("ES-01", "30%", Decimal("0.3")),
        ("ES-01", "101", "Target must be a number from 0 to 100, like 35"),
        ("ES-02", "", "Target must be a number of kg, like 18.0"),
    ],
)
def test_a_target_is_read_as_the_indicator_counts(id: str, typed: str, target: Decimal | str):
    assert target_of(result(id, {}), "other", typed) == target


def test_the_plans_own_target_is_offered_where_it_sets_one():
    assert aims_of(result("ES-02", {})) == ("lower", "upper", "plan", "other")
    assert aims_of(result("RESP-01", {})) == ("lower", "upper", "other")
    assert target_of(result("ES-02", {}), "plan", "") == Decimal("13.4")


def test_an_action_takes_the_first_free_code_of_its_own():
    assert own_code(["M2", "OWN1", "OWN3"]) == "OWN2"
    row = NewAction("Do it", "Because").figures(["OWN1"])
    assert row == {"code": "OWN2", "status": "not_started", "title": "Do it", "note": "Because"}


def test_products_to_change_from_are_those_in_use_the_heaviest_first():
    mix = {EASYHALER: Decimal(2), GENERIC: Decimal(3), VENTOLIN: Decimal(5), SALAMOL: Decimal(0)}
    for counts in (mix, dict(reversed(mix.items()))):
        assert [each.bnf_code for each in from_products(counts)] == [VENTOLIN, GENERIC, EASYHALER]


def test_products_to_change_to_stand_the_heaviest_first_and_equal_ones_by_name():
    inhalers, found = load_inhalers(), to_products(VENTOLIN, NOW.last_day)
    order = [(-(inhalers.es02(product.bnf_code) or 0), product.name) for product in found]
    assert len(order) > 2
    assert order == sorted(order)


def test_a_target_that_is_met_exactly_is_reached_and_a_smaller_one_is_not():
    mix = {GENERIC: Decimal(10), VENTOLIN: Decimal(10)}
    found = result("ES-02", {"ES-02": mix})
    average = found.value
    assert average is not None
    (way,) = switch_ways(found, mix, VENTOLIN, SALAMOL, average)
    assert "is reached: the average is " in way.sentence
    assert way.action is None
    first, *_ = switch_ways(found, mix, VENTOLIN, SALAMOL, average - Decimal("0.001"))
    assert first.sentence.startswith("1 of Ventolin")
    assert first.action is not None


def test_a_share_over_everyone_cannot_be_reached():
    found = result("RESP-01", care(60, 100))
    (way,) = count_ways(found, Decimal("1.01"))
    assert way.sentence == "101% cannot be reached with these figures."
    assert way.action is None


@pytest.mark.parametrize("part", ["numerator", "denominator", "value"])
def test_without_any_one_of_its_figures_there_is_no_answer(part: str):
    lacking = {part: None}
    (way,) = count_ways(replace(result("RESP-01", care(60, 100)), **lacking), Decimal("0.9"))
    assert (way.sentence, way.action) == ("There are not enough figures for an answer.", None)


@pytest.mark.parametrize(
    ("id", "value", "target", "words"),
    [
        ("ES-01", "0.3549", "0.35", "just over 35%"),
        ("ES-01", "0.345", "0.35", "just under 35%"),
        ("ES-01", "0.35", "0.35", "35%"),
        ("ES-01", "0.355", "0.35", "36%"),
        ("ES-01", "0.3449", "0.35", "34%"),
        ("ES-02", "18.04", "18", "just over 18.0 kg"),
        ("ES-02", "17.95", "18", "just under 18.0 kg"),
        ("ES-02", "18", "18", "18.0 kg"),
        ("ES-02", "18.05", "18", "18.1 kg"),
        ("ES-02", "17.94", "18", "17.9 kg"),
    ],
)
def test_a_value_that_is_rounded_onto_its_target_says_on_which_side_it_is(
    id: str, value: str, target: str, words: str
):
    assert exact_value(result(id, {}), Decimal(value), Decimal(target)) == words
