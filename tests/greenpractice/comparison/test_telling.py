"""Where a practice stands is told in the same words and figures on every surface, or why it is not told."""

import json
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from db.opening import open_store
from greenpractice.answers.history import History
from greenpractice.carbon.footprint import load_calculator
from greenpractice.comparison.kept import accept, remove, take
from greenpractice.comparison.making import comparison_of, figures_in
from greenpractice.comparison.measures import Figure, load_measures
from greenpractice.comparison.quartiles import Usual
from greenpractice.comparison.telling import Compared, Told, beside
from greenpractice.demo.returns import LAST as LAST_OF_DEMO
from greenpractice.demo.returns import PCN, demo_documents
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import Group
from greenpractice.network.network import Network
from greenpractice.periods import Period
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import ReturnDocument
from greenpractice.tasks.pdf_preview import beside_digest, compared_with
from tests.greenpractice.comparison.some_comparisons import (
    KEY,
    MADE,
    a_network,
    codes,
    mine,
    read,
    signed,
    some_returns,
    with_rows,
    written,
)
from tests.greenpractice.conftest import Run
from tests.greenpractice.network.samples import Q1

LAST = some_returns()[-1]
READ = read(signed())
COMMANDS = ("footprint", "indicators")


def compared(document: ReturnDocument = LAST, *others: ReturnDocument) -> Compared:
    return beside(History(document, others, load_calculator()), READ, is_confirmed=True)


def text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def told(own: str, lower: str, middle: str, upper: str, key: str = "inhalers") -> Told:
    measure, value = load_measures()[key], Decimal(own)
    usual = Usual(41, Decimal(lower), Decimal(middle), Decimal(upper))
    reach = "41 of 47 practices, July to September 2026"
    return Told(measure, Figure(value, measure.own_words(value)), usual, "your network", reach)


@pytest.mark.parametrize(
    ("own", "stands"),
    [
        ("2849", "lower than about three quarters of them"),
        ("2851", "in the middle half of them, lower than about half"),
        ("3300", "in the middle of them"),
        ("3812", "in the middle half of them, higher than about half"),
        ("3851", "higher than about three quarters of them"),
    ],
)
def test_it_says_where_one_stands(own: str, stands: str):
    assert told(own, "2900", "3300", "3800").stands == stands


def test_a_sentence_has_figure_middle_half_and_reach():
    assert told("3412", "2900", "3300", "3800").sentence == (
        "Inhalers: 3.4 tonnes for each 1,000 patients; middle half of your network 2.9 to 3.8 tonnes (41 of "
        "47 practices, July to September 2026): in the middle half of them, higher than about half."
    )
    assert told("940", "940", "960", "1200").middle_half == "940 kg to 1.2 tonnes"
    assert told("1", "15000", "15000", "15000").middle_half == "about 15 tonnes"
    assert told("0.3", "0.2", "0.3", "0.35", "ES-01").middle_half == "20% to 35%"


def test_no_measure_says_who_is_good():
    said = " ".join(each.sentence for each in compared().told)
    assert not any(word in said.lower() for word in (" best", " worst", "better", "worse", "rank", "good"))


def test_what_is_not_complete_is_not_compared_and_says_so():
    found = compared(with_rows(LAST, "electricity"))
    electricity = found.find("electricity")
    assert electricity is not None
    assert electricity.own.value is None
    assert electricity.stands == "not compared, as electricity has no data"
    assert "no figure" in electricity.sentence
    assert "not compared, middle half" in electricity.short
    few = {"asthma_register": "300", "ics_3_or_more": "200", "saba_6_or_more": "3"}
    resp = compared(with_rows(LAST, "asthma_care", few)).find("RESP-02")
    assert resp is not None
    assert resp.stands == "not compared, as it rests on fewer than 5 patients"
    assert "1%" not in resp.sentence


def test_it_is_compared_with_the_figures_of_its_very_period():
    later = replace(
        with_rows(LAST, "inhalers", {"bnf_code": "0301011R0BEAIAP", "inhalers": "900"}), period=Q1.next
    )
    assert compared(later, LAST).told == compared().told
    assert all(each.own.value is None for each in compared(later).told)
    assert (
        compared(later).told[0].stands == "not compared, as there are no figures of April to June 2026 here"
    )


def test_other_facts_are_told():
    other = replace(READ, facts="aaaabbbbccccdddd")
    notes = beside(History(LAST, [], load_calculator()), other, True).notes
    assert any("other facts" in note for note in notes)
    assert not any("other facts" in note for note in compared().notes)


def test_the_command_line_has_the_same_figures(run: Run, store: Path, tmp_path: Path):
    opened = open_store(store, write=True)
    opened.record(LAST)
    opened.close()
    asked = ("--practice", LAST.ods_code, "--period", Q1.id)
    before = {command: run(command, *asked, *more) for command in COMMANDS for more in ((), ("--json",))}
    taken = take(store, written(tmp_path, signed()), mine(LAST))
    _, said, _ = run("footprint", *asked)
    assert "not confirmed to be from your network" in said
    accept(store, taken.public_key)
    found = compared()
    for command, parts in (("footprint", found.of_carbon), ("indicators", found.of_indicators)):
        _, said, _ = run(command, *asked)
        assert "not confirmed" not in said
        assert all(each.sentence in said for each in parts)
        values = json.loads(run(command, *asked, "--json")[1])["compared_with_network"]
        own = {each.measure.key: float(each.own.value) for each in parts if each.own.value is not None}
        assert {each["id"]: each["value"] for each in values["measures"]} == own
        assert [each["stands"] for each in values["measures"]] == [each.stands for each in parts]
        assert (values["confirmed"], values["period"], values["group"]) == (True, Q1.id, "03W")
    remove(store, taken)
    after = {command: run(command, *asked, *more) for command in COMMANDS for more in ((), ("--json",))}
    assert after == before


def test_pdf_and_words_have_the_same_figures():
    found = compared()
    said = text(summary_pdf(LAST, [], KEY, compared=READ))
    without = text(summary_pdf(LAST, [], KEY))
    for each in found.told:
        row = f"{each.own.words} {each.middle_half} {each.usual.practices} of {READ.practices} {each.stands}"
        assert row in said
        assert row not in without
    assert " ".join(found.notes) in said
    assert "middle half" not in without


def test_an_own_figure_is_that_which_the_lead_counted():
    """Of one practice at a time its figure at the Lead is the one in its own window."""
    figures = figures_in(a_network(some_returns()), codes()[-1])
    assert {key: each.value for key, each in figures.items() if each.value is not None} == {
        each.measure.key: each.own.value for each in compared().told
    }


def test_removing_is_as_before(tmp_path: Path):
    store = tmp_path / "mine.db"
    before = summary_pdf(LAST, [], KEY)
    taken = take(store, written(tmp_path, signed()), mine())
    accept(store, taken.public_key)
    remove(store, taken)
    assert compared_with(store, LAST) is None
    assert summary_pdf(LAST, [], KEY, compared=compared_with(store, LAST)) == before
    assert beside_digest(LAST, [], None) != beside_digest(LAST, [], READ)


def test_a_year_is_compared_with_a_year():
    year = Period(2025)
    documents = [each for quarter in year.quarters for each in some_returns(6, quarter)]
    comparison = comparison_of(a_network(documents, year), MADE, False)
    own = [each for each in documents if each.ods_code == codes(6)[2]]
    found = beside(History(own[-1], own, load_calculator()), comparison, True)
    assert all(each.own.value is not None for each in found.told)
    assert found.find("ES-02") is not None


def test_a_crowded_front_page_stays_one_page():
    mine_of = [each for each in demo_documents() if each.ods_code == "Z99991" and each.period <= LAST_OF_DEMO]
    returns = [each for each in demo_documents() if each.period == LAST_OF_DEMO]
    group = Group("Sample PCN", frozenset({PCN}))
    network = Network(group, LAST_OF_DEMO, returns, load_directory(), load_calculator())
    comparison = comparison_of(network, MADE, True)
    pdf = PdfReader(BytesIO(summary_pdf(mine_of[-1], mine_of[:-1], KEY, demo=True, compared=comparison)))
    first = " ".join(pdf.pages[0].extract_text().split())
    assert "How sure is this?" in first
    assert "middle half of practices 3.1 to 3.2 tonnes" in first


def test_an_area_is_called_by_its_name_and_one_network_yours():
    whole = replace(READ, group="all", group_name="Leicester, Leicestershire and Rutland")
    one = replace(READ, group="U67590")
    history = History(LAST, [], load_calculator())
    assert (
        "middle half of Leicester, Leicestershire and Rutland "
        in beside(history, whole, True).told[0].sentence
    )
    assert "middle half of your network " in beside(history, one, True).told[0].sentence
