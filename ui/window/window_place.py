"""The place of a window: within its screen, and maximised where it was left so."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QMainWindow

from ui.session.preferences import Preferences
from ui.widgets.window_size import least_size, usual_size

_MAXIMISED = "maximised"


class WindowPlace(QObject):
    """Gives a window its size when it is made, and remembers whether it was left maximised."""

    def __init__(self, window: QMainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences
        window.setMinimumSize(least_size(window))
        window.resize(usual_size(window))
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
