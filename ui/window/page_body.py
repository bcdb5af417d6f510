"""The body of a page: its margins, the area that it scrolls in, and what is typed when it is opened."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.widgets import tokens
from ui.widgets.controls import typed_letter
from ui.widgets.style import LARGE, text_size
from ui.window.page import PlacesTitle


class PageArea(QScrollArea):
    """What a page scrolls in. Home and End go to its ends, with Ctrl too, where nothing else takes them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        end = ends.get(Qt.Key(event.key()))
        others = event.modifiers() & ~(
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if end is None or others:
            super().keyPressEvent(event)
        else:
            bar.setValue(end)


class PageBody(QWidget):
    """Holds a title and a page under each other."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "page-body")
        self.column = QVBoxLayout(self)
        self._is_tight = False
        self.fit()

    def hold(self, page: QWidget, title: QLabel, help_button: QPushButton, *, scrolls: bool) -> None:
        """Put a page under its title, with help at the right, or let it place these two itself."""
        if isinstance(page, PlacesTitle):
            page.place_title(title, help_button)
            self._is_tight = True
            self.fit()
        else:
            top = QHBoxLayout()
            top.addWidget(title, 1)
            top.addWidget(help_button, 0, Qt.AlignmentFlag.AlignTop)
            self.column.addLayout(top)
        self.column.addWidget(page, 0 if scrolls else 1)
        if scrolls:
            self.column.addStretch(1)

    def fit(self) -> None:
        """Take the margins of the text size."""
        large = text_size() >= LARGE
        across, down = (tokens.SPACE_4, tokens.SPACE_2) if large else (tokens.SPACE_5, tokens.SPACE_4)
        if self._is_tight:
            across, down = tokens.SPACE_4, tokens.SPACE_2
        self.column.setContentsMargins(across, down, across, down)
        self.column.setSpacing(tokens.SPACE_2 if large else tokens.SPACE_3)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()


class Arrival(QObject):
    """Figures typed on the title of a page that was only just opened: `begin` says where they go.

    The title has the focus then, as reading starts there; whoever jumps to a page to type has not looked yet.
    Where the focus comes to a title otherwise, what is typed there goes nowhere: nobody chose a box.
    """

    def __init__(self, parent: QObject, begin: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._begin, self._is_new = begin, False

    def arrive(self) -> None:
        """A page was opened, and its title has the focus."""
        self._is_new = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the title of each page."""
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
