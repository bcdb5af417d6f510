"""Loading what PDFs are made with, once a window has been open for a moment and nobody waits for it."""

from PySide6.QtCore import QObject, QTimer, Slot

from ui.session.jobs import Jobs
from ui.session.services import WindowServices

_QUIET = 1000  # ms after a window was opened


class GettingReady(QObject):
    """It takes a moment: it is there before the page that shows a PDF is opened."""

    def __init__(self, services: WindowServices, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._load)
        self._loading = Jobs(self, "get-ready")

    def soon(self) -> None:
        """After a while of quiet."""
        self._quiet.start(_QUIET)

    def stop(self) -> None:
        """Not any more."""
        self._quiet.stop()

    @Slot()
    def _load(self) -> None:
        self._loading.run(lambda _reins: self._services.get_ready())
