"""Opening SQLite as the store needs it, and the one place where its errors become sentences."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, Pool, StaticPool
from sqlalchemy.util import LRUCache

from greenpractice.files import NOTHING_CHANGED
from greenpractice.store import StoreDamaged, StoreError, StoreReadOnly

BUSY_SECONDS = 5
BRIEFLY = 0.2  # seconds a window stands still for another program; what it could not save waits in sight
# What reading a spoilt file can raise beyond what SQLite names: whether it is damage, the whole file says.
UNFORESEEN = (DBAPIError, sqlite3.Error, ArithmeticError, LookupError, TypeError, ValueError)
_SAFE = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
)
# what SQLite says where it may not roll back what was cut off
_CUT_OFF = (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_CANTINIT)
_LONGEST_PATH = 504  # bytes: SQLite holds 512, and its journal has 8 more (os_unix.c, mxPathname)
# TRUNCATE with FULL outlasts a power cut without any sync of the folder, and leaves one file between commits
_DURABLE = ("PRAGMA journal_mode = TRUNCATE", "PRAGMA synchronous = FULL")
_COMPILED: LRUCache[object, object] = LRUCache(500)  # by statement and dialect, as each engine keeps its own


@dataclass(slots=True)
class Patience:
    """How long each new connection waits while another program holds the file."""

    seconds: float = BUSY_SECONDS


def connect(path: Path, *, write: bool, wait: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A connection to an existing file that begins nothing by itself; reading changes nothing, ever."""
    name = path.absolute().as_posix()
    name = name if name.startswith("/") else f"/{name}"
    uri = f"file://{quote(os.fsencode(name))}?mode={'rw' if write else 'ro'}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=wait)
    try:
        for pragma in (*_SAFE, *(_DURABLE if write else ())):
            connection.execute(pragma).close()
    except BaseException:
        connection.close()
        raise
    return connection


def open_engine(path: Path, *, write: bool, patience: Patience | None = None) -> Engine:
    """An engine on the file. Each transaction has a connection of its own, closed when it ends."""
    waits = patience or Patience()

    def creator() -> sqlite3.Connection:
        return connect(path, write=write, wait=waits.seconds)

    return _engine(NullPool, creator)


def engine_on(connection: sqlite3.Connection) -> Engine:
    """An engine on one connection that is open already, such as a copy in memory."""
    connection.isolation_level = None
    return _engine(StaticPool, lambda: connection)


def for_writing(engine: Engine) -> Engine:
    """The same engine, each transaction of which takes the write lock as it begins."""
    return engine.execution_options(begin="BEGIN IMMEDIATE")


def for_migrating(path: Path) -> Engine:
    """An engine whose transactions are exclusive and leave foreign keys unchecked."""

    def creator() -> sqlite3.Connection:
        connection = connect(path, write=True)
        connection.execute("PRAGMA foreign_keys = OFF").close()
        return connection

    return _engine(NullPool, creator).execution_options(begin="BEGIN EXCLUSIVE")


@cache
def _first() -> Engine:
    """An engine on no file, whose dialect all others share: it has asked SQLite for its version."""
    engine = create_engine("sqlite://", poolclass=NullPool)
    engine.connect().close()
    return engine


def _engine(pool: type[Pool], creator: Callable[[], Any]) -> Engine:
    """An engine that takes a statement as it was compiled for any other: each is compiled once."""
    first = _first()
    connections = pool(creator, dialect=first.dialect)
    engine = Engine(connections, first.dialect, first.url, execution_options={"compiled_cache": _COMPILED})
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _undecodable)
    return engine


def _undecodable(context: ExceptionContext) -> None:
    if isinstance(context.original_exception, UnicodeDecodeError):  # in what SQLite says of a broken file
        raise StoreDamaged("a text in it cannot be read") from context.original_exception


def _begin(connection: Connection) -> None:
    # sqlite3 would begin late, and commit before DDL; so it is told to leave transactions alone
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite reports about the file or the disk into a StoreError; anything else is a bug."""
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error.orig, sqlite3.Error):
            raise
        problem = _problem(error.orig, path)
        if problem is None:
            raise
        raise problem from error
    except sqlite3.Error as error:
        problem = _problem(error, path)
        if problem is None:
            raise
        raise problem from error


def _problem(error: sqlite3.Error, path: Path) -> StoreError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # a text that is no longer UTF-8 is reported by Python, without a code
        undecodable = isinstance(error, sqlite3.OperationalError) and "decode" in str(error)
        return StoreDamaged("a text in it cannot be read") if undecodable else None
    match code & 0xFF:
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_FORMAT:
            return StoreDamaged(f"its structure is broken ({error})")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM if code not in _CUT_OFF:
            return StoreReadOnly(f"{path} or its folder is read-only. Nothing was changed.")
        case _:
            sentence = _sentence(code, path)
    return None if sentence is None else StoreError(sentence)


def _sentence(code: int, path: Path) -> str | None:
    match code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return f"There is not enough space in {path.parent} to save {path.name}. {NOTHING_CHANGED}"
        case sqlite3.SQLITE_IOERR:
            return (
                f"{path} could not be read or saved: the disk is full, has failed or was taken away. "
                "Nothing was changed."
            )
        case sqlite3.SQLITE_READONLY:  # one of _CUT_OFF
            return (
                f"{path} was being saved when the program or the computer stopped. "
                "Open it for writing once, so that it can be put in order."
            )
        case sqlite3.SQLITE_CANTOPEN if not path.parent.is_dir():
            return f"The folder {path.parent} is not there. Put it back, or connect its drive again."
        case sqlite3.SQLITE_CANTOPEN if len(os.fsencode(path)) > _LONGEST_PATH:
            return f"The folder {path.parent} has a name that is too long. Choose one that is nearer the top."
        case sqlite3.SQLITE_CANTOPEN if not path.exists():
            return f"{path} is not there any more. Put it back."
        case sqlite3.SQLITE_CANTOPEN:
            return f"{path} cannot be opened: you may not read it, or not write in its folder."
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"Another program is busy with {path}. Nothing was changed; try again."
        case _:
            return None
