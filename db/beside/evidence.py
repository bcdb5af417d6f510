"""Bills and print-outs attached to figures: which a store refers to, their backups, and when copies go."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine, func, select

from db import tables
from db.backups import backups_of, folder_of
from db.engine import translated
from db.lock import is_held
from db.whose import told_by
from greenpractice.errors import UserError
from greenpractice.evidence_kept import copy_over, forget, is_backed_up, is_kept_name, kept_names, look
from greenpractice.own_files import evidence_folder, sharing_folders
from greenpractice.periods import Period
from greenpractice.phrases import counted
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.store import About, StoreError

_MOST_NAMED = 5  # figures


class Attached(NamedTuple):
    """One attached file, and the row of a return that it stands at; `row` counts from 0."""

    name: str
    practice: str
    period: Period
    section: str
    row: int

    @property
    def words(self) -> str:
        """`Electricity, row 2, April to June 2026`."""
        return f"{SECTION_BY_KEY[self.section].title}, row {self.row + 1}, {self.period.words}"


def attached_in(connection: Connection) -> list[Attached]:
    """Every file kept here that a figure refers to now, in the order of returns and rows."""
    rows, returns = tables.rows, tables.returns
    position = func.row_number().over(
        partition_by=(rows.c.return_id, rows.c.section), order_by=rows.c.position
    )
    numbered = select(rows.c.id, rows.c.section, (position - 1).label("number")).subquery()
    found = connection.execute(
        select(
            tables.flags.c.evidence,
            returns.c.ods_code,
            returns.c.period,
            numbered.c.section,
            numbered.c.number,
        )
        .join(numbered, numbered.c.id == tables.flags.c.row_id)
        .join(returns, returns.c.id == tables.flags.c.return_id)
        .where(tables.flags.c.evidence.is_not(None))
        .order_by(returns.c.ods_code, returns.c.period, numbered.c.section, numbered.c.number)
    )
    return [
        Attached(name, code, Period.parse(period), section, number)
        for said, code, period, section, number in found
        for name in json.loads(said)
        if is_kept_name(name)
    ]


def names_attached(connection: Connection) -> set[str]:
    """Their names alone."""
    column = tables.flags.c.evidence
    said = connection.execute(select(column).where(column.is_not(None))).scalars()
    return {name for each in said for name in json.loads(each) if is_kept_name(name)}


def tidy(store: Path, engine: Engine) -> None:
    """Take away copies that were attached in these data and are no longer: called where no undo is left.

    What these data never referred to stays, as that of a file whose place this one took, and so does what
    another data file or backup in the same folder needs that has this name with another ending.
    """
    folder = evidence_folder(store)
    there = kept_names(folder)
    if not there:
        return
    with translated(store), engine.begin() as connection:
        left = there - names_attached(connection)
        gone = {name for name in left if _was_attached(connection, name)}
    forget(folder, _free_of_others(gone, sharing_folders(store)))


def _free_of_others(names: AbstractSet[str], others: Iterable[Path]) -> AbstractSet[str]:
    """Names that none of these data files refers to; none where one is open or cannot be read."""
    for other in others if names else ():
        referred = None if is_held(other) else told_by(other, names_attached)
        names = names - referred if referred is not None else frozenset()
    return names


def _was_attached(connection: Connection, name: str) -> bool:
    changes = tables.changes
    found = select(changes.c.id).where(
        changes.c.about == About.FLAG.value,
        changes.c.before.contains(name) | changes.c.after.contains(name),
    )
    return connection.execute(found.limit(1)).first() is not None


@contextmanager
def backed_up_beside(store: Path, engine: Engine, target: Path) -> Iterator[None]:
    """Put what is attached beside a backup that the block makes, where that was chosen: both or neither."""
    folder = evidence_folder(target)
    if not is_backed_up(store) or folder == evidence_folder(store):
        yield  # a backup beside its data that has their name: what is attached lies there already
        return
    with translated(store), engine.begin() as connection:
        names = names_attached(connection)
    before = kept_names(folder)
    try:
        try:
            copy_over(names, [evidence_folder(store)], folder)
        except UserError as error:
            raise StoreError(f"No backup was made. {error}") from error
        yield
    except BaseException:
        forget(folder, kept_names(folder) - before)
        with suppress(OSError):  # one that others have files in stays
            folder.rmdir()
        raise
    forget(folder, _free_of_others(before - names, sharing_folders(target)))


def shared_folder(store: Path) -> Path:
    """Where what is attached lies once for all automatic backups."""
    return evidence_folder(folder_of(store) / store.name)


def back_up_shared(store: Path, engine: Engine, *, made: bool) -> None:
    """Put what is attached beside the automatic backups; take away what none of them refers to any more.

    Where none was `made` only what is missing there is put: backups may hold it since the newest was.
    """
    if not is_backed_up(store):
        return
    folder = shared_folder(store)
    with translated(store), engine.begin() as connection:
        names = names_attached(connection)
    there = kept_names(folder)
    try:
        copy_over(names if made else names - there, [evidence_folder(store)], folder)
    except UserError as error:
        raise StoreError(
            f"Everything is saved and backed up, but not all bills and print-outs. {error}"
        ) from error
    if made:
        forget(folder, _free_of_others(there - names, [backup.path for backup in backups_of(store)]))


def bring_back(store: Path, backup: Path) -> str:
    """Put what a restored store refers to beside it again; says what came back, and what is missing."""
    attached = told_by(store, attached_in) or []
    names = {each.name for each in attached}
    there = kept_names(evidence_folder(store))
    sources = [evidence_folder(backup), evidence_folder(backup.parent / store.name)]
    try:
        missing = copy_over(names, sources, evidence_folder(store))
    except UserError as error:
        return f" Not all bills and print-outs could be brought back. {error}"
    back = (names - missing) - there
    words = f" {_counted(back)} came back with it." if back else ""
    return words + (f" {_missing_words(attached, missing)}" if missing else "")


def evidence_problems(connection: Connection, store: Path) -> Iterator[str]:
    """Files that are gone or changed. Without the folder the store was moved: there are none to check."""
    if not evidence_folder(store).is_dir():
        return
    for each in attached_in(connection):
        problem = look(store, each.name).problem
        if problem:
            yield f"a bill or print-out of {each.practice}, {each.words}, is {problem}"


def _missing_words(attached: Sequence[Attached], missing: Collection[str]) -> str:
    """`2 bills or print-outs are missing, as this backup is without: Electricity, row 1, …; …`."""
    places = list(dict.fromkeys(each.words for each in attached if each.name in missing))
    more = f"; and {len(places) - _MOST_NAMED} more" if len(places) > _MOST_NAMED else ""
    are, which = "is" if len(missing) == 1 else "are", "; ".join(places[:_MOST_NAMED])
    return f"{_counted(missing)} {are} missing, as this backup is without: {which}{more}."


def _counted(names: Collection[str]) -> str:
    return counted(len(names), "bill or print-out", "bills or print-outs")
