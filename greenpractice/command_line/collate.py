"""The command `collate`: practices' PDFs in, the network's figures, states of files and chase list out."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from greenpractice.command_line.collate_text import collated_text
from greenpractice.command_line.commands import Answer, Services
from greenpractice.command_line.json_shapes import footprint_json, indicator_json
from greenpractice.errors import UsageError
from greenpractice.facts.practices import load_directory
from greenpractice.files import need_other_file, write_in_one_step
from greenpractice.network.asking import Asked
from greenpractice.network.groups import one_pcn
from greenpractice.network.states import NOTHING_TO_DO
from greenpractice.returns.documents import Json
from greenpractice.store import Store, StoreInUse
from greenpractice.tasks.collating import Collated, collate_paths


def collate(asked: Namespace, services: Services) -> Answer:
    """Read the practices' PDFs, keep what they say in the store, and give the network's figures."""
    path = services.store_path(asked.store)
    _check_targets(asked, path)
    messages: list[str] = []
    with _opened(services, path, messages) as store:
        wanted = Asked(one_pcn(load_directory(), asked.pcn), asked.period)
        own = [target for target in (asked.output, asked.xlsx) if target is not None]
        collated = collate_paths(
            store, wanted, asked.paths, datetime.now(UTC), own, every_year=asked.output is not None
        )
        messages += collated.messages
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


def _written(collated: Collated, asked: Namespace, demo: bool) -> list[str]:
    """The network PDF and the workbook, where they are asked for."""
    messages = []
    if asked.output is not None:
        from greenpractice.reports.network.network_pdf import network_pdf

        write_in_one_step(asked.output, network_pdf(collated.network, collated.files, demo))
        messages.append(f"{asked.output}: the network's PDF")
    if asked.xlsx is not None:
        from greenpractice.exchange.workbook import workbook_bytes

        write_in_one_step(asked.xlsx, workbook_bytes(collated.network, collated.files, demo))
        messages.append(f"{asked.xlsx}: the network's workbook")
    return messages
