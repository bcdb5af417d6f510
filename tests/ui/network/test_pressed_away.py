"""A button that goes as it is pressed hands the focus to what stands there now, in the Lead's window too."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.facts.directory import Correction
from greenpractice.returns.verdicts import Unsigned
from greenpractice.store import NewReturn
from tests.greenpractice.network.samples import NOW, Q1, a_return
from tests.ui.answers import let_go
from tests.ui.network.network_files import A, B, C, lead_workspace
from ui.network.lead_window import NetworkWindow
from ui.network.pages.returns_page import NetworkReturnsPage


@pytest.fixture
def window(services: LocalServices, qapp: QApplication, qtbot: QtBot) -> Iterator[NetworkWindow]:
    """One return counts, one is rejected, and of a third practice two versions disagree."""
    workspace = lead_workspace(services, qapp)
    documents = (a_return(A), a_return(B), a_return(C), a_return(C, "4000"))
    new = [
        NewReturn(each, Unsigned(), f"{number}.pdf", b"%d" % number, False)
        for number, each in enumerate(documents, 1)
    ]
    workspace.store.receive(new, NOW)
    workspace.store.reject(2, "Not theirs")
    for code in (A, B):
        workspace.store.correct_membership(Correction(code, Q1.first_day, "none"), NOW)
        workspace.store.correct_membership(Correction(code, Q1.next.first_day, "left_out"), NOW)
    assert workspace.preferences is not None
    made = NetworkWindow(workspace, workspace.preferences)
    workspace.setParent(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    yield made
    made.close()
    let_go(made.workspace.store)


def press(window: NetworkWindow, name: str, qtbot: QtBot) -> str:
    """The name of what has the focus after the button was pressed with the keyboard, and is gone."""
    page = window.open_page_widget
    assert page is not None
    QApplication.processEvents()
    button = page.findChild(QPushButton, name)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert button.hasFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    for _ in range(4):
        QApplication.processEvents()
    assert not [each for each in page.findChildren(QWidget, name) if each.isVisible()]
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)
    assert focused.isEnabled()
    return focused.objectName()


def test_what_the_lead_said_of_practices_is_taken_back_one_after_the_other(
    window: NetworkWindow, qtbot: QtBot
) -> None:
    window.open_page("settings")
    first, second, third, last = (f"take-back-{said.id}" for said in window.workspace.memberships.said)
    assert press(window, third, qtbot) in (second, last)
    assert press(window, last, qtbot) == second
    assert press(window, first, qtbot) == second
    assert press(window, second, qtbot) in ("group-into", "group-add", "group-leave")


def test_a_word_on_a_return_goes_on_at_that_return(window: NetworkWindow, qtbot: QtBot) -> None:
    window.workspace.memberships.take_back(window.workspace.memberships.said[2])
    window.open_page("returns")
    page = window.open_page_widget
    assert isinstance(page, NetworkReturnsPage)
    page.open_practice(B)
    QApplication.processEvents()
    assert press(window, "version-2-take-back", qtbot) in ("version-2-open", "version-2-reject")
    page.open_practice(C)
    QApplication.processEvents()
    first, second = (f"conflict-use-{C}-{Q1}-{number}" for number in (1, 2))
    assert press(window, first, qtbot) == second
    assert press(window, second, qtbot) == first
    assert press(window, "detail-remove", qtbot) != "title-returns"
