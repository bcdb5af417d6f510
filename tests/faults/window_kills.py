"""The real window is killed again and again: what it told as saved is there when it is opened again.

Run as `python -m tests.faults.window_kills KILLS SEED [WHAT ...]`: as many for each of typing, importing,
making PDFs, restoring and migrating a store of the first version, KILLS in all. Prints what came of it as
JSON; ends with 1 if anything was lost, torn, unsound or left over, or a bug was met.
"""

import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from db.backups import backups_of, folder_of
from db.checks import problems_in_file
from db.header import has_journal
from db.opening import open_store
from greenpractice.app import LocalServices
from greenpractice.bug_log import LOG_NAME
from greenpractice.errors import UserError
from greenpractice.exchange.pdf_return import read_pdf
from greenpractice.store import Store
from tests.db.helpers import KEY, session
from tests.faults import window_drive
from tests.faults.import_kills import KEYS, number_of
from tests.faults.power_sessions import GOLDEN, figures
from tests.faults.window_drive import FIELD, PDFS
from ui.practice.practice_pages import PAGES
from ui.session.identity import Identity
from ui.session.preferences import Preferences

NEVER = ("lost", "torn", "unsound", "left over", "traceback", "bug", "shown otherwise", "not opened", "ended")
# How long something takes that a kill is to come upon, in seconds, on a computer that has time.
TAKES = {"typing": 0.08, "importing": 1.5, "making": 1.5, "restoring": 0.8}
# After how many things that were told as done.
TIMES = {
    "typing": (0, 1, 2, 5, 9),
    "importing": (0, 0, 1),
    "making": (0, 0, 1),
    "restoring": (0, 1, 2),
    "migrating": (0,),
}


# A process that the window was starting when it was killed: it waits for what it is to do, and nothing comes.
_ORPHAN = re.compile(
    r"Traceback \(most recent call last\):\n(?:  .*\n)*?"
    r"  File .*multiprocessing.spawn\.py.*in spawn_main\n(?:  .*\n)*"
    r".*reduction\.pickle\.load\(from_parent\)\n(?: +\^+\n)?EOFError: Ran out of input\n?"
)


def without_orphans(said: str) -> tuple[str, int]:
    """What was said but for such processes, and how many there were: nobody is left to hear them."""
    return _ORPHAN.subn("", said)


class Window:
    """A process of the program, forked when all is imported; what it told so far, line by line."""

    def __init__(self, what: str, folder: Path) -> None:
        reading, writing = os.pipe()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `errors`
        self._child = os.fork()
        if self._child == 0:
            os.close(reading)
            _be_the_program(what, folder, writing, self._errors.fileno())
        os.close(writing)
        self._told = os.fdopen(reading)
        self.told: list[dict[str, Any]] = []

    def wait_for(self, name: str) -> dict[str, Any] | None:
        """The next line that has this name; None if the program ended before."""
        for line in self._told:
            self.told.append(json.loads(line))
            if name in self.told[-1] or self.told[-1].get("opened") == "cannot":
                return self.told[-1]
        return None

    def kill(self) -> bool:
        """End it at once; False if it had ended by itself. What it told until then is read too."""
        os.kill(self._child, signal.SIGKILL)
        return self._status() == -signal.SIGKILL

    def ended(self) -> bool:
        """Wait for its end, and whether it ended well."""
        return self._status() == 0

    def _status(self) -> int:
        with self._told as rest:
            self.told += [json.loads(line) for line in rest]
        return os.waitstatus_to_exitcode(os.waitpid(self._child, 0)[1])

    def errors(self) -> str:
        """All that was written to standard error; asked once, at the end."""
        with self._errors as file:
            file.seek(0)
            return file.read().decode("utf-8", "replace")


def _be_the_program(what: str, folder: Path, writing: int, errors: int) -> None:
    """Start as the program does, and end as a process does."""
    status = 1
    try:
        os.dup2(writing, 1)
        os.dup2(errors, 2)
        sys.stdout, sys.stderr = (open(number, "w", closefd=False) for number in (1, 2))  # noqa: SIM115
        os.environ |= {"GREENPRACTICE_STORE": str(folder / "greenpractice.db"), "HOME": str(folder)}
        status = window_drive.main(what, folder)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _import_all() -> None:
    """What a window imports on its way, once for all of them."""
    import_module("ui.which_window")
    for page in PAGES:
        import_module(f"ui.{page.module}")
    LocalServices().get_ready()


def make(what: str, folder: Path) -> Path:
    """A practice's folder as it is before the first kill."""
    folder.mkdir(parents=True)
    path = folder / "greenpractice.db"
    preferences = Preferences(path.with_suffix(".ini"))
    preferences.put_identity(Identity("C82001", "Sample Surgery"))
    preferences.put("store", str(path))
    preferences.put("period", KEY.period.id)
    if what == "migrating":
        shutil.copyfile(GOLDEN, path)
        return path
    session(path, "1")
    if what == "restoring":
        for number in (1, 2):
            store = open_store(path, write=True)
            _put(store, number)
            store.backup(folder / f"copy-{number}.db")
            store.close()
    return path


def kill(folder: Path, what: str, kills: int, chance: random.Random) -> Counter[str]:
    """Kill a window while it does one thing, look, open again in a window; names of NEVER must have 0."""
    came: Counter[str] = Counter()
    path = make(what, folder / "practice")
    expected = _Expected(what, path)
    takes = _opening_takes(path) if what == "migrating" else TAKES[what]
    for _ in range(kills):
        if what == "migrating":
            shutil.rmtree(path.parent)
            make(what, path.parent)
        window = Window("looking" if what == "migrating" else what, path.parent)
        times = chance.choice(TIMES[what])
        window.wait_for("begun")
        if what != "migrating":
            came["shown otherwise"] += expected.is_other(window.wait_for("opened"))
        for _ in range(times):
            window.wait_for("done")
        time.sleep(chance.uniform(0, takes))
        came["killed" if window.kill() else "done before"] += 1
        came += expected.faults_after(window)
        if what == "migrating":
            came += opened_again(path, expected)
    if what != "migrating":
        came += opened_again(path, expected)
    came["left over"] += len(list(path.parent.glob(".greenpractice*.part")))
    came["left over"] += len(list(folder_of(path).glob("*.part")))
    return came


def _opening_takes(path: Path) -> float:
    """How long a window is about opening a store on this computer now, in seconds."""
    window = Window("looking", path.parent)
    window.wait_for("begun")
    started = time.monotonic()
    window.wait_for("opened")
    took = time.monotonic() - started
    window.ended()
    window.errors()
    return took


def opened_again(path: Path, expected: "_Expected") -> Counter[str]:
    """The window once more, closed as people close it."""
    window, came = Window("looking", path.parent), Counter[str]()
    came["shown otherwise"] += expected.is_other(window.wait_for("opened"))
    came["ended"] += not window.ended()
    return came + expected.faults_after(window)


class _Expected:
    """What has to be in a folder, by what its windows told."""

    def __init__(self, what: str, path: Path) -> None:
        self._what, self._path = what, path
        self._number = 0 if what != "restoring" else 2
        self._figures = ""
        if what == "migrating":
            with tempfile.TemporaryDirectory() as folder, _store(Path(shutil.copy(path, folder))) as store:
                self._figures = figures(store)

    def is_other(self, told: dict[str, Any] | None) -> bool:
        """Whether a window that opened shows another figure than is stored, or none at all."""
        if told is None or told["opened"] != "window":
            print(f"not opened: {told}", file=sys.stderr)
            return True
        return self._what in ("typing", "making", "restoring") and told["figure"] != self._number

    def faults_after(self, window: Window) -> Counter[str]:
        """What is not as it should be, now that the window is gone."""
        came = Counter({"journals rolled back": int(has_journal(self._path))})
        said, orphans = without_orphans(window.errors())
        came["begun and orphaned"] += orphans
        came["traceback"] += "Traceback" in said
        log = self._path.with_name(LOG_NAME)
        came["bug"] += log.exists()
        if "Traceback" in said or log.exists():
            print(said[-2000:], log.read_text()[-2000:] if log.exists() else "", file=sys.stderr)
        log.unlink(missing_ok=True)
        done = [told for told in window.told if "done" in told]
        came["told as saved"] += len(done)
        try:
            with _store(self._path) as store:
                came["unsound"] += bool(store.check())
                self._look(store, done, came)
        except UserError as error:
            print(f"not opened: {error}", file=sys.stderr)
            came["not opened"] += 1
        copies = [each.path for each in backups_of(self._path)]
        copies += [
            *folder_of(self._path).glob("*.version-*.db"),
            *self._path.parent.glob("*.before-restore-*.db"),
        ]
        came["unsound"] += sum(bool(problems_in_file(copy)) for copy in copies)
        return came

    def _look(self, store: Store, done: list[dict[str, Any]], came: Counter[str]) -> None:
        last = done[-1]["done"] if done else self._number
        if self._what == "migrating":
            came["lost"] += figures(store) != self._figures
            return
        if self._what == "importing":
            sides = {number_of(store, key) for key in KEYS}
            came["torn"] += len(sides) > 1 or "mixed" in sides
            number = int(sides.pop() or 0) if len(sides) == 1 else 0
            came["lost"] += number < last
        else:
            number = _figure(store)
            # of two copies that are restored in turn, the one that was told last is there, or the next
            allowed = (1, 2) if self._what == "restoring" else (last, last + 1)
            came["lost"] += number not in allowed
        if self._what == "making":
            self._look_at_pdfs(store, done, came)
        self._number = number

    def _look_at_pdfs(self, store: Store, done: list[dict[str, Any]], came: Counter[str]) -> None:
        """Each PDF is whole and as the store noted it, if it did; those that were told of are there."""
        there = sorted((self._path.parent / PDFS).glob("*.pdf"))
        told = set(done[-1]["files"]) if done else set()
        came["lost"] += len(told - {path.name for path in there})
        for path in there:
            try:
                read = read_pdf(path)[0]
            except UserError:
                came["torn"] += 1
                continue
            kept = store.issue_before(KEY, read.revision + 1)
            # a version that was killed before the store noted it is whole, and the next one is above it
            if kept is not None and kept.revision == read.revision:
                came["torn"] += kept.sections != read.sections


def _put(store: Store, number: int) -> None:
    stored = store.load(KEY)
    rows = stored.row_ids.get(FIELD[0], ()) if stored else ()
    if rows:
        store.set_figure(KEY, FIELD[0], rows[0], FIELD[1], str(number))
    else:
        store.add_row(KEY, FIELD[0], {FIELD[1]: str(number)})


def _figure(store: Store) -> int:
    stored = store.load(KEY)
    rows = stored.document.rows(FIELD[0]) if stored else ()
    return int(rows[0].get(FIELD[1], "0")) if rows else 0


@contextmanager
def _store(path: Path) -> Iterator[Store]:
    store = open_store(path, write=True)
    try:
        yield store
    finally:
        store.close()


def sweep(folder: Path, kills: int, seed: int, names: Sequence[str] = ()) -> dict[str, Counter[str]]:
    """The kills, shared out over what a window does, or over what is named of it."""
    chance, came = random.Random(seed), {}
    asked = names or tuple(TIMES)
    _import_all()
    for number, what in enumerate(asked):
        share = kills // len(asked) + (number < kills % len(asked))
        came[what] = +kill(folder / what, what, share, chance)
        print(f"{what}: {json.dumps(came[what])}", file=sys.stderr, flush=True)
    return came


def is_bad(came: Counter[str]) -> bool:
    """Whether anything happened that never may."""
    return any(came[name] for name in NEVER)


def main(kills: int, seed: int, *names: str) -> int:
    """The run, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        came = sweep(Path(folder), kills, seed, names)
    print(json.dumps({"seed": seed, "windows": came}), flush=True)
    return int(any(is_bad(each) for each in came.values()))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]))
