"""Tables that can be sorted by a column: the order a heading asks for, and how it is said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QAbstractItemView, QWidget

from greenpractice.cells import Value

HOW_TO_SORT = "Click to sort by this column (Ctrl+R in it)"
AS_GIVEN = "in their usual order"
_AMOUNTS, _PLACES, _DAYS, _WORDS = (
    ("smallest", "largest"), ("lowest", "highest"), ("earliest", "latest"), ("A", "Z"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column rows stand, and whether its last value comes first; `ends` are what both are called."""

    column: int
    backwards: bool
    ends: tuple[str, str]

    @property
    def words(self) -> str:
        """What comes first."""
        return f"{self.ends[self.backwards]} first"

    @property
    def arrow(self) -> str:
        """What stands behind the heading."""
        return " ↓" if self.backwards else " ↑"


def asked_for(now: Sorting | None, column: int, values: Iterable[Value | None]) -> Sorting | None:
    """The order that a heading asks for: what is largest or latest first, words from A on.

    Asked once more it is turned, and then given up (None).
    """
    if now is None or now.column != column:
        ends = _ends_of(values)
        return Sorting(column, ends is not _WORDS, ends)
    is_turned = now.backwards is (now.ends == _WORDS)
    return None if is_turned else Sorting(column, not now.backwards, now.ends)


def _ends_of(values: Iterable[Value | None]) -> tuple[str, str]:
    first = next((value for value in values if value is not None), "")
    if isinstance(first, str):
        return _WORDS
    if isinstance(first, date):
        return _DAYS
    return _PLACES if isinstance(first, int) else _AMOUNTS


@runtime_checkable
class CanSort(Protocol):
    """A table whose rows can be put in the order of the column one stands in."""

    sorts: bool

    def sort_here(self) -> None:
        """Sort by the column of the current cell; once more the other way round, then as it was."""
        ...


def sortable_around(widget: QWidget | None) -> CanSort | None:
    """The table that a widget is, or is part of, as a cell that is typed in."""
    while widget is not None:
        if isinstance(widget, CanSort):
            return widget if widget.sorts else None
        widget = widget.parentWidget()
    return None


def why_not_sorted(widget: QWidget | None) -> str:
    """Why nothing is sorted where somebody stands; "" in a table that can be."""
    if sortable_around(widget) is not None:
        return ""
    while widget is not None:
        if isinstance(widget, QAbstractItemView):
            return "The rows of this table stay in their order"
        widget = widget.parentWidget()
    return "Go to a table that can be sorted first, as by a click on one of its cells"
