"""What is typed when a page was only just opened."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from ui.widgets.choice import typed_letter


class Arrival(QObject):
    """Figures typed on the title of a page that was only just opened: `begin` says where they go.

    The title has the focus then, as reading starts there; whoever jumps to a page to type has not looked yet.
    Where the focus comes to a title otherwise, what is typed there goes nowhere: nobody chose a box.
    """

    def __init__(self, parent: QObject, begin: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._begin, self._is_new = begin, False

    def follow(self, title: QLabel) -> QLabel:
        """Watch the title of one more page, and give it back."""
        title.installEventFilter(self)
        return title

    def arrive(self) -> None:
        """A page was opened, and its title has the focus."""
        self._is_new = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What comes to a title that is followed."""
        if isinstance(event, QFocusEvent) and event.lostFocus():
            stays = event.reason() in (
                Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason,
            )  # fmt: skip
            self._is_new = self._is_new and stays
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._is_new:
            return typed_letter(event).isdigit() and self._pass_on(event)
        return False

    def _pass_on(self, event: QKeyEvent) -> bool:
        box = QApplication.focusWidget() if self._begin() else None
        if box is not None:
            again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            QApplication.sendEvent(box, again)
        return True
