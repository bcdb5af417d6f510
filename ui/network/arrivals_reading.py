"""Reading practices' PDFs as a job beside the window: what is asked of it, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from greenpractice.errors import UserError
from greenpractice.network.asking import Asked
from greenpractice.network.deciding import Decision
from greenpractice.network.judging import Judged
from greenpractice.network.keeping import Arrived, FileKey
from greenpractice.network.lead import Lead, View
from greenpractice.network.states import FileState
from greenpractice.store import ReturnKey, Store
from ui.session.jobs import Reins
from ui.session.services import WindowServices


@dataclass(frozen=True, slots=True)
class ToRead:
    """Files to read, with those read before that are still to be judged, for a group and period."""

    asked: Asked
    paths: tuple[Path, ...]
    waiting: tuple[Arrived, ...] = ()
    own: tuple[Path, ...] = ()  # files of the program's own making, which are left out
    demo: bool = False  # make the PDFs of a made-up quarter first


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


def read_arrivals(services: WindowServices, store: Store, wish: ToRead, reins: Reins) -> Done:
    """Read, judge and keep; what can go wrong is said in a sentence, and what was read before it is kept."""
    lead = Lead(store)
    read, problem = _read(services, store, wish, reins)
    files = [*wish.waiting, *read]
    judged: Judged | None = None
    view: View | None = None
    kept, messages = frozenset[FileKey](), tuple[str, ...]()
    try:
        judged = lead.judge(wish.asked, files)
        if store.can_write:
            taken = lead.keep(judged, files)
            kept, messages = taken.files, taken.messages
        still = [each.arrival for each in files if each.key not in kept]
        view = lead.after_writing(wish.asked, still)
    except UserError as error:
        problem = problem or str(error)
    states, decisions = (judged.files, judged.decisions) if judged else ((), {})
    cancelled = reins.is_cancelled()
    return Done(wish, lead, view, tuple(read), states, decisions, kept, messages, problem, cancelled)


def _read(services: WindowServices, store: Store, wish: ToRead, reins: Reins) -> tuple[list[Arrived], str]:
    """The files as far as they could be read, and why the others could not be."""
    read = list[Arrived]()

    def tell(number: int, of: int, name: str) -> None:
        reins.tell((number, of, name))

    try:
        paths = wish.paths
        if wish.demo:
            tell(0, 1, "made-up PDFs")
            paths = (services.make_demo_arrivals(store),)
        if paths:
            read.extend(services.read_practice_files(paths, wish.own, tell, reins.is_cancelled))
    except UserError as error:
        return read, str(error)
    return read, ""
