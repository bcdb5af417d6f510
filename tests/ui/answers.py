"""A workspace over a store of made-up returns, for the pages that show answers."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from PySide6.QtWidgets import QApplication

from db.opening import open_store
from greenpractice.demo.returns import demo_documents
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument, content
from greenpractice.store import Store
from ui.session.identity import Identity
from ui.session.workspace import Workspace
from ui.widgets.style import apply_look, colours, text_size
from ui.widgets.tokens import LIGHT

_STORES: dict[bytes, bytes] = {}  # recorded once, then copied
_MARKS: dict[int, tuple[ReturnDocument, bytes]] = {}  # by place in memory, which each keeps while it is here
CODE = "Z99991"
NOW = Period(2026, 2)
VENTOLIN, GENERIC, SALAMOL, EASYHALER = (
    "0301011R0BEAIAP",
    "0301011R0AAAPAP",
    "0301011R0BIAFAP",
    "0301011R0BWAABZ",
)


@cache
def demo_returns() -> tuple[ReturnDocument, ...]:
    """Those of one practice: a baseline year and ten quarters."""
    return tuple(document for document in demo_documents() if document.ods_code == CODE)


@cache
def filled_returns() -> tuple[ReturnDocument, ...]:
    """Of those the ones that a test has who asks for `filled`."""
    return tuple(document for document in demo_returns() if document.period.year in (2019, 2025, 2026))


def return_of(period: Period = NOW, **sections: tuple[RawRow, ...]) -> ReturnDocument:
    """A return with these sections only."""
    return ReturnDocument(CODE, period, 1, "2026-10-08", "Sample Surgery", sections=sections)


def product(code: str, inhalers: int) -> RawRow:
    """So many inhalers of one product."""
    return {"bnf_code": code, "inhalers": str(inhalers)}


def worked_example() -> ReturnDocument:
    """The mix of the worked case, which needs 273 inhalers changed to Salamol."""
    mix = ((VENTOLIN, 260), (GENERIC, 430), (SALAMOL, 170), (EASYHALER, 20))
    return return_of(inhalers=tuple(product(code, number) for code, number in mix))


def workspace_over(folder: Path, documents: Iterable[ReturnDocument], period: Period = NOW) -> Workspace:
    """A workspace with one quarter of these returns in view; closing its store is the caller's."""
    path = folder / "test.greenpractice"
    put_store(path, documents)
    return Workspace(open_store(path, write=True), Identity(CODE, "Sample Surgery"), period)


def usual_look(application: QApplication) -> None:
    """Light, at 100%: set only where it is not, as it takes a while."""
    if not application.styleSheet() or text_size() != 100 or colours() is not LIGHT:
        apply_look(application, dark=False, size=100)


def put_store(path: Path, documents: Iterable[ReturnDocument] = ()) -> None:
    """A data file with these returns, recorded once for each process and then copied."""
    documents = tuple(documents)
    key = b"".join(map(_marked, documents))
    if key not in _STORES:
        _STORES[key] = _recorded(documents)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_STORES[key])


def _marked(document: ReturnDocument) -> bytes:
    """What tells a return from all others, worked out once: most tests have the same few in their stores."""
    if id(document) not in _MARKS:
        _MARKS[id(document)] = document, document.period.id.encode() + content(document)
    return _MARKS[id(document)][1]


def let_go(store: Store) -> None:
    """Close a store of which a test is done, without the backup that nobody would look at."""
    with patch.object(store, "back_up_if_changed"):
        store.close()


def _recorded(documents: Iterable[ReturnDocument]) -> bytes:
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "first.greenpractice", write=True)
        for document in documents:
            store.record(document)
        let_go(store)
        return store.path.read_bytes()
