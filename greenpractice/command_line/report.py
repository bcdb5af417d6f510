"""The commands `report` and `demo`: summary PDFs of stored returns, and a store of made-up ones."""

from argparse import Namespace
from pathlib import Path

from greenpractice.command_line.commands import Answer, Services, opened
from greenpractice.demo.comparison import make_comparison
from greenpractice.demo.returns import LAST, PCN
from greenpractice.demo.story import told_documents
from greenpractice.errors import UserError
from greenpractice.files import make_folders, need_other_file
from greenpractice.store import ReturnKey, Store, StoredReturn
from greenpractice.tasks.exports import EXPORTS, export_for, write_export
from greenpractice.tasks.noting import NotNoted
from greenpractice.tasks.return_files import OneReturn, summary_name
from greenpractice.tasks.versions_there import write_where_nothing_else_is


def report(asked: Namespace, services: Services) -> Answer:
    """The PDF summary of one stored return, or what else the ending of the name asks for."""
    path = services.store_path(asked.store)
    need_other_file(asked.output, path)
    key = ReturnKey(asked.practice, asked.period)
    export = export_for(asked.output, EXPORTS.practice)

    def write(*, noting: bool) -> tuple[list[Path], StoredReturn]:
        with opened(services, path, write=noting) as store:
            what = OneReturn(store, key)
            return write_export(export, what, asked.output, path), what.stored()

    try:
        # nothing to note: it can be written again while another window has the store open
        made, stored = write(noting=False)
    except NotNoted:
        made, stored = write(noting=True)
    revision = f", revision {stored.document.revision}" if export.issues else ""
    return Answer(messages=(f"{made[0]}: {key.ods_code}, {key.period.words}{revision}",))


def demo_store(asked: Namespace) -> Path:
    """Where the made-up returns go unless a place is named."""
    folder: Path = asked.output
    return folder.absolute() / "greenpractice-demo.db"


def demo(asked: Namespace, services: Services) -> Answer:
    """Made-up returns in a store of their own, and a PDF of each return of the newest quarter."""
    folder: Path = asked.output.absolute()
    path = asked.store or demo_store(asked)
    if path.exists():
        _need_demo(services, path)
    make_folders(folder)
    documents = told_documents()
    newest = max(document.period for document in documents)
    made: list[Path] = []
    with opened(services, path, write=True, demo=True) as store:
        for document in documents:
            if store.load(ReturnKey(document.ods_code, document.period)) is None:
                store.record(document)
        make_comparison(store)
        for document in documents:
            if document.period == newest:
                what = OneReturn(store, ReturnKey(document.ods_code, document.period))
                target = folder / summary_name(document)
                made += write_export(EXPORTS.for_practice("summary-pdf"), what, target, path)
        arrived = _make_network(store, folder / "network")
    lines = [
        f"Demo data: {path}",
        f"{len(made)} summary PDFs in {folder}:",
        *(f"  {file.name}" for file in made),
        f"{arrived} PDFs as a network's Greener Lead gets them, good and bad, in {folder / 'network'}:",
        f"  collate them for {PCN}, {LAST.next}, with --store {path}",
        "  with a store of real data each of them is kept out, as demo data",
    ]
    return Answer("\n".join(lines))


def _make_network(store: Store, folder: Path) -> int:
    """The PDFs of the next quarter as they arrive at the Lead; how many."""
    from greenpractice.demo.arrivals import arriving, receive_earlier
    from greenpractice.exchange.signing import signing_key

    key = signing_key(store.path)
    make_folders(folder)
    files = list(arriving(key))
    write_where_nothing_else_is(folder, [(file.name, file.data) for file in files], store.path)
    receive_earlier(store, key)
    return len(files)


def _need_demo(services: Services, path: Path) -> None:
    with opened(services, path, write=False) as store:
        if not store.is_demo():
            raise UserError(f"{path} holds real data: give the demo another folder with --output")
