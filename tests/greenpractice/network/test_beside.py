"""Practices beside each other: each its own figures, those without data last in any order."""

from dataclasses import replace
from decimal import Decimal

from greenpractice.carbon.footprint import load_calculator
from greenpractice.exchange.network_tables import network_tables
from greenpractice.facts.practices import load_directory
from greenpractice.network.beside import TITLES, beside_each_other
from greenpractice.network.groups import one_pcn
from greenpractice.network.network import Network
from greenpractice.network.pictures import bars_of
from greenpractice.network.states import Question
from greenpractice.network.totals import boundary_totals, scope_totals, section_totals, whole_total
from greenpractice.reports.network.front_pages import total_rows
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import ReturnKey
from tests.greenpractice.network.samples import PCN, Q1, a_return, estimated, members
from tests.greenpractice.network.test_network import network

A, B, C, D = members()


def texts(*documents: ReturnDocument) -> dict[str, dict[str, str]]:
    rows = beside_each_other(network(*documents))
    return {row.code: dict(zip(TITLES, row.texts, strict=True)) for row in rows}


def test_each_practice_has_its_own_figures_and_who_is_missing_is_said_to_be():
    found = texts(a_return(A), estimated(a_return(B, patients=None)))
    assert found[A]["Total"] == found[B]["Total"] == "1.5 tonnes"
    assert (found[A]["For 1,000 patients"], found[B]["For 1,000 patients"]) == ("295 kg", "No data")
    assert found[A]["Sections with carbon"] == "2 of 9"
    assert (found[A]["Estimated"], found[B]["Estimated"]) == ("0%", "15%")
    assert found[A]["RESP-02"] == "20%"
    assert set(list(found[C].values())[1:]) == {"Missing"}


def test_what_came_and_waits_for_the_lead_is_not_missing():
    directory = load_directory()
    asked: list[Question] = ["new_key"]
    questions = {ReturnKey(B, Q1): asked, ReturnKey(C, Q1): asked}
    found = Network(one_pcn(directory, PCN), Q1, (), directory, load_calculator(), (), questions)
    cells = {row.code: set(row.texts[1:]) for row in beside_each_other(found)}
    assert cells == {A: {"Missing"}, B: {"Waits"}, C: {"Waits"}, D: {"Missing"}}


def test_without_lines_there_is_no_total_and_few_patients_are_not_shown():
    few = {"asthma_care": ({"asthma_register": "300", "saba_6_or_more": "3"},)}
    found = texts(replace(a_return(A), sections=few))
    assert {found[A][title] for title in ("Total", "For 1,000 patients", "Estimated", "ES-01")} == {"No data"}
    assert found[A]["Sections with carbon"] == "0 of 9"
    assert found[A]["RESP-02"] == "Not shown"


def test_members_stand_by_name():
    names = [row.texts[0] for row in beside_each_other(network())]
    assert names == sorted(names, key=str.casefold)


def test_the_network_s_totals_name_who_is_in_them_and_who_is_not():
    found = network(a_return(A), replace(a_return(B), sections={"water": ({"supply_m3": "100"},)}))
    whole = whole_total(found)
    assert (whole.kg, whole.inside, whole.outside) == (found.footprint.total, (A, B), (C, D))
    sections = {total.what: total for total in section_totals(found)}
    assert sections["Water"].kg == found.footprint.by_section["water"]
    assert (sections["Water"].inside, sections["Water"].outside) == ((B,), (A, C, D))
    assert [total.kg or 0 for total in scope_totals(found)] == list(found.footprint.by_scope.values())
    assert [total.kg or 0 for total in boundary_totals(found)] == list(found.footprint.by_boundary.values())
    assert sections["Water"].share(found.footprint.total) == "1%"
    assert whole_total(network()).kg is None
    assert whole_total(network()).share(Decimal(5)) == whole.share(Decimal(0)) == ""


def test_every_total_of_a_network_says_how_many_entries_are_not_in_it():
    """The cards and the command line did, the tables beside them did not."""
    lost = ({"stream": "recycling"}, {"stream": "food", "kg": "5"})
    document = a_return(A)
    found = network(replace(document, sections={**document.sections, "waste": lost}), a_return(B))
    words = ", without 1 entry not counted"
    assert whole_total(found).what == f"Total{words}"
    assert {total.what for total in section_totals(found)} >= {"Inhalers", f"Waste{words}"}
    beside = {row.code: row for row in beside_each_other(found)}
    assert [beside[code].texts[0].endswith(words) for code in (A, B)] == [True, False]
    in_pdf = [row[0] for row in total_rows(found)]
    assert {"Inhalers", f"Waste{words}", f"Total{words}"} <= set(in_pdf)
    sheet = next(table for table in network_tables(found, ()) if table.name == "By practice")
    left = {cells[0]: cells[sheet.headers.index("Entries not counted")] for cells in sheet.rows}
    assert (left[A], left[B], left[C]) == (1, 0, None)
    assert [bar.entries_left for bar in bars_of(found)] == [1, 0]
