"""The real window, driven without hands: keys, drops and buttons, until somebody kills it.

Run as `python -m tests.faults.window_drive WHAT FOLDER` with GREENPRACTICE_STORE set. Each time the window
has told that something is done, a line of JSON says so on standard output.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

import greenpractice.app
from tests.greenpractice.prescribing.made import Row, renamed, saved, text_of
from ui.cannot_open import CannotOpen
from ui.practice.practice_window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
FIELD = ("water", "supply_m3")
SPANS = "2025-04", "2025-07"  # a month of each of two quarters
PDFS = "PDFs"
LONGEST = 300_000  # ms: whoever kills it does so long before
Steps = Iterator[Callable[[], bool] | None]  # what is waited for before the next step


def say(**facts: object) -> None:
    """To whoever watches; the pipe keeps it when this process is killed."""
    os.write(1, f"{json.dumps(facts)}\n".encode())


def typing(window: MainWindow, folder: Path) -> Steps:
    """The next number in the same figure, with Enter, again and again."""
    saved_at = list[object]()
    window.workspace.saved.connect(saved_at.append)
    QTest.keyClick(
        window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    number = figure(window)
    while True:
        number += 1
        yield from _write(window, "-".join(FIELD), str(number), saved_at)
        say(done=number)


def importing(window: MainWindow, folder: Path) -> Steps:
    """Two months are dropped on the window and taken, again and again, each time with other numbers."""
    from tests.ui.inhalers.import_steps import drop
    from ui.inhalers.import_page import ImportPage, State

    number = len(list(folder.glob("*.csv")))
    while True:
        number += len(SPANS)
        files = []
        for span in SPANS:
            row = renamed([Row(month=span, items=number)])
            files.append(saved(folder / f"{number}-{span}.csv", text_of(row).encode()))
        window.open_page("import")
        drop(window, files)
        page = window.pages["import"]
        assert isinstance(page, ImportPage)
        yield lambda page=page: page.state is State.PREVIEW and not page.is_working
        yield from _press(window, "import-take")
        yield lambda page=page: page.state is State.DONE
        say(done=number)


def making(window: MainWindow, folder: Path) -> Steps:
    """A figure changes, and "Make the PDF" makes the next version."""
    saved_at = list[object]()
    window.workspace.saved.connect(saved_at.append)
    number = figure(window)
    while True:
        number += 1
        window.open_page(FIELD[0])
        yield from _write(window, "-".join(FIELD), str(number), saved_at)
        window.open_page("summary")
        page = window.pages["summary"]
        _named(page, QLineEdit, "summary-folder").setText(str(folder / PDFS))
        before = set((folder / PDFS).glob("*.pdf"))
        yield from _press(page, "create-pdf")
        yield lambda before=before: set((folder / PDFS).glob("*.pdf")) != before
        say(done=number, files=sorted(path.name for path in (folder / PDFS).glob("*.pdf")))


def restoring(window: MainWindow, folder: Path) -> Steps:
    """Two copies take the place of the data in turn."""
    while True:
        for number in (1, 2):
            window.open_page("settings")
            page = window.pages["settings"]
            _named(page, QLineEdit, "restore-file").setText(str(folder / f"copy-{number}.db"))
            yield from _press(page, "restore")
            yield from _press(page, "restore-yes")
            yield lambda left=window: isinstance(shown(), MainWindow) and shown() is not left
            now = shown()
            assert isinstance(now, MainWindow)
            window = now
            say(done=number)


def looking(window: MainWindow, folder: Path) -> Steps:
    """Nothing but to see it, and to close it."""
    window.close()
    yield lambda: False


TASKS = {each.__name__: each for each in (typing, importing, making, restoring, looking)}


def figure(window: MainWindow) -> int:
    """The number that the window holds; 0 for none."""
    rows = window.workspace.rows(FIELD[0])
    return int(rows[0].figures.get(FIELD[1], "0")) if rows else 0


def shown() -> QWidget | None:
    """The window of the program that is seen."""
    kinds = (MainWindow, CannotOpen)
    return next(
        (each for each in QApplication.topLevelWidgets() if isinstance(each, kinds) and each.isVisible()),
        None,
    )


def _write(window: MainWindow, name: str, text: str, saved_at: list[object]) -> Steps:
    field = _named(window, QLineEdit, name)
    yield field.isVisible
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)
    saved_at.clear()
    QTest.keyClick(field, Qt.Key.Key_Return)
    yield lambda: bool(saved_at)


def _press(page: QWidget, name: str) -> Steps:
    button = _named(page, QPushButton, name)
    yield lambda: button.isVisible() and button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    yield None


def _named(page: QWidget, kind: type[QLineEdit] | type[QPushButton], name: str) -> QWidget:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


class Driver:
    """Takes the next step of a task as soon as what it waits for is there."""

    def __init__(self, task: Callable[[MainWindow, Path], Steps], folder: Path) -> None:
        self._task, self._folder = task, folder
        self._steps: Steps | None = None
        self._wait: Callable[[], bool] | None = None
        self._is_begun = False
        self._timer = QTimer()
        self._timer.setInterval(2)
        self._timer.timeout.connect(self._step)
        self._timer.start()
        QTimer.singleShot(LONGEST, lambda: os._exit(3))  # a window that never comes is no reason to wait

    def _step(self) -> None:
        if not self._is_begun and QApplication.topLevelWidgets():
            self._is_begun = True
            say(begun=True)
        if self._steps is None:
            self._begin(shown())
        elif self._wait is None or self._wait():
            self._timer.stop()  # a step that shows something must not be stepped into
            self._wait = next(self._steps)
            self._timer.start()

    def _begin(self, window: QWidget | None) -> None:
        if isinstance(window, CannotOpen):
            why = window.findChild(QLabel, "cannot-open-why")
            say(opened="cannot", why="" if why is None else why.text())
            self._timer.stop()
            window.close()
        elif isinstance(window, MainWindow):
            say(opened="window", figure=figure(window))
            self._steps = self._task(window, self._folder)


def main(what: str, folder: Path) -> int:
    """The program from its start, as a screen would have it; this one needs none."""
    application = QApplication(sys.argv[:1])
    driver = Driver(TASKS[what], folder)
    greenpractice.app.has_display = lambda: True
    status = greenpractice.app.main([])
    del driver, application
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
