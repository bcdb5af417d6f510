"""The program on a Windows under Wine, step by step; run as `python -m tests.windows.run [STEP ...]`.

Everything it needs is made below build/windows. A step that lacks something is skipped aloud; the end is a
table of what was run and what came of it, and 1 if anything failed. `README.md` has the last one.
"""

import argparse
import re
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.windows import command_line, package, window
from tests.windows.machine import KEPT, NotHere, Windows, new_prefix, why_not, windows_machine

# What only Windows does, and what reads or writes files: stores, locks, places, imports, PDFs.
FOLDERS = (
    "tests/greenpractice/test_files.py", "tests/greenpractice/test_processes.py", "tests/db",
    "tests/greenpractice/reports", "tests/greenpractice/exchange", "tests/greenpractice/tasks",
    "tests/greenpractice/prescribing",
)  # fmt: skip
SHORT = FOLDERS[:2]
_COUNTS = re.compile(r"^(?:\d+ [a-z]+,? ?)+ in [\d.]+s.*$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A step by its name: what it runs, and the work, which gives back what was found or raises."""

    name: str
    runs: str
    work: Callable[[Windows, bool], str]


def run_tests(windows: Windows, short: bool) -> str:
    """The ordinary tests of those folders, in there; what failed is said with its reason."""
    words = ["pytest", "-q", "-n0", "-p", "no:cacheprovider", *(SHORT if short else FOLDERS)]
    status, said = windows.module(*words, seconds=4 * 3600)
    counts = _COUNTS.findall(said)
    if status or not counts:
        told = re.findall(r"^(?:FAILED|ERROR|E  ) .*", said, re.MULTILINE)
        raise AssertionError("\n".join([*counts, *told]) or said[-900:])
    return str(counts[-1]).split(" in ")[0]


def run_window(windows: Windows, _short: bool) -> str:
    """The window of the checkout in a Windows of its own, which has never seen it."""
    fresh = Windows(new_prefix("prefix-window"), windows.python)
    window.check_fonts(fresh)
    return window.journey(fresh, [str(windows.python), "-m", "greenpractice"], KEPT / "pictures")


STEPS = (
    Step("command line", "each command, from a demo to a network PDF", command_line.run),
    Step("tests", "pytest on stores, locks, places, imports and PDFs", run_tests),
    Step("window", "first run, a figure, a PDF, by keys", run_window),
    Step("package", "the built folder: commands, workers, window", package.run_folder),
    Step("installer", "installed without rights, run, removed", package.run_installer),
    Step("stick", "the zip beside a folder greenpractice-data", package.run_zip),
)


def carry_out(steps: Sequence[Step], short: bool) -> int:
    """One after the other on the same Windows; 1 if any failed."""
    windows = windows_machine()
    rows = []
    for step in steps:
        print(f"== {step.name}: {step.runs}", flush=True)
        started = time.monotonic()
        try:
            result, found = "works", step.work(windows, short)
        except NotHere as missing:
            result, found = "skipped", str(missing)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other steps are run too
            if not isinstance(error, AssertionError):
                traceback.print_exc()
            result, found = "fails", str(error) or type(error).__name__
        finally:
            windows.stop()
        print(f"{result}: {found}", flush=True)
        rows.append((step, result, found.splitlines()[0] if found else "", time.monotonic() - started))
    print("\n| Step | What was run | Result | What was found | Seconds |\n| --- | --- | --- | --- | --- |")
    for step, result, found, seconds in rows:
        print(f"| {step.name} | {step.runs} | {result} | {found.replace('|', '/')} | {seconds:.0f} |")
    return int(any(result == "fails" for _, result, _, _ in rows))


def main(words: Sequence[str]) -> int:
    """Run the steps that are named, by default all; skipped aloud where they cannot be run."""
    parser = argparse.ArgumentParser(prog="python -m tests.windows.run")
    parser.add_argument("steps", nargs="*", metavar="STEP", help=", ".join(step.name for step in STEPS))
    parser.add_argument("--short", action="store_true", help="of the tests only those of Windows' own ways")
    asked = parser.parse_args(words)
    unknown = set(asked.steps) - {step.name for step in STEPS}
    if unknown:
        parser.error(f"no step is called {', '.join(sorted(unknown))}")
    try:
        missing = why_not()
        if not missing:
            wanted = [step for step in STEPS if step.name in asked.steps or not asked.steps]
            return carry_out(wanted, asked.short)
    except NotHere as reason:
        missing = str(reason)
    print(f"Skipped: {missing}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
