"""Files being read: a bar by bytes, the time left, and Cancel; the window goes on meanwhile."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Qt, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from greenpractice.phrases import counted
from greenpractice.prescribing.aside import READER, read_aside
from greenpractice.prescribing.values import Prescribing
from ui.session.jobs import Job, Jobs, in_process
from ui.widgets import tokens
from ui.widgets.controls import announce, button, page_layout, row, words

_LONG = 10.0  # s: from here on the time left is told too
_STEPS = 1000
_FAULT = "The files could not be read, as something went wrong in the program. Nothing has changed."


class ReadingPart(QWidget):
    """Shown while files are read in a process of their own; at most one reading at a time."""

    finished = Signal(object)  # Prescribing
    failed = Signal(str)  # a sentence
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._jobs = Jobs(self, "import")
        self._job: Job | None = None
        self._since = QElapsedTimer()
        inside = page_layout(self)
        inside.setSpacing(tokens.SPACE_1)
        self._title = words("", "bold", "import-reading")
        inside.addWidget(self._title)
        self.bar = QProgressBar()
        self.bar.setObjectName("import-progress")
        self.bar.setAccessibleName("Reading files")
        self.bar.setTextVisible(False)
        inside.addWidget(self.bar)
        self._told = words("", "hint", "import-progress-words")
        inside.addWidget(self._told)
        self._cancel = button("Cancel", "import-cancel", self._cancelled)
        self._cancel.setAccessibleName("Cancel reading")
        inside.addLayout(row(self._cancel))

    @property
    def now(self) -> Job | None:
        """What is being read."""
        return self._job if self.is_reading else None

    @property
    def is_reading(self) -> bool:
        """True until the answer is there or reading was given up."""
        return self._jobs.is_busy

    def start(self, files: Sequence[Path], practice: str) -> None:
        """Read these files for one practice, and no others any more."""
        self.stop()
        self._title.setText(f"Reading {files[0].name if len(files) == 1 else counted(len(files), 'file')}")
        self._job = job = self._jobs.run(in_process(READER, read_aside, tuple(files), practice))
        job.progressed.connect(self._show)
        job.done.connect(self._on_done)
        job.failed.connect(self.failed)
        job.broke.connect(self._on_broken)
        self.bar.setRange(0, 0)
        self._told.setText("Finding out what is in it")
        self._since.start()
        self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._title.text())

    def stop(self) -> None:
        """Give up what is being read; nothing has been changed."""
        self._jobs.drop()

    def _cancelled(self) -> None:
        self.stop()
        self.cancelled.emit()

    @Slot(object)
    def _on_done(self, found: Prescribing) -> None:
        self.finished.emit(found)

    @Slot()
    def _on_broken(self) -> None:
        self.failed.emit(_FAULT)

    @Slot(object)
    def _show(self, told: tuple[int, int]) -> None:
        done, size = told
        if size:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(_STEPS * done // size)
            self._told.setText(progress_words(done, size, self._since.elapsed() / 1000))


def progress_words(done: int, size: int, seconds: float) -> str:
    """`120 MB of 430 MB`, and where it takes long the seconds or minutes left."""
    told = f"{_megabytes(done)} of {_megabytes(size)} MB"
    if not done or seconds < 1 or seconds * size / done < _LONG:
        return told
    left = seconds * (size - done) / done
    if left >= 90:
        return f"{told}, about {counted(round(left / 60), 'minute')} left"
    return f"{told}, about {counted(max(1, round(left)), 'second')} left"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f}" if size >= 10e6 else f"{size / 1e6:,.1f}"
