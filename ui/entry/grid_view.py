"""The grid itself: moves, copies, pastes, fills and clears as Excel does, and lets Tab out at its end."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate

from greenpractice.phrases import counted
from ui.entry.cell_editor import MOVES, CellDelegate, is_typed_in
from ui.entry.choice_cell import ChoiceCell
from ui.entry.clipboard_block import lines_of, read_block, text_of
from ui.entry.grid_model import GridModel
from ui.entry.kept_place import KeptPlace
from ui.entry.pasted_block import PastedBlock, block_for, cells_for
from ui.session.marking import NO_FIGURE, FigurePast, Marked
from ui.widgets.cells import SparingTable
from ui.widgets.choice import typed_letter
from ui.widgets.controls import announce
from ui.widgets.gone_focus import is_gone
from ui.widgets.in_view import follow_cell
from ui.widgets.style import row_height, text_size

NO_BLOCK = "Nothing was copied: choose cells that make a block, without gaps, then copy."
_Flag = QItemSelectionModel.SelectionFlag


class GridView(SparingTable):
    """One grid. `told` carries what a paste did, in words."""

    told = Signal(str)
    named = Signal(object)  # a pasted block whose lines name what they are meant for
    text_size_changed = Signal()
    widened = Signal()  # or narrowed, all of it or the column that takes the rest

    def __init__(self, model: GridModel, name: str, label: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.place = KeptPlace(self, model)  # before the selection hears of it: it would go to the row above
        self.setModel(model)
        self.place.restore_from_now()
        self.place.began.connect(self._begin_column)
        self.grid = model
        self._start_column = 0
        self._text_size = text_size()
        self._rest: tuple[int, int] | None = None
        delegate = CellDelegate(self)
        self.connect_cells(delegate)
        self.setItemDelegate(delegate)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)  # cells draw their own line below and have none at their sides
        self.setProperty("look", "grid")
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().currentChanged.connect(self._follow)
        model.workspace.typing_ends.connect(self._finish_typing)

    def connect_cells(self, delegate: CellDelegate) -> None:
        """Follow what is done in cells that are shown by it."""
        delegate.moved.connect(self._move)
        delegate.left.connect(self.leave)
        delegate.list_asked.connect(self.open_list)

    def give_rest_to(self, column: int, minimum: int) -> None:
        """Let a column take the width the others leave, but never less than `minimum`."""
        self._rest = (column, minimum)
        self.share_rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_rest()
        if event.size().width() != event.oldSize().width():
            self.widened.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._text_size != text_size():
            self._text_size = text_size()
            self.fit_rows()

    def fit_rows(self) -> None:
        """Take the height that rows have now."""
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.text_size_changed.emit()

    def share_rest(self) -> None:
        """Give the column that takes the rest what there is now."""
        if self._rest is not None:
            column, minimum = self._rest
            others = sum(self.columnWidth(n) for n in range(self.grid.columnCount()) if n != column)
            width = max(minimum, self.viewport().width() - others)
            if width != self.columnWidth(column):
                self.setColumnWidth(column, width)
                self.widened.emit()

    def show_cell(self, row: int, column: int) -> None:
        """Make a cell the current one and put the focus on it."""
        index = self.grid.index(row, column)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._start_column = column
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
        self.scrollTo(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody who comes here stands somewhere, in the first cell that takes text if nowhere yet."""
        is_first = not self.currentIndex().isValid()
        super().focusInEvent(event)
        if is_first and self.grid.rowCount():
            row, self._start_column = self.grid.begins_at(*self._first_editable())
            self.setCurrentIndex(self.place.standing(row, self._start_column))
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.place.begin_new()

    def _begin_column(self, column: int) -> None:
        """Enter comes back to this column."""
        self._start_column = column

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click begins a column, as typing does; on a heading it goes to the first row below it."""
        super().mousePressEvent(event)
        clicked = self.indexAt(event.position().toPoint())
        if clicked.isValid() and not clicked.flags() & Qt.ItemFlag.ItemIsEnabled:
            rows = range(clicked.row() + 1, self.grid.rowCount())
            below = next((row for row in rows if self._takes(row)), None)
            if below is not None:
                self._go(below, self._start_column)
        elif clicked.isValid():
            self._start_column = clicked.column()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._edits(event):
            return
        if control and key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.leave(forward=key == Qt.Key.Key_Tab)
            return
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_figures()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            up = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._move(-1 if up else 1, 0)
        elif key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_list()
        elif key == Qt.Key.Key_Home and control:
            self.show_cell(*self._first_editable())
        elif typed_letter(event).strip() and not self._takes_typing(index):
            self._say_no_typing(index)
        else:
            super().keyPressEvent(event)
            if key in MOVES:
                self._start_column = self.currentIndex().column()

    def open_list(self) -> None:
        """Alt+Down: the answers of this cell; where any text is taken it is opened to be typed in."""
        index = self.currentIndex()
        if not self._takes_typing(index):
            self._say_no_typing(index)
        elif self.indexWidget(index) is None:  # Qt warns of a cell that is open already
            self.edit(index)
            editor = self.indexWidget(index)
            if isinstance(editor, ChoiceCell):
                editor.showPopup()

    def _edits(self, event: QKeyEvent) -> bool:
        """The keys of the Edit menu, where no menu takes them; True for one of them."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.fill_down()
        else:
            return False
        return True

    def _takes_typing(self, index: QModelIndex) -> bool:
        return index.isValid() and self.grid.can_edit(index.row(), index.column())

    def _say_no_typing(self, index: QModelIndex) -> None:
        """What is typed where nothing can be is not lost in silence."""
        if not self.grid.workspace.can_write:
            words = "This was not entered: the data is open elsewhere. You can look, but not change it."
        elif index.isValid() and self.grid.can_edit(index.row(), self._start_column):
            words = "This was not entered: the column is worked out. Go to a box, then type."
        else:
            words = "This was not entered: go to a box, then type."
        self._say(words)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the next cell that takes text, and out of the grid after the last one."""
        return (not is_gone(self) and self._step(1 if forward else -1)) or super().focusNextPrevChild(forward)

    def leave(self, forward: bool) -> None:
        """Ctrl+Tab goes out of the grid from any cell, also one that is typed in; Qt has no such key."""
        self._finish_typing()
        super().focusNextPrevChild(forward)

    def copy(self) -> bool:
        """The selected block as text, tab by tab and line by line; False where the cells are no block.

        Rows and columns between chosen ones are left out, as in Excel; so have headings no line, as in
        `cells_for`. Cells that are no block, closed up or not, would be pasted as blanks over figures.
        """
        indexes = [index for index in self.selectedIndexes() if not self.isColumnHidden(index.column())]
        there = {(index.row(), index.column()): index for index in indexes}
        rows, columns = lines_of(indexes)
        if not there or len(there) != len(rows) * len(columns):
            if there:
                self._say(NO_BLOCK)
            return False
        lines = ["\t".join(text_of(there[row, column]) for column in columns) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))
        return True

    def cut(self) -> None:
        """Copy the selected block and clear it; what cannot be copied stays."""
        if self.copy():
            self.clear_figures()

    def paste(self) -> None:
        """Put a block from Excel in the cells from the current one; what did not fit is told."""
        text = QGuiApplication.clipboard().text()
        start = self.currentIndex()
        if not start.isValid() or not text:
            return
        block = read_block(text)
        selected = self.selectedIndexes()
        rows, columns = lines_of(selected)
        is_block = bool(selected) and len(selected) == len(rows) * len(columns)
        top, left = (rows[0], columns[0]) if is_block else (start.row(), start.column())
        if self.grid.takes_names(block, self._columns_from(left)):
            self.named.emit(block)  # by name and never by place; whoever shows the grid asks first
            return
        if len(block) == 1 and len(block[0]) == 1 and len(selected) > 1:
            self._fill_with(block[0][0], selected)
            return
        self._put_pasted(block_for(self.grid, block, self._columns_from(left)), top)

    def fill_down(self) -> None:
        """Copy the top cell of each selected column into the cells below it."""
        indexes = self.selectedIndexes()
        if not indexes:
            return
        rows, _ = lines_of(indexes)
        cells = [
            (index.row(), index.column(), text_of(self.grid.index(rows[0], index.column())))
            for index in indexes
            if index.row() != rows[0]
        ]
        self.grid.put(cells, "Fill down")

    def clear_figures(self) -> None:
        """Make the selected cells no data, which is not 0."""
        cells = [
            (index.row(), index.column(), "")
            for index in self.selectedIndexes()
            if self.grid.can_edit(index.row(), index.column()) and text_of(index)
        ]
        if cells:
            self.grid.put(cells, "Clear figures" if len(cells) > 1 else "Clear a figure")

    # What the Edit menu acts on (see ui/session/marking.py)

    def commit(self) -> None:
        """Put what is typed in its cell."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def marked(self) -> Marked | None:
        """The rows that are selected; marks go to whole rows, as the Estimated column has them."""
        numbers = sorted({index.row() for index in self.selectedIndexes()} or {self.currentIndex().row()})
        rows = {number: kept for number in numbers if (kept := self.grid.kept_at(number)) is not None}
        if not rows or not self.grid.takes_marks:
            return None
        name = self.accessibleName()
        words = f"{len(rows)} rows" if len(rows) > 1 else self.grid.row_words(next(iter(rows)))
        return Marked(self.grid.section, list(rows.values()), None, f"{name}, {words}")

    def why_no_marks(self) -> str:
        """Why nothing here can be marked now, or ""."""
        if not self.grid.takes_marks:
            return "Actions have no such marks: write in the Note column of the table"
        typing = is_typed_in(self.indexWidget(self.currentIndex()))
        return "" if typing or self.marked() is not None else NO_FIGURE

    def edit_note(self) -> None:
        """Type the note of the current row."""
        row, column = self.currentIndex().row(), self.grid.note_column
        self.setColumnHidden(column, False)  # large text may have hidden it
        self.show_cell(row, column)
        self.edit(self.currentIndex())

    def past(self) -> FigurePast | None:
        """The figure of the current cell."""
        return self.grid.past_at(self.currentIndex().row(), self.currentIndex().column())

    def help_place(self) -> tuple[str, str] | None:
        """The field of the current column."""
        field = self.grid.field_at(self.currentIndex().column())
        return None if field is None else (self.grid.section, field)

    def _columns_from(self, left: int) -> list[int]:
        return [n for n in range(left, self.grid.columnCount()) if not self.isColumnHidden(n)]

    def _takes(self, row: int) -> bool:
        return any(self.grid.can_edit(row, column) for column in range(self.grid.columnCount()))

    def _put_pasted(self, block: PastedBlock, top: int) -> None:
        cells = cells_for(self.grid, block, top)
        done = self.grid.put(cells, f"Paste {counted(len(cells), 'value')}")
        self._say(block.words(len(cells), done))

    def _fill_with(self, text: str, chosen: Sequence[QModelIndex]) -> None:
        """One copied cell goes into each that is chosen."""
        cells = [(index.row(), index.column(), text) for index in chosen]
        done = self.grid.put(cells, f"Paste {counted(len(cells), 'value')}")
        self._say(PastedBlock([[text]] * len(cells), [0]).words(len(cells), done))

    def _say(self, words: str) -> None:
        self.told.emit(words)
        announce(self, words)

    def _move(self, rows: int, columns: int) -> None:
        if columns:
            if not self._step(columns):
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        row = self.currentIndex().row() + rows
        column = self._start_column
        typed = self._takes_typing(self.currentIndex().siblingAtColumn(column))
        while 0 <= row < self.grid.rowCount():
            if self.grid.can_edit(row, column) or (not typed and self._takes(row)):
                self._go(row, self._start_column)
                return
            row += rows
        current = self.currentIndex()
        self._go(current.row(), self._start_column if current.isValid() else 0)

    def _step(self, by: int) -> bool:
        """The next cell that takes text, in reading order; False at the end."""
        current = self.currentIndex()
        columns = self.grid.columnCount()
        place = current.row() * columns + current.column() + by if current.isValid() else 0
        while 0 <= place < self.grid.rowCount() * columns:
            row, column = divmod(place, columns)
            if self.grid.can_edit(row, column) and not self.isColumnHidden(column):
                self._go(row, column)
                return True
            place += by
        return False

    def _first_editable(self) -> tuple[int, int]:
        columns = self.grid.columnCount()
        places = (divmod(place, columns) for place in range(self.grid.rowCount() * columns))
        return next((place for place in places if self.grid.can_edit(*place)), (0, 0))

    def _go(self, row: int, column: int) -> None:
        index = self.grid.index(row, column)
        self.make_ready_to_show(index)
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        follow_cell(self)

    def _finish_typing(self) -> None:
        """What is typed in an open cell is a figure before anything reads it or leaves it behind."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
