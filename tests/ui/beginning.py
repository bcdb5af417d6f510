"""The program begun as people begin it, with its hooks for bugs, which are given back at the end."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from ui.session.identity import Identity
from ui.session.preferences import Preferences
from ui.start import Opening, begin
from ui.which_window import WhichWindow

OWN = Identity("C82009", "Market Street Surgery")


def remember(services: LocalServices, path: Path) -> None:
    """As the program does of a practice that has used it before."""
    preferences = Preferences(services.preferences_path())
    preferences.put_identity(OWN)
    preferences.put("store", str(path))


@contextmanager
def hooks_given_back() -> Iterator[None]:
    """Whatever happens inside: pytest-qt looks for exceptions with hooks of its own."""
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    qt = qInstallMessageHandler(None)
    qInstallMessageHandler(qt)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before
        qInstallMessageHandler(qt)


@contextmanager
def begun(services: LocalServices, qapp: QApplication, qtbot: QtBot) -> Iterator[tuple[Opening, WhichWindow]]:
    """From the first paint to the window that is open then."""
    with hooks_given_back():
        opening = Opening()
        with qtbot.waitSignal(opening.painted):
            opening.show()
        which = begin(services, opening, qapp)
        assert which is not None
        try:
            yield opening, which
        finally:
            which.close()
            qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
