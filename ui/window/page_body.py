"""The body of a page: its margins, smaller where text is large, and the area that it scrolls in."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.widgets import tokens
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
