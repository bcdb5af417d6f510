"""The Lead of the demo network, after everything has arrived that arrives there."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.demo.arrivals import arriving, receive_earlier
from greenpractice.demo.returns import LAST, PCN, demo_documents
from greenpractice.exchange.signing import signing_key
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import one_pcn
from tests.ui.answers import let_go
from tests.ui.network.network_files import read
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.session.preferences import Preferences


@pytest.fixture(scope="session")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data file of the demo network's Lead, and one in it with everything that arrives."""
    place = tmp_path_factory.mktemp("demo")
    store = LocalServices().open_store(place / "lead.db", write=True, demo=True)
    for document in demo_documents():
        if document.period == LAST:
            store.record(document)
    key = signing_key(store.path)
    receive_earlier(store, key)
    (place / "network").mkdir()
    for sent in arriving(key):
        (place / "network" / sent.name).write_bytes(sent.data)
    let_go(store)
    return place


@pytest.fixture
def demo(
    services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path, arrived: Path
) -> Iterator[NetworkWorkspace]:
    """The Lead of the demo network, after everything has arrived that arrives there."""
    copytree(arrived, tmp_path, dirs_exist_ok=True)
    store = services.open_store(tmp_path / "lead.db", write=True)
    preferences = Preferences(services.preferences_path())
    group = one_pcn(load_directory(), PCN)
    workspace = NetworkWorkspace(store, group, LAST.next, services, preferences, qapp)
    read(workspace, qtbot, tmp_path / "network")
    yield workspace
    workspace.close()
    let_go(store)
    workspace.deleteLater()
