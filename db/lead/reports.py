"""The network reports that were made, each version once; every row hashed."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Table,
    Text,
    select,
)

from db.hashed_rows import add, problems_of, verify, verify_total
from db.history import utc_text
from db.loading import parse_period
from greenpractice.periods import Period
from greenpractice.reports_kept import Counted, CountedReturn, NetworkReport

TABLE = Table(
    "network_reports",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),  # the group's key; before `reports_shown` what it was called
    Column("period", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Text, nullable=False),  # UTC
    Column("content", Text, nullable=False),  # JSON: what it says of each practice
    Column("hash", LargeBinary, nullable=False),
)
IDENTITY = ("name", "period", "version")

SHOWN = Table(
    "reports_shown",
    TABLE.metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),  # with period and version those of network_reports
    Column("period", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),  # JSON: all that it shows, part by part
    Column("hash", LargeBinary, nullable=False),
)


def read_reports(connection: Connection, group: str, period: Period) -> list[NetworkReport]:
    """Those of a group and period by version, each verified, none missing."""
    verify_total(connection, TABLE)
    verify_total(connection, SHOWN)
    wanted = select(TABLE).where(TABLE.c.name == group, TABLE.c.period == period.id)
    mine = select(SHOWN).where(SHOWN.c.name == group, SHOWN.c.period == period.id)
    shown = {each.version: each for each in connection.execute(mine)}
    records = connection.execute(wanted.order_by(TABLE.c.version))
    return [_report(record, shown.get(record.version)) for record in records]


def keep_report(connection: Connection, report: NetworkReport) -> None:
    """Put a version there, unless it is."""
    if any(each.version == report.version for each in read_reports(connection, report.group, report.period)):
        return
    content = {
        code: [each.name, each.kg, [[one.period.id, one.revision, one.digest] for one in each.returns]]
        for code, each in report.practices.items()
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    which = {"name": report.group, "period": report.period.id, "version": report.version}
    add(connection, TABLE, {**which, "at": utc_text(report.at), "content": text})
    if report.shown:
        lines = json.dumps(dict(report.shown), ensure_ascii=False, separators=(",", ":"))
        add(connection, SHOWN, {**which, "content": lines})


def report_problems(connection: Connection) -> Iterator[str]:
    """Every row that is not what was stored, and rows that are missing."""
    yield from problems_of(connection, TABLE)
    yield from problems_of(connection, SHOWN)


def _report(record: Row[Any], shown: Row[Any] | None) -> NetworkReport:
    verify(TABLE, record)
    if shown is not None:
        verify(SHOWN, shown)
    practices = {
        code: Counted(
            name, kg, tuple(CountedReturn(parse_period(period), *rest) for period, *rest in returns)
        )
        for code, (name, kg, returns) in json.loads(record.content).items()
    }
    period, at = parse_period(record.period), datetime.fromisoformat(record.at)
    lines = {} if shown is None else json.loads(shown.content)
    parts = {name: tuple(each) for name, each in lines.items()}
    return NetworkReport(record.name, period, record.version, at, practices, parts)
