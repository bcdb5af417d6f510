"""Every state a file can have, its sentence, and that the order of files never changes anything."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.carbon.footprint import load_calculator
from greenpractice.exchange.signing import SigningKey
from greenpractice.facts.practices import load_directory
from greenpractice.keys_kept import SeenKey
from greenpractice.network.asking import Asked
from greenpractice.network.deciding import documents_that_count
from greenpractice.network.groups import one_pcn
from greenpractice.network.judging import Judge, Known, already_kept
from greenpractice.network.states import (
    REMARK_WORDS,
    STATUS_WORDS,
    FileState,
    Remark,
    Status,
    Unread,
    fingerprint,
)
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.verdicts import Unsigned
from greenpractice.store import ReceivedReturn
from tests.greenpractice.network.samples import (
    KEY,
    OTHER_KEY,
    PCN,
    Q1,
    Q2,
    a_return,
    arrival,
    estimated,
    held,
    judged,
    members,
    sealed,
    statuses,
    unread,
    verdict,
)

A, B = members()[:2]
BEFORE = datetime(2026, 7, 3, tzinfo=UTC)


def received(
    document: ReturnDocument,
    chosen: int = 0,
    file: str = "before.pdf",
    key: SigningKey = KEY,
    number: int = 1,
) -> ReceivedReturn:
    """One that came before, by an hour a number."""
    at = BEFORE + timedelta(hours=number)
    sealed_so = verdict(document, sealed(document, key)["seal"])
    return ReceivedReturn(number, document, sealed_so, file, at, "0" * 64, False, chosen)


def only(found: object) -> FileState:
    (state,) = found.files  # type: ignore[attr-defined]
    return state


def test_a_return_of_the_network_and_period_is_received():
    state = only(judged(arrival(a_return(A))))
    assert (state.practice, state.status, state.remarks) == (A, "received", ("first_key",))
    assert state.why.startswith(
        "Version 1, created 1 July 2026. Its data (not the printed page) are unchanged"
    )


def test_a_newer_revision_replaces_the_one_that_came_with_it():
    found = judged(arrival(a_return(A)), arrival(a_return(A, "1300", 2)))
    assert statuses(found) == {f"{A}_{Q1}_v1.pdf": "replaced", f"{A}_{Q1}_v2.pdf": "received"}
    assert "Version 2 came too and replaces this version 1." in found.files[0].why
    assert [each.revision for each in documents_that_count(found.decisions)] == [2]


def test_a_revision_older_than_the_one_in_use_is_not_used():
    found = judged(arrival(a_return(A)), returns=held((), [received(a_return(A, "1300", 2))]))
    assert only(found).status == "older_revision"
    assert "Version 2" in only(found).why
    assert [each.revision for each in documents_that_count(found.decisions)] == [2]


def test_the_same_return_twice_counts_once_and_says_so():
    found = judged(arrival(a_return(A), "a.pdf"), arrival(a_return(A), "b.pdf"))
    assert statuses(found) == {"a.pdf": "received", "b.pdf": "duplicate"}
    assert 'The same figures as in "a.pdf"' in found.files[1].why
    assert len(documents_that_count(found.decisions)) == 1


def test_what_was_received_before_is_a_duplicate_and_says_when():
    found = judged(arrival(a_return(A)), returns=held((), [received(a_return(A))]))
    assert only(found).status == "duplicate"
    assert 'received on 3 July 2026 as "before.pdf"' in only(found).why


def test_a_return_recorded_in_the_store_itself_is_received_when_its_file_comes():
    found = judged(arrival(a_return(A)), returns=held([a_return(A)], ()))
    assert only(found).status == "received"


@pytest.mark.parametrize("first_is_stored", [True, False])
def test_the_same_revision_with_other_figures_is_a_conflict_and_neither_counts(first_is_stored: bool):
    one, other = a_return(A, "1200"), a_return(A, "9999")
    if first_is_stored:
        found = judged(arrival(other, "b.pdf"), returns=held((), [received(one)]))
    else:
        found = judged(arrival(one, "a.pdf"), arrival(other, "b.pdf"))
    assert set(statuses(found).values()) == {"conflict"}
    assert all("Neither counts until one is chosen" in state.why for state in found.files)
    assert documents_that_count(found.decisions) == []
    (decision,) = found.decisions.values()
    assert len(decision.in_question) == 2


def test_the_version_that_the_lead_chose_counts():
    one, other = a_return(A, "1200"), a_return(A, "9999")
    stored = held((), [received(one, chosen=2), received(other, file="other.pdf", number=2)])
    assert documents_that_count(judged(returns=stored).decisions) == [one]


def test_a_newer_revision_settles_a_conflict():
    found = judged(
        arrival(a_return(A, "1"), "a.pdf"),
        arrival(a_return(A, "2"), "b.pdf"),
        arrival(a_return(A, "3", 2), "c.pdf"),
    )
    assert statuses(found) == {"a.pdf": "replaced", "b.pdf": "replaced", "c.pdf": "received"}


def test_a_return_of_another_quarter_is_not_mixed_in():
    state = only(judged(arrival(a_return(A, period=Q2))))
    assert state.status == "other_quarter"
    assert "This file is for July to September 2026, not for April to June 2026." in state.why


def test_in_a_year_any_of_its_quarters_and_the_whole_year_are_received():
    year = Period(2026)
    found = judged(*(arrival(a_return(A, period=each)) for each in (Q1, Q2, year)), period=year)
    assert set(statuses(found).values()) == {"received"}
    assert only(judged(arrival(a_return(A, period=Period(2025, 4))), period=year)).status == "other_quarter"


def test_a_practice_of_another_network_is_named_with_its_own():
    state = only(judged(arrival(replace(a_return("C82001"), pcn_code=PCN))))
    assert (state.practice, state.status) == ("C82001", "other_pcn")
    assert "was in South Leicestershire PCN" in state.why or "was in" in state.why


def test_an_unlisted_practice_is_asked_about_before_it_counts_where_its_return_says():
    found = judged(arrival(a_return("Z12345")))
    assert only(found).status == "unlisted"
    assert only(found).why.endswith(" It counts once you add it, with this file: it is not kept until then.")
    assert only(found).remarks == ()
    assert documents_that_count(found.decisions) == []
    elsewhere = replace(a_return("Z12345"), pcn_code="U11111")
    assert only(judged(arrival(elsewhere))).status == "other_pcn"
    group = one_pcn(load_directory(), PCN).with_practice("Z12345")
    judge = Judge(load_directory(), load_calculator(), Asked(group, Q1), Known(held(), False), BEFORE)
    assert only(judge.judge([arrival(a_return("Z12345"))])).status == "received"


def test_what_was_received_of_a_practice_that_nobody_knows_does_not_count_either():
    stored = held((), [received(a_return("Z12345"))])
    assert documents_that_count(judged(returns=stored).decisions) == []
    assert documents_that_count(judged(returns=held([a_return("Z12345")], ())).decisions) != []


def test_a_practice_counts_in_the_network_it_was_in_on_the_last_day():
    """C82020 was in U36231 until March 2024 and in U00147 from then."""
    before, after = Period(2023, 4), Period(2024, 1)

    def status(period: Period, pcn: str) -> str:
        return only(judged(arrival(a_return("C82020", period=period)), pcn=pcn, period=period)).status

    assert status(before, "U36231") == "received"
    assert status(after, "U36231") == "other_pcn"
    assert status(after, "U00147") == "received"


@pytest.mark.parametrize("status", ["no_data", "altered", "newer_version", "unreadable"])
def test_a_file_without_a_return_keeps_its_reason(status: str):
    state = only(judged(unread("scan.pdf", Unread(status, "Because."))))  # type: ignore[arg-type]
    assert (state.status, state.why, state.remarks) == (status, "Because.", ())


def test_a_clock_that_was_put_back_changes_no_order_of_receipt():
    first = received(a_return(A), number=1)
    later = replace(
        received(a_return(A, period=Q2), key=OTHER_KEY, number=2), at=first.at - timedelta(days=9)
    )
    unsigned = replace(later, verdict=Unsigned(), id=3, document=a_return(B))
    kept = held((), [first, later, unsigned])
    assert kept.keys.first(A) == SeenKey(A, KEY.public_key, first.at, False, 1)
    ahead = replace(first, at=datetime(2031, 1, 1, tzinfo=UTC))
    new = arrival(a_return(A, "1300", 2), key=OTHER_KEY)
    assert only(judged(new, returns=held((), [ahead]))).status == "new_key"


def test_made_up_practices_are_demo_whatever_a_mark_says():
    for mark in (True, False):
        made_up = replace(a_return("Z99991"), pcn_code=PCN)
        assert only(judged(arrival(made_up, demo=mark))).status == "demo"
        assert only(judged(arrival(made_up, demo=mark), demo=True)).status == "received"


def test_demo_data_stay_out_of_a_real_network_but_not_of_a_demo():
    assert only(judged(arrival(a_return(A), demo=True))).status == "demo"
    assert only(judged(arrival(a_return(A), demo=True), demo=True)).status == "received"


def test_a_printed_total_that_differs_is_remarked_and_recomputed():
    state = only(judged(arrival(a_return(A), total_kgco2e="1000000")))
    assert (state.status, state.remarks) == ("received", ("totals_differ", "first_key"))
    assert "printed total is 1,000 tonnes, but its figures come to" in state.why


@pytest.mark.parametrize(
    ("total", "differs"),
    [
        ("1000000.25", True),
        (1000000, True),
        (1000000.5, True),
        (True, False),
        ("", False),
        ("1e6", False),
        ("-1000000", False),
        ("1000000.x", False),
        (["1000000"], False),
        ({"kg": 1}, False),
    ],
)
def test_only_a_total_that_is_a_plain_number_is_compared(total: object, differs: bool):
    state = only(judged(arrival(a_return(A), total_kgco2e=total)))
    assert ("totals_differ" in state.remarks) is differs


def test_other_factors_are_remarked_with_both_totals():
    sets = {"uk_conversion_factors": "2019", "inhalers": "indicative"}
    state = only(judged(arrival(a_return(A), factor_sets=sets, total_kgco2e="2000000")))
    assert (state.status, state.remarks) == ("received", ("other_factors", "first_key"))
    assert "its total was 2,000 tonnes, with this app's factors it is" in state.why


def test_figures_from_the_data_page_and_estimates_are_remarked():
    state = only(judged(arrival(estimated(a_return(A)), from_data_page=True)))
    assert state.remarks == ("from_data_page", "estimated", "first_key")
    assert "read from its data page" in state.why
    assert "1 figure is estimated." in state.why


def test_the_key_seen_first_is_remembered_and_another_waits_for_the_lead():
    seen = (SeenKey(A, KEY.public_key, BEFORE, False, 1),)
    same = only(judged(arrival(a_return(A)), keys=seen))
    assert (same.status, same.remarks) == ("received", ())
    assert "unchanged since they were exported by the installation first seen on 3 July 2026." in same.why
    found = judged(arrival(a_return(A), key=OTHER_KEY), keys=seen)
    new = only(found)
    assert (new.status, new.remarks) == ("new_key", ())
    assert fingerprint(OTHER_KEY.public_key) in new.why
    assert len(fingerprint(OTHER_KEY.public_key).split()) == 6
    assert documents_that_count(found.decisions) == []


def test_a_key_counts_once_the_lead_accepted_it_and_the_first_one_goes_on_counting():
    accepted = SeenKey(A, OTHER_KEY.public_key, datetime(2026, 7, 5, tzinfo=UTC), True, 2)
    seen = (SeenKey(A, KEY.public_key, BEFORE, False, 1), accepted)
    for key, words in ((OTHER_KEY, "with a key that you accepted"), (KEY, "first seen on 3 July 2026")):
        state = only(judged(arrival(a_return(A), key=key), keys=seen))
        assert (state.status, state.remarks) == ("received", ())
        assert words in state.why


def test_of_several_first_keys_that_come_together_none_is_taken_whatever_their_names_and_dates():
    early = replace(a_return(A, "1300", 2), created="2001-01-01T10:00:00+00:00")
    for names in (("a.pdf", "b.pdf"), ("b.pdf", "a.pdf")):
        found = judged(arrival(a_return(A), names[0]), arrival(early, names[1], key=OTHER_KEY))
        assert statuses(found) == {names[0]: "fork", names[1]: "new_key"}
        assert documents_that_count(found.decisions) == []
        assert all("more than one key at once" in state.why for state in found.files)


def test_a_return_that_nobody_signed_counts_as_a_first_one_and_is_asked_about_later():
    stripped = arrival(a_return(A), sha256=None, public_key=None)
    first = only(judged(stripped))
    assert (first.status, first.remarks) == ("received", ("unsigned",))
    assert "whether its data were changed cannot be told" in first.why
    seen = (SeenKey(A, KEY.public_key, BEFORE, False, 1),)
    found = judged(stripped, keys=seen)
    assert (only(found).status, only(found).remarks) == ("new_key", ())
    assert f"not signed, though returns of {A} were" in only(found).why
    assert documents_that_count(found.decisions) == []


def test_what_nobody_signed_and_was_here_first_goes_on_counting():
    unsigned = replace(received(a_return(A)), verdict=Unsigned())
    signed = received(a_return(A, period=Q2), number=2)
    found = judged(returns=held((), [unsigned, signed]))
    assert documents_that_count(found.decisions) == [a_return(A)]
    together = held((), [replace(unsigned, at=signed.at), signed])
    assert documents_that_count(judged(returns=together).decisions) == []


def test_no_sentence_promises_more_than_a_signature_can_show():
    found = judged(arrival(a_return(A)), arrival(a_return(B), key=OTHER_KEY))
    for state in found.files:
        assert not {"tamper", "secure", "verified", "authentic"} & set(state.why.lower().split())


def _pile() -> list[object]:
    return [
        arrival(a_return(A), "a1.pdf"),
        arrival(a_return(A), "a1 copy.pdf"),
        arrival(a_return(A, "1300", 2), "a2.pdf", key=OTHER_KEY),
        arrival(a_return(B, "5"), "b.pdf"),
        arrival(a_return(B, "6"), "b other.pdf"),
        arrival(a_return(A, period=Q2), "q2.pdf"),
        arrival(a_return("C82001"), "elsewhere.pdf"),
        arrival(a_return(A, "7", 3), "demo.pdf", demo=True),
        unread("scan.pdf", Unread("no_data", "No.")),
    ]


PILE = _pile()
EXPECTED = judged(*PILE)  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(st.permutations(PILE))
def test_the_order_of_files_never_changes_anything(pile: list[object]):
    found = judged(*pile)  # type: ignore[arg-type]
    assert found.files == EXPECTED.files
    assert documents_that_count(found.decisions) == documents_that_count(EXPECTED.decisions)


def test_what_counts_is_the_same_whether_files_come_at_once_or_one_by_one():
    one, two, other = a_return(A, "1"), a_return(A, "2", 2), a_return(A, "3", 2)
    results = []
    for order in itertools.permutations([one, two, other, one]):
        kept: list[ReceivedReturn] = []
        for number, document in enumerate(order):
            found = judged(arrival(document, f"{number}.pdf"), returns=held((), tuple(kept)))
            if only(found).status != "duplicate":
                kept.append(received(document, file=f"{number}.pdf"))
        final = judged(returns=held((), tuple(kept)))
        results.append(documents_that_count(final.decisions))
    assert results == [[]] * len(results)  # the two versions 2 disagree, in whatever order they came


def test_a_file_that_cannot_count_decides_nothing():
    found = judged(
        arrival(a_return(A), demo=True), arrival(a_return("C82001")), arrival(a_return(B, period=Q2))
    )
    assert found.decisions == {}


def test_a_version_is_kept_already_if_any_that_was_received_is_the_same():
    before = held((), [received(a_return(A)), received(a_return(A, "1300", 2))])
    found = judged(
        arrival(a_return(A)), arrival(a_return(A, "1300", 2)), arrival(a_return(A, "9", 3)), returns=before
    )
    assert {state.arrival.file: already_kept(found, state) for state in found.files} == {
        f"{A}_{Q1}_v1.pdf": True, f"{A}_{Q1}_v2.pdf": True, f"{A}_{Q1}_v3.pdf": False,
    }  # fmt: skip


def test_what_disagrees_with_the_return_recorded_here_says_so():
    state = only(judged(arrival(a_return(A, "9")), returns=held([a_return(A)], ())))
    assert state.status == "conflict"
    assert "the return stored here" in state.why


def test_every_state_and_remark_has_its_words():
    assert set(STATUS_WORDS) == set(get_args(Status))
    assert set(REMARK_WORDS) == set(get_args(Remark))
