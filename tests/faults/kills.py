"""A program that types, closes and backs up is killed again and again: nothing said to be saved is lost.

Run as `python -m tests.faults.kills FOLDER KILLS SEED [--control]`; prints what came of it as JSON.
"""

import io
import json
import os
import random
import signal
import struct
import sys
import time
from collections import Counter
from pathlib import Path

from db.backups import backups_of
from db.checks import problems_in_file
from db.header import has_journal
from db.opening import open_store
from tests.db.helpers import DOCUMENT, KEY

EDITS_OF_A_SESSION = 7


def kill(folder: Path, kills: int, seed: int, control: bool = False) -> Counter[str]:
    """Kill a typing child at random moments and look at what it leaves, each time.

    `lost` and `unsound` must be 0. With `control` the child says saved before it saves, so something
    must be lost.
    """
    chance = random.Random(seed)
    path = folder / "greenpractice.db"
    came: Counter[str] = Counter()
    saved = 0
    for _ in range(kills):
        said = _typed_until_killed(path, saved, control, chance)
        came["said saved"] += max(0, said - saved)
        came["journals rolled back"] += path.exists() and has_journal(path)
        came["killed before the store was made"] += not path.exists()
        saved, sound = _found(path)
        came["lost"] += saved < said
        came["unsound"] += not sound
        came["kills"] += 1
    backups = backups_of(path)
    came["backups"] = len(backups)
    came["unsound"] += sum(bool(problems_in_file(backup.path)) for backup in backups)
    came["left over"] = len(list(folder.rglob("*.part")))
    return came


def _typed_until_killed(path: Path, saved: int, control: bool, chance: random.Random) -> int:
    """The last number the child said it had saved; it is killed at any time after saying some."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _type(path, saved, control, writing)
    os.close(writing)
    said = saved
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        for _ in range(chance.choice([0, 0, 1, 2, 4, EDITS_OF_A_SESSION, EDITS_OF_A_SESSION + 2])):
            said = _next(pipe, said)
        time.sleep(chance.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"the child ended by itself: {os.waitstatus_to_exitcode(status)}"
        while (number := _next(pipe, said)) != said:
            said = number
    return said


def _next(pipe: io.RawIOBase, said: int) -> int:
    """The next number of the child, or at the end the last one."""
    packed = pipe.read(8)
    return int(struct.unpack("<q", packed)[0]) if packed else said


def _type(path: Path, saved: int, control: bool, writing: int) -> None:
    number = saved
    while True:
        store = open_store(path, write=True)
        store.record(DOCUMENT)
        stored = store.load(KEY)
        row = stored.row_ids["electricity"][0] if stored else 0
        for _ in range(EDITS_OF_A_SESSION):
            number += 1
            if control:
                os.write(writing, struct.pack("<q", number))
            store.set_figure(KEY, "electricity", row, "kwh", str(number))
            if not control:
                os.write(writing, struct.pack("<q", number))
        store.close()


def _found(path: Path) -> tuple[int, bool]:
    """The number that stands in the store now, and whether the store is sound and its history complete."""
    store = open_store(path, write=True)
    try:
        stored = store.load(KEY)
        if stored is None:
            return 0, store.check() == []
        typed = [entry.after for entry in store.history(KEY) if entry.field == "kwh"][1:]
        complete = typed == [str(number) for number in range(1, len(typed) + 1)]
        return len(typed), complete and store.check() == []
    finally:
        store.close()


if __name__ == "__main__":
    asked_folder, asked_kills, asked_seed = sys.argv[1:4]
    found = kill(Path(asked_folder), int(asked_kills), int(asked_seed), "--control" in sys.argv)
    sys.stdout.write(json.dumps(found))
