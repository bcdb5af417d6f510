"""What SQLite says of a file or a disk, as sentences a person can act on; anything else stays a bug."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from db.checks import copy_pages
from db.engine import connect, engine_on, translated
from db.tables import rows
from greenpractice.store import StoreDamaged, StoreError, StoreReadOnly

PATH = Path("/practice/greenpractice.db")
SAID = [
    (sqlite3.SQLITE_FULL, "There is not enough space in /practice to save greenpractice.db."),
    (sqlite3.SQLITE_IOERR, "greenpractice.db could not be read or saved: the disk is full, has failed"),
    (sqlite3.SQLITE_IOERR_READ, "greenpractice.db could not be read or saved: the disk is full, has failed"),
    (sqlite3.SQLITE_READONLY, "greenpractice.db or its folder is read-only."),
    (sqlite3.SQLITE_PERM, "greenpractice.db or its folder is read-only."),
    (sqlite3.SQLITE_READONLY_ROLLBACK, "was being saved when the program or the computer stopped."),
    (sqlite3.SQLITE_READONLY_CANTINIT, "was being saved when the program or the computer stopped."),
    (sqlite3.SQLITE_CANTOPEN, "The folder /practice is not there. Put it back, or connect its drive again."),
    (sqlite3.SQLITE_BUSY, "Another program is busy with /practice/greenpractice.db."),
    (sqlite3.SQLITE_LOCKED, "Another program is busy with /practice/greenpractice.db."),
]
DAMAGED = [sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_CORRUPT_INDEX]


def error_of(code: int | None, words: str = "as SQLite says it") -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(words)
    if code is not None:
        error.sqlite_errorcode = code
    return error


def raised(error: Exception, through_sqlalchemy: bool) -> Exception:
    wrapped = OperationalError("SELECT 1", (), error) if through_sqlalchemy else error
    with pytest.raises(Exception) as caught, translated(PATH):
        raise wrapped
    return caught.value


@pytest.mark.parametrize("through_sqlalchemy", [True, False])
@pytest.mark.parametrize(("code", "says"), SAID)
def test_each_trouble_of_a_disk_has_its_sentence(code: int, says: str, through_sqlalchemy: bool):
    found = raised(error_of(code), through_sqlalchemy)
    assert type(found) is (StoreReadOnly if "read-only" in says else StoreError)
    assert says in str(found).replace("\\", "/")


def test_a_file_in_a_folder_that_is_there_is_gone_or_may_not_be_read(tmp_path: Path):
    there = translated(tmp_path / "store.db")
    with pytest.raises(StoreError, match=r"store\.db is not there any more"), there:
        raise error_of(sqlite3.SQLITE_CANTOPEN)
    (tmp_path / "store.db").touch()
    there = translated(tmp_path / "store.db")
    with pytest.raises(StoreError, match=r"store\.db cannot be opened: you may not read it"), there:
        raise error_of(sqlite3.SQLITE_CANTOPEN)


@pytest.mark.skipif(sys.platform == "win32", reason="its own limit comes first")
def test_a_folder_whose_name_is_too_long_is_told(tmp_path: Path):
    folder = tmp_path
    while (left := 450 - len(str(folder)) - 1) > 0:
        folder /= "a" * min(left, 200)
    folder.mkdir(parents=True)
    room = 504 - len(str(folder)) - 1
    for name, is_said in (("b" * (room - 3) + ".db", False), ("b" * (room - 2) + ".db", True)):
        (folder / name).touch()
        try:
            with translated(folder / name), closing(connect(folder / name, write=True)) as connection:
                connection.execute("CREATE TABLE a (b)")
            said = ""
        except StoreError as error:
            said = str(error)
        told = f"The folder {folder} has a name that is too long. Choose one that is nearer the top."
        assert said == (told if is_said else "")


@pytest.mark.parametrize("through_sqlalchemy", [True, False])
@pytest.mark.parametrize("code", DAMAGED)
def test_a_broken_file_is_damaged(code: int, through_sqlalchemy: bool):
    found = raised(error_of(code), through_sqlalchemy)
    assert isinstance(found, StoreDamaged)
    assert "its structure is broken (as SQLite says it)" in str(found)
    assert isinstance(raised(error_of(None, "Could not decode to UTF-8"), through_sqlalchemy), StoreDamaged)


@pytest.mark.parametrize("through_sqlalchemy", [True, False])
@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, None])
def test_what_is_wrong_with_the_program_stays_what_it_is(code: int | None, through_sqlalchemy: bool):
    expected = OperationalError if through_sqlalchemy else sqlite3.OperationalError
    assert type(raised(error_of(code), through_sqlalchemy)) is expected


def test_only_a_connection_of_sqlite_is_copied():
    with closing(sqlite3.connect(":memory:")) as target:
        with pytest.raises(TypeError, match="is no SQLite connection"):
            copy_pages(MagicMock(), target)
        assert target.execute("SELECT name FROM sqlite_schema").fetchall() == []


def test_a_statement_is_compiled_once_for_all_files():
    compiled = []
    for _ in range(2):
        with closing(sqlite3.connect(":memory:")) as memory:
            memory.execute("CREATE TABLE rows (id)")
            with engine_on(memory).begin() as connection:
                compiled.append(connection.execute(select(rows.c.id)).context.compiled)
    assert compiled[0] is compiled[1]
