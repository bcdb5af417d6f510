"""A workspace over a store of made-up returns, for the pages that show answers."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from db.opening import open_store
from greenpractice.demo.returns import demo_documents
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument, content
from ui.session.identity import Identity
from ui.session.workspace import Workspace
from ui.widgets.style import apply_look, colours, text_size
from ui.widgets.tokens import LIGHT

_STORES: dict[bytes, bytes] = {}  # recorded once, then copied
CODE = "Z99991"
NOW = Period(2026, 2)
VENTOLIN, GENERIC, SALAMOL, EASYHALER = (
    "0301011R0BEAIAP",
    "0301011R0AAAPAP",
    "0301011R0BIAFAP",
    "0301011R0BWAABZ",
)


def demo_returns() -> list[ReturnDocument]:
    """Those of one practice: a baseline year and ten quarters."""
    return [document for document in demo_documents() if document.ods_code == CODE]


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
    documents = tuple(documents)
    path = folder / "test.greenpractice"
    key = b"".join(document.period.id.encode() + content(document) for document in documents)
    if key not in _STORES:
        _STORES[key] = _recorded(folder / "first.greenpractice", documents)
    path.write_bytes(_STORES[key])
    return Workspace(open_store(path, write=True), Identity(CODE, "Sample Surgery"), period)


def usual_look(application: QApplication) -> None:
    """Light, at 100%: set only where it is not, as it takes a while."""
    if not application.styleSheet() or text_size() != 100 or colours() is not LIGHT:
        apply_look(application, dark=False, size=100)


def _recorded(path: Path, documents: Iterable[ReturnDocument]) -> bytes:
    store = open_store(path, write=True)
    for document in documents:
        store.record(document)
    store.close()
    return path.read_bytes()
