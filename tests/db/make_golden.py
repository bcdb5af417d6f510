"""Makes the file of a store version when it is released: `python -m tests.db.make_golden`."""

import json
import random
import shutil
import tempfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from db.opening import open_store
from db.schema.migrations import STEPS
from greenpractice.periods import Period
from greenpractice.prescribing.quarter import with_imports
from greenpractice.prescribing.values import ImportedProduct, MonthImport
from greenpractice.returns.documents import to_json
from greenpractice.store import ReturnKey
from tests.db.helpers import DOCUMENT, document, random_edit

IMPORTS = (
    MonthImport("2025-04", "april.csv", (ImportedProduct("0301011R0BEAIAP", Decimal("12.5"), 9),)),
    MonthImport("2025-05", "may.csv", (ImportedProduct("0301011R0BIAFAP", Decimal(7), None),)),
)
FILES = Path(__file__).parents[1] / "files"


def main() -> None:
    """A store with recorded, edited, replaced and issued returns, and what must come out of it."""
    target = FILES / f"store-version-{len(STEPS)}.db"
    if target.exists():
        raise SystemExit(f"{target} is there already, and the file of a version never changes")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "greenpractice.db"
        store = open_store(path, write=True)
        store.record(DOCUMENT)
        store.record(document(3, "1250"))
        edited = ReturnKey("C82002", Period(2024))
        chance = random.Random(1)
        for _ in range(30):
            random_edit(store, edited, chance)
        drafted = ReturnKey("C82003", Period(2025, 4))
        store.add_row(drafted, "paper", {"reams": "1,090", "recycled_content": "0.5"})
        store.issue(drafted, datetime(2025, 7, 9, 9, 30, tzinfo=UTC))
        store.add_row(drafted, "paper", {"reams": "about ten"})
        store.take_imports([(ReturnKey("C82004", Period(2025, 1)), IMPORTS)], with_imports)
        keys = store.keys()
        expected = {
            "documents": [to_json(each) for each in store.documents(keys)],
            "history": [len(store.history(key)) for key in keys],
        }
        store.close()
        shutil.copy(path, target)
    target.with_suffix(".json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
