"""The Qt binding itself: a version that loses references to True aborts the program after some signals."""

import subprocess
import sys

import pytest

# a process of its own: what other tests left would be collected here in no order, and refers to True too
RUNG = """
import gc
import sys
from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rang = Signal(bool)


bell = Bell()
gc.collect()
gc.disable()
before = sys.getrefcount(True)
for _ in range(3000):
    bell.rang.emit(True)
print(before - sys.getrefcount(True))
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True cannot be lost from Python 3.12 on")
def test_a_signal_loses_no_reference():
    done = subprocess.run([sys.executable, "-c", RUNG], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 1500
