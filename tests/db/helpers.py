"""A store to try things on: a small return, random edits of it, and what stands in it afterwards."""

import hashlib
import json
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from db.header import journal_of
from db.opening import open_store
from greenpractice.periods import Period
from greenpractice.returns.documents import Contact, Flag, RawRow, ReturnDocument, flag_json
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.store import About, HistoryEntry, ReturnKey, Store

PERIOD = Period(2025, 1)
KEY = ReturnKey("C82001", PERIOD)
DOCUMENT = ReturnDocument(
    "C82001",
    PERIOD,
    1,
    "2025-07-08T10:12:00+01:00",
    "South Leicestershire Medical Group",
    "U30213",
    Contact("Practice manager"),
    {
        "practice": ({"registered_patients": "25822", "site": "Main Street"}, {"site": "Branch"}),
        "electricity": ({"site": "Main Street", "kwh": "12320.50", "tariff": "standard"},),
        "waste": ({"stream": "food", "kg": "12"}, {"stream": "recycling", "kg": "007"}),
        "actions": ({"code": "M1", "status": "in_progress", "print": "true"},),
    },
    (
        Flag("waste", 1, "kg", estimated=True, note="June bill missing", evidence=("scales.jpg",)),
        Flag("electricity", 0, confirmed=True),
    ),
)
CUT_OFF = """
import os, sqlite3, sys
from pathlib import Path
from db.engine import connect
connection = connect(Path(sys.argv[1]), write=True)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE figures SET text = zeroblob(9000)")
connection.execute("INSERT INTO meta SELECT hex(randomblob(500)), 'x', 'x' FROM figures")
os._exit(9)
"""
TYPED = ("12", "1,250", "", " 7 kWh", "about ten", "3.5", "½", "0", "a\nb", "naïve 😀")


def document(
    revision: int = 1, kwh: str = "12320.50", ods_code: str = "C82001", period: Period = PERIOD
) -> ReturnDocument:
    """The small return, with another figure, revision, practice or period."""
    electricity = ({"site": "Main Street", "kwh": kwh, "tariff": "standard"},)
    sections = {**DOCUMENT.sections, "electricity": electricity}
    return replace(DOCUMENT, ods_code=ods_code, period=period, revision=revision, sections=sections)


def cut_off_a_change(path: Path) -> None:
    """A program dies while saving: the file is half changed, and a journal waits to be rolled back."""
    subprocess.run([sys.executable, "-c", CUT_OFF, str(path)], cwd=Path(__file__).parents[2], check=False)


def dump_of(path: Path) -> list[str]:
    """Tables and rows of a file as SQLite itself says them, whatever version it is of."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return [str(version), *connection.iterdump()]


def sha256(path: Path) -> str:
    """The content of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def content_of(store: Store) -> dict[ReturnKey, Any]:
    """Everything in the store that a person put there."""
    found = {}
    for key in store.keys():
        stored = store.load(key)
        assert stored is not None
        found[key] = replace(stored, known=0), list(store.history(key))  # numbers others gave are not typed
    return found


def state_of(store: Store, key: ReturnKey) -> dict[str, Any]:
    """A return with its row ids, in a form that history can be applied to."""
    stored = store.load(key)
    assert stored is not None
    rows: dict[str, list[tuple[int, RawRow]]] = {
        section: list(zip(stored.row_ids[section], map(dict, raws), strict=True))
        for section, raws in stored.document.sections.items()
    }
    flags = {
        (rows[flag.section][flag.row][0], flag.field): {
            name: said for name, said in flag_json(flag).items() if name not in ("section", "row", "field")
        }
        for flag in stored.document.flags
    }
    contact = stored.document.contact
    details = {
        "name": stored.document.name,
        "pcn_code": stored.document.pcn_code,
        "contact": contact and {"name": contact.name, "email": contact.email},
    }
    return {"rows": rows, "flags": flags, "details": details}


def take_back(state: dict[str, Any], step: list[HistoryEntry]) -> None:
    """Undo one step of history on a state, from nothing but what history says."""
    rows = state["rows"]
    _take_back_rows(rows, [entry for entry in step if entry.about is About.ROW])
    for entry in step:
        if entry.about is About.FIGURE:
            here = dict(rows.get(entry.section, []))
            _put(here.get(entry.row, {}), entry.field, entry.before)  # a row that was added is gone already
        elif entry.about is About.FLAG:
            _put(state["flags"], (entry.row, entry.field), entry.before and json.loads(entry.before))
        elif entry.about is About.DETAILS:
            is_contact = entry.field == "contact" and entry.before is not None
            state["details"][entry.field] = json.loads(str(entry.before)) if is_contact else entry.before
    state["rows"] = {section: kept for section, kept in rows.items() if kept}


def _take_back_rows(rows: dict[str, list[Any]], places: list[HistoryEntry]) -> None:
    for entry in places:
        if entry.before is None and entry.section:
            rows[entry.section] = [row for row in rows.get(entry.section, []) if row[0] != entry.row]
    for entry in sorted(places, key=lambda entry: int(entry.before or 0)):
        if entry.after is None and entry.section:
            rows.setdefault(entry.section, []).insert(int(entry.before or 0), (entry.row, {}))


def _put(values: dict[Any, Any], place: object, value: object) -> None:
    values.pop(place, None)
    if value is not None:
        values[place] = value


def random_edit(store: Store, key: ReturnKey, chance: random.Random) -> None:
    """One thing a person might do to a return."""
    stored = store.load(key)
    places = [(section, row) for section, ids in (stored.row_ids if stored else {}).items() for row in ids]
    section = chance.choice(["practice", "inhalers", "electricity", "waste", "actions"])
    if stored is None or not places or chance.random() < 0.2:
        raw = {
            name: chance.choice(TYPED) for name in chance.sample(sorted(SECTION_BY_KEY[section].fields), 2)
        }
        store.add_row(key, section, raw, chance.choice([None, 0]))
        return
    section, row = chance.choice(places)
    field = chance.choice(sorted(SECTION_BY_KEY[section].fields))
    match chance.randrange(8):
        case 0:
            store.remove_row(key, section, row)
        case 1 | 2:
            note = chance.choice([None, "a note", "another"])
            store.set_flag(
                key, row, Flag(section, 0, chance.choice([None, field]), chance.choice([None, True]), note)
            )
        case 3:
            store.set_details(
                key, chance.choice([None, "Name"]), "U1", chance.choice([None, Contact(), Contact("A", "b")])
            )
        case 4:
            revision = stored.document.revision + 1
            store.record(replace(document(revision, str(chance.randrange(99)), key.ods_code, key.period)))
        case _:
            store.set_figure(key, section, row, field, chance.choice([None, *TYPED]))


def session(path: Path, *kwh: str) -> None:
    """Open, type some figures, close."""
    store = open_store(path, write=True)
    if not store.keys():
        store.record(DOCUMENT)
    stored = store.load(KEY)
    assert stored is not None
    for text in kwh:
        store.set_figure(KEY, "electricity", stored.row_ids["electricity"][0], "kwh", text)
    store.close()


def spoil(path: Path, what: str = "UPDATE figures SET text = text || '0' WHERE field = 'kwh'") -> None:
    """Change a figure behind the program's back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(what)
        connection.commit()
    journal_of(path).unlink(missing_ok=True)


def names(path: Path, pattern: str) -> list[str]:
    return sorted(found.name for found in path.parent.glob(pattern))
