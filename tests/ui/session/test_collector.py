"""While a thread beside the window works, nothing is collected; afterwards it is again."""

import gc
import threading

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.session.collector import Rest, rest_until


def test_the_collector_rests_until_every_thread_is_done(qapp: QApplication, qtbot: QtBot) -> None:
    qtbot.waitUntil(gc.isenabled)
    first, second = threading.Event(), threading.Event()
    rest_until(first.is_set)
    rest_until(second.is_set)
    assert not gc.isenabled()
    first.set()
    qtbot.wait(200)
    assert not gc.isenabled()
    second.set()
    qtbot.waitUntil(gc.isenabled)
    assert len(qapp.findChildren(Rest)) == 1
