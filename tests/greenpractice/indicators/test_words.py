"""Indicators in words: values beside their thresholds, what a target would take, and targets as typed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators import INDICATOR_BY_ID, INDICATORS, WATCHED
from greenpractice.indicators.base import BY_REVIEW, Measure
from greenpractice.indicators.computing import Result, indicators_of
from greenpractice.indicators.resp01 import RESP01
from greenpractice.indicators.ways_to_a_target import Aim, aims_of, count_ways, target_of
from greenpractice.indicators.words import caveats_of, terms_of, value_words, what_it_takes
from greenpractice.periods import Period
from greenpractice.phrases import lower_first


def results(numerator: int = 480, register: int = 600) -> dict[str, Result]:
    pair = (Decimal(numerator), Decimal(register))
    found = indicators_of({"Z99991": {"RESP-01": pair, "RESP-02": pair}}, Period(2026, 1), load_inhalers())
    return {result.indicator.id: result for result in found}


RESP = results()


@pytest.mark.parametrize(
    ("id", "value", "words"),
    [
        ("RESP-01", "0.8", "80%"),
        ("RESP-01", "0.9", "90%"),
        ("RESP-01", "0.904", "just over 90%"),
        ("RESP-01", "0.896", "just under 90%"),
        ("RESP-01", "0.714", "just over 71%"),
        ("ES-02", "18.04", "just over 18.0 kg"),
        ("ES-02", "18", "18.0 kg"),
        ("ES-02", "17.96", "just under 18.0 kg"),
        ("ES-02", "17.94", "17.9 kg"),
    ],
)
def test_a_value_that_rounds_to_a_threshold_says_which_side_it_is_on(id: str, value: str, words: str):
    assert value_words(RESP[id], Decimal(value)) == words


@pytest.mark.parametrize(
    ("id", "sentence"),
    [
        ("ES-01", "To reach the upper threshold: 1,200 fewer pMDI items, reviewed with the patient."),
        (
            "ES-02",
            "To reach the upper threshold: 1,200 inhalers changed to Salamol, reviewed with the patient.",
        ),
        ("RESP-01", "To reach the upper threshold: 1,200 more patients."),
        (
            "RESP-02",
            "To reach the upper threshold: 1,200 fewer patients. Review patients with 6 or more relievers.",
        ),
    ],
)
def test_what_a_threshold_takes_is_said_for_each_indicator(id: str, sentence: str):
    far = replace(RESP[id], status="not_reached", to_upper=1200, basis="items")
    assert what_it_takes(far) == sentence
    assert what_it_takes(replace(far, status="upper_reached")) == "The upper threshold is reached."
    assert what_it_takes(replace(far, to_upper=None)) == (
        "The upper threshold cannot be reached with these figures."
    )


@pytest.mark.parametrize(
    ("id", "aim", "typed", "target"),
    [
        ("RESP-01", "lower", "", Decimal("0.71")),
        ("RESP-01", "upper", "5", Decimal("0.9")),
        ("RESP-01", "other", "35", Decimal("0.35")),
        ("RESP-01", "other", "100 %", Decimal(1)),
        ("RESP-01", "other", "0", Decimal(0)),
        ("RESP-01", "other", "100.1", "Target must be a number from 0 to 100, like 35"),
        ("RESP-01", "other", "many", "Target must be a number from 0 to 100, like 35"),
        ("RESP-01", "plan", "50", Decimal("0.5")),
        ("ES-02", "other", "18.5 kg", Decimal("18.5")),
        ("ES-02", "other", "180", Decimal(180)),
        ("ES-02", "other", "", "Target must be a number of kg, like 18.0"),
    ],
)
def test_a_target_is_a_threshold_that_of_the_plan_or_a_number(
    id: str, aim: Aim, typed: str, target: Decimal | str
):
    assert target_of(replace(RESP[id], plan_target=None), aim, typed) == target
    assert target_of(replace(RESP[id], plan_target=Decimal("0.4")), "plan", typed) == Decimal("0.4")


def test_the_plan_is_an_aim_where_it_has_a_target():
    assert aims_of(replace(RESP["ES-02"], plan_target=None)) == ("lower", "upper", "other")
    assert aims_of(replace(RESP["ES-02"], plan_target=Decimal(18))) == ("lower", "upper", "plan", "other")


@pytest.mark.parametrize(
    ("id", "target", "sentence"),
    [
        ("RESP-01", "0.9", "60 more patients with 3 or more steroid inhalers would give 90%."),
        ("RESP-01", "0.8016", "1 more patient with 3 or more steroid inhalers would give just over 80%."),
        ("RESP-01", "0.8", "80% is reached: you are at 80%."),
        ("RESP-01", "1.5", "150% cannot be reached with these figures."),
        ("RESP-02", "0.5", "180 fewer patients with 6 or more relievers would give 50%."),
        ("RESP-02", "0.799", "1 fewer patient with 6 or more relievers would give just under 80%."),
        ("ES-01", "0.5", "There are not enough figures for an answer."),
    ],
)
def test_counts_say_how_many_more_or_fewer(id: str, target: str, sentence: str):
    assert [way.sentence for way in count_ways(RESP[id], Decimal(target))] == [sentence]


class Unminded(RESP01):
    caveat = Measure.caveat  # what one has that says nothing of its own


def test_what_to_mind_names_those_of_which_it_is_said_unless_it_is_said_of_all():
    said, other = INDICATOR_BY_ID["ES-01"], Unminded()
    assert caveats_of([said, INDICATOR_BY_ID["ES-02"]]) == [BY_REVIEW]
    assert caveats_of([said, other]) == [f"ES-01: {lower_first(BY_REVIEW)}"]
    assert caveats_of([other]) == []


def test_words_of_titles_are_explained_once_and_only_where_they_stand():
    assert terms_of([INDICATOR_BY_ID["ES-02"], INDICATOR_BY_ID["RESP-01"]]) == []
    assert terms_of([*INDICATORS, *WATCHED]) == ["A pMDI is a puffer inhaler."]


def test_only_shares_by_device_leave_anything_out_of_both_counts():
    assert [each.without([], "items") for each in (*INDICATORS, *WATCHED)] == [""] * 7
