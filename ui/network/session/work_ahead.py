"""What is worked out while nothing else is to be done, so that each page is there at once."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Slot

_CALM = 300  # ms after which what nobody asked for yet may be worked out


class WorkAhead(QObject):
    """One thing after the other, with room for the keys between them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._to_do: list[Callable[[], object]] = []

    @property
    def is_done(self) -> bool:
        """True when nothing is left to be worked out ahead."""
        return not self._to_do

    def begin(self, what: Iterable[Callable[[], object]]) -> None:
        """Work these out after a while, in the place of what was left."""
        self._to_do = list(what)
        QTimer.singleShot(_CALM, self, self._do_next)

    def stop(self) -> None:
        """Leave out what was not worked out yet."""
        self._to_do.clear()

    @Slot()
    def _do_next(self) -> None:
        if not self._to_do:
            return
        what = self._to_do.pop(0)
        QTimer.singleShot(0, self, self._do_next)  # first, so that the rest is done whatever becomes of this
        what()
