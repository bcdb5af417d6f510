"""How long a start takes until the window is painted, and filled: built and from source.

Both are looked at from outside, in the memory of a screen without a monitor: a window is painted once a
pixel is no longer black, and filled once the screen looks as it does when nothing more comes. They take
turns, over a demo store. `python -m tests.benchmarks.first_paint dist/greenpractice/greenpractice`.
"""

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.start import demo_store
from tests.ui.screen import Screen, program, screen, wait_for

RUNS = 9
SOURCE = (sys.executable, "-P", "-m", "greenpractice")
BLACK = bytes(3)
_SETTLED = 5.0  # seconds after which nothing more comes
_EVERY = 4 * 61  # bytes: of so many pixels one is looked at
_SAME = 0.998  # of these, as a caret may blink


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from asking for the program, and those of the processor: they are what it takes by itself."""

    painted: float
    filled: float
    processor: float


def looks(shown: Screen) -> bytes:
    """Pixels from all over the screen."""
    picture = shown.picture()  # its bits live as long as it does
    return picture.constBits().tobytes()[::_EVERY]


def when_settled(shown: Screen, store: Path, command: Sequence[str]) -> bytes:
    """What the screen looks like some time after a start."""
    with program(shown.display, store, command):
        wait_for(lambda: shown.pixel(200, 200) != BLACK, "a window")
        time.sleep(_SETTLED)
        return looks(shown)


def one_start(shown: Screen, store: Path, command: Sequence[str], settled: bytes) -> Start:
    """One start, until it looks like that."""
    wait_for(lambda: shown.pixel(200, 200) == BLACK, "an empty screen")
    began = time.monotonic()
    with program(shown.display, store, command) as running:
        while shown.pixel(200, 200) == BLACK:
            assert time.monotonic() - began < 60, f"{command[0]} painted nothing"
            time.sleep(0.0005)
        painted = time.monotonic() - began
        while _alike(looks(shown), settled) < _SAME:
            assert time.monotonic() - began < 60, f"{command[0]} never looked as it did before"
            time.sleep(0.01)
        return Start(painted, time.monotonic() - began, processor_seconds(running.pid))


def processor_seconds(process: int) -> float:
    """What a process has used of the processor, by itself and for it by the system (proc(5))."""
    _, _, after_name = Path(f"/proc/{process}/stat").read_text().rpartition(") ")
    used, for_it = after_name.split()[11:13]
    return (int(used) + int(for_it)) / os.sysconf("SC_CLK_TCK")


def _alike(one: bytes, other: bytes) -> float:
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(other)


def compare(built: Path, runs: int = RUNS) -> tuple[Start, Start]:
    """The best start from source, and of a built app: other programs only ever make one slower.

    The first look at each, until it has settled, warms the disk.
    """
    with tempfile.TemporaryDirectory() as there, screen(Path(there), 1366, 768) as shown:
        store = demo_store(Path(there))
        commands = (SOURCE, (str(built),))
        settled = [when_settled(shown, store, command) for command in commands]
        turns = [
            [one_start(shown, store, command, look) for command, look in zip(commands, settled, strict=True)]
            for _ in range(runs)
        ]
    source, frozen = (
        Start(*(min(getattr(each, name) for each in of) for name in Start.__slots__))
        for of in zip(*turns, strict=True)
    )
    return source, frozen


def words(source: Start, frozen: Start) -> str:
    """Both in milliseconds, and the ratio."""
    return "; ".join(
        f"{what}: from source {1000 * one:.0f} ms, built {1000 * other:.0f} ms: {other / one:.2f}x"
        for what, one, other in (
            ("painted", source.painted, frozen.painted),
            ("filled", source.filled, frozen.filled),
            ("of the processor", source.processor, frozen.processor),
        )
    )


if __name__ == "__main__":
    print(words(*compare(Path(sys.argv[1]).resolve())))
