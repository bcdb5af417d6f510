"""Restoring a backup: today's file is kept, and what is no good backup changes nothing."""

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from db import restoring
from db.backups import backups_of, state_of
from db.checks import problems_in_file
from db.engine import open_engine
from db.hashing import MODULUS
from db.header import journal_of
from db.loading import KNOWN
from db.opening import open_store
from db.restoring import offered_backup, offered_backups, restore, set_aside
from db.revisions import place_of, read_known
from db.store import SqlStore
from greenpractice.errors import UserError
from greenpractice.network.trust import Keys
from greenpractice.returns.verdicts import Unsigned, kept_verdict
from greenpractice.store import NewReturn, OtherKind, ReturnKey, StoreError, received_folder
from tests.db.helpers import (
    DOCUMENT,
    KEY,
    PERIOD,
    content_of,
    cut_off_a_change,
    document,
    names,
    random_edit,
    session,
    sha256,
    spoil,
)  # fmt: skip


def test_restoring_brings_back_the_figures_and_keeps_todays_file(path: Path, tmp_path: Path):
    session(path, "1")
    session(path, "2")
    today, yesterday = sha256(path), backups_of(path)[1].path
    done = restore(path, yesterday)
    (aside,) = path.parent.glob("greenpractice.before-restore-*.db")
    assert aside.name in done
    assert sha256(aside) == today
    assert sha256(path) == sha256(yesterday)
    restore(path, aside)
    store = open_store(path, write=False)
    assert store.documents([KEY]) == [document(1, "2")]
    store.close()


def test_what_a_lead_received_since_is_named_and_where_it_still_is(path: Path, tmp_path: Path):
    def received(store: SqlStore, number: int, key: str) -> None:
        verdict = kept_verdict(2, {"sha256": f"{number:064x}"}, key * 32)
        new = NewReturn(document(number), verdict, f"{number}.pdf", f"%PDF- {number}".encode(), False)
        store.receive([new], datetime.now(UTC), [("C82001", "ee" * 32)] if number == 3 else ())

    backup = tmp_path / "backup.db"
    store = open_store(path, write=True)
    received(store, 1, "aa")
    store.backup(backup)
    received(store, 2, "aa")
    received(store, 3, "bb")
    store.close()
    done = restore(path, backup)
    assert (
        "2 returns received since are no longer in the data, nor what you said of them. "
        f"The PDFs are still in {received_folder(path)}: read them again." in done
    )
    assert len(list(received_folder(path).glob("*.pdf"))) == 3
    store = open_store(path, write=True)
    store.receive([], datetime.now(UTC), [("C82001", "ee" * 32)])
    store.close()
    assert "received since" not in restore(path, backup)
    store = open_store(path, write=False)
    keys = [(each.public_key[:2], each.first_seen) for each in store.seen_keys()]
    store.close()
    assert [key for key, _ in keys] == ["aa", "ee", "bb"]
    assert keys[0][1] < keys[1][1] == keys[2][1]  # which came together, as is still known


def test_a_key_that_signed_what_was_rejected_is_no_first_one_after_a_restore(path: Path, tmp_path: Path):
    backup = tmp_path / "backup.db"
    store = open_store(path, write=True)
    store.backup(backup)
    for number, key in enumerate(("bb", "aa"), 1):
        verdict = kept_verdict(2, {"sha256": f"{number:064x}"}, key * 32)
        new = NewReturn(document(number), verdict, f"{number}.pdf", f"%PDF- {number}".encode(), False)
        store.receive([new], datetime.now(UTC))
    store.reject(1, "not theirs")
    store.close()
    restore(path, backup)
    store = open_store(path, write=False)
    first = Keys(store.seen_keys()).first(DOCUMENT.ods_code)
    store.close()
    assert first is not None
    assert first.public_key == "aa" * 32


def test_a_change_that_was_cut_off_does_not_make_todays_file_a_damaged_one(path: Path):
    session(path, "1")
    session(path, "2")
    cut_off_a_change(path)
    restore(path, backups_of(path)[1].path)
    (aside,) = path.parent.glob("greenpractice.before-restore-*.db")
    store = open_store(aside, write=False)
    assert store.documents([KEY]) == [document(1, "2")]
    store.close()


def test_each_of_several_files_put_aside_in_one_second_is_kept(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(restoring, "_stamp", lambda: "20260708T093000Z")
    session(path, "1")
    session(path, "2")
    today, (new, old) = sha256(path), backups_of(path)
    for backup in (old, new, old):
        restore(path, backup.path)
    name = "greenpractice.before-restore-20260708T093000Z"
    assert names(path, "greenpractice.before-*") == [f"{name}-2.db", f"{name}-3.db", f"{name}.db"]
    kept = [sha256(path.parent / f"{name}{ending}.db") for ending in ("", "-2", "-3")]
    assert kept == [today, sha256(old.path), sha256(new.path)]


def test_restoring_works_where_there_is_no_store(path: Path, tmp_path: Path):
    session(path, "1")
    backup = backups_of(path)[0].path
    new = tmp_path / "new computer" / "greenpractice.db"
    assert restore(new, backup) == f"{new} was restored from {backup}."
    store = open_store(new, write=True)
    assert store.check() == []
    store.close()


@pytest.mark.parametrize("kind", ["damaged", "missing", "foreign", "newer", "itself"])
def test_what_cannot_be_restored_changes_nothing(path: Path, tmp_path: Path, kind: str):
    session(path, "1")
    backup = tmp_path / "backup.db"
    backup.write_bytes(path.read_bytes())
    match kind:
        case "damaged":
            spoil(backup)
        case "missing":
            backup.unlink()
        case "foreign":
            backup.write_bytes(b"a letter, long enough to have a header" * 9)
        case "newer":
            spoil(backup, "PRAGMA user_version = 99")
        case "itself":
            backup = path
    before = sha256(path), names(path, "*")
    with pytest.raises(StoreError):
        restore(path, backup)
    assert (sha256(path), names(path, "*")) == before


def test_restoring_never_replaces_a_file_that_is_no_store(path: Path, tmp_path: Path):
    session(path, "1")
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"PK\x03\x04" + bytes(200))
    with pytest.raises(StoreError, match="not a Greener Practice store"):
        restore(letter, backups_of(path)[0].path)
    assert letter.read_bytes() == b"PK\x03\x04" + bytes(200)


def test_a_journal_of_the_old_file_does_not_run_into_the_restored_one(path: Path):
    session(path, "1")
    session(path, "2")
    backup = backups_of(path)[1].path
    cut_off_a_change(path)
    path.write_bytes(b"")
    restore(path, backup)
    (aside,) = path.parent.glob("greenpractice.db.damaged-*Z-journal")
    assert aside.stat().st_size
    assert sha256(path) == sha256(backup)
    assert not journal_of(path).exists() or not journal_of(path).stat().st_size
    assert problems_in_file(path) == []


@pytest.mark.parametrize(
    "harm",
    [
        spoil,
        lambda path: path.write_bytes(bytes(4096) + path.read_bytes()[4096:]),
        lambda path: path.write_bytes(b""),
    ],
)
def test_a_damaged_file_is_kept_as_one_and_not_among_the_copies(path: Path, harm: Callable[[Path], object]):
    session(path, "1")
    harm(path)
    restore(path, backups_of(path)[0].path)
    assert len(names(path, "greenpractice.db.damaged-*")) == 1
    assert names(path, "greenpractice.before-restore-*") == []


@pytest.mark.parametrize("seed", range(3))
def test_a_restored_store_is_what_it_was_when_it_was_closed(path: Path, seed: int):
    chance = random.Random(seed)
    expected = []
    for _ in range(3):
        store = open_store(path, write=True)
        for _ in range(8):
            random_edit(store, ReturnKey(chance.choice(["C82001", "C82002"]), PERIOD), chance)
        expected.append(content_of(store))
        store.close()
    backups = backups_of(path)[::-1]
    assert len(backups) == len(expected)
    for backup, content in zip(backups, expected, strict=True):
        restore(path, backup.path)
        store = open_store(path, write=True)
        assert content_of(store) == content
        store.close()


def test_a_damaged_file_is_put_aside_once_for_each_content(path: Path):
    path.parent.mkdir()
    path.write_bytes(b"one kind of damage")
    first = set_aside(path)
    assert set_aside(path) == first
    path.write_bytes(b"two kind of damage")
    second = set_aside(path)
    assert second != first
    assert (first.read_bytes(), second.read_bytes()) == (b"one kind of damage", b"two kind of damage")


@pytest.mark.parametrize("demo", [True, False])
def test_demo_and_real_data_take_each_others_place_only_where_that_is_meant(
    path: Path, tmp_path: Path, demo: bool
):
    session(path, "1")
    other = tmp_path / "other.db"
    store = open_store(other, write=True, demo=True)
    store.record(document(2, "7"))
    store.close()
    target, backup = (path, other) if demo else (other, path)
    before = sha256(target)
    with pytest.raises(OtherKind) as asked:
        restore(target, backup)
    assert str(asked.value) == (
        f"{other} holds made-up demo data, and {path} real figures. Nothing was changed."
        if demo
        else f"{path} holds real figures, and {other} made-up demo data. Nothing was changed."
    )
    assert sha256(target) == before
    assert list(target.parent.glob("*before-restore*")) == []
    restore(target, backup, other_kind=True)
    store = open_store(target, write=False)
    assert store.is_demo() is demo
    store.close()


def test_a_demo_is_restored_where_no_store_is(tmp_path: Path):
    open_store(tmp_path / "demo.db", write=True, demo=True).close()
    restore(tmp_path / "new" / "greenpractice.db", tmp_path / "demo.db")


def test_a_disk_that_fails_while_the_copy_is_finished_is_a_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    session(path, "1")
    session(path, "2")
    today = sha256(path)

    def run_full(connection: Connection, known: object) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        connection.exec_driver_sql("CREATE TABLE more (text)")

    monkeypatch.setattr(restoring, "note_known", run_full)
    with pytest.raises(StoreError, match="There is not enough space"):
        restore(path, backups_of(path)[1].path)
    assert sha256(path) == today
    assert names(path, ".*.part") == []


def test_a_folder_is_no_backup_and_said_to_be_one(path: Path):
    session(path, "1")
    with pytest.raises(UserError, match="is a folder and not a file"):
        restore(path, path.parent)


def test_copies_are_offered_the_newest_first_with_what_was_recorded_since(store: SqlStore):
    for name in (
        "greenpractice.before-restore-20260101T000000Z.db",
        "greenpractice.before-restore-20260301T000000Z.db",
        "greenpractice-backups/greenpractice.version-1-20260201T000000Z.db",
    ):
        (store.path.parent / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(store.path, store.path.parent / name)
    offered = offered_backups(store.path)
    assert [each.at.month for each in offered] == [3, 2, 1]
    assert [(each.problem, each.lost) for each in offered] == [(None, 0)] * 3
    store.record(document())
    assert [each.lost for each in offered_backups(store.path)] == [1, 1, 1]
    newer = store.path.with_name("greenpractice.before-restore-20260401T000000Z.db")
    shutil.copyfile(store.path, newer)
    store.path.with_name("greenpractice.before-restore-20260501T000000Z.db").write_bytes(b"spoilt")
    spoilt, *_ = offered_backups(store.path)
    assert (spoilt.problem is not None, spoilt.lost) == (True, None)
    older = store.path.with_name("greenpractice.before-restore-20260101T000000Z.db")
    assert [offered_backup(*each).lost for each in ((newer, older), (older, newer))] == [1, None]


def test_the_newest_backup_is_the_one_a_store_is_compared_with(path: Path):
    session(path, "1")
    (made,) = backups_of(path)
    made.path.rename(made.path.with_name(made.path.name.replace("-000001-", "-000002-")))
    (made.path.parent / "greenpractice-000001-20260101T000000Z-0-00000000.db").write_bytes(b"")
    session(path)
    assert [backup.number for backup in backups_of(path)] == [2, 1]


def test_the_state_of_a_store_is_the_sum_of_its_totals():
    assert state_of({"demo": "1", KNOWN: "7b7d", "total": "1a", "received": "0f"}) == f"{0x29:064x}"
    largest = f"{MODULUS - 1:064x}"
    assert state_of({"demo": "0", "total": largest, "keys": "02"}) == f"{1:064x}"


@pytest.mark.parametrize(("revision", "known"), [(10_000, 10_000), (10_001, 0)])
def test_revisions_of_before_are_known_after_restoring_but_no_impossible_ones(
    path: Path, tmp_path: Path, revision: int, known: int
):
    store = open_store(path, write=True)
    store.backup(tmp_path / "copy.db")
    store.record(document(revision))
    store.close()
    restore(path, tmp_path / "copy.db")
    engine = open_engine(path, write=False)
    with engine.begin() as connection:
        assert read_known(connection).get(place_of("C82001", PERIOD.id), 0) == known
    engine.dispose()


def of_network(path: Path) -> None:
    store = open_store(path, write=True)
    new = NewReturn(DOCUMENT, Unsigned(), "a.pdf", b"%PDF- a", from_data_page=False)
    store.receive([new], datetime(2026, 1, 1, tzinfo=UTC))
    store.close()


def of_another(path: Path) -> None:
    store = open_store(path, write=True)
    store.record(replace(document(2, "7"), ods_code="C82022"))
    store.close()


@pytest.mark.parametrize("kind", [of_network, of_another])
def test_another_practices_or_a_networks_figures_are_asked_about(
    path: Path, tmp_path: Path, kind: Callable[[Path], None]
):
    session(path, "1")
    other = tmp_path / "other.db"
    kind(other)
    for target, backup in ((path, other), (other, path)):
        before = sha256(target)
        with pytest.raises(OtherKind, match=r"holds the .*, and .* the .*\. Nothing was changed"):
            restore(target, backup)
        assert sha256(target) == before
    restore(path, other, other_kind=True)
    kind(path)  # which is of that kind now: nothing is asked
    restore(path, other)


def test_a_store_that_is_of_both_kinds_takes_either(path: Path, tmp_path: Path):
    session(path, "1")
    own = tmp_path / "own.db"
    session(own, "1")
    of_network(path)
    restore(path, own)
