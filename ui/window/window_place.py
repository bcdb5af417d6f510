"""The place of a window: within its screen, and maximised where it was left so or the screen is small."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QMainWindow

from ui.session.preferences import Preferences
from ui.widgets.window_size import least_size, opens_maximised, usual_size

_MAXIMISED, _YES, _NO = "maximised", "1", "0"


class WindowPlace(QObject):
    """Gives a window its size when it is made, and remembers whether it was left maximised."""

    def __init__(self, window: QMainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences
        window.setMinimumSize(least_size(window))
        window.resize(usual_size(window))
        if preferences.text(_MAXIMISED, _YES if opens_maximised(window) else _NO) == _YES:
            window.setWindowState(Qt.WindowState.WindowMaximized)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowStateChange:
            state = self._window.windowState()
            passing = Qt.WindowState.WindowMinimized | Qt.WindowState.WindowFullScreen
            maximised = bool(state & Qt.WindowState.WindowMaximized)
            if not state & passing:
                self._preferences.put(_MAXIMISED, _YES if maximised else _NO)
        return super().eventFilter(watched, event)
