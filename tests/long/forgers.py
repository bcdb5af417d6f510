"""Random histories with a forger in them, of whom nothing may count: count and first seed may be given."""

import random
import sys
import tempfile
import time
from pathlib import Path

from db.opening import open_store
from tests.greenpractice.network.forgers import forged_that_count


def main() -> None:
    """Ends with 1 if anything forged counts."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    start, wrong = time.perf_counter(), 0
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            store = open_store(Path(folder) / "lead.db", write=True)
            found = forged_that_count(store, random.Random(seed))
            store.close()
        wrong += bool(found)
        if found and wrong <= 20:
            print(f"history {seed}: {'; '.join(found)}", flush=True)
    print(f"{count:,} histories in {time.perf_counter() - start:.0f} s: in {wrong} something forged counts")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
