"""How long the window takes to be seen, and to be filled, beside a bare window of the same toolkit.

Each start is a process of its own over a demo store; the two take turns. Where no screen is there, draw on
one without a monitor: `xvfb-run -a python -m tests.benchmarks.start`.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

ROOT = Path(__file__).parents[2]
BEGAN = "GREENPRACTICE_BENCHMARK_BEGAN"  # the parent's clock when the process was asked for


def say(name: str) -> None:
    """A line with the milliseconds since the process was asked for."""
    print(name, round(1000 * (time.monotonic() - float(os.environ[BEGAN]))), flush=True)


def bare_window() -> int:
    """The reference: one window with a word in it, until it is painted."""
    application = QApplication([])
    label = QLabel("Opening your data")
    label.show()
    application.processEvents()
    say("bare")
    return 0


def whole_program() -> int:
    """The program as it starts, until its window is filled."""
    import ui.start
    from greenpractice.app import main

    begin = ui.start.begin

    def told(*given: object, **named: object) -> object:
        say("painted")
        which = begin(*given, **named)  # type: ignore[arg-type]
        QApplication.processEvents()
        say("filled")
        QTimer.singleShot(0, QApplication.quit)
        return which

    ui.start.begin = told  # type: ignore[assignment]
    return main([])


def start(what: str, environment: Mapping[str, str]) -> dict[str, int]:
    """One start in a process of its own: milliseconds by name."""
    command = [sys.executable, "-m", "tests.benchmarks.start", what]
    began = {**os.environ, **environment, BEGAN: str(time.monotonic())}
    told = subprocess.run(command, cwd=ROOT, env=began, check=True, capture_output=True, text=True).stdout
    return {name: int(text) for name, text in (line.split() for line in told.splitlines())}


def demo_store(folder: Path) -> Path:
    """The made-up returns as the data file of a practice that has used the program before."""
    store = folder / "greenpractice.db"
    subprocess.run(
        [sys.executable, "-m", "greenpractice", "demo", "--output", str(folder)],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    (folder / "greenpractice-demo.db").rename(store)
    store.with_suffix(".ini").write_text(
        f"[General]\nstore={store}\n[practice]\ncode=Z99991\nname=Sample Surgery\npcn=U99999\n"
    )
    return store


def main(words: Sequence[str]) -> int:
    """Print medians of `--runs` starts, and their ratios to a bare window's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=["bare", "program"])
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args(words)
    if asked.what is not None:
        return bare_window() if asked.what == "bare" else whole_program()
    with tempfile.TemporaryDirectory() as there:
        environment = {"GREENPRACTICE_STORE": str(demo_store(Path(there)))}
        starts = [
            {**start("bare", environment), **start("program", environment)}
            for _ in range(asked.runs + 1)  # the first warms the disk
        ]
    middle = {name: median(one[name] for one in starts[1:]) for name in ("bare", "painted", "filled")}
    for name, milliseconds in middle.items():
        print(f"{name:<8}{milliseconds:6.0f} ms  {milliseconds / middle['bare']:.2f}x a bare window")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
