"""A preview of the summary PDF: what it is made from, as a value for any thread."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import Store, StoredReturn, next_issue


@dataclass(frozen=True, slots=True)
class Draft:
    """All a summary PDF is made from. `others` are the practice's other returns, to compare with.

    `store` is the data file whose key signs the return. With `key_may_be_made` False a key that is not
    there yet is made up for this once, and nothing is written.
    """

    document: ReturnDocument
    others: tuple[ReturnDocument, ...]
    store: Path
    demo: bool
    key_may_be_made: bool


def draft_of(store: Store, stored: StoredReturn, returns: Iterable[ReturnDocument], now: datetime) -> Draft:
    """What a PDF of a return would be made from now, out of all returns of its practice.

    Nothing is issued or noted. A return with figures that cannot be used is an InputError listing them.
    """
    document = next_issue(stored, now)
    others = tuple(other for other in returns if other.period != document.period)
    return Draft(document, others, store.path, store.is_demo(), store.can_write)
