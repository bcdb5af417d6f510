"""What came of the files of one go, counted and said in a sentence."""

from dataclasses import replace

from greenpractice.network.lineage import Candidate
from greenpractice.network.standing import instead_of
from greenpractice.network.states import STATUS_WORDS, FileState, Status
from greenpractice.network.summing_up import ReadSummary, sum_up
from greenpractice.returns.documents import Flag, ImportedFrom
from greenpractice.store import ReturnKey
from tests.greenpractice.network.samples import Q1, a_return, arrival, judged, members

A, B, C, D = members()


def states(*statuses: Status) -> list[FileState]:
    return [FileState(arrival(a_return(A)), A, status, (), "") for status in statuses]


def test_every_file_is_in_one_count():
    found = sum_up(
        states(
            "received", "replaced", "older_revision", "duplicate", "conflict", "demo", "altered", "no_data"
        ),
        {},
    )
    assert found.sentence == (
        "1 added, 2 of an older version, 1 received before, 1 to choose between, 3 not used"
    )
    assert found.files == 8


def test_what_waits_for_the_leads_word_is_counted_as_that():
    assert sum_up(states("new_key", "unlisted", "fork"), {}).sentence == (
        "1 to choose between, 2 waiting for your word"
    )


def test_a_newer_version_of_a_return_replaces_it():
    came = judged(arrival(a_return(A)), arrival(a_return(A, "1300", 2)), arrival(a_return(B)))
    assert sum_up(came.files, came.decisions).sentence == "1 added, 1 replaced, 1 of an older version"


def test_what_comes_in_place_of_published_prescribing_is_added_and_replaces_no_version():
    rows = ({"bnf_code": "0301011R0BEAIAP", "inhalers": "9"},)
    flag = Flag("inhalers", 0, source=ImportedFrom("EPD.csv", Q1.months))
    here = replace(a_return(A), revision=0, contact=None, sections={"inhalers": rows}, flags=(flag,))
    came, key = judged(arrival(a_return(A))), ReturnKey(A, Q1)
    mine = replace(came.decisions[key], others=(Candidate(here, ("",)),))
    assert sum_up(came.files, {key: mine}).sentence == "1 added"
    assert instead_of(mine.others) == "in place of published prescribing"
    older = replace(mine, others=(*mine.others, Candidate(a_return(A), ("",))))
    assert sum_up(came.files, {key: older}).sentence == "1 replaced"
    assert instead_of(older.others) == "replaces v1"


def test_nothing_found_and_a_cancelled_go_are_said():
    assert sum_up([], {}).sentence == "No PDF was found"
    assert sum_up(states("received"), {}, cancelled=True).sentence == "Cancelled: 1 added"
    assert sum_up([], {}, cancelled=True).sentence == "Cancelled: no PDF was found"
    assert sum_up([], {}, problems=["a.zip is too large"]).problems == ("a.zip is too large",)


def test_what_nobody_counted_is_none():
    assert ReadSummary(tuple(states("received")), added=1).sentence == "1 added"


def test_of_all_states_those_in_order_or_rejected_ask_nothing_of_the_lead():
    quiet = [state.status for state in states(*STATUS_WORDS) if not state.is_problem]
    assert quiet == ["received", "duplicate", "rejected"]
