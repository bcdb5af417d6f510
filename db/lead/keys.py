"""The keys that signed what practices sent, in order of receipt, and those accepted; every row hashed.

Of a return that is kept its own row holds the key; here stand the keys of those that came and were not kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Row, Table, Text, select

from db.hashed_rows import add, problems_of, verify, verify_total
from db.history import utc_text
from db.received import moment_text, read_signers
from greenpractice.keys_kept import SeenKey
from greenpractice.store import StoreError

_tables = MetaData()
_accepted = Table(
    "accepted_keys",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("ods_code", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("at", Text, nullable=False),  # UTC
    Column("hash", LargeBinary, nullable=False),
)
_seen = Table(
    "seen_keys",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("ods_code", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("at", Text, nullable=False),  # UTC
    Column("next_received", Integer, nullable=False),  # the id of the next return to be kept as it came
    Column("hash", LargeBinary, nullable=False),
)


def read_keys(connection: Connection) -> list[SeenKey]:
    """Every key that signed a return, rejected ones too, in the order they were seen."""
    accepted = {(each.ods_code, each.public_key) for each in _verified(connection, _accepted)}
    signed = {(each.ods_code, each.public_key): each for each in read_signers(connection)}
    found = []
    for record in _verified(connection, _seen):
        key, at = (record.ods_code, record.public_key), datetime.fromisoformat(record.at)
        seen = SeenKey(*key, at, key in accepted, next_received=record.next_received)
        signer = signed.pop(key, None)
        if signer is not None:
            seen = replace(seen, received=signer.first, doubted=signer.doubted, kept_at=signer.at)
        found.append(seen)
    found += [
        SeenKey(*key, each.at, key in accepted, each.first, each.doubted) for key, each in signed.items()
    ]
    return sorted(found, key=lambda each: each.place or 0)  # what was not kept stands before the next return


def note_keys(
    connection: Connection, seen: Iterable[tuple[str, str]], next_received: int, now: datetime
) -> None:
    """Remember keys, as (practice, key), that no return was signed with before or is kept with now."""
    known = {(each.ods_code, each.public_key) for each in read_keys(connection)}
    for ods_code, public_key in sorted(set(seen) - known):
        values = {"ods_code": ods_code, "public_key": public_key, "at": moment_text(now)}
        add(connection, _seen, {**values, "next_received": next_received})


def accept_key(connection: Connection, ods_code: str, public_key: str, now: datetime) -> None:
    """Note that the fingerprint of a key was read out and is right; the others stay as they are."""
    for each in read_keys(connection):
        if (each.ods_code, each.public_key) == (ods_code, public_key):
            if not each.accepted:
                values = {"ods_code": ods_code, "public_key": public_key, "at": utc_text(now)}
                add(connection, _accepted, values)
            return
    raise StoreError(f"{ods_code} has sent nothing signed with this key. Nothing was changed.")


def key_problems(connection: Connection) -> Iterator[str]:
    """Every row that is not what was stored, and rows that are missing."""
    for table in (_accepted, _seen):
        yield from problems_of(connection, table)


def _verified(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    verify_total(connection, table)
    for record in connection.execute(select(table).order_by(table.c.id)):
        verify(table, record)
        yield record
