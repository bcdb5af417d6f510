"""What is noted beside installed packs: which they are, and the keys that a person accepted."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from greenpractice.files import make_private, write_in_one_step

NAME = "installed.json"


@dataclass(frozen=True, slots=True)
class MakerKey:
    """A key that a person compared with what its maker told, the maker's name as it was then, and the day."""

    public_key: str
    maker: str
    accepted: date


@dataclass(frozen=True, slots=True)
class Note:
    """The keys accepted, and the names of the packs that were installed, by the digest of their file."""

    keys: tuple[MakerKey, ...] = ()
    packs: Mapping[str, str] = field(default_factory=dict)


def read_note(folder: Path) -> Note | None:
    """What is noted in a folder, nothing where nothing was; None where it cannot be read."""
    try:
        values = json.loads((folder / NAME).read_bytes())
        return Note(tuple(_keys(values["keys"])), dict(_packs(values["packs"])))
    except FileNotFoundError:
        return Note()
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def write_note(folder: Path, note: Note) -> None:
    """Put it down in one step: a pack counts once it is noted, and no longer once it is not."""
    make_private(folder)
    keys = [
        {"public_key": key.public_key, "maker": key.maker, "accepted": key.accepted.isoformat()}
        for key in note.keys
    ]
    packs = [{"sha256": digest, "name": name} for digest, name in note.packs.items()]
    text = json.dumps({"keys": keys, "packs": packs}, indent=1, ensure_ascii=False)
    write_in_one_step(folder / NAME, text.encode() + b"\n", private=True)


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
