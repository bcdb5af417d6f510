"""A program is killed while it makes a PDF, restores, upgrades a store or moves in: no part of it is torn.

Run as `python -m tests.faults.operation_kills FOLDER KILLS SEED [--control]`; prints what came of it as JSON.
With `--control` a PDF is written straight to its place, so some must be torn.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from db.backups import backups_of
from db.opening import open_store
from db.restoring import restore
from greenpractice.errors import UserError
from greenpractice.exchange.pdf_return import read_pdf
from greenpractice.exchange.signing import signing_key
from greenpractice.returns.documents import ReturnDocument
from greenpractice.tasks.exports import never
from greenpractice.tasks.moving import move_from, move_to
from greenpractice.tasks.pdf_preview import draft_of
from greenpractice.tasks.return_files import OneReturn, pdf_of, save_summary_pdf
from tests.db.helpers import KEY, session

GOLDEN = Path(__file__).parents[1] / "files" / "store-version-1.db"
PDF, NEXT = "mine.pdf", "next.pdf"


def make_pdf(path: Path, name: str = NEXT) -> None:
    """The next version, beside the one before."""
    store = open_store(path, write=True)
    save_summary_pdf(OneReturn(store, KEY), path.with_name(name), path, never)
    store.close()


def make_pdf_carelessly(path: Path) -> None:
    """The same, as it must not be done."""
    store = open_store(path, write=True)
    stored = store.load(KEY)
    assert stored is not None
    data = pdf_of(draft_of(store, stored, [], datetime.now(UTC)))
    with path.with_name(NEXT).open("wb", buffering=0) as file:
        for start in range(0, len(data), 100):
            file.write(data[start : start + 100])
            os.fsync(file.fileno())


def bring_back(path: Path) -> None:
    """The older of the two backups."""
    restore(path, backups_of(path)[1].path)


def upgrade(path: Path) -> None:
    """Open a store of the first version."""
    open_store(path, write=True).close()


def move_in(path: Path) -> None:
    """All of another computer in the place of this one's."""
    move_from(path.with_name("all.greenpractice-move"), path, restore)


OPERATIONS: dict[str, Callable[[Path], None]] = {
    each.__name__: each for each in (make_pdf, bring_back, upgrade, move_in)
}


def make(folder: Path) -> Path:
    """A store with two backups, a PDF of version 1 with changes since, and another computer's file."""
    path = folder / "practice" / "greenpractice.db"
    session(path, "1")
    make_pdf(path, PDF)
    session(path, "2")
    other = folder / "other" / "greenpractice.db"
    session(other, "777")
    store = open_store(other, write=True)
    move_to(store, path.with_name("all.greenpractice-move"))
    store.close()
    return path


def kill(folder: Path, kills: int, seed: int, *, control: bool = False) -> Counter[str]:
    """Kill each operation at random moments; `torn`, `lost` and `unsound` must be 0."""
    chance, came = random.Random(seed), Counter[str]()
    sound = make(folder / "sound").parent
    operations = {"make_pdf": make_pdf_carelessly} if control else OPERATIONS
    for name, operation in operations.items():
        started = time.monotonic()
        before, after = _kinds(_copy(sound, folder, name)), set[object]()
        path = _copy(sound, folder, name)
        operation(path)
        after = _kinds(path)
        took = time.monotonic() - started
        for _ in range(kills):
            path = _copy(sound, folder, name)
            was_killed = _killed(operation, path, chance.uniform(0, took))
            came[f"{name} {'killed' if was_killed else 'done'}"] += 1
            found = _kinds(path)
            came[f"{name} torn"] += not found <= before | after
            came[f"{name} unsound"] += "unsound" in found
            for part in path.parent.glob(".*.part"):
                os.utime(part, (0, 0))  # as it is an hour later: until then another program may be writing it
            operation(path)  # what was killed can be done again, and clears up
            came[f"{name} left over"] += len(list(path.parent.glob("*.part")))
    return came


def _copy(sound: Path, folder: Path, name: str) -> Path:
    here = folder / "killed"
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(sound, here)
    path = here / "greenpractice.db"
    if name == "upgrade":
        shutil.copyfile(GOLDEN, path)
    return path


def _killed(operation: Callable[[Path], None], path: Path, after: float) -> bool:
    child = os.fork()
    if child == 0:
        try:
            operation(path)
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _kinds(path: Path) -> set[object]:
    """What is there, each part as a value: figures, the PDF and the key; "unsound" for what is not."""
    found: set[object] = set()
    try:
        store = open_store(path, write=True)
        found.add(("figures", *(_said(each) for each in store.documents(store.keys()))))
        if store.check():
            found.add("unsound")
        store.close()
    except UserError:
        found.add("unsound")
    for pdf in (path.with_name(PDF), path.with_name(NEXT)):
        try:
            if pdf.name == PDF or pdf.exists():
                found.add((pdf.name, _said(read_pdf(pdf)[0])))
        except UserError:
            found.add("unsound")
    found.add(("key", signing_key(path).public_key))
    return found


def _said(each: ReturnDocument) -> tuple[object, ...]:
    return each.ods_code, each.period, json.dumps([dict(row) for row in each.rows("electricity")])


if __name__ == "__main__":
    asked_folder, asked_kills, asked_seed = sys.argv[1:4]
    count = kill(Path(asked_folder), int(asked_kills), int(asked_seed), control="--control" in sys.argv)
    sys.stdout.write(json.dumps(count))
