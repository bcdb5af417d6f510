"""States that a page can be in, each put into data that are thrown away: empty, half done, done and so on."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from greenpractice.demo.returns import LAST
from greenpractice.demo.story import SPRING, told_documents
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import ReturnKey, Store
from ui.made_up_data import DEMO, DEMO_GROUP
from ui.session.services import WindowServices
from ui.session.workspace import Workspace
from ui.which_window import WhichWindow

_BEGUN = (
    "practice",
    "inhalers",
    "electricity",
    "pen_returns",
    "business_travel",
    "water",
)  # when half is done
_Typing = Callable[[Workspace], None]


@dataclass(frozen=True, slots=True)
class State:
    """A practice's data in a state, and the pages that look otherwise in it than the usual ones do."""

    name: str
    pages: tuple[str, ...]
    period: Period
    returns: Callable[[], Iterable[ReturnDocument]]
    typing: _Typing = lambda _: None
    issued: bool = False
    read_only: bool = False


def _own() -> list[ReturnDocument]:
    return [each for each in told_documents() if each.ods_code == DEMO.ods_code]


def _until_spring() -> list[ReturnDocument]:
    """All that is there once the quarter in view is complete: how patients come is said in it too."""
    *earlier, newest = (each for each in _own() if each.period <= SPRING)
    (row,) = newest.rows("appointments")
    row = {**row, "one_way": "1.8", "unit": "mile", "car_share": "0.6"}
    return [*earlier, replace(newest, sections={**newest.sections, "appointments": (row,)})]


def _half_done() -> list[ReturnDocument]:
    *earlier, newest = _own()
    sections = {key: rows for key, rows in newest.sections.items() if key in _BEGUN}
    flags = tuple(flag for flag in newest.flags if flag.section in sections)
    return [*earlier, replace(newest, sections=sections, flags=flags)]


def _lots_of_electricity(workspace: Workspace) -> None:
    """Words where figures belong, which are kept and cannot be used."""
    for section, field in (("electricity", "kwh"), ("asthma_care", "asthma_register")):
        workspace.set_figure(section, workspace.row_id(section, 0), field, "lots")


def _more_paper(workspace: Workspace) -> None:
    workspace.set_figure("paper", workspace.row_id("paper", 0), "reams", "118")


STATES = (
    State(
        "empty",
        ("home", "practice", "inhalers", "electricity", "check", "results", "indicators", "summary"),
        LAST,
        lambda: (),
    ),
    State("half-done", ("home", "inhalers", "electricity", "check", "results"), LAST, _half_done),
    State("problem", ("home", "electricity", "asthma_care", "check"), LAST, _own, _lots_of_electricity),
    State("done", ("home", "inhalers", "electricity", "check"), SPRING, _until_spring),
    State("sent", ("home", "summary"), SPRING, _until_spring, issued=True),
    State("changed", ("home", "check", "summary"), SPRING, _until_spring, _more_paper, issued=True),
    State(
        "read-only",
        ("home", "practice", "inhalers", "electricity", "asthma_care"),
        LAST,
        _own,
        read_only=True,
    ),
)


@contextmanager
def in_state(which: WhichWindow, services: WindowServices, state: State) -> Iterator[None]:
    """The practice's window over data in this state; they are closed again at the end."""
    path = _file_of(services, state.name)
    with ExitStack() as held:
        store = services.open_store(path, write=True)
        held.callback(store.close)
        _put(store, state)
        if not state.read_only:
            held.close()
        which.preferences.put("period", state.period.id)
        which.preferences.put("page", state.pages[0])  # which opens after the window is painted
        which.open(path, DEMO, chosen=True)
        if which.workspace is not None:
            state.typing(which.workspace)
        yield


def open_empty_network(which: WhichWindow, services: WindowServices) -> None:
    """A Lead's window before anything was received."""
    which.preferences.put("period", LAST.id)
    which.preferences.put("page", "returns")
    which.open_lead(_file_of(services, "network-empty"), DEMO_GROUP)


def _file_of(services: WindowServices, name: str) -> Path:
    usual = services.store_path(None)
    return usual.with_name(f"{usual.stem}-{name}.db")


def _put(store: Store, state: State) -> None:
    """Earlier returns as they were sent; that in view as it was typed, or `issued` as it was sent too."""
    with store.step("made-up returns"):
        for document in state.returns():
            if document.period == state.period and not state.issued:
                _type(store, document)
            else:
                store.record(document)


def _type(store: Store, document: ReturnDocument) -> None:
    """A return that was never printed."""
    key = ReturnKey(document.ods_code, document.period)
    ids = {
        (section, position): store.add_row(key, section, figures)[0]
        for section, rows in document.sections.items()
        for position, figures in enumerate(rows)
    }
    for flag in document.flags:
        store.set_flag(key, ids[flag.section, flag.row], flag)
    store.set_details(key, document.name, document.pcn_code, document.contact)
