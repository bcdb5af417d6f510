"""What people do with a store, to be watched call by call.

Run as `python -m tests.faults.power_sessions NAME FOLDER`. After each thing that was told as done it
says what is there then, as JSON: figures, and other files by their content. With
`--control WHICH` it is done as it must not be.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import db.engine
import greenpractice.files
from db.backups import backups_of
from db.opening import open_store
from db.restoring import restore
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.periods import Period
from greenpractice.prescribing.quarter import with_imports
from greenpractice.prescribing.values import ImportedProduct, MonthImport
from greenpractice.returns.documents import to_json
from greenpractice.store import ReturnKey, Store
from greenpractice.tasks.exports import never
from greenpractice.tasks.return_files import OneReturn, save_summary_pdf
from tests.db.helpers import DOCUMENT, KEY, session
from tests.faults.recorded_calls import SAID

GOLDEN = Path(__file__).parents[1] / "files" / "store-version-1.db"
STORE = Path("data") / "greenpractice.db"
PASSING = (".part", "-journal", ".lock")
SPANS = "2025-04", "2025-05"


def figures(store: Store) -> str:
    """One text for all that is typed and imported."""
    keys = store.keys()
    held = [(key.ods_code, key.period.id, repr(months)) for key, months in store.imports(keys).items()]
    said = json.dumps([[to_json(each) for each in store.documents(keys)], held], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def other_files(folder: Path) -> dict[str, str]:
    """Backups, PDFs, keys: every file but the store and what passes, with a text for its content."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / STORE and not path.name.endswith(PASSING)
    }


def say(folder: Path, store: Store | None, last: str = "") -> str:
    """Tell that what was done is done; the figures as a text, which a closed store has to be told."""
    now = last if store is None else figures(store)
    said = json.dumps({"figures": now, "files": other_files(folder)})
    os.write(1, f"{SAID}{said}".encode())
    return now


def typing(folder: Path) -> None:
    """From nothing: a return, figures, two months of prescribing, PDFs, two closings."""
    path = folder / STORE
    last = say(folder, store := open_store(path, write=True))
    store.record(DOCUMENT)
    say(folder, store)
    for number in range(2):
        last = _type(folder, store, 4, number)
        save_summary_pdf(OneReturn(store, KEY), path.with_name(f"mine-{number}.pdf"), path, never)
        last = say(folder, store)
        codes = sorted(product.bnf_code for product in load_inhalers().products if product.bnf_code)[:40]
        products = tuple(ImportedProduct(code, Decimal(number + 1), number) for code in codes)
        months = [MonthImport(span, f"{span}.csv", products) for span in SPANS]
        store.take_imports([(ReturnKey("C82001", Period(2025, 1)), months)], with_imports)
        last = say(folder, store)
        store.close()
        say(folder, None, last)
        store = open_store(path, write=True)
    store.close()


def restoring(folder: Path) -> None:
    """The older of two backups takes the place of the store; then figures again."""
    path = folder / STORE
    restore(path, backups_of(path)[1].path)
    with_restored = open_store(path, write=True)
    say(folder, with_restored)
    last = _type(folder, with_restored, 3, 7)
    with_restored.close()
    say(folder, None, last)


def migrating(folder: Path) -> None:
    """A store of the first version is opened, then a figure is typed."""
    store = open_store(folder / STORE, write=True)
    last = say(folder, store)
    row_id, _ = store.add_row(store.keys()[0], "paper", {"reams": "12"})
    last = say(folder, store)
    store.set_figure(store.keys()[0], "paper", row_id, "reams", "13")
    last = say(folder, store)
    store.close()
    say(folder, None, last)


def _type(folder: Path, store: Store, times: int, number: int) -> str:
    stored, last = store.load(KEY), ""
    assert stored is not None
    for step in range(times):
        row = stored.row_ids["electricity"][0]
        store.set_figure(KEY, "electricity", row, "kwh", f"{number}{step}1")
        last = say(folder, store)
    return last


def begin(name: str, folder: Path) -> None:
    """What is there before the session."""
    path = folder / STORE
    if name == "restoring":
        session(path, "1")
        session(path, "2")
    elif name == "migrating":
        path.parent.mkdir()
        shutil.copyfile(GOLDEN, path)


def spoil(which: str) -> None:
    """Leave out what makes a session outlast a power cut."""
    if which == "no syncs":
        db.engine._DURABLE = ("PRAGMA journal_mode = TRUNCATE", "PRAGMA synchronous = OFF")
    elif which == "no journal":
        db.engine._DURABLE = ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = FULL")
    elif which == "files not synced":
        greenpractice.files._to_disk = lambda path: None
    elif which == "folders not synced":
        greenpractice.files.folder_to_disk = lambda folder: None
    else:
        raise ValueError(which)


SESSIONS: dict[str, Callable[[Path], None]] = {each.__name__: each for each in (typing, restoring, migrating)}
CONTROLS = ("no syncs", "no journal", "files not synced", "folders not synced")

if __name__ == "__main__":
    asked, asked_folder, *rest = sys.argv[1:]
    if rest:
        spoil(rest[1])
    SESSIONS[asked](Path(asked_folder))
