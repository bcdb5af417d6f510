"""Older files become current in whole steps or not at all, and every released version still opens."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from db import tables
from db.checks import problems_in_file
from db.engine import engine_on, for_migrating
from db.header import check_kind, has_journal
from db.opening import open_store
from db.restoring import restore
from db.schema.migrations import STEPS, Step, migrate, schema_of
from db.store import SqlStore
from greenpractice.returns.documents import to_json
from greenpractice.returns.versions import upgraded
from greenpractice.store import ReturnKey, StoreError
from tests.db.helpers import DOCUMENT, content_of, document, dump_of, sha256

FILES = Path(__file__).parents[2] / "files"
GOLDEN = sorted(FILES.glob("store-version-*.db"))

NEXT = (
    "ALTER TABLE returns ADD COLUMN colour TEXT",
    "CREATE TABLE colours (name TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID",
    "INSERT INTO colours SELECT DISTINCT 'green' FROM returns",
    "UPDATE returns SET colour = 'green'",
    "CREATE TABLE new_flags AS SELECT * FROM flags",
    "DROP TABLE new_flags",
)

# killed while its changes, the new version among them, are half in the file
KILLED_MIGRATION = """
import os, sys
from pathlib import Path
from db.engine import for_migrating
connection = for_migrating(Path(sys.argv[1])).connect()
connection.exec_driver_sql("PRAGMA cache_size = 1")
connection.exec_driver_sql("ALTER TABLE returns ADD COLUMN colour TEXT")
connection.exec_driver_sql("CREATE TABLE colours (name TEXT)")
connection.exec_driver_sql("PRAGMA user_version = 99")
connection.exec_driver_sql(
    "INSERT INTO colours WITH RECURSIVE n(i) AS (VALUES(1) UNION SELECT i + 1 FROM n WHERE i < 99) "
    "SELECT hex(randomblob(2000)) FROM n"
)
os._exit(9)
"""


def raise_here(connection: Connection) -> None:
    raise RuntimeError("cut off")


def content_of_file(path: Path) -> dict[ReturnKey, Any]:
    store = open_store(path, write=False)
    content = content_of(store)
    store.close()
    return content


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store of the newest version, which is an older one as soon as there is a next step."""
    path = tmp_path / "greenpractice.db"
    store = open_store(path, write=True)
    store.record(DOCUMENT)
    store.record(document(2, "1250"))
    store.close()
    shutil.rmtree(tmp_path / "greenpractice-backups")
    return path


def test_released_versions_have_their_file():
    """`make_golden` makes the file of a version when it is released."""
    versions = [int(path.stem.removeprefix("store-version-")) for path in GOLDEN]
    assert versions[0] == 1
    assert versions[-1] <= len(STEPS)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_a_file_of_every_version_opens_with_the_figures_it_was_made_with(golden: Path, tmp_path: Path):
    path = Path(shutil.copy(golden, tmp_path / "greenpractice.db"))
    store = open_store(path, write=True)
    documents = [to_json(document) for document in store.documents(store.keys())]
    history = [len(store.history(key)) for key in store.keys()]
    assert store.check() == []
    store.close()
    expected = json.loads(golden.with_suffix(".json").read_text("utf-8"))
    assert documents == [upgraded(each, each["version"]) for each in expected["documents"]]
    assert history == expected["history"]


@pytest.mark.parametrize("version", range(1, len(STEPS) + 1))
def test_a_file_of_every_schema_keeps_its_figures_and_comes_back_from_its_backup(
    version: int, tmp_path: Path
):
    path = Path(shutil.copy(GOLDEN[0], tmp_path / "greenpractice.db"))
    engine = for_migrating(path)
    migrate(engine, STEPS[:version])
    engine.dispose()
    before = dump_of(path)
    expected = json.loads(GOLDEN[0].with_suffix(".json").read_text("utf-8"))["documents"]
    wanted = [upgraded(each, each["version"]) for each in expected]
    for opened in (partial(open_store, path, write=True), partial(went_back, path, before)):
        with closing(opened()) as store:
            assert [to_json(document) for document in store.documents(store.keys())] == wanted
            assert store.check() == []


def went_back(path: Path, before: list[str]) -> SqlStore:
    """The store again, once the backup that was made before its update stands in its place."""
    backups = [*path.with_name("greenpractice-backups").glob("greenpractice.version-*.db")]
    assert len(backups) == (before[0] != str(len(STEPS)))
    for backup in backups:
        assert dump_of(backup) == before
        restore(path, backup)
    return open_store(path, write=True)


def test_the_tables_the_program_uses_are_those_the_steps_make():
    with closing(sqlite3.connect(":memory:")) as memory:
        engine = engine_on(memory)
        migrate(engine)
        for name, table in tables.TABLES.items():
            columns = memory.execute(f"PRAGMA table_info({name})").fetchall()
            assert {column[1]: bool(column[5]) for column in columns} == {
                column.name: column.primary_key for column in table.columns
            }
            assert {column[1]: bool(column[3]) or bool(column[5]) for column in columns} == {
                column.name: not column.nullable for column in table.columns
            }
            referred = {(key[3], key[2]) for key in memory.execute(f"PRAGMA foreign_key_list({name})")}
            assert referred == {(key.parent.name, key.column.table.name) for key in table.foreign_keys}


def test_an_older_file_is_backed_up_upgraded_and_has_the_schema_of_a_new_one(old: Path, tmp_path: Path):
    steps: tuple[Step, ...] = (*STEPS, NEXT)
    before = content_of_file(old)
    store = open_store(old, write=True, steps=steps)
    assert store.check() == []
    upgraded = content_of(store)
    store.close()
    (backup,) = (tmp_path / "greenpractice-backups").glob(f"greenpractice.version-{len(STEPS)}-*.db")
    assert check_kind(backup, len(STEPS), write=False) == len(STEPS)
    assert problems_in_file(backup) == []
    new = open_store(tmp_path / "new.db", write=True, steps=steps)
    new.close()
    schemas = []
    for path in (old, tmp_path / "new.db"):
        with for_migrating(path).begin() as connection:
            schemas.append(schema_of(connection))
    assert schemas[0] == schemas[1]
    assert upgraded == before
    with pytest.raises(
        StoreError, match=f"store version {len(STEPS) + 1}; this program reads up to {len(STEPS)}"
    ):
        open_store(old, write=True)


@pytest.mark.parametrize("boundary", range(len(NEXT) + 1))
def test_a_step_that_fails_anywhere_leaves_the_file_as_it_was(old: Path, boundary: int):
    before = sha256(old)
    steps = (*STEPS, (*NEXT[:boundary], raise_here, *NEXT[boundary:]))
    with pytest.raises(RuntimeError, match="cut off"):
        migrate(for_migrating(old), steps)
    assert sha256(old) == before
    assert problems_in_file(old) == []


def test_without_begin_of_our_own_a_failed_step_would_leave_half_of_it(old: Path):
    """The control: this is what SQLAlchemy does on SQLite if it is left alone."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    before = sha256(old)
    engine = create_engine(f"sqlite:///{old}", poolclass=NullPool)

    def half_a_step() -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql(NEXT[0])
            raise_here(connection)

    with pytest.raises(RuntimeError, match="cut off"):
        half_a_step()
    assert sha256(old) != before


def test_of_two_steps_the_first_stays_when_the_second_fails(old: Path):
    steps = (*STEPS, NEXT, (raise_here,))
    with pytest.raises(RuntimeError, match="cut off"):
        migrate(for_migrating(old), steps)
    assert problems_in_file(old, (*STEPS, NEXT)) == []


def test_a_step_may_not_leave_references_to_nothing(old: Path):
    before = sha256(old)
    with pytest.raises(RuntimeError, match="refers to nothing"):
        migrate(for_migrating(old), (*STEPS, ("DELETE FROM rows",)))
    assert sha256(old) == before


def test_a_step_that_would_spoil_figures_is_tried_in_memory_first_and_never_reaches_the_file(old: Path):
    before = sha256(old)
    for spoils in ("UPDATE figures SET text = text || '0'", "DELETE FROM flags", "UPDATE nowhere SET a = 1"):
        with pytest.raises((StoreError, OperationalError)):
            open_store(old, write=True, steps=(*STEPS, (spoils,)))
        assert sha256(old) == before
    open_store(old, write=True).close()


@pytest.mark.skipif(sys.platform == "win32", reason="a child is killed")
@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
@pytest.mark.parametrize("last", [False, True], ids=["in the step", "in the commit"])
def test_a_killed_migration_is_undone_and_done_again_at_the_first_opening(
    golden: Path, last: bool, tmp_path: Path
):
    path = Path(shutil.copy(golden, tmp_path / "greenpractice.db"))
    child = [sys.executable, "-c", KILLED_MIGRATION, str(path)]
    done = subprocess.run(child, cwd=FILES.parents[1], check=False)
    assert (done.returncode, has_journal(path)) == (9, True)
    if last:  # its first page had reached the file too
        with path.open("r+b") as file:
            file.seek(60)
            file.write((len(STEPS) + 1).to_bytes(4))
    store = open_store(path, write=True)
    documents = [to_json(document) for document in store.documents(store.keys())]
    assert store.check() == []
    store.close()
    expected = json.loads(golden.with_suffix(".json").read_text("utf-8"))
    assert documents == [upgraded(each, each["version"]) for each in expected["documents"]]


@pytest.mark.skipif(sys.platform == "win32", reason="a child is killed")
def test_the_header_torn_in_a_killed_migration_comes_back_from_the_journal(old: Path):
    subprocess.run([sys.executable, "-c", KILLED_MIGRATION, str(old)], cwd=FILES.parents[1], check=False)
    content = bytearray(old.read_bytes())
    content[:512] = bytes(512)
    old.write_bytes(content)
    store = open_store(old, write=True)
    assert store.check() == []
    assert store.documents(store.keys()) == [document(2, "1250")]
    store.close()


def test_an_older_file_opened_to_look_asks_to_be_opened_for_writing(old: Path):
    before = sha256(old)
    with pytest.raises(StoreError, match="older Greener Practice"):
        open_store(old, write=False, steps=(*STEPS, NEXT))
    assert sha256(old) == before
