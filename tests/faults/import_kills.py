"""A program that imports two quarters in one step is killed again and again: both have it, or neither.

Run as `python -m tests.faults.import_kills FOLDER KILLS SEED`; prints what came of it as JSON.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

from db.opening import open_store
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.periods import Period
from greenpractice.prescribing.quarter import with_imports
from greenpractice.prescribing.values import ImportedProduct, MonthImport
from greenpractice.store import ReturnKey, Store

KEYS = ReturnKey("C82001", Period(2025, 1)), ReturnKey("C82001", Period(2025, 2))
SPANS = "2025-04", "2025-07"


def kill(folder: Path, kills: int, seed: int) -> Counter[str]:
    """Kill an importing child at random moments and look at both quarters; `torn` and `unsound` must be 0."""
    chance = random.Random(seed)
    path = folder / "greenpractice.db"
    came: Counter[str] = Counter()
    for _ in range(kills):
        child = os.fork()
        if child == 0:
            _import_for_ever(path)
        time.sleep(0.3 + chance.random())
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        came["kills"] += 1
        if path.exists():
            store = open_store(path, write=True)
            sides = {number_of(store, key) for key in KEYS}
            came["torn"] += len(sides) > 1
            came["imported"] += bool(sides - {None})
            came["unsound"] += bool(store.check())
            store.close()
    return came


def _import_for_ever(path: Path) -> None:
    store, number = open_store(path, write=True), 0
    codes = sorted(product.bnf_code for product in load_inhalers().products if product.bnf_code)[:60]
    while True:
        number += 1
        products = tuple(ImportedProduct(code, Decimal(number), number) for code in codes)
        months = [MonthImport(span, f"{number}.csv", products) for span in SPANS]
        new = [(key, [month]) for key, month in zip(KEYS, months, strict=True)]
        with store.step("Import"):
            store.take_imports(new, with_imports)


def number_of(store: Store, key: ReturnKey) -> str | None:
    """The one number that all figures and months of a quarter have; `mixed` if they differ."""
    stored, held = store.load(key), store.imports([key]).get(key, ())
    rows = () if stored is None else stored.document.rows("inhalers")
    if not rows and not held:
        return None
    numbers = {text for row in rows for field, text in row.items() if field != "bnf_code"}
    numbers |= {str(product.items) for month in held for product in month.products}
    return numbers.pop() if len(numbers) == 1 else "mixed"


if __name__ == "__main__":
    print(json.dumps(kill(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
