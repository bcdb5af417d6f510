"""Rows that carry a hash: the check and the reader tell one that was changed and one that is missing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.history import utc_text
from db.opening import open_store
from db.store import SqlStore
from greenpractice.facts.directory import Correction, Membership, Pcn, Practice
from greenpractice.facts.nhs_list import NhsList
from greenpractice.facts.sources import Source
from greenpractice.periods import Period
from greenpractice.reports_kept import Counted, CountedReturn, NetworkReport
from greenpractice.store import StoreDamaged, StoreError
from tests.db.helpers import KEY, document, spoil

NOW = datetime(2026, 7, 8, 9, 30, tzinfo=UTC)
GROUP, Q1 = "Rutland Health PCN", Period(2026, 1)
LIST = Source("loaded", "a.csv", "", utc_text(NOW), "", "")
NETWORK = Pcn("U99001", "New network", "03W", date(2026, 4, 1), None, LIST)


def report(version: int, group: str = GROUP, period: Period = Q1) -> NetworkReport:
    practices = {"C82001": Counted("One", "12.5", (CountedReturn(Q1, version, "ab"),))}
    return NetworkReport(group, period, version, NOW, practices, {"practices": ("One",), "change": ()})


@pytest.fixture
def filled(path: Path) -> Path:
    store = open_store(path, write=True)
    store.correct_membership(Correction("C82001", date(2026, 4, 1), "none"), NOW)
    store.load_nhs_list(NhsList("a.csv", pcns=(NETWORK,)), NOW)
    store.keep_network_report(report(1))
    store.receive([], NOW, [("C82001", "aa" * 32)])
    store.accept_key("C82001", "aa" * 32, NOW)
    store.record(document())
    store.issue(KEY, NOW, beside="ab")
    store.close()
    return path


READERS: dict[str, tuple[str, Callable[[SqlStore], object]]] = {
    "memberships": ("at", lambda store: store.corrections()),
    "nhs_lists": ("file", lambda store: store.nhs_lists()),
    "network_reports": ("at", lambda store: store.network_reports(GROUP, Q1)),
    "reports_shown": ("content", lambda store: store.network_reports(GROUP, Q1)),
    "seen_keys": ("at", lambda store: store.seen_keys()),
    "accepted_keys": ("at", lambda store: store.seen_keys()),
    "printed": ("beside", lambda store: store.load(KEY)),
}


@pytest.mark.parametrize("table", READERS)
def test_a_row_that_was_changed_and_one_that_is_missing_are_told(filled: Path, table: str):
    column, read = READERS[table]
    changed, missing = (
        f"row 1 of {table} is not what was stored",
        f"the rows of {table} are not those that were stored",
    )
    for statement, problem in (
        (f"UPDATE {table} SET {column} = 'x'", changed),
        (f"DELETE FROM {table}", missing),
    ):
        store = open_store(filled, write=False)
        assert store.check() == []
        assert read(store)
        store.close()
        sound = filled.read_bytes()
        spoil(filled, statement)
        store = open_store(filled, write=False)
        assert store.check() == [problem]
        with pytest.raises(StoreDamaged, match=problem):
            read(store)
        store.close()
        filled.write_bytes(sound)


@pytest.mark.parametrize(
    ("table", "write"),
    [
        ("memberships", lambda store: store.take_back_correction(2)),
        ("nhs_lists", lambda store: store.load_nhs_list(NhsList("b.csv"), NOW)),
        ("nhs_lists", lambda store: store.take_back_nhs_list(2)),
        ("network_reports", lambda store: store.keep_network_report(report(2))),
        ("seen_keys", lambda store: store.receive([], NOW, [("C82001", "bb" * 32)])),
    ],
)
def test_nothing_is_written_beside_rows_of_which_one_is_missing(
    filled: Path, table: str, write: Callable[[SqlStore], object]
):
    store = open_store(filled, write=True)
    store.correct_membership(Correction("C82002", date(2026, 4, 1), "none"), NOW)
    store.load_nhs_list(NhsList("a.csv", pcns=(NETWORK,)), NOW)
    store.close()
    spoil(filled, f"DELETE FROM {table} WHERE id = 1")
    store = open_store(filled, write=True)
    with pytest.raises(StoreDamaged, match=f"the rows of {table} are not those"):
        write(store)
    store.close()


def test_a_list_comes_back_as_it_was_loaded_until_it_is_taken_back(store: SqlStore):
    practice = Practice("C82001", "Zoë's", "LE1 1AA", date(1974, 4, 1), None, "03W", None, None, LIST)
    member = Membership("C82001", "U99001", date(2026, 4, 1), date(2026, 6, 30), LIST)
    given = NhsList("a.csv", (practice,), (NETWORK,), (member,), NOW.date())
    first, second = store.load_nhs_list(given, NOW), store.load_nhs_list(NhsList("b.csv"), NOW)
    found, other = store.nhs_lists()
    assert (found, other.file, other.id) == (replace(given, id=first), "b.csv", second)
    store.take_back_nhs_list(first)
    assert [each.id for each in store.nhs_lists()] == [second]
    with pytest.raises(StoreError, match="There is no such list"):
        store.take_back_nhs_list(9)


def test_reports_are_kept_once_each_and_told_by_version(store: SqlStore):
    for each in (report(2), report(1), report(2), report(1, "Other"), report(1, period=Q1.next)):
        store.keep_network_report(each)
    assert store.network_reports(GROUP, Q1) == [report(1), report(2)]
    assert store.network_reports("Other", Q1) == [report(1, "Other")]
    assert store.network_reports("Other", Q1.next) == []
