"""A preview of the summary PDF: what it is made from, as a value for any thread."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from greenpractice.comparison.held import held_beside
from greenpractice.facts.in_use import in_use
from greenpractice.returns.documents import Contact, ReturnDocument, content, digest_of
from greenpractice.store import ReturnKey, Store, StoredReturn, next_issue

if TYPE_CHECKING:
    from greenpractice.comparison.comparison_file import Comparison


@dataclass(frozen=True, slots=True)
class Draft:
    """All a summary PDF is made from. `others` are the practice's other returns, to compare with.

    `replaces` is the digest of the issue before it. `store` is the data file whose key signs the return.
    With `key_may_be_made` False a key that is not there yet is made up for this once, and nothing is written.
    `compared` is what is usual in the network, where a confirmed file says it.
    """

    document: ReturnDocument
    others: tuple[ReturnDocument, ...]
    replaces: str | None
    store: Path
    demo: bool
    key_may_be_made: bool
    compared: "Comparison | None" = None


def to_print(
    stored: StoredReturn | None, key: ReturnKey, documents: Iterable[ReturnDocument], store: Path
) -> StoredReturn | None:
    """The return a report of this period is made from, out of all of its practice; None if there is none.

    One in which nothing stands, as after an undo, is none. It is changed, too, where a PDF made now would
    show something else beside it than the last one did. `store` is the data file.
    """
    known = list(documents)
    found = year_to_print(key, known) if stored is None or _is_empty(stored) else stored
    if found is None or found.changed or not found.beside:
        return found
    return found.printed_beside(beside_digest(found.document, known, compared_with(store, found.document)))


def _is_empty(stored: StoredReturn) -> bool:
    """True of a return that nobody issued and without a figure: the store does not name it among its keys."""
    return stored.issued is None and not any(any(rows) for rows in stored.document.sections.values())


def compared_with(store: Path, document: ReturnDocument) -> "Comparison | None":
    """What is usual in the network as the PDF of a return shows it, of its own period or of one before."""
    return held_beside(store).printed_with(document.period)


def shown_beside(document: ReturnDocument, documents: Iterable[ReturnDocument]) -> tuple[ReturnDocument, ...]:
    """The other returns that a PDF compares with: those of its practice up to the end of its period."""
    period = document.period
    return tuple(
        each
        for each in documents
        if each.ods_code == document.ods_code
        and each.period != period
        and each.period.last_day <= period.last_day
    )


def beside_digest(
    document: ReturnDocument, documents: Iterable[ReturnDocument], compared: "Comparison | None"
) -> str:
    """The digest of all that a PDF shows beside the figures of the return itself."""
    contact = document.contact or Contact()
    others = sorted(shown_beside(document, documents), key=lambda each: each.period)
    shown = [
        document.name, document.pcn_code, contact.name, contact.email,
        *((each.period.id, each.once("content", partial(content, each)).hex()) for each in others),
    ]  # fmt: skip
    shown += in_use().digests  # packs of facts; those the app came with are as the version of the app
    shown += [compared.digest] if compared is not None else []
    return sha256(repr(shown).encode()).hexdigest()


def year_to_print(key: ReturnKey, documents: Iterable[ReturnDocument]) -> StoredReturn | None:
    """A whole-year return without figures, for a year whose figures are its quarters' alone; else None.

    A report can be made of it and numbered, and it is kept once a PDF of it is.
    """
    quarters = [each for each in documents if key.period.is_year and each.period in key.period.quarters]
    if not any(rows for quarter in quarters for rows in quarter.sections.values()):
        return None
    who = max(quarters, key=lambda quarter: quarter.period)
    year = ReturnDocument(key.ods_code, key.period, 0, "", who.name, who.pcn_code, who.contact)
    return StoredReturn(year, {}, None, changed=True)


def draft_of(store: Store, stored: StoredReturn, returns: Iterable[ReturnDocument], now: datetime) -> Draft:
    """What a PDF of a return would be made from now, out of all returns of its practice.

    Nothing is issued or noted. A return with figures that cannot be used is an InputError listing them.
    """
    document = next_issue(stored, now)
    others = shown_beside(document, returns)
    replaces = digest_replaced(store, document)
    compared = compared_with(store.path, document)
    return Draft(document, others, replaces, store.path, store.is_demo(), store.can_write, compared)


def digest_replaced(store: Store, document: ReturnDocument) -> str | None:
    """The digest of the issue that this one takes the place of; None for a first one."""
    before = store.issue_before(ReturnKey(document.ods_code, document.period), document.revision)
    return None if before is None else digest_of(before)
