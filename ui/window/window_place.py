"""How large a window opens: within its screen, and maximised where it was left so."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtWidgets import QMainWindow

from ui.session.preferences import Preferences
from ui.widgets import tokens

LEAST = QSize(1024, 700)  # where the screen has the room
_SMALLEST = QSize(1024, 480)  # narrower than this no screen is fitted to
_TITLE_BAR = 40  # pixels the system puts around a window
_MAXIMISED = "maximised"


def sizes_on(screen: QRect) -> tuple[QSize, QSize]:
    """The least and the usual size of a window on a screen, of which `screen` is what can be used."""
    usual = QSize(*tokens.USUAL_SIZE)
    if screen.width() < _SMALLEST.width():
        return LEAST, usual
    room = QSize(screen.width(), screen.height() - _TITLE_BAR).expandedTo(_SMALLEST)
    return LEAST.boundedTo(room), usual.boundedTo(room)


class WindowPlace(QObject):
    """Gives a window its size when it is made, and remembers whether it was left maximised."""

    def __init__(self, window: QMainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences
        least, usual = sizes_on(window.screen().availableGeometry())
        window.setMinimumSize(least)
        window.resize(usual)
        if preferences.is_on(_MAXIMISED):
            window.setWindowState(Qt.WindowState.WindowMaximized)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowStateChange:
            state = self._window.windowState()
            passing = Qt.WindowState.WindowMinimized | Qt.WindowState.WindowFullScreen
            maximised = bool(state & Qt.WindowState.WindowMaximized)
            if not state & passing and maximised != self._preferences.is_on(_MAXIMISED):
                self._preferences.put_on(_MAXIMISED, maximised)
        return super().eventFilter(watched, event)
