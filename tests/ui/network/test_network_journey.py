"""A Lead from first run to report by keyboard, changing between practice and network, and the demo."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.facts.practices import load_directory
from greenpractice.store import ReturnKey
from tests.greenpractice.network.samples import PCN, Q1
from tests.ui.network.network_files import A, B, C, pdf_files, statuses
from tests.ui.test_journey import press, tab_to, write
from ui.first_run import FirstRun
from ui.made_up_data import DEMO_NAME
from ui.network.lead_window import NetworkWindow
from ui.network.pages.report_page import NetworkReportPage
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.which_window import WhichWindow

Key = Qt.Key


@pytest.fixture
def first_run(which: WhichWindow, qtbot: QtBot) -> FirstRun:
    which.start()
    assert isinstance(which.window, FirstRun)
    activate(which.window, qtbot)
    return which.window


def activate(window: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()


def network_window(which: WhichWindow, qtbot: QtBot) -> NetworkWindow:
    assert isinstance(which.window, NetworkWindow)
    window = which.window
    qtbot.waitUntil(lambda: window.open_key != "")
    activate(window, qtbot)
    return window


def begin_as_lead(which: WhichWindow, qtbot: QtBot, *, untick: str = "", add: str = "") -> NetworkWindow:
    """The steps of the first run by keys."""
    tab_to(qtbot, "role-practice")
    press(qtbot, Key.Key_Down)  # to the next of the answers, as in every group of radio buttons
    press(qtbot, Key.Key_Space)
    tab_to(qtbot, "role-continue")
    press(qtbot, Key.Key_Space)
    return choose_network(which, qtbot, untick=untick, add=add)


def choose_network(which: WhichWindow, qtbot: QtBot, *, untick: str = "", add: str = "") -> NetworkWindow:
    tab_to(qtbot, "pcn-search")
    write(qtbot, PCN)
    press(qtbot, Key.Key_Return)
    QApplication.processEvents()  # the ticks are shown
    if untick:
        box = tab_to(qtbot, f"member-{untick}")
        assert isinstance(box, QCheckBox)
        assert box.isChecked()
        press(qtbot, Key.Key_Space)
    if add:
        tab_to(qtbot, "member-code")
        write(qtbot, add)
        press(qtbot, Key.Key_Return)
    tab_to(qtbot, "members-continue")
    press(qtbot, Key.Key_Space)
    tab_to(qtbot, "lead-start")
    press(qtbot, Key.Key_Space)
    return network_window(which, qtbot)


def test_from_first_run_to_report_by_keyboard(
    first_run: FirstRun, which: WhichWindow, services: LocalServices, qtbot: QtBot, tmp_path: Path
) -> None:
    window = begin_as_lead(which, qtbot)
    assert window.open_key == "returns"
    workspace = window.workspace
    network = load_directory().pcn(PCN)
    assert network is not None
    assert workspace.group.name == network.name
    assert workspace.store.path == services.store_path(None)
    workspace.show_period(Q1)
    pdf_files(
        tmp_path / "in", "a1.pdf", "a2.pdf", "b.pdf", "c one.pdf", "c other.pdf", "d q2.pdf",
        "elsewhere.pdf", "hello.pdf",
    )  # fmt: skip
    with qtbot.waitSignal(workspace.finished_reading, timeout=60_000):
        window.read([tmp_path / "in"])
    assert statuses(workspace) == {
        "a1.pdf": "replaced", "a2.pdf": "received", "b.pdf": "received", "c one.pdf": "conflict",
        "c other.pdf": "conflict", "d q2.pdf": "other_quarter", "elsewhere.pdf": "other_pcn",
        "hello.pdf": "unreadable",
    }  # fmt: skip
    received = workspace.decisions()[ReturnKey(C, Q1)].in_question[0][0].received
    assert received is not None
    workspace.choose(received)
    assert workspace.network().received == [A, B, C]
    press(qtbot, Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert window.open_key == "report"
    folder = tab_to(qtbot, "report-folder")
    assert isinstance(folder, QLineEdit)
    folder.selectAll()
    qtbot.keyClicks(folder, str(tmp_path / "out"))
    for name in ("report-pdf", "report-workbook"):
        pressed = tab_to(qtbot, name)
        assert isinstance(pressed, QPushButton)
        press(qtbot, Key.Key_Space)
        kind = "*.pdf" if name == "report-pdf" else "*.xlsx"
        qtbot.waitUntil(lambda of=kind: any((tmp_path / "out").glob(of)), timeout=30_000)
        report = window.pages["report"]
        assert isinstance(report, NetworkReportPage)
        qtbot.waitUntil(report.done.isVisible, timeout=30_000)  # said to be made, and read on
        assert report.done.isAncestorOf(QApplication.focusWidget())
    assert next((tmp_path / "out").glob("*.pdf")).read_bytes().startswith(b"%PDF-")


def test_practices_are_left_out_and_added_at_the_first_run(
    first_run: FirstRun, which: WhichWindow, qtbot: QtBot
) -> None:
    window = begin_as_lead(which, qtbot, untick=B, add="Y00001")
    said = {each.ods_code: each.kind for each in window.workspace.memberships.said}
    assert said == {"Y00001": "network", B: "left_out"}
    assert {"Y00001", A} <= set(window.workspace.network().members)
    assert B not in window.workspace.network().members


def test_first_run_of_a_lead_says_what_is_missing_and_goes_back(
    first_run: FirstRun, which: WhichWindow, qtbot: QtBot
) -> None:
    first_run.findChild(QWidget, "role-pcn").setFocus()
    press(qtbot, Key.Key_Space)
    tab_to(qtbot, "role-continue")
    press(qtbot, Key.Key_Space)
    first_run.findChild(QPushButton, "pcn-continue").click()
    assert first_run.findChild(QLabel, "pcn-problem").text() == "Select your PCN"
    search = first_run.findChild(QLineEdit, "pcn-search")
    search.setText("no such network")
    assert "No PCN matches" in first_run.findChild(QLabel, "pcn-count").text()
    first_run.findChild(QPushButton, "pcn-back").click()
    assert first_run.findChild(QWidget, "role-practice").isVisible()


def test_the_lead_starts_again_where_she_was(
    first_run: FirstRun, which: WhichWindow, services: LocalServices, qtbot: QtBot
) -> None:
    window = begin_as_lead(which, qtbot)
    window.open_page("chase")
    window.workspace.show_period(Q1)
    which.close()
    again = WhichWindow(services)
    again.start()
    assert isinstance(again.window, NetworkWindow)
    qtbot.waitUntil(lambda: again.window.open_key == "chase")
    assert again.window.workspace.period == Q1
    again.close()


def test_a_practice_and_its_network_have_data_of_their_own(
    which: WhichWindow, services: LocalServices, qtbot: QtBot
) -> None:
    which._finished(Identity("C82009", "A practice", None), services.store_path(None))
    assert isinstance(which.window, MainWindow)
    practice = which.window.workspace.store.path
    which.window.role_asked.emit()
    qtbot.waitUntil(lambda: isinstance(which.window, FirstRun))
    assert isinstance(which.window, FirstRun)
    activate(which.window, qtbot)
    window = choose_network(which, qtbot)
    assert window.workspace.store.path == practice.with_name("greenpractice-network.db")
    window.role_asked.emit()
    qtbot.waitUntil(lambda: isinstance(which.window, MainWindow))
    assert which.window.workspace.store.path == practice
    which.window.role_asked.emit()
    qtbot.waitUntil(lambda: isinstance(which.window, NetworkWindow))


def test_back_from_the_other_role_reopens_what_was_open(
    which: WhichWindow, services: LocalServices, qtbot: QtBot
) -> None:
    which._finished(Identity("C82009", "A practice", None), services.store_path(None))
    which.change_role()
    assert isinstance(which.window, FirstRun)
    which.window.findChild(QPushButton, "pcn-back").click()
    qtbot.waitUntil(lambda: isinstance(which.window, MainWindow))


@pytest.fixture
def demo(which: WhichWindow, qtbot: QtBot) -> Iterator[WhichWindow]:
    which.show_first_run()
    which.open_demo()
    yield which
    gc.collect()


def test_the_demo_has_both_windows_and_leaving_it_works_in_both(demo: WhichWindow, qtbot: QtBot) -> None:
    assert isinstance(demo.window, MainWindow)
    demo.window.open_page("settings")
    demo.window.findChild(QPushButton, "switch-role").click()
    qtbot.waitUntil(lambda: isinstance(demo.window, NetworkWindow))
    window = demo.window
    assert isinstance(window, NetworkWindow)
    with qtbot.waitSignal(window.workspace.finished_reading, timeout=60_000):
        assert window.workspace.is_reading
    assert window.workspace.store.path.name == DEMO_NAME
    found = {state.status for state in window.workspace.files()}
    assert {"received", "replaced", "conflict", "other_pcn", "altered", "no_data"} <= found
    assert len(window.workspace.network().received) == 5
    window.open_page("settings")
    window.findChild(QPushButton, "switch-role").click()
    qtbot.waitUntil(lambda: isinstance(demo.window, MainWindow))
    demo.change_role()
    assert isinstance(demo.window, NetworkWindow)
    assert not demo.window.workspace.is_reading  # what was read is still there
    demo.window.demo_left.emit()
    qtbot.waitUntil(lambda: isinstance(demo.window, FirstRun))
    assert demo.preferences.text("role") == ""
    assert demo.preferences.text("network/group") == ""


def test_a_real_store_refuses_demo_data(
    first_run: FirstRun, which: WhichWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = begin_as_lead(which, qtbot)
    window.workspace.show_period(Q1)
    with qtbot.waitSignal(window.workspace.finished_reading, timeout=60_000):
        window.read(pdf_files(tmp_path / "in", "demo.pdf"))
    assert statuses(window.workspace) == {"demo.pdf": "demo"}
    assert window.workspace.network().received == []


def test_a_backup_of_the_network_is_put_back(
    first_run: FirstRun, which: WhichWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = begin_as_lead(which, qtbot)
    window.workspace.show_period(Q1)
    with qtbot.waitSignal(window.workspace.finished_reading, timeout=60_000):
        window.read(pdf_files(tmp_path / "in", "b.pdf"))
    backup = tmp_path / "backup.db"
    window.workspace.store.backup(backup)
    with qtbot.waitSignal(window.workspace.finished_reading, timeout=60_000):
        window.read(pdf_files(tmp_path / "in", "a1.pdf"))
    window.workspace.restore_asked.emit(backup)
    qtbot.waitUntil(lambda: which.window is not window)
    assert isinstance(which.window, NetworkWindow)
    assert which.window.workspace.network().received == [B]
    assert which.window.workspace.group.name
