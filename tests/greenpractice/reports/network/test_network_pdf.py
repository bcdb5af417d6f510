"""The network's PDF: tagged like a practice's, every practice in it, the missing ones named."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pypdf import PdfReader

from greenpractice.carbon.footprint import load_calculator
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import everyone, one_pcn
from greenpractice.network.network import Network
from greenpractice.network.states import QUESTION_WORDS, FileState, Question
from greenpractice.periods import Period
from greenpractice.reports.network.front_pages import file_rows, grid_rows
from greenpractice.reports.network.network_pdf import network_pdf
from greenpractice.reports.network.versions import next_issue
from greenpractice.reports_kept import NetworkReport
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import ReturnKey
from tests.greenpractice.network.samples import NOW, OTHER_KEY, PCN, Q1, a_return, arrival, judged, members
from tests.greenpractice.reports.ua_checks import problems

A, B, C, D = members()


def network(*documents: ReturnDocument, period: Period = Q1) -> Network:
    directory = load_directory()
    return Network(one_pcn(directory, PCN), period, documents, directory, load_calculator())


def pdf_of(
    found: Network, files: Sequence[FileState] = (), held: Sequence[NetworkReport] = (), at: datetime = NOW
) -> bytes:
    return network_pdf(found, files, next_issue(found, held, at))


def text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_it_is_accessible_and_names_who_is_in_it_and_who_is_not():
    found = network(a_return(A), a_return(B, "2000"))
    pdf = pdf_of(found, judged(arrival(a_return(A))).files)
    assert problems(pdf) == []
    said = text(pdf)
    assert "2 of 4" in said
    assert f"not including {found.name(C)} and {found.name(D)}" in said
    assert "To ask" in said


def test_it_says_what_returned_inhalers_avoided_by_route_and_why_two_views_differ():
    trixeo = {"bnf_code": "0302000Y0BBAAAA", "inhalers": "9", "items": "9"}
    returned = {"inhaler_returns": ({"route": "pharmacy", "inhalers": "40", "pmdi": "30"},)}
    document = a_return(A, period=Period(2026, 3))
    document = replace(document, sections={**document.sections, **returned, "inhalers": (trixeo,)})
    said = text(pdf_of(network(document, period=Period(2026, 3))))
    assert "Kept out of the air by returned inhalers" in said
    assert "Pharmacy 232 90 510 1" in said
    assert "All routes 232 90 510 1" in said
    assert "ES-01 is 100% and the higher-GWP share 0%, as ES-01 counts every puffer" in said


def test_the_same_returns_make_the_same_bytes():
    assert pdf_of(network(a_return(A)), ()) == pdf_of(network(a_return(A)), ())


def test_a_network_that_sent_nothing_a_year_and_a_whole_area_have_a_pdf():
    directory = load_directory()
    area = Network(everyone(), Q1, [a_return(A)], directory, load_calculator())
    for found in (network(), network(a_return(A), period=Period(2026)), area):
        assert problems(pdf_of(found, ())) == []


def test_no_share_of_a_small_count_of_patients_is_printed():
    care = {"asthma_register": "320", "ics_3_or_more": "4", "saba_6_or_more": "80"}
    few = replace(a_return(A), sections={**a_return(A).sections, "asthma_care": (care,)})
    said = text(pdf_of(network(few), ()))
    assert "RESP-01" in said
    assert "Not shown" in said
    assert "1%, not reached" not in said
    assert "25%, lower threshold reached" in said


def test_it_says_its_version_its_own_day_and_the_networks_it_covers():
    pdf = pdf_of(network(a_return(A)))
    said = text(pdf)
    assert "Version 1 of 8 July 2026, of Rutland Health PCN (U67590)." in said
    assert "version 1 1 of" in said
    assert "moved since" not in said
    area = Network(everyone(), Q1, [a_return(A)], load_directory(), load_calculator())
    assert "Rutland Health PCN (U67590)" in text(pdf_of(area))


def test_a_later_version_says_what_moved_since_the_one_before():
    first = next_issue(network(a_return(A)), (), NOW).report
    later = network(a_return(A, "2000", 2), a_return(B))
    said = text(pdf_of(later, held=[first], at=NOW + timedelta(days=6)))
    assert "Version 2 of 14 July 2026" in said
    assert "What moved since version 1" in said
    assert "version 2 took the place of version 1 for April to June 2026" in said
    assert f"{later.name(B)}: sent since" in said


def test_what_waits_for_the_leads_word_is_not_missing_whenever_it_came():
    directory = load_directory()
    asked: dict[ReturnKey, list[Question]] = {
        ReturnKey(B, Q1): ["new_key"], ReturnKey(C, Q1): ["fork", "unsigned"],
    }  # fmt: skip
    found = Network(one_pcn(directory, PCN), Q1, [a_return(A)], directory, load_calculator(), questions=asked)
    told = {row.name: row.version for row in grid_rows(found, ())}
    assert told[found.name(B)] == "New key, waits for the Lead's word"  # others than the Lead read it
    rows = judged(arrival(a_return(B)), arrival(a_return(B, "2", 2), key=OTHER_KEY)).files
    assert not any("your word" in cell for row in file_rows(found, rows) for cell in row)
    assert told[found.name(C)] == QUESTION_WORDS["fork"]
    assert told[found.name(D)] == "Missing: no return"
