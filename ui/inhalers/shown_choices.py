"""What somebody chose to see of the inhaler grid, kept until they choose otherwise: products and columns."""

from collections.abc import Callable, Collection
from hashlib import sha256

from PySide6.QtWidgets import QMenu, QPushButton

from ui.inhalers import inhaler_columns as at
from ui.inhalers.inhaler_order import Show
from ui.session.workspace import Workspace
from ui.widgets.controls import button
from ui.widgets.style import LARGE, text_size

_COLUMNS = "inhalers/columns"
_NONE = "none"


def kept_show(workspace: Workspace) -> Show | None:
    """Which products of this data file were shown last; None where nobody chose."""
    name = workspace.preferences.text(_place(workspace)) if workspace.preferences else ""
    return Show[name] if name in Show.__members__ else None


def keep_show(workspace: Workspace, show: Show) -> None:
    """Remember it for this data file; of made-up data nothing is kept."""
    if workspace.preferences is not None and not workspace.store.is_demo():
        workspace.preferences.put(_place(workspace), show.name)


def _place(workspace: Workspace) -> str:
    """Apart for each data file, without its name: one is told from others by where it is."""
    return f"inhalers/shown/{sha256(str(workspace.store.path.absolute()).encode()).hexdigest()[:16]}"


def giving_way(workspace: Workspace) -> frozenset[int]:
    """The columns that may go where room is short: none that somebody chose."""
    is_chosen = workspace.preferences is not None and bool(workspace.preferences.text(_COLUMNS))
    return frozenset() if is_chosen else columns_shown(workspace)


def columns_shown(workspace: Workspace) -> frozenset[int]:
    """The columns that were chosen; before somebody does the usual ones, of which large text shows few."""
    text = workspace.preferences.text(_COLUMNS) if workspace.preferences else ""
    names: Collection[str] = text.split() if text else at.USUAL
    if not text and text_size() >= LARGE:
        names = at.WITH_LARGE_TEXT
    return frozenset(column for name, column in at.CHOICES.items() if name in names)


class ColumnsButton:
    """A button with a menu of the columns, each to be ticked."""

    def __init__(self, workspace: Workspace, changed: Callable[[], object]) -> None:
        self._workspace, self._changed = workspace, changed
        self.button: QPushButton = button("Columns", "inhaler-columns", lambda: None, icon="columns-3")
        self.menu = QMenu(self.button)
        self.menu.setObjectName("inhaler-columns-menu")
        for name, column in at.CHOICES.items():
            action = self.menu.addAction(at.titled(column))
            action.setObjectName(f"column-{name}")
            action.setCheckable(True)
            action.triggered.connect(self._choose)
        self.button.setMenu(self.menu)
        self.show_chosen()

    def show_chosen(self) -> None:
        """Tick what is shown now."""
        shown = columns_shown(self._workspace)
        for action, column in zip(self.menu.actions(), at.CHOICES.values(), strict=True):
            action.setChecked(column in shown)

    def _choose(self) -> None:
        chosen = [
            name for action, name in zip(self.menu.actions(), at.CHOICES, strict=True) if action.isChecked()
        ]
        if self._workspace.preferences is not None:
            self._workspace.preferences.put(_COLUMNS, " ".join(chosen) or _NONE)
        self._changed()
