"""Reading a national month of prescribing against reading it cold with `cat`, at 1/16, 1/8 and 1/4 of it.

`python -m tests.benchmarks.import_month [FRACTION...]`; files are made in the temporary folder and removed.
`--readers` also times other readers of the same sums, those that this Python can import.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.prescribing_month import write_month

ROOT = Path(__file__).parents[2]
RUNS = 3  # the best of each counts: other work on the machine only ever adds
_START = "import resource, sys; from pathlib import Path; "
_END = (
    "; who = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN"
    "; used = [resource.getrusage(each) for each in who]"
    "; processor = sum(each.ru_utime + each.ru_stime for each in used)"
    "; print(processor, *(each.ru_maxrss // 1024 for each in used), found)"
)
OURS = (
    "from greenpractice.prescribing.gather import read_prescribing; "
    "done = read_prescribing([Path(sys.argv[1])], None); assert not done.problems; "
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


def main(arguments: list[str]) -> None:
    """Print a line for each fraction, and with --readers one for each reader."""
    fractions = [eval_fraction(text) for text in arguments if not text.startswith("-")] or [
        1 / 16,
        1 / 8,
        1 / 4,
    ]
    with tempfile.TemporaryDirectory() as folder:
        for fraction in fractions:
            file = Path(folder) / "month.csv"
            rows = write_month(file, fraction)
            print(f"{rows:,} rows, {file.stat().st_size / 1e9:.2f} GB", flush=True)
            cat = min(_cat(file) for _ in range(RUNS))
            print(f"  {'cat, cold':<28}{cat:7.2f} s", flush=True)
            for name, code in READERS.items():
                if "--readers" in arguments or code == OURS:
                    _measure(name, code, file, cat)
            file.unlink()


def eval_fraction(text: str) -> float:
    """`1/16` or `0.0625`."""
    top, _, bottom = text.partition("/")
    return float(top) / float(bottom or 1)


def _measure(name: str, code: str, file: Path, cat: float) -> None:
    results = []
    for _ in range(RUNS):
        done = _run(code, file)
        if done is None:
            print(f"  {name:<28}   not installed")
            return
        results.append(done)
    seconds, processor, own, others, found = min(results)
    memory = own + others if "2 processes" in name else own
    used = f"processor {processor:.2f} s, {memory:.0f} MB, {found:.0f} items"
    print(f"  {name:<28}{seconds:7.2f} s {seconds / cat:5.2f}x cat, {used}", flush=True)


def _run(code: str, file: Path) -> tuple[float, ...] | None:
    """Seconds of a whole process from its start, its processor's seconds, peaks of memory, and its answer.

    The peaks are that of the process and that of its child.
    """
    import json

    from greenpractice.prescribing.products import counting_by_code

    drop_from_cache(file)
    start = time.perf_counter()
    codes = json.dumps(sorted(counting_by_code()))
    python = (
        os.environ.get("READERS_PYTHON", sys.executable) if "greenpractice" not in code else sys.executable
    )
    done = subprocess.run(
        [python, "-c", _START + code + _END, file, codes],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        if "ModuleNotFoundError" in done.stderr:
            return None
        raise SystemExit(done.stderr)
    spent = time.perf_counter() - start
    return spent, *(float(word) for word in done.stdout.split())


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
