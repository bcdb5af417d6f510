"""Pages in other states than the usual: empty, half done, with a problem, sent, changed, only to look at."""

from PySide6.QtWidgets import QApplication, QWidget

from greenpractice.app import LocalServices
from tests.ui.widgets.spoken.in_process import item_of
from tests.ui.widgets.spoken.reading import faults_heard
from ui.network.lead_window import NetworkWindow
from ui.practice.practice_window import MainWindow
from ui.screenshot_states import STATES, in_state, open_empty_network
from ui.screenshots import EMPTY_OF_NETWORK
from ui.which_window import WhichWindow
from ui.window.frame import Frame


def wrong_in(window: QWidget | None, pages: tuple[str, ...], qapp: QApplication) -> dict[str, list[str]]:
    """What is wrong with what is heard of these pages; nothing of sound ones."""
    assert isinstance(window, Frame)
    found = {}
    for key in pages:
        window.open_page(key)
        qapp.processEvents()
        if faults := faults_heard(item_of(window)):
            found[key] = faults
    return found


def test_every_state_is_heard_by_name_and_once(
    which: WhichWindow, services: LocalServices, qapp: QApplication
) -> None:
    which.show_first_run()
    assert which.window is not None
    assert faults_heard(item_of(which.window)) == []
    for state in STATES:
        with in_state(which, services, state):
            assert isinstance(which.window, MainWindow)
            assert wrong_in(which.window, state.pages, qapp) == {}, state.name
    open_empty_network(which, services)
    assert isinstance(which.window, NetworkWindow)
    assert wrong_in(which.window, EMPTY_OF_NETWORK, qapp) == {}
