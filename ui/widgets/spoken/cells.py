"""Whoever comes to a list or table hears the cell they stand in: Qt tells the name of the table alone."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget


def tell_cells(application: QApplication) -> None:
    """Tell of the current cell whenever the focus comes to a list or table."""
    application.focusChanged.connect(_come)


def _come(_before: QWidget | None, now: QWidget | None) -> None:
    if isinstance(now, QAbstractItemView) and QAccessible.isActive():
        QTimer.singleShot(0, now, lambda: tell_current(now))  # Qt tells of the table once this is over


def tell_current(view: QAbstractItemView) -> None:
    """Tell of the current cell of a view that has the focus."""
    table = QAccessible.queryAccessibleInterface(view) if view.hasFocus() else None
    cell = None if table is None else table.focusChild()
    if cell is not None and cell.object() is None:  # a cell is no widget of its own
        QAccessible.updateAccessibility(QAccessibleEvent(cell, QAccessible.Event.Focus))
