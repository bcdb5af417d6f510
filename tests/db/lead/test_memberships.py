"""The Lead's corrections are kept with a hash, in order, and taken back without being lost."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.opening import open_store
from greenpractice.facts.directory import Correction
from greenpractice.store import StoreDamaged, StoreError

NOW = datetime(2026, 7, 8, 9, 30, tzinfo=UTC)
MOVED = Correction("C82001", date(2026, 4, 1), "network", "U67590")
OUT = Correction("Y00001", date(2026, 7, 1), "left_out")


def test_a_correction_is_kept_and_taken_back(tmp_path: Path):
    path = tmp_path / "lead.db"
    store = open_store(path, write=True)
    first, second = store.correct_membership(MOVED, NOW), store.correct_membership(OUT, NOW)
    third = store.correct_membership(OUT, NOW)
    store.take_back_correction(third)
    assert [each.id for each in store.corrections()] == [first, second]
    store.close()
    store = open_store(path, write=False)
    assert [(each.ods_code, each.first, each.kind, each.code) for each in store.corrections()] == [
        ("C82001", date(2026, 4, 1), "network", "U67590"),
        ("Y00001", date(2026, 7, 1), "left_out", None),
    ]
    assert store.check() == []
    store.close()


def test_what_is_not_there_cannot_be_taken_back(tmp_path: Path):
    store = open_store(tmp_path / "lead.db", write=True)
    with pytest.raises(StoreError, match="no such correction"):
        store.take_back_correction(7)
    store.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE memberships SET first = '2020-01-01'",
        "DELETE FROM memberships",
        "UPDATE memberships SET taken_back = 1",
    ],
)
def test_a_correction_that_was_changed_by_other_means_is_told(tmp_path: Path, change: str):
    path = tmp_path / "lead.db"
    store = open_store(path, write=True)
    store.correct_membership(MOVED, NOW)
    store.close()
    with closing(sqlite3.connect(path)) as file:
        file.execute(change)
        file.commit()
    store = open_store(path, write=False)
    assert any("memberships" in problem for problem in store.check())
    if "taken_back" not in change:
        with pytest.raises(StoreDamaged):
            store.corrections()
    store.close()
