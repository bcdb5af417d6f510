"""10,000 random histories of networks, whose totals all add up: count and first seed may be given."""

import random
import sys
import time

from greenpractice.carbon.footprint import RememberingCalculator
from tests.greenpractice.network.histories import a_history, differences


def main() -> None:
    """Ends with 1 if any total differs."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    start, wrong, calculator = time.perf_counter(), 0, RememberingCalculator()
    for seed in range(first, first + count):
        found = differences(a_history(random.Random(seed)), calculator)
        wrong += bool(found)
        if found and wrong <= 20:
            print(f"history {seed}: {'; '.join(found)}")
        if (seed - first + 1) % 1000 == 0:
            print(f"{seed - first + 1:,} of {count:,}", flush=True)
    print(f"{count:,} histories in {time.perf_counter() - start:.0f} s: {wrong} do not add up")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
