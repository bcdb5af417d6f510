"""Returns that practices sent, kept as they came, and the Lead's word on them; every row hashed.

A row holds the document, what of its seal was verified when it came, and the key it was verified with. The
original PDF stands beside the store in a folder, under the name of its digest: seven years of a large network
are some 600 MB of PDFs, too much to copy with every backup.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
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

from db.hashed_rows import add, change, problems_of, verify, verify_total
from db.loading import parse_period
from db.returns import document_from
from greenpractice.files import make_private, write_in_one_step
from greenpractice.periods import Period
from greenpractice.returns.documents import canonical_bytes, to_json
from greenpractice.returns.verdicts import Verified, kept_verdict, seal_of
from greenpractice.store import (
    NewReturn,
    ReceivedReturn,
    ReturnKey,
    StoreDamaged,
    StoreError,
    received_folder,
)
from greenpractice.texts import shown_name

_received = Table(
    "received",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("ods_code", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("document", Text, nullable=False),  # canonical JSON
    Column("seal", Text, nullable=False),  # JSON: what was verified of it
    Column("file", Text, nullable=False),
    Column("at", Text, nullable=False),  # UTC
    Column("sha256", Text, nullable=False),  # of the original PDF
    Column("from_data_page", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("chosen_among", Integer, nullable=False),  # the newest id there was as the Lead chose it, or 0
    Column("public_key", Text, nullable=False),  # "" where nobody signed it
    Column("rejected", Text, nullable=False),  # why, "" where it is not
)


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that kept returns of a practice were signed with: the id of the first of them and when it came.

    `doubted` says that one of them was rejected. The key is "" of what nobody signed and was rejected.
    """

    ods_code: str
    public_key: str
    first: int
    at: datetime
    doubted: bool


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


def read_signers(connection: Connection) -> list[Signer]:
    """Every key that signed a return that is kept, rejected ones too, in the order they were seen.

    No key is doubted like one: of what nobody signed what was rejected is told, and the first of that.
    """
    verify_total(connection, _received)
    of_practice = (_received.c.ods_code, _received.c.public_key)
    # SQLite takes what stands beside a minimum from the row that has it.
    signed = (
        select(*of_practice, func.min(_received.c.id), _received.c.at, func.sum(_received.c.rejected != ""))
        .where((_received.c.public_key != "") | (_received.c.rejected != ""))
        .group_by(*of_practice)
        .order_by(func.min(_received.c.id))
    )
    return [
        Signer(code, key, first, datetime.fromisoformat(at), bool(rejected))
        for code, key, first, at, rejected in connection.execute(signed)
    ]


def read_what_came(connection: Connection) -> frozenset[tuple[str, ...]]:
    """The returns that are kept, each by what makes it another one than the rest."""
    mine = (_received.c.ods_code, _received.c.period, _received.c.sha256, _received.c.seal)
    return frozenset(map(tuple, connection.execute(select(*mine))))


def read_digests(connection: Connection) -> frozenset[str]:
    """Those of the PDFs, none missing."""
    verify_total(connection, _received)
    return frozenset(connection.execute(select(_received.c.sha256)).scalars())


def next_id(connection: Connection) -> int:
    """An id above those of all returns that are kept."""
    return int(connection.execute(select(func.coalesce(func.max(_received.c.id), 0))).scalar_one()) + 1


def receive(connection: Connection, store: Path, new: NewReturn, now: datetime) -> None:
    """Keep a return and its PDF, unless both are here already."""
    document, digest = new.document, sha256(new.pdf).hexdigest()
    text = canonical_bytes(to_json(document)).decode()
    seal = json.dumps(seal_of(new.verdict), ensure_ascii=False, sort_keys=True)
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
        "document": text, "seal": seal, "file": new.file, "at": moment_text(now), "sha256": digest,
        "from_data_page": int(new.from_data_page), "chosen_among": 0, "rejected": "",
        "public_key": new.verdict.public_key if isinstance(new.verdict, Verified) else "",
    })  # fmt: skip


def moment_text(now: datetime) -> str:
    """When returns came together: to the microsecond, so that no two batches have the same moment."""
    return now.astimezone(UTC).isoformat(timespec="microseconds")


def choose(connection: Connection, received_id: int) -> None:
    """Let one version count and no other of its practice and period."""
    mine = _found(connection, received_id)
    if mine.rejected:
        raise StoreError(f'"{mine.file}" is rejected: take that back first. Nothing was changed.')
    same = select(_received).where(_received.c.period == mine.period, _received.c.ods_code == mine.ods_code)
    records = connection.execute(same).all()
    newest = max(record.id for record in records)
    for record in records:
        change(connection, _received, record, {"chosen_among": newest if record.id == received_id else 0})


def reject(connection: Connection, received_id: int, why: str) -> tuple[str, str]:
    """Let a return never count, for a reason; with "" that is taken back. Its practice and key."""
    mine = _found(connection, received_id)
    change(connection, _received, mine, {"rejected": why, "chosen_among": 0} if why else {"rejected": ""})
    return mine.ods_code, mine.public_key


def _found(connection: Connection, received_id: int) -> Row[Any]:
    verify_total(connection, _received)
    mine = connection.execute(select(_received).where(_received.c.id == received_id)).one_or_none()
    if mine is None:
        raise StoreError("This return is not among those received. Nothing was changed.")
    return mine


def received_problems(connection: Connection) -> Iterator[str]:
    """Every row that is not what was stored, and rows that are missing."""
    return problems_of(connection, _received, _return)


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


def _return(record: Row[Any]) -> ReceivedReturn:
    verify(_received, record)
    document = document_from(json.loads(record.document))
    if (record.ods_code, parse_period(record.period)) != (document.ods_code, document.period):
        raise StoreDamaged("a received return does not stand under its own practice and period")
    verdict = kept_verdict(document.version, json.loads(record.seal), record.public_key)
    return ReceivedReturn(
        record.id, document, verdict, shown_name(record.file), datetime.fromisoformat(record.at),
        record.sha256, bool(record.from_data_page), record.chosen_among, record.rejected,
    )  # fmt: skip
