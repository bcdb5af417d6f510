"""Writing a return: only what differs from the stored one, with its history and hashes."""

from datetime import datetime

from sqlalchemy import Connection, Table, insert

from db import tables
from db.hashing import MODULUS, issue_hash, meta_hash, share
from db.history import add_step, changes_between, utc_text
from db.loading import read_meta
from db.many import delete_many, insert_many, put_many, update_many
from db.returns import Figure, KeptReturn, flag_columns
from greenpractice.returns.documents import ReturnDocument, canonical_bytes, to_json

_SAID = ("estimated", "note", "confirmed", "evidence", "source", "not_patients", "hash")


def next_id(connection: Connection, table: Table) -> int:
    """An id no row of the table ever had; the write lock keeps it free until it is used."""
    given = f"(SELECT seq FROM sqlite_sequence WHERE name = '{table.name}')"
    highest = f"(SELECT max(id) FROM {table.name})"
    sql = f"SELECT max(ifnull({given}, 0), ifnull({highest}, 0)) + 1"
    return int(connection.exec_driver_sql(sql).scalar_one())


def save(
    connection: Connection,
    before: KeptReturn | None,
    after: KeptReturn,
    what: str,
    at: datetime,
    issued: ReturnDocument | None = None,
) -> bool:
    """Write what differs as one step of history named `what`; False if nothing does.

    `after` gets its ids and hashes. With `issued` that document is kept as its new revision.
    """
    changes = changes_between(before, after)
    if before is not None and not changes and issued is None:
        return False
    if before is None:
        after.id = next_id(connection, tables.returns)
        connection.execute(insert(tables.returns), {"id": after.id, **_columns(after), "digest": b""})
    _save_rows(connection, before, after)
    _save_figures(connection, before, after)
    _save_flags(connection, before, after)
    _delete_rows(connection, before, after)
    if issued is not None:
        after.issues.append((issued.revision, _save_issue(connection, after, issued, at)))
    number = next_id(connection, tables.steps)
    after.last_step = add_step(connection, after, number, what, changes, at)
    _seal(connection, before, after)
    return True


def write_meta(connection: Connection, key: str, value: str) -> None:
    """Put one fact about the store, hashed."""
    values = (key, value, meta_hash(key, value))
    put_many(connection, tables.meta, ("key",), ("value", "hash"), [values])


def _columns(kept: KeptReturn) -> dict[str, object]:
    contact = kept.contact
    return {
        "ods_code": kept.key.ods_code,
        "period": kept.key.period.id,
        "name": kept.name,
        "pcn_code": kept.pcn_code,
        "has_contact": int(contact is not None),
        "contact_name": contact and contact.name,
        "contact_email": contact and contact.email,
        "created": kept.created,
        "revision": kept.revision,
    }


def _save_rows(connection: Connection, before: KeptReturn | None, after: KeptReturn) -> None:
    old, new = before.placed_rows() if before else {}, after.placed_rows()
    added = [
        (row_id, after.id, row.section, position)
        for row_id, (position, row) in new.items()
        if row_id not in old
    ]
    moved = [
        (position, row_id)
        for row_id, (position, _) in new.items()
        if row_id in old and old[row_id][0] != position
    ]
    insert_many(connection, tables.rows, ("id", "return_id", "section", "position"), added)
    update_many(connection, tables.rows, ("position",), moved)


def _delete_rows(connection: Connection, before: KeptReturn | None, after: KeptReturn) -> None:
    gone = before.placed_rows().keys() - after.placed_rows().keys() if before else ()
    delete_many(connection, tables.rows, ("id",), [(row_id,) for row_id in gone])


def _placed_figures(kept: KeptReturn | None) -> dict[tuple[int, str], Figure]:
    if kept is None:
        return {}
    return {
        (row.id, name): figure
        for rows in kept.rows.values()
        for row in rows
        for name, figure in row.figures.items()
    }


def _save_figures(connection: Connection, before: KeptReturn | None, after: KeptReturn) -> None:
    table, key = tables.figures, ("row_id", "field")
    old, new = _placed_figures(before), _placed_figures(after)
    delete_many(connection, table, key, list(old.keys() - new.keys()))
    changed = [(*place, *figure) for place, figure in new.items() if old.get(place) != figure]
    put_many(connection, table, key, Figure._fields, changed)


def _save_flags(connection: Connection, before: KeptReturn | None, after: KeptReturn) -> None:
    table = tables.flags
    staying = {kept.id for kept in after.flags}
    gone = [(kept.id,) for kept in before.flags if kept.id not in staying] if before else []
    unchanged = {(kept.id, kept.hash) for kept in before.flags} if before else set()
    changed, added = [], []
    new_id = next_id(connection, table) if any(kept.id is None for kept in after.flags) else 0
    for kept in (each for each in after.flags if (each.id, each.hash) not in unchanged):
        said = (*flag_columns(kept.flag), kept.hash)
        if kept.id is not None:
            changed.append((*said, kept.id))
            continue
        kept.id, new_id = new_id, new_id + 1
        added.append((kept.id, after.id, kept.row_id, kept.flag.field, *said))
    delete_many(connection, table, ("id",), gone)
    update_many(connection, table, _SAID, changed)
    insert_many(connection, table, ("id", "return_id", "row_id", "field", *_SAID), added)


def _save_issue(connection: Connection, kept: KeptReturn, document: ReturnDocument, at: datetime) -> bytes:
    issued = {
        "revision": document.revision,
        "at": utc_text(at),
        "document": canonical_bytes(to_json(document)).decode(),
    }
    hashed = issue_hash(kept.place, *issued.values())
    connection.execute(insert(tables.issues), {"return_id": kept.id, **issued, "hash": hashed})
    return hashed


def _seal(connection: Connection, before: KeptReturn | None, after: KeptReturn) -> None:
    """Put the return's digest in its record and in the total over all returns."""
    digest = after.digest()
    old = share(before.id, *before.place, before.verified or before.digest()) if before else 0
    columns = {**_columns(after), "digest": digest}
    update_many(connection, tables.returns, tuple(columns), [(*columns.values(), after.id)])
    total = int(read_meta(connection)["total"], 16) - old + share(after.id, *after.place, digest)
    write_meta(connection, "total", f"{total % MODULUS:064x}")
