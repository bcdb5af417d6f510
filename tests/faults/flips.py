"""One byte of a store's file is changed at a time: whatever is still shown must be what was put in."""

import random
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

from db.opening import open_store
from greenpractice.periods import Period
from greenpractice.store import ReturnKey, StoreError
from tests.db.helpers import content_of, document, random_edit


def make_store(path: Path) -> None:
    """A store with a few returns, drafts and some history; and no backups."""
    chance = random.Random(5)
    store = open_store(path, write=True)
    for quarter in (1, 2):
        store.record(document(1, f"{quarter}2345.5", "C82001", Period(2025, quarter)))
    for _ in range(20):
        random_edit(store, ReturnKey("C82001", Period(2025, 1)), chance)
    store.close()
    shutil.rmtree(path.with_name(f"{path.stem}-backups"))
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def flip(path: Path, flips: int, seed: int) -> Counter[str]:
    """Flip a random byte of a sound store, `flips` times over; how often which of these came of it.

    `same`: everything was shown as it was. `refused`: a sentence instead of figures. `changed`: other
    figures were shown, which must never be. `control missed`: SQLite's own check found nothing and yet
    a table held something else.
    """
    chance = random.Random(seed)
    sound = path.read_bytes()
    expected, tables = shown(path), _tables(path)
    came: Counter[str] = Counter()
    broken = path.with_name("flipped.db")
    for _ in range(flips):
        content = bytearray(sound)
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
        broken.write_bytes(content)
        now = shown(broken)
        came["refused" if now is None else "same" if now == expected else "changed"] += 1
        came["control missed"] += _tables(broken) not in (None, tables)
    return came


def shown(path: Path) -> Any:
    """All that a store shows; None where it is refused in a sentence."""
    try:
        store = open_store(path, write=False)
        try:
            return content_of(store), store.is_demo()
        finally:
            store.close()
    except StoreError:
        return None


def _tables(path: Path) -> list[Any] | None:
    """What a program without hashes would show; None if SQLite finds the file broken."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return None
            tables = ("returns", "rows", "figures", "flags", "issues", "steps", "changes")
            return [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]
    except (sqlite3.Error, UnicodeDecodeError):
        return None
