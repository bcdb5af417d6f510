"""Tables that can be sorted by a column."""

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget


@runtime_checkable
class CanSort(Protocol):
    """A table whose rows can be put in the order of the column one stands in."""

    def sort_here(self) -> None:
        """Sort by the column of the current cell; once more the other way round."""
        ...


def sortable_around(widget: QWidget | None) -> CanSort | None:
    """The table that a widget is, or is part of, as a cell that is typed in."""
    while widget is not None:
        if isinstance(widget, CanSort):
            return widget
        widget = widget.parentWidget()
    return None
