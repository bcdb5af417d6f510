"""What the PDF of each version showed beside the return: other quarters, names; every row hashed.

The same figures with another year before them are another PDF, and so another version.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Row, Table, Text, select

from db.hashed_rows import add, is_sound, problems_of, verify, verify_total
from greenpractice.store import ReturnKey

TABLE = Table(
    "printed",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("ods_code", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("beside", Text, nullable=False),  # the digest of what was shown
    Column("hash", LargeBinary, nullable=False),
)
IDENTITY = ("ods_code", "period", "revision")


def read_printed(connection: Connection, key: ReturnKey, revision: int) -> str:
    """The digest of what the PDF of a version showed beside it; "" where none was noted."""
    verify_total(connection, TABLE)
    record = _found(connection, key, revision)
    if record is None:
        return ""
    verify(TABLE, record)
    return str(record.beside)


def read_all_printed(connection: Connection, key: ReturnKey) -> dict[int, str]:
    """What the PDF of each version is known to have shown beside it."""
    mine = (TABLE.c.ods_code == key.ods_code, TABLE.c.period == key.period.id)
    found = connection.execute(select(TABLE).where(*mine))
    return {record.revision: str(record.beside) for record in found if is_sound(TABLE, record)}


def note_printed(connection: Connection, key: ReturnKey, revision: int, beside: str) -> None:
    """Note it, once: a version is made of one thing; "" is nothing to note."""
    if beside and _found(connection, key, revision) is None:
        values = {"ods_code": key.ods_code, "period": key.period.id, "revision": revision, "beside": beside}
        add(connection, TABLE, values)


def printed_problems(connection: Connection) -> Iterator[str]:
    """Every row that is not what was stored, and rows that are missing."""
    return problems_of(connection, TABLE)


def _found(connection: Connection, key: ReturnKey, revision: int) -> Row[Any] | None:
    mine = (TABLE.c.ods_code == key.ods_code, TABLE.c.period == key.period.id)
    return connection.execute(select(TABLE).where(*mine, TABLE.c.revision == revision)).first()
