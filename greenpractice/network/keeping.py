"""Keeping what practices sent: the returns that may count go into the Lead's store, with their PDFs."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from greenpractice.network.judging import KEPT, Judged, already_kept, brings_a_key
from greenpractice.network.states import Arrival, FileState, Read, Unread
from greenpractice.store import NewReturn, ReceivedReturn, Store, received_folder

NOT_KEPT = (
    "What came is counted here but not kept: neither the returns nor the keys that signed them are "
    "remembered, so whose key came first is not known next time. Read them again once the data can be saved."
)
HELD = "This is a PDF that the data file keeps of what was received before: it is no new sending."
_MAY_BE_A_PART = re.compile(r".* \([0-9]+\)", re.DOTALL)  # as the returns of one file are told apart
FileKey = tuple[str, str]  # name as shown, and digest of its bytes


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that was read, and how to get its bytes once more."""

    arrival: Arrival
    again: Callable[[], bytes | None]
    path: Path | None = None  # of the file it was read from

    @property
    def key(self) -> FileKey:
        """Its name and the digest of its bytes."""
        return key_of(self.arrival)


@dataclass(frozen=True, slots=True)
class Kept:
    """The files that are in the store from now on, and a sentence for each that changed meanwhile."""

    files: frozenset[FileKey]
    messages: tuple[str, ...]


def known_files(received: Iterable[ReceivedReturn]) -> dict[FileKey, Read]:
    """What is in files that came before, so that none has to be read again; not of one with several returns.

    Those stand under names of their own, beside parts of it that may not have been kept, and a file of just
    such a name may hold all of them.
    """
    found: dict[FileKey, list[ReceivedReturn]] = {}
    for each in received:
        found.setdefault((each.file, each.sha256), []).append(each)
    return {
        key: Read(alone.document, alone.verdict, alone.from_data_page)
        for key, (alone, *others) in found.items()
        if not others and not may_be_a_part(key[0])
    }


def may_be_a_part(file: str) -> bool:
    """True of a name such as the returns of one file are told apart by."""
    return _MAY_BE_A_PART.fullmatch(file) is not None


def as_held(store: Store, arrived: Iterable[Arrived]) -> list[Arrived]:
    """The same, where what the store itself keeps of returns that came is known as that and is no sending."""
    folder, known = received_folder(store.path).resolve(), store.received_digests()
    return [_as_held(each) if _is_held(each, folder, known) else each for each in arrived]


def _is_held(each: Arrived, folder: Path, known: Collection[str]) -> bool:
    """True of a PDF in the folder of the store that is what was received."""
    path, digest = each.path, each.arrival.sha256
    if path is None or path.stem != digest or digest not in known:
        return False
    return path.resolve().parent == folder


def _as_held(each: Arrived) -> Arrived:
    found = each.arrival.found
    practice = found.document.ods_code if isinstance(found, Read) else found.practice
    return replace(each, arrival=replace(each.arrival, found=Unread("duplicate", HELD, practice)))


def key_of(arrival: Arrival) -> FileKey:
    """Its name and the digest of its bytes."""
    return arrival.file, arrival.sha256


def arrivals_of(received: Iterable[ReceivedReturn]) -> list[Arrival]:
    """Returns received before, to be judged beside files that come now."""
    return [
        Arrival(each.file, each.sha256, Read(each.document, each.verdict, each.from_data_page), each)
        for each in received
    ]


def to_keep(judged: Judged) -> list[FileState]:
    """The files whose returns may count and are not in the store yet; of equal ones the first.

    A return that is here and comes signed with another key is kept too, so that its key is known.
    """
    return [
        state
        for state in judged.files
        if (state.status in KEPT or brings_a_key(judged, state)) and not already_kept(judged, state)
    ]


def keep(store: Store, judged: Judged, arrived: Iterable[Arrived], now: datetime) -> Kept:
    """Put them in the store, by name: all have come at one time, and no order among them means anything.

    The keys of files that are not kept are remembered too: whose came first is known by all that came. A
    store that cannot be written remembers nothing, which is said.
    """
    if not store.can_write:
        is_lost = bool(judged.brought or to_keep(judged))
        return Kept(frozenset(), (NOT_KEPT,) if is_lost else ())
    messages: list[str] = []
    kept: list[FileKey] = []
    states = to_keep(judged)
    again = _read_again(states, {each.key: each for each in arrived}, kept, messages)
    store.receive(again, now, judged.brought)
    return Kept(frozenset(kept), tuple(messages))


def _read_again(
    states: Iterable[FileState],
    arrived: Mapping[FileKey, Arrived],
    kept: list[FileKey],
    messages: list[str],
) -> Iterator[NewReturn]:
    for state in states:
        arrival, found = state.arrival, state.arrival.found
        if not isinstance(found, Read):
            continue
        data = arrived[key_of(arrival)].again()
        if data is None or sha256(data).hexdigest() != arrival.sha256:
            messages.append(f"{arrival.file}: the file changed while it was read; it is not kept")
            continue
        kept.append(key_of(arrival))
        yield NewReturn(found.document, found.verdict, arrival.file, data, found.from_data_page)
