"""Jobs: work beside the window, in a thread or a process, that ends in one of a few ways and always ends."""

import sys
from collections.abc import Callable
from threading import Event, Thread
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from greenpractice.bug_report import describe
from greenpractice.errors import UserError, system_words
from greenpractice.processes import NO_MEMORY, GivenUp, ask
from greenpractice.processes import Work as ProcessWork
from ui.session.collector import rest_until

_NO_THREAD = "This could not be started ({}). Close other programs and try again."


class Reins(Protocol):
    """What work is given to be watched and stopped by."""

    def tell(self, progress: object) -> None:
        """Say how far it is: `Job.progressed` carries it to the window."""
        ...

    def is_cancelled(self) -> bool:
        """True once nobody wants the rest: give back what there is, or raise GivenUp."""
        ...


Work = Callable[[Reins], object]


def in_process(what: str, work: ProcessWork, *arguments: object) -> Work:
    """Work that is done in a process of its own, as `work(tell, *arguments)`.

    Work, arguments and answer travel there and back, so they are plain values, and `work` is a function of
    a module without Qt. `what` is the subject of the sentence that says why it could not be started.
    """
    return lambda reins: ask(what, work, arguments, reins.tell, reins.is_cancelled, describe)


class Job(QObject):
    """One piece of work. It ends once: as done, failed or cancelled, or by a bug; then `ended` comes too.

    Signals come in the window's thread, never before the one who asked has gone on. A bug is handed to
    `sys.excepthook` once the job has ended, so that it is shown and nothing stays busy because of it.
    """

    progressed = Signal(object)
    done = Signal(object)  # what the work gave back
    failed = Signal(str)  # a sentence that says what to do
    cancelled = Signal()  # nothing came of it, as was wanted
    broke = Signal()  # nothing came of it, by a bug
    ended = Signal()  # in any case, after the others
    gone = Signal()  # the same for `Jobs`, of a dropped job too

    def __init__(self, work: Work, name: str) -> None:
        super().__init__()
        self._run: _Run | None = _Run(work, name, self)
        self._is_over = self._is_dropped = False

    @property
    def is_over(self) -> bool:
        """True from its ending on."""
        return self._is_over

    @property
    def is_gone(self) -> bool:
        """True once nothing of it runs; one that was dropped may be over long before."""
        return self._run is None

    def cancel(self) -> None:
        """Ask the work to stop; it still ends, with what it has by then or as cancelled."""
        if self._run is not None:
            self._run.stop.set()

    def drop(self) -> None:
        """Ask it to stop and hear no more of it but bugs. It is over for whoever asked for it."""
        self._is_over = self._is_dropped = True
        self.cancel()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for its thread and process to be gone; True if they are. Its ending is told later."""
        return self._run is None or self._run.wait(seconds)

    def begin(self) -> None:
        """Start it; for `Jobs`."""
        if self._run is not None:
            self._run.begin()

    def hear(self, told: object) -> None:
        """What the thread said, in the window's thread; for the post."""
        if not isinstance(told, _Ending):
            if not self._is_dropped:
                self.progressed.emit(told)
            return
        self._run = None
        self._is_over = True
        if not self._is_dropped:
            if told.kind == "done":
                self.done.emit(told.value)
            elif told.kind == "failed":
                self.failed.emit(str(told.value))
            elif told.kind == "cancelled":
                self.cancelled.emit()
            else:
                self.broke.emit()
            self.ended.emit()
        self.gone.emit()
        if isinstance(told.value, BaseException) and told.kind == "bug":
            sys.excepthook(type(told.value), told.value, told.value.__traceback__)


class Jobs(QObject):
    """Jobs of one kind, one after the other. They go with their owner: what still runs is dropped."""

    def __init__(self, owner: QObject, name: str) -> None:
        super().__init__(owner)
        self._name = name
        self._line = _Line()
        owner.destroyed.connect(self._line.drop)

    def run(self, work: Work) -> Job:
        """Do this now, or after what was asked for before; connect to the job that is given back."""
        job = Job(work, self._name)
        self._line.waiting.append(job)
        job.gone.connect(self._on_gone)
        if self._line.running is None:
            self._next()
        return job

    @property
    def is_busy(self) -> bool:
        """True while somebody waits for a job."""
        running = self._line.running
        return bool(self._line.waiting) or (running is not None and not running.is_over)

    def cancel(self) -> None:
        """Ask what runs to stop; what waits ends as cancelled in its turn, without being begun."""
        for job in (*self._line.waiting, self._line.running):
            if job is not None:
                job.cancel()

    def drop(self) -> None:
        """Want nothing any more. What runs ends by itself, and what is asked for next begins after it."""
        self._line.drop()

    def wait(self) -> None:
        """Wait until nothing runs any more, after `cancel` or `drop`; an ending is told later."""
        if self._line.running is not None:
            self._line.running.wait()

    @Slot()
    def _on_gone(self) -> None:
        if self._line.running is not None and self._line.running.is_gone:
            self._line.running = None
        self._next()

    def _next(self) -> None:
        if self._line.running is None and self._line.waiting:
            self._line.running = self._line.waiting.pop(0)
            self._line.running.begin()


class _Line:
    """The jobs of a `Jobs`, which may be taken apart before they have ended."""

    def __init__(self) -> None:
        self.waiting: list[Job] = []
        self.running: Job | None = None

    def drop(self) -> None:
        for job in self.waiting:
            job.drop()
        self.waiting.clear()
        if self.running is not None:
            self.running.drop()


class _Ending:
    """How a job ended: done, failed, cancelled or bug; and the value, sentence or exception."""

    def __init__(self, kind: str, value: object = None) -> None:
        self.kind, self.value = kind, value


class _Run:
    """The thread of a job. All it holds is let go of in the window's thread: there may be widgets in it."""

    def __init__(self, work: Work, name: str, job: Job) -> None:
        self._work, self._job = work, job
        self.stop = Event()
        self._thread = Thread(target=self._go, name=name)
        self._post: _Post | None = None

    def begin(self) -> None:
        self._post = _post()
        if self.stop.is_set():
            self._tell(_Ending("cancelled"))
            return
        rest_until(self._is_over)  # which nobody asks before this has returned
        try:
            self._thread.start()
        except RuntimeError as error:  # the system gives no more threads
            self._tell(_Ending("failed", _NO_THREAD.format(error)))

    def wait(self, seconds: float | None) -> bool:
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def tell(self, progress: object) -> None:
        self._tell(progress)

    def is_cancelled(self) -> bool:
        return self.stop.is_set()

    def _is_over(self) -> bool:
        return not self._thread.is_alive()

    def _go(self) -> None:
        try:
            ending = self._ending()
        except BaseException as error:  # noqa: BLE001 - what was raised raises again when it is looked at
            ending = _Ending("bug", error)
        self._tell(ending)

    def _ending(self) -> _Ending:
        try:
            return _Ending("done", self._work(self))
        except GivenUp:
            return _Ending("cancelled")
        except UserError as error:
            return _Ending("failed", str(error))
        except OSError as error:
            return _Ending("failed", system_words(error))
        except MemoryError:
            return _Ending("failed", NO_MEMORY)
        except BaseException as error:  # noqa: BLE001 - the outermost handler: a job ends whatever happens
            return _Ending("bug", error)

    def _tell(self, told: object) -> None:
        if self._post is not None:
            self._post.send(self._job, told)


class _Post(QObject):
    """Carries what threads say into the window's thread. It belongs to the application and no window."""

    sent = Signal(object, object)  # Job, what is said

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        self.sent.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def send(self, job: Job, told: object) -> None:
        try:
            self.sent.emit(job, told)
        except RuntimeError:  # the program has ended, and the application with it
            return

    @Slot(object, object)
    def _deliver(self, job: Job, told: object) -> None:
        job.hear(told)


def _post() -> _Post:
    application = QCoreApplication.instance()
    assert application is not None
    here = Qt.FindChildOption.FindDirectChildrenOnly
    return application.findChild(_Post, options=here) or _Post(application)
