"""Starting: a window is painted at once, and what takes longer to load comes after it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from ui.widgets import tokens

if TYPE_CHECKING:
    from ui.session.services import WindowServices
    from ui.which_window import WhichWindow


class Opening(QMainWindow):
    """What is seen until the data file is open. `painted` comes once, when it is."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._seen = False
        self.setObjectName("opening")
        self.setWindowTitle("Greener Practice")
        self.resize(*tokens.USUAL_SIZE)
        label = QLabel("Opening your data")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCentralWidget(label)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.painted.emit)


def run(services: "WindowServices", arguments: list[str]) -> int:
    """Open the window and stay until it is closed."""
    application = QApplication.instance() or QApplication(arguments)
    assert isinstance(application, QApplication)
    application.setApplicationName("Greener Practice")
    opening = Opening()
    open_windows: list[WhichWindow] = []
    opening.painted.connect(lambda: open_windows.append(begin(services, opening, application)))
    opening.show()
    status = application.exec()
    for which in open_windows:
        which.close()
    return status


def begin(services: "WindowServices", opening: Opening, application: QApplication) -> "WhichWindow":
    """Open the practice's data in the place of the opening window."""
    from ui.which_window import WhichWindow
    from ui.widgets.style import apply_look

    which = WhichWindow(services, opening)
    apply_look(application, which.preferences.dark, which.preferences.text_size)
    which.start()
    return which
