"""The foot bar of a page: the green button that says what comes next, how far the page is, and quiet buttons.

It stays put while the page scrolls, so that "done" is always one key away.
"""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from ui.widgets import tokens
from ui.widgets.controls import Button, words
from ui.widgets.marks.tags import StatusTag
from ui.widgets.style import LARGE, scaled, text_size


class FootBar(QFrame):
    """`primary` is the page's one green button; `show_state` says the rest. Where room is short words go."""

    def __init__(self, name: str, primary: Button) -> None:
        super().__init__()
        self.setObjectName(f"{name}-foot")
        self.setProperty("look", "foot")
        self.primary = primary
        self.status = StatusTag(f"{name}-foot-status")
        self._missing = words("", "", f"{name}-foot-missing")
        self._missing.setWordWrap(False)
        self._so_far = words("", "hint", f"{name}-foot-so-far")
        self._so_far.setWordWrap(False)
        self._quiet: list[QPushButton] = []
        self._across = QHBoxLayout(self)
        self._across.setSpacing(tokens.SPACE_3)
        for part in (primary, self.status):
            self._across.addWidget(part)
        self._across.addWidget(self._missing)
        self._across.addWidget(self._so_far)
        self._across.addStretch(1)
        self._fit()

    def add(self, part: QPushButton) -> None:
        """A quiet button at the right end."""
        self._quiet.append(part)
        self._across.addWidget(part)

    def show_state(self, goes_on: str, said: str, look: str, missing: str, so_far: str = "") -> None:
        """The words of the green button, the status, what is missing, and what the figures give so far."""
        self.primary.setText(goes_on)
        self.primary.setAccessibleName(goes_on)
        self.status.show_tag(said, look)
        self._missing.setText(missing)
        self._missing.setToolTip(missing)
        self._so_far.setText(so_far)
        self._fit()

    def _fit(self) -> None:
        """The button and the status always; buttons, what is missing, and the rest where there is room."""
        down = 0 if text_size() >= LARGE else tokens.SPACE_2
        for label in (self._missing, self._so_far):
            label.ensurePolished()
        self._across.setContentsMargins(tokens.SPACE_4, down, tokens.SPACE_4, down)
        left = self.width() - 2 * tokens.SPACE_4 - 2 * tokens.SPACE_3
        left -= self.primary.sizeHint().width() + self.status.sizeHint().width()
        needed, more = (
            label.fontMetrics().horizontalAdvance(label.text()) for label in (self._missing, self._so_far)
        )
        quiet = sum(part.sizeHint().width() + tokens.SPACE_3 for part in self._quiet)
        with_quiet = left >= quiet and text_size() < LARGE
        for part in self._quiet:
            part.setVisible(with_quiet)
        left -= (quiet if with_quiet else 0) + scaled(2)
        self._missing.setVisible(bool(needed) and left > needed)
        self._so_far.setVisible(bool(more) and left > needed + more + tokens.SPACE_3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
