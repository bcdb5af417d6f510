"""What all pages share: they show themselves again when something changes, at once or when next seen."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from greenpractice.store import Changes
from ui.session.session import Session
from ui.session.workspace import Workspace
from ui.widgets.spoken.hearing import Ground, heard_as


@runtime_checkable
class CanFind(Protocol):
    """A page with something to search in."""

    def start_find(self) -> None:
        """Put the focus in the box for what to find."""
        ...


@runtime_checkable
class HasParts(Protocol):
    """A page with parts to go to."""

    def show_part(self, part: str) -> None:
        """Bring a part into view and put the focus there."""
        ...


@runtime_checkable
class TakesFiles(Protocol):
    """A page that reads files."""

    def take_files(self, files: Sequence[Path]) -> None:
        """Read these, in the place of those before."""
        ...

    def add_files(self, files: Sequence[Path]) -> None:
        """Read these too."""
        ...


@runtime_checkable
class FitsRows(Protocol):
    """A table whose rows may be lower or higher."""

    def fit_rows(self) -> None:
        """Take the height of rows that is wanted now."""
        ...


@runtime_checkable
class PlacesTitle(Protocol):
    """A page that has a place of its own for its title."""

    def place_title(self, title: QLabel) -> None:
        """Put it where it belongs."""
        ...


@runtime_checkable
class HasTools(Protocol):
    """A page with buttons or a switch of its own for the right end of its head: at most three, in outline."""

    tools: Sequence[QWidget]


@runtime_checkable
class HasFoot(Protocol):
    """A page with a foot bar of its own, which stays in sight while it scrolls."""

    foot: QWidget


@runtime_checkable
class StandsBeside(Protocol):
    """A page that puts a part of itself beside its title where room is short."""

    beside_title: QWidget


@heard_as(Ground)
class AnyPage(QWidget):
    """A page over a session. Subclasses build their parts in `__init__` and fill them in `refresh`."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click beside a field commits what is typed in it
        self._stale = True
        session.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Show what the session holds now."""
        raise NotImplementedError

    def lay_out(self) -> None:
        """Put the parts as there is room, whenever width or look are others; most pages have one way."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:  # its parts are there
            self.lay_out()

    def concerns(self, changes: Changes | None) -> bool:
        """True if the page looks different after these changes."""
        return True

    def show_now(self) -> None:
        """Show what the session holds now."""
        self._stale = False
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            try:
                self.show_now()
            except Exception as error:  # noqa: BLE001 - kept until Qt is done, it would end the program
                sys.excepthook(type(error), error, error.__traceback__)

    def _on_changed(self, changes: Changes | None) -> None:
        if not self.concerns(changes):
            return
        if self.isVisible():
            self.show_now()
        else:
            self._stale = True


class Page(AnyPage):
    """A page of a practice's window."""

    sections: frozenset[str] | None = None  # None: shown again whatever changed

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.workspace = workspace
        workspace.sums_told.connect(self._on_sums)

    def show_sums(self) -> None:
        """Show and paint what the figures come to, and nothing that takes longer: `refresh` comes next."""

    def _on_sums(self, changes: Changes | None) -> None:
        if self.isVisible() and not self._stale and self.concerns(changes):
            self.show_sums()

    def concerns(self, changes: Changes | None) -> bool:
        """True where a section of the page was touched."""
        return self.sections is None or changes is None or not self.sections.isdisjoint(changes.sections)
