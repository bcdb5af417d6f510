"""Cycles are collected in the window's thread, whatever thread makes objects."""

import gc
import threading
import weakref

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.collector import Collector


class Cycle:
    def __init__(self) -> None:
        self.myself = self


def make_many() -> list[list[int]]:
    return [[number] for number in range(10_000)]


def test_a_thread_that_makes_many_objects_collects_none(collector: Collector, qtbot: QtBot) -> None:
    left = weakref.ref(Cycle())
    collector.collect()
    thread = threading.Thread(target=make_many)
    thread.start()
    thread.join()
    kept = weakref.ref(Cycle())
    assert kept() is not None
    many = make_many()
    assert kept() is not None
    collector.collect()
    collector.collect()
    assert kept() is None
    assert left() is None
    assert len(many) == 10_000
    assert not gc.isenabled()


def test_stopping_leaves_it_to_python(collector: Collector, qapp: QApplication) -> None:
    Collector(qapp).stop()
    assert gc.isenabled()
    collector.collect()
    assert not gc.isenabled()
