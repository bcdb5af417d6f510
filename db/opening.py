"""Opening a store: what is checked before a figure is shown, and how a new or older file is made current."""

import glob
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from db.backups import back_up, copy_verified, folder_of, make_folder
from db.checks import check_schema, check_version
from db.engine import Patience, engine_on, for_migrating, for_writing, open_engine, translated
from db.header import has_journal
from db.loading import mark_of, read_index
from db.lock import WriterLock
from db.places import place_problem
from db.restoring import damage_told, looks_damaged
from db.saving import write_meta
from db.schema.migrations import STEPS, Step, migrate
from db.store import SqlStore
from greenpractice.backup_names import STAMP
from greenpractice.files import in_one_step, keep_private, need_file, remove_left_over, resolved
from greenpractice.own_files import evidence_folder
from greenpractice.store import StoreDamaged, StoreError, key_file, received_folder

_LEFT_OVER_SECONDS = 3600
QUICK_CHECK_BYTES = (
    8 * 1024 * 1024
)  # SQLite reads the whole file for it, which takes longer than people notice


def open_store(path: Path, *, write: bool, demo: bool = False, steps: Sequence[Step] = STEPS) -> SqlStore:
    """The store at `path`, made if it is not there and `write`; `demo` is said of a new store.

    Open it once in a process: a second look at the file could free the locks of the first. Raises
    StoreInUse if another program writes to it, StoreDamaged with the newest good backup, or a StoreError
    that says why it cannot be opened; the file is as it was then.
    """
    path = resolved(path)
    if path.is_dir():
        raise StoreError(f"{path} is a folder. Choose a data file in it.")
    need_file(path)
    if not write:
        return _open_to_look(path, steps)
    problem = place_problem(path)
    if problem:
        raise StoreError(problem)
    make_folder(path.parent)
    lock = WriterLock(path)
    lock.take()
    try:
        remove_left_over(path.parent, f"{path.stem}.")
        _remove_moved(path.parent)
        if not path.exists():
            _make(path, demo, steps)
        store = _open(path, lock, steps)
        if demo and not store.is_demo():
            raise StoreError(f"{path} holds real figures. Choose another file for the demonstration.")
        keep_private(_files_with_figures(path, lock.path))
    except BaseException:
        lock.release()
        raise
    return store


def _files_with_figures(store: Path, lock: Path) -> Iterator[Path]:
    """The store and what belongs to it, as far as it is there."""
    yield from (store, lock, key_file(store))
    yield from folder_of(store).glob("*.db")
    yield from received_folder(store).glob("*.pdf")
    yield from evidence_folder(store).glob("*.*")
    yield from store.parent.glob(f"{glob.escape(store.stem)}.before-restore-*")
    yield from store.parent.glob(f"{glob.escape(store.name)}.damaged-*")


def _remove_moved(folder: Path) -> None:
    """The copies of data that moving left behind in earlier versions, where it was killed."""
    for left_over in folder.glob(".greenpractice-????????"):
        with suppress(OSError):
            is_old = time.time() - left_over.stat().st_mtime >= _LEFT_OVER_SECONDS
            if is_old and {each.name for each in left_over.iterdir()} <= {"data.db", "signing.key"}:
                shutil.rmtree(left_over)


def put_in_order(path: Path, steps: Sequence[Step] = STEPS) -> None:
    """Finish what looking alone cannot: roll back a change that was cut off, upgrade an older store.

    Does nothing where the store is in order, is in use, or may not be written: looking says why then.
    """
    path = resolved(path)
    with suppress(StoreError):
        if path.is_file() and (has_journal(path) or check_version(path, steps) < len(steps)):
            open_store(path, write=True, steps=steps).close()


def _open_to_look(path: Path, steps: Sequence[Step]) -> SqlStore:
    if not path.exists():
        raise StoreError(f"There is no store at {path} yet.")
    return _open(path, None, steps)


def _open(path: Path, lock: WriterLock | None, steps: Sequence[Step]) -> SqlStore:
    with damage_told(path, steps, put_aside=lock is not None):
        if looks_damaged(path):
            raise StoreDamaged("its first bytes are not those of a store")
        version = check_version(path, steps, write=lock is not None)
        patience = Patience()
        engine = open_engine(path, write=lock is not None, patience=patience)
        # before anything is made of it: a file of an older version has the tables of that version
        with translated(path), engine.begin() as connection:
            if path.stat().st_size <= QUICK_CHECK_BYTES:
                problem = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
                if problem != "ok":
                    raise StoreDamaged(f"its structure is broken ({problem})")
            check_schema(connection, steps[:version])
        if version < len(steps):
            if lock is None:
                raise StoreError(
                    f"{path} was made by an older Greener Practice. Open it for writing once to update it."
                )
            _upgrade(path, version, steps)
        # a writer takes the write lock, so that a read-only file is refused now, not at the first figure
        with translated(path), (for_writing(engine) if lock else engine).begin() as connection:
            read_index(connection)
            mark = mark_of(connection)
    return SqlStore(path, engine, lock, steps, mark, patience)


def _make(path: Path, demo: bool, steps: Sequence[Step]) -> None:
    """A new store, whole or not at all: a program killed on the way leaves no half of one."""
    with closing(sqlite3.connect(":memory:")) as memory, in_one_step(path, private=True) as unfinished:
        engine = engine_on(memory)
        migrate(engine, steps)
        with engine.begin() as connection:
            write_meta(connection, "demo", str(int(demo)))
            write_meta(connection, "total", f"{0:064x}")
        copy_verified(engine, unfinished, path, steps)


def _upgrade(path: Path, version: int, steps: Sequence[Step]) -> None:
    """Bring an older file up to date, after a copy of it has been upgraded in memory and verified."""
    stamp = datetime.now(UTC).strftime(STAMP)
    make_folder(folder_of(path))
    target = folder_of(path) / f"{path.stem}.version-{version}-{stamp}.db"
    back_up(path, open_engine(path, write=True), target, steps)
    with translated(path):
        migrate(for_migrating(path), steps)
