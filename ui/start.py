"""Starting: a window is painted at once, and what takes longer to load comes after it."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from ui.given_files import Application, GivenFiles
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
    application = QApplication.instance() or Application(arguments)
    assert isinstance(application, QApplication)
    given = GivenFiles(files)
    if isinstance(application, Application):
        application.asked_to_open.connect(given.add)
    application.setApplicationName("Greener Practice")
    application.setDesktopFileName("greenpractice")  # whose icon a Linux desktop shows for the window
    opening = Opening()
    begun: list[WhichWindow | None] = []

    def go_on() -> None:
        begun.append(begin(services, opening, application, given, debug=debug))

    opening.painted.connect(go_on)
    opening.show()
    status = application.exec()
    for which in begun:
        if which is not None:
            which.close()
    return status


def begin(
    services: "WindowServices",
    opening: Opening,
    application: QApplication,
    given: GivenFiles | None = None,
    *,
    debug: bool = False,
) -> "WhichWindow | None":
    """Open the practice's data in the place of the opening window.

    None if that says it cannot be done, or where another window has them open: it gets what is `given`.
    Bugs are looked after first, so that they have a log whatever comes next.
    """
    try:
        from greenpractice.bug_log import BugLog
        from ui.session.bugs import Bugs

        bugs = Bugs(BugLog(services.store_path(None)), debug=debug)
        bugs.install()
        from ui.one_window import ComesForward, Undecided, is_open_already
        from ui.session.roles import data_file
        from ui.which_window import WhichWindow
        from ui.widgets.spoken.cells import tell_cells
        from ui.widgets.style import apply_look
        from ui.widgets.style_sheet import icon_file

        application.setWindowIcon(QIcon(icon_file("greenpractice.svg")))

        which = WhichWindow(services, opening, bugs)
        given = given or GivenFiles()
        undecided = Undecided(services.preferences_path().parent)
        if is_open_already(services, data_file(which.preferences), undecided, given.waiting):
            undecided.hold(False)
            which.close()
            return None
        apply_look(application, which.preferences.dark, which.preferences.text_size)
        tell_cells(application)
        given.go_to(which)
        ComesForward(which, undecided).given.connect(given.add)
        which.start()
    except Exception as error:  # noqa: BLE001 - the outermost handler: the window never opens for ever
        opening.say(NOT_STARTED)
        sys.excepthook(type(error), error, error.__traceback__)
        return None
    return which
