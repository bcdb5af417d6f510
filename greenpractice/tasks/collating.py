"""Practices' PDFs read file by file, judged for a group and period, and kept: by command and window."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from greenpractice.carbon.footprint import load_calculator
from greenpractice.exchange.finding import FoundFile, Patience, found_files, how_many_files
from greenpractice.exchange.reading_worker import Reader
from greenpractice.network.asking import Asked
from greenpractice.network.judging import Judge, Judged, Known
from greenpractice.network.keeping import Arrived, FileKey, as_held, keep, key_of, known_files
from greenpractice.network.membership import directory_of
from greenpractice.network.network import Network
from greenpractice.network.states import Arrival, FileState, Found, Read, Several, Unread
from greenpractice.network.stored import (
    StoredReturns,
    earlier_returns,
    is_to_add,
    network_of,
    periods_around,
    saying_whom_to_ask,
    stored_returns,
)
from greenpractice.phrases import counted
from greenpractice.processes import GivenUp
from greenpractice.store import Store
from greenpractice.tasks.leads_word import LeadsWord, carry_out

_STOPPED = "Stopped: {} read so far, and kept where they may count. Run it again to read the rest."
NONE_KNOWN: Mapping[FileKey, Read] = {}
Progress = Callable[[int, int, str], object]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Collated:
    """What one run found: the network, every file with its state, and what is to be said.

    `to_add` are practices of which a return was received before and counts only once the Lead adds them.
    """

    network: Network
    files: tuple[FileState, ...]
    messages: tuple[str, ...]
    to_add: tuple[str, ...] = ()


def collate_paths(
    store: Store,
    asked: Asked,
    paths: Iterable[Path],
    now: datetime,
    leave_out: Sequence[Path] = (),
    every_year: bool = False,
    word: LeadsWord | None = None,
) -> Collated:
    """Read files, keep what may count (where the store can be written), and give the network's figures.

    `leave_out` are files of the program's own making. With `every_year` the returns of earlier years are
    among the network's, for what is shown over time. The Lead's `word` is noted once the files are kept, and
    then they are judged by it; UserError where it cannot be. Whoever stops it while files are read has those
    that were read, and a KeyboardInterrupt that says so.
    """
    directory, calculator = directory_of(store), load_calculator()
    stored = stored_returns(store, periods_around(asked.period))
    read, is_stopped = _until_stopped(read_files(paths, leave_out, known=known_files(stored.received)))
    arrived = as_held(store, read)
    judge = Judge(directory, calculator, asked, Known(stored, store.is_demo()), now)
    judged = judge.judge(each.arrival for each in arrived)
    messages = keep(store, judged, arrived, now).messages
    if is_stopped:
        raise KeyboardInterrupt("\n".join((*messages, _STOPPED.format(counted(len(arrived), "file")))))
    if word:
        messages += carry_out(
            word, store, store.received(asked.periods), [each.arrival for each in arrived], now
        )
        stored = stored_returns(store, periods_around(asked.period))
        judged = _judged_again(stored, [each.arrival for each in arrived], store, asked, now)
    beside = saying_whom_to_ask(store, asked, partial(stored_returns, store))
    network = network_of(asked, judged.decisions, stored, directory, calculator, beside=beside)
    if every_year:
        first_year = calculator.factors.first_year
        earlier = earlier_returns(store, asked, network.with_history, first_year, directory)
        network = network_of(asked, judged.decisions, stored, directory, calculator, earlier, beside)
    to_add = {
        each.document.ods_code
        for each in stored.within(asked.periods).received
        if not each.rejected
        and asked.is_of_group(directory, each.document)
        and is_to_add(directory, asked.group, each.document)
    }
    return Collated(network, judged.files, messages, tuple(sorted(to_add)))


def _until_stopped(files: Iterator[Arrived]) -> tuple[list[Arrived], bool]:
    """The files that were read, and whether somebody stopped the command before the last."""
    read: list[Arrived] = []
    try:
        read.extend(files)  # what came before the interruption stays
    except KeyboardInterrupt:
        return read, True
    return read, False


def _judged_again(
    stored: StoredReturns, came: Sequence[Arrival], store: Store, asked: Asked, now: datetime
) -> Judged:
    """The same files once they are kept, beside what was here before them."""
    kept = {(each.file, each.sha256): each for each in stored.received}
    given = {key_of(each) for each in came if isinstance(each.found, Read)}
    before = [each for each in stored.received if (each.file, each.sha256) not in given]
    files = [replace(each, kept=kept.get(key_of(each))) for each in came]
    known = Known(replace(stored, received=before), store.is_demo())
    return Judge(directory_of(store), load_calculator(), asked, known, now).judge(files)


def read_files(
    paths: Iterable[Path],
    leave_out: Sequence[Path] = (),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    known: Mapping[FileKey, Read] = NONE_KNOWN,
) -> Iterator[Arrived]:
    """Every file read, one after the other in a process with limits; stops between two when cancelled.

    What is in files that are `known` is not read again: a folder is collated many times over a year.

    `progress` is told the number of files read before, how many there are, and the name of the next one.
    Bytes are let go once a file is read: `Arrived.again` gets them once more.
    """
    paths = list(paths)
    count = how_many_files(paths, leave_out) if progress is not None else 0
    with Reader(cancelled=cancelled) as reader, suppress(GivenUp):
        patience = Patience(stopped=lambda: reader.stopped)
        for number, file in enumerate(found_files(paths, leave_out, reader.open_mail, patience)):
            if cancelled is not None and cancelled():
                return
            if progress is not None:
                progress(number, max(count, number + 1), file.name)
            yield from _read(file, reader, known)


def _read(file: FoundFile, reader: Reader, known: Mapping[FileKey, Read]) -> Iterator[Arrived]:
    """What is in a file: one arrival, or one for each of several returns, which are named apart."""
    data = file.data
    digest = sha256(data or b"").hexdigest()
    again = replace(file, data=None).again
    found: Found = file.unread or Unread("unreadable", "It cannot be read.")
    if data is not None:
        found = known.get((file.name, digest)) or reader.read(data, file.name)
    if not isinstance(found, Several):
        yield Arrived(Arrival(file.name, digest, found), again, file.path)
        return
    for place, each in enumerate(found.parts, 1):
        yield Arrived(Arrival(f"{file.name} ({place})", digest, each), again, file.path)
