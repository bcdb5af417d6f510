"""What models tell their views when texts changed but no row came or went."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel


def tell_all_anew(model: QAbstractTableModel) -> None:
    """Say that every cell may look different; nothing where there is no cell, as Qt takes no empty range."""
    _tell(model, range(model.rowCount()), range(model.columnCount()))


def tell_rows_anew(model: QAbstractTableModel, rows: Sequence[int]) -> None:
    """Say that these rows may look different, in their order: the others are not drawn again."""
    first = 0
    for place, row in enumerate(rows):
        if place + 1 == len(rows) or rows[place + 1] != row + 1:
            _tell(model, rows[first : place + 1], range(model.columnCount()))
            first = place + 1


def tell_column_anew(model: QAbstractTableModel, column: int) -> None:
    """Say that a column may look different in every row."""
    _tell(model, range(model.rowCount()), (column,))


def _tell(model: QAbstractTableModel, rows: Sequence[int], columns: Sequence[int]) -> None:
    if rows and columns:
        model.dataChanged.emit(model.index(rows[0], columns[0]), model.index(rows[-1], columns[-1]))
