"""Every rule of the first sentence, in its order."""

import re
from dataclasses import replace

import pytest

from greenpractice.answers.history import History
from greenpractice.answers.lead_sentence import RULES, lead_of, title_of_change
from greenpractice.answers.standing import Standing, standing_of
from greenpractice.carbon.footprint import load_calculator
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag
from tests.greenpractice.answers.quarters import NOW, Rows, document, history, rows, standing


def rule_of(found: Standing) -> str:
    """Which rule speaks."""
    return next(rule.__name__ for rule in RULES if rule(found))


def test_one_cause_of_more_than_half_is_named_with_its_product():
    found = standing(rows(170), rows(300))
    assert rule_of(found) == "by_one_cause"
    assert re.fullmatch(
        r"Carbon is \d+% lower than a year ago, mostly because 130 fewer Ventolin Evohaler were prescribed\.",
        lead_of(found),
    )
    assert title_of_change(found) == "Prescribing did most of the change"


@pytest.mark.parametrize(
    ("now", "because"),
    [
        (rows(gas=30000), "mostly because more energy was used."),
        (rows(people=60), "mostly because of more staff travel to work."),
        (rows(ventolin=None, people=None, gas=None), "all of it from new published factors."),
        (rows(patients=9900, ventolin=330), "mostly because there are more patients."),
    ],
)
def test_each_kind_of_cause_has_its_words_and_the_grid_is_nobody_s(now: Rows, because: str):
    lacking = {"ventolin": None, "people": None, "gas": None} if "inhalers" not in now else {}
    found = standing(now, rows(**lacking))  # type: ignore[arg-type]
    assert rule_of(found) == "by_one_cause"
    assert lead_of(found).endswith(because)


def test_the_grid_s_own_greening_is_said_of_a_set_that_is_worked_out_as_before():
    power = rows(ventolin=None, people=None, gas=None)
    now, before = (document(power, Period(year, 2)) for year in (2025, 2024))
    found = standing_of(History(now, [before], load_calculator()))
    assert lead_of(found).endswith("all of it the grid's own greening.")


def test_without_such_a_cause_each_theme_says_its_part():
    found = standing(rows(285, gas=10000, people=17, kwh=None), rows(300, kwh=None))
    assert rule_of(found) == "by_several_causes"
    assert re.search(
        r"lower than a year ago: inhalers −0\.\d, energy −0\.\d, travel −0\.\d tonnes\.", lead_of(found)
    )
    assert title_of_change(found) == "Several things made the change"


def test_within_1_percent_it_is_about_the_same():
    found = standing(rows(300, kwh=None), rows(301, kwh=None))
    assert rule_of(found) == "about_the_same"
    assert re.fullmatch(r"Carbon is about the same as a year ago: \d+\.\d tonnes\.", lead_of(found))


def test_within_what_is_estimated_it_is_about_the_same_too():
    own = history(rows(290, kwh=None), rows(300, kwh=None))
    rough = replace(own.document, flags=(Flag("heating", 0, "quantity", estimated=True),))
    found = standing_of(History(rough, own.returns.values(), load_calculator()))
    assert rule_of(standing(rows(290, kwh=None), rows(300, kwh=None))) == "by_one_cause"
    assert rule_of(found) == "about_the_same"


def test_only_what_both_have_is_compared_and_told():
    found = standing(rows(170), rows(300, gas=None))
    assert rule_of(found) == "of_some_sections"
    assert lead_of(found).startswith("Over the 3 sections in both quarters carbon is")
    alone = standing(rows(170, kwh=None, people=None, gas=None), rows(300))
    assert lead_of(alone).startswith("Over inhalers, all that both quarters have, carbon is")


def test_last_quarter_alone_tells_of_inhalers():
    found = standing(rows(282), last=rows(300))
    assert rule_of(found) == "since_last_quarter"
    assert lead_of(found) == (
        "Inhaler carbon is 6% lower than last quarter; the rest is compared from next year."
    )
    same = standing(rows(300), last=rows(301))
    assert "about the same as last quarter" in lead_of(same)


def test_a_first_return_is_a_starting_point():
    found = standing(rows(300))
    assert rule_of(found) == "as_first"
    assert re.fullmatch(
        r"First return: \d+\.\d tonnes CO₂e, and \d+% of it is inhalers\. This is the starting point; "
        r"change shows from next quarter\.",
        lead_of(found),
    )
    older = standing_with_older()
    assert lead_of(older).endswith("No earlier return has the same to compare with.")


def standing_with_older() -> Standing:
    older = document(rows(300), Period(2025, 3))
    return standing_of(History(document(rows(300)), [older], load_calculator()))


def test_without_inhalers_and_without_anything():
    found = standing(rows(None))
    assert rule_of(found) == "without_inhalers"
    assert lead_of(found).endswith("tonnes CO₂e without inhalers, the largest part, not yet entered.")
    nothing = standing({"practice": ({"registered_patients": "9000"},)})
    assert rule_of(nothing) == "of_nothing"
    assert re.fullmatch(r"No carbon yet: 1 of \d+ sections has figures\.", lead_of(nothing))


def test_a_year_says_years_and_a_part_of_one_the_same_quarters():
    earlier = [document(rows(300), Period(2025, quarter)) for quarter in (1, 2, 3, 4)]
    year = document({}, Period(2026))
    now = [document(rows(170), Period(2026, quarter)) for quarter in (1, 2, 3, 4)]
    whole = standing_of(History(year, [*earlier, *now], load_calculator()))
    assert "lower than the year before, mostly because 520 fewer Ventolin" in lead_of(whole)
    part = standing_of(History(year, [*earlier, *now[:2]], load_calculator()))
    assert "lower than in the same quarters a year before, mostly because 260 fewer" in lead_of(part)
    assert part.sides == ("2 quarters of 2025/26", "2 quarters of 2026/27")


def test_no_sentence_is_longer_than_two_lines():
    assert NOW.year_before == Period(2025, 2)
    for found in (standing(rows(170), rows(300)), standing(rows(170), rows(300, gas=None)), standing(rows())):
        assert len(lead_of(found).split()) <= 22
