"""Reading practices' PDFs as a job beside the window: what is asked of it, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from greenpractice.errors import UserError
from greenpractice.network.asking import Asked
from greenpractice.network.deciding import Decision
from greenpractice.network.judging import Judged
from greenpractice.network.keeping import Arrived, FileKey, as_held, known_files
from greenpractice.network.lead import Lead, View
from greenpractice.network.states import Arrival, FileState, Read
from greenpractice.network.stored import periods_around
from greenpractice.periods import Period
from greenpractice.store import ReturnKey, Store
from ui.session.jobs import Jobs, Reins
from ui.session.services import WindowServices


@dataclass(frozen=True, slots=True)
class ToRead:
    """Files to read, with those read before that are still to be judged, for a group and period.

    `beside` are files that were read for others and are in no store: their keys are known.
    """

    asked: Asked
    paths: tuple[Path, ...]
    waiting: tuple[Arrived, ...] = ()
    own: tuple[Path, ...] = ()  # files of the program's own making, which are left out
    demo: bool = False  # make the PDFs of a made-up quarter first
    beside: tuple[Arrival, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the files read, their states, those kept, and what could not be done.

    `lead` and `view` are as the window needs them from now on, worked out where it does not have to wait.
    """

    wish: ToRead
    lead: Lead
    view: View | None
    read: tuple[Arrived, ...]
    states: tuple[FileState, ...]
    decisions: Mapping[ReturnKey, Decision]
    kept: frozenset[FileKey]
    messages: tuple[str, ...]
    problem: str
    cancelled: bool


class Readings(QObject):
    """One wish after the other; each that is begun ends, as done, failed or by a bug."""

    progressed = Signal(int, int, str)  # read before, of how many, the name of the next one
    done = Signal(object)  # Done
    failed = Signal(str)
    ended = Signal()  # in any case, after the others

    def __init__(self, services: WindowServices, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._store = services, store
        self._jobs = Jobs(self, "reading")
        self._not_begun = False

    @property
    def is_busy(self) -> bool:
        """True while something is being read."""
        return self._jobs.is_busy

    def add(self, wish: ToRead) -> None:
        """Read now, or after what was asked for before."""
        job = self._jobs.run(partial(read_arrivals, self._services, self._store, wish))
        job.progressed.connect(self._on_progress)
        job.done.connect(self.done)
        job.failed.connect(self.failed)
        job.cancelled.connect(self._on_not_begun)
        job.ended.connect(self._on_ended)

    def cancel(self) -> None:
        """Stop before the next file; what was read is kept, and what waits is not begun."""
        self._jobs.cancel()

    def close(self) -> None:
        """Stop, and wait until what was read is kept."""
        self._jobs.drop()
        self._jobs.wait()

    @Slot(object)
    def _on_progress(self, told: tuple[int, int, str]) -> None:
        self.progressed.emit(*told)

    @Slot()
    def _on_not_begun(self) -> None:
        self._not_begun = True

    @Slot()
    def _on_ended(self) -> None:
        not_begun, self._not_begun = self._not_begun, False
        if not not_begun:
            self.ended.emit()


def read_arrivals(services: WindowServices, store: Store, wish: ToRead, reins: Reins) -> Done:
    """Read, judge and keep; what can go wrong is said in a sentence, and what was read before it is kept."""
    lead = Lead(store)
    read, problem = _read(services, lead, wish, reins)
    files = list(wish.waiting)
    judged: Judged | None = None
    view: View | None = None
    kept, messages = frozenset[FileKey](), tuple[str, ...]()
    try:
        read = as_held(store, read)
        files += read
        judged = lead.judge(wish.asked, files, wish.beside)
        taken = lead.keep(judged, files)
        kept, messages = taken.files, taken.messages
        still = [each.arrival for each in files if each.key not in kept]
        view = lead.after_writing(wish.asked, still, wish.beside)
    except UserError as error:
        problem = problem or str(error)
    states, decisions = (judged.files, judged.decisions) if judged else ((), {})
    cancelled = reins.is_cancelled()
    return Done(wish, lead, view, tuple(read), states, decisions, kept, messages, problem, cancelled)


def _read(services: WindowServices, lead: Lead, wish: ToRead, reins: Reins) -> tuple[list[Arrived], str]:
    """The files as far as they could be read, and why the others could not be."""
    read = list[Arrived]()

    def tell(number: int, of: int, name: str) -> None:
        reins.tell((number, of, name))

    try:
        paths = wish.paths
        if wish.demo:
            tell(0, 1, "made-up PDFs")
            paths = (services.make_demo_arrivals(lead.store),)
        if paths:
            known = known_files(lead.stored(periods_around(wish.asked.period)).received)
            read.extend(services.read_practice_files(paths, wish.own, tell, reins.is_cancelled, known))
    except UserError as error:
        return read, str(error)
    return read, ""


def period_of(arrived: Arrived) -> Period | None:
    """The period of the return in a file; None where it is none."""
    found = arrived.arrival.found
    return found.document.period if isinstance(found, Read) else None
