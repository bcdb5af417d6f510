"""The Lead's store: read once for each period, until that period or all of them are let go of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.opening import open_store
from db.store import SqlStore
from greenpractice.network.lead import Lead
from tests.greenpractice.network.samples import Q1, Q2, a_return, members

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
