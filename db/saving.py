"""Writing a return: only what differs from the stored one, with its history and hashes."""

from datetime import datetime

from sqlalchemy import Connection, Table, delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from db import tables
from db.hashing import MODULUS, issue_hash, meta_hash, share
from db.history import add_step, changes_between, utc_text
from db.loading import read_meta
from db.returns import Figure, KeptReturn, flag_columns
from greenpractice.documents import ReturnDocument, canonical_bytes, to_json


def next_id(connection: Connection, table: Table) -> int:
    """An id no row of the table ever had; the write lock keeps it free until it is used."""
    given = connection.execute(
        text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name}
    ).scalar()
    return max(given or 0, connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1


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
    values = {"value": value, "hash": meta_hash(key, value)}
    statement = upsert(tables.meta).values(key=key, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))


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
        {"id": row_id, "return_id": after.id, "section": row.section, "position": position}
        for row_id, (position, row) in new.items()
        if row_id not in old
    ]
    if added:
        connection.execute(insert(tables.rows), added)
    for row_id, (position, _) in new.items():
        if row_id in old and old[row_id][0] != position:
            connection.execute(
                update(tables.rows).where(tables.rows.c.id == row_id).values(position=position)
            )


def _delete_rows(connection: Connection, before: KeptReturn | None, after: KeptReturn) -> None:
    for row_id in before.placed_rows().keys() - after.placed_rows().keys() if before else ():
        connection.execute(delete(tables.rows).where(tables.rows.c.id == row_id))


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
    table = tables.figures
    old, new = _placed_figures(before), _placed_figures(after)
    for row_id, name in old.keys() - new.keys():
        connection.execute(delete(table).where(table.c.row_id == row_id, table.c.field == name))
    changed = [
        {"row_id": row_id, "field": name, **figure._asdict()}
        for (row_id, name), figure in new.items()
        if old.get((row_id, name)) != figure
    ]
    if changed:
        statement = upsert(table)
        put = {name: statement.excluded[name] for name in ("text", "number", "hash")}
        connection.execute(
            statement.on_conflict_do_update(index_elements=["row_id", "field"], set_=put), changed
        )


def _save_flags(connection: Connection, before: KeptReturn | None, after: KeptReturn) -> None:
    table = tables.flags
    staying = {kept.id for kept in after.flags}
    for kept in before.flags if before else ():
        if kept.id not in staying:
            connection.execute(delete(table).where(table.c.id == kept.id))
    unchanged = {(kept.id, kept.hash) for kept in before.flags} if before else set()
    new_id = next_id(connection, table) if any(kept.id is None for kept in after.flags) else 0
    for kept in after.flags:
        if (kept.id, kept.hash) in unchanged:
            continue
        estimated, note, confirmed, evidence, source = flag_columns(kept.flag)
        values = {
            "estimated": estimated, "note": note, "confirmed": confirmed,
            "evidence": evidence, "source": source, "hash": kept.hash,
        }  # fmt: skip
        if kept.id is not None:
            connection.execute(update(table).where(table.c.id == kept.id).values(values))
            continue
        kept.id, new_id = new_id, new_id + 1
        place = {"id": kept.id, "return_id": after.id, "row_id": kept.row_id, "field": kept.flag.field}
        connection.execute(insert(table), {**place, **values})


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
    old = share(before.id, *before.place, before.digest()) if before else 0
    connection.execute(
        update(tables.returns).where(tables.returns.c.id == after.id).values(**_columns(after), digest=digest)
    )
    total = int(read_meta(connection)["total"], 16) - old + share(after.id, *after.place, digest)
    write_meta(connection, "total", f"{total % MODULUS:064x}")
