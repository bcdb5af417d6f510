"""The long runs, in their order: `python3 start.py test --long` runs them all, or with names only those.

Each is a command of its own and ends with 1 if something happened that never may; one that lacks what it
needs is skipped and says so. They take hours, so they are run once an issue and before a release.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class LongRun:
    """A run by its name: what it shows, the module to run, its words, and those of its short form."""

    name: str
    shows: str
    module: str
    words: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


LONG_RUNS = (
    LongRun(
        "faults", "kills, flipped bytes, writing that fails", "tests.faults.long",
        ("--kills", "2000", "--flips", "15000", "--steps", "200", "--seed", "1"),
        ("--kills", "20", "--flips", "100", "--steps", "5", "--seed", "1"),
    ),
    LongRun("windows", "kills of the real window", "tests.faults.window_kills", ("300", "1"), ("5", "1")),
    LongRun(
        "power", "power cuts with torn sectors", "tests.faults.power_cuts", ("10000", "1"), ("60", "1"),
    ),
    LongRun(
        "calls", "each system call fails once", "tests.faults.system_calls", ("1",), ("80",),
    ),
    LongRun("header", "each bit of a store's header", "tests.faults.header_bits", ("1",), ("100",)),
    LongRun("prescribing", "spoilt prescribing", "tests.faults.mutate_prescribing", ("50000",), ("20",)),
    LongRun(
        "properties", "each property, with 2,000 examples", "pytest",
        ("-q", "-n", "auto", "-m", "hypothesis", "--hypothesis-profile=long"),
        ("-q", "tests/greenpractice/test_numbers.py", "-m", "hypothesis", "--hypothesis-profile=long"),
    ),
    LongRun(
        "sweeps", "the same on every section, page and field", "pytest",
        ("-q", "-n", "auto", "--dist", "worksteal", "-m", "sweep", "--every-case"),
        ("-q", "-m", "sweep", "--every-case", "tests/ui/window/test_told.py"),
    ),
    LongRun("energy rows", "bills and readings reckoned twice", "tests.long.energy_rows", (), ("200",)),
    LongRun("network totals", "totals of random networks", "tests.long.network_totals", (), ("20",)),
    LongRun("forgers", "forgers of practices' returns", "tests.long.forgers", (), ("5",)),
    LongRun("numbers", "every page after every step", "tests.long.numbers_follow", ("20",), ("1", "3")),
    LongRun("imports", "imports over typed figures", "tests.long.import_walks", ("50",), ("1", "10")),
    LongRun("hands", "the sample by keyboard and by mouse", "tests.long.sample_by_hand", (), ("--short",)),
    LongRun("pdfs", "spoilt PDFs of practices", "tests.faults.mutate_pdfs", ("100000",), ("20",)),
    LongRun(
        "pictures", "every page and every PDF page, measured", "tests.pictures.measure",
        (), ("window", "--looks", "light-1366-100"),
    ),
    LongRun("pdf/ua", "PDFs by another's validator", "tests.long.pdf_ua", (), ("3",)),
    LongRun("mutation", "tests that can fail", "tests.mutation.run", ("--sample", "200", "--seed", "1")),
    LongRun("built app", "the app as it is given away, where no Python is", "tests.long.built_app"),
    LongRun("wine", "the program on a Windows under Wine", "tests.windows.run", (), ("tests", "--short")),
    LongRun("workflows", "workflow files against their schema", "tests.long.workflow_files"),
    LongRun("bare system", "both commands where only Python and git are", "tests.long.bare_system"),
)  # fmt: skip


def carry_out(runs: Sequence[LongRun], short: bool = False) -> int:
    """Run one after the other, also after one that failed; 1 if any did, and at the end a line for each."""
    ended = []
    for run in runs:
        print(f"== {run.name}: {run.shows}", flush=True)
        started = time.monotonic()
        words = run.short if short else run.words
        status = subprocess.call([sys.executable, "-m", run.module, *words], cwd=ROOT)
        ended.append((run.name, status, time.monotonic() - started))
    for name, status, seconds in ended:
        print(
            f"{name}: {'well' if status == 0 else f'exit status {status}'} after {seconds:.0f} s", flush=True
        )
    return int(any(status for _, status, _ in ended))


def main(words: Sequence[str]) -> int:
    """Run those that are named, by default all."""
    parser = argparse.ArgumentParser(
        prog="start.py test --long", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(run.name for run in LONG_RUNS))
    parser.add_argument("--short", action="store_true", help="a few of each, to see that they run")
    asked = parser.parse_args(words)
    unknown = set(asked.names) - {run.name for run in LONG_RUNS}
    if unknown:
        parser.error(f"no long run is called {', '.join(sorted(unknown))}")
    return carry_out([run for run in LONG_RUNS if not asked.names or run.name in asked.names], asked.short)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
