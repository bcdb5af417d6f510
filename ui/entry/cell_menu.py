"""What a right click on a cell, or the menu key, offers: entries of the menu bar."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QMenu, QWidget

from ui.entry.grid_view import GridView
from ui.session.marking import place_around

_ENTRIES = (
    "cut", "copy", "paste", "clear", "", "fill-down", "sort-column", "", "mark-estimated", "edit-note",
    "figure-history", "evidence",
)  # fmt: skip


class CellMenu(QObject):
    """Watches a window: what a table does not take itself arrives there."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            place = place_around(self._window.focusWidget() if by_key else self._window.childAt(event.pos()))
            if isinstance(place, GridView):
                self._open(place, event)
                return True
        return False

    def _open(self, grid: GridView, event: QContextMenuEvent) -> None:
        menu = QMenu(grid)
        menu.setObjectName("cell-menu")
        for name in _ENTRIES:
            action = self._window.findChild(QAction, name) if name else None
            if action is not None:
                menu.addAction(action)
            else:
                menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        grid.setFocus()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            corner = grid.visualRect(grid.currentIndex()).bottomLeft()
            menu.popup(grid.viewport().mapToGlobal(corner))
        else:
            menu.popup(event.globalPos())
