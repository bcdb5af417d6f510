"""What would it take? A panel over the right half of Indicators; Esc closes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.widgets import tokens
from ui.widgets.controls import announce, button, row, words
from ui.widgets.style import scaled

_WIDE = 420  # px at 100%


class TakePanel(QFrame):
    """One at a time of the parts it is given; whoever has opened it gets the keys back when it closes."""

    closed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setObjectName("take-panel")
        self.setProperty("look", "panel")
        self.setAutoFillBackground(True)
        self._opener: QWidget | None = None
        self._parts: dict[str, QWidget] = {}
        self._title = words("", "card", "take-title")
        self.close_button = button("Close", "take-close", self.fold, "bar")
        body = QWidget()
        body.setProperty("look", "panel-body")
        self._inside = QVBoxLayout(body)
        self._inside.setContentsMargins(0, 0, tokens.SPACE_2, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.SPACE_3, tokens.SPACE_2, tokens.SPACE_2, tokens.SPACE_2)
        heading = row(self._title, self.close_button, stretch=False)
        heading.setStretch(0, 1)
        layout.addLayout(heading)
        layout.addWidget(self._area, 1)
        self.hide()

    def hold(self, key: str, part: QWidget) -> None:
        """A part that may be opened."""
        self._parts[key] = part
        self._inside.addWidget(part)
        part.hide()

    def unfold(self, key: str, title: str, opener: QWidget) -> None:
        """Show one part, and put the keys into it."""
        self._opener = opener
        self._title.setText(title)
        self.setAccessibleName(title)
        for each, part in self._parts.items():
            part.setVisible(each == key)
        self.fit()
        self.show()
        self.raise_()
        self._area.verticalScrollBar().setValue(0)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, title)

    def fold(self) -> None:
        """Away again; the keys go back to where they were."""
        was_open = not self.isHidden()
        self.hide()
        for part in self._parts.values():
            part.hide()
        if was_open and self._opener is not None:
            self._opener.setFocus(Qt.FocusReason.OtherFocusReason)
            self.closed.emit()

    def fit(self) -> None:
        """Over the right of its page, as high as that is."""
        page = self._page
        wide = min(scaled(_WIDE), page.width())
        self.setGeometry(page.width() - wide, 0, wide, page.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.fold()
        else:
            super().keyPressEvent(event)
