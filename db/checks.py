"""Whether a store is sound: SQLite's own check, the schema, every hash, every revision and step."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from db import tables
from db.engine import UNFORESEEN, engine_on, open_engine, translated
from db.header import check_kind
from db.history import read_steps
from db.importing import import_problems
from db.lead.keys import key_problems
from db.lead.memberships import membership_problems
from db.lead.nhs_lists import list_problems
from db.lead.reports import report_problems
from db.loading import AT_ONCE, issue_problem, load_some, read_index
from db.printed import printed_problems
from db.received import received_problems
from db.returns import KeptReturn, document_from
from db.schema.migrations import STEPS, Step, migrate, schema_of
from greenpractice.store import StoreDamaged, StoreError, StoreNewer

MOST_PROBLEMS = 100


def problems_in(path: Path, engine: Engine, steps: Sequence[Step] = STEPS) -> list[str]:
    """Every problem with an open store, as sentences; [] if it is sound."""
    problems: list[str] = []
    try:
        with translated(path), engine.begin() as connection:
            _collect(connection, steps, problems)
    except StoreError as error:
        problems.append(str(error))
    except UNFORESEEN as error:
        problems.append(f"what stands in it cannot be read ({type(error).__name__})")
    return problems


def problems_in_file(path: Path, steps: Sequence[Step] = STEPS) -> list[str]:
    """Every problem with a closed file. One of an older version is brought up to date in memory first.

    StoreError if it is no store, or a newer one.
    """
    version = check_version(path, steps)
    engine = open_engine(path, write=False)
    if version == len(steps):
        return problems_in(path, engine, steps)
    with closing(sqlite3.connect(":memory:")) as memory:
        upgraded = engine_on(memory)
        try:
            with translated(path):
                copy_pages(engine, memory)
                with upgraded.begin() as connection:
                    problems = _structure_problems(connection)
                    if not problems:
                        check_schema(connection, steps[:version])  # what no step was made for is never tried
        except UNFORESEEN as error:
            problems = [f"what stands in it cannot be read ({type(error).__name__})"]
        if problems:
            return problems
        with translated(path):
            migrate(upgraded, steps)
        return problems_in(path, upgraded, steps)


def check_version(path: Path, steps: Sequence[Step], *, write: bool = False) -> int:
    """The version of a store, as `check_kind` finds it: one too high over this version's tables is damage.

    A newer program makes other tables; a flipped bit does not, and no update opens what it left.
    """
    try:
        return check_kind(path, len(steps), write=write)
    except StoreNewer as error:
        with translated(path), open_engine(path, write=False).begin() as connection:
            is_ours = schema_of(connection) == _expected_schema(tuple(steps))
        if is_ours:
            raise StoreDamaged("its version is not that of its tables") from error
        raise


def unforeseen_problem(path: Path, steps: Sequence[Step] = STEPS) -> str | None:
    """What is wrong with a file over which an unforeseen error came; None if that is a bug of ours."""
    try:
        problems = problems_in_file(path, steps)
    except StoreDamaged as error:
        return str(error)
    except StoreError:
        return None
    except UNFORESEEN as error:
        return f"it cannot be read ({type(error).__name__})"
    return problems[0] if problems else None


def copy_pages(engine: Engine, target: sqlite3.Connection) -> None:
    """Copy the whole store as it is at one moment, by SQLite's own backup."""
    with closing(engine.raw_connection()) as source:
        driver = source.driver_connection
        if not isinstance(driver, sqlite3.Connection):
            raise TypeError(f"{driver!r} is no SQLite connection")
        driver.backup(target)


def check_schema(connection: Connection, steps: Sequence[Step] = STEPS) -> None:
    """StoreDamaged unless the file has exactly the tables and indexes its version makes."""
    if schema_of(connection) != _expected_schema(tuple(steps)):
        raise StoreDamaged("its tables are not those of a store")


@lru_cache(maxsize=8)
def _expected_schema(steps: tuple[Step, ...]) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as memory:
        engine = engine_on(memory)
        migrate(engine, steps)
        with engine.begin() as connection:
            return schema_of(connection)


def _collect(connection: Connection, steps: Sequence[Step], problems: list[str]) -> None:
    problems += _structure_problems(connection)
    if problems:
        return
    for broken in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        problems.append(f"a row of {broken[0]} refers to a row of {broken[2]} that is not there")
    check_schema(connection, steps)
    _check_ids(connection, problems)
    problems += received_problems(connection)
    problems += key_problems(connection)
    problems += import_problems(connection)
    problems += membership_problems(connection)
    problems += list_problems(connection)
    problems += report_problems(connection)
    problems += printed_problems(connection)
    ids = sorted(read_index(connection).values())
    for first in range(0, len(ids), AT_ONCE):
        kept = load_some(connection, ids[first : first + AT_ONCE], problems)
        _check_issues(connection, kept, problems)
        read_steps(connection, kept, problems)
        if len(problems) >= MOST_PROBLEMS:
            return


def _structure_problems(connection: Connection) -> list[str]:
    found = connection.exec_driver_sql(f"PRAGMA integrity_check({MOST_PROBLEMS})").scalars().all()
    return [f"its structure is broken: {problem}" for problem in found if problem != "ok"]


def _check_ids(connection: Connection, problems: list[str]) -> None:
    """An id must never come again, or history would speak of the wrong row."""
    sequences = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
    given = {record.name: record.seq for record in sequences}
    for table in (tables.returns, tables.rows, tables.flags, tables.steps, tables.changes):
        if (connection.execute(select(func.max(table.c.id))).scalar() or 0) > given.get(table.name, 0):
            problems += [f"the count of {table.name} is not what was stored"]


def _check_issues(connection: Connection, kept: dict[int, KeptReturn], problems: list[str]) -> None:
    for record in connection.execute(select(tables.issues).where(tables.issues.c.return_id.in_(kept))):
        problem = issue_problem(kept[record.return_id], record)
        if problem:
            problems.append(problem)
        else:
            document_from(json.loads(record.document))
