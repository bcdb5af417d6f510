"""Backups beside the store: made when figures changed, verified before they count, then thinned."""

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, func, select

from db import tables
from db.checks import copy_pages, problems_in_file
from db.engine import translated
from db.hashing import MODULUS
from db.header import FileKind, read_header
from db.loading import read_meta
from db.migrations import STEPS, Step
from db.revisions import KNOWN
from greenpractice.files import in_one_step, remove_left_over
from greenpractice.store import StoreDamaged, StoreError

STAMP = "%Y%m%dT%H%M%SZ"
_ALL_FOR, _DAILY_FOR = timedelta(days=2), timedelta(days=2 + 12)
_WEEKLY_FOR, _MONTHLY_FOR = timedelta(days=14, weeks=10), timedelta(days=14 + 366, weeks=10)
_NOTHING = "0" * 8  # the state of a store that holds nothing
_ALWAYS = 3  # the newest few stay however old: a store may rest for a year and then be spoilt


@dataclass(frozen=True, slots=True)
class Backup:
    """One automatic backup. They are ordered by `number`, because a clock can be wrong."""

    path: Path
    number: int
    at: datetime
    step: int
    state: str


def folder_of(store: Path) -> Path:
    """Where the backups of a store lie."""
    return store.with_name(f"{store.stem}-backups")


def backups_of(store: Path) -> list[Backup]:
    """The automatic backups of a store, newest first."""
    pattern = re.compile(re.escape(store.stem) + r"-(\d{6})-(\d{8}T\d{6}Z)-(\d+)-([0-9a-f]{8})\.db", re.ASCII)
    found = []
    for path in folder_of(store).glob("*.db"):
        match = pattern.fullmatch(path.name)
        if match:
            at = datetime.strptime(match[2], STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, int(match[1]), at, int(match[3]), match[4]))
    return sorted(found, key=lambda backup: backup.number, reverse=True)


def make_backup_if_changed(store: Path, engine: Engine, steps: Sequence[Step] = STEPS) -> Path | None:
    """Make and verify a backup if the figures are not those of the newest one, then thin; its path."""
    with translated(store), engine.begin() as connection:
        step = connection.execute(select(func.max(tables.steps.c.id))).scalar()
        state = state_of(read_meta(connection))[:8]
    if step is None and state == _NOTHING:
        return None
    step = step or 0  # what was received is no step of history
    there = backups_of(store)
    if there and (there[0].step, there[0].state) == (step, state):
        return None
    now = datetime.now(UTC)
    number = there[0].number + 1 if there else 1
    target = folder_of(store) / f"{store.stem}-{number:06}-{now.strftime(STAMP)}-{step}-{state}.db"
    make_folder(target.parent)
    remove_left_over(target.parent, store.stem)
    back_up(store, engine, target, steps)
    for backup in superfluous(backups_of(store), now):
        backup.path.unlink(missing_ok=True)
    return target


def state_of(facts: Mapping[str, str]) -> str:
    """The totals over returns, received returns and keys as one."""
    totals = (int(value, 16) for key, value in facts.items() if key not in ("demo", KNOWN))
    return f"{sum(totals) % MODULUS:064x}"


def back_up(store: Path, engine: Engine, target: Path, steps: Sequence[Step] = STEPS) -> None:
    """A verified copy of an open store, put in the place of `target` in one step."""
    if target.exists() and target.is_file():
        if target.samefile(store):
            raise StoreError(f"{target} is the store itself. Choose another file for the backup.")
        if read_header(target).kind is FileKind.OTHER:
            raise StoreError(f"{target} is another kind of file. It was not touched; choose another name.")
    with in_one_step(target) as unfinished:
        copy_verified(engine, unfinished, target, steps)


def copy_verified(engine: Engine, unfinished: Path, target: Path, steps: Sequence[Step]) -> None:
    """Copy a store into a new file and check the copy; what is wrong with it is raised."""
    with translated(target), closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
        # whoever makes the file sees to it that it reaches the disk before it counts
        copy.execute("PRAGMA journal_mode = OFF").close()
        copy.execute("PRAGMA synchronous = OFF").close()
        copy_pages(engine, copy)
    problems = problems_in_file(unfinished, steps)
    if problems:
        raise StoreDamaged(problems[0])


def superfluous(backups: Iterable[Backup], now: datetime) -> list[Backup]:
    """Which of the backups, newest first, are not kept: all for 2 days, then one a day, week and month."""
    kept: set[tuple[object, ...]] = set()
    gone = []
    for rank, backup in enumerate(backups):
        slot = _slot(backup.at, now - backup.at)
        if rank >= _ALWAYS and (slot is None or slot in kept):
            gone.append(backup)
        elif slot:
            kept.add(slot)
    return gone


def _slot(at: datetime, age: timedelta) -> tuple[object, ...] | None:
    """What a backup stands for: only the newest of a slot is kept; None is too old."""
    if age <= _ALL_FOR:
        return ("each", at)
    if age <= _DAILY_FOR:
        return ("day", at.date())
    if age <= _WEEKLY_FOR:
        return ("week", *at.isocalendar()[:2])
    return ("month", at.year, at.month) if age <= _MONTHLY_FOR else None


def newest_good_backup(store: Path, steps: Sequence[Step] = STEPS) -> Path | None:
    """The newest automatic backup that is sound, each one read through; None if there is none."""
    for backup in backups_of(store):
        try:
            if not problems_in_file(backup.path, steps):
                return backup.path
        except StoreError:
            continue
    return None


def make_folder(folder: Path) -> None:
    """Make a folder with those above it; a StoreError says why that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {folder} could not be made ({error.strerror}). Choose another one."
        ) from error
