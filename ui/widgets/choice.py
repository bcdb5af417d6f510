"""A choice of few, in a box that the wheel leaves alone and that typing chooses from."""

from PySide6.QtCore import QElapsedTimer, QSize, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from ui.widgets.style import scaled


def typed_letter(event: QKeyEvent) -> str:
    """The letter, figure or space that a key types; "" for one that does something else."""
    plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return event.text() if plain and event.text().isprintable() else ""


_LAST_LETTER = 4  # px
_TYPED_ON = 1_500  # milliseconds after which a letter begins anew: people look at the list between two


class Choice(QComboBox):
    """A choice of few; the wheel scrolls the page and never changes it.

    Typing chooses what begins so, with the spaces in it: to Qt a space opens the list, and what is typed
    after it is the beginning of something else.
    """

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        self._begun, self._since = "", QElapsedTimer()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """Qt's, and a little: under a style sheet it cuts the last letter of large text."""
        return super().sizeHint() + QSize(scaled(_LAST_LETTER), 0)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() + QSize(scaled(_LAST_LETTER), 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = typed_letter(event)
        if self._begun and not self._since.hasExpired(_TYPED_ON):
            letter = self._begun + letter if letter else ""
        if self.isEditable() or not letter.strip():
            self._begun = ""
            super().keyPressEvent(event)
        else:
            self._begun = letter
            self._since.start()
            self._choose_begun()

    def _choose_begun(self) -> None:
        """Choose what begins so; one letter again and again goes from one that begins with it to the next."""
        begun, count = self._begun.casefold(), self.count()
        again = len(begun) > 1 and len(set(begun)) == 1
        first = self.currentIndex() + (len(begun) == 1 or again)
        places = [(first + n) % count for n in range(count)]
        wanted = begun[0] if again else begun
        found = next((n for n in places if self.itemText(n).casefold().startswith(wanted)), None)
        if found is not None:
            self.setCurrentIndex(found)
            self.activated.emit(found)
