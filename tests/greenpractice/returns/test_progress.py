"""How far each section has come, and what is left to answer or to check."""

from dataclasses import replace

import pytest

from greenpractice.periods import Period
from greenpractice.returns.checking import missing_of
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from greenpractice.returns.progress import Progress, Status, counting, issues_of, progress_of

VENTOLIN, SALAMOL = "0301011R0BEAIAP", "0301011R0BIAFAP"


def of(**sections: tuple[RawRow, ...]) -> ReturnDocument:
    return ReturnDocument("C82001", Period(2026, 1), 1, "2026-07-08", sections=sections)


def inhalers(count: str, code: str = VENTOLIN) -> ReturnDocument:
    return of(inhalers=({"bnf_code": code, "inhalers": count, "items": "1"},))


@pytest.mark.parametrize(
    ("row", "status", "remark"),
    [
        ({}, Status.NOT_YET_STARTED, ""),
        ({"reams": "10", "recycled_content": "1"}, Status.COMPLETED, ""),
        ({"reams": "10"}, Status.IN_PROGRESS, "1 answer missing"),
        ({"reams": "many", "recycled_content": "1"}, Status.PROBLEM, "1 figure cannot be used"),
        ({"reams": "many", "recycled_content": "2"}, Status.PROBLEM, "2 figures cannot be used"),
    ],
)
def test_a_section_is_not_started_in_progress_completed_or_has_a_problem(
    row: RawRow, status: Status, remark: str
):
    found = progress_of(of(paper=(row,)))
    assert (found["paper"].status, found["paper"].remark) == (status, remark)
    assert found["waste"].status is Status.NOT_YET_STARTED


def test_missing_answers_are_counted_and_so_is_what_is_to_be_checked():
    several = of(commuting=({"people": "5", "days_per_week": "9"},))
    assert progress_of(several)["commuting"].remark == "4 answers missing, 1 value to check"
    whole: RawRow = {
        "people": "5",
        "days_per_week": "9",
        "weeks": "60",
        "one_way": "1",
        "unit": "km",
        "mode": "bus",
    }
    done = progress_of(of(commuting=(whole,)))["commuting"]
    assert (done.status, done.remark) == (Status.COMPLETED, "2 values to check")


def test_a_section_of_which_nothing_is_counted_is_not_completed():
    whole, part = {"reams": "10", "recycled_content": "1"}, {"reams": "10"}
    lacks = {"paper": "none of its figures is counted"}
    found = progress_of(of(paper=(whole,), water=()), None, lacks)
    assert (found["paper"].status, found["paper"].remark) == (
        Status.IN_PROGRESS,
        "none of its figures is counted",
    )
    assert progress_of(of(paper=(part,)), None, lacks)["paper"].remark == "1 answer missing"
    assert progress_of(of(paper=({"reams": "x"},)), None, lacks)["paper"].status is Status.PROBLEM


def test_a_row_without_anything_misses_nothing():
    assert [issue.row for issue in missing_of(of(paper=({}, {"reams": "1"})))] == [1]


def test_a_value_that_was_confirmed_is_asked_about_no_more():
    document = of(commuting=({"people": "5", "days_per_week": "9"},))
    asked = [issue for issue in issues_of(document) if issue.field == "days_per_week"]
    confirmed = replace(document, flags=(Flag("commuting", 0, "days_per_week", confirmed=True),))
    assert len(asked) == 1
    assert asked[0].question
    assert [issue for issue in issues_of(confirmed) if issue.field == "days_per_week"] == []


@pytest.mark.parametrize(
    ("section", "row"),
    [
        ("electricity", {"site": "A", "tariff": "standard"}),
        ("heating", {"site": "A", "fuel": "natural_gas"}),
    ],
)
def test_readings_and_floor_areas_need_no_amount_beside_them(section: str, row: RawRow):
    def status(**more: str) -> Status:
        return progress_of(of(**{section: ({**row, **more},)}))[section].status

    assert status() is status(opening="1") is status(closing="2") is Status.IN_PROGRESS
    unit = {"unit": "kWh"} if section == "heating" else {}  # readings are in a unit, a floor area in none
    assert status(opening="1", closing="2", **unit) is status(basis="floor_area") is Status.COMPLETED


def test_nobody_waits_for_what_only_some_practices_have():
    nothing = progress_of(of())
    assert nothing["refrigerants"].remark == "only if you have any"
    assert not {"homeworking", "refrigerants", "nitrous_oxide"} & counting(nothing).keys()
    begun = progress_of(of(refrigerants=({"gas": "r410a"},)))
    assert counting(begun)["refrigerants"].remark == "1 answer missing"
    assert "nitrous_oxide" not in counting(begun)
    assert len(counting(begun)) == len(counting(nothing)) + 1


def test_litres_or_kg_are_enough_and_both_are_asked_about():
    for row in ({"entonox_litres": "700"}, {"nitrous_oxide_kg": "2"}):
        assert progress_of(of(nitrous_oxide=(row,)))["nitrous_oxide"].status is Status.COMPLETED
    both = of(nitrous_oxide=({"entonox_litres": "700", "nitrous_oxide_kg": "2"},))
    assert [issue.sentence for issue in issues_of(both)] == [
        "Litres and kg are both given, and both are counted"
    ]


def test_an_unusual_top_up_of_gas_is_asked_about():
    found = issues_of(of(refrigerants=({"gas": "r410a", "kg": "20"}, {"gas": "r410a", "kg": "21"})))
    assert [(issue.row, issue.field, issue.question) for issue in found] == [(1, "kg", True)]


def test_a_row_without_figures_and_with_a_note_settles_its_section():
    empty = of(asthma_care=({},))
    said = replace(empty, flags=(Flag("asthma_care", 0, note="We do not have these numbers"),))
    assert progress_of(empty)["asthma_care"].status is Status.NOT_YET_STARTED
    assert progress_of(said)["asthma_care"] == Progress(Status.COMPLETED, "no data")
    begun = replace(said, sections={"asthma_care": ({"asthma_register": "630"},)})
    assert progress_of(begun)["asthma_care"].status is Status.IN_PROGRESS
