"""The step of the schema that keeps which key signed what was received, and what the Lead said of it.

`public_key` is the key that a signature was verified with, "" where nobody signed; `chosen_among` is the
newest return that was there when the Lead chose, so that what came later is asked about; `rejected` is the
reason. Of keys only those are kept that the Lead accepted: which were seen, and when, the returns say.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping

from db.hashing import MODULUS, hash_of, meta_hash


def _received_again(connection: Connection) -> None:
    """Each row with what is new in it, under a hash of its own: one that was damaged stays so."""
    old = connection.exec_driver_sql("SELECT * FROM received ORDER BY id").mappings().all()
    total = 0
    for row in old:
        before = {
            name: row[name] for name in row if name not in ("hash", "public_key", "rejected", "chosen_among")
        }
        newest = max(each["id"] for each in old if _same_return(each, row))
        values = {
            **{name: value for name, value in before.items() if name != "chosen"},
            "chosen_among": newest if row["chosen"] else 0,
            "public_key": _signed_by(row["seal"]),
            "rejected": "",
        }
        hashed = _hash("received", values, was=("received", before, row["hash"]))
        connection.exec_driver_sql(
            "UPDATE received SET chosen_among = ?, public_key = ?, hash = ? WHERE id = ?",
            (values["chosen_among"], values["public_key"], hashed, row["id"]),
        )
        total += int.from_bytes(hash_of("share", hashed))
    _put_total(connection, "received", total, _is_sound(connection, "received", old))


def _same_return(one: RowMapping, other: RowMapping) -> bool:
    return (one["period"], one["ods_code"]) == (other["period"], other["ods_code"])


def _keys_again(connection: Connection) -> None:
    """Those that were confirmed."""
    old = connection.exec_driver_sql("SELECT * FROM accepted_keys ORDER BY id").mappings().all()
    total = 0
    for row in old:
        if not row["confirmed"]:
            connection.exec_driver_sql("DELETE FROM accepted_keys WHERE id = ?", (row["id"],))
            continue
        values = {
            "id": row["id"],
            "ods_code": row["ods_code"],
            "public_key": row["public_key"],
            "at": row["at"],
        }
        before = {**values, "first_seen": row["at"], "confirmed": 1}
        del before["at"]
        hashed = _hash("accepted_keys", values, was=("public_keys", before, row["hash"]))
        connection.exec_driver_sql("UPDATE accepted_keys SET hash = ? WHERE id = ?", (hashed, row["id"]))
        total += int.from_bytes(hash_of("share", hashed))
    _put_total(connection, "accepted_keys", total, _is_sound(connection, "public_keys", old))


def _signed_by(seal: str) -> str:
    """The key of a seal that was verified when it came: one without a check code was not."""
    said = json.loads(seal)
    is_whole = all(isinstance(said.get(name), str) for name in ("sha256", "public_key", "signature"))
    return str(said["public_key"]) if is_whole else ""


def _hash(table: str, values: dict[str, Any], was: tuple[str, dict[str, Any], object]) -> bytes:
    """That of a row as it is from now on; of one that was not what had been stored it stays another."""
    before, old, hashed = was
    return hash_of(table, _in_order(values)) if hash_of(before, _in_order(old)) == hashed else b"damaged"


def _in_order(values: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(name, values[name]) for name in sorted(values)]


def _is_sound(connection: Connection, table: str, rows: Sequence[RowMapping]) -> bool:
    """True if no row of a table is missing, by the total that was kept of it."""
    total = sum(int.from_bytes(hash_of("share", row["hash"])) for row in rows) % MODULUS
    found = connection.exec_driver_sql("SELECT value, hash FROM meta WHERE key = ?", (table,)).first()
    if found is None:
        return not rows
    return bool(found[0] == f"{total:064x}" and found[1] == meta_hash(table, found[0]))


def _put_total(connection: Connection, table: str, total: int, sound: bool) -> None:
    """The total of the rows; of a table that was not sound one that tells so, as before."""
    text = f"{(total + (not sound)) % MODULUS:064x}"
    connection.exec_driver_sql("DELETE FROM meta WHERE key = ?", (table,))
    connection.exec_driver_sql(
        "INSERT INTO meta (key, value, hash) VALUES (?, ?, ?)", (table, text, meta_hash(table, text))
    )


STEP_TRUST = (
    "ALTER TABLE received ADD COLUMN chosen_among INTEGER NOT NULL DEFAULT 0 CHECK (chosen_among >= 0)",
    "ALTER TABLE received ADD COLUMN public_key TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE received ADD COLUMN rejected TEXT NOT NULL DEFAULT ''",
    _received_again,
    "ALTER TABLE received DROP COLUMN chosen",
    "CREATE INDEX received_keys ON received (ods_code, rejected, public_key, at, id)",
    "ALTER TABLE public_keys RENAME TO accepted_keys",
    "ALTER TABLE accepted_keys RENAME COLUMN first_seen TO at",
    _keys_again,
    "ALTER TABLE accepted_keys DROP COLUMN confirmed",
    "DELETE FROM meta WHERE key = 'public_keys'",
)
