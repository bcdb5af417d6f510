"""Each call that a command makes on the data file fails, one at a time: a sentence, nothing lost.

Run as `python -m tests.faults.system_calls FOLDER EVERY [COMMAND [ERROR]]`: at every EVERYth call of each
command, with each error; needs strace, and Linux. Prints what came of it as JSON.
"""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from db.backups import backups_of
from db.checks import problems_in_file
from db.header import has_journal
from db.opening import open_store
from greenpractice.errors import UserError
from greenpractice.returns.documents import document_text, to_json
from tests.db.helpers import DOCUMENT, KEY, document, session

ROOT = Path(__file__).parents[2]
CALLS = ("pwrite64", "fsync", "fdatasync", "ftruncate", "pread64", "rename", "unlink")
ERRORS = ("EIO", "ENOSPC", "EACCES")
BUG = "Something went wrong in the program"


def can_inject() -> bool:
    """True where strace is there and may make calls fail."""
    if shutil.which("strace") is None:
        return False
    tried = ["strace", "-o", "/dev/null", "-e", "inject=getppid:error=EIO", "true"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def make(folder: Path) -> Path:
    """A store with two backups and a return to record."""
    path = folder / "greenpractice.db"
    session(path, "1")
    session(path, "2")
    (folder / "new.json").write_bytes(document_text(to_json(document(3, "9"))))
    return path


def commands(path: Path) -> dict[str, list[str]]:
    """What is tried on the store."""
    asked = ["--practice", DOCUMENT.ods_code, "--period", DOCUMENT.period.id]
    return {
        "record": ["record", str(path.with_name("new.json"))],
        "report": ["report", *asked, "--output", str(path.with_name("report.pdf"))],
        "restore": ["restore", str(backups_of(path)[1].path)],
    }


def sweep(
    folder: Path, every: int, names: Sequence[str] = (), errors: Sequence[str] = ERRORS
) -> Counter[str]:
    """`bug`, `lost`, `unsound` and `unchanged though done` must be 0."""
    sound = make(folder / "sound").parent
    here = folder / "tried"
    came: Counter[str] = Counter()
    for name in names or commands(sound / "greenpractice.db"):
        allowed = {_typed(sound / "greenpractice.db")}
        done, _ = _run(_copied(sound, here), name, [])
        assert done == 0
        after = _typed(here / "greenpractice.db")
        allowed.add(after)
        for call in CALLS:
            for error in errors:
                number = 1
                while True:
                    path = _copied(sound, here)
                    log = folder / "calls"
                    inject = ["-o", str(log), "-e", f"inject={call}:error={error}:when={number}"]
                    status, said = _run(path, name, inject)
                    if "(INJECTED)" not in log.read_text("utf-8", "replace"):
                        break
                    came[f"{name} {'done' if status == 0 else 'refused'}"] += 1
                    came[f"{name} bug"] += BUG in said or "Traceback" in said
                    now = _typed(path)
                    came[f"{name} lost"] += now not in allowed
                    came[f"{name} unchanged though done"] += status == 0 and now != after
                    came[f"{name} changed though refused"] += status != 0 and now not in allowed
                    number += every
    return came


def _copied(sound: Path, here: Path) -> Path:
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(sound, here)
    return here / "greenpractice.db"


def _run(path: Path, name: str, inject: list[str]) -> tuple[int, str]:
    command = [sys.executable, "-m", "greenpractice", *commands(path)[name], "--store", str(path)]
    if inject:
        # calls on the store, its journal and what is to take its place; those of starting Python stay whole
        places = [each for name in ("", "-journal") for each in ("-P", f"{path}{name}")]
        command = ["strace", "-f", "-qq", *places, *inject, *command]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _typed(path: Path) -> str:
    """The figure that stands in the store now, once what was cut off is put in order; "" for a broken one."""
    try:
        store = open_store(path, write=True)
        stored = store.load(KEY)
        store.close()
    except UserError:
        return ""
    if stored is None or has_journal(path) or problems_in_file(path):
        return ""
    return str(stored.document.rows("electricity")[0]["kwh"])


if __name__ == "__main__":
    asked_folder, asked_every, *only = sys.argv[1:]
    found = sweep(Path(asked_folder), int(asked_every), only[:1], only[1:] or ERRORS)
    sys.stdout.write(json.dumps(found))
