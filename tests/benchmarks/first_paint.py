"""How long it takes from asking for the program until its window is painted, built and from source.

Both are looked at from outside, in the memory of a screen without a monitor, in which a pixel is no longer
black; they take turns. `python -m tests.benchmarks.first_paint dist/greenpractice/greenpractice`.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.ui.screen import Screen, program, screen, wait_for

RUNS = 9
BLACK = bytes(3)
SOURCE = (sys.executable, "-P", "-m", "greenpractice")


def first_paint(shown: Screen, store: Path, command: Sequence[str]) -> float:
    """Seconds of one start."""
    wait_for(lambda: shown.pixel(200, 200) == BLACK, "an empty screen")
    began = time.monotonic()
    with program(shown.display, store, command):
        while shown.pixel(200, 200) == BLACK:
            assert time.monotonic() - began < 60, f"{command[0]} painted nothing"
            time.sleep(0.0005)
        return time.monotonic() - began


def compare(built: Path, runs: int = RUNS) -> tuple[float, float]:
    """Seconds of the best start from source, and of a built app: other programs only ever make one slower.

    They take turns, and the first turn warms the disk.
    """
    with tempfile.TemporaryDirectory() as there, screen(Path(there), 1366, 768) as shown:
        store = Path(there) / "greenpractice.db"
        pairs = [
            (first_paint(shown, store, SOURCE), first_paint(shown, store, [str(built)]))
            for _ in range(runs + 1)
        ][1:]
    return min(source for source, _ in pairs), min(frozen for _, frozen in pairs)


if __name__ == "__main__":
    source, frozen = compare(Path(sys.argv[1]).resolve())
    print(f"from source {1000 * source:.0f} ms, built {1000 * frozen:.0f} ms: {frozen / source:.2f}x")
