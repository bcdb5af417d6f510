"""Reading practices' PDFs in a thread beside the window: it can be watched, cancelled, and queued."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QThread, Signal, Slot

from greenpractice.errors import UserError
from greenpractice.network.asking import Asked
from greenpractice.network.deciding import Decision
from greenpractice.network.judging import Judged
from greenpractice.network.keeping import Arrived, FileKey
from greenpractice.network.lead import Lead, View
from greenpractice.network.states import FileState
from greenpractice.store import ReturnKey, Store
from ui.session.services import WindowServices


@dataclass(frozen=True, slots=True)
class Job:
    """Files to read, with those read before that are still to be judged, for a group and period."""

    asked: Asked
    paths: tuple[Path, ...]
    waiting: tuple[Arrived, ...] = ()
    own: tuple[Path, ...] = ()  # files of the program's own making, which are left out
    demo: bool = False  # make the PDFs of a made-up quarter first


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: the files read, their states, those kept, and what could not be done.

    `lead` and `view` are as the window needs them from now on, worked out where it does not have to wait.
    """

    job: Job
    lead: Lead
    view: View | None
    read: tuple[Arrived, ...]
    states: tuple[FileState, ...]
    decisions: Mapping[ReturnKey, Decision]
    kept: frozenset[FileKey]
    messages: tuple[str, ...]
    problem: str
    cancelled: bool


class Reading(QThread):
    """One job. What it tells is told in the window's own thread."""

    progressed = Signal(int, int, str)  # read before, of how many, the name of the next one
    done = Signal(object)  # Done

    def __init__(self, services: WindowServices, store: Store, job: Job, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._store, self._job = services, store, job
        self._stop = Event()

    def cancel(self) -> None:
        """Stop before the next file; what was read is kept."""
        self._stop.set()

    def run(self) -> None:
        """Read, judge and keep; whatever can go wrong with the store is said in a sentence."""
        job, read = self._job, list[Arrived]()
        lead = Lead(self._store)
        judged: Judged | None = None
        view: View | None = None
        kept, messages, problem = frozenset[FileKey](), tuple[str, ...](), ""
        try:
            paths = job.paths
            if job.demo:
                self.progressed.emit(0, 1, "made-up PDFs")
                paths = (self._services.make_demo_arrivals(self._store),)
            if paths:
                read.extend(
                    self._services.read_practice_files(
                        paths, job.own, self.progressed.emit, self._stop.is_set
                    )
                )
            files = [*job.waiting, *read]
            judged = lead.judge(job.asked, files)
            if self._store.can_write:
                taken = lead.keep(judged, files)
                kept, messages = taken.files, taken.messages
            still = [each.arrival for each in files if each.key not in kept]
            view = lead.after_writing(job.asked, still)
        except UserError as error:
            problem = str(error)
        states, decisions = (judged.files, judged.decisions) if judged else ((), {})
        self.done.emit(
            Done(
                job, lead, view, tuple(read), states, decisions, kept, messages, problem, self._stop.is_set()
            )
        )


class ReadingQueue(QObject):
    """Jobs one after the other, each in a thread of its own."""

    progressed = Signal(int, int, str)
    done = Signal(object)  # Done

    def __init__(self, services: WindowServices, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._store = services, store
        self._jobs: list[Job] = []
        self._thread: Reading | None = None

    @property
    def is_busy(self) -> bool:
        """True while a job is being done."""
        return self._thread is not None

    def add(self, job: Job) -> None:
        """Do a job now, or after those that were asked for before."""
        self._jobs.append(job)
        if self._thread is None:
            self._next()

    def cancel(self) -> None:
        """Stop; files that were read are kept."""
        self._jobs.clear()
        if self._thread is not None:
            self._thread.cancel()

    def close(self) -> None:
        """Stop, and wait until what was read is kept."""
        self.cancel()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.progressed.disconnect()
            thread.done.disconnect()
            thread.wait()

    def _next(self) -> None:
        if self._jobs:
            self._thread = Reading(self._services, self._store, self._jobs.pop(0), self)
            self._thread.progressed.connect(self.progressed)
            self._thread.done.connect(self._on_done)
            self._thread.start()

    @Slot(object)
    def _on_done(self, done: Done) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.wait()
            thread.deleteLater()
        self.done.emit(done)
        if self._thread is None:  # unless something was added because of it
            self._next()
