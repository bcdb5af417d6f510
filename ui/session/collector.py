"""Python's collector of cycles rests while a thread beside the window makes objects."""

import gc
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Slot

_LOOK_EVERY = 50  # ms
_MANY = 20_000  # new objects after which it is worth looking for cycles while others still work


def rest_until(is_over: Callable[[], bool]) -> None:
    """Let nothing be collected until the work of another thread is over; called in the window's thread.

    Python collects in whichever thread makes objects just then. What it finds may be widgets, and Qt lets
    only the window's thread take those apart. `is_over`, and all it holds, is let go of in that thread too.
    """
    application = QCoreApplication.instance()
    assert application is not None
    here = Qt.FindChildOption.FindDirectChildrenOnly
    rest = application.findChild(Rest, options=here) or Rest(application)
    rest.add(is_over)


class Rest(QObject):
    """Wakes the collector, in the window's thread, a moment after the last work is over.

    Meanwhile it collects itself what is new, as a long work would else fill the memory.
    """

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        self._works: list[Callable[[], bool]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._look)

    def add(self, is_over: Callable[[], bool]) -> None:
        """One more work to wait for."""
        gc.disable()
        self._works.append(is_over)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        if not self._works:  # nor was there any when it was looked before: the threads have come to rest
            self._timer.stop()
            gc.enable()
        elif gc.get_count()[0] > _MANY:
            gc.collect(1)
        self._works = [is_over for is_over in self._works if not is_over()]
