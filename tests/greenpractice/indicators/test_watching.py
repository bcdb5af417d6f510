"""What is watched beside the indicators: counted as its definition says, with where it comes from."""

from dataclasses import replace
from decimal import Decimal

import pytest

from greenpractice.answers.history import History
from greenpractice.answers.indicator_reasons import why_watched
from greenpractice.carbon.footprint import Calculator
from greenpractice.errors import FactsError
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.sources import load_sources
from greenpractice.indicators import INDICATOR_BY_ID, INDICATORS, WATCHED, es01
from greenpractice.indicators.computing import evidence_of, evidence_of_year
from greenpractice.indicators.not_air_mart import generic_of
from greenpractice.indicators.watched_facts import load_watched, parse_watched
from greenpractice.indicators.watching import Watched, counts_words, watched_of
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

VENTOLIN, CLENIL, FOSTAIR = "0301011R0BEAIAP", "0302000C0BPABBF", "0302000ABBCAAAB"
NEXTHALER, TRIMBOW, TRIXEO = "0302000ABBBAAAA", "0302000AABBAAAA", "0302000Y0BBAAAA"
RELIEVER_OF_NOBODY, STEROID_OF_NOBODY = "0301011V0ZZZZZZ", "0302000C0ZZZZZZ"


Q1 = Period(2025, 1)


def document(period: Period = Q1, **counts: str) -> ReturnDocument:
    rows = tuple({"bnf_code": code, "inhalers": count} for code, count in counts.items())
    return ReturnDocument("C82001", period, 1, "2025-07-08", sections={"inhalers": rows})


def of(*documents: ReturnDocument) -> dict[str, Watched]:
    pool = {f"C8200{number}": evidence_of(each, load_inhalers()) for number, each in enumerate(documents)}
    return {each.facts.id: each for each in watched_of(pool, load_inhalers())}


def counts(watched: Watched) -> tuple[Decimal | None, Decimal | None]:
    return watched.numerator, watched.denominator


def test_relievers_are_counted_beside_preventers_and_triples_are_left_out():
    found = of(
        document(**{VENTOLIN: "60", RELIEVER_OF_NOBODY: "5", CLENIL: "30", FOSTAIR: "20", TRIXEO: "10"})
    )
    assert counts(found["SABA share"]) == (65, 115)


def test_air_and_mart_go_by_the_generic_of_a_product():
    found = of(
        document(**{CLENIL: "30", FOSTAIR: "20", NEXTHALER: "7", STEROID_OF_NOBODY: "3", TRIMBOW: "9"})
    )
    assert counts(found["Not AIR/MART"]) == (33, 60)
    assert generic_of(FOSTAIR) == "0302000ABAAABAB"


@pytest.mark.parametrize(
    ("period", "meant"),
    [
        (Period(2025, 2), 30),
        (Period(2025, 3), 20),
        (Period(2026, 1), 20),
        (Period(2026, 2), 0),
        (Period(2025), 30),  # a whole year goes by its first day
    ],
)
def test_a_cleaner_gas_counts_from_its_day(period: Period, meant: int):
    found = of(document(period, **{CLENIL: "20", TRIXEO: "10", VENTOLIN: "99", NEXTHALER: "5"}))
    assert counts(found["Higher-GWP share"]) == (meant, 35)
    assert found["Higher-GWP share"].basis == "inhalers"
    assert found["Higher-GWP share"].name == "Higher-GWP share (draft)"


def test_practices_and_quarters_are_summed_and_who_has_none_is_left_out():
    first, second = document(**{VENTOLIN: "10", CLENIL: "10"}), document(Period(2025, 2), **{CLENIL: "30"})
    pool = of(first, second, document(**{NEXTHALER: "0"}))
    assert counts(pool["SABA share"]) == (10, 50)
    assert pool["SABA share"].left_out == ("C82002",)
    year = watched_of({"C82001": evidence_of_year([first, second], load_inhalers())}, load_inhalers())
    assert next(counts(each) for each in year) == (10, 50)


def test_without_inhalers_there_is_no_value():
    for each in of(ReturnDocument("C82001", Period(2025, 1), 1, "2025-07-08")).values():
        assert (each.value, each.value_words) == (None, "No data")


def test_each_says_where_its_counts_come_from(calculator: Calculator):
    history = History(document(**{VENTOLIN: "60", CLENIL: "30"}), (), calculator)
    for each in history.view.watched():
        answer = why_watched(each, history.view.parts)
        assert answer.value == each.value_words
        assert any(step.figures for step in answer.steps)
        assert each.facts.source in answer.notes[0]


def test_every_measure_has_facts_with_a_source_and_a_name_of_its_own():
    assert list(load_watched()) == [measure.id for measure in WATCHED]
    assert not {measure.id for measure in WATCHED} & {indicator.id for indicator in INDICATORS}
    assert [facts.id for facts in load_watched().values() if facts.draft] == ["Higher-GWP share"]


GOOD = """[a]
title = "A"
numerator = "N"
denominator = "D"
good = "Low is good."
draft = false
codes = ["0301011R0"]
source = "openprescribing-saba"
where = "here"
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("draft = false", "draft = 1"),
        ('["0301011R0"]', '"0301011R0"'),
        ('["0301011R0"]', "[1]"),
        ("openprescribing-saba", "memory"),
        ('good = "Low is good."', 'good = ""'),
        ('where = "here"', 'where = "here"\nsince = { x = "soon" }'),
        ('where = "here"', 'where = "here"\nthresholds = []'),
    ],
)
def test_a_wrong_definition_is_refused(old: str, new: str):
    sources = load_sources("indicators/sources.toml")
    assert parse_watched("w.toml", GOOD, sources)["a"].codes == ("0301011R0",)
    with pytest.raises(FactsError, match=r"w\.toml"):
        parse_watched("w.toml", GOOD.replace(old, new), sources)


def test_a_product_is_named_with_its_quarter_only_where_there_are_several(calculator: Calculator):
    first, second = document(**{CLENIL: "30"}), document(Period(2025, 2), **{CLENIL: "20"})
    one = History(first, (), calculator).view.parts
    two = [*one, *History(second, (), calculator).view.parts]
    for measure in (INDICATOR_BY_ID["ES-01"], WATCHED[-1]):
        alone = [step.what for step in measure.steps("inhalers", one)]
        each = [step.what for step in measure.steps("inhalers", two)]
        assert len(alone) == 1
        assert each == [f"{alone[0]}, {period.words}" for period in (first.period, second.period)]


def test_a_year_of_nothing_has_no_inhalers_with_a_cleaner_gas():
    assert es01.INDICATOR.of_year(()).cleaner == (0, 0)


def test_counts_are_said_only_where_there_are_both():
    found = of(document(**{VENTOLIN: "60", CLENIL: "40"}))["SABA share"]
    assert counts_words(found) == "60 of 100 inhalers"
    for lacking in (replace(found, numerator=None), replace(found, denominator=None)):
        assert counts_words(lacking) == "No inhalers of the kind"
