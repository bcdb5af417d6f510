"""What models tell their views when texts changed but no row came or went."""

from PySide6.QtCore import QAbstractTableModel


def tell_all_anew(model: QAbstractTableModel) -> None:
    """Say that every cell may look different; nothing where there is no cell, as Qt takes no empty range."""
    rows, columns = model.rowCount(), model.columnCount()
    if rows and columns:
        model.dataChanged.emit(model.index(0, 0), model.index(rows - 1, columns - 1))
