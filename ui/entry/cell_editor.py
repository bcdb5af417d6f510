"""The editors of grid cells: a text field or a list of choices, with Enter and Tab as in Excel."""

from functools import partial

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.entry.choice_cell import ChoiceCell
from ui.entry.grid_model import GridModel
from ui.widgets.cells import (
    CELL_PADDING,
    TEXT_MARGIN,
    arrow_of,
    box_of,
    paint_box,
    paint_cell_arrow,
    paint_cell_focus,
    paint_line_below,
    wrapped_height,
)
from ui.widgets.style import colours, row_height, scaled

Index = QModelIndex | QPersistentModelIndex
_BESIDE_TEXT, _ARROW = 24, 24  # pixels of a box that its text does not get
_Key = Qt.Key
MOVES = frozenset(
    {_Key.Key_Left, _Key.Key_Right, _Key.Key_Up, _Key.Key_Down, _Key.Key_Home, _Key.Key_End, _Key.Key_PageUp,
     _Key.Key_PageDown}
)  # fmt: skip
_NO_HINT = QStyledItemDelegate.EndEditHint.NoHint


class CellDelegate(QStyledItemDelegate):
    """`moved` asks the grid to go on after a commit: rows down, cells across."""

    moved = Signal(int, int)
    left = Signal(bool)  # to what comes after the grid, or before it
    list_asked = Signal()  # a click on the arrow of the cell that is current
    is_boxed = True  # cells that take text are shown as boxes

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if self.is_boxed and index.flags() & Qt.ItemFlag.ItemIsEditable:
            option.backgroundBrush = QBrush()  # of the box alone

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        boxed = self.is_boxed and bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        ground = index.data(Qt.ItemDataRole.BackgroundRole) if boxed else None
        if ground is not None:
            painter.fillRect(box_of(option), ground)
        super().paint(painter, option, index)
        paint_line_below(painter, option)
        if boxed and not option.state & QStyle.StateFlag.State_HasFocus:
            asked = index.data(Qt.ItemDataRole.ForegroundRole)
            paint_box(painter, option, colours().field_border if asked is None else asked)
        paint_cell_focus(painter, option)
        if option.state & QStyle.StateFlag.State_HasFocus and _has_list(index):
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            ends = (
                option.rect.left() + CELL_PADDING + TEXT_MARGIN + option.fontMetrics.horizontalAdvance(text)
            )
            if ends < arrow_of(option).left():
                paint_cell_arrow(painter, option)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """One click on the arrow, or where it would cover a long answer, opens the list, as in Excel.

        A click beside it only goes to the cell.
        """
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            is_left = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
            if is_left and _has_list(index) and arrow_of(option).contains(event.position().toPoint()):
                self.list_asked.emit()
                return True
        return super().editorEvent(event, model, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Where texts wrap: as high as their lines, a note's first two, and never lower than other rows."""
        text, model = str(index.data(Qt.ItemDataRole.DisplayRole) or ""), index.model()
        size, high = super().sizeHint(option, index), wrapped_height(option, text, CELL_PADDING)
        if isinstance(model, GridModel) and model.is_told_elsewhere(index.column()):
            high = min(high, 2 * option.fontMetrics.lineSpacing() + CELL_PADDING)
        return QSize(size.width(), max(high, row_height()))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, GridModel)
        label = str(model.headerData(index.column(), Qt.Orientation.Horizontal) or "")
        choices = model.choices(index.row(), index.column())
        if choices:
            chosen = ChoiceCell(label, choices, partial(model.answer_meant, index.row(), index.column()))
            chosen.setParent(parent)
            chosen.picked.connect(self._chosen)
            chosen.editTextChanged.connect(partial(self._typed, chosen))
            return chosen
        edit = QLineEdit(parent)
        edit.setProperty("look", "cell")
        edit.setObjectName("cell-edit")
        edit.setAccessibleName(label)
        edit.textChanged.connect(partial(self._typed, edit))
        return edit

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell, and wider than a narrow one where that hides what is in the box."""
        super().updateEditorGeometry(editor, option, index)
        if isinstance(editor, (ChoiceCell, QLineEdit)):
            _give_room(editor, option.rect)

    def _typed(self, editor: QWidget, _text: str = "") -> None:
        view = self.parent()
        if isinstance(view, QAbstractItemView) and isinstance(editor, (ChoiceCell, QLineEdit)):
            _give_room(editor, view.visualRect(view.currentIndex()))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Also called whenever the figures are told anew: what somebody has begun to type stays."""
        if is_typed_in(editor):
            return
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, ChoiceCell):
            editor.show_text(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QObject, index: Index) -> None:
        assert isinstance(model, GridModel)
        if isinstance(editor, ChoiceCell):
            model.setData(index, editor.typed())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {
                Qt.Key.Key_Return: (1, 0),
                Qt.Key.Key_Enter: (1, 0),
                Qt.Key.Key_Tab: (0, 1),
                Qt.Key.Key_Backtab: (0, -1),
            }.get(Qt.Key(event.key()))
            if steps is not None and steps[1] and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.left.emit(steps[1] > 0)
                return True
            if steps is not None and isinstance(editor, QWidget):
                if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and steps[0]:
                    steps = (-1, 0)
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, _NO_HINT)
                self.moved.emit(*steps)
                return True
        return super().eventFilter(editor, event)

    def _chosen(self) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, _NO_HINT)


def _has_list(index: Index) -> bool:
    """True for a cell that takes one of some answers."""
    model, row, column = index.model(), index.row(), index.column()
    return isinstance(model, GridModel) and model.can_edit(row, column) and bool(model.choices(row, column))


def _give_room(editor: ChoiceCell | QLineEdit, cell: QRect) -> None:
    """Cover a cell, and as much beside it as shows all of the text, inside the table."""
    text = editor.currentText() if isinstance(editor, ChoiceCell) else editor.text()
    wanted = editor.fontMetrics().horizontalAdvance(text) + scaled(_BESIDE_TEXT)
    if isinstance(editor, ChoiceCell):
        wanted = max(wanted + scaled(_ARROW), editor.sizeHint().width())
    parent = editor.parentWidget()
    room = cell.width() if parent is None else parent.width()
    width = min(max(cell.width(), wanted), max(room, cell.width()))
    left = max(min(cell.left(), room - width), min(cell.left(), 0))
    editor.setGeometry(left, cell.top(), width, cell.height())


def is_typed_in(editor: QWidget | None) -> bool:
    """True where somebody has typed in the editor of a cell since it was opened."""
    box = editor.lineEdit() if isinstance(editor, ChoiceCell) else editor
    return isinstance(box, QLineEdit) and box.isModified()
