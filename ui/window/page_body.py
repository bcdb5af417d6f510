"""The body of a page: its margins, which large text makes smaller so that more of the page is in sight."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets import tokens
from ui.widgets.style import LARGE, text_size


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
