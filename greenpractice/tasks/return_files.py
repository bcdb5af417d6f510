"""What one return is written to: its summary PDF, its workbook and its data file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from greenpractice.errors import UserError
from greenpractice.files import write_in_one_step
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import ReturnKey, Store, StoredReturn, no_return
from greenpractice.tasks.pdf_preview import Draft, digest_replaced, draft_of

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
        """The return as it stands; UserError if there is none."""
        stored = self.store.load(self.key)
        if stored is None:
            raise no_return(self.key.ods_code, self.key.period)
        return stored


def save_summary_pdf(
    what: OneReturn, target: Path, _store: Path, cancelled: Callable[[], bool]
) -> list[Path]:
    """Make the PDF, put it in place, and only then note the revision: a failure changes nothing."""
    store, key, stored = what.store, what.key, what.stored()
    now = datetime.now(UTC)
    keys = (other for other in store.keys() if other.ods_code == key.ods_code and other != key)
    data = pdf_of(draft_of(store, stored, store.documents(keys), now))
    if cancelled():
        return []
    write_in_one_step(target, data)
    store.issue(key, now)
    return [target]


def pdf_of(draft: Draft) -> bytes:
    """The bytes of the PDF; the same draft gives the same bytes."""
    from greenpractice.exchange.signing import existing_or_passing_key, signing_key
    from greenpractice.reports.summary import summary_pdf  # cryptography and ReportLab only when needed

    key = signing_key(draft.store) if draft.key_may_be_made else existing_or_passing_key(draft.store)
    return summary_pdf(draft.document, draft.others, key, draft.demo, draft.replaces)


def summary_name(document: ReturnDocument) -> str:
    """The file name of a summary PDF."""
    return f"Greener-return_{document.ods_code}_{document.period}_v{document.revision}.pdf"


def save_return_workbook(
    what: OneReturn, target: Path, _store: Path, cancelled: Callable[[], bool]
) -> list[Path]:
    """The return as it stands as a workbook; openpyxl is imported here, where it is first needed."""
    from greenpractice.carbon.footprint import load_calculator
    from greenpractice.carbon.gaps import gaps_of_part
    from greenpractice.carbon.part import Part
    from greenpractice.exchange.return_workbook import return_workbook

    document, calculator = what.stored().document, load_calculator()
    before = what.store.load(ReturnKey(document.ods_code, document.period.previous))
    part = Part(document, calculator.of_return(document))
    gaps = gaps_of_part(part, before.document if before is not None else None)
    data = return_workbook(document, part.footprint, gaps, what.store.is_demo())
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
