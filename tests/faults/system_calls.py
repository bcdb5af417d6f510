"""Each call that a command makes on files of a practice fails, one at a time: a sentence, nothing lost.

Run as `python -m tests.faults.system_calls EVERY [COMMAND [ERROR]]`: every EVERYth call of record, report,
import and restore fails with each error; needs strace, and Linux. Prints what came of it as JSON, and ends
with 1 if anything was lost, torn or unsound, or a bug was met.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from db.backups import backups_of
from db.checks import problems_in_file
from db.header import has_journal
from db.opening import open_store
from greenpractice.errors import UserError
from greenpractice.exchange.pdf_return import read_pdf
from greenpractice.returns.documents import document_text, to_json
from tests.db.helpers import DOCUMENT, KEY, document, session
from tests.greenpractice.prescribing.made import Row, renamed, saved, text_of

ROOT = Path(__file__).parents[2]
WRITING = (
    "openat", "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "unlink", "mkdir", "sendfile",
)  # fmt: skip
CALLS = (*WRITING, "read", "pread64", "getdents64", "fcntl", "flock", "newfstatat")
ERRORS = ("EIO", "ENOSPC")
BUG = "Something went wrong in the program"
NEVER = ("lost", "torn", "unsound", "left over", "unchanged though done", "bug", "says nothing")
PDF = "report.pdf"


@dataclass(frozen=True)
class Tried:
    """One call of a command that is to fail: the `number`th of its name in the process."""

    command: str
    call: str
    error: str
    number: int


def can_inject() -> bool:
    """True where strace is there and may make calls fail."""
    if shutil.which("strace") is None:
        return False
    tried = ["strace", "-o", "/dev/null", "-e", "inject=getppid:error=EIO", "true"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def make(folder: Path) -> Path:
    """A store with two backups, a return to record and a prescribing file to import."""
    path = folder / "greenpractice.db"
    session(path, "1")
    session(path, "2")
    (folder / "new.json").write_bytes(document_text(to_json(document(3, "9"))))
    saved(folder / "april.csv", text_of(renamed([Row(items=4)])).encode())
    return path


def commands(path: Path) -> dict[str, list[str]]:
    """What is tried on the store."""
    asked = ["--practice", DOCUMENT.ods_code, "--period", DOCUMENT.period.id]
    return {
        "record": ["record", str(path.with_name("new.json"))],
        "report": ["report", *asked, "--output", str(path.with_name(PDF))],
        "import": ["import", str(path.with_name("april.csv")), "--practice", DOCUMENT.ods_code],
        "restore": ["restore", str(backups_of(path)[1].path)],
    }


def sweep(
    folder: Path, every: int, names: Sequence[str] = (), errors: Sequence[str] = ERRORS
) -> Counter[str]:
    """How often what came of it; with the words of NEVER it must be 0."""
    sound = make(folder / "sound").parent
    came: Counter[str] = Counter()
    for name in names or commands(sound / "greenpractice.db"):
        here = folder / name
        to_try = list(_to_try(sound, here, name, every, errors))
        before, after = state(sound / "greenpractice.db"), state(here / "greenpractice.db")
        places = [folder / f"{name}-{number}" for number in range(len(to_try))]
        trying = partial(_try, sound, before, after)
        with ThreadPoolExecutor(os.cpu_count()) as several:
            for found in several.map(trying, places, to_try):
                came += Counter(f"{name} {what}" for what in found)
    return came


def _to_try(sound: Path, here: Path, name: str, every: int, errors: Sequence[str]) -> Iterator[Tried]:
    """Every so many of the calls that a command makes on files of the folder, each with its errors.

    It is run once, and what it left is in `here`.
    """
    path, log = _copied(sound, here), here.with_name("calls")
    done, _ = _run(path, name, ["-f", "-y", "-o", str(log), "-e", f"trace={','.join(CALLS)}"])
    assert done == 0
    counted, process, turn = Counter[str](), "", 0
    for line in log.read_text("utf-8", "replace").splitlines():
        found = re.match(r"(\d+) +(\w+)\(", line)
        if found is None or found[1] != (process or found[1]):
            continue
        process, call = found[1], found[2]
        counted[call] += 1
        if f"{here}/" in line:
            turn += 1
            if turn % every == 1 or every == 1:
                for error in errors:
                    if error != "ENOSPC" or call in WRITING:  # reading needs no space
                        yield Tried(name, call, error, counted[call])


def _try(sound: Path, before: str, after: str, here: Path, tried: Tried) -> list[str]:
    """What came of one call that fails."""
    path, log = _copied(sound, here), here.with_name(f"{here.name}-calls")
    inject = [
        "-e",
        f"trace={tried.call}",
        "-e",
        f"inject={tried.call}:error={tried.error}:when={tried.number}",
    ]
    status, said = _run(path, tried.command, ["-f", "-y", "-o", str(log), *inject])
    failed = [line for line in log.read_text("utf-8", "replace").splitlines() if "(INJECTED)" in line]
    if not any(f"{here}/" in line for line in failed):
        return ["elsewhere"]  # the process did not run as it did before: nothing is known of this call
    found = ["done" if status == 0 else "refused"]
    now = state(path)
    if BUG in said or "Traceback" in said:
        found.append("bug")
    if status != 0 and not said.strip():
        found.append("says nothing")
    if now not in (before, after):
        found.append("unsound" if not now else "lost")
    if status == 0 and now != after:
        found.append("unchanged though done")
    if not _is_whole(path.with_name(PDF), needed=status == 0 and tried.command == "report"):
        found.append("torn")
    if tried.call != "unlink" and any(here.rglob("*.part")):
        found.append("left over")
    if len(found) > 1:
        print(tried, status, failed, said[-600:], file=sys.stderr, flush=True)
    else:
        shutil.rmtree(here)
        log.unlink()
    return found


def _is_whole(pdf: Path, *, needed: bool) -> bool:
    if not pdf.exists():
        return not needed
    try:
        read_pdf(pdf)
    except UserError:
        return False
    return True


def _copied(sound: Path, here: Path) -> Path:
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(sound, here)
    return here / "greenpractice.db"


def _run(path: Path, name: str, under: Sequence[str] = ()) -> tuple[int, str]:
    """A command on a store, alone or with these words for strace."""
    command = [sys.executable, "-m", "greenpractice", *commands(path)[name], "--store", str(path)]
    if under:
        command = ["strace", "-qq", "--seccomp-bpf", *under, *command]
    # the same calls each time, as far as Python can be told so
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    return done.returncode, done.stdout + done.stderr


def state(path: Path) -> str:
    """What stands in the store now, once what was cut off is put in order; "" for a broken one."""
    try:
        store = open_store(path, write=True)
        stored, held = store.load(KEY), store.imports([KEY])
        store.close()
    except UserError:
        return ""
    if stored is None or has_journal(path) or problems_in_file(path):
        return ""
    sections = {key: list(map(dict, rows)) for key, rows in stored.document.sections.items()}
    return json.dumps([stored.document.revision, sections, repr(held)], sort_keys=True)


def is_bad(came: Counter[str]) -> bool:
    """Whether anything happened that never may."""
    return any(count and any(word in name for word in NEVER) for name, count in came.items())


def main(every: int, name: str = "", error: str = "") -> int:
    """The run in a folder that is thrown away; where no call can be made to fail it is left out, aloud."""
    if not can_inject():
        print("SKIPPED: calls that fail need strace, and Linux: none was tried")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        came = sweep(Path(folder), every, [name] if name else (), [error] if error else ERRORS)
    print(json.dumps(came), flush=True)
    return int(is_bad(came))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), *sys.argv[2:]))
