"""What a pasted block with names would change, before anything is: old, new, and what has no product."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from greenpractice.cells import InWords
from greenpractice.numbers import NO_DATA, read_typed
from greenpractice.phrases import counted, lower_first
from ui.inhalers.inhaler_model import InhalerModel
from ui.inhalers.named_block import NamedBlock, NamedLine, read_named
from ui.widgets import tokens
from ui.widgets.controls import announce, button, row, words
from ui.widgets.figure_table import FigureTable
from ui.widgets.style import row_height

_HEADINGS = ("In the block", "Product", "Inhalers now", "Inhalers new", "Items now", "Items new")
_MOST_ROWS = 7  # of one line


class PastePreview(QFrame):
    """Opens in the page; nothing is entered before its button is pressed."""

    entered = Signal(str)  # what was done, in words
    closed = Signal()

    def __init__(self, model: InhalerModel) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._model = model
        self._lines: list[NamedLine] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[tokens.SPACE_3] * 4)
        layout.setSpacing(tokens.SPACE_1)
        self._said = words("", "bold", "paste-said")
        layout.addWidget(self._said)
        self._table = FigureTable("paste-preview", "What the block would change", grows=False)
        layout.addWidget(self._table)
        self._enter = button("Enter these figures", "paste-enter", self._take)
        self._cancel = button("Cancel", "paste-cancel", self._close)
        layout.addLayout(row(self._enter, self._cancel))
        model.workspace.view_left.connect(self._close)
        self.hide()

    def open(self, block: Sequence[Sequence[str]]) -> None:
        """Show what this block would change, and put the focus on the way to enter it."""
        read = read_named(block)
        self._lines = list(read.lines)
        found = [line for line in self._lines if line.code]
        said = read.refused or self._words(read, len(found))
        self._said.setText(said)
        self._table.show_rows(_HEADINGS, [self._row(line) for line in self._lines], {2, 3, 4, 5}, wide={0, 1})
        self._table.setVisible(bool(self._lines))
        self._enter.setVisible(bool(found))
        self.show()
        self._set_height()
        first = self._enter if found else self._table if self._lines else self._cancel
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, said)

    def _words(self, read: NamedBlock, found: int) -> str:
        left = len(read.lines) - found
        said = [
            f"{found} of {counted(len(read.lines), 'product')} found by name. Nothing has been changed yet."
        ]
        if left:
            said.append(f"{left} will not be entered: find {'it' if left == 1 else 'them'} and type by hand.")
        if read.left_out:
            said.append(f"Columns that are not taken: {', '.join(read.left_out)}.")
        return " ".join([*said, *read.read_as])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrower page names take more lines."""
        super().resizeEvent(event)
        self._set_height()

    def _set_height(self) -> None:
        """As many whole rows as leave room for the buttons in a small window; the rest scrolls."""
        most, header, rows = row_height() * _MOST_ROWS, self._table.horizontalHeader(), 0
        for number in range(len(self._lines)):
            height = self._table.rowHeight(number)
            if rows and rows + height > most:
                break
            rows += height
        self._table.setFixedHeight(header.sizeHint().height() + rows + 2 * self._table.frameWidth() + 2)

    def _row(self, line: NamedLine) -> tuple[str, ...]:
        if not line.code:
            texts = (_cell(line.texts.get(field, "")) for field in ("inhalers", "items"))
            return (line.name, line.why, "", next(texts), "", next(texts))
        title, kept = self._model.named(line.code)
        cells = [line.name, title]
        for field in ("inhalers", "items"):
            cells += [_cell(kept.get(field, ""), NO_DATA), _cell(line.texts.get(field, ""), "as it is")]
        return tuple(cells)

    def _take(self) -> None:
        found = [line for line in self._lines if line.code]
        entered = self._model.enter_by_code({line.code: line.texts for line in found})
        told = f"{counted(len(entered), 'product')} entered by name."
        left = [
            f"{line.name} ({lower_first(line.why or 'Not kept')})"
            for line in self._lines
            if line.code not in entered
        ]
        self._close()
        self.entered.emit(f"{told} {len(left)} not entered: {'; '.join(left)}." if left else told)

    def _close(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()


def _cell(text: str, without: str = "") -> InWords:
    """A figure as it is typed, by its number; `without` stands where there is none."""
    return InWords(text or without, read_typed(text))
