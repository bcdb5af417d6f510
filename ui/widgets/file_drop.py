"""Files dropped anywhere on a window, handed to whoever can read them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

Take = Callable[[Sequence[Path]], None]
_DROPS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class FileDrop(QObject):
    """Watches a window. What is dropped from a mail program may hold no files: then `take` gets none."""

    def __init__(self, window: QWidget, take: Take) -> None:
        super().__init__(window)
        self._take = take
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _DROPS or not isinstance(event, QDropEvent):
            return False
        if not _may_be_files(event.mimeData()):
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._take(files_in(event.mimeData()))
        return True


def files_in(dropped: QMimeData) -> list[Path]:
    """The files of this computer that were dropped."""
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]


def _may_be_files(dropped: QMimeData) -> bool:
    return dropped.hasUrls() or not dropped.hasText()
