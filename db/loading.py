"""Reading returns, every hash verified: what was put in comes out, or a problem says where not."""

import json
import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Row, bindparam, exists, func, select

from db import tables
from db.hashing import MODULUS, figure_hash, flag_hash, issue_hash, meta_hash, share
from db.returns import (
    Figure,
    KeptFlag,
    KeptReturn,
    KeptRow,
    Place,
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

_VERIFIED = 32  # returns whose figures are not hashed again: seven years of one practice, with some to spare
_FEW = 100  # figures that may be remembered beside those that are there

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


class _Read(NamedTuple):
    """All that is stored of some returns, as it was read."""

    returns: Sequence[Any]
    rows: Sequence[Any]
    figures: Sequence[Any]
    flags: Sequence[Any]
    issues: Sequence[Any]
    last_steps: Sequence[Any]


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
    of_all = (_RETURNS, _ROWS, _FIGURES, _FLAGS, _ISSUES, _LAST_STEPS)
    read = _Read(*(connection.execute(each, {"ids": list(return_ids)}).all() for each in of_all))
    found = {record.id: _return(record) for record in read.returns}
    _issues_and_steps(read, found)
    only = found.get(return_ids[0]) if len(return_ids) == 1 else None
    if only is not None and (same := _verified_of(only.place).same(only.last_step, read)) is not None:
        _refuse_unknown({same.id: same})
        return {return_ids[0]: same}
    problems += [f"return {missing} is missing" for missing in sorted(set(return_ids) - found.keys())]
    wrong: dict[int, list[str]] = {return_id: [] for return_id in found}
    rows = _rows(read, found)
    _figures(read, found, rows, wrong)
    _flags(read, found, rows, wrong)
    for record in read.returns:
        kept, here = found[record.id], wrong[record.id]
        if not here and kept.digest() != record.digest:
            here.append("its rows, flags or revisions are not those that were stored")
        kept.verified = record.digest
        problems += [f"{name_of(kept.key)}: {problem}" for problem in here]
    if not problems:
        _refuse_unknown(found)
        if only is not None:
            _verified_of(only.place).keep(read, only)
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


class _Verified:
    """What of one return was verified when it was read last: what reads the same again is not hashed again.

    A hash says the same of the same values, so no check is left out: all of a return is read from the file
    each time, and what differs in anything is hashed.
    """

    def __init__(self) -> None:
        self._figures: dict[tuple[object, ...], Figure] = {}
        self._whole: tuple[bytes, bytes, KeptReturn] | None = None

    def same(self, last_step: bytes, read: Iterable[Sequence[Any]]) -> KeptReturn | None:
        """The return, where all that was read of it is as it was when it was verified; nobody edits it.

        `last_step` is told first: another one says at once that something is not the same.
        """
        if self._whole is None or self._whole[0] != last_step:
            return None
        return self._whole[2] if self._whole[1] == _spelt(read) else None

    def keep(self, read: Iterable[Sequence[Any]], found: KeptReturn) -> None:
        """All that was read was found to be what was stored, and makes this return."""
        self._whole = found.last_step, _spelt(read), found

    def figure(
        self, place: Place, section: str, row: int, field: str, text: str, number: str | None, hashed: bytes
    ) -> Figure | None:
        """A figure as it was read, None where it is not what was stored."""
        said = (section, row, field, text, number, hashed)
        known = self._figures.get(said)
        if known is not None and type(row) is int:  # 5.0, as damage may make it, is equal and is not the same
            return known
        if figure_hash(place, section, row, field, text, number) != hashed:
            return None
        found = self._figures[said] = Figure(text, number, hashed)
        return found

    def trim(self, figures: int) -> None:
        """Let go of what was changed since, where that is more than the return has."""
        if len(self._figures) > 2 * figures + _FEW:
            self._figures.clear()


@lru_cache(maxsize=_VERIFIED)
def _verified_of(_place: Place) -> _Verified:
    """What was verified of a return."""
    return _Verified()


def _spelt(read: Iterable[Sequence[Any]]) -> bytes:
    """Values and their types as they were read: 5 and 5.0 are not the same."""
    return marshal.dumps([[tuple(record) for record in each] for each in read], 2)


# Damaged content may be of any type and name any row. What does not belong anywhere is passed over here:
# the digest of the return it is missing from says so.


def _rows(read: _Read, found: dict[int, KeptReturn]) -> dict[int, tuple[int, KeptRow]]:
    rows = {}
    for row_id, return_id, section, _ in read.rows:
        if return_id in found:
            rows[row_id] = return_id, KeptRow(row_id, section, {})
            found[return_id].rows.setdefault(section, []).append(rows[row_id][1])
    return rows


def _figures(
    read: _Read,
    found: dict[int, KeptReturn],
    rows: dict[int, tuple[int, KeptRow]],
    wrong: dict[int, list[str]],
) -> None:
    known = {return_id: _verified_of(kept.place) for return_id, kept in found.items()}
    for row_id, field, text, number, hashed in read.figures:
        if row_id not in rows:
            continue
        return_id, row = rows[row_id]
        kept = found[return_id]
        figure = known[return_id].figure(kept.place, row.section, row_id, field, text, number, hashed)
        if figure is None:
            position = kept.rows[row.section].index(row)
            wrong[return_id].append(f"{field} in row {position + 1} of {row.section} is not what was stored")
            figure = Figure(text, number, hashed)
        row.figures[field] = figure
    for each in known.values():
        each.trim(len(read.figures))


def _flags(
    read: _Read,
    found: dict[int, KeptReturn],
    rows: dict[int, tuple[int, KeptRow]],
    wrong: dict[int, list[str]],
) -> None:
    nowhere = (0, KeptRow(0, "", {}))
    for flag_id, owner, row_id, field, *others, hashed, not_patients in read.flags:
        said = (*others, not_patients)
        return_id, row = rows.get(row_id, nowhere)
        if return_id not in found or return_id != owner:
            continue
        if flag_hash(found[return_id].place, row.section, row.id, field, *as_hashed(said)) != hashed:
            wrong[return_id].append(f"a flag in {row.section} is not what was stored")
            continue
        flag = flag_from(row.section, field, *said)
        found[return_id].flags.append(KeptFlag(flag_id, row.id, flag, hashed))


def _issues_and_steps(read: _Read, found: dict[int, KeptReturn]) -> None:
    for return_id, revision, hashed in read.issues:
        if return_id in found:
            found[return_id].issues.append((revision, hashed))
    for return_id, hashed in read.last_steps:
        if return_id in found:
            found[return_id].last_step = hashed


def _refuse_unknown(found: Mapping[int | None, KeptReturn]) -> None:
    for row in (row for kept in found.values() for rows in kept.rows.values() for row in rows):
        section = SECTION_BY_KEY.get(row.section)
        if section is None or not row.figures.keys() <= section.fields.keys():
            raise StoreError(
                f"The store holds figures of {row.section} that this program does not know. "
                "Update Greener Practice to open it."
            )
