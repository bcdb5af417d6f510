"""The long form of the fault runs; a release runs it, continuous integration the short one of `test_faults`.

    python tests/faults/long.py --kills 10000 --operations 1000 --flips 100000 --steps 200

Each part prints what came of it and how long it took; the exit status is 1 if anything was lost, changed,
unsound or left over, or if a control found nothing. Parts that are not asked for are left out.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults import operation_kills
from tests.faults.flips import flip, make_store
from tests.faults.kills import kill
from tests.faults.limits import sweep

KILLS_OF_A_STORE = 100
NEVER = ("changed", "lost", "unsound", "torn", "wrong", "left over", "unchanged though done", "bug", "died")


def flips(folder: Path, count: int, seed: int) -> Counter[str]:
    """Flipped bytes, on a store made for it."""
    make_store(folder / "greenpractice.db")
    return flip(folder / "greenpractice.db", count, seed)


def kills(folder: Path, count: int, seed: int) -> Counter[str]:
    """Kills, with a new store now and then: each look at what was left reads the whole history."""
    came: Counter[str] = Counter()
    for first in range(0, count, KILLS_OF_A_STORE):
        store = folder / str(first)
        store.mkdir()
        came += kill(store, min(KILLS_OF_A_STORE, count - first), seed + first)
    return came


def is_bad(came: Counter[str]) -> bool:
    """Whether anything happened that never may."""
    return any(count and any(word in name for word in NEVER) for name, count in came.items())


def main() -> int:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    for name in ("kills", "operations", "flips", "steps"):
        parser.add_argument(f"--{name}", type=int, default=0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    parts: dict[str, Callable[[Path], Counter[str]]] = {}
    if asked.flips:
        parts["flips"] = lambda folder: flips(folder, asked.flips, asked.seed)
    if asked.kills:
        parts["kills"] = lambda folder: kills(folder, asked.kills, asked.seed)
        parts["control of the kills"] = lambda folder: kill(folder, 50, asked.seed, control=True)
    if asked.operations:
        parts["operations"] = lambda folder: operation_kills.kill(folder, asked.operations, asked.seed)
        parts["control of the operations"] = lambda folder: operation_kills.kill(
            folder, 50, asked.seed, control=True
        )
    if asked.steps:
        parts["limits"] = lambda folder: sweep(folder, asked.steps)
    bad = False
    for name, part in parts.items():
        with tempfile.TemporaryDirectory() as folder:
            start = time.monotonic()
            came = part(Path(folder))
        seconds = time.monotonic() - start
        sys.stdout.write(f"{name} (seed {asked.seed}): {json.dumps(came)} in {seconds:.0f} s\n")
        sys.stdout.flush()
        found = any(count for what, count in came.items() if {*what.split()} & {"lost", "torn", "unsound"})
        bad |= not found if name.startswith("control") else is_bad(came)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
