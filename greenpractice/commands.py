"""What each command does: from its arguments to an answer as text and as JSON."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from greenpractice import text_answers
from greenpractice.checking import questions
from greenpractice.demo import demo_documents
from greenpractice.documents import ReturnDocument, document_text
from greenpractice.errors import UsageError, UserError
from greenpractice.files import write_in_one_step
from greenpractice.footprint import Footprint, load_calculator
from greenpractice.indicators import Evidence, evidence_of, evidence_of_year, indicators_of
from greenpractice.inhalers import load_inhalers
from greenpractice.json_reading import plain_json
from greenpractice.periods import Period
from greenpractice.practices import Directory, load_directory
from greenpractice.reading import read_document
from greenpractice.results import footprint_json, indicators_json, practices_json
from greenpractice.store import Recorded, ReturnKey, Store, StoreError, next_issue


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command says: text or JSON on standard output, messages beside it, whether it found problems."""

    text: str = ""
    json: Any = None
    raw: bytes | None = None
    messages: tuple[str, ...] = ()
    problems: bool = False


class Services(Protocol):
    """What the commands need from outside the domain."""

    def store_path(self, asked: Path | None) -> Path:
        """The store to use: the one asked for, else that of the environment, else the user's own."""
        ...

    def open_store(self, path: Path, *, write: bool, demo: bool = False) -> Store:
        """The store, made if it is to be written and is not there; StoreError if it cannot be."""
        ...

    def restore(self, store: Path, backup: Path) -> str:
        """Put a verified backup in the place of the store; says where the replaced one is kept."""
        ...


def demo(asked: Namespace, services: Services) -> Answer:
    """Made-up returns in a store of their own, and a PDF of each return of the newest quarter."""
    folder: Path = asked.output.absolute()
    path = asked.store or folder / "greenpractice-demo.db"
    if path.exists():
        _need_demo(services, path)
    documents = demo_documents()
    newest = max(document.period for document in documents)
    made: list[Path] = []
    with _opened(services, path, write=True, demo=True) as store:
        for document in documents:
            if store.load(ReturnKey(document.ods_code, document.period)) is None:
                store.record(document)
        for document in documents:
            if document.period == newest:
                target = folder / summary_name(document)
                _make_report(store, ReturnKey(document.ods_code, document.period), target)
                made.append(target)
    lines = [
        f"Demo data: {path}",
        f"{len(made)} summary PDFs in {folder}:",
        *(f"  {file.name}" for file in made),
    ]
    return Answer("\n".join(lines))


def record(asked: Namespace, services: Services) -> Answer:
    """Store return documents, all or nothing per file."""
    messages: list[str] = []
    problems = False
    with _opened(services, services.store_path(asked.store), write=True) as store:
        for file in asked.files:
            try:
                messages += _record_one(store, file)
            except UserError as error:
                messages.append(str(error))
                problems = True
    return Answer(messages=tuple(messages), problems=problems)


def practices(asked: Namespace, services: Services) -> Answer:
    """Practices and PCNs."""
    directory = load_directory()
    if asked.pcn is not None and directory.pcn(asked.pcn) is None:
        raise UserError(f"there is no PCN {asked.pcn} in the list; see greenpractice practices")
    return Answer(text_answers.practices(directory, asked.pcn), practices_json(directory, asked.pcn))


def footprint(asked: Namespace, services: Services) -> Answer:
    """The footprint of one practice's quarter or year."""
    with _opened(services, services.store_path(asked.store), write=False) as store:
        documents = _documents(store, [asked.practice], asked.period)
    if not documents:
        raise _no_return(asked.practice, asked.period)
    result = _footprint(documents, asked.period)
    return Answer(text_answers.footprint(result), footprint_json(result))


def indicators(asked: Namespace, services: Services) -> Answer:
    """The four indicators of a practice, or of a PCN pooled over the practices that sent returns."""
    with _opened(services, services.store_path(asked.store), write=False) as store:
        codes = [asked.practice] if asked.practice else _members(store, asked.pcn, asked.period)
        documents = _documents(store, codes, asked.period)
    if not documents:
        raise _no_return(asked.practice or asked.pcn, asked.period)
    evidence = {code: _evidence(documents, code, asked.period) for code in codes if _of(documents, code)}
    results = indicators_of(evidence, asked.period, load_inhalers())
    messages = tuple(
        f"{result.indicator.id}: without {', '.join(result.left_out)} (no figures)"
        for result in results
        if result.left_out and asked.pcn
    )
    return Answer(
        text_answers.indicators(asked.practice or asked.pcn, asked.period, results),
        indicators_json(asked.period, results),
        messages=messages,
    )


def report(asked: Namespace, services: Services) -> Answer:
    """The PDF summary of one stored return."""
    path = services.store_path(asked.store)
    if asked.output.exists() and path.exists() and asked.output.samefile(path):
        raise UsageError(f"{asked.output} is the data file itself: give the PDF another name")
    key = ReturnKey(asked.practice, asked.period)
    with _opened(services, path, write=True) as store:
        issued = _make_report(store, key, asked.output)
    return Answer(
        messages=(f"{asked.output}: {key.ods_code}, {key.period.words}, revision {issued.revision}",)
    )


def extract(asked: Namespace, services: Services) -> Answer:
    """The return inside a PDF, as it stands there."""
    from greenpractice.exchange.pdf_return import read_pdf

    _, values = read_pdf(asked.file)
    return Answer(raw=document_text(values))


def check(asked: Namespace, services: Services) -> Answer:
    """Verify the store."""
    try:
        with _opened(services, services.store_path(asked.store), write=False) as store:
            problems = store.check()
    except StoreError as error:
        problems = [str(error)]
    text = "\n".join(problems) or "The store is sound: structure, hashes and every figure."
    return Answer(text, {"ok": not problems, "problems": problems}, problems=bool(problems))


def backup(asked: Namespace, services: Services) -> Answer:
    """A verified copy of the store."""
    path = services.store_path(asked.store)
    if asked.file.exists() and path.exists() and asked.file.samefile(path):
        raise UsageError(f"{asked.file} is the data file itself: give the backup another name")
    with _opened(services, path, write=False) as store:
        store.backup(asked.file)
    return Answer(messages=(f"{asked.file}: a verified copy of {path}",))


def restore(asked: Namespace, services: Services) -> Answer:
    """Put a backup in the place of the store; today's data are kept beside it."""
    return Answer(messages=(services.restore(services.store_path(asked.store), asked.file),))


def summary_name(document: ReturnDocument) -> str:
    """The file name of a summary PDF."""
    return f"Greener-return_{document.ods_code}_{document.period}_v{document.revision}.pdf"


def _record_one(store: Store, file: Path) -> Iterator[str]:
    try:
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"{file}: there is no such file") from error
    except OSError as error:
        raise UserError(f"{file}: the file cannot be read ({error.strerror or error})") from error
    document, seal = read_document(data, file.name)
    if seal.get("demo") is True and not store.is_demo():
        raise UserError(f"{file.name}: this is made-up demo data; it is kept out of a real store")
    done = store.record(document)
    key = f"{document.ods_code}, {document.period.words}, revision {document.revision}"
    if seal and not _seal_holds(data):
        yield f"{file.name}: check this: its seal does not fit the figures; they were taken as they stand"
    yield from (f"{file.name}: check this: {question}" for question in questions(document))
    if load_directory().practice(document.ods_code) is None:
        yield f"{file.name}: check this: {document.ods_code} is not in the list of practices"
    yield f"{file.name}: {key}: {'stored' if done is Recorded.STORED else 'already stored, nothing changed'}"


def _seal_holds(data: bytes) -> bool:
    from greenpractice.exchange.seal import seal_state

    return seal_state(plain_json(data)) in ("holds", "none")


def _make_report(store: Store, key: ReturnKey, target: Path) -> ReturnDocument:
    """Make the PDF, put it in place, and only then note the revision: a failure changes nothing."""
    from greenpractice.exchange.signing import signing_key
    from greenpractice.reports.summary import summary_pdf

    stored = store.load(key)
    if stored is None:
        raise _no_return(key.ods_code, key.period)
    now = datetime.now(UTC)
    document = next_issue(stored, now)
    others = store.documents(
        other for other in store.keys() if other.ods_code == key.ods_code and other != key
    )
    pdf = summary_pdf(document, others, signing_key(store.path), store.is_demo())
    write_in_one_step(target, pdf)
    return store.issue(key, now)


def _need_demo(services: Services, path: Path) -> None:
    with _opened(services, path, write=False) as store:
        if not store.is_demo():
            raise UserError(f"{path} holds real data: give the demo another folder with --output")


def _footprint(documents: list[ReturnDocument], period: Period) -> Footprint:
    calculator = load_calculator()
    if period.is_year:
        return calculator.of_year(period, documents)
    return calculator.of_return(documents[0])


def _evidence(documents: list[ReturnDocument], code: str, period: Period) -> Evidence:
    mine = _of(documents, code)
    if period.is_year:
        return evidence_of_year(mine, load_inhalers())
    return evidence_of(mine[0], load_inhalers())


def _of(documents: Iterable[ReturnDocument], code: str) -> list[ReturnDocument]:
    return [document for document in documents if document.ods_code == code]


def _documents(store: Store, codes: Iterable[str], period: Period) -> list[ReturnDocument]:
    """The returns of a quarter, or all of a year: its quarters and its whole-year return."""
    wanted = set(codes)
    periods = {period, *period.quarters} if period.is_year else {period}
    return store.documents(key for key in store.keys() if key.ods_code in wanted and key.period in periods)


def _members(store: Store, pcn: str, period: Period) -> list[str]:
    """Practices of a PCN on the last day of the period; unlisted ones by the PCN of their document."""
    directory: Directory = load_directory()
    listed = [practice.ods_code for practice in directory.members(pcn, period.last_day)]
    unlisted = {key.ods_code for key in store.keys() if directory.practice(key.ods_code) is None}
    documents = _documents(store, unlisted, period)
    return listed + sorted({document.ods_code for document in documents if document.pcn_code == pcn})


def _no_return(who: str, period: Period) -> UserError:
    return UserError(f"there is no stored return of {who} for {period.words} ({period})")


@contextmanager
def _opened(services: Services, path: Path, *, write: bool, demo: bool = False) -> Iterator[Store]:
    store = services.open_store(path, write=write, demo=demo)
    try:
        yield store
    finally:
        store.close()
