"""Making a starter file against importing the same months, and opening one of seven years, timed in one run.

`python -m tests.benchmarks.starter [FRACTION [MONTHS]]`: MONTHS (84) of the whole area, 15,000 rows each, as
an extract of it has them; then, to measure memory and time on what is published, two national months of
which FRACTION (1/8) is made. Making is measured against `import --all --dry-run` of the same files, which
reads them and stores nothing: less than an import. Files are made in the temporary folder and removed.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from greenpractice.facts.practices import load_directory
from greenpractice.prescribing.starter.layout import months_between
from tests.benchmarks.import_month import ROOT, drop_from_cache, fraction_of
from tests.benchmarks.prescribing_month import ROWS, write_month

RUNS = 2
AREA_ROWS = 15_000
_END = (
    "import resource, sys, time\n"
    "who = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN\n"
    "used = [resource.getrusage(each) for each in who]\n"
    "print('used', sum(u.ru_utime + u.ru_stime for u in used), *(u.ru_maxrss / 1024 for u in used),"
    " file=sys.stderr)\n"
)
_COMMAND = (
    "import sys\nfrom greenpractice.app import main\nstatus = main(sys.argv[1:])\n"
    + _END
    + "sys.exit(status)\n"
)


@dataclass(frozen=True, slots=True)
class Run:
    """One command as a process: seconds, the processor's seconds, MB of it and of its second reader."""

    seconds: float
    processor: float
    memory: float
    out: str


def main(arguments: Sequence[str]) -> None:
    """Print a line for each."""
    fraction = fraction_of(arguments[0]) if arguments else 1 / 8
    count = int(arguments[1]) if len(arguments) > 1 else 84
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _seven_years(folder, count)
        _national(folder, fraction)


def _seven_years(folder: Path, count: int) -> None:
    """All months of an area: made, imported for one practice, and opened."""
    months = months_between("2019-04", "2099-12")[:count]
    who, share = len(load_directory().practices), 0.95
    files = [folder / f"EPD_{month.replace('-', '')}.csv" for month in months]
    for number, (file, month) in enumerate(zip(files, months, strict=True)):
        write_month(file, AREA_ROWS / ROWS, number, who, month, share)
    size = sum(file.stat().st_size for file in files)
    print(f"{count} months of {who} practices: {size / 1e6:,.0f} MB", flush=True)
    starter, code = folder / "area.gpstarter", load_directory().practices[0].ods_code
    make = _best(files, folder, "starter", "make", *files, "--group", "LLR", "--output", starter)
    reading = _best(files, folder, "import", *files, "--all", "--dry-run", "--json")
    _say("made a starter", make, f"{make.processor / reading.processor:.2f}x reading them with import --all")
    print(
        f"  {starter.stat().st_size / 1e6:.1f} MB, in memory {make.memory:.0f} MB (goals: a few, 250)",
        flush=True,
    )
    own = _best(files, folder, "import", *files, "--practice", code)
    _say("imported for one practice", own, "of all the files")
    opened = _best([starter], folder, "starter", "open", starter, "--practice", code)
    ratio = opened.processor / own.processor
    _say("opened for one practice", opened, f"{ratio:.2f}x importing the files; goal 60 s, with the window")
    told = [_best([starter], folder, "footprint", "--practice", code, "--period", period, "--json", keep=True)
            for period in ("2019-20", "2025-26")]  # fmt: skip
    kg = ", ".join(f"{json.loads(each.out)['by_section']['inhalers']:,.0f} kg" for each in told if each.out)
    print(f"  inhalers of the baseline year and of the newest: {kg}", flush=True)
    for file in files:
        file.unlink()


def _national(folder: Path, fraction: float) -> None:
    """Two months of the whole country, of which a starter of the area is made."""
    files = [folder / f"EPD_SNOMED_20260{number}.csv" for number in (1, 2)]
    for number, file in enumerate(files, 1):
        write_month(file, fraction, number, month=f"2026-0{number}")
    size = sum(file.stat().st_size for file in files)
    print(f"2 national months, {fraction:.3f} of each: {size / 1e9:.2f} GB", flush=True)
    target = folder / "national.gpstarter"
    make = _best(files, folder, "starter", "make", *files, "--group", "LLR", "--output", target)
    reading = _best(files, folder, "import", *files, "--all", "--dry-run", "--json")
    _say("made a starter", make, f"{make.processor / reading.processor:.2f}x reading them with import --all")
    print(
        f"  seconds {make.seconds / reading.seconds:.2f}x; in memory {make.memory:.0f} MB (goals 1.2, 250)",
        flush=True,
    )


def _best(files: Sequence[Path], folder: Path, *command: object, keep: bool = False) -> Run:
    """The run that took the processor least, each on a store of its own unless the last one is kept."""
    runs = []
    for _ in range(RUNS):
        for file in files:
            drop_from_cache(file)
        if not keep:
            for each in folder.glob("store*"):
                if each.is_file():
                    each.unlink()
        runs.append(_run(folder, [str(word) for word in command]))
    return min(runs, key=lambda run: run.processor)


def _run(folder: Path, command: list[str]) -> Run:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _COMMAND, *command],
        cwd=ROOT,
        env={**os.environ, "GREENPRACTICE_STORE": str(folder / "store.db")},
        capture_output=True,
        text=True,
        check=False,
    )
    spent = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(done.stderr)
    used = next(line for line in reversed(done.stderr.splitlines()) if line.startswith("used ")).split()
    return Run(spent, float(used[1]), float(used[2]) + float(used[3]), done.stdout)


def _say(what: str, run: Run, words: str) -> None:
    print(f"{what:<30}{run.seconds:7.2f} s, processor {run.processor:6.2f} s: {words}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
