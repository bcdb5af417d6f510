"""Which packs are got of a product whose propellant changed on an unknown day: asked once, and it decides."""

from decimal import Decimal

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import gaps_of_part
from greenpractice.carbon.part import Part
from greenpractice.errors import Issue
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.indicators.computing import evidence_of, indicators_of
from greenpractice.indicators.watching import watched_of
from greenpractice.periods import Period
from greenpractice.returns.checking import check_figures, is_confirmed
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from greenpractice.returns.packs_asked import packs_asked

CLENIL, STRONGER, FOSTAIR = "0302000C0BPABBF", "0302000C0BPACBV", "0302000ABBCAAAB"
AFTER, BEFORE = Period(2026, 2), Period(2026, 1)
OLD, NEW = Decimal("17.346"), Decimal("1.7346")


def a_return(*rows: RawRow, period: Period = AFTER, flags: tuple[Flag, ...] = ()) -> ReturnDocument:
    return ReturnDocument("C82001", period, 1, "2027-01-08", sections={"inhalers": rows}, flags=flags)


def got(code: str, packs: str = "", inhalers: str = "10") -> RawRow:
    return {
        "bnf_code": code,
        "inhalers": inhalers,
        "items": inhalers,
        **({"propellant": packs} if packs else {}),
    }


def asked(*rows: RawRow, period: Period = AFTER) -> list[Issue]:
    return list(packs_asked(a_return(*rows, period=period)))


def weights(*rows: RawRow) -> list[Decimal]:
    return [line.factor.value for line in load_calculator().of_return(a_return(*rows)).lines]


def test_it_is_asked_once_for_all_strengths_and_names_the_propellants():
    (issue,) = asked(got(FOSTAIR), got(CLENIL), got(STRONGER))
    assert (issue.section, issue.row, issue.field) == ("inhalers", 1, "propellant")
    assert issue.answers == ("HFA134a", "HFA152a", "not_known")
    assert issue.sentence == (
        "Which packs of Clenil Modulite 100 micrograms do you get: with HFA-134a as before, or with "
        "HFA-152a? Until you say so all of its strengths count with HFA-134a"
    )


@pytest.mark.parametrize("packs", ["HFA134a", "HFA152a", "not_known"])
def test_any_answer_of_any_strength_settles_it(packs: str):
    assert asked(got(CLENIL), got(STRONGER, packs)) == []


def test_nothing_is_asked_before_the_packs_could_be_there_nor_of_none():
    assert asked(got(CLENIL), period=BEFORE) == []
    assert asked(got(FOSTAIR)) == []
    assert asked(got(CLENIL, inhalers="0")) == []
    assert asked({"bnf_code": CLENIL}) == []


def test_yes_it_is_correct_is_no_answer():
    document = a_return(got(CLENIL), flags=(Flag("inhalers", 0, "propellant", confirmed=True),))
    (issue,) = packs_asked(document)
    assert not is_confirmed(document)(issue)


@pytest.mark.parametrize(("packs", "kg"), [("", OLD), ("HFA134a", OLD), ("not_known", OLD), ("HFA152a", NEW)])
def test_the_answer_decides_which_value_counts_for_all_strengths(packs: str, kg: Decimal):
    assert weights(got(CLENIL, packs), got(STRONGER), got(FOSTAIR)) == [kg, kg, Decimal("11.65")]


def test_each_strength_may_have_its_own_answer():
    assert weights(got(CLENIL, "HFA134a"), got(STRONGER, "HFA152a")) == [OLD, NEW]


@pytest.mark.parametrize(
    ("packs", "beside"), [("", NEW), ("not_known", NEW), ("HFA134a", None), ("HFA152a", None)]
)
def test_the_other_value_stands_beside_it_until_it_is_known(packs: str, beside: Decimal | None):
    (line,) = load_calculator().of_return(a_return(got(CLENIL, packs))).lines
    assert (line.factor.beside and line.factor.beside.value) == beside


def test_the_question_is_a_gap_like_any_other():
    document = a_return(got(CLENIL))
    part = Part(document, load_calculator().of_return(document))
    found = [gap for gap in gaps_of_part(part) if gap.field == "propellant"]
    assert [(gap.section, gap.row, gap.confirmed) for gap in found] == [("inhalers", 0, False)]
    assert found[0].why.startswith("Which packs of Clenil Modulite 100 micrograms")


def test_a_propellant_that_a_product_never_has_is_asked_about():
    said = [issue.sentence for issue in check_figures(a_return(got(FOSTAIR, "HFA152a"))) if issue.question]
    assert said == ["Fostair 100/6 micrograms pMDI has no packs with HFA-152a then"]
    assert weights(got(FOSTAIR, "HFA152a")) == [Decimal("11.65")]


@pytest.mark.parametrize(("packs", "higher"), [("", 0), ("not_known", 0), ("HFA152a", 0), ("HFA134a", 20)])
def test_packs_that_are_as_before_are_advised_about_and_counted_like_any_other(packs: str, higher: int):
    document = a_return(got(CLENIL, packs), got(STRONGER))
    evidence, inhalers = {"C82001": evidence_of(document, load_inhalers())}, load_inhalers()
    watched = {each.facts.id: each.numerator for each in watched_of(evidence, inhalers)}
    assert watched["Higher-GWP share"] == higher
    es01 = indicators_of(evidence, document.period, inhalers)[0]
    assert (es01.numerator, es01.spared) == (20, 20 - higher)
