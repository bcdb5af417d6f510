"""The Green Plan's actions and targets are dated, sourced data, and a wrong table is refused by name."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from greenpractice.errors import FactsError
from greenpractice.facts.plan import GreenPlan, load_plan, parse_plan, parse_targets
from greenpractice.facts.sources import Source
from greenpractice.periods import Period

SOURCES: Mapping[str, Source] = {"s": Source("s", "T", "P", "2025", "OGL v3", "here")}
SECTIONS = {
    *(
        "inhalers",
        "asthma_care",
        "inhaler_returns",
        "pen_returns",
        "electricity",
        "heating",
        "business_travel",
    ),
    *("commuting", "appointments", "water", "waste", "paper"),
}
PLAN = """
name = "Plan"
version = "1"
first_day = 2022-07-01
last_day = 2025-07-31
period = "July 2022 to July 2025"
source = "s"
[themes]
travel = "Travel"
"""
ACTION = """
[actions.T1]
theme = "travel"
title = "Walk"
text = "Walk more."
for = ["practice"]
due = 2024-03-31
when = "January to March 2024"
sections = []
"""
CHANGE = """
[[carbon]]
by = 2028-03-31
words = "by 2028"
change = -0.5
baseline = "2019-20"
source = "s"
where = "page 1"
"""
VALUE = """
[[share]]
undated = true
words = "no date given"
value = 0.25
unit = "share"
source = "s"
where = "page 1"
"""


@pytest.fixture
def plan() -> GreenPlan:
    return load_plan()


def test_the_plan_says_which_it_is_and_for_how_long(plan: GreenPlan):
    assert (plan.name, plan.version, plan.period) == (
        "LLR ICS Green Plan",
        "2022-25",
        "July 2022 to July 2025",
    )
    assert (plan.first_day, plan.last_day) == (date(2022, 7, 1), date(2025, 7, 31))
    assert plan.source.title.endswith("Green Plan 2022-25")


def test_inhaler_carbon_falls_by_13_percent_in_2022_23_and_by_half_by_2028(plan: GreenPlan):
    targets = plan.targets_for("inhaler_carbon")
    assert [(target.by, target.change, target.baseline) for target in targets] == [
        (date(2023, 3, 31), Decimal("-0.13"), Period(2019)),
        (date(2028, 3, 31), Decimal("-0.50"), Period(2019)),
    ]


@pytest.mark.parametrize(
    ("key", "window", "zero"),
    [("carbon_footprint", (2028, 2032), 2040), ("carbon_footprint_plus", (2036, 2039), 2045)],
)
def test_footprints_fall_by_80_percent_then_to_0(
    plan: GreenPlan, key: str, window: tuple[int, int], zero: int
):
    fall, rest = plan.targets_for(key)
    assert (fall.earliest, fall.by) == (date(window[0], 1, 1), date(window[1], 12, 31))
    assert (fall.change, rest.change, rest.by) == (Decimal("-0.80"), Decimal(-1), date(zero, 12, 31))
    assert fall.baseline == rest.baseline == Period(2019)
    assert "national target counts from 1990" in fall.note


def test_the_plan_has_its_own_levels_for_es_01_and_es_02(plan: GreenPlan):
    (share,), (mean,) = plan.targets_for("ES-01"), plan.targets_for("ES-02")
    assert (share.value, share.by) == (Decimal("0.25"), None)
    assert (mean.value, mean.by) == (Decimal("13.4"), date(2024, 3, 31))
    assert mean.unit == "kg CO₂e per salbutamol inhaler"


@pytest.mark.parametrize(
    ("key", "by", "change"),
    [("business_mileage", date(2025, 1, 31), "-0.20"), ("office_paper", date(2025, 12, 31), "-0.50")],
)
def test_mileage_and_paper_have_one_target_each(plan: GreenPlan, key: str, by: date, change: str):
    (target,) = plan.targets_for(key)
    assert (target.by, target.change) == (by, Decimal(change))


def test_the_plan_sets_no_share_of_remote_appointments(plan: GreenPlan):
    assert plan.targets_for("remote_share") == ()


def test_the_actions_that_sections_give_evidence_for_are_there(plan: GreenPlan):
    evidence = {
        **{
            "WFL3": (),
            "M1": ("inhaler_returns",),
            "M2": ("inhalers", "asthma_care"),
            "SMC1": ("appointments",),
        },
        **{"TT1": ("business_travel", "commuting"), "TT2": ("business_travel",), "TT10": ("commuting",)},
        **{"EF1": ("electricity",), "EF4": ("electricity", "heating"), "EF8": ("waste", "water", "paper")},
        **{"M4": ("inhalers", "inhaler_returns")},
    }
    actions = {code: plan.action(code) for code in evidence}
    assert {code: action.sections for code, action in actions.items() if action} == evidence


def test_an_action_only_a_hospital_can_take_is_not_there(plan: GreenPlan):
    assert [plan.action(code) for code in ("M3", "EF3", "TT13")] == [None, None, None]


def test_every_action_says_who_and_when_and_cites_known_sections(plan: GreenPlan):
    for action in plan.actions:
        assert action.actors, action.code
        assert set(action.sections) <= SECTIONS, action.code
        assert action.due or "ongoing" in action.when or "every year" in action.when, action.code
        assert " Q" not in action.when, action.code  # the plan's quarters are not the NHS ones: months only


def test_codes_and_titles_are_not_used_twice(plan: GreenPlan):
    titles = [action.title for action in plan.actions]
    assert len(set(titles)) == len(titles) == 43


@pytest.mark.parametrize(
    ("code", "due", "when"),
    [
        ("TT2", date(2025, 1, 31), "January 2025"),
        ("SMC1", date(2023, 6, 30), "April to June 2023"),  # "Q2 2023", a calendar quarter
        ("P3", date(2022, 12, 31), "October to December 2022"),  # "Q3 2022/23", an NHS quarter
    ],
)
def test_the_quarters_of_the_plan_are_printed_as_months(plan: GreenPlan, code: str, due: date, when: str):
    action = plan.action(code)
    assert action is not None
    assert (action.due, action.when) == (due, when)


def test_a_network_is_offered_its_own_actions(plan: GreenPlan):
    practice = {action.code for action in plan.actions if "practice" in action.actors}
    pcn = {action.code for action in plan.actions if "pcn" in action.actors}
    assert "WFL4" in pcn - practice
    assert "EF1" in practice - pcn
    assert practice | pcn == {action.code for action in plan.actions}


def test_targets_are_in_order_of_date_and_those_without_come_last():
    later = CHANGE.replace("2028-03-31", "2030-03-31").replace("2028", "2030")
    undated = VALUE.replace("[[share]]", "[[carbon]]")
    plan = parse_plan(
        "a.toml", PLAN + ACTION, SOURCES, parse_targets("t.toml", undated + later + CHANGE, SOURCES)
    )
    assert [target.words for target in plan.targets_for("carbon")] == ["by 2028", "by 2030", "no date given"]


def without(text: str, name: str) -> str:
    """The table less the line of one key."""
    return "\n".join(line for line in text.splitlines() if not line.startswith(f"{name} ="))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (CHANGE + "size = 1\n", "carbon 1.size: this key is not known"),
        (without(CHANGE, "source"), "carbon 1: source must be one of the register"),
        (CHANGE.replace('"s"', '"elsewhere"'), "source must be one of the register"),
        (without(CHANGE, "by"), "by must be a date"),
        (CHANGE + "undated = true\n", "either by or undated = true"),
        (VALUE.replace("= true", "= false"), "either by or undated = true"),
        (without(CHANGE, "words"), "words must be given"),
        (without(CHANGE, "where"), "where must be given"),
        (without(CHANGE, "baseline"), "baseline must be given"),
        (CHANGE.replace("2019-20", "2019-21"), "baseline: '2019-21' is not a period"),
        (CHANGE.replace("2019-20", "2019-20-Q1"), "baseline must be a year"),
        (CHANGE.replace("-0.5", "0.5"), "change must be a number from -1 to 0"),
        (CHANGE.replace("-0.5", "-1.5"), "change must be a number from -1 to 0"),
        (CHANGE.replace("-0.5", "-nan"), "change must be a number from -1 to 0"),
        (without(CHANGE, "change"), "either change or value"),
        (CHANGE + "value = 1\n", "either change or value"),
        (CHANGE + 'unit = "kg"\n', "carbon 1.unit: this key is not known"),
        (VALUE + 'baseline = "2019-20"\n', "share 1.baseline: this key is not known"),
        (without(VALUE, "unit"), "unit must be given"),
        (CHANGE + "earliest = 2029-01-01\n", "earliest must be a day before"),
        (CHANGE + 'note = ""\n', "note must be given"),
        ("[carbon]\nby = 2028-03-31\n", "it must be a list of targets"),
        ("carbon = [1]\n", "carbon 1: it must be a table"),
        (CHANGE + CHANGE.replace('"s"', '"x"'), "carbon 2: source"),
    ],
)
def test_a_wrong_table_of_targets_is_refused(text: str, reason: str):
    with pytest.raises(FactsError) as refusal:
        parse_targets("t.toml", text, SOURCES)
    assert refusal.value.file == "t.toml"
    assert reason in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (PLAN + ACTION + 'who = "me"\n', "actions.T1.who: this key is not known"),
        ('author = "me"\n' + PLAN + ACTION, "author: this key is not known"),
        (without(PLAN, "source") + ACTION, "source must be one of the register"),
        (without(PLAN, "last_day") + ACTION, "last_day must be a date"),
        (PLAN.replace("2025-07-31", "2022-06-30") + ACTION, "2022-06-30 is before 2022-07-01"),
        (PLAN, "actions: it must be a table"),
        (PLAN + without(ACTION, "due"), "actions.T1: due must be a date"),
        (PLAN + ACTION + "ongoing = true\n", "either due or ongoing = true"),
        (PLAN + without(ACTION, "when"), "when must be given"),
        (PLAN + ACTION.replace('theme = "travel"', 'theme = "space"'), "theme 'space' is not one"),
        (PLAN + ACTION.replace('["practice"]', '["hospital"]'), "for must name practice, pcn or both"),
        (PLAN + ACTION.replace('["practice"]', "[]"), "for must name practice, pcn or both, not nobody"),
        (PLAN + without(ACTION, "sections"), "sections must be a list"),
        (PLAN + ACTION + ACTION, "it is not TOML"),
    ],
)
def test_a_wrong_table_of_actions_is_refused(text: str, reason: str):
    with pytest.raises(FactsError) as refusal:
        parse_plan("a.toml", text, SOURCES, ())
    assert refusal.value.file == "a.toml"
    assert reason in str(refusal.value)
