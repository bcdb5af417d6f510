"""What one return is written to: its summary PDF, its workbook and its data file."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from greenpractice.errors import UserError
from greenpractice.files import write_in_one_step
from greenpractice.phrases import no_return
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import ReturnKey, Store, StoredReturn, key_file
from greenpractice.tasks.file_kinds import need_same_document, need_same_workbook
from greenpractice.tasks.noting import NotNoted
from greenpractice.tasks.pdf_preview import (
    Draft,
    beside_digest,
    digest_replaced,
    draft_of,
    shown_beside,
    to_print,
)
from greenpractice.tasks.versions_there import (
    as_it_was_made,
    highest_beside,
    is_another,
    is_borne_otherwise,
    is_named_after_a_version,
    name_of,
    need_same,
    return_in,
)

NO_ISSUE = "NOT ISSUED"
NOT_ISSUED = "Create the summary PDF first: the data file holds what stands in it"


@dataclass(frozen=True, slots=True)
class OneReturn:
    """A return in a store, which notes the version of a PDF."""

    store: Store
    key: ReturnKey

    @property
    def name(self) -> str:
        """What the names of its files begin with."""
        return f"Greener-figures_{self.key.ods_code}_{self.key.period}"

    def stored(self) -> StoredReturn:
        """The return as it stands, for a year of quarters one without figures; UserError if there is none."""
        returns = _returns(self.store, self.key)
        stored = to_print(self.store.load(self.key), self.key, returns, self.store.path)
        if stored is None:
            raise no_return(self.key.ods_code, self.key.period)
        return self.store.knowing_copies(stored)


def save_summary_pdf(
    what: OneReturn, target: Path, _store: Path, cancelled: Callable[[], bool]
) -> list[Path]:
    """Make the PDF, note its version and what it shows, and put it in place: a failure changes nothing.

    Nothing is written over but this very PDF, when it is made again. Where the folder knows higher
    revisions, or this one as another file, the new one is above them, and a file that was to be named after
    its version is named after that. What another app made of the same is that version still. NotNoted where
    the store cannot note what is not noted yet.
    """
    store, key, returns, now = what.store, what.key, _returns(what.store, what.key), datetime.now(UTC)
    usual = is_named_after_a_version(target, key)
    there = None if usual else return_in(target, key)
    above = max(highest_beside(target.parent, key), there.revision if there else 0)
    stored = what.stored().knowing(above)
    draft = draft_of(store, stored, returns, now)
    _need_noting(stored, draft, store)
    data = pdf_of(draft)
    bears_it = target.with_name(summary_name(draft.document))
    if stored.is_noted(_beside(draft)):
        data = as_it_was_made(bears_it if there is None else target, data)
    is_other = is_another(bears_it, data) and (usual or _holds(bears_it, key))
    if is_other:
        return_in(bears_it, key)
    if is_other or is_borne_otherwise(target.parent, draft.document, but=target):
        stored = stored.anew()
        draft = draft_of(store, stored, returns, now)
        _need_noting(stored, draft, store)
        data = pdf_of(draft)
    if usual:
        target = target.with_name(summary_name(draft.document))
    elif there is not None:
        need_same(target, there, draft.document, data)
    if cancelled():
        return []
    write_in_one_step(target, data, noting=partial(_note, store, stored, draft, now))
    return [target]


def _need_noting(stored: StoredReturn, draft: Draft, store: Store) -> None:
    is_noted = stored.is_noted(_beside(draft)) and key_file(store.path).exists()
    if not is_noted and not store.can_write:
        raise NotNoted(store)


def _note(store: Store, stored: StoredReturn, draft: Draft, now: datetime) -> None:
    """Note the version that a PDF bears with what it shows beside it, in one step or not at all."""
    document, beside = draft.document, _beside(draft)
    if stored.is_noted(beside):
        return
    key = ReturnKey(document.ods_code, document.period)
    with store.step(f"issued revision {document.revision}"):
        if store.load(key) is None:
            store.set_details(key, document.name, document.pcn_code, document.contact)
        if store.issue(key, now, stored.known, beside, anew=stored.changed) != document:
            raise UserError("The figures changed while the PDF was made. Nothing was written; make it again.")


def _beside(draft: Draft) -> str:
    return beside_digest(draft.document, draft.others, draft.compared)


def _holds(target: Path, key: ReturnKey) -> bool:
    """True if this is a PDF of the return."""
    with suppress(UserError):
        return return_in(target, key) is not None
    return False


def _returns(store: Store, key: ReturnKey) -> list[ReturnDocument]:
    return store.documents(other for other in store.keys() if other.ods_code == key.ods_code)


def preview_of(draft: Draft) -> bytes:
    """The PDF as it would be; that nobody can make it, as the data can be looked at only, stands on it."""
    return pdf_of(draft, None if draft.key_may_be_made else NO_ISSUE)


def pdf_of(draft: Draft, watermark: str | None = None) -> bytes:
    """The bytes of the PDF; the same draft gives the same bytes."""
    from greenpractice.exchange.signing import existing_or_passing_key, signing_key
    from greenpractice.reports.summary import summary_pdf  # cryptography and ReportLab only when needed

    key = signing_key(draft.store) if draft.key_may_be_made else existing_or_passing_key(draft.store)
    return summary_pdf(
        draft.document, draft.others, key, draft.demo, draft.replaces, watermark, draft.compared
    )


def summary_name(document: ReturnDocument) -> str:
    """The file name of a summary PDF."""
    return name_of(ReturnKey(document.ods_code, document.period), document.revision)


def save_return_workbook(
    what: OneReturn, target: Path, _store: Path, cancelled: Callable[[], bool]
) -> list[Path]:
    """The return as it stands as a workbook; openpyxl is imported here, where it is first needed."""
    from greenpractice.exchange.return_workbook import return_workbook, workbook_of
    from greenpractice.reports.content import Summary

    document, demo = what.stored().document, what.store.is_demo()
    need_same_workbook(target, workbook_of(document))
    summary = Summary(document, shown_beside(document, _returns(what.store, what.key)), demo)
    data = return_workbook(document, summary.footprint, summary.own, summary.gaps, demo)
    if cancelled():
        return []
    write_in_one_step(target, data)
    return [target]


def save_data_file(what: OneReturn, target: Path, _store: Path, cancelled: Callable[[], bool]) -> list[Path]:
    """The return and seal that stand inside its PDF, to the byte; UserError before there is a PDF."""
    from greenpractice.carbon.footprint import load_calculator
    from greenpractice.exchange.seal import sealed_json
    from greenpractice.exchange.signing import signing_key
    from greenpractice.returns.documents import document_text

    issued, store = what.stored().issued, what.store
    if issued is None:
        raise UserError(f"{NOT_ISSUED}.")
    if not store.can_write and not key_file(store.path).exists():
        raise NotNoted(store)
    key = signing_key(store.path)
    footprint = load_calculator().of_return(issued.document)
    replaces = digest_replaced(store, issued.document)
    data = document_text(sealed_json(issued.document, footprint, key, store.is_demo(), replaces))
    need_same_document(target, data)
    if cancelled():
        return []
    write_in_one_step(target, data)
    return [target]
