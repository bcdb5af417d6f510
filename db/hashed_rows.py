"""Rows that carry a hash of all they hold, in tables whose meta carries the sum of all hashes.

So a row that was changed, taken out or put in by other means is told.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select, update

from db.hashing import MODULUS, hash_of
from db.loading import read_meta
from db.saving import write_meta
from greenpractice.store import StoreDamaged


def add(connection: Connection, table: Table, values: dict[str, Any]) -> int:
    """Put a row in; its id."""
    key = connection.execute(insert(table).values(**values, hash=b"")).inserted_primary_key
    assert key is not None
    hashed = _hash(table, {"id": key[0], **values})
    connection.execute(update(table).where(table.c.id == key[0]).values(hash=hashed))
    _add_to_total(connection, table, _share(hashed))
    return int(key[0])


def sound_rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    """What the rows hold that are what was stored."""
    found = connection.execute(select(table).order_by(table.c.id))
    return [
        {name: value for name, value in record._mapping.items() if name not in ("id", "hash")}
        for record in found
        if is_sound(table, record)
    ]


def add_missing(
    connection: Connection, table: Table, rows: Iterable[dict[str, Any]], identity: Sequence[str]
) -> None:
    """Put in what another copy of the store holds, each once."""
    held = {tuple(each[name] for name in identity) for each in sound_rows(connection, table)}
    for row in rows:
        who = tuple(row[name] for name in identity)
        if who not in held:
            held.add(who)
            add(connection, table, row)


def change(connection: Connection, table: Table, record: Row[Any], values: dict[str, Any]) -> None:
    """Change some values of a row."""
    before = {name: value for name, value in record._mapping.items() if name != "hash"}
    if _hash(table, before) != record.hash:
        raise StoreDamaged(f"a row of {table.name} is not what was stored")
    hashed = _hash(table, {**before, **values})
    connection.execute(update(table).where(table.c.id == record.id).values(**values, hash=hashed))
    _add_to_total(connection, table, _share(hashed) - _share(record.hash))


def is_sound(table: Table, record: Row[Any]) -> bool:
    """True if a row is what was stored."""
    values = {name: value for name, value in record._mapping.items() if name != "hash"}
    return bool(_hash(table, values) == record.hash)


def verify(table: Table, record: Row[Any]) -> None:
    """StoreDamaged unless a row is what was stored."""
    if not is_sound(table, record):
        raise StoreDamaged(f"row {record.id} of {table.name} is not what was stored")


def verify_total(connection: Connection, table: Table) -> None:
    """StoreDamaged unless the rows of a table are those that were stored."""
    total = sum(map(_share, connection.execute(select(table.c.hash)).scalars())) % MODULUS
    if f"{total:064x}" != _total(connection, table):
        raise StoreDamaged(f"the rows of {table.name} are not those that were stored")


def problems_of(
    connection: Connection, table: Table, read: Callable[[Row[Any]], object] | None = None
) -> Iterator[str]:
    """Every row that is not what was stored, and rows that are missing; `read` verifies one, if given."""
    try:
        verify_total(connection, table)
    except StoreDamaged as problem:
        yield str(problem)
    for record in connection.execute(select(table).order_by(table.c.id)):
        try:
            verify(table, record) if read is None else read(record)
        except StoreDamaged as problem:
            yield str(problem)


def _add_to_total(connection: Connection, table: Table, share: int) -> None:
    total = (int(_total(connection, table), 16) + share) % MODULUS
    write_meta(connection, table.name, f"{total:064x}")


def _total(connection: Connection, table: Table) -> str:
    return read_meta(connection).get(table.name, f"{0:064x}")


def _share(hashed: object) -> int:
    return int.from_bytes(hash_of("share", hashed))


def _hash(table: Table, values: dict[str, Any]) -> bytes:
    return hash_of(table.name, [(name, values[name]) for name in sorted(values)])
