"""What practices sent stays as it came: hashed, checked, in every backup; the first key is remembered."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from db.engine import for_writing, open_engine
from db.hashed_rows import change
from db.opening import open_store
from db.received import _received as received_table
from db.store import SqlStore
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.verdicts import Unsigned, Verified
from greenpractice.store import NewReturn, StoreDamaged, StoreError
from tests.db.helpers import DOCUMENT, PERIOD, document

NOW = datetime(2026, 7, 8, 9, 30, tzinfo=UTC)
SAID = {"app": "1.0.0", "demo": False}


def new(given: ReturnDocument = DOCUMENT, pdf: bytes = b"%PDF- one", key: str = "aa" * 32) -> NewReturn:
    return NewReturn(given, by(key), "alpha.pdf", pdf, False)


def by(key: str = "aa" * 32, **said: str) -> Verified:
    return Verified(key, "ab", {**SAID, **said, "sha256": "ab", "public_key": key})


def test_what_was_received_comes_back_as_it_was(store: SqlStore):
    store.receive([new()], NOW)
    (received,) = store.received([PERIOD])
    assert (received.document, received.verdict, received.file) == (DOCUMENT, by(), "alpha.pdf")
    assert (received.at, received.from_data_page, received.chosen) == (NOW, False, 0)
    original = store.original(received.sha256)
    assert original is not None
    assert original.read_bytes() == b"%PDF- one"
    assert store.received([PERIOD.next]) == []
    assert store.keys() == []  # it is not a return recorded here


def test_the_words_of_a_seal_stand_in_the_store_as_they_are_read(path: Path):
    store = open_store(path, write=True)
    store.receive([replace(new(), verdict=by(app="Grüner £"))], NOW)
    assert store.received([PERIOD])[0].verdict == by(app="Grüner £")
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        ((text,),) = connection.execute("SELECT seal FROM received").fetchall()
    assert text == f'{{"app": "Grüner £", "demo": false, "public_key": "{"aa" * 32}", "sha256": "ab"}}'


def test_the_same_file_again_is_kept_once(store: SqlStore):
    store.receive([new()], NOW)
    store.receive([new(), new(pdf=b"%PDF- other")], NOW)
    assert [each.sha256 for each in store.received([PERIOD])] == [
        hashlib.sha256(pdf).hexdigest() for pdf in (b"%PDF- one", b"%PDF- other")
    ]


@pytest.mark.parametrize(
    "other",
    [
        new(pdf=b"%PDF- other"),
        new(document(kwh="1")),
        new(key="bb" * 32),
        new(document(ods_code="C82002")),
        new(document(period=PERIOD.next)),
    ],
)
def test_a_file_that_differs_in_anything_is_kept_beside_the_first_and_each_once(
    store: SqlStore, other: NewReturn
):
    store.receive([new(), other, new(), other], NOW)
    kept = store.received([PERIOD, PERIOD.next])
    assert [(each.document, each.verdict) for each in kept] == [
        (each.document, each.verdict) for each in (new(), other)
    ]


def test_the_first_key_of_a_practice_stays_first(store: SqlStore):
    store.receive([new()], NOW)
    store.receive([new(document(2), b"2", "bb" * 32), new(document(3), b"3")], NOW + timedelta(days=3))
    keys = store.seen_keys()
    assert [(key.public_key[:2], key.first_seen.day, key.accepted) for key in keys] == [
        ("aa", 8, False),
        ("bb", 11, False),
    ]
    store.accept_key("C82001", "bb" * 32, NOW)
    store.accept_key("C82001", "bb" * 32, NOW)  # as good as once
    assert [key.accepted for key in store.seen_keys()] == [False, True]
    with pytest.raises(StoreError, match="signed with this key"):
        store.accept_key("C82001", "cc" * 32, NOW)


def test_a_key_keeps_its_place_in_the_order_of_receipt_and_is_doubted_once_a_return_is_rejected(
    store: SqlStore,
):
    store.receive([new()], NOW)
    store.receive([new(document(2), b"2", "bb" * 32)], NOW - timedelta(days=3))  # a clock that was put back
    store.receive([new(document(3), b"3")], NOW - timedelta(days=5))
    assert [key.public_key[:2] for key in store.seen_keys()] == ["aa", "bb"]
    assert [(key.received, key.first_seen) for key in store.seen_keys()] == [
        (1, NOW), (2, NOW - timedelta(days=3)),
    ]  # fmt: skip
    one, other, third = store.received([PERIOD])
    store.reject(third.id, "a forgery")
    store.reject(one.id, " a forgery ")
    assert [each.rejected for each in store.received([PERIOD])] == ["a forgery", "", "a forgery"]
    assert [(key.public_key[:2], key.doubted) for key in store.seen_keys()] == [("aa", True), ("bb", False)]
    with pytest.raises(StoreError, match="take that back first"):
        store.choose(one.id)
    with pytest.raises(StoreError, match="why"):
        store.reject(other.id, "  ")
    store.take_back(one.id)
    assert store.seen_keys()[0].doubted
    store.take_back(third.id)
    assert [(key.public_key[:2], key.doubted) for key in store.seen_keys()] == [("aa", False), ("bb", False)]
    assert store.check() == []


def test_keys_of_what_is_not_kept_stand_in_the_order_of_receipt_and_keep_their_place(store: SqlStore):
    aa, bb, cc = (("C82001", letters * 32) for letters in ("aa", "bb", "cc"))
    later = NOW + timedelta(days=3)
    store.receive([], NOW, [bb])
    store.receive([new()], later, [aa, bb, cc])
    assert [(key.public_key[:2], key.place, key.received) for key in store.seen_keys()] == [
        ("bb", 1, None), ("cc", 1, None), ("aa", 1, 1),
    ]  # fmt: skip
    assert [key.first_seen for key in store.seen_keys()] == [NOW, later, later]
    last = later + timedelta(days=3)
    store.receive([new(document(2), b"2", "bb" * 32), new(document(3), b"3", "dd" * 32)], last, [aa, bb])
    keys = store.seen_keys()
    assert [(key.public_key[:2], key.place, key.received) for key in keys] == [
        ("bb", 1, 2), ("cc", 1, None), ("aa", 1, 1), ("dd", 3, 3),
    ]  # fmt: skip
    assert (keys[0].first_seen, keys[0].kept_at) == (NOW, last)
    store.accept_key(*cc, NOW)
    store.reject(2, "forged")
    keys = store.seen_keys()
    assert [(key.accepted, key.doubted) for key in keys] == [
        (False, True), (True, False), (False, False), (False, False),
    ]  # fmt: skip
    assert store.check() == []


def test_nobody_signed_what_is_unsigned(store: SqlStore):
    store.receive([replace(new(), verdict=Unsigned("ab")), replace(new(pdf=b"2"), verdict=Unsigned())], NOW)
    assert [each.verdict for each in store.received([PERIOD])] == [Unsigned("ab"), Unsigned()]
    assert store.seen_keys() == []
    with pytest.raises(StoreError, match="signed with this key"):
        store.accept_key("C82001", "", NOW)
    store.reject(2, "not theirs")
    (no_key,) = store.seen_keys()
    assert (no_key.ods_code, no_key.public_key, no_key.doubted) == ("C82001", "", True)
    with pytest.raises(StoreError, match="signed with this key"):
        store.accept_key("C82001", "", NOW)
    store.take_back(2)
    assert store.seen_keys() == []
    assert store.check() == []


def test_a_rejection_is_stronger_than_what_was_accepted_before_it(store: SqlStore):
    def accepted() -> list[bool]:
        return [key.accepted for key in store.seen_keys()]

    store.receive([new(), new(document(2), b"2"), new(document(3), b"3", "bb" * 32)], NOW)
    for key in ("aa", "bb"):
        store.accept_key("C82001", key * 32, NOW)
    store.reject(1, "forged")
    assert accepted() == [False, True]
    store.accept_key("C82001", "aa" * 32, NOW)  # after the rejection
    assert accepted() == [True, True]
    store.reject(2, "this too")
    assert accepted() == [False, True]
    store.take_back(2)
    assert accepted() == [False, True]
    store.take_back(1)  # as it was before all of it
    assert accepted() == [True, True]
    store.accept_key("C82001", "aa" * 32, NOW)
    assert store.check() == []


def test_the_lead_chooses_one_version_and_may_choose_again(store: SqlStore):
    store.receive([new(), new(document(1, "99"), b"2"), new(document(1, ods_code="C82002"), b"3")], NOW)
    one, other, elsewhere = store.received([PERIOD])
    store.choose(one.id)
    store.choose(elsewhere.id)
    store.choose(other.id)
    assert [each.chosen for each in store.received([PERIOD])] == [0, other.id, elsewhere.id]
    assert store.check() == []
    with pytest.raises(StoreError, match="not among those received"):
        store.choose(99)


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE received SET document = replace(document, '12320.50', '12320.51')",
        "UPDATE received SET chosen_among = 1",
        "UPDATE received SET period = '2025-26-Q2'",
        "DELETE FROM received WHERE id = 2",
        "UPDATE received SET hash = (SELECT hash FROM received WHERE id = 2) WHERE id = 1",
        "UPDATE received SET public_key = ''",
        "UPDATE received SET rejected = 'no'",
        "UPDATE accepted_keys SET public_key = 'ff'",
        "DELETE FROM accepted_keys",
        "UPDATE seen_keys SET next_received = 2",
        "UPDATE seen_keys SET at = '2020-01-01T00:00:00.000000+00:00'",
        "DELETE FROM seen_keys WHERE id = 2",
        "DELETE FROM meta WHERE key = 'seen_keys'",
        "DELETE FROM meta WHERE key = 'received'",
    ],
)
def test_nothing_can_be_changed_unnoticed(path: Path, spoil: str):
    store = open_store(path, write=True)
    store.receive(
        [new(), new(document(2), b"%PDF- two")], NOW, [("C82001", "bb" * 32), ("C82002", "aa" * 32)]
    )
    store.accept_key("C82001", "aa" * 32, NOW)
    store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(spoil)
    store = open_store(path, write=False)
    assert store.check() != []
    with pytest.raises(StoreDamaged):
        (store.seen_keys(), store.received([PERIOD, PERIOD.next]))
    store.close()


def test_a_return_under_another_practice_is_damage_though_its_hash_fits(path: Path):
    """Whoever has the code can make the hashes fit."""
    store = open_store(path, write=True)
    store.receive([new()], NOW)
    store.close()
    with for_writing(open_engine(path, write=True)).begin() as connection:
        record = connection.execute(select(received_table)).one()
        change(connection, received_table, record, {"ods_code": "C82002"})
    store = open_store(path, write=False)
    with pytest.raises(StoreDamaged, match="does not stand under its own practice"):
        store.received([PERIOD])
    store.close()


def test_who_signed_is_not_told_of_returns_that_are_not_those_that_were_stored(path: Path):
    store = open_store(path, write=True)
    store.receive([new(), new(document(2), b"%PDF- two")], NOW)
    store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM received WHERE id = 1")
    store = open_store(path, write=False)
    with pytest.raises(StoreDamaged):
        store.seen_keys()
    store.close()


@pytest.mark.parametrize(
    ("spoil", "change"),
    [
        (
            "DELETE FROM accepted_keys WHERE id = 2",
            lambda store: store.accept_key("C82001", "aa" * 32, NOW),
        ),
        ("DELETE FROM received WHERE id = 2", lambda store: store.reject(1, "no")),
        ("DELETE FROM received WHERE id = 2", lambda store: store.choose(1)),
        ("UPDATE received SET file = 'b'", lambda store: store.choose(1)),
    ],
)
def test_nothing_is_confirmed_or_chosen_among_what_was_changed(
    path: Path, spoil: str, change: Callable[[SqlStore], object]
):
    store = open_store(path, write=True)
    store.receive([new(), new(document(2), b"%PDF- two", "bb" * 32)], NOW)
    store.accept_key("C82001", "aa" * 32, NOW)
    store.accept_key("C82001", "bb" * 32, NOW)
    store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(spoil)
    store = open_store(path, write=True)
    with pytest.raises(StoreDamaged):
        change(store)
    store.close()


def test_a_lost_or_changed_original_is_told_and_a_moved_store_has_none_to_lose(store: SqlStore):
    store.receive([new()], NOW)
    original = store.original(store.received([PERIOD])[0].sha256)
    assert original is not None
    original.write_bytes(b"other")
    assert any("is not what was received" in problem for problem in store.check())
    original.unlink()
    assert any("no longer in" in problem for problem in store.check())
    original.parent.rmdir()
    assert store.check() == []


def test_what_was_received_is_in_backups_even_if_nothing_was_typed(path: Path, tmp_path: Path):
    store = open_store(path, write=True)
    store.receive([new()], NOW)
    store.backup(tmp_path / "copy.db")
    store.close()
    (automatic,) = (path.parent / "greenpractice-backups").glob("*.db")
    for copy in (automatic, tmp_path / "copy.db"):
        opened = open_store(copy, write=False)
        assert [each.document for each in opened.received([PERIOD])] == [DOCUMENT]
        assert opened.check() == []
        opened.close()


def test_a_failure_on_the_way_keeps_none_of_the_batch(store: SqlStore):
    def some() -> object:
        yield new()
        raise RuntimeError("the reader died")

    with pytest.raises(RuntimeError):
        store.receive(some(), NOW)  # type: ignore[arg-type]
    assert store.received([PERIOD]) == []
    assert store.seen_keys() == []


def test_names_of_files_are_never_used_as_paths(store: SqlStore, path: Path, tmp_path: Path):
    store.receive([replace(new(), file="../../evil.pdf")], NOW)
    assert not list(tmp_path.rglob("evil*"))
    (kept,) = (path.parent / "greenpractice-received").iterdir()
    assert len(kept.stem) == 64


def test_a_store_opened_to_look_at_receives_nothing(path: Path):
    open_store(path, write=True).close()
    store = open_store(path, write=False)
    with pytest.raises(StoreError, match="to look at only"):
        store.receive([new()], NOW)
    store.close()
