"""What changed in a return, step by step: written with each change, read back verified."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, insert, select

from db import tables
from db.hashing import step_hash
from db.many import insert_many
from db.returns import KeptFlag, KeptReturn, KeptRow, name_of
from greenpractice.returns.documents import Contact, Flag, ImportedFrom, canonical_bytes, flag_json
from greenpractice.store import About, HistoryEntry, StoreDamaged


class Change(NamedTuple):
    """One change as the store keeps it."""

    about: str
    section: str | None
    row_id: int | None
    field: str | None
    before: str | None
    after: str | None


_FIGURE = About.FIGURE.value  # of which there are very many
_COLUMNS = ("step_id", *Change._fields)


def changes_between(before: KeptReturn | None, after: KeptReturn) -> list[Change]:
    """Everything that differs, rows that went first: enough to undo the step, or to follow it."""
    old = before.placed_rows() if before else {}
    new = after.placed_rows()
    changes = list(_details(before, after))
    for row_id in [*(gone for gone in old if gone not in new), *new]:
        changes += _row_changes(row_id, old.get(row_id), new.get(row_id))
    return changes + list(_flag_changes(before.flags if before else [], after.flags))


def add_step(
    connection: Connection, kept: KeptReturn, number: int, what: str, changes: list[Change], at: datetime
) -> bytes:
    """Write a step with its changes; its hash, which goes into the digest of the return."""
    moment = utc_text(at)
    hashed = step_hash(kept.place, kept.last_step, number, moment, what, changes)
    step = {"id": number, "return_id": kept.id, "at": moment, "what": what, "hash": hashed}
    connection.execute(insert(tables.steps), step)
    insert_many(connection, tables.changes, _COLUMNS, [(number, *change) for change in changes])
    return hashed


def read_steps(
    connection: Connection, kept: Mapping[int, KeptReturn], problems: list[str]
) -> list[tuple[Row[Any], list[Change]]]:
    """Every step of these returns with its changes, oldest first; `problems` get what does not verify."""
    steps, changes = tables.steps, tables.changes
    mine = steps.c.return_id.in_(kept)
    stored = connection.execute(select(steps).where(mine).order_by(steps.c.id)).all()
    chosen = select(changes).join(steps, steps.c.id == changes.c.step_id).where(mine)
    ordered = connection.execute(chosen.order_by(changes.c.step_id, changes.c.id)).all()
    of_step = {
        number: [Change(*record[2:]) for record in group]
        for number, group in groupby(ordered, attrgetter("step_id"))
    }
    last = dict.fromkeys(kept, b"")
    for step in stored:
        owner = kept[step.return_id]
        hashed = step_hash(
            owner.place, last[step.return_id], step.id, step.at, step.what, of_step.get(step.id, [])
        )
        if hashed != step.hash:
            problems.append(f"{name_of(owner.key)}: step {step.id} of its history is not what was stored")
        last[step.return_id] = step.hash
    return [(step, of_step.get(step.id, [])) for step in stored]


def read_history(connection: Connection, kept: KeptReturn) -> list[HistoryEntry]:
    """Every change of a return, oldest first; StoreDamaged if a step or change is not what was stored."""
    problems: list[str] = []
    steps = read_steps(connection, {kept.id or 0: kept}, problems)
    if problems:
        raise StoreDamaged(problems[0])
    nothing = [Change(About.STEP.value, None, None, None, None, None)]
    return [
        HistoryEntry(datetime.fromisoformat(step.at), step.id, step.what, About(change.about), *change[1:])
        for step, changes in steps
        for change in changes or nothing
    ]


def utc_text(moment: datetime) -> str:
    """A moment as the store keeps it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _details(before: KeptReturn | None, after: KeptReturn) -> Iterable[Change]:
    for name in ("name", "pcn_code", "contact"):
        was, now = (_detail(getattr(kept, name)) if kept else None for kept in (before, after))
        if was != now:
            yield Change(About.DETAILS.value, None, None, name, was, now)


def _detail(value: str | Contact | None) -> str | None:
    if isinstance(value, Contact):
        return json.dumps({"name": value.name, "email": value.email}, ensure_ascii=False)
    return value


def _row_changes(
    row_id: int, old: tuple[int, KeptRow] | None, new: tuple[int, KeptRow] | None
) -> Iterable[Change]:
    section = (new or old or (0, KeptRow(0, "", {})))[1].section
    if old is None or new is None:
        positions = (None if there is None else str(there[0]) for there in (old, new))
        yield Change(About.ROW.value, section, row_id, None, *positions)
    was, now = (there[1].figures if there else {} for there in (old, new))
    for name in {**was, **now}:
        texts = [side[name].text if name in side else None for side in (was, now)]
        if texts[0] != texts[1]:
            yield Change(_FIGURE, section, row_id, name, *texts)


def _flag_changes(before: list[KeptFlag], after: list[KeptFlag]) -> Iterable[Change]:
    old, new = ({(kept.row_id, kept.flag.field): kept for kept in flags} for flags in (before, after))
    for place in {**old, **new}:
        texts = [_flag_text(side[place]) if place in side else None for side in (old, new)]
        if texts[0] != texts[1]:
            section = (new.get(place) or old[place]).flag.section
            yield Change(About.FLAG.value, section, *place, *texts)


def _flag_text(kept: KeptFlag) -> str:
    flag = kept.flag
    return _said(flag.estimated, flag.note, flag.confirmed, flag.evidence, flag.source, flag.not_patients)


@lru_cache(maxsize=256)  # an import says the same of each of its rows
def _said(
    estimated: bool | None, note: str | None, confirmed: bool | None,
    evidence: tuple[str, ...] | None, source: ImportedFrom | None, not_patients: tuple[str, ...] | None,
) -> str:  # fmt: skip
    values = flag_json(Flag("", 0, None, estimated, note, confirmed, evidence, source, not_patients))
    said = {key: value for key, value in values.items() if key not in ("section", "row", "field")}
    return canonical_bytes(said).decode()
