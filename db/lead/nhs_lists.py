"""Lists of practices and networks that the Lead loaded, with file and day; every row hashed.

A row holds a whole list as JSON. One that was taken back stays, so that it is known what counted when.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Row, Table, Text, select

from db.hashed_rows import add, change, problems_of, verify, verify_total
from db.history import utc_text
from greenpractice.facts.directory import Membership, Pcn, Practice
from greenpractice.facts.nhs_list import NhsList
from greenpractice.facts.sources import Source
from greenpractice.store import StoreError

_table = Table(
    "nhs_lists",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("file", Text, nullable=False),
    Column("at", Text, nullable=False),  # UTC
    Column("content", Text, nullable=False),  # JSON: practices, pcns, memberships
    Column("taken_back", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)


def read_lists(connection: Connection) -> list[NhsList]:
    """Those that count, each verified, none missing."""
    verify_total(connection, _table)
    records = connection.execute(select(_table).order_by(_table.c.id))
    return [_list(record) for record in records if not record.taken_back]


def load_list(connection: Connection, newer: NhsList, now: datetime) -> int:
    """Keep a list; its id."""
    verify_total(connection, _table)
    content = {
        "practices": [
            [each.ods_code, each.name, each.postcode, _text(each.opened), _text(each.closed), each.sub_icb]
            for each in newer.practices
        ],
        "pcns": [
            [each.code, each.name, each.sub_icb, _text(each.opened), _text(each.closed)]
            for each in newer.pcns
        ],
        "memberships": [
            [each.ods_code, each.pcn_code, _text(each.first), _text(each.last)] for each in newer.memberships
        ],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    values = {"file": newer.file, "at": utc_text(now), "content": text, "taken_back": 0}
    return add(connection, _table, values)


def take_back(connection: Connection, list_id: int) -> None:
    """Let a list count no more."""
    verify_total(connection, _table)
    record = connection.execute(select(_table).where(_table.c.id == list_id)).one_or_none()
    if record is None:
        raise StoreError("There is no such list. Nothing was changed.")
    change(connection, _table, record, {"taken_back": 1})


def list_problems(connection: Connection) -> Iterator[str]:
    """Every row that is not what was stored, and rows that are missing."""
    return problems_of(connection, _table)


def _list(record: Row[Any]) -> NhsList:
    verify(_table, record)
    content, source = json.loads(record.content), Source("loaded", record.file, "", record.at, "", "")
    return NhsList(
        record.file,
        tuple(_practices(content["practices"], source)),
        tuple(
            Pcn(code, name, sub_icb, date.fromisoformat(opened), _day(closed), source)
            for code, name, sub_icb, opened, closed in content["pcns"]
        ),
        tuple(
            Membership(code, pcn, date.fromisoformat(first), _day(last), source)
            for code, pcn, first, last in content["memberships"]
        ),
        datetime.fromisoformat(record.at).date(),
        record.id,
    )


def _practices(rows: Iterable[list[Any]], source: Source) -> Iterator[Practice]:
    for code, name, postcode, opened, closed, sub_icb in rows:
        start = date.fromisoformat(opened)
        yield Practice(code, name, postcode, start, _day(closed), sub_icb, None, None, source)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
