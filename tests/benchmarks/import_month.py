"""Reading a national month of prescribing against reading it cold with `cat`, at 1/16, 1/8 and 1/4 of it.

`python -m tests.benchmarks.import_month [FRACTION...]`; files are made in the temporary folder and removed.
Reading and `cat` take turns, the file dropped from the cache before each, and the best of each counts: other
work on the machine only ever adds. What else is running is shown by its load and by the processor's seconds,
which the ratio does not use. `--readers` also times other readers of the same sums, those that this Python
(or `READERS_PYTHON`) can import. At the end one practice is taken out of an extract of 32,000 rows.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from greenpractice.facts.practices import load_directory
from greenpractice.prescribing.products import counting_by_code
from tests.benchmarks.prescribing_month import ROWS, write_month

ROOT = Path(__file__).parents[2]
RUNS = 3
EXTRACT_ROWS, EXTRACT_PRACTICES = 32_000, 16
_START = "import resource, sys; from pathlib import Path; "
_END = (
    "; who = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN"
    "; used = [resource.getrusage(each) for each in who]"
    "; processor = sum(each.ru_utime + each.ru_stime for each in used)"
    "; print(processor, *(each.ru_maxrss // 1024 for each in used), found)"
)
OURS = (
    "from greenpractice.prescribing.gather import read_prescribing; "
    "done = read_prescribing([Path(sys.argv[1])], (sys.argv[3:] or [None])[0]); assert not done.problems; "
    "found = sum(product.items for months in done.imports.values() "
    "for each in months for product in each.products)"
)
_ONE_PROCESS = (
    "import functools, greenpractice.prescribing.files as f; "
    "f.search_table = functools.partial(f.search_table, processes=1); "
)
_RECORDS = "import greenpractice.prescribing.searching as s; s.SEARCH_FROM = 10**12; "
_POLARS = (
    "import polars as pl, json; codes = json.loads(sys.argv[2]); "
    "found = pl.scan_csv(sys.argv[1], infer_schema=False)"
    ".filter(pl.col('BNF_PRESENTATION_CODE').is_in(codes))"
    ".group_by('PRACTICE_CODE', 'BNF_PRESENTATION_CODE', 'QUANTITY')"
    ".agg(pl.col('ITEMS').cast(pl.Int64).sum()).collect(engine='streaming')['ITEMS'].sum()"
)
_PYARROW = (
    "import pyarrow.csv as pc, pyarrow.compute as c, pyarrow as pa, json; "
    "codes = pa.array(json.loads(sys.argv[2])); "
    "names = ['PRACTICE_CODE', 'BNF_PRESENTATION_CODE', 'QUANTITY', 'ITEMS']; "
    "batches = pc.open_csv(sys.argv[1], convert_options=pc.ConvertOptions(include_columns=names, "
    "column_types={name: pa.string() for name in names})); "
    "kept = [b.filter(c.is_in(b['BNF_PRESENTATION_CODE'], codes)) for b in batches]; "
    "found = c.sum(pa.Table.from_batches(kept)['ITEMS'].cast(pa.int64())).as_py()"
)
READERS = {
    "ours: search, 2 processes": OURS,
    "ours: search, 1 process": _ONE_PROCESS + OURS,
    "ours: csv, every row": _RECORDS + OURS,
    "polars, streaming": _POLARS,
    "pyarrow, streaming": _PYARROW,
}


@dataclass(frozen=True, slots=True)
class Run:
    """One process from its start to its end: seconds, processor's seconds, peaks of memory, its answer."""

    seconds: float
    processor: float
    own_memory: float
    memory_of_child: float
    found: float


def main(arguments: list[str]) -> None:
    """Print a line for each fraction, and with --readers one for each reader."""
    texts = [text for text in arguments if not text.startswith("-")] or ["1/16", "1/8", "1/4"]
    with tempfile.TemporaryDirectory() as folder:
        for text in texts:
            file = Path(folder) / "month.csv"
            rows = write_month(file, fraction_of(text))
            print(f"{text} of a month: {rows:,} rows, {file.stat().st_size / 1e9:.2f} GB", flush=True)
            for name, code in READERS.items():
                if "--readers" in arguments or code == OURS:
                    _measure(name, code, file)
            file.unlink()
        _measure_extract(Path(folder))


def fraction_of(text: str) -> float:
    """`1/16` or `0.0625`."""
    top, _, bottom = text.partition("/")
    return float(top) / float(bottom or 1)


def _measure(name: str, code: str, file: Path) -> None:
    cats, runs = [], []
    for _ in range(RUNS):
        cats.append(_cat(file))
        done = _run(code, file)
        if done is None:
            print(f"  {name:<28}not installed")
            return
        runs.append(done)
    best, cat = min(runs, key=lambda run: run.seconds), min(cats)
    memory = best.own_memory + best.memory_of_child if "2 processes" in name else best.own_memory
    print(
        f"  {name:<28}{best.seconds:6.2f} s, cat {cat:.2f} s: {best.seconds / cat:5.2f}x; processor "
        f"{min(run.processor for run in runs):.2f} s, {memory:.0f} MB, {best.found:.0f} items; "
        f"load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def _measure_extract(folder: Path) -> None:
    """One practice out of an extract, as a process from its start."""
    file = folder / "extract.csv"
    rows = write_month(file, EXTRACT_ROWS / ROWS, prescribers=EXTRACT_PRACTICES)
    practice = load_directory().practices[0].ods_code
    runs = [run for _ in range(RUNS) if (run := _run(OURS, file, practice))]
    best = min(run.seconds for run in runs)
    print(f"one practice from {rows:,} rows: {best:.2f} s; load {os.getloadavg()[0]:.1f}")


def _run(code: str, file: Path, *more: str) -> Run | None:
    """One reading by a process of its own; None where it cannot be had."""
    drop_from_cache(file)
    codes = json.dumps(sorted(counting_by_code()))
    ours = "greenpractice" in code
    python = sys.executable if ours else os.environ.get("READERS_PYTHON", sys.executable)
    start = time.perf_counter()
    done = subprocess.run(
        [python, "-c", _START + code + _END, file, codes, *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    spent = time.perf_counter() - start
    if done.returncode:
        if "ModuleNotFoundError" in done.stderr:
            return None
        raise SystemExit(done.stderr)
    return Run(spent, *(float(word) for word in done.stdout.split()))


def _cat(file: Path) -> float:
    drop_from_cache(file)
    start = time.perf_counter()
    subprocess.run(["cat", file], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def drop_from_cache(file: Path) -> None:
    """Make the system forget what it holds of the file, so that the next reading comes from the disk."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


if __name__ == "__main__":
    main(sys.argv[1:])
