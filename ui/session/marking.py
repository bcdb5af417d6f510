"""What the Edit menu acts on: the figure that has the focus, or the rows of a grid that are selected."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from ui.session.edits import Edit, KeptRow
from ui.session.flags import attach, detach, evidence_of, is_estimated, mark_estimated

NO_FIGURE = "Enter a figure first: where there is no data there is nothing to mark"


@dataclass(frozen=True, slots=True)
class Marked:
    """Rows of a section that marks go to, or with `field` that one figure of them; `words` name them."""

    section: str
    rows: Sequence[KeptRow]
    field: str | None
    words: str

    @property
    def estimated(self) -> bool:
        """True if all of it is marked as estimated."""
        return bool(self.rows) and all(is_estimated(row, self.field) for row in self.rows)

    @property
    def evidence(self) -> tuple[str, ...]:
        """The names of what is attached to any of it."""
        return tuple(dict.fromkeys(name for row in self.rows for name in evidence_of(row, self.field)))

    @property
    def ids(self) -> frozenset[int]:
        """The ids of its rows, by which they are found again once they changed."""
        return frozenset(row.id for row in self.rows)

    def estimates(self, estimated: bool) -> list[Edit]:
        """The edits that mark all of it, or take the marks away."""
        return [
            edit for row in self.rows for edit in mark_estimated(self.section, row, self.field, estimated)
        ]

    def attaching(self, names: Sequence[str]) -> list[Edit]:
        """The edits that attach files to all of it."""
        return [edit for row in self.rows for edit in attach(self.section, row, self.field, names)]

    def detaching(self, name: str) -> list[Edit]:
        """The edits that take a file off all of it."""
        return [edit for row in self.rows for edit in detach(row, self.field, name)]


@dataclass(frozen=True, slots=True)
class FigurePast:
    """A figure whose history can be looked at.

    It stands in these rows by their ids (None: in whatever row of the section), or where `known_by` says so
    in those that ever had this text in this field: a row that was taken away comes back as another one.
    `put` puts a text in it ("": no data) as one step; False where it could not.
    """

    section: str
    field: str
    words: str
    put: Callable[[str], bool]
    rows: frozenset[int] | None = None
    known_by: tuple[str, str] | None = None


@runtime_checkable
class FigurePlace(Protocol):
    """A widget that holds figures: one field of a form, or a grid."""

    def commit(self) -> None:
        """Put what is being typed in its figure."""
        ...

    def marked(self) -> Marked | None:
        """What marks go to now; None where there is no figure yet."""
        ...

    def why_no_marks(self) -> str:
        """Why nothing here can be marked now, or ""; what is being typed can be."""
        ...

    def clear_figures(self) -> None:
        """Take the figures away: no data."""
        ...

    def edit_note(self) -> None:
        """Let the note be typed."""
        ...

    def past(self) -> FigurePast | None:
        """The figure whose history is asked for; None where none can be given here."""
        ...

    def help_place(self) -> tuple[str, str] | None:
        """Section and field that help is wanted on."""
        ...


def field_around(widget: QWidget | None) -> tuple[str, str] | None:
    """The section and field of the figure a widget is, or is part of."""
    place = place_around(widget)
    return None if place is None else place.help_place()


def place_around(widget: QWidget | None) -> FigurePlace | None:
    """The figure or grid a widget is, or is part of."""
    while widget is not None:
        if isinstance(widget, FigurePlace):
            return widget
        widget = widget.parentWidget()
    return None
