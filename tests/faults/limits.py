"""Writing fails at every size, on a full disk, in a read-only folder: a sentence, and all as it was.

Run as `python -m tests.faults.limits FOLDER STEPS`, `... FOLDER --full-disk` or `... FOLDER --read-only`;
prints what came of it as JSON.
"""

import ctypes
import json
import os
import re
import resource
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from db.backups import backups_of
from db.checks import problems_in, problems_in_file
from db.engine import open_engine
from db.opening import open_store
from db.restoring import restore
from greenpractice.errors import UserError
from greenpractice.files import write_in_one_step
from tests.db.helpers import content_of, document

OLD, NEW = b"the old report", bytes(range(256)) * 400
SENTENCES = re.compile(
    "There is not enough space in|could not be read or saved: the disk is full|cannot be written to|"
    "You may not write in|or its folder is read-only|cannot be opened: you may not"
)
DONE, REFUSED, NO_BACKUP, BUG = 0, 2, 3, 4
OUTCOMES = {DONE: "done", REFUSED: "refused", NO_BACKUP: "done but for its backup", BUG: "is a bug"}
Operation = Callable[[Path], None]


def make(path: Path) -> None:
    """A store with two backups, one copy of it, and a report; copied, once it has been made."""
    template = path.parents[2] / "template"
    if not template.exists():
        _make_template(template / path.name)
    shutil.copytree(template, path.parent)


def _make_template(path: Path) -> None:
    for revision in (1, 2):
        store = open_store(path, write=True)
        store.record(document(revision, str(revision)))
        store.close()
    shutil.copy(path, path.parent / "copy.db")
    (path.parent / "report.pdf").write_bytes(OLD)


def open_new(path: Path) -> None:
    """Make a store where there is none."""
    open_store(path.parent / "new.db", write=True).close()


def record(path: Path) -> None:
    """Store a whole return, and let the backup of closing have its way too."""
    store = open_store(path, write=True)
    try:
        store.record(document(3, "3" * 3000))
    except UserError:
        with suppress(UserError):
            store.close()
        raise
    store.close()


def back_up(path: Path) -> None:
    """A copy over an older one."""
    store = open_store(path, write=True)
    try:
        store.backup(path.parent / "copy.db")
    finally:
        store.close()


def bring_back(path: Path) -> None:
    """Restore the older of the two backups."""
    restore(path, backups_of(path)[1].path)


def report(path: Path) -> None:
    """Write a report over an older one."""
    write_in_one_step(path.parent / "report.pdf", NEW)


OPERATIONS: dict[str, Operation] = {
    each.__name__: each for each in (open_new, record, back_up, bring_back, report)
}


def sweep(folder: Path, steps: int) -> Counter[str]:
    """Each operation with the size of files limited to ever more bytes, from 0 to more than it needs."""
    came: Counter[str] = Counter()
    for name, operation in OPERATIONS.items():
        for step in range(steps + 1):
            path = folder / name / str(step) / "greenpractice.db"
            make(path)
            largest = 2 * path.stat().st_size
            came += attempt(path, name, operation, lambda limit=largest * step // steps: _limit(limit))
    return came


def full_disk(folder: Path) -> Counter[str]:
    """Each operation on a file system with ever less space left."""
    came: Counter[str] = Counter()
    for name, operation in OPERATIONS.items():
        for left in (0, 4096, 20_000, 60_000, 100_000, 150_000, 250_000):
            path = folder / name / str(left) / "greenpractice.db"
            make(path)
            ballast = folder / "ballast"
            free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
            ballast.write_bytes(bytes(max(0, free - left)))
            came += attempt(path, name, operation, lambda: None, before_looking=ballast.unlink)
            shutil.rmtree(path.parent)
    return came


def read_only(folder: Path) -> Counter[str]:
    """Each operation in a folder, and on a file, that may only be read."""
    came: Counter[str] = Counter()
    for name, operation in OPERATIONS.items():
        path = folder / name / "only" / "greenpractice.db"
        make(path)
        path.parent.chmod(0o555)
        came += attempt(path, name, operation, _without_privileges, partial(path.parent.chmod, 0o755))
    path = folder / "file" / "only" / "greenpractice.db"
    make(path)
    path.chmod(0o444)
    came += attempt(path, "record", record, _without_privileges, partial(path.chmod, 0o644))
    return came


def attempt(
    path: Path,
    name: str,
    operation: Operation,
    hinder: Callable[[], object],
    before_looking: Callable[[], object] = lambda: None,
) -> Counter[str]:
    """Do the operation in a hindered child; count how it ended, and all that is not as it should be."""
    before = _state(path)
    child = os.fork()
    if child == 0:
        try:
            hinder()
            os._exit(_outcome(path, operation))
        finally:
            os._exit(BUG)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    before_looking()
    # a change that could not even be rolled back waits for this: the next time the file is opened for writing
    problems = problems_in(path, open_engine(path, write=True))
    after = _state(path)
    came = Counter({f"{name} {OUTCOMES.get(ended, 'died')}": 1})
    came["changed though refused"] += ended == REFUSED and before != after
    came["unchanged though done"] += ended in (DONE, NO_BACKUP) and before == after
    came["unsound"] += bool(problems) or bool(problems_in_file(path.parent / "copy.db"))
    came["left over"] += len(list(path.parent.rglob("*.part*")))
    return came


def _outcome(path: Path, operation: Operation) -> int:
    try:
        operation(path)
    except UserError as error:
        if "no backup could be made" in str(error):
            return NO_BACKUP
        return REFUSED if SENTENCES.search(str(error)) else BUG
    return DONE


def _state(path: Path) -> dict[str, Any]:
    """What the store shows, and the bytes of the copy, the report and whether the new store is there."""
    store = open_store(path, write=False)
    shown = content_of(store)
    store.close()
    files = {name: (path.parent / name).read_bytes() for name in ("copy.db", "report.pdf")}
    return {"shown": shown, "new": (path.parent / "new.db").exists(), **files}


def _limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _without_privileges() -> None:
    """Take from root what lets it write anywhere (capset(2)); for anyone else this does nothing."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)())


if __name__ == "__main__":
    asked_folder, how = Path(sys.argv[1]), sys.argv[2]
    given = {"--full-disk": full_disk, "--read-only": read_only}
    found = given[how](asked_folder) if how in given else sweep(asked_folder, int(how))
    sys.stdout.write(json.dumps(found))
