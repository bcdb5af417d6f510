"""Where somebody stands in a grid, and what is typed there, while rows go or are counted anew."""

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QTableView

from ui.entry.cell_editor import is_typed_in
from ui.entry.grid_model import GridModel


class KeptPlace(QObject):
    """Made before the view has its model; `restore_from_now` comes after, as the view forgets first.

    Whoever comes to the empty last row anew, because theirs went or another quarter came, begins it at its
    first column: what is typed from the middle on would be a row with its figures in the wrong columns.
    """

    began = Signal(int)  # at the first column of the empty last row

    def __init__(self, view: QTableView, model: GridModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        # What the row is known by, row and column; None until somebody stood anywhere.
        self._kept: tuple[object, int, int] | None = None
        self._typed: str | None = None  # in an open cell, while rows are counted anew
        self._is_going = False  # the row that one stands on is being taken away
        self._is_other = False  # another quarter comes into view
        model.rowsAboutToBeRemoved.connect(self._keep_place_of_going)

    def restore_from_now(self) -> None:
        """Follow the model."""
        self._model.modelAboutToBeReset.connect(self._keep_typed)
        self._model.modelAboutToBeReset.connect(self._keep_place)
        self._model.modelReset.connect(self._restore_place)
        self._model.modelReset.connect(self._restore_typed)
        self._model.rowsRemoved.connect(self._restore_place_of_gone)
        self._model.workspace.view_left.connect(self._leave_quarter)
        self._model.workspace.models_told.connect(self._come_to_quarter)

    def begin_new(self) -> None:
        """Stand at the first column, where the place is in the empty last row."""
        current = self._view.currentIndex()
        if current.isValid() and self._model.is_new(current.row()):
            if current.column():
                self._view.setCurrentIndex(current.siblingAtColumn(0))
            self.began.emit(0)

    def _leave_quarter(self) -> None:
        self._is_other = True

    def _come_to_quarter(self) -> None:
        if self._is_other:
            self._is_other = False
            self.begin_new()

    def _keep_place(self) -> None:
        current = self._view.currentIndex()
        if current.isValid():
            self._kept = self._model.place_key(current.row()), current.row(), current.column()

    def _keep_place_of_going(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._is_going = first <= self._view.currentIndex().row() <= last
        if self._is_going:
            self._keep_place()

    def _restore_place_of_gone(self) -> None:
        """Stand where the row was: on the one that came up, or on the empty one, never on the one above."""
        if self._is_going:
            self._is_going = False
            self._restore_place()

    def _keep_typed(self) -> None:
        editor = (
            self._view.indexWidget(self._view.currentIndex()) if self._view.currentIndex().isValid() else None
        )
        typed = isinstance(editor, QLineEdit) and is_typed_in(editor)
        self._typed = editor.text() if isinstance(editor, QLineEdit) and typed else None

    def _restore_typed(self) -> None:
        """A cell that was open when rows were counted anew is open again, if its row is still there."""
        typed, self._typed = self._typed, None
        current = self._view.currentIndex()
        kept = self._kept[0] if self._kept is not None else None
        if typed is not None and kept is not None and self._model.place_key(current.row()) == kept:
            self._view.edit(current)
            editor = self._view.indexWidget(current)
            if isinstance(editor, QLineEdit):
                editor.setText(typed)
                editor.setModified(True)

    def _restore_place(self) -> None:
        """The same row again, wherever it stands now; where it is gone, what stands in its place.

        Nobody is put anywhere who was not here yet: the one who comes begins where the grid begins.
        """
        if self._kept is None:
            return
        key, row, column = self._kept
        if key is not None:
            found = self._model.row_of(key)
            row = row if found is None else found
        if self._model.rowCount() and self._model.columnCount():
            column = min(column, self._model.columnCount() - 1)
            self._view.setCurrentIndex(self.standing(min(row, self._model.rowCount() - 1), column))
            if key is not None:
                self.begin_new()

    def standing(self, row: int, column: int) -> QModelIndex:
        """The cell nearest to this one, downwards first, on a row that is no heading."""
        for number in (*range(row, self._model.rowCount()), *range(row - 1, -1, -1)):
            index = self._model.index(number, column)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                return index
        return QModelIndex()
