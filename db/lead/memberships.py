"""The Lead's corrections of who is in which network, in the order they were said; every row hashed.

A correction that was taken back stays, so that it is known what was said and when.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Row, Table, Text, select

from db.hashed_rows import add, change, problems_of, verify, verify_total
from db.history import utc_text
from greenpractice.facts.directory import Correction
from greenpractice.store import StoreError

_table = Table(
    "memberships",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("ods_code", Text, nullable=False),
    Column("first", Text, nullable=False),  # the day from which it holds
    Column("kind", Text, nullable=False),  # network, none, left_out, merged
    Column("code", Text, nullable=False),  # of the network, or of the practice it was merged into; else ""
    Column("at", Text, nullable=False),  # UTC
    Column("taken_back", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)


def read_corrections(connection: Connection) -> list[Correction]:
    """Those that hold, each verified, none missing."""
    verify_total(connection, _table)
    records = connection.execute(select(_table).order_by(_table.c.id))
    return [_correction(record) for record in records if not record.taken_back]


def correct(connection: Connection, said: Correction, now: datetime) -> int:
    """Keep a correction; its id."""
    verify_total(connection, _table)
    values = {"ods_code": said.ods_code, "first": said.first.isoformat(), "kind": said.kind}
    return add(
        connection,
        _table,
        {**values, "code": said.code or "", "at": utc_text(now), "taken_back": 0},
    )


def take_back(connection: Connection, correction_id: int) -> None:
    """Let a correction hold no more."""
    verify_total(connection, _table)
    record = connection.execute(select(_table).where(_table.c.id == correction_id)).one_or_none()
    if record is None:
        raise StoreError("There is no such correction of a membership. Nothing was changed.")
    change(connection, _table, record, {"taken_back": 1})


def membership_problems(connection: Connection) -> Iterator[str]:
    """Every row that is not what was stored, and rows that are missing."""
    return problems_of(connection, _table)


def _correction(record: Row[Any]) -> Correction:
    verify(_table, record)
    return Correction(
        record.ods_code, date.fromisoformat(record.first), record.kind, record.code or None, record.id
    )
