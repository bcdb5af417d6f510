"""The made-up data tell a story: each of its events is there, and nothing else is asked about."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import energy_gaps
from greenpractice.demo.returns import FIRST, LAST
from greenpractice.demo.story import (
    ARRIVING,
    EASYHALER,
    SALAMOL,
    SPIRIVA,
    SPRING,
    VENTOLIN,
    told_documents,
    told_network_documents,
)
from greenpractice.errors import Issue
from greenpractice.periods import Period
from greenpractice.returns.checking import Earlier, check_figures, questions
from greenpractice.returns.documents import ReturnDocument

SAMPLE = "Z99991"


@cache
def of_practice(code: str = SAMPLE) -> Mapping[Period, ReturnDocument]:
    return {each.period: each for each in told_documents() if each.ods_code == code}


@cache
def arriving() -> Mapping[str, ReturnDocument]:
    return {each.ods_code: each for each in told_network_documents()}


def inhalers(document: ReturnDocument, code: str) -> int:
    return next(int(row["inhalers"]) for row in document.rows("inhalers") if row["bnf_code"] == code)


def test_in_spring_the_practice_switches_from_ventolin_to_two_others() -> None:
    before, spring = of_practice()[SPRING.previous], of_practice()[SPRING]
    assert inhalers(spring, VENTOLIN) < 0.65 * inhalers(before, VENTOLIN)
    for code in (SALAMOL, EASYHALER):
        assert inhalers(spring, code) > inhalers(before, code)
    for later in (of_practice()[LAST], arriving()[SAMPLE]):
        assert inhalers(later, VENTOLIN) < inhalers(spring, VENTOLIN)


def test_the_switch_is_seen_in_the_kilograms() -> None:
    calculator = load_calculator()
    before, *after = [
        calculator.of_return(of_practice()[period]).by_section["inhalers"]
        for period in (SPRING.previous, SPRING, LAST)
    ]
    assert max(after) < before - Decimal(1000)


@pytest.mark.parametrize(
    ("document", "days"),
    [(of_practice()[LAST], "1 to 18 August"), (arriving()["Z99992"], "10 to 30 November")],
    ids=["practice", "network"],
)
def test_a_bill_is_missing(document: ReturnDocument, days: str) -> None:
    (gap,) = energy_gaps(document, "electricity")
    assert days in gap.why, gap.why
    assert len(document.rows("electricity")) > 1


def test_a_figure_is_estimated_and_says_why() -> None:
    for document in (of_practice()[LAST], arriving()[SAMPLE]):
        (flag,) = [each for each in document.flags if each.estimated]
        assert flag.section == "heating"
        assert flag.note


def test_a_first_year_has_nothing_to_be_compared_with() -> None:
    held = [period for period, each in of_practice().items() if "homeworking" in each.sections]
    assert held == [SPRING, LAST]
    assert LAST.year_before not in held
    newcomers = set(arriving()) - {each.ods_code for each in told_documents()}
    assert {"Z99997", "Z99998"} <= newcomers


def asked_beside(document: ReturnDocument, others: Earlier) -> list[Issue]:
    return questions(document, check_figures(document, others))


def test_one_question_is_open_and_nothing_else_is_asked() -> None:
    asked = []
    for code in {each.ods_code for each in told_documents()}:
        held = of_practice(code)
        asked += [
            (code, period, issue.section, issue.row)
            for period, document in held.items()
            for issue in asked_beside(document, {each: held[each] for each in held if each < period})
        ]
    row = [each["bnf_code"] for each in of_practice()[LAST].rows("inhalers")].index(SPIRIVA)
    assert asked == [(SAMPLE, LAST, "inhalers", row)]


def test_of_what_arrives_one_return_has_a_question() -> None:
    asked = [
        (code, issue.section)
        for code, document in arriving().items()
        if code != SAMPLE
        for issue in asked_beside(document, of_practice(code))
    ]
    assert asked == [("Z99996", "inhalers")]
    assert {each.period for each in arriving().values()} == {ARRIVING}


def test_the_story_is_always_the_same_and_starts_where_the_data_do() -> None:
    assert [*told_documents()] == [*told_documents()]
    assert min(period for period in of_practice() if period.quarter) == FIRST
