"""The Lead's store: read once for each period, until that period or all of them are let go of."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from db.opening import open_store
from db.store import SqlStore
from greenpractice.facts.practices import load_directory
from greenpractice.network.asking import Asked
from greenpractice.network.groups import one_pcn
from greenpractice.network.keeping import Arrived
from greenpractice.network.lead import Lead
from tests.greenpractice.network.samples import (
    KEY,
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


def test_a_footprint_is_worked_out_once_until_it_is_forgotten(store: SqlStore):
    lead, document = Lead(store), a_return(A)
    first = lead.calculator.of_return(document)
    assert lead.calculator.of_return(document) is first
    lead.forget([Q1])
    again = lead.calculator.of_return(document)
    assert again is not first
    assert again == first


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
