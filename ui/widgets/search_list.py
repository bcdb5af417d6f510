"""A box to type in and the list of what is found: Down goes from the box to the list, Enter chooses."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QListWidget, QListWidgetItem, QWidget

from ui.widgets import tokens
from ui.widgets.controls import announce, page_layout, words
from ui.widgets.style import scaled

_CODE = Qt.ItemDataRole.UserRole
_NO_MODIFIERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class FindBox(QLineEdit):
    """A box for what to find: Down goes to what is found, as in any list, and Esc empties it."""

    def __init__(self, go: Callable[[], object]) -> None:
        super().__init__()
        self._go = go

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() in _NO_MODIFIERS:
            self._go()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()  # once more leaves what is around the box
        else:
            super().keyPressEvent(event)


class SearchList(QWidget):
    """Whoever holds it finds what fits `typed` and shows it; how many there are is told below the box."""

    typing = Signal(str)
    entered = Signal()  # Enter in the box, or a choice in the list

    def __init__(self, name: str, label: str, what: str, height: int) -> None:
        """`name` starts the object names, `what` says what is listed, `height` is its least, in pixels."""
        super().__init__()
        layout = page_layout(self)
        layout.setSpacing(tokens.SPACE_2)
        self._text = FindBox(self._to_found)
        self._text.setObjectName(f"{name}-search")
        self._text.setAccessibleName(label)
        self._text.textChanged.connect(self.typing)
        self._text.returnPressed.connect(self.entered)
        named = words(label, "bold")
        named.setBuddy(self._text)
        layout.addWidget(named)
        layout.addWidget(self._text)
        self._count = words("", "hint", f"{name}-count")
        layout.addWidget(self._count)
        self._list = QListWidget()
        self._list.setObjectName(f"{name}-list")
        self._list.setAccessibleName(what)
        self._list.setProperty("look", "choices")
        self._list.setMinimumHeight(scaled(height))
        self._list.setWordWrap(True)  # what is longer takes two lines, and no bar lies over the last row
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.itemActivated.connect(lambda _: self.entered.emit())
        layout.addWidget(self._list)

    @property
    def typed(self) -> str:
        """What stands in the box."""
        return self._text.text()

    @property
    def chosen(self) -> str | None:
        """The code of what is selected in the list."""
        item = self._list.currentItem()
        return item.data(_CODE) if item in self._list.selectedItems() else None

    def start(self) -> None:
        """Put the focus in the box."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_found(self, found: Sequence[tuple[str, str]], said: str) -> None:
        """Show these, each a code and its words; one alone is selected. `said` tells how many there are."""
        self._list.clear()
        for code, text in found:
            item = QListWidgetItem(text)
            item.setData(_CODE, code)
            self._list.addItem(item)
        if len(found) == 1:
            self._list.setCurrentRow(0)
        self._count.setText(said)
        announce(self, said)

    def _to_found(self) -> None:
        if self._list.count():
            self._list.setCurrentRow(max(0, self._list.currentRow()))
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
