"""Which products the inhaler grid shows, and in which order."""

from collections.abc import Iterable, Sequence
from enum import Enum

from greenpractice.prescribing.naming import fits, words_of_gases
from ui.inhalers.inhaler_entry import Entry
from ui.session.flags import is_estimated


class Show(Enum):
    """What can be chosen to be shown, by its words."""

    USED = "Used here"
    EMPTY = "Used last quarter, empty now"
    NO_VALUE = "No value"
    ESTIMATED = "Estimated"
    CHECK = "To check"
    ALL = "All"


def kinds_of(entry: Entry, is_asked: bool) -> Iterable[Show]:
    """Which choices show a product; `is_asked`: something of it is to be checked.

    One is used here that has figures in this quarter, the last, or the same one last year.
    """
    yield Show.ALL
    used = entry.kept is not None or bool(entry.last) or bool(entry.year)
    if used:
        yield Show.USED
        if not entry.now:
            yield Show.NO_VALUE
            if entry.last:
                yield Show.EMPTY
    if is_estimated(entry.kept):
        yield Show.ESTIMATED
    if is_asked:
        yield Show.CHECK


def found(entries: Sequence[Entry], sought: str) -> list[Entry]:
    """The products whose name, type or gas has these words; where none has, whose code does."""
    named = [
        entry
        for entry in entries
        if fits(sought, f"{entry.title} {entry.device} {words_of_gases(entry.code or '')}")
    ]
    # Names come before codes: a strength is no part of a code.
    return named or [entry for entry in entries if sought in (entry.code or "").casefold()]
