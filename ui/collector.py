"""Python's collector of cycles, run in the window's thread only."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY = 1000  # ms


class Collector(QObject):
    """Left alone, Python collects in whichever thread makes objects just then.

    What it finds may be widgets, and Qt lets only the window's thread take those apart: another one crashes.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        gc.disable()

    @Slot()
    def collect(self) -> None:
        """Collect what Python would have collected by now."""
        gc.disable()
        made, most = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if made[generation] > most[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
