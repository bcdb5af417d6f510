"""The foot bar of a page: the green button that says what comes next, how far the page is, and quiet buttons.

It stays put while the page scrolls, so that "done" is always one key away.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton

from ui.widgets import tokens
from ui.widgets.controls import Button, button, words
from ui.widgets.marks.tags import StatusTag
from ui.widgets.style import LARGE, scaled, text_size


class FootBar(QFrame):
    """`primary` is the page's one green button; `show_state` says the rest.

    Where room is short words go, and the other buttons are entries of "More". `by_ctrl_enter`: the page has
    no section that could be completed, so that Ctrl+Enter presses its button.
    """

    by_ctrl_enter = False

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
        self._more = button("More", f"{name}-more", lambda: None, "quiet")
        self._more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        self._across.addWidget(self._more)
        self._more.hide()
        self._fit()

    def add(self, part: QPushButton) -> None:
        """Another button at the right end; Tab stops at "More" where it stops at one of those in it."""
        self._quiet.append(part)
        self._across.insertWidget(self._across.count() - 1, part)
        entry = self._menu.addAction(part.text())
        entry.setObjectName(f"{part.objectName()}-entry")
        entry.triggered.connect(lambda: part.click())
        if part.focusPolicy() is Qt.FocusPolicy.StrongFocus:
            self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_state(self, goes_on: str, said: str, look: str, missing: str, so_far: str = "") -> None:
        """The words of the green button, the status, what is missing, and what the figures give so far.

        Without a status (`said` is "") there is no tag.
        """
        self.primary.setText(goes_on)
        self.primary.setAccessibleName(goes_on)
        self.status.setVisible(bool(said))
        if said:
            self.status.show_tag(said, look)
        self._missing.setText(missing)
        self._missing.setToolTip(missing)
        self._so_far.setText(so_far)
        self._fit()

    def _fit(self) -> None:
        """The green button and the status always; buttons, what is missing, the rest where there is room."""
        down = 0 if text_size() >= LARGE else tokens.SPACE_2
        for label in (self._missing, self._so_far):
            label.ensurePolished()
        self._across.setContentsMargins(tokens.SPACE_4, down, tokens.SPACE_4, down)
        left = self.width() - 2 * tokens.SPACE_4
        for part in (self.primary, self.status):
            left -= 0 if part.isHidden() else part.sizeHint().width() + tokens.SPACE_3
        needed, more = (
            label.fontMetrics().horizontalAdvance(label.text()) for label in (self._missing, self._so_far)
        )
        quiet = sum(part.sizeHint().width() + tokens.SPACE_3 for part in self._quiet)
        with_quiet = left >= quiet and text_size() < LARGE
        for other in self._quiet:
            other.setVisible(with_quiet)
        self._more.setVisible(bool(self._quiet) and not with_quiet)
        left -= quiet if with_quiet else self._more.sizeHint().width() + tokens.SPACE_3 if self._quiet else 0
        left -= scaled(2)
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
