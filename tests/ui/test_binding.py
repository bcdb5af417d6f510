"""The Qt binding itself: a version that loses references to True aborts the program after some signals."""

import gc
import sys

import pytest
from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    """Something that rings."""

    rang = Signal(bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True cannot be lost from Python 3.12 on")
def test_a_signal_loses_no_reference():
    bell = Bell()
    gc.collect()  # what earlier tests left refers to True too, and may go meanwhile
    gc.disable()
    try:
        before = sys.getrefcount(True)
        for _ in range(3000):
            bell.rang.emit(True)
        assert sys.getrefcount(True) > before - 1500
    finally:
        gc.enable()
