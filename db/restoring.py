"""Bringing a backup back, and putting a damaged store aside: nothing that was there is lost on the way."""

import glob
import hashlib
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from db import printed, tables
from db.backups import backups_of, copies_of, copy_verified, make_folder, newest_good_backup, state_of
from db.beside.evidence import bring_back
from db.checks import problems_in, problems_in_file, unforeseen_problem
from db.engine import UNFORESEEN, engine_on, open_engine, translated
from db.hashed_rows import add_missing, sound_rows
from db.header import FileKind, check_kind, has_journal, journal_of, journal_restores, read_header
from db.lead import reports
from db.lead.keys import note_seen, read_keys
from db.loading import read_meta
from db.lock import WriterLock
from db.places import place_problem
from db.received import next_id, read_what_came
from db.revisions import MOST, issued_revisions, note_known, read_known
from db.schema.migrations import STEPS, Step, migrate
from db.whose import need_same_kind, told_by
from greenpractice.backup_names import STAMP, made_at
from greenpractice.errors import UserError
from greenpractice.files import in_one_step, need_file, resolved
from greenpractice.keys_kept import SeenKey
from greenpractice.phrases import counted
from greenpractice.store import OfferedBackup, StoreDamaged, StoreError, StoreNewer, received_folder

# what was made of figures, and may be with somebody: of each the names of the columns that tell it apart
_MADE = (
    (printed.TABLE, printed.IDENTITY),
    (reports.TABLE, reports.IDENTITY),
    (reports.SHOWN, reports.IDENTITY),
)


def restore(store: Path, backup: Path, steps: Sequence[Step] = STEPS, *, other_kind: bool = False) -> str:
    """Put a verified copy of `backup` in the place of the store; says what was done.

    Works when the store is damaged or missing. StoreError if the backup is not sound, newer, or no
    store, or if the store is in use; then nothing is changed. OtherKind where one of the two is a demo and
    the other is not, or where they share no practice, unless `other_kind` says that this is meant.
    """
    store, backup = resolved(store), resolved(backup)
    problem = place_problem(store)
    if problem:
        raise StoreError(problem)
    need_file(backup)
    if not backup.is_file():
        raise StoreError(f"There is no file {backup}.")
    if store.exists() and store.samefile(backup):
        raise StoreError(f"{backup} is the store itself. Choose a backup of it.")
    try:
        problems = problems_in_file(backup, steps)
    except StoreDamaged as error:
        problems = [str(error)]
    if problems:
        raise StoreError(f"{backup} is damaged: {problems[0]}. Nothing was changed; choose another backup.")
    make_folder(store.parent)
    with WriterLock(store):
        sound = _is_sound(store, steps) if store.exists() else None
        if sound is not None and not other_kind:
            need_same_kind(store, backup)
        aside = None
        before = told_by(store, read_what_came) if sound else None
        with in_one_step(store, private=True) as unfinished:
            copy_verified(open_engine(backup, write=False), unfinished, store, steps)
            _know_revisions(unfinished, store, steps)
            if sound is not None:
                aside = _put_aside(store, damaged=not sound)
                # a journal left beside the store would be rolled back into the restored file
                journal_of(store).unlink(missing_ok=True)
        problems = problems_in_file(store, steps)
    if problems:
        raise StoreError(f"{store} could not be restored: the disk does not keep what is written to it.")
    done = f"{store} was restored from {backup}."
    if aside is not None:
        done += f" The file that was there is now {aside}."
    return f"{done}{_gone_words(store, before)}{bring_back(store, backup)}"


def _gone_words(store: Path, before: AbstractSet[object] | None) -> str:
    """What practices sent that is no longer in the data, and where it still is; "" where that is nothing."""
    now = told_by(store, read_what_came)
    if before is None or now is None or before <= now:
        return ""
    gone = len(before - now)
    words = f"{counted(gone, 'return')} received since {'is' if gone == 1 else 'are'} no longer in the data"
    return (
        f" {words}, nor what you said of them. The PDFs are still in {received_folder(store)}: "
        "read them again."
    )


@contextmanager
def damage_told(store: Path, steps: Sequence[Step], *, put_aside: bool) -> Iterator[None]:
    """Damage is told with what to do about it, once.

    An error that nobody foresaw is damage where the file is not sound, and where it is, a bug of ours.
    """
    try:
        yield
    except StoreDamaged as error:
        if isinstance(error.__cause__, StoreDamaged):
            raise  # it comes from a reading inside a step and offers a backup already
        raise damaged(store, error, steps, put_aside=put_aside) from error
    except UNFORESEEN as error:
        problem = unforeseen_problem(store, steps)
        if problem is None:
            raise
        found = StoreDamaged(problem)
        found.__cause__ = error
        raise damaged(store, found, steps, put_aside=put_aside) from found


def damaged(store: Path, error: StoreDamaged, steps: Sequence[Step], *, put_aside: bool) -> StoreDamaged:
    """The damage in words, with the file put aside once and the newest good backup to offer."""
    sentence = f"{store.name} is damaged: {error}."
    if put_aside:
        try:
            sentence += f" A copy was put aside as {set_aside(store).name}."
        except UserError:
            sentence += " It was left as it is."
    backup = newest_good_backup(store, steps)
    if backup is None:
        return StoreDamaged(
            f"{sentence} There is no good backup beside it. "
            "If there is one elsewhere: greenpractice restore FILE"
        )
    return StoreDamaged(
        f'{sentence} The newest good backup is {backup}. To use it: greenpractice restore "{backup}"', backup
    )


def offered_backups(store: Path, steps: Sequence[Step] = STEPS) -> list[OfferedBackup]:
    """Every copy beside a store that was made by itself, the newest first, each one read through."""
    store = resolved(store)
    newest = _last_step(store)
    return [_offered(copy, newest, steps) for copy in copies_of(store)]


def offered_backup(store: Path, backup: Path) -> OfferedBackup:
    """A copy wherever it lies, not read through; what is lost is counted where it is one of this store."""
    backup = resolved(backup)
    mine, its = _last_step(store), _last_step(backup)
    lost = _lost(mine, its)
    if its and _step_hash(store, its) != _step_hash(backup, its):
        lost = None  # another store's, or one that went another way since
    if lost == 0 and _state(store) != _state(backup):
        lost = None  # more than steps differs: what a Lead received is none
    return OfferedBackup(backup, made_at(backup), None, lost)


def _lost(newest: int | None, step: int | None) -> int | None:
    """How many steps came after a copy's last one.

    None where that cannot be told: a store that was restored before may have fewer steps than a copy.
    """
    return newest - step if newest is not None and step is not None and newest >= step else None


def _state(store: Path) -> str | None:
    with suppress(ValueError):  # a total that is no number
        return told_by(store, lambda connection: state_of(read_meta(connection)))
    return None


def _step_hash(store: Path, step: int) -> bytes | None:
    """The hash of one step of history; None where it is not there."""
    wanted = select(tables.steps.c.hash).where(tables.steps.c.id == step)
    return told_by(store, lambda connection: connection.execute(wanted).scalar())


def _offered(copy: Path, newest: int | None, steps: Sequence[Step]) -> OfferedBackup:
    try:
        problem = next(iter(problems_in_file(copy, steps)), None)
    except StoreError as error:
        problem = str(error)
    step = None if problem else _last_step(copy)
    return OfferedBackup(copy, made_at(copy), problem, _lost(newest, step))


def _last_step(store: Path) -> int | None:
    """The number of the last step of history, as far as the file can still say it."""
    wanted = select(func.max(tables.steps.c.id))
    return told_by(store, lambda connection: connection.execute(wanted).scalar() or 0)


def set_aside(store: Path) -> Path:
    """A copy of a damaged store beside it, where it is, or where the same content was put before."""
    size, content = store.stat().st_size, _sha256(store)
    for there in sorted(store.parent.glob(f"{glob.escape(store.name)}.damaged-*")):
        if there.stat().st_size == size and _sha256(there) == content and not has_journal(store):
            return there
    return _copy_aside(store, _free(store.parent, f"{store.name}.damaged-{_stamp()}", ""))


def _know_revisions(restored: Path, store: Path, steps: Sequence[Step]) -> None:
    """Note in the restored file the revisions that the store, its backups and what was put aside hold.

    And what each PDF showed, also those of a network: what is made from now on and shows something else is
    another version. And the keys that practices' returns came with, as whose was first is known by all that
    came. A file of an older version is brought up to date first, as there was no place for that.
    """
    known: dict[str, int] = {}
    made: dict[str, list[dict[str, Any]]] = {table.name: [] for table, _ in _MADE}
    keys: list[SeenKey] = []
    for path in (store, *copies_of(store)):
        # what is not sound is no reason to leave out the others, nor to stop
        for each in (told_by(path, issued_revisions), told_by(path, read_known)):
            known |= {place: max(number, known.get(place, 0)) for place, number in (each or {}).items()}
        for table, _ in _MADE:
            made[table.name] += told_by(path, partial(sound_rows, table=table)) or ()
        keys += told_by(path, read_keys) or ()
    with translated(store), closing(sqlite3.connect(restored)) as opened:
        engine = engine_on(opened)
        migrate(engine, steps)
        with engine.begin() as connection:
            note_known(connection, {place: number for place, number in known.items() if number <= MOST})
            for table, identity in _MADE:
                add_missing(connection, table, made[table.name], identity)
            note_seen(connection, keys, next_id(connection))


def _put_aside(store: Path, *, damaged: bool) -> Path:
    """A copy of the file that is about to be replaced."""
    if damaged:
        return set_aside(store)
    return _copy_aside(store, _free(store.parent, f"{store.stem}.before-restore-{_stamp()}", ".db"))


def looks_damaged(store: Path) -> bool:
    """True for a file that is no store by its first bytes but stands where one with backups was."""
    is_other = read_header(store).kind is FileKind.OTHER and not journal_restores(store)
    return is_other and bool(backups_of(store))


def _is_sound(store: Path, steps: Sequence[Step]) -> bool:
    """Whether today's file is in order. StoreError if it is one that must not be replaced."""
    try:
        check_kind(store, len(steps), write=True)
    except (StoreDamaged, StoreNewer, *UNFORESEEN):  # a flipped bit can make a newer version; all is kept
        return False
    except StoreError:
        if looks_damaged(store):
            return False
        raise
    # opened for writing, so that a change that was cut off is rolled back before the file is copied
    return not problems_in(store, open_engine(store, write=True), steps)


def _copy_aside(store: Path, aside: Path) -> Path:
    if has_journal(store):
        with in_one_step(journal_of(aside), private=True) as unfinished:
            shutil.copyfile(journal_of(store), unfinished)
    with in_one_step(aside, private=True) as unfinished:
        shutil.copyfile(store, unfinished)
    return aside


def _stamp() -> str:
    return datetime.now(UTC).strftime(STAMP)


def _free(folder: Path, name: str, ending: str) -> Path:
    number, free = 1, folder / f"{name}{ending}"
    while free.exists():
        number += 1
        free = folder / f"{name}-{number}{ending}"
    return free


def _sha256(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
