"""The command `record`: return documents into the store, all or nothing for each file."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import gaps_of, open_gaps
from greenpractice.command_line.commands import Answer, Services, earlier_keys, opened
from greenpractice.errors import UserError
from greenpractice.facts.practices import load_directory
from greenpractice.files import need_file
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.patient_numbers import REFUSED
from greenpractice.returns.verdicts import Changed, is_demo
from greenpractice.store import Recorded, Store, StoreError

_IF_NONE = "if you have looked and none of these is a patient's number, give --not-patients to keep them"


@dataclass(frozen=True, slots=True)
class _Given:
    """One file that read well, and what is to be said of it."""

    file: str
    document: ReturnDocument
    demo: bool
    messages: tuple[str, ...]


def record(asked: Namespace, services: Services) -> Answer:
    """Store return documents. Nothing is opened or made before a file has read well."""
    given: list[_Given] = []
    messages: list[str] = []
    for file in asked.files:
        try:
            given.append(_read(file, asked.not_patients))
        except UserError as error:
            messages.append(str(error))
            if REFUSED in str(error):
                messages.append(f"{file.name}: {_IF_NONE}")
    problems = bool(messages)
    if given:
        with opened(services, services.store_path(asked.store), write=True) as store:
            for each in given:
                try:
                    messages += _store(store, each)
                except StoreError as error:
                    messages.append(f"{each.file}: {error}")
                    problems = True
    return Answer(messages=tuple(messages), problems=problems)


def _read(file: Path, not_patients: bool) -> _Given:
    need_file(file)
    try:
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"{file}: there is no such file") from error
    except OSError as error:
        raise UserError(f"{file}: the file cannot be read ({error.strerror or error})") from error
    from greenpractice.exchange.sealed_reading import read_sealed  # cryptography comes with it

    found = read_sealed(data, file.name, changed_is_read=True, not_patients=not_patients)
    changed = isinstance(found.verdict, Changed)
    asks = tuple(f"{file.name}: check this: {sentence}" for sentence in _to_check(found.document, changed))
    return _Given(file.name, found.document, is_demo(found.document, found.verdict), asks)


def _left_open(store: Store, given: _Given) -> Iterator[str]:
    """Each gap and question that nobody has answered, beside earlier quarters that are stored."""
    document = given.document
    others = store.documents(earlier_keys(store, [document]))
    for gap in open_gaps(gaps_of(document.period, [document], load_calculator(), others)):
        yield f"{given.file}: check this: {gap.where}: {gap.why}"


def _to_check(document: ReturnDocument, changed: bool) -> Iterator[str]:
    """What is unlikely about the file itself."""
    if changed:
        yield "its seal does not fit the figures; they were taken as they stand"
    if load_directory().practice(document.ods_code) is None:
        yield f"{document.ods_code} is not in the list of practices"


def _store(store: Store, given: _Given) -> Iterator[str]:
    if given.demo and not store.is_demo():
        raise StoreError("this is made-up demo data; it is kept out of a real store")
    done = store.record(given.document)
    yield from given.messages
    yield from _left_open(store, given)
    if store.is_demo() and not given.demo:
        yield f"{given.file}: check this: the store holds demo data, so its PDFs will say so"
    document = given.document
    key = f"{document.ods_code}, {document.period.words}, revision {document.revision}"
    yield f"{given.file}: {key}: {'stored' if done is Recorded.STORED else 'already stored, nothing changed'}"
