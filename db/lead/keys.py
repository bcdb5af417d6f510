"""The keys that signed what practices sent, in order of receipt, and those accepted; every row hashed.

Of a return that is kept its own row holds the key; here stand the keys of those that came and were not kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Row, Table, Text, select

from db.hashed_rows import add, change, problems_of, verify, verify_total
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
    Column("at", Text, nullable=False),  # UTC; "" from when a return it signed is rejected
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
    """Every key that signed a return, rejected ones too, in the order they were seen.

    One that was accepted before a return it signed was rejected is so again once that is taken back.
    """
    signed = {(each.ods_code, each.public_key): each for each in read_signers(connection)}
    doubted = {key for key, each in signed.items() if each.doubted}
    accepted = {
        (each.ods_code, each.public_key)
        for each in _verified(connection, _accepted)
        if each.at or (each.ods_code, each.public_key) not in doubted
    }
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


def note_seen(connection: Connection, seen: Iterable[SeenKey], next_received: int) -> None:
    """Remember keys that came by what another copy of the store holds, after those of this one.

    One that signed what was rejected stands after the others: it is not to be taken for a first one.
    """
    known = {(each.ods_code, each.public_key) for each in read_keys(connection)}
    for key in sorted(seen, key=lambda each: each.doubted):
        who = key.ods_code, key.public_key
        if key.public_key and who not in known:
            known.add(who)
            values = {"ods_code": key.ods_code, "public_key": key.public_key}
            at = moment_text(key.first_seen)
            add(connection, _seen, {**values, "at": at, "next_received": next_received})


def accept_key(connection: Connection, ods_code: str, public_key: str, now: datetime) -> None:
    """Note that the fingerprint of a key was read out and is right; the others stay as they are."""
    seen = {(each.ods_code, each.public_key) for each in read_keys(connection) if each.public_key}
    if (ods_code, public_key) not in seen:
        raise StoreError(f"{ods_code} has sent nothing signed with this key. Nothing was changed.")
    before = _acceptance(connection, ods_code, public_key)
    if before is None:
        values = {"ods_code": ods_code, "public_key": public_key, "at": utc_text(now)}
        add(connection, _accepted, values)
    elif not before.at:
        change(connection, _accepted, before, {"at": utc_text(now)})


def doubt(connection: Connection, ods_code: str, public_key: str) -> None:
    """Note that a return signed with a key was rejected: what was accepted before does not hold any more."""
    before = _acceptance(connection, ods_code, public_key)
    if before is not None and before.at:
        change(connection, _accepted, before, {"at": ""})


def _acceptance(connection: Connection, ods_code: str, public_key: str) -> Row[Any] | None:
    verify_total(connection, _accepted)
    wanted = (_accepted.c.ods_code == ods_code) & (_accepted.c.public_key == public_key)
    return connection.execute(select(_accepted).where(wanted)).one_or_none()


def key_problems(connection: Connection) -> Iterator[str]:
    """Every row that is not what was stored, and rows that are missing."""
    for table in (_accepted, _seen):
        yield from problems_of(connection, table)


def _verified(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    verify_total(connection, table)
    for record in connection.execute(select(table).order_by(table.c.id)):
        verify(table, record)
        yield record
