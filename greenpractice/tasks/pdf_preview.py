"""A preview of the summary PDF: what it is made from, as a value for any thread."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from greenpractice.returns.documents import ReturnDocument, digest_of
from greenpractice.store import ReturnKey, Store, StoredReturn, next_issue


@dataclass(frozen=True, slots=True)
class Draft:
    """All a summary PDF is made from. `others` are the practice's other returns, to compare with.

    `replaces` is the digest of the issue before it. `store` is the data file whose key signs the return.
    With `key_may_be_made` False a key that is not there yet is made up for this once, and nothing is written.
    """

    document: ReturnDocument
    others: tuple[ReturnDocument, ...]
    replaces: str | None
    store: Path
    demo: bool
    key_may_be_made: bool


def to_print(store: Store, key: ReturnKey) -> StoredReturn | None:
    """The return a report of this period is made from; None where there is nothing to report."""
    quarters = (ReturnKey(key.ods_code, quarter) for quarter in key.period.quarters)
    return store.load(key) or (year_to_print(key, store.documents(quarters)) if key.period.is_year else None)


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
    others = tuple(other for other in returns if other.period != document.period)
    replaces = digest_replaced(store, document)
    return Draft(document, others, replaces, store.path, store.is_demo(), store.can_write)


def digest_replaced(store: Store, document: ReturnDocument) -> str | None:
    """The digest of the issue that this one takes the place of; None for a first one."""
    before = store.issue_before(ReturnKey(document.ods_code, document.period), document.revision)
    return None if before is None else digest_of(before)
