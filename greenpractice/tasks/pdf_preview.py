"""A preview of the summary PDF: what it is made from and the pages it comes to, as values for any thread."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

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


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as pixels, row by row from the top; each is 4 bytes: blue, green, red and one unused."""

    width: int
    height: int
    bytes_a_row: int
    pixels: bytes


class PreviewPages(Protocol):
    """The pages of a PDF, counted from 0; each method may be called from any thread."""

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page, in points."""
        ...

    def image(self, page: int, width: int) -> PageImage:
        """The page so many pixels wide."""
        ...

    def text(self, page: int) -> str:
        """What the page says, line by line."""
        ...
