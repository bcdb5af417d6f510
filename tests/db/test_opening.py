"""What may be opened, how, and what is never touched."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.engine import open_engine
from db.header import has_journal, journal_of
from db.opening import open_store, put_in_order
from db.restoring import restore
from db.schema.migrations import STEPS
from db.store import SqlStore
from db.tables import APPLICATION_ID
from greenpractice.store import StoreDamaged, StoreError
from tests.db.helpers import DOCUMENT, KEY, content_of, cut_off_a_change, document, sha256


def filled(path: Path) -> None:
    """A closed store with one return, and no backup."""
    store = open_store(path, write=True)
    store.record(DOCUMENT)
    store.close()
    for backup in (path.parent / f"{path.stem}-backups").iterdir():
        backup.unlink()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


def test_a_new_store_is_made_with_its_folder_and_is_sound(path: Path):
    assert not path.exists()
    store = open_store(path, write=True)
    assert path.exists()
    assert store.keys() == []
    assert not store.is_demo()
    assert store.check() == []
    assert store.can_write
    store.close()
    assert not store.can_write
    assert names(path.parent) == {"greenpractice.db", "greenpractice.db.lock"}
    header = path.read_bytes()[:100]
    assert int.from_bytes(header[68:72]) == APPLICATION_ID
    assert int.from_bytes(header[60:64]) == len(STEPS)


def test_a_store_that_is_not_there_cannot_be_looked_at(path: Path):
    with pytest.raises(StoreError, match="There is no store at"):
        open_store(path, write=False)
    assert not path.parent.exists()


def test_made_up_data_stay_apart_from_real_ones(path: Path, tmp_path: Path):
    demo = open_store(tmp_path / "demo.db", write=True, demo=True)
    assert demo.is_demo()
    demo.close()
    again = open_store(tmp_path / "demo.db", write=True)
    assert again.is_demo()
    again.close()
    filled(path)
    with pytest.raises(StoreError, match="holds real figures"):
        open_store(path, write=True, demo=True)


def test_every_connection_is_durable_and_careful(store: SqlStore):
    with open_engine(store.path, write=True).begin() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check",
                "mmap_size", "busy_timeout",
            )
        }  # fmt: skip
    assert said == {
        "journal_mode": "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "busy_timeout": 5000,
    }


def another_programs_file(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (a)")
    connection.commit()
    connection.close()


def newer_file(path: Path) -> None:
    filled(path)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE newer (id INTEGER PRIMARY KEY) STRICT")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    (path.parent / "greenpractice.db-journal").unlink(missing_ok=True)


FOREIGN = {
    "another program's SQLite file": (another_programs_file, "is not a Greener Practice store"),
    "a picture": (
        lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000)),
        "is not a Greener Practice store",
    ),
    "a zip": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(30)), "is not a Greener Practice store"),
    "a newer store": (newer_file, r"newer Greener Practice \(store version 99; .*update Greener Practice"),
    "an empty file": (lambda path: path.write_bytes(b""), r"damaged: it is empty \(0 bytes\)"),
}


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("kind", FOREIGN)
def test_what_is_not_ours_to_open_is_refused_and_not_touched(path: Path, kind: str, write: bool):
    make, sentence = FOREIGN[kind]
    path.parent.mkdir()
    make(path)
    os.utime(path, ns=(10**18, 10**18))
    before = sha256(path)
    with pytest.raises(StoreError, match=sentence):
        open_store(path, write=write)
    assert sha256(path) == before
    assert path.stat().st_mtime_ns == 10**18
    assert not journal_of(path).exists()
    if write:  # the lock is free again
        path.unlink()
        open_store(path, write=True).close()


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("bit", [bit for bit in range(10) if not len(STEPS) >> bit & 1])
def test_a_version_raised_by_a_flipped_bit_is_damage_with_a_backup(path: Path, bit: int, write: bool):
    """Offset 60 has the version: what made these tables is this program, and no newer one."""
    store = open_store(path, write=True)
    store.record(DOCUMENT)
    store.close()
    content = bytearray(path.read_bytes())
    content[63 - bit // 8] ^= 1 << bit % 8
    assert int.from_bytes(content[60:64]) > len(STEPS)
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="its version is not that of its tables") as raised:
        open_store(path, write=write)
    assert raised.value.backup is not None
    restore(path, raised.value.backup)
    store = open_store(path, write=write)
    assert store.check() == []
    store.close()


def test_a_folder_is_no_store(tmp_path: Path):
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path, write=False)


def test_a_program_killed_while_making_the_store_leaves_nothing_in_the_way(path: Path):
    path.parent.mkdir()
    (path.parent / ".greenpractice.db.0123abcd.part").write_bytes(b"half")
    store = open_store(path, write=True)
    store.close()
    assert ".greenpractice.db.0123abcd.part" not in names(path.parent)


def test_looking_goes_on_beside_a_writer(store: SqlStore):
    store.record(DOCUMENT)
    looking = open_store(store.path, write=False)
    assert looking.documents([KEY]) == [DOCUMENT]
    store.record(document(2, "5"))
    assert looking.documents([KEY]) == [document(2, "5")]
    with store.step("not finished"):
        store.record(document(3, "6"))
        assert looking.documents([KEY]) == [document(2, "5")]
    assert looking.documents([KEY]) == [document(3, "6")]
    looking.close()


def test_looking_changes_nothing(path: Path):
    filled(path)
    journal_of(path).unlink(missing_ok=True)
    before = sha256(path), path.stat().st_mtime_ns, names(path.parent)
    looking = open_store(path, write=False)
    assert content_of(looking)
    assert looking.check() == []
    looking.close()
    assert (sha256(path), path.stat().st_mtime_ns, names(path.parent)) == before


def test_a_change_that_was_cut_off_is_taken_back_by_a_writer_and_left_alone_by_a_reader(path: Path):
    filled(path)
    cut_off_a_change(path)
    journal = journal_of(path)
    before = sha256(path), sha256(journal)
    assert journal.stat().st_size > 512
    with pytest.raises(StoreError, match="was being saved when the program or the computer stopped"):
        open_store(path, write=False)
    assert (sha256(path), sha256(journal)) == before
    store = open_store(path, write=True)
    assert store.documents([KEY]) == [DOCUMENT]
    assert store.check() == []
    store.close()


def test_left_over_files_do_not_disturb(path: Path):
    filled(path)
    for name in (
        "greenpractice.db-journal", "greenpractice.db-wal", "greenpractice.db-shm", "greenpractice.db.lock",
        "greenpractice.db.damaged-20200101T000000Z", "greenpractice.before-restore-20200101T000000Z.db",
        "greenpractice.db-mj12345678", "greenpractice-backups/.x.part", "greenpractice-backups/notes.txt",
        "greenpractice-backups/greenpractice-000001-20200101T000000Z-1-00000000.db",
    ):  # fmt: skip
        (path.parent / name).write_bytes(b"")
    store = open_store(path, write=True)
    store.set_details(KEY, "Another name", None, None)
    assert store.check() == []
    store.close()


def test_a_header_that_asks_for_another_kind_of_journal_is_damage(path: Path):
    """SQLite would make a write-ahead log beside the file, and change its header, at the first look."""
    filled(path)
    content = bytearray(path.read_bytes())
    content[18:20] = b"\x02\x02"
    path.write_bytes(content)
    for write in (False, True):
        with pytest.raises(StoreDamaged, match="another kind of journal"):
            open_store(path, write=write)
    assert path.read_bytes() == bytes(content)


def test_the_schema_must_be_the_stores_own(path: Path):
    filled(path)
    connection = sqlite3.connect(path)
    connection.execute("DROP INDEX rows_of_return")
    connection.close()
    with pytest.raises(StoreDamaged, match="its tables are not those of a store"):
        open_store(path, write=True)


def test_what_was_cut_off_is_put_in_order_before_looking(path: Path):
    filled(path)
    cut_off_a_change(path)
    assert has_journal(path)
    put_in_order(path)
    assert not has_journal(path)
    store = open_store(path, write=False)
    assert store.documents([KEY]) == [DOCUMENT]
    store.close()


def test_a_store_that_is_in_order_is_not_touched(path: Path, monkeypatch: pytest.MonkeyPatch):
    filled(path)
    before = sha256(path)
    opened: list[Path] = []
    monkeypatch.setattr("db.opening.open_store", lambda path, **_: opened.append(path))
    put_in_order(path)
    put_in_order(path.with_name("is-not-there.db"))
    assert (sha256(path), opened) == (before, [])


def test_a_reader_takes_no_lock_that_a_writer_needs(path: Path):
    open_store(path, write=True).close()
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        open_store(path, write=False).close()
