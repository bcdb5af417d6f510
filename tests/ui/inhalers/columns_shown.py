"""Columns that are not there at first, shown as somebody who needs them does."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget


def show_column(window: QWidget, name: str) -> None:
    """Tick a column of the inhaler table, if it is not shown yet."""
    action = window.findChild(QAction, f"column-{name}")
    if not action.isChecked():
        action.trigger()
