"""Every bit of a store's header is flipped, one at a time: each command says a sentence or the right figures.

Run as `python -m tests.faults.header_bits [EVERY [OFFSET]]`: every command at each bit, or at every EVERYth
from OFFSET on. Prints what came of it as JSON, and ends with 1 if anything wrong was shown or a bug was met.
"""

import contextlib
import io
import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from db.opening import open_store
from greenpractice.app import LocalServices
from greenpractice.command_line import options
from greenpractice.returns.documents import document_text, to_json
from tests.db.helpers import DOCUMENT, document

HEADER_BITS = 800


def make(folder: Path) -> Path:
    """A store with two returns and two backups, its sound bytes and what it is asked beside it."""
    folder.mkdir()
    path = folder / "greenpractice.db"
    for revision in (1, 2):
        store = open_store(path, write=True)
        store.record(document(revision, f"{revision}250"))
        store.close()
    new = document(3, "77")
    (folder / "new.json").write_bytes(document_text(to_json(new)))
    return path


def commands(store: Path, target: Path) -> list[list[str]]:
    """Every command that reads or writes a store; restoring comes last."""
    asked = ["--practice", DOCUMENT.ods_code, "--period", DOCUMENT.period.id]
    backup = sorted((target.parent / "greenpractice-backups").glob("*.db"))[-1]
    every = [
        ["check"],
        ["practices"],
        ["footprint", *asked],
        ["indicators", *asked],
        ["report", *asked, "--output", str(target / "report.pdf")],
        ["backup", str(target / "copy.db")],
        ["record", str(target.parent / "new.json")],
        ["restore", str(backup)],
    ]
    return [each if each[0] == "practices" else [*each, "--store", str(store)] for each in every]


def sweep(folder: Path, bits: Iterable[int]) -> Counter[str]:
    """Each command on a store with one bit flipped; `wrong` and `bug` must be 0."""
    sound = make(folder / "sound")
    right = {
        command[0]: _said(command) for command in commands(sound, _place(folder, sound, sound.read_bytes()))
    }
    content = sound.read_bytes()
    came: Counter[str] = Counter()
    for bit in bits:
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << (bit % 8)
        target = _place(folder, sound, bytes(flipped))
        for command in commands(target.parent / "greenpractice.db", target):
            status, said = _said(command)
            if said == "bug":
                came[f"bug at bit {bit} in {command[0]}"] += 1
            elif status == 0:
                came["done"] += 1
                came[f"wrong at bit {bit} in {command[0]}"] += (
                    command[0] in _SHOWING and said != right[command[0]][1]
                )
            else:
                came["refused"] += 1
                came[f"wrong at bit {bit} in {command[0]}"] += not said.strip()
    return +came


_SHOWING = ("practices", "footprint", "indicators")


def _place(folder: Path, sound: Path, content: bytes) -> Path:
    """A folder with the store as it is to be tried, its backups, and one to write files in."""
    here = folder / "tried"
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(sound.parent, here)
    (here / "greenpractice.db").write_bytes(content)
    (here / "files").mkdir()
    return here / "files"


def _said(command: Sequence[str]) -> tuple[int, str]:
    """The exit status and what was printed of one command; what it raises is a bug."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = options.run(command, LocalServices())
    except Exception:
        return 1, "bug"
    out.flush()
    return status, out.buffer.getvalue().decode() or err.getvalue()  # type: ignore[attr-defined]


def is_bad(came: Counter[str]) -> bool:
    """Whether anything happened that never may."""
    return any(name.startswith(("wrong", "bug")) for name in came)


def main(every: int = 1, offset: int = 0) -> int:
    """The run, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        came = sweep(Path(folder), range(offset, HEADER_BITS, every))
    print(json.dumps(came), flush=True)
    return int(is_bad(came))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
