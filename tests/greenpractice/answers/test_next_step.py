"""The next step: what "What would it take?" says, with its saving, and never one that cannot be."""

from decimal import Decimal

import pytest

from greenpractice.answers.next_step import NextStep, When, next_step
from greenpractice.indicators import INDICATOR_BY_ID
from greenpractice.indicators.computing import load_indicators
from greenpractice.indicators.ways_to_a_target import best_switch, switch_ways
from greenpractice.periods import Period
from greenpractice.phrases import paper_unit
from greenpractice.returns.documents import RawRow
from tests.greenpractice.answers.quarters import EASYHALER, FOSTAIR, NOW, VENTOLIN, Rows, history, rows

UNIT = paper_unit(Decimal(30000))
GENERIC, SALAMOL = "0301011R0AAAPAP", "0301011R0BIAFAP"


def inhalers(**counts: int) -> tuple[RawRow, ...]:
    return tuple({"bnf_code": code, "inhalers": str(number)} for code, number in counts.items())


QUARTER = When("a quarter", 4)


def step_of(sections: Rows, when: When = QUARTER) -> NextStep:
    view = history(sections).view
    return next_step(view.results(), view.evidence, when, UNIT, "inhalers" in sections)


# As product.md works it out: 273 to Salamol, and to the Easyhaler that is there as few as the target needs.
MIX = inhalers(**{VENTOLIN: 260, GENERIC: 430, SALAMOL: 170, EASYHALER: 20})


def test_it_says_how_many_of_what_to_what_with_the_saving_of_a_quarter_and_a_year():
    step = step_of({"inhalers": MIX})
    view = history({"inhalers": MIX}).view
    result = next(each for each in view.results() if each.indicator.id == "ES-02")
    best = best_switch(result, view.evidence["ES-02"], result.thresholds.upper)
    assert best is not None
    (switch,) = best.switches
    assert step.kg == best.kg == switch.number * (Decimal("28.26") - Decimal("0.62"))
    assert step.title == f"The next step: {switch.number} Ventolin Evohaler a quarter, {UNIT.words(best.kg)}"
    said = " ".join(step.sentences)
    assert (
        f"Changing {switch.number} of the 260 Ventolin Evohaler to Easyhaler Salbutamol brings salbutamol to"
        in said
    )
    assert (
        f"saves {round(best.kg * 4 / 1000)} tonnes a year. Each change is a review with the patient." in said
    )
    (way, *_) = switch_ways(result, view.evidence["ES-02"], VENTOLIN, EASYHALER, result.thresholds.upper)
    assert way.sentence.startswith(f"{switch.number} of Ventolin Evohaler"), "as the window says it"


def test_what_is_reached_is_kept_and_the_next_indicator_is_told():
    step = step_of({"inhalers": inhalers(**{VENTOLIN: 10, EASYHALER: 300, FOSTAIR: 300})})
    said = " ".join(step.sentences)
    assert said.startswith("Keep: salbutamol is at 1.5 kg an inhaler.")
    assert "puffer inhalers a quarter, about" in step.title
    assert "of Fostair puffer) to powder or mist inhalers brings puffers to" in said


def test_what_no_switch_reaches_is_not_offered():
    """Of one product alone that nothing cleaner of the set stands for, neither level is promised."""
    step = step_of({"inhalers": inhalers(**{"0301011V0BBARBB": 50})})
    assert step.kg is None
    assert "Changing" not in " ".join(step.sentences)


def test_without_inhalers_it_asks_for_them():
    step = step_of({"practice": ({"registered_patients": "9000"},)})
    assert step.title == "The next step: enter the inhalers"
    assert step.sentences == ("Enter the inhalers of the period: this page then says which step saves most.",)


@pytest.mark.parametrize(("many", "is_first"), [("160", True), ("150", False), ("3", False)])
def test_over_a_quarter_with_six_relievers_that_comes_first(many: str, is_first: bool):
    care = ({"asthma_register": "600", "ics_3_or_more": "450", "saba_6_or_more": many},)
    step = step_of({"inhalers": MIX, "asthma_care": care})
    assert step.sentences[0].startswith(f"Care first: {many} patients (27%)") is is_first
    assert any("Changing" in said for said in step.sentences)


def test_of_a_part_of_a_year_nothing_is_said_of_a_whole_one():
    assert When.of(Period(2026), "2 of 4 quarters so far") == When("so far", 0)
    assert When.of(NOW, "") == When("a quarter", 4)
    assert When.of(Period(2026), "") == When("a year", 1)
    assert "a year" not in " ".join(step_of({"inhalers": MIX}, When("so far", 0)).sentences)


def test_every_indicator_has_plain_words_for_it():
    assert all(INDICATOR_BY_ID[id].plain and INDICATOR_BY_ID[id].counted_as for id in load_indicators())


def test_all_reached_is_kept():
    care = ({"asthma_register": "600", "ics_3_or_more": "580", "saba_6_or_more": "30"},)
    powder = inhalers(**{EASYHALER: 300, "0302000C0BRAABY": 100})
    step = step_of({**rows(None), "inhalers": powder, "asthma_care": care})
    assert step.title == "The next step: keep what is reached"
    assert step.sentences == ("Keep: salbutamol is at 0.6 kg an inhaler.",)
