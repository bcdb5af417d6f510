"""Which packs of facts a store was last worked with: they are missed where it is copied away alone."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from db.hashing import meta_hash

NOTED = "facts"  # of the note among the facts about the store


def packs_noted(path: Path) -> dict[str, str]:
    """Their names by the digests of their files, read without opening the store; none where it says none.

    It is asked before anything else of a program that may need no store at all, so by the standard library.
    """
    if not path.is_file():
        return {}
    with (
        suppress(sqlite3.Error, ValueError, TypeError),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection,
    ):
        found = connection.execute("SELECT value, hash FROM meta WHERE key = ?", (NOTED,)).fetchone()
        if found is not None and meta_hash(NOTED, found[0]) == found[1]:
            return dict(json.loads(bytes.fromhex(found[0])))
    return {}


def noted_as(packs: Mapping[str, str]) -> str:
    """The note of these: hexadecimal digits, as every fact but `demo` is to programs of earlier versions."""
    return json.dumps(dict(packs), sort_keys=True).encode().hex()
