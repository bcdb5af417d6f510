"""Backups beside the store: made when figures changed, verified before they count, then thinned."""

import glob
import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Engine, func, select

from db import tables
from db.checks import copy_pages, problems_in_file
from db.engine import translated
from db.hashing import MODULUS
from db.header import FileKind, read_header
from db.loading import KNOWN, read_meta
from db.schema.migrations import STEPS, Step
from greenpractice.backup_names import STAMP, made_at, stamped
from greenpractice.files import in_one_step, make_private, remove_left_over
from greenpractice.store import StoreDamaged, StoreError

_ALL_OF_DAYS, _DAYS, _WEEKS, _MONTHS = 3, 14, 12, 15
_A_JUMP = timedelta(days=7)  # of a clock, or a rest: a few backups cannot tell them apart
_NOTHING = "0" * 8  # the state of a store that holds nothing


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
            at = stamped(match[2]) or made_at(path)
            found.append(Backup(path, int(match[1]), at, int(match[3]), match[4]))
    return sorted(found, key=lambda backup: backup.number, reverse=True)


def copies_of(store: Path) -> list[Path]:
    """Every copy beside a store that was made by itself: automatic backups, then what was put aside."""
    stem = glob.escape(store.stem)
    others = [
        *folder_of(store).glob(f"{stem}.version-*.db"),
        *store.parent.glob(f"{stem}.before-restore-*.db"),
    ]
    backups = [backup.path for backup in backups_of(store)]
    return [*backups, *sorted(others, key=made_at, reverse=True)]


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
    for backup in superfluous(backups_of(store)):
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
    with in_one_step(target, private=True) as unfinished:
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


def superfluous(backups: Sequence[Backup]) -> list[Backup]:
    """Which of the backups, newest first, are not kept: all of 3 days, then one a day, week and month.

    Days, weeks and months are counted as far as backups have them, and what a wrong clock made is kept and
    not counted: neither a clock that jumps nor a long rest takes any away.
    """
    days, weeks, months = _Counted(), _Counted(), _Counted()
    gone = []
    earliest = backups[0].at if backups else None
    for backup in backups[_after_a_jump(backups) :]:
        at = backup.at
        if earliest is not None and at > earliest:
            continue
        earliest = at
        first_of_day = days.is_first(at.date())
        first_of_week = weeks.is_first(at.isocalendar()[:2])
        first_of_month = months.is_first((at.year, at.month))
        if not (
            days.number <= _ALL_OF_DAYS
            or (first_of_day and days.number <= _DAYS)
            or (first_of_week and weeks.number <= _WEEKS)
            or (first_of_month and months.number <= _MONTHS)
        ):
            gone.append(backup)
    return gone


def _after_a_jump(backups: Sequence[Backup]) -> int:
    """How many of the newest came after a gap so long, and so lately, that the clock may have jumped."""
    for number, (newer, older) in enumerate(pairwise(backups), start=1):
        if backups[0].at - newer.at > _A_JUMP:
            return 0
        if newer.at - older.at > _A_JUMP:
            return number
    return 0


class _Counted:
    """How many different days, weeks or months came by."""

    def __init__(self) -> None:
        self.number = 0
        self._last: object = None

    def is_first(self, which: object) -> bool:
        """True for the newest backup of each."""
        is_first = which != self._last
        self._last = which
        self.number += is_first
        return is_first


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
        make_private(folder)
    except OSError as error:
        raise StoreError(
            f"The folder {folder} could not be made ({error.strerror}). Choose another one."
        ) from error
