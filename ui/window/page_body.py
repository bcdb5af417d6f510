"""The body of a page: its margins, smaller where text is large, and the area that it scrolls in."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.widgets import tokens
from ui.widgets.style import LARGE, text_size


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
        self.fit()

    def fit(self) -> None:
        """Take the margins of the text size."""
        large = text_size() >= LARGE
        across, down = (tokens.SPACE_4, tokens.SPACE_2) if large else (tokens.SPACE_5, tokens.SPACE_4)
        self.column.setContentsMargins(across, down, across, down)
        self.column.setSpacing(tokens.SPACE_2 if large else tokens.SPACE_3)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()
