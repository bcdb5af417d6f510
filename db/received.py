"""Returns that practices sent, kept as they came, and the keys that signed them; every row hashed.

A row holds the document and its seal, whose signature covers it. The original PDF stands beside the store
in a folder, under the name of its digest: seven years of a large network are some 600 MB of PDFs, too much
to copy with every backup.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
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
    func,
    select,
)

from db.hashed_rows import add, change, verify, verify_total
from db.history import utc_text
from db.loading import parse_period
from db.returns import document_from
from greenpractice.files import make_private, write_in_one_step
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument, canonical_bytes, to_json
from greenpractice.store import (
    NewReturn,
    ReceivedReturn,
    ReturnKey,
    SeenKey,
    StoreDamaged,
    StoreError,
    received_folder,
)

_tables = MetaData()
_received = Table(
    "received",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("ods_code", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("document", Text, nullable=False),  # canonical JSON
    Column("seal", Text, nullable=False),  # JSON
    Column("file", Text, nullable=False),
    Column("at", Text, nullable=False),  # UTC
    Column("sha256", Text, nullable=False),  # of the original PDF
    Column("from_data_page", Integer, nullable=False),
    Column("chosen", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
_keys = Table(
    "public_keys",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("ods_code", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("first_seen", Text, nullable=False),  # UTC
    Column("confirmed", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)


def original(store: Path, digest: str) -> Path | None:
    """The PDF with this digest, if it is still there."""
    path = received_folder(store) / f"{digest}.pdf"
    return path if path.is_file() else None


def read_received(connection: Connection, periods: Iterable[Period]) -> list[ReceivedReturn]:
    """The returns of these periods, each verified, none missing."""
    verify_total(connection, _received)
    wanted = select(_received).where(_received.c.period.in_([period.id for period in periods]))
    return [_return(record) for record in connection.execute(wanted.order_by(_received.c.id))]


def count_received(connection: Connection) -> dict[ReturnKey, int]:
    """How many versions there are of each return; the rows themselves are verified when they are read."""
    grouped = select(_received.c.ods_code, _received.c.period, func.count()).group_by(
        _received.c.ods_code, _received.c.period
    )
    return {ReturnKey(code, parse_period(period)): n for code, period, n in connection.execute(grouped)}


def read_keys(connection: Connection) -> list[SeenKey]:
    """Every key, in the order they were first seen."""
    verify_total(connection, _keys)
    return [_key(record) for record in connection.execute(select(_keys).order_by(_keys.c.id))]


def receive(connection: Connection, store: Path, new: NewReturn, now: datetime) -> None:
    """Keep a return and its PDF, unless both are here already; its key is remembered."""
    document, digest = new.document, sha256(new.pdf).hexdigest()
    text, seal = (
        canonical_bytes(to_json(document)).decode(),
        json.dumps(new.seal, ensure_ascii=False, sort_keys=True),
    )
    same = (
        select(_received.c.id)
        .where(_received.c.period == document.period.id, _received.c.ods_code == document.ods_code)
        .where(_received.c.sha256 == digest, _received.c.document == text, _received.c.seal == seal)
    )
    if connection.execute(same).first() is not None:
        return
    if original(store, digest) is None:
        make_private(received_folder(store))
        write_in_one_step(received_folder(store) / f"{digest}.pdf", new.pdf, private=True)
    add(connection, _received, {
        "ods_code": document.ods_code, "period": document.period.id, "revision": document.revision,
        "document": text, "seal": seal, "file": new.file, "at": utc_text(now), "sha256": digest,
        "from_data_page": int(new.from_data_page), "chosen": 0,
    })  # fmt: skip
    _remember(connection, document, new.seal.get("public_key"), now)


def choose(connection: Connection, received_id: int) -> None:
    """Let one version count and no other of its practice and period."""
    verify_total(connection, _received)
    mine = connection.execute(select(_received).where(_received.c.id == received_id)).one_or_none()
    if mine is None:
        raise StoreError("This return is not among those received. Nothing was changed.")
    same = select(_received).where(_received.c.period == mine.period, _received.c.ods_code == mine.ods_code)
    for record in connection.execute(same).all():
        change(connection, _received, record, {"chosen": int(record.id == received_id)})


def confirm_key(connection: Connection, ods_code: str, public_key: str) -> None:
    """Note that the fingerprint of a key was read out and is right."""
    verify_total(connection, _keys)
    mine = select(_keys).where(_keys.c.ods_code == ods_code, _keys.c.public_key == public_key)
    record = connection.execute(mine).one_or_none()
    if record is None:
        raise StoreError(f"{ods_code} has sent nothing signed with this key. Nothing was changed.")
    change(connection, _keys, record, {"confirmed": 1})


def received_problems(connection: Connection) -> Iterator[str]:
    """Every row that is not what was stored, and rows that are missing."""
    for table, read in ((_received, _return), (_keys, _key)):
        try:
            verify_total(connection, table)
        except StoreDamaged as problem:
            yield str(problem)
        for record in connection.execute(select(table).order_by(table.c.id)):
            try:
                read(record)
            except StoreDamaged as problem:
                yield str(problem)


def original_problems(connection: Connection, store: Path) -> Iterator[str]:
    """Originals that are gone or changed. Without the folder the store was moved: there are none to check."""
    if not received_folder(store).is_dir():
        return
    for digest, file in connection.execute(select(_received.c.sha256, _received.c.file).distinct()):
        path = original(store, digest)
        if path is None:
            yield f'the PDF of "{file}" is no longer in {received_folder(store).name}'
        elif sha256(path.read_bytes()).hexdigest() != digest:
            yield f'the PDF of "{file}" in {received_folder(store).name} is not what was received'


def _remember(connection: Connection, document: ReturnDocument, public_key: object, now: datetime) -> None:
    if not isinstance(public_key, str):
        return
    mine = select(_keys.c.id).where(_keys.c.ods_code == document.ods_code, _keys.c.public_key == public_key)
    if connection.execute(mine).first() is None:
        values = {"public_key": public_key, "first_seen": utc_text(now), "confirmed": 0}
        add(connection, _keys, {"ods_code": document.ods_code, **values})


def _return(record: Row[Any]) -> ReceivedReturn:
    verify(_received, record)
    document = document_from(json.loads(record.document))
    if (record.ods_code, parse_period(record.period)) != (document.ods_code, document.period):
        raise StoreDamaged("a received return does not stand under its own practice and period")
    return ReceivedReturn(
        record.id, document, json.loads(record.seal), record.file, datetime.fromisoformat(record.at),
        record.sha256, bool(record.from_data_page), bool(record.chosen),
    )  # fmt: skip


def _key(record: Row[Any]) -> SeenKey:
    verify(_keys, record)
    seen = datetime.fromisoformat(record.first_seen)
    return SeenKey(record.ods_code, record.public_key, seen, bool(record.confirmed))
