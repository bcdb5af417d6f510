"""The commands `report` and `demo`: summary PDFs of stored returns, and a store of made-up ones."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from greenpractice.command_line.commands import Answer, Services, opened
from greenpractice.demo.returns import LAST, PCN, demo_documents
from greenpractice.errors import UserError
from greenpractice.files import need_other_file, write_in_one_step
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import ReturnKey, Store, key_file, no_return
from greenpractice.tasks.pdf_preview import Draft, draft_of


def report(asked: Namespace, services: Services) -> Answer:
    """The PDF summary of one stored return."""
    path = services.store_path(asked.store)
    need_other_file(asked.output, path)
    key = ReturnKey(asked.practice, asked.period)
    with opened(services, path, write=False) as store:
        stored = store.load(key)
        if stored is None:
            raise no_return(key.ods_code, key.period)
        # Nothing to write: it can be printed again while another window has the store open.
        as_issued = stored.issued is not None and not stored.changed and key_file(path).exists()
        if as_issued:
            issued = make_report(store, key, asked.output)
    if not as_issued:
        with opened(services, path, write=True) as store:
            issued = make_report(store, key, asked.output)
    return Answer(
        messages=(f"{asked.output}: {key.ods_code}, {key.period.words}, revision {issued.revision}",)
    )


def make_report(store: Store, key: ReturnKey, target: Path) -> ReturnDocument:
    """Make the PDF, put it in place, and only then note the revision: a failure changes nothing."""
    stored = store.load(key)
    if stored is None:
        raise no_return(key.ods_code, key.period)
    _need_pdf(target)
    now = datetime.now(UTC)
    keys = (other for other in store.keys() if other.ods_code == key.ods_code and other != key)
    write_in_one_step(target, pdf_of(draft_of(store, stored, store.documents(keys), now)))
    return store.issue(key, now)


def pdf_of(draft: Draft) -> bytes:
    """The bytes of the PDF; the same draft gives the same bytes."""
    from greenpractice.exchange.signing import existing_or_passing_key, signing_key
    from greenpractice.reports.summary import summary_pdf  # cryptography and ReportLab only when needed

    key = signing_key(draft.store) if draft.key_may_be_made else existing_or_passing_key(draft.store)
    return summary_pdf(draft.document, draft.others, key, draft.demo)


def save_data_file(pdf: Path) -> Path:
    """Put the return that is inside a summary PDF beside it, as a file of its own; where that is."""
    from greenpractice.exchange.pdf_return import attached_return

    target = pdf.with_suffix(".json")
    write_in_one_step(target, attached_return(pdf))
    return target


def demo(asked: Namespace, services: Services) -> Answer:
    """Made-up returns in a store of their own, and a PDF of each return of the newest quarter."""
    folder: Path = asked.output.absolute()
    path = asked.store or folder / "greenpractice-demo.db"
    if path.exists():
        _need_demo(services, path)
    documents = demo_documents()
    newest = max(document.period for document in documents)
    made: list[Path] = []
    with opened(services, path, write=True, demo=True) as store:
        for document in documents:
            if store.load(ReturnKey(document.ods_code, document.period)) is None:
                store.record(document)
        for document in documents:
            if document.period == newest:
                target = folder / summary_name(document)
                make_report(store, ReturnKey(document.ods_code, document.period), target)
                made.append(target)
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
    folder.mkdir(exist_ok=True)
    files = list(arriving(key))
    for file in files:
        write_in_one_step(folder / file.name, file.data)
    receive_earlier(store, key)
    return len(files)


def summary_name(document: ReturnDocument) -> str:
    """The file name of a summary PDF."""
    return f"Greener-return_{document.ods_code}_{document.period}_v{document.revision}.pdf"


def _need_pdf(target: Path) -> None:
    """A file that is there already may be replaced only if it is a PDF: a key or a backup never is."""
    try:
        with target.open("rb") as file:
            start = file.read(1024)
    except OSError:
        return  # not there, or not readable: writing says what is wrong
    if start and b"%PDF-" not in start:
        raise UserError(f"{target} is there already and is not a PDF: give the summary another name")


def _need_demo(services: Services, path: Path) -> None:
    with opened(services, path, write=False) as store:
        if not store.is_demo():
            raise UserError(f"{path} holds real data: give the demo another folder with --output")
