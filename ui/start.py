"""Starting: a window is painted at once, and what takes longer to load comes after it."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from ui.widgets.window_size import usual_size

if TYPE_CHECKING:
    from ui.session.services import WindowServices
    from ui.which_window import WhichWindow


NOT_STARTED = (
    "Something went wrong, and Greener Practice could not start. Nothing in your data was changed.\n"
    "Close this window and open the app again. If it comes back, install the app again."
)


class Opening(QMainWindow):
    """What is seen until the data file is open. `painted` comes once, when it is."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._seen = False
        self.setObjectName("opening")
        self.setWindowTitle("Greener Practice")
        self.resize(usual_size(self))
        self._label = QLabel("Opening your data")
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setWordWrap(True)
        self.setCentralWidget(self._label)

    def say(self, sentence: str) -> None:
        """Say something else in the place of what is being opened."""
        self._label.setText(sentence)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.painted.emit)


def run(
    services: "WindowServices", arguments: list[str], files: Sequence[Path] = (), *, debug: bool = False
) -> int:
    """Open the window, with files if any are given, and stay until it is closed; `debug` prints bugs too."""
    application = QApplication.instance() or QApplication(arguments)
    assert isinstance(application, QApplication)
    application.setApplicationName("Greener Practice")
    application.setDesktopFileName("greenpractice")  # whose icon a Linux desktop shows for the window
    opening = Opening()
    begun: list[WhichWindow | None] = []

    def go_on() -> None:
        which = begin(services, opening, application, files, debug=debug)
        begun.append(which)
        if which is not None and files:
            take(which, [*files])

    opening.painted.connect(go_on)
    opening.show()
    status = application.exec()
    for which in begun:
        if which is not None:
            which.close()
    return status


def take(which: "WhichWindow", files: list[Path]) -> None:
    """Files that were opened with the app go where dropped ones go: to the import, or to what is received."""
    from ui.network.lead_window import NetworkWindow
    from ui.practice.practice_window import MainWindow

    match which.window:
        case NetworkWindow() as window:
            window.read(files)
        case MainWindow() as window:
            window.import_files(files)


def begin(
    services: "WindowServices",
    opening: Opening,
    application: QApplication,
    files: Sequence[Path] = (),
    *,
    debug: bool = False,
) -> "WhichWindow | None":
    """Open the practice's data in the place of the opening window.

    None if that says it cannot be done, or where another window has them open: that one gets the files then.
    Bugs are looked after first, so that they have a log whatever comes next.
    """
    try:
        from greenpractice.bug_log import BugLog
        from ui.session.bugs import Bugs

        bugs = Bugs(BugLog(services.store_path(None)), debug=debug)
        bugs.install()
        from ui.one_window import ComesForward, came_forward
        from ui.session.roles import data_file
        from ui.which_window import WhichWindow
        from ui.widgets.style import apply_look
        from ui.widgets.style_sheet import icon_file

        application.setWindowIcon(QIcon(icon_file("greenpractice.svg")))

        which = WhichWindow(services, opening, bugs)
        data, settings = data_file(which.preferences), services.preferences_path().parent
        if data is not None and services.is_in_use(data) and came_forward(data, settings, files):
            which.close()
            return None
        apply_look(application, which.preferences.dark, which.preferences.text_size)
        which.start()
        ComesForward(which, settings).given.connect(partial(take, which))
    except Exception as error:  # noqa: BLE001 - the outermost handler: the window never opens for ever
        opening.say(NOT_STARTED)
        sys.excepthook(type(error), error, error.__traceback__)
        return None
    return which
