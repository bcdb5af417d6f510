"""Where the window is narrow or text large, the list of pages folds into a button of the header."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow

from ui.widgets.controls import announce
from ui.widgets.style import LARGE, scaled, text_size
from ui.window.header import Header
from ui.window.navigation import Navigation

_WIDE = 1100  # pixels at the usual text size: with less the page takes the whole width


class PageFold(QObject):
    """`Pages` unfolds the list beside the page; choosing one, Esc or the button folds it away again."""

    def __init__(self, window: QMainWindow, navigation: Navigation, header: Header) -> None:
        super().__init__(window)
        self._window, self._navigation, self._header = window, navigation, header
        self.button = header.pages_button
        self.button.clicked.connect(self.toggle)
        window.installEventFilter(self)
        navigation.installEventFilter(self)
        navigation.opened.connect(self.fold)
        self.fit()

    def fit(self) -> None:
        """Fold where there is no room, unfold where there is."""
        folds = self._window.width() < scaled(_WIDE) or text_size() >= LARGE
        if self.button.isHidden() == folds:
            self.button.setVisible(folds)
            self._header.fit()
        if folds != self._navigation.folds:
            self._navigation.folds = folds
            self._navigation.setVisible(not folds)

    def toggle(self) -> None:
        """Show the list and put the focus on it, or fold it away."""
        if self._navigation.isVisible():
            self.fold()
            return
        self._navigation.unfold()
        self.button.setChecked(True)
        self._navigation.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self._navigation, "List of pages")

    def fold(self, _page: str = "") -> None:
        """Fold the list away, if it folds at all."""
        self.button.setChecked(False)
        if self._navigation.folds:
            self._navigation.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not hasattr(self, "_window"):  # of a window that broke while it was made: Qt still has the filter
            return False
        if watched is self._window and event.type() in (QEvent.Type.Resize, QEvent.Type.StyleChange):
            self.fit()
        elif watched is self._navigation and isinstance(event, QKeyEvent):
            closing = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
            if closing and self._navigation.folds:
                self.fold()
                self.button.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)
