"""Every version the store's schema has had: numbered steps in plain SQL, never edited after a release.

A new field or section of a return needs none: documents that are kept carry the version of their format, and
rows of a section that a program does not know are refused (`loading`), never passed over. Every step changes
tables: a file whose number is higher than its tables are is told as damage (`checks.check_version`).
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine

from db.schema.step_imports import STEP_IMPORTS, STEP_QUESTIONS
from db.schema.step_keys import STEP_KEYS
from db.schema.step_memberships import STEP_MEMBERSHIPS
from db.schema.step_not_patients import STEP_NOT_PATIENTS
from db.schema.step_printed import STEP_PRINTED
from db.schema.step_received import STEP_RECEIVED
from db.schema.step_reports import STEP_REPORTS
from db.schema.step_reports_shown import STEP_REPORTS_SHOWN
from db.schema.step_trust import STEP_TRUST
from db.tables import APPLICATION_ID

Step = Sequence[str | Callable[[Connection], None]]

STEP_1 = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    """CREATE TABLE meta (
        key TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL,
        hash BLOB NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE returns (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        ods_code TEXT NOT NULL,
        period TEXT NOT NULL,
        name TEXT,
        pcn_code TEXT,
        has_contact INTEGER NOT NULL CHECK (has_contact IN (0, 1)),
        contact_name TEXT,
        contact_email TEXT,
        created TEXT NOT NULL,
        revision INTEGER NOT NULL CHECK (revision >= 0),
        digest BLOB NOT NULL,
        UNIQUE (ods_code, period)
    )""",
    """CREATE TABLE rows (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        return_id INTEGER NOT NULL REFERENCES returns (id),
        section TEXT NOT NULL,
        position INTEGER NOT NULL CHECK (position >= 0)
    )""",
    "CREATE INDEX rows_of_return ON rows (return_id)",
    """CREATE TABLE figures (
        row_id INTEGER NOT NULL REFERENCES rows (id),
        field TEXT NOT NULL,
        text TEXT NOT NULL,
        number TEXT,
        hash BLOB NOT NULL,
        PRIMARY KEY (row_id, field)
    ) WITHOUT ROWID""",
    """CREATE TABLE flags (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        return_id INTEGER NOT NULL REFERENCES returns (id),
        row_id INTEGER NOT NULL REFERENCES rows (id),
        field TEXT,
        estimated INTEGER CHECK (estimated IN (0, 1)),
        note TEXT,
        confirmed INTEGER CHECK (confirmed IN (0, 1)),
        evidence TEXT,
        source TEXT,
        hash BLOB NOT NULL
    )""",
    "CREATE UNIQUE INDEX flag_of_figure ON flags (row_id, ifnull(field, ''))",
    "CREATE INDEX flags_of_return ON flags (return_id)",
    """CREATE TABLE issues (
        return_id INTEGER NOT NULL REFERENCES returns (id),
        revision INTEGER NOT NULL CHECK (revision >= 1),
        at TEXT NOT NULL,
        document TEXT NOT NULL,
        hash BLOB NOT NULL,
        PRIMARY KEY (return_id, revision)
    )""",
    """CREATE TABLE steps (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        return_id INTEGER NOT NULL REFERENCES returns (id),
        at TEXT NOT NULL,
        what TEXT NOT NULL,
        hash BLOB NOT NULL
    )""",
    "CREATE INDEX steps_of_return ON steps (return_id)",
    """CREATE TABLE changes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        step_id INTEGER NOT NULL REFERENCES steps (id),
        about TEXT NOT NULL,
        section TEXT,
        row_id INTEGER,
        field TEXT,
        before TEXT,
        after TEXT
    )""",
    "CREATE INDEX changes_of_step ON changes (step_id)",
)

STEPS: tuple[Step, ...] = (
    STEP_1, STEP_RECEIVED, STEP_IMPORTS, STEP_QUESTIONS, STEP_TRUST, STEP_MEMBERSHIPS, STEP_REPORTS,
    STEP_KEYS, STEP_PRINTED, STEP_REPORTS_SHOWN, STEP_NOT_PATIENTS,
)  # fmt: skip


def migrate(engine: Engine, steps: Sequence[Step] = STEPS) -> None:
    """Bring a file to the newest version, each step in a transaction of its own with its stamp.

    `engine` must leave foreign keys unchecked, so that a step may rebuild a table; they are checked
    before each commit.
    """
    with engine.begin() as connection:
        version = version_of(connection)
    for number, step in enumerate(steps[version:], start=version + 1):
        with engine.begin() as connection:
            run_step(connection, number, step)


def run_step(connection: Connection, number: int, step: Step) -> None:
    """One step and its stamp; it raises if the step leaves a reference to nothing."""
    for part in step:
        if isinstance(part, str):
            connection.exec_driver_sql(part)
        else:
            part(connection)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RuntimeError(f"step {number} left a row of {broken[0]} that refers to nothing")
    connection.exec_driver_sql(f"PRAGMA user_version = {number:d}")


def version_of(connection: Connection) -> int:
    """The number of the last step the file has seen."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def schema_of(connection: Connection) -> list[tuple[object, ...]]:
    """Every table and index as the file itself describes it."""
    found = connection.exec_driver_sql(
        "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    )
    return [tuple(row) for row in found]
