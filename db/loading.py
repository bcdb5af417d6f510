"""Reading returns, every hash verified: what was put in comes out, or a problem says where not."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, exists, func, select

from db import tables
from db.hashing import MODULUS, figure_hash, flag_hash, issue_hash, meta_hash, share
from db.returns import (
    Figure,
    KeptFlag,
    KeptReturn,
    KeptRow,
    as_hashed,
    document_from,
    flag_from,
    name_of,
)
from greenpractice.errors import UserError
from greenpractice.periods import Period
from greenpractice.returns.documents import Contact, ReturnDocument
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.store import Issued, ReturnKey, StoreDamaged, StoreError

KNOWN = "known"  # the note of revisions among the facts about the store
AT_ONCE = 200  # returns a query asks for; SQLite allows 999 values in one
parse_period = lru_cache(maxsize=1024)(Period.parse)

# made once: making a statement takes SQLAlchemy longer than SQLite takes to run it
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_META = select(tables.meta)
_INDEX = select(
    tables.returns.c.id, tables.returns.c.ods_code, tables.returns.c.period, tables.returns.c.digest
)
_FIND = select(tables.returns.c.id).where(
    tables.returns.c.ods_code == bindparam("ods_code"), tables.returns.c.period == bindparam("period")
)
_WITHOUT_FIGURES = select(tables.returns.c.id).where(
    ~exists()
    .where(tables.rows.c.return_id == tables.returns.c.id)
    .where(tables.figures.c.row_id == tables.rows.c.id)
)
_RETURNS = select(tables.returns).where(tables.returns.c.id.in_(_IDS))
_ROWS = (
    select(tables.rows)
    .where(tables.rows.c.return_id.in_(_IDS))
    .order_by(tables.rows.c.return_id, tables.rows.c.section, tables.rows.c.position)
)
_FIGURES = (
    select(tables.figures)
    .join(tables.rows, tables.rows.c.id == tables.figures.c.row_id)
    .where(tables.rows.c.return_id.in_(_IDS))
)
_FLAGS = select(tables.flags).where(tables.flags.c.return_id.in_(_IDS)).order_by(tables.flags.c.id)
_ISSUES = (
    select(tables.issues.c.return_id, tables.issues.c.revision, tables.issues.c.hash)
    .where(tables.issues.c.return_id.in_(_IDS))
    .order_by(tables.issues.c.return_id, tables.issues.c.revision)
)
_LAST_STEPS = select(tables.steps.c.return_id, tables.steps.c.hash).where(
    tables.steps.c.id.in_(
        select(func.max(tables.steps.c.id))
        .where(tables.steps.c.return_id.in_(_IDS))
        .group_by(tables.steps.c.return_id)
    )
)
_LAST_ISSUE = (
    select(tables.issues)
    .where(tables.issues.c.return_id == bindparam("id"), tables.issues.c.revision < bindparam("below"))
    .order_by(tables.issues.c.revision.desc())
    .limit(1)
)


def read_meta(connection: Connection) -> dict[str, str]:
    """The facts about the store itself: `demo` and the `total` over its returns."""
    found = {}
    for key, value, hashed in connection.execute(_META):
        if meta_hash(key, value) != hashed:
            raise StoreDamaged(f"its own note {key!r} is not what was stored")
        found[key] = value
    if not {"demo", "total"} <= found.keys():
        raise StoreDamaged("a note about the store itself is missing")
    return found


def mark_of(connection: Connection) -> tuple[object, ...]:
    """What every change of figures changes: nobody else writes while one does, so it tells a copy apart."""
    last = connection.execute(select(func.max(tables.steps.c.id))).scalar()
    return (last, *sorted(read_meta(connection).items()))


def read_index(connection: Connection) -> dict[ReturnKey, int]:
    """Every return and its id, verified against the total: none is missing, none has another name."""
    found = connection.execute(_INDEX).all()
    total = sum(share(*record) for record in found) % MODULUS
    if f"{total:064x}" != read_meta(connection)["total"]:
        raise StoreDamaged("the returns in it are not those that were stored")
    return {ReturnKey(record.ods_code, parse_period(record.period)): record.id for record in found}


def read_keys(connection: Connection) -> list[ReturnKey]:
    """Every return but those that nobody issued and in which nothing stands, as after an undo.

    These are read, so that none that lost its figures is taken for one.
    """
    index, without = read_index(connection), connection.execute(_WITHOUT_FIGURES).scalars().all()
    empty = {kept.id for kept in load_many(connection, without) if not kept.revision}
    return sorted(key for key, return_id in index.items() if return_id not in empty)


def find(connection: Connection, key: ReturnKey) -> int | None:
    """The id of a return, or None; that there is none is verified too."""
    found = look_up(connection, key)
    return read_index(connection).get(key) if found is None else found


def look_up(connection: Connection, key: ReturnKey) -> int | None:
    """The id of a return as the index of the table has it; a damaged one may miss it."""
    return connection.execute(_FIND, {"ods_code": key.ods_code, "period": key.period.id}).scalar()


def load(connection: Connection, return_id: int) -> KeptReturn:
    """One return; StoreDamaged names what in it is not as it was stored."""
    return next(load_many(connection, [return_id]))


def load_many(connection: Connection, return_ids: Sequence[int]) -> Iterator[KeptReturn]:
    """Returns in the order of their ids as given; StoreDamaged at the first problem."""
    for first in range(0, len(return_ids), AT_ONCE):
        problems: list[str] = []
        wanted = return_ids[first : first + AT_ONCE]
        found = load_some(connection, wanted, problems)
        if problems:
            raise StoreDamaged(problems[0])
        yield from (found[return_id] for return_id in wanted)


def load_some(
    connection: Connection, return_ids: Sequence[int], problems: list[str]
) -> dict[int, KeptReturn]:
    """Up to `AT_ONCE` returns by id; what does not verify is named in `problems`."""
    records = connection.execute(_RETURNS, {"ids": list(return_ids)}).all()
    found = {record.id: _return(record) for record in records}
    problems += [f"return {missing} is missing" for missing in sorted(set(return_ids) - found.keys())]
    wrong: dict[int, list[str]] = {return_id: [] for return_id in found}
    rows = _rows(connection, found)
    _figures(connection, found, rows, wrong)
    _flags(connection, found, rows, wrong)
    _issues_and_steps(connection, found)
    for record in records:
        kept, here = found[record.id], wrong[record.id]
        if not here and kept.digest() != record.digest:
            here.append("its rows, flags or revisions are not those that were stored")
        kept.verified = record.digest
        problems += [f"{name_of(kept.key)}: {problem}" for problem in here]
    if not problems:
        _refuse_unknown(found)
    return found


def load_issue(connection: Connection, kept: KeptReturn, below: int | None = None) -> Issued | None:
    """The last issue of a return, or the last with a revision below one; None if there is none."""
    values = {"id": kept.id, "below": kept.revision + 1 if below is None else below}
    record = connection.execute(_LAST_ISSUE, values).one_or_none()
    if record is None:
        return None
    problem = issue_problem(kept, record)
    if problem:
        raise StoreDamaged(problem)
    return Issued(_issued_document(record.document), datetime.fromisoformat(record.at))


@lru_cache(maxsize=64)
def _issued_document(text: str) -> ReturnDocument:
    """The document of an issue whose hash holds, read once however often it is looked at."""
    return document_from(json.loads(text))


def issue_problem(kept: KeptReturn, record: Row[Any]) -> str | None:
    """Why one issued revision is not what was stored, or None."""
    if issue_hash(kept.place, record.revision, record.at, record.document) != record.hash:
        return f"{name_of(kept.key)}: revision {record.revision} is not what was stored"
    return None


def _return(record: Row[Any]) -> KeptReturn:
    try:
        period = parse_period(record.period)
    except (UserError, TypeError):
        period = Period(1900)  # the digest will not be that of this period
    contact = Contact(record.contact_name, record.contact_email) if record.has_contact else None
    key = ReturnKey(record.ods_code, period)
    return KeptReturn(record.id, key, record.created, record.revision, record.name, record.pcn_code, contact)


# Damaged content may be of any type and name any row. What does not belong anywhere is passed over here:
# the digest of the return it is missing from says so.


def _rows(connection: Connection, found: dict[int, KeptReturn]) -> dict[int, tuple[int, KeptRow]]:
    rows = {}
    for row_id, return_id, section, _ in connection.execute(_ROWS, {"ids": list(found)}).all():
        if return_id in found:
            rows[row_id] = return_id, KeptRow(row_id, section, {})
            found[return_id].rows.setdefault(section, []).append(rows[row_id][1])
    return rows


def _figures(
    connection: Connection,
    found: dict[int, KeptReturn],
    rows: dict[int, tuple[int, KeptRow]],
    wrong: dict[int, list[str]],
) -> None:
    places = {return_id: kept.place for return_id, kept in found.items()}
    for row_id, field, text, number, hashed in connection.execute(_FIGURES, {"ids": list(found)}).all():
        if row_id not in rows:
            continue
        return_id, row = rows[row_id]
        if figure_hash(places[return_id], row.section, row_id, field, text, number) != hashed:
            position = found[return_id].rows[row.section].index(row)
            wrong[return_id].append(f"{field} in row {position + 1} of {row.section} is not what was stored")
        row.figures[field] = Figure(text, number, hashed)


def _flags(
    connection: Connection,
    found: dict[int, KeptReturn],
    rows: dict[int, tuple[int, KeptRow]],
    wrong: dict[int, list[str]],
) -> None:
    nowhere = (0, KeptRow(0, "", {}))
    kept = connection.execute(_FLAGS, {"ids": list(found)}).all()
    for flag_id, owner, row_id, field, *others, hashed, not_patients in kept:
        said = (*others, not_patients)
        return_id, row = rows.get(row_id, nowhere)
        if return_id not in found or return_id != owner:
            continue
        if flag_hash(found[return_id].place, row.section, row.id, field, *as_hashed(said)) != hashed:
            wrong[return_id].append(f"a flag in {row.section} is not what was stored")
            continue
        flag = flag_from(row.section, field, *said)
        found[return_id].flags.append(KeptFlag(flag_id, row.id, flag, hashed))


def _issues_and_steps(connection: Connection, found: dict[int, KeptReturn]) -> None:
    asked = {"ids": list(found)}
    for return_id, revision, hashed in connection.execute(_ISSUES, asked):
        if return_id in found:
            found[return_id].issues.append((revision, hashed))
    for return_id, hashed in connection.execute(_LAST_STEPS, asked):
        if return_id in found:
            found[return_id].last_step = hashed


def _refuse_unknown(found: dict[int, KeptReturn]) -> None:
    for row in (row for kept in found.values() for rows in kept.rows.values() for row in rows):
        section = SECTION_BY_KEY.get(row.section)
        if section is None or not row.figures.keys() <= section.fields.keys():
            raise StoreError(
                f"The store holds figures of {row.section} that this program does not know. "
                "Update Greener Practice to open it."
            )
