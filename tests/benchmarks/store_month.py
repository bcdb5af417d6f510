"""Storing a month of prescribing for very many practices: first into an empty store, then a second month.

`python -m tests.benchmarks.store_month [PRACTICES]`: 60 products each, 6,500 practices unless said.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

from db.opening import open_store
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.prescribing.quarter import named, with_imports
from greenpractice.prescribing.values import ImportedProduct, MonthImport
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import ReturnKey

PRACTICES, PRODUCTS = 6_500, 60


def main(arguments: list[str]) -> None:
    """Print seconds of the wall clock and of the processor for each month."""
    practices = [f"A{80_000 + number:05}" for number in range(int(arguments[0]) if arguments else PRACTICES)]
    dice = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.greenpractice"
        for span in ("2026-04", "2026-05"):
            months = {practice: month(span, dice) for practice in practices}
            new = {ReturnKey(practice, each.period): [each] for practice, each in months.items()}
            store = open_store(path, write=True)
            timed(f"{span}: {len(new):,} practices stored", lambda: store.take_imports(new.items(), how))  # noqa: B023
            timed(f"{span}: closed with its verified backup", store.close)
        print(f"{path.stat().st_size / 1e6:.0f} MB")


def month(span: str, dice: random.Random) -> MonthImport:
    """One practice's month."""
    codes = sorted(product.bnf_code for product in load_inhalers().products)
    products = (
        ImportedProduct(code, Decimal(dice.randint(1, 12_000)) / 4, dice.randint(1, 40))
        for code in sorted(dice.sample(codes, PRODUCTS))
    )
    return MonthImport(span, "epd.csv", tuple(products))


def how(document: ReturnDocument, held: Sequence[MonthImport]) -> ReturnDocument:
    """As the import command makes it."""
    return with_imports(named(document, f"THE {document.ods_code} SURGERY"), held)


def timed(words: str, what: Callable[[], object]) -> None:
    """Do it, and print how long it took."""
    start, processor = time.perf_counter(), time.process_time()
    what()
    print(
        f"{words:<44}{time.perf_counter() - start:6.1f} s, processor {time.process_time() - processor:.1f} s"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
