"""A window over a store in a folder of its own, drawn without a screen."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.store import Store
from tests.ui.answers import NOW, demo_returns, filled_returns, let_go, put_store, usual_look, workspace_over
from tests.ui.beginning import remember
from tests.ui.network.network_files import lead_workspace
from tests.ui.network.network_opening import Opener
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.session.preferences import Preferences
from ui.session.workspace import Workspace
from ui.which_window import WhichWindow
from ui.widgets.style import apply_look, set_compact

QUARTER = Period(2026, 1)
AnyPage = TypeVar("AnyPage", bound=QWidget)


class OpenAlone(Protocol):
    """Opens one page over these returns, without documents over those of the demo."""

    def __call__(
        self,
        kind: Callable[[Workspace], AnyPage],
        *documents: ReturnDocument,
        width: int = 780,
        period: Period = NOW,
    ) -> AnyPage: ...


@pytest.fixture(autouse=True)
def closed_windows_are_gone(qapp: QApplication) -> Iterator[None]:
    """Qt takes apart what a test closed, at once and from the top, as it does while the program runs.

    No event loop runs between tests: else it would be left to Python's collector, which knows no order.
    """
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown() -> None:
    """What pytest-qt has closed by now is gone before the first fixture ends.

    One that puts the usual look back would else put it on every part of the windows that nobody sees again.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def usual(qapp: QApplication) -> Iterator[QApplication]:
    """For a test that changes the look: it is put back when its windows are gone."""
    yield qapp
    usual_look(qapp)


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalServices:
    monkeypatch.setenv("GREENPRACTICE_STORE", str(tmp_path / "data" / "greenpractice.db"))
    return LocalServices()


@pytest.fixture
def path(services: LocalServices) -> Path:
    """The data file of a practice that has used the program before."""
    path = services.store_path(None)
    put_store(path)
    remember(services, path)
    return path


@pytest.fixture
def store(services: LocalServices, request: pytest.FixtureRequest) -> Iterator[Store]:
    """The store of a practice: empty, or where a test asks for `filled` with what that has."""
    path = services.store_path(None)
    put_store(path, filled_returns() if "filled" in request.fixturenames else ())
    opened = services.open_store(path, write=True)
    yield opened
    let_go(opened)


@pytest.fixture
def workspace(store: Store, services: LocalServices, qapp: QApplication) -> Workspace:
    """Nothing entered yet, April to June 2026."""
    apply_look(qapp, dark=False, size=100)
    preferences = Preferences(services.preferences_path())
    return Workspace(
        store, Identity("C82001", "Sample Surgery", "U11111"), QUARTER, None, services, preferences
    )


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """The quarters of a demo practice, the newest in view."""
    return Workspace(
        workspace.store,
        Identity("Z99991", "Sample Surgery", "U99999"),
        Period(2026, 2),
        None,
        workspace.services,
        workspace.preferences,
    )


@pytest.fixture
def window(filled: Workspace, qtbot: QtBot) -> MainWindow:
    """The window over a filled quarter, at the usual size."""
    assert filled.preferences is not None
    made = MainWindow(filled, filled.preferences)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def active(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """The window with the keys."""
    with qtbot.waitActive(window):
        window.activateWindow()
    yield window
    usual_look(qapp)
    set_compact(False)


@pytest.fixture
def which(services: LocalServices, qapp: QApplication) -> Iterator[WhichWindow]:
    """What decides between first run and window; nothing is kept from before."""
    services.store_path(None).parent.mkdir(parents=True, exist_ok=True)
    apply_look(qapp, dark=False, size=100)
    made = WhichWindow(services)
    yield made
    made.close()


@pytest.fixture
def open_alone(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[OpenAlone]:
    """A page without the window, in a scroll area as the frame has it."""
    made: list[Workspace] = []
    areas: list[QScrollArea] = []

    def opened(
        kind: Callable[[Workspace], AnyPage],
        *documents: ReturnDocument,
        width: int = 780,
        period: Period = NOW,
    ) -> AnyPage:
        made.append(workspace_over(tmp_path, documents or demo_returns(), period))
        area = QScrollArea()
        areas.append(area)
        qtbot.addWidget(area)
        page = kind(made[0])
        area.setWidgetResizable(True)
        area.setWidget(page)
        area.resize(width, 700)
        with qtbot.waitExposed(area):
            area.show()
        return page

    usual_look(qapp)
    yield opened
    usual_look(qapp)
    for workspace in made:
        let_go(workspace.store)


@pytest.fixture
def lead(services: LocalServices, qapp: QApplication) -> Iterator[NetworkWorkspace]:
    """The Lead of a network of four practices, over an empty store."""
    workspace = lead_workspace(services, qapp)
    yield workspace
    workspace.close()
    let_go(workspace.store)
    workspace.deleteLater()


@pytest.fixture
def open_network(qtbot: QtBot, qapp: QApplication) -> Iterator[Opener]:
    """A page of a network without its window."""
    yield Opener(qtbot)
    usual_look(qapp)
