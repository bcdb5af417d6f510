"""ES-01 and the higher-GWP share side by side: why they differ; and relievers first where they are many."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.errors import FactsError
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.sources import load_sources
from greenpractice.indicators.computing import evidence_of, indicators_of
from greenpractice.indicators.side_by_side import (
    beside,
    compared_source,
    compared_words,
    first_lever,
    load_compared,
    parse_compared,
    why_they_differ,
)
from greenpractice.indicators.watching import Watched, watched_of
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument, document_text, to_json
from tests.greenpractice.conftest import Run

INHALERS = load_inhalers()
CLENIL, TRIXEO, FOSTAIR, TURBOHALER, VENTOLIN = (
    "0302000C0BPABBF", "0302000Y0BBAAAA", "0302000ABBCAAAB", "0302000K0BDABAM", "0301011R0BEAIAP",
)  # fmt: skip
NOW = Period(2026, 3)
ON = NOW.last_day
SENTENCE = (
    "ES-01 is 100% and the higher-GWP share 0%, as ES-01 counts every puffer and 740 items have, or may "
    "have, a gas that warms far less: where a pack has it, a change would gain nothing."
)


def a_return(period: Period = NOW, code: str = "C82001", **counts: int) -> ReturnDocument:
    rows = tuple(
        {"bnf_code": globals()[name], "inhalers": str(n), "items": str(n)} for name, n in counts.items()
    )
    return ReturnDocument(code, period, 1, "2027-01-08T10:00:00+00:00", sections={"inhalers": rows})


def watched(*documents: ReturnDocument) -> list[Watched]:
    return watched_of({each.ods_code: evidence_of(each, INHALERS) for each in documents}, INHALERS)


def differ(*documents: ReturnDocument) -> str:
    pool = {each.ods_code: evidence_of(each, INHALERS) for each in documents}
    return why_they_differ(indicators_of(pool, documents[0].period, INHALERS), watched_of(pool, INHALERS))


def test_where_all_puffers_have_a_cleaner_gas_it_says_why_they_differ():
    document = a_return(CLENIL=450, TRIXEO=290)
    assert differ(document) == SENTENCE
    result = indicators_of({"C82001": evidence_of(document, INHALERS)}, NOW, INHALERS)[0]
    said = beside(result, watched(document))
    assert said.startswith("Beside it: Higher-GWP share (draft) 0%, 0 of 740 items, without 450 that may ")
    assert said.endswith(f"61% if none of them has it, as their kg are counted. {SENTENCE}")


def test_where_they_agree_or_lack_figures_nothing_is_said():
    assert differ(a_return(FOSTAIR=30, TURBOHALER=70)) == ""
    assert differ(a_return(Period(2024, 1), CLENIL=450, TRIXEO=290)) == ""
    assert differ(a_return(VENTOLIN=3)) == ""


def test_of_a_network_it_is_said_of_the_sum():
    said = differ(a_return(FOSTAIR=30, TURBOHALER=69), a_return(code="C82002", TRIXEO=1))
    assert said.startswith("ES-01 is 31% and the higher-GWP share 30%")
    assert "and 1 item has, or may have, a gas" in said


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(["CLENIL", "TRIXEO", "FOSTAIR", "TURBOHALER"]), st.integers(0, 90)))
def test_it_is_said_exactly_where_they_differ(counts: dict[str, int]):
    cleaner = counts.get("CLENIL", 0) + counts.get("TRIXEO", 0)
    assert bool(differ(a_return(**counts))) == bool(cleaner)


def test_relievers_are_the_first_lever_where_their_share_is_above_englands():
    many = watched(a_return(VENTOLIN=62, FOSTAIR=38))
    said = first_lever(many, ON)
    assert said.startswith(
        "Care first: 62% of relievers and preventers are relievers, more than England's 49%"
    )
    assert "before any change of inhaler" in said
    assert first_lever(watched(a_return(VENTOLIN=49, FOSTAIR=51)), ON) == ""
    assert first_lever(watched(a_return(FOSTAIR=51)), ON) == ""


def test_without_a_single_preventer_entered_relievers_are_not_called_many():
    assert first_lever(watched(a_return(VENTOLIN=62)), ON) == ""


def test_the_comparison_is_a_dated_fact_with_its_source():
    (england,) = load_compared()["SABA share"]
    assert round(england.value, 4) == Decimal("0.4905")
    share = watched(a_return(VENTOLIN=62, FOSTAIR=38))[0]
    for day in (date(2019, 4, 1), ON):  # an earlier period is compared with the first there is
        assert compared_words(share, day) == "England's was 49% in 2022/23."
        assert "s41533" not in compared_source("SABA share", day)
        assert "Crooks" in compared_source("SABA share", day)
    other = watched(a_return(FOSTAIR=1))[1]
    assert (compared_words(other, ON), compared_source(other.facts.id, ON)) == ("", "")


COMPARED = """of = "E"
when = "w"
from = 2022-04-01
numerator = 1
denominator = 2
source = "crooks-2024"
where = "x"
"""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (COMPARED.replace("denominator = 2", "denominator = 0"), "at most the denominator"),
        (COMPARED.replace("crooks-2024", "nobody"), "source must be one"),
        (COMPARED + "high = true\n", "not known"),
        (COMPARED.replace('of = "E"', 'of = ""'), "of must be given"),
    ],
)
def test_wrong_comparisons_are_refused(wrong: str, said: str):
    sources = load_sources("indicators/sources.toml")
    parse_compared("indicators/compared.toml", f"[[S]]\n{COMPARED}", sources)
    with pytest.raises(FactsError) as told:
        parse_compared("indicators/compared.toml", f"[[S]]\n{wrong}", sources)
    assert said in str(told.value)
    with pytest.raises(FactsError, match="a list of tables"):
        parse_compared("indicators/compared.toml", f"[S]\n{COMPARED}", sources)


def test_the_command_line_says_both(tmp_path: Path, run: Run):
    paths = []
    for name, document in (
        ("new", a_return(CLENIL=450, TRIXEO=290)),
        ("relievers", a_return(Period(2026, 2), VENTOLIN=62, FOSTAIR=38)),
    ):
        (tmp_path / f"{name}.json").write_bytes(document_text(to_json(document)))
        paths.append(str(tmp_path / f"{name}.json"))
    assert run("record", *paths)[0] == 0
    who = ("indicators", "--practice", "C82001", "--period", "2026-27-Q3")
    assert SENTENCE in run(*who)[1]
    told = json.loads(run(*who, "--json")[1])["side_by_side"]
    assert told["why_es01_and_higher_gwp_differ"] == SENTENCE
    assert told["first_lever"] is None
    earlier = (*who[:-1], "2026-27-Q2")
    assert run(*earlier)[1].splitlines()[1].startswith("Care first: 62%")
    told = json.loads(run(*earlier, "--json")[1])["side_by_side"]
    assert told["why_es01_and_higher_gwp_differ"] is None
    assert told["first_lever"].startswith("Care first: 62%")
    assert "Crooks" in told["first_lever_source"]
