"""100,000 rows of electricity and heating against a second reckoning: count and seed may be given."""

import random
import sys
import time

from greenpractice.carbon.footprint import load_calculator
from tests.greenpractice.sections.energy_twice import Tables, any_period, any_row, differs

_AREAS = {"A": "900", "B": "120.5"}


def main() -> None:
    """Ends with 1 if any row differs."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    tables, dice, calculator = Tables(), random.Random(seed), load_calculator()
    start = time.perf_counter()
    said = [differs(*any_row(dice), any_period(dice), _AREAS, calculator, tables) for _ in range(count)]
    wrong = [each for each in said if each is not None]
    print(f"{count:,} rows in {time.perf_counter() - start:.0f} s: {len(wrong)} differ")
    print("\n".join(wrong[:50]))
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
