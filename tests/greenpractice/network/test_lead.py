"""The Lead's store: read once for each period, until that period or all of them are let go of."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from db.opening import open_store
from db.store import SqlStore
from greenpractice.carbon.footprint import load_calculator
from greenpractice.facts.practices import load_directory
from greenpractice.network.asking import Asked
from greenpractice.network.deciding import Decision
from greenpractice.network.groups import one_pcn
from greenpractice.network.judging import Judge, Known
from greenpractice.network.keeping import Arrived
from greenpractice.network.lead import Lead
from greenpractice.network.states import Arrival, Read
from greenpractice.network.stored import periods_around, stored_returns
from greenpractice.returns.verdicts import Unsigned
from greenpractice.store import ReturnKey
from tests.greenpractice.network.samples import (
    KEY,
    NOW,
    OTHER_KEY,
    PCN,
    Q1,
    Q2,
    a_return,
    arrival,
    members,
    statuses,
)

A, B, C, D = members()
ASKED = Asked(one_pcn(load_directory(), PCN), Q1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = open_store(tmp_path / "lead.db", write=True)
    yield store
    store.close()


def test_periods_are_read_again_once_they_are_forgotten(store: SqlStore):
    lead = Lead(store)

    def held() -> list[tuple[str, int]]:
        return [(each.ods_code, each.period.quarter) for each in lead.stored([Q2, Q1]).recorded]

    store.record(a_return(A))
    assert held() == [(A, 1)]
    for period in (Q1, Q2):
        store.record(a_return(B, period=period))
    lead.forget([])
    assert held() == [(A, 1)]
    lead.forget([Q2])
    assert held() == [(A, 1), (B, 2)]
    lead.forget()
    assert held() == [(A, 1), (B, 1), (B, 2)]
    for period in (Q1, Q2):
        store.record(a_return(C, period=period))
    assert held() == [(A, 1), (B, 1), (B, 2)]
    lead.forget()
    assert held() == [(A, 1), (B, 1), (C, 1), (B, 2), (C, 2)]


def test_a_footprint_is_worked_out_once_for_a_return_and_anew_for_another(store: SqlStore):
    lead, document = Lead(store), a_return(A)
    first = lead.calculator.of_return(document)
    assert lead.calculator.of_return(document) is first
    lead.forget([Q1])
    assert lead.calculator.of_return(document) is first  # what the return says is what it said
    assert lead.calculator.of_return(a_return(A, revision=2)) is not first


def test_keys_are_read_again_once_anything_is_forgotten(store: SqlStore):
    lead = Lead(store)
    keys = lead.keys
    assert lead.keys is keys
    lead.forget([])
    assert lead.keys is not keys


def test_files_are_judged_beside_what_is_held_and_nothing_is_written_until_they_are_kept(store: SqlStore):
    store.record(a_return(B))
    lead, asked = Lead(store), Asked(one_pcn(load_directory(), PCN), Q1)
    pdf = b"%PDF- a"
    came = replace(arrival(a_return(A), "a.pdf"), sha256=sha256(pdf).hexdigest())
    again = arrival(a_return(A, period=Q2), "elsewhere.pdf", key=OTHER_KEY)  # a second key comes with it
    judged = lead.judge(asked, [Arrived(came, lambda: pdf)])
    assert statuses(judged) == statuses(lead.view(asked, [came]).judged) == {"a.pdf": "received"}
    assert statuses(lead.judge(asked, [Arrived(came, lambda: pdf)], [again])) == {"a.pdf": "new_key"}
    assert list(lead.view(asked, [came]).network.returns) == [A, B]
    assert list(lead.view(asked).network.returns) == [B]
    lead.keep(judged, [Arrived(came, lambda: pdf)])
    seen = lead.after_writing(asked, ())
    assert list(seen.network.returns) == [A, B]
    assert [key.public_key for key in lead.keys.of(A)] == [KEY.public_key]
    assert statuses(seen.judged) == {"a.pdf": "received"}  # of what is held, as of what came


def kept(store: SqlStore, *came: Arrival) -> None:
    """These files read, judged and kept together."""
    lead = Lead(store)
    files = [Arrived(replace(each, sha256=_digest(each)), partial(_bytes, each)) for each in came]
    lead.keep(lead.judge(ASKED, files), files)


def _bytes(arrival: Arrival) -> bytes:
    return repr(arrival).encode()


def _digest(arrival: Arrival) -> str:
    return sha256(_bytes(arrival)).hexdigest()


@pytest.mark.parametrize("said", ["chosen", "rejected", "key accepted", "used unsigned"])
@pytest.mark.parametrize("name", ["0.pdf", "z.pdf"])
def test_copies_of_what_came_change_nothing_whatever_the_lead_said_of_it(
    store: SqlStore, said: str, name: str
):
    """In the window, as on the command line: whoever reads a folder again has copies of all that is in it."""
    low, high = arrival(a_return(A, "1000", 2), "low.pdf"), arrival(a_return(A, "2000", 3), "high.pdf")
    if said == "key accepted":
        low = arrival(a_return(A, "1000", 2), "low.pdf", OTHER_KEY)
    if said == "used unsigned":
        low = replace(low, found=Read(a_return(A, "1000", 2), Unsigned(), False))
    kept(store, high)
    kept(store, low)
    of_name = {each.file: each.id for each in store.received([Q1])}
    if said == "rejected":
        store.reject(of_name["high.pdf"], "no")
    elif said == "key accepted":
        store.accept_key(A, OTHER_KEY.public_key, NOW)
    else:
        store.choose(of_name["low.pdf"])
    before = Lead(store).view(ASKED).judged.decisions[ReturnKey(A, Q1)]
    assert (before.counts is None) == (said == "rejected")  # as its key waits
    for copy in (low, high):
        came = replace(copy, file=name, sha256="1" * 64)
        stored = stored_returns(store, periods_around(Q1))
        judge = Judge(load_directory(), load_calculator(), ASKED, Known(stored, False), NOW)
        for judged in (Lead(store).view(ASKED, [came]).judged, judge.judge([came])):
            after = judged.decisions[ReturnKey(A, Q1)]
            assert _what_counts(after) == _what_counts(before)
            assert (len(after.forks) > 0) == (len(before.forks) > 0)


def _what_counts(decision: Decision) -> int | None:
    return None if decision.counts is None else decision.counts.document.revision


@pytest.mark.parametrize("is_signed", [False, True])
@pytest.mark.parametrize("said", ["used", "rejected"])
def test_what_is_said_of_one_of_two_copies_is_said_of_both(store: SqlStore, is_signed: bool, said: str):
    """They came at once, before anything was said; every page and year counts the same of them."""
    later = arrival(a_return(A, "2000", 2), "x.pdf", OTHER_KEY)
    if not is_signed:
        later = replace(later, found=Read(a_return(A, "2000", 2), Unsigned(), False))
    kept(store, arrival(a_return(A, "1000", 1), "first.pdf"))
    kept(store, later, replace(later, file="y.pdf"))
    of_name = {each.file: each.id for each in store.received([Q1])}
    assert of_name.keys() == {"first.pdf", "x.pdf", "y.pdf"}
    if said == "used":
        store.choose(of_name["y.pdf"])
    else:
        store.reject(of_name["y.pdf"], "no")
    if is_signed and said == "rejected":
        store.accept_key(A, OTHER_KEY.public_key, NOW)
    view = Lead(store).view(ASKED)
    assert not any(state.waits for state in view.judged.files)
    counted = [each.revision for each in view.network.returns[A]]
    assert counted == [_what_counts(view.judged.decisions[ReturnKey(A, Q1)])]
    assert counted == [2 if said == "used" else 1]
    beside = Lead(store).view(Asked(ASKED.group, Q2)).network.history[A]
    assert [each.revision for each in beside] == counted
