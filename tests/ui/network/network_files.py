"""PDFs as practices of one network send them, made once, and a workspace of its Lead over an empty store."""

from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import one_pcn
from greenpractice.network.summing_up import ReadSummary
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import Store
from tests.greenpractice.network.samples import PCN, Q1, Q2, a_return, members, pdf
from tests.ui.answers import put_store
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.session.preferences import Preferences

A, B, C, D = members()
ELSEWHERE = "C82001"


@cache
def _pdf(name: str) -> bytes:
    document, demo = _documents()[name]
    return pdf(document, demo=demo)


@cache
def _documents() -> dict[str, tuple[ReturnDocument, bool]]:
    return {
        "a1.pdf": (a_return(A), False),
        "a2.pdf": (a_return(A, "1300", 2), False),
        "b.pdf": (a_return(B), False),
        "c one.pdf": (a_return(C), False),
        "c other.pdf": (a_return(C, "4000"), False),
        "d q2.pdf": (a_return(D, period=Q2), False),
        "elsewhere.pdf": (a_return(ELSEWHERE), False),
        "demo.pdf": (a_return(D), True),
    }


def pdf_files(folder: Path, *names: str) -> list[Path]:
    """These PDFs in a folder; a name that none of them has is a file that is no PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in names]
    for path in paths:
        path.write_bytes(_pdf(path.name) if path.name in _documents() else b"hello")
    return paths


def lead_workspace(
    services: LocalServices, qapp: QApplication, store: Store | None = None
) -> NetworkWorkspace:
    """The network's Lead over a store, else over a new one, April to June 2026."""
    if store is None:
        if not services.store_path(None).exists():
            put_store(services.store_path(None))
        store = services.open_store(services.store_path(None), write=True)
    preferences = Preferences(services.preferences_path())
    group = one_pcn(load_directory(), PCN)
    return NetworkWorkspace(store, group, Q1, services, preferences, qapp)


def read(workspace: NetworkWorkspace, qtbot: QtBot, *paths: Path) -> ReadSummary:
    """Read files and wait until they are kept."""
    with qtbot.waitSignal(workspace.finished_reading, timeout=60_000) as done:
        workspace.read(paths)
    assert isinstance(done.args, list)
    (summary,) = done.args
    assert isinstance(summary, ReadSummary)
    return summary


def statuses(workspace: NetworkWorkspace) -> dict[str, str]:
    """The state of each file read since the app started, by name."""
    return {state.arrival.file: state.status for state in workspace.files()}
