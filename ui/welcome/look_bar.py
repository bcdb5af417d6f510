"""The status bar of the first run: larger text and dark colours, as who needs them needs them first here."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMainWindow, QStatusBar, QWidget

from ui.session.preferences import Preferences
from ui.widgets import tokens
from ui.widgets.controls import announce, button
from ui.widgets.flow import Flow
from ui.widgets.style import apply_look, colours, step_text_size, text_size
from ui.widgets.tokens import DARK, LIGHT

_KEYS = ((1, ("Ctrl++", "Ctrl+=")), (-1, ("Ctrl+-",)), (0, ("Ctrl+0",)))


class LookBar(QStatusBar):
    """What is chosen here is remembered, as what is chosen in Settings is."""

    def __init__(self, window: QMainWindow, preferences: Preferences | None) -> None:
        self._is_made = False  # Qt tells of a style while it makes this
        super().__init__()
        self._preferences = preferences
        self.setSizeGripEnabled(False)
        self._size = QLabel()
        self._size.setObjectName("first-run-size")
        self._size.setProperty("look", "small")
        self._dark = button("Dark colours", "first-run-dark", self._change_colours, "link")
        parts = Flow(
            (
                self._size,
                button("Larger text", "first-run-larger", lambda: self._change_size(1), "link"),
                button("Smaller text", "first-run-smaller", lambda: self._change_size(-1), "link"),
                self._dark,
            )
        )
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(tokens.SPACE_3, 0, tokens.SPACE_3, 0)
        across.addWidget(parts)
        self.addWidget(inside, 1)
        for steps, keys in _KEYS:
            for each in keys:
                pressed = QShortcut(QKeySequence(each), window)
                pressed.activated.connect(lambda by=steps: self._change_size(by))
        self._is_made = True
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._is_made and event.type() == QEvent.Type.StyleChange:
            self._show()

    def _change_size(self, steps: int) -> None:
        size = step_text_size(steps)
        if self._preferences is not None:
            self._preferences.put("text_size", str(size))
        announce(self, self._size.text())

    def _change_colours(self) -> None:
        dark = colours() is not DARK
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_look(application, dark=dark)
        if self._preferences is not None:
            self._preferences.put("look", "dark" if dark else "light")

    def _show(self) -> None:
        """Say how things look now; in a contrast theme the colours are the computer's, and stay."""
        self._size.setText(f"Text {text_size()}%")
        word = "Light colours" if colours() is DARK else "Dark colours"
        self._dark.setText(word)
        self._dark.setAccessibleName(word)
        self._dark.setVisible(colours() in (LIGHT, DARK))
