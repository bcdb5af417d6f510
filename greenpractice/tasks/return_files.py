"""What one return is written to: its summary PDF, its workbook and its data file."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from greenpractice.errors import UserError
from greenpractice.files import write_in_one_step
from greenpractice.returns.documents import ReturnDocument, content
from greenpractice.store import ReturnKey, Store, StoredReturn, no_return
from greenpractice.tasks.pdf_preview import (
    Draft,
    beside_digest,
    digest_replaced,
    draft_of,
    shown_beside,
    to_print,
)

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
        stored = to_print(self.store.load(self.key), self.key, _returns(self.store, self.key))
        if stored is None:
            raise no_return(self.key.ods_code, self.key.period)
        return stored


def save_summary_pdf(
    what: OneReturn, target: Path, _store: Path, cancelled: Callable[[], bool]
) -> list[Path]:
    """Make the PDF, put it in place, and only then note the revision: a failure changes nothing.

    Nothing is written over but this very version, when it is made again. Where the folder knows
    higher revisions, this one is above them, and a file that was to be named after its version is named
    after that.
    """
    store, key, stored = what.store, what.key, what.stored()
    now = datetime.now(UTC)
    usual = target.name == _name_of(key, stored.next_revision)  # which may lead to another name
    there = None if usual else _return_in(target, key)
    above = max(highest_beside(target.parent, key), there.revision if there else 0)
    draft = draft_of(store, stored.knowing(above), _returns(store, key), now)
    if usual:
        target = target.with_name(summary_name(draft.document))
        there = _return_in(target, key)
    if there is not None and not _is_same(there, draft.document):
        other = there.revision != draft.document.revision
        but = f", and this one is version {draft.document.revision}" if other else " with other figures"
        raise UserError(
            f"{target} holds version {there.revision} of this return{but}. "
            "It was not touched; choose another folder or name."
        )
    data = pdf_of(draft)
    if cancelled():
        return []
    write_in_one_step(target, data)
    if store.load(key) is None:
        store.set_details(key, stored.document.name, stored.document.pcn_code, stored.document.contact)
    store.issue(key, now, above, beside_digest(draft.document, draft.others))
    return [target]


def highest_beside(folder: Path, key: ReturnKey) -> int:
    """The highest version of a return that a file in the folder is named after; 0 if there is none."""
    pattern = re.compile(re.escape(_beginning(key)) + r"(\d{1,4})(?!\d).*\.pdf", re.ASCII | re.IGNORECASE)
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:
        return 0
    return max((int(match[1]) for name in names if (match := pattern.fullmatch(name))), default=0)


def _returns(store: Store, key: ReturnKey) -> list[ReturnDocument]:
    return store.documents(other for other in store.keys() if other.ods_code == key.ods_code)


def _return_in(target: Path, key: ReturnKey) -> ReturnDocument | None:
    """The return inside a file that is there already; None where no file is.

    UserError for any file but this return's own PDF: what cannot be read may be the only copy of anything.
    """
    from greenpractice.exchange.pdf_return import read_pdf

    if not target.is_file() or target.stat().st_size == 0:
        return None
    try:
        there = read_pdf(target)[0]
    except UserError as error:
        raise UserError(
            f"{target} is there already, and no summary PDF that this app can read. "
            "It was not touched; choose another folder or name."
        ) from error
    if (there.ods_code, there.period) != (key.ods_code, key.period):
        raise UserError(
            f"{target} holds the return of {there.ods_code} for {there.period.words}. "
            "It was not touched; choose another folder or name."
        )
    return there


def _is_same(there: ReturnDocument, new: ReturnDocument) -> bool:
    """True if a file holds this very version already."""
    return there.revision == new.revision and content(there) == content(new)


def pdf_of(draft: Draft) -> bytes:
    """The bytes of the PDF; the same draft gives the same bytes."""
    from greenpractice.exchange.signing import existing_or_passing_key, signing_key
    from greenpractice.reports.summary import summary_pdf  # cryptography and ReportLab only when needed

    key = signing_key(draft.store) if draft.key_may_be_made else existing_or_passing_key(draft.store)
    return summary_pdf(draft.document, draft.others, key, draft.demo, draft.replaces)


def summary_name(document: ReturnDocument) -> str:
    """The file name of a summary PDF."""
    return _name_of(ReturnKey(document.ods_code, document.period), document.revision)


def _name_of(key: ReturnKey, revision: int) -> str:
    return f"{_beginning(key)}{revision}.pdf"


def _beginning(key: ReturnKey) -> str:
    return f"Greener-return_{key.ods_code}_{key.period}_v"


def save_return_workbook(
    what: OneReturn, target: Path, _store: Path, cancelled: Callable[[], bool]
) -> list[Path]:
    """The return as it stands as a workbook; openpyxl is imported here, where it is first needed."""
    from greenpractice.exchange.return_workbook import return_workbook
    from greenpractice.reports.content import Summary

    document, demo = what.stored().document, what.store.is_demo()
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
    from greenpractice.exchange.signing import existing_or_passing_key, signing_key
    from greenpractice.returns.documents import document_text

    issued, store = what.stored().issued, what.store
    if issued is None:
        raise UserError(f"{NOT_ISSUED}.")
    key = signing_key(store.path) if store.can_write else existing_or_passing_key(store.path)
    footprint = load_calculator().of_return(issued.document)
    replaces = digest_replaced(store, issued.document)
    data = document_text(sealed_json(issued.document, footprint, key, store.is_demo(), replaces))
    if cancelled():
        return []
    write_in_one_step(target, data)
    return [target]
