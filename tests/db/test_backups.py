"""Backups: made when figures changed, verified; never a bad one for a good one."""

import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from db.backups import backups_of, make_folder, newest_good_backup
from db.checks import problems_in_file
from db.opening import open_store
from db.restoring import offered_backups, restore
from db.store import SqlStore
from greenpractice.backup_names import made_at, stamped
from greenpractice.errors import UserError
from greenpractice.store import ReturnKey, StoreDamaged, StoreError
from tests.db.helpers import (
    KEY,
    PERIOD,
    content_of,
    document,
    names,
    random_edit,
    session,
    sha256,
    spoil,
)  # fmt: skip

# Making


def test_closing_makes_a_backup_only_if_figures_changed(path: Path):
    open_store(path, write=True).close()
    assert backups_of(path) == []
    session(path, "1")
    session(path)
    looking = open_store(path, write=False)
    looking.close()
    (first,) = backups_of(path)
    session(path, "2")
    second, again = backups_of(path)
    assert again == first
    assert (second.number, second.step > first.step) == (2, True)
    assert problems_in_file(second.path) == []


def test_no_folder_is_made_in_the_place_of_one_that_is_away(path: Path):
    """It would stand in the way of the folder that comes back."""
    away = path.parent.with_name("away")
    store = open_store(path, write=True)
    store.record(document())
    path.parent.rename(away)
    try:
        with pytest.raises(StoreError, match=r"is not there\. Put it back"):
            store.back_up_if_changed()
        assert not path.parent.exists()
    finally:
        away.rename(path.parent)
    store.close()
    assert len(backups_of(path)) == 1


def test_going_back_to_an_older_state_is_a_change_too(path: Path):
    session(path, "1")
    session(path, "2", "3")
    restore(path, backups_of(path)[1].path)
    session(path, "4")
    newest = backups_of(path)[0]
    assert (newest.number, newest.step < backups_of(path)[1].step) == (3, True)


def test_a_backup_is_a_store_with_all_its_history(store: SqlStore, tmp_path: Path):
    chance = random.Random(3)
    for _ in range(20):
        random_edit(store, KEY, chance)
    target = tmp_path / "stick" / "copy.db"
    with pytest.raises(UserError, match="There is no folder"):
        store.backup(target)
    target.parent.mkdir()
    store.backup(target)
    copy = open_store(target, write=False)
    assert content_of(copy) == content_of(store)
    copy.close()


def test_a_backup_never_takes_the_place_of_another_kind_of_file(store: SqlStore, tmp_path: Path):
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"PK\x03\x04 a letter")
    for target, sentence in (
        (letter, "another kind of file"),
        (store.path, "the data file itself"),
        (tmp_path, "is a folder"),
    ):
        with pytest.raises(UserError, match=sentence):
            store.backup(target)
    assert letter.read_bytes() == b"PK\x03\x04 a letter"


@pytest.mark.parametrize("cut", [False, True])
def test_a_backup_never_takes_the_place_of_what_cannot_be_read(store: SqlStore, tmp_path: Path, cut: bool):
    """It may be the only copy of another practice's figures."""
    other = tmp_path / "other.db"
    store.backup(other)
    data = other.read_bytes()
    damaged = data[:4096] if cut else bytes([data[0] ^ 1]) + data[1:]
    other.write_bytes(damaged)
    with pytest.raises(StoreError, match="may be the only copy of what it holds"):
        store.backup(other)
    assert other.read_bytes() == damaged


def test_a_damaged_store_never_takes_the_place_of_a_good_backup(path: Path, tmp_path: Path):
    session(path, "1")
    store = open_store(path, write=True)
    copy = tmp_path / "copy.db"
    store.backup(copy)
    before = sha256(copy), [sha256(backup.path) for backup in backups_of(path)]
    store.set_details(KEY, "Another", None, None)
    spoil(path)
    with pytest.raises(StoreDamaged, match="kwh in row 1 of electricity is not what was stored"):
        store.backup(copy)
    with pytest.raises(StoreDamaged):
        store.close()
    assert (sha256(copy), [sha256(backup.path) for backup in backups_of(path)]) == before
    assert names(copy, ".*") == []
    with pytest.raises(StoreDamaged):  # it was closed all the same, and the lock is free
        open_and_load(path)


def open_and_load(path: Path) -> None:
    store = open_store(path, write=True)
    try:
        store.load(KEY)
    finally:
        with pytest.raises(StoreDamaged):
            store.close()


# Damage


def test_the_newest_good_backup_is_found_behind_bad_ones(path: Path):
    for kwh in "123":
        session(path, kwh)
    newest, middle, oldest = backups_of(path)
    assert [backup.number for backup in backups_of(path)] == [3, 2, 1]
    assert newest_good_backup(path) == newest.path
    spoil(newest.path)
    assert newest_good_backup(path) == middle.path
    middle.path.write_bytes(b"")
    assert newest_good_backup(path) == oldest.path
    oldest.path.unlink()
    assert newest_good_backup(path) is None


def test_no_page_can_be_lost_without_being_missed_when_the_store_is_opened(path: Path):
    session(path, "1")
    sound = path.read_bytes()
    for page in range(0, len(sound), 4096):
        path.write_bytes(sound[:page] + bytes(4096) + sound[page + 4096 :])
        with pytest.raises(StoreDamaged):
            open_store(path, write=False)


def flip_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 : 2 * 4096] = bytes(4096)
    path.write_bytes(content)


def zero_first_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[:4096] = bytes(4096)
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def vanish_return(path: Path) -> None:
    spoil(path, "DELETE FROM returns")


@pytest.mark.parametrize(
    "harm", [flip_page, zero_first_page, cut_short, vanish_return, lambda path: path.write_bytes(b"")]
)
def test_a_damaged_store_is_put_aside_once_and_the_newest_good_backup_offered(
    path: Path, harm: Callable[[Path], object]
):
    session(path, "1")
    harm(path)
    damaged = sha256(path)
    offered = backups_of(path)[0].path
    for _ in range(3):
        with pytest.raises(StoreDamaged) as caught:
            open_store(path, write=True)
        assert caught.value.backup == offered
        assert f'greenpractice restore "{offered}"' in str(caught.value)
    assert sha256(path) == damaged
    (aside,) = path.parent.glob("greenpractice.db.damaged-*")
    assert sha256(aside) == damaged
    restore(path, offered)
    session(path)
    assert names(path, "greenpractice.db.damaged-*") == [aside.name]


def test_damage_found_while_looking_offers_a_backup_and_writes_nothing(path: Path):
    session(path, "1")
    spoil(path)
    before = names(path, "*")
    looking = open_store(path, write=False)
    with pytest.raises(StoreDamaged, match=r"April to June 2025: kwh in row 1 of electricity") as caught:
        looking.load(KEY)
    looking.close()
    assert caught.value.backup == backups_of(path)[0].path
    assert names(path, "*") == before


@pytest.mark.parametrize(
    ("statement", "found_by"),
    [
        ("UPDATE figures SET text = '9' WHERE field = 'kg'", "load"),
        ("UPDATE figures SET number = '9' WHERE field = 'kg'", "load"),
        ("UPDATE figures SET hash = zeroblob(32)", "load"),
        ("DELETE FROM figures WHERE field = 'kg'", "load"),
        ("UPDATE figures SET field = 'cost' WHERE field = 'kwh'", "load"),
        ("UPDATE figures SET text = CAST(text AS BLOB)", "load"),
        ("UPDATE rows SET position = 1 - position WHERE section = 'waste'", "load"),
        ("UPDATE rows SET section = 'paper' WHERE section = 'water' OR section = 'waste'", "load"),
        ("UPDATE rows SET section = NULL WHERE section = 'waste'", "nothing"),
        ("UPDATE flags SET note = 'other'", "load"),
        ("UPDATE flags SET estimated = NULL", "load"),
        ("UPDATE flags SET field = NULL", "load"),
        ("DELETE FROM flags", "load"),
        ("UPDATE returns SET name = 'Other'", "load"),
        ("UPDATE returns SET contact_email = ''", "load"),
        ("UPDATE returns SET has_contact = 0", "load"),
        ("UPDATE returns SET revision = 2", "load"),
        ("UPDATE returns SET created = ''", "load"),
        ("UPDATE returns SET ods_code = 'C82002'", "keys"),
        ("UPDATE returns SET period = '2025-26-Q2'", "keys"),
        ("UPDATE returns SET period = 'soon'", "keys"),
        ("UPDATE issues SET document = replace(document, '12', '13')", "load"),
        ("UPDATE issues SET at = '2020-01-01T00:00:00+00:00'", "load"),
        ("DELETE FROM issues", "load"),
        ("UPDATE steps SET what = 'nothing'", "history"),
        ("DELETE FROM changes; DELETE FROM steps", "load"),
        ("UPDATE steps SET at = '2020-01-01T00:00:00+00:00'", "history"),
        ("DELETE FROM changes WHERE id = 2", "history"),
        ("UPDATE changes SET before = '1' WHERE id = 2", "history"),
        ("UPDATE changes SET about = 'flag' WHERE id = 2", "history"),
        ("UPDATE meta SET value = '1' WHERE key = 'demo'", "is_demo"),
        ("DELETE FROM meta WHERE key = 'demo'", "is_demo"),
        ("UPDATE meta SET value = '0' WHERE key = 'total'", "keys"),
        ("UPDATE sqlite_sequence SET seq = 1", "check"),
    ],
)
def test_any_change_behind_the_programs_back_is_found(path: Path, statement: str, found_by: str):
    session(path)
    if found_by == "nothing":
        with pytest.raises(sqlite3.IntegrityError):
            spoil(path, statement)
        return
    spoil(path, statement)
    assert problems_in_file(path)
    if found_by == "check":
        return
    with pytest.raises(StoreDamaged):
        ask(path, found_by)


def test_a_flag_put_on_a_row_of_another_return_is_found(path: Path):
    store = open_store(path, write=True)
    store.record(document())
    store.record(document(ods_code="C82002"))
    store.close()
    spoil(path, "UPDATE flags SET return_id = 3 - return_id WHERE id = 1")
    assert problems_in_file(path)
    with pytest.raises(StoreDamaged):
        ask(path, "load")


def ask(path: Path, how: str) -> None:
    store = open_store(path, write=False)
    try:
        {
            "load": lambda: store.load(KEY),
            "keys": store.keys,
            "history": lambda: store.history(KEY),
            "is_demo": store.is_demo,
        }[how]()
    finally:
        store.close()


def test_damage_met_inside_a_step_is_told_once_and_nothing_of_the_step_is_kept(path: Path):
    session(path)
    store = open_store(path, write=True)
    spoil(path)

    def step() -> None:
        with store.step("a paste"):
            store.set_details(ReturnKey("C82002", PERIOD), "Another practice", None, None)
            store.load(KEY)

    with pytest.raises(StoreDamaged) as caught:
        step()
    assert str(caught.value).count("is damaged") == 1
    assert store.keys() == [KEY]
    store.close()


def test_an_edit_never_blesses_damage(path: Path):
    session(path)
    store = open_store(path, write=True)
    stored = store.load(KEY)
    assert stored is not None
    spoil(path, "DELETE FROM figures WHERE field = 'kg'")
    with pytest.raises(StoreDamaged):
        store.set_figure(KEY, "electricity", stored.row_ids["electricity"][0], "kwh", "1")
    with pytest.raises(StoreDamaged):
        store.record(document(2))
    assert store.check() != []
    with pytest.raises(StoreDamaged):
        store.load(KEY)
    store.set_details(ReturnKey("C82002", PERIOD), "Another practice", None, None)  # the others go on
    with pytest.raises(StoreDamaged):
        store.close()


def test_that_a_return_is_not_there_is_looked_up_in_the_whole_store(path: Path):
    session(path)
    store = open_store(path, write=True)
    spoil(path, "UPDATE returns SET period = '2025-26-Q2'")
    with pytest.raises(StoreDamaged):
        store.set_details(KEY, "Another", None, None)  # which would begin a second one
    store.close()


def test_a_folder_that_is_there_is_as_good_as_made(tmp_path: Path):
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="could not be made"):
        make_folder(tmp_path / "file")


IMPOSSIBLE = (
    "20260230T120000Z",
    "20261301T000000Z",
    "20260101T250000Z",
    "00000000T000000Z",
    "99991231T235959Z",
    "10000101T000000Z",
    "30010101T000000Z",
)
YEARS_OF_WINDOWS = range(1970, 3001)  # of those its clock can show, in any time zone


@pytest.mark.sweep
@pytest.mark.parametrize("stamp", IMPOSSIBLE)
@pytest.mark.parametrize("seconds", [1_780_000_000, -5, 50_000_000_000])
def test_a_day_that_no_calendar_has_in_a_name_is_taken_from_the_file(path: Path, stamp: str, seconds: int):
    session(path, "1")
    (backup,) = backups_of(path)
    renamed = backup.path.rename(backup.path.with_name(f"{path.stem}-000001-{stamp}-1-{backup.state}.db"))
    os.utime(renamed, (seconds, seconds))
    assert stamped(stamp) is None
    (found,) = backups_of(path)
    assert found.at == made_at(renamed)
    assert found.at.astimezone().year in YEARS_OF_WINDOWS
    session(path, "2")
    assert len(backups_of(path)) == 2
    assert len(offered_backups(path)) == 2
    assert newest_good_backup(path) is not None
