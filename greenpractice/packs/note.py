"""What is noted beside installed packs: which they are, and the keys that a person accepted.

Their names are noted once more beside the data file, where they are left if the whole folder goes.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from greenpractice.errors import UserError
from greenpractice.files import make_private, write_in_one_step
from greenpractice.own_files import facts_folder, facts_record

NAME = "installed.json"


@dataclass(frozen=True, slots=True)
class MakerKey:
    """A key that a person compared with what its maker told, the maker's name as it was then, and the day."""

    public_key: str
    maker: str
    accepted: date


@dataclass(frozen=True, slots=True)
class Note:
    """The keys accepted, and the names of the packs that were installed, by the digest of their file.

    `gone` are the digests of those that a person took back: nobody misses them in data of before.
    """

    keys: tuple[MakerKey, ...] = ()
    packs: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()


def read_note(store: Path) -> Note | None:
    """What is noted of a data file, nothing where nothing was; None where it cannot be read.

    Where the folder of its packs is gone, or the note in it, it is the packs that are noted beside the data
    file: they are missed, and without their keys.
    """
    try:
        values = json.loads((facts_folder(store) / NAME).read_bytes())
        gone = frozenset(map(_text, values.get("taken_back", ())))
        return Note(tuple(_keys(values["keys"])), dict(_packs(values["packs"])), gone)
    except FileNotFoundError:
        return Note(packs=_recorded(store))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def write_note(store: Path, note: Note) -> None:
    """Put it down in one step: a pack counts once it is noted, and no longer once it is not."""
    folder = facts_folder(store)
    make_private(folder)
    keys = [
        {"public_key": key.public_key, "maker": key.maker, "accepted": key.accepted.isoformat()}
        for key in note.keys
    ]
    gone = {"taken_back": sorted(note.gone)} if note.gone else {}
    _write(folder / NAME, {"keys": keys, "packs": _packs_json(note.packs), **gone})
    keep_record(store)


def keep_record(store: Path) -> None:
    """Note the packs beside the data file too, as they are noted in their folder, if that can be done."""
    note, record = read_note(store), facts_record(store)
    if note is None or note.packs == _recorded(store):
        return
    with suppress(OSError, UserError):
        if note.packs:
            _write(record, {"packs": _packs_json(note.packs)})
        else:
            record.unlink(missing_ok=True)


def is_noted(store: Path) -> bool:
    """Whether it is noted beside a data file which packs were installed, or that none is any more."""
    return (facts_folder(store) / NAME).is_file() or facts_record(store).is_file()


def missed(store: Path, packs: Mapping[str, str]) -> Note | None:
    """What is noted with these, that a data file was worked with where it came from; None if none is missed.

    It is put down where that can be done, so that they can be taken back.
    """
    note = read_note(store) if is_noted(store) else Note()
    if note is None:
        return None  # what cannot be read is told, and not written over
    foreign = {d: name for d, name in packs.items() if d not in note.packs and d not in note.gone}
    if not foreign:
        return None
    found = replace(note, packs={**note.packs, **foreign})
    with suppress(OSError, UserError):
        if (facts_folder(store) / NAME).is_file():
            write_note(store, found)
        else:
            _write(facts_record(store), {"packs": _packs_json(found.packs)})
    return found


def _recorded(store: Path) -> dict[str, str]:
    try:
        return dict(_packs(json.loads(facts_record(store).read_bytes())["packs"]))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _packs_json(packs: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"sha256": digest, "name": name} for digest, name in packs.items()]


def _write(file: Path, values: Mapping[str, object]) -> None:
    text = json.dumps(values, indent=1, ensure_ascii=False)
    write_in_one_step(file, text.encode() + b"\n", private=True)


def _keys(values: list[dict[str, object]]) -> Iterator[MakerKey]:
    for each in values:
        day = date.fromisoformat(_text(each["accepted"]))
        yield MakerKey(_text(each["public_key"]), _text(each["maker"]), day)


def _packs(values: list[dict[str, object]]) -> Iterator[tuple[str, str]]:
    for each in values:
        yield _text(each["sha256"]), _text(each["name"])


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
