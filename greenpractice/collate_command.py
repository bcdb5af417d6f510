"""The command `collate`: practices' PDFs in, the network's figures, states of files and chase list out."""

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from greenpractice.commands import Answer, Services, need_other_file
from greenpractice.documents import Json
from greenpractice.errors import UsageError
from greenpractice.exchange.finding import FoundFile, found_files
from greenpractice.exchange.reading_worker import Reader
from greenpractice.files import write_in_one_step
from greenpractice.footprint import load_calculator
from greenpractice.network.deciding import documents_that_count
from greenpractice.network.groups import one_pcn
from greenpractice.network.integrity import Keys
from greenpractice.network.judging import KEPT, Asked, Judge, Judged, Known, already_kept
from greenpractice.network.network import Network
from greenpractice.network.states import NOTHING_TO_DO, Arrival, FileState, Read, Unread
from greenpractice.network.stored import periods_around, periods_until, stored_returns
from greenpractice.network.text import collated_text
from greenpractice.practices import load_directory
from greenpractice.results import footprint_json, indicator_json
from greenpractice.store import NewReturn, Store, StoreInUse

_Found = dict[tuple[str, str], FoundFile]  # by name and digest


@dataclass(frozen=True, slots=True)
class Collated:
    """What one run found: the network, and every file with its state."""

    network: Network
    files: tuple[FileState, ...]


def collate(asked: Namespace, services: Services) -> Answer:
    """Read the practices' PDFs, keep what they say in the store, and give the network's figures."""
    path = services.store_path(asked.store)
    _check_targets(asked, path)
    messages: list[str] = []
    with _opened(services, path, messages) as store:
        collated = _collate(store, asked, messages)
        demo = store.is_demo()
    messages += _written(collated, asked, demo)
    problems = any(state.status not in NOTHING_TO_DO for state in collated.files)
    if not collated.network.received:
        messages.append(f"There is no return of {asked.pcn} for {asked.period.words} ({asked.period}).")
        problems = True
    text = collated_text(collated.network, collated.files)
    return Answer(text, collated_json(collated, asked), messages=tuple(messages), problems=problems)


def _check_targets(asked: Namespace, store: Path) -> None:
    """Refuse to write over the data file, or over what is no earlier report."""
    targets = {asked.output: b"%PDF-", asked.xlsx: b"PK"}
    if asked.output is not None and asked.output == asked.xlsx:
        raise UsageError("--output and --xlsx must name two files")
    for target, start in targets.items():
        if target is None or not target.is_file():
            continue
        need_other_file(target, store)
        with target.open("rb") as file:
            is_other = not file.read(len(start)).startswith(start)
        if is_other:
            raise UsageError(f"{target} is there already and is another kind of file: give another name")


def collated_json(collated: Collated, asked: Namespace) -> Json:
    """The shape of the contract; without `lines` unless they are asked for."""
    network = collated.network
    footprint = footprint_json(network.footprint)
    if not asked.lines:
        del footprint["lines"]
    return {
        "pcn": asked.pcn,
        "period": network.period.id,
        "received": network.received,
        "missing": network.missing,
        "files": [
            {
                "file": state.arrival.file,
                "practice": state.practice,
                "status": state.status,
                "remarks": list(state.remarks),
                "why": state.why,
            }
            for state in collated.files
        ],
        "footprint": footprint,
        "indicators": [indicator_json(result) for result in network.indicators],
    }


@contextmanager
def _opened(services: Services, path: Path, messages: list[str]) -> Iterator[Store]:
    """The store to keep what arrives in; where another program writes to it, only to look at."""
    try:
        store = services.open_store(path, write=True)
    except StoreInUse as error:
        messages.append(f"{error} What arrives is collated but not kept.")
        store = services.open_store(path, write=False)
    try:
        yield store
    finally:
        store.close()


def _collate(store: Store, asked: Namespace, messages: list[str]) -> Collated:
    directory, calculator, now = load_directory(), load_calculator(), datetime.now(UTC)
    group = one_pcn(directory, asked.pcn)
    stored = stored_returns(store, periods_around(asked.period))
    known = Known(stored, Keys(store.seen_keys()), store.is_demo())
    wanted = Asked(group, asked.period)
    own = [target for target in (asked.output, asked.xlsx) if target is not None]
    judged, found = _judge(Judge(directory, calculator, wanted, known, now), asked.paths, own)
    if store.can_write:
        store.receive(_to_keep(judged, found, messages), now)
    documents = [
        *documents_that_count(judged.decisions),
        *(each for each in stored.that_count if each.period not in wanted.periods),
    ]
    members = stored.unlisted_members(directory, group)
    if asked.output is not None:
        codes = members | set(group.members(directory, asked.period.last_day))
        earlier = periods_until(calculator.factors.first_year, asked.period) - periods_around(asked.period)
        documents += stored_returns(store, earlier, codes).that_count
    return Collated(Network(group, asked.period, documents, directory, calculator, members), judged.files)


def _judge(judge: Judge, paths: Iterable[Path], own: Sequence[Path]) -> tuple[Judged, _Found]:
    """Every file read and judged; their bytes are let go and can be read again."""
    arrivals: list[Arrival] = []
    found: dict[tuple[str, str], FoundFile] = {}
    with Reader() as reader:
        for file in found_files(paths, own):
            data = file.data
            what = Unread("unreadable", file.problem) if data is None else reader.read(data, file.name)
            digest = sha256(data or b"").hexdigest()
            arrivals.append(Arrival(file.name, digest, what))
            found[file.name, digest] = replace(file, data=None)
    return judge.judge(arrivals), found


def _to_keep(
    judged: Judged, found: Mapping[tuple[str, str], FoundFile], messages: list[str]
) -> Iterator[NewReturn]:
    """The returns to keep, each with the bytes of its PDF read once more."""
    for state in judged.files:
        arrival = state.arrival
        if state.status not in KEPT or not isinstance(arrival.found, Read) or already_kept(judged, state):
            continue
        data = found[arrival.file, arrival.sha256].again()
        if data is None or sha256(data).hexdigest() != arrival.sha256:
            messages.append(f"{arrival.file}: the file changed while it was read; it is not kept")
            continue
        read = arrival.found
        yield NewReturn(read.document, read.seal, arrival.file, data, read.from_data_page)


def _written(collated: Collated, asked: Namespace, demo: bool) -> list[str]:
    """The network PDF and the workbook, where they are asked for."""
    messages = []
    if asked.output is not None:
        from greenpractice.reports.network_summary import network_pdf

        write_in_one_step(asked.output, network_pdf(collated.network, collated.files, demo))
        messages.append(f"{asked.output}: the network's PDF")
    if asked.xlsx is not None:
        from greenpractice.exchange.workbook import workbook_bytes

        write_in_one_step(asked.xlsx, workbook_bytes(collated.network, collated.files, demo))
        messages.append(f"{asked.xlsx}: the network's workbook")
    return messages
