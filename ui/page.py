"""What all pages share: they show themselves again when the return changes, at once or when next seen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from greenpractice.store import Changes
from ui.tab_order import put_in_order
from ui.workspace import Workspace


class Page(QWidget):
    """A page over the workspace. Subclasses build their parts in `__init__` and fill them in `refresh`."""

    sections: frozenset[str] | None = None  # None: shown again whatever changed

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a click beside a field commits what is typed in it
        self._stale = True
        workspace.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Show what the workspace holds now."""
        raise NotImplementedError

    def show_now(self) -> None:
        """Show what the workspace holds now, Tab in the order of the page."""
        self._stale = False
        self.refresh()
        put_in_order(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.show_now()

    def _on_changed(self, changes: Changes) -> None:
        if self.sections is not None and self.sections.isdisjoint(changes.sections):
            return
        if self.isVisible():
            self.show_now()
        else:
            self._stale = True
