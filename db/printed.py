"""What the PDF of each version showed beside the return: other quarters, names; every row hashed.

The same figures with another year before them are another PDF, and so another version.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Row, Table, Text, inspect, select

from db.hashed_rows import add, is_sound, problems_of, verify, verify_total
from greenpractice.store import ReturnKey


class Printed(NamedTuple):
    """One version of a return and the digest of what its PDF showed beside it."""

    ods_code: str
    period: str
    revision: int
    beside: str


_table = Table(
    "printed",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("ods_code", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("beside", Text, nullable=False),  # the digest of what was shown
    Column("hash", LargeBinary, nullable=False),
)


def read_printed(connection: Connection, key: ReturnKey, revision: int) -> str:
    """The digest of what the PDF of a version showed beside it; "" where none was noted."""
    verify_total(connection, _table)
    record = _found(connection, key, revision)
    if record is None:
        return ""
    verify(_table, record)
    return str(record.beside)


def note_printed(connection: Connection, key: ReturnKey, revision: int, beside: str) -> None:
    """Note it, once: a version is made of one thing; "" is nothing to note."""
    if beside and _found(connection, key, revision) is None:
        values = {"ods_code": key.ods_code, "period": key.period.id, "revision": revision, "beside": beside}
        add(connection, _table, values)


def all_printed(connection: Connection) -> list[Printed]:
    """All that was noted and is what was noted."""
    found = connection.execute(select(_table).order_by(_table.c.id))
    return [
        Printed(str(record.ods_code), str(record.period), int(record.revision), str(record.beside))
        for record in found
        if is_sound(_table, record)
    ]


def note_all_printed(connection: Connection, printed: Iterable[Printed]) -> None:
    """Note what another copy of the store noted, each version once; not where there were no notes yet."""
    if not inspect(connection).has_table(_table.name):
        return
    held = {each[:3] for each in all_printed(connection)}
    for each in printed:
        if each[:3] not in held:
            held.add(each[:3])
            add(connection, _table, each._asdict())


def printed_problems(connection: Connection) -> Iterator[str]:
    """Every row that is not what was stored, and rows that are missing."""
    return problems_of(connection, _table)


def _found(connection: Connection, key: ReturnKey, revision: int) -> Row[Any] | None:
    mine = (_table.c.ods_code == key.ods_code, _table.c.period == key.period.id)
    return connection.execute(select(_table).where(*mine, _table.c.revision == revision)).first()
