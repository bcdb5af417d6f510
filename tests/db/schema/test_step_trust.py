"""What was received in older versions keeps what was known of it then, and what was damaged stays so."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.engine import for_migrating
from db.hashing import MODULUS, hash_of, meta_hash
from db.opening import open_store
from db.schema.migrations import STEPS, migrate
from db.store import SqlStore
from greenpractice.returns.documents import canonical_bytes, to_json
from greenpractice.returns.verdicts import Unsigned, Verified
from greenpractice.store import StoreDamaged
from tests.db.helpers import DOCUMENT, PERIOD, document

AT = "2026-07-08T09:30:00.000000Z"
WHOLE = {"sha256": "ab", "public_key": "aa" * 32, "signature": "cc", "app": "1", "demo": False}
FORGED = {"public_key": "dd" * 32, "signature": "cc"}  # no check code: nobody verified it


def put(connection: sqlite3.Connection, table: str, rows: list[dict[str, object]]) -> None:
    total = 0
    for row in rows:
        hashed = hash_of(table, [(name, row[name]) for name in sorted(row)])
        names = ", ".join([*row, "hash"])
        marks = ", ".join("?" * (len(row) + 1))
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", (*row.values(), hashed))
        total += int.from_bytes(hash_of("share", hashed))
    text = f"{total % MODULUS:064x}"
    connection.execute("INSERT INTO meta VALUES (?, ?, ?)", (table, text, meta_hash(table, text)))


def received(number: int, seal: dict[str, object], revision: int = 1, chosen: int = 0) -> dict[str, object]:
    given = document(revision)
    return {
        "id": number, "ods_code": given.ods_code, "period": given.period.id, "revision": given.revision,
        "document": canonical_bytes(to_json(given)).decode(), "seal": json.dumps(seal),
        "file": f"{number}.pdf", "at": AT, "sha256": f"{number:064x}", "from_data_page": 0, "chosen": chosen,
    }  # fmt: skip


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A store of the step before, with three returns received and two keys."""
    path = tmp_path / "greenpractice.db"
    open_store(path, write=True).close()
    path.write_bytes(b"")
    engine = for_migrating(path)
    migrate(engine, STEPS[:4])
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection, connection:
        for name, value in (("demo", "0"), ("total", f"{0:064x}")):
            connection.execute("INSERT INTO meta VALUES (?, ?, ?)", (name, value, meta_hash(name, value)))
        put(connection, "received", [received(1, WHOLE, 1, 1), received(2, FORGED, 2), received(3, {}, 3)])
        keys = [("aa" * 32, 0), ("bb" * 32, 1)]
        put(connection, "public_keys", [
            {"id": number, "ods_code": "C82001", "public_key": key, "first_seen": AT, "confirmed": confirmed}
            for number, (key, confirmed) in enumerate(keys, start=1)
        ])  # fmt: skip
    return path


def test_what_was_verified_then_counts_as_that_and_nothing_else_does(before: Path):
    store = open_store(before, write=True)
    one, forged, unsigned = store.received([PERIOD])
    covered = {name: word for name, word in WHOLE.items() if name != "signature"}
    assert one.verdict == Verified("aa" * 32, "ab", covered)
    assert (one.chosen, forged.chosen) == (3, 0)  # it was chosen among all three
    assert forged.verdict == unsigned.verdict == Unsigned()
    keys = [(key.public_key[:2], key.accepted, key.first_seen) for key in store.seen_keys()]
    moment = datetime(2026, 7, 8, 9, 30, tzinfo=UTC)
    assert keys == [("aa", False, moment)]  # of the other no return is here
    assert not [problem for problem in store.check() if "PDF" not in problem]
    assert DOCUMENT.ods_code == one.document.ods_code
    store.close()


@pytest.mark.parametrize(
    ("spoil", "read"),
    [
        ("UPDATE received SET file = 'other.pdf' WHERE id = 2", lambda store: store.received([PERIOD])),
        ("DELETE FROM received WHERE id = 2", lambda store: store.received([PERIOD])),
        ("UPDATE public_keys SET public_key = 'ff' WHERE id = 2", lambda store: store.seen_keys()),
        ("DELETE FROM public_keys WHERE id = 2", lambda store: store.seen_keys()),
        ("UPDATE meta SET hash = x'00' WHERE key = 'received'", lambda store: store.received([PERIOD])),
    ],
)
def test_what_was_damaged_before_is_damaged_after(
    before: Path, spoil: str, read: Callable[[SqlStore], object]
):
    with closing(sqlite3.connect(before)) as connection, connection:
        connection.execute(spoil)
    with pytest.raises(StoreDamaged):
        read(open_store(before, write=True))
