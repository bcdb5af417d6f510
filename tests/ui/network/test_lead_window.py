"""Every page of a network's window: names, labels, order, words; and files dropped anywhere on it."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.backups import backups_of
from greenpractice.app import LocalServices
from greenpractice.network.groups import everyone
from greenpractice.periods import Period, day_words, due_day
from tests.greenpractice.network.samples import Q1, Q2
from tests.ui.answers import let_go
from tests.ui.network.network_files import A, B, C, lead_workspace, pdf_files, read
from tests.ui.walking import faults_of, faults_of_fields, forbidden_words, sticks_out
from tests.ui.widgets.spoken.in_process import item_of
from tests.ui.widgets.spoken.reading import faults_heard
from ui.network.lead_header import NetworkHeader
from ui.network.lead_pages import NETWORK_PAGES
from ui.network.lead_window import NetworkWindow
from ui.network.pages.drop_area import NO_FILES
from ui.session import regular_backups
from ui.session.preferences import Preferences
from ui.widgets.style import apply_look

KEYS = [page.key for page in NETWORK_PAGES]
FILES = ("a1.pdf", "a2.pdf", "b.pdf", "c one.pdf", "c other.pdf", "d q2.pdf", "elsewhere.pdf", "hello.pdf")


def window_over(services: LocalServices, qapp: QApplication) -> NetworkWindow:
    """A window over an empty store of a Lead."""
    workspace = lead_workspace(services, qapp)
    assert workspace.preferences is not None
    made = NetworkWindow(workspace, workspace.preferences)
    workspace.setParent(made)
    made.show()
    made.open_page("returns")
    return made


@pytest.fixture(scope="module")
def walked(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NetworkWindow]:
    """One window for all walks, over files of every kind; no walk changes what it shows."""
    folder = tmp_path_factory.mktemp("network-walk")
    services = _In(folder)
    apply_look(qapp, dark=False, size=100)
    made = window_over(services, qapp)
    loop = QEventLoop()
    made.workspace.finished_reading.connect(loop.quit)
    made.workspace.read(pdf_files(folder / "in", *FILES))
    loop.exec()
    yield made
    made.close()
    let_go(made.workspace.store)
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class _In(LocalServices):
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def store_path(self, asked: Path | None) -> Path:
        return self._folder / "lead.db"

    def preferences_path(self) -> Path:
        return self._folder / "window.ini"


@pytest.fixture
def window(services: LocalServices, qapp: QApplication) -> Iterator[NetworkWindow]:
    apply_look(qapp, dark=False, size=100)
    made = window_over(services, qapp)
    yield made
    made.close()
    let_go(made.workspace.store)
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(params=KEYS)
def page(request: pytest.FixtureRequest, walked: NetworkWindow, qapp: QApplication) -> QWidget:
    walked.open_page(request.param)
    qapp.processEvents()
    return walked.pages[request.param]


def test_every_page_can_be_used_by_anyone(page: QWidget) -> None:
    assert faults_of(page) == []


def test_every_page_is_heard_by_name_and_once(page: QWidget, walked: NetworkWindow) -> None:
    assert faults_heard(item_of(walked)) == []


def test_every_field_has_a_label_and_no_placeholder_or_spin_box(page: QWidget) -> None:
    assert faults_of_fields(page) == []


def test_the_words_are_plain(page: QWidget) -> None:
    assert forbidden_words(page) == []


def test_at_the_smallest_size_and_largest_text_no_page_is_cut(
    walked: NetworkWindow, qapp: QApplication
) -> None:
    walked.resize(1024, 700)
    try:
        for size in (100, 200):
            apply_look(qapp, size=size)
            for key in KEYS:
                walked.open_page(key)
                qapp.processEvents()
                assert not sticks_out(walked.pages[key]), (key, size)
    finally:
        apply_look(qapp, size=100)


def test_every_page_shows_a_year_an_empty_quarter_and_the_whole_area(
    walked: NetworkWindow, qapp: QApplication
) -> None:
    workspace, group = walked.workspace, walked.workspace.group
    for period, shown in ((Period(2026), group), (Period(2025, 4), group), (Q1, everyone())):
        workspace.show_period(period)
        workspace.show_group(shown)
        for key in KEYS:
            walked.open_page(key)
            qapp.processEvents()
            assert walked.pages[key].isVisible()
    workspace.show_period(Q1)
    workspace.show_group(group)


def test_every_page_and_every_entry_of_the_menus_leads_somewhere(window: NetworkWindow) -> None:
    entries = {action.objectName(): action for action in window.findChildren(QAction) if action.objectName()}
    for spec in NETWORK_PAGES:
        window.open_page("help" if spec.key != "help" else "returns")
        entries[{"settings": "settings", "help": "all-help"}.get(spec.key, f"open-{spec.key}")].trigger()
        assert window.open_key == spec.key
        window.toggle_help()
        assert window.help.panel is not None
        assert not window.page_help(spec.key).purpose.startswith("There is no help")
        window.toggle_help()


def test_no_key_stands_twice_and_entries_have_access_keys_of_their_own(window: NetworkWindow) -> None:
    keys = [key.toString() for action in window.findChildren(QAction) for key in action.shortcuts()]
    assert len(set(keys)) == len(keys)
    for menu in window.menuBar().findChildren(QMenu):
        texts = [action.text() for action in menu.actions() if action.text()]
        letters = [text[text.index("&") + 1].casefold() for text in texts]
        assert len(set(letters)) == len(letters), texts


def test_what_is_dropped_anywhere_is_read(window: NetworkWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.open_page("settings")
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path)) for path in pdf_files(tmp_path / "in", "b.pdf")])
    with qtbot.waitSignal(window.workspace.finished_reading, timeout=60_000):
        drop(window, content)
    assert window.open_key == "returns"
    assert window.workspace.network().received == [B]
    assert window.header.state() == ("1 of 4 practices received", "lower")


def test_a_drop_without_files_says_what_to_do(window: NetworkWindow, qtbot: QtBot) -> None:
    content = QMimeData()
    content.setData("FileGroupDescriptorW", b"a mail")
    with qtbot.waitSignal(window.workspace.refused) as told:
        drop(window, content)
    assert told.args == [NO_FILES]


def drop(window: NetworkWindow, content: QMimeData) -> None:
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, content, button, keys))


def test_the_header_names_the_group_and_offers_others(window: NetworkWindow) -> None:
    header = window.header
    assert isinstance(header, NetworkHeader)
    assert window.windowTitle().startswith(f"Greener Practice - {window.workspace.group.name} - ")
    menu = header.group_menu()
    names = {action.objectName() for action in menu.actions()}
    assert {"group-several", "group-practices", "group-all"} <= names
    all_of_them = next(action for action in menu.actions() if action.objectName() == "group-all")
    all_of_them.trigger()
    assert window.workspace.group == everyone()
    menu.deleteLater()
    periods = header.periods()
    assert Q1 in periods
    assert Period(2026) in periods
    assert periods.index(Q1) < periods.index(Period(2026))  # a year stands under its quarters
    header.earlier()
    assert window.workspace.period == Q1.previous
    header.later()
    assert window.workspace.period == Q1


def test_practices_are_left_out_and_put_back_by_ticks(window: NetworkWindow, qtbot: QtBot) -> None:
    window.open_page("settings")
    page = window.pages["settings"]
    tick(page, f"group-member-{C}").click()
    assert C not in window.workspace.network().members
    assert not tick(page, f"group-member-{C}").isChecked()
    tick(page, f"group-member-{C}").click()
    assert C in window.workspace.network().members
    code = page.findChild(QLineEdit, "group-code")
    qtbot.keyClicks(code, "y00001")
    qtbot.keyClick(code, Qt.Key.Key_Return)
    qtbot.keyClick(code, Qt.Key.Key_Return)  # no list has it: that is asked about
    assert "Y00001" in window.workspace.network().members
    qtbot.keyClicks(code, "nonsense")
    qtbot.keyClick(code, Qt.Key.Key_Return)
    assert page.findChild(QLabel, "group-problem").text().startswith("Practice code must be")


def tick(page: QWidget, name: str) -> QCheckBox:
    found = page.findChild(QCheckBox, name)
    assert found is not None, name
    return found


def test_several_networks_come_into_view_together(window: NetworkWindow) -> None:
    window.open_page("settings")
    page = window.pages["settings"]
    boxes = [box for box in page.findChildren(QCheckBox) if box.objectName().startswith("network-")]
    unticked = [box for box in boxes if not box.isChecked()]
    assert len(boxes) - len(unticked) == 1
    unticked[0].click()
    page.findChild(QPushButton, "show-networks").click()
    assert len(window.workspace.group.pcns or ()) == 2
    assert window.workspace.group.name == "2 networks"


def test_the_rule_for_the_due_date_is_a_setting(window: NetworkWindow, qtbot: QtBot) -> None:
    window.open_page("settings")
    page = window.pages["settings"]
    days = page.findChild(QLineEdit, "due-days")
    days.selectAll()
    qtbot.keyClicks(days, "14")
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert window.workspace.due == due_day(Q1, 14)
    assert day_words(due_day(Q1, 14)) in page.findChild(QLabel, "due-said").text()
    days.selectAll()
    qtbot.keyClicks(days, "soon")
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert window.workspace.due == due_day(Q1, 14)
    days.selectAll()
    qtbot.keyClicks(days, "21")
    window.workspace.finish_typing()  # as every command does first
    assert window.workspace.due == due_day(Q1, 21)


def test_closing_while_files_are_read_keeps_what_was_read(
    window: NetworkWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    files = pdf_files(tmp_path / "in", "a1.pdf", "b.pdf", "c one.pdf")
    with qtbot.waitSignal(window.workspace.reading, timeout=60_000):
        window.workspace.read(files)
    window.close()
    kept = window.workspace.store.received([Q1])
    assert {each.document.ods_code for each in kept} <= {A, B, C}
    assert window.workspace.store.check() == []


def test_a_closed_window_is_freed(services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path):
    made = window_over(services, qapp)
    store = made.workspace.store
    read(made.workspace, qtbot, *pdf_files(tmp_path / "in", "b.pdf", "d q2.pdf"))
    for key in KEYS:
        made.open_page(key)
        qapp.processEvents()
    gone: list[bool] = []
    made.destroyed.connect(lambda: gone.append(True))
    held = weakref.ref(made)
    made.close()
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del made
    gc.collect()
    store.close()
    assert gone == [True]
    assert held() is None


def test_where_one_was_is_remembered(window: NetworkWindow, services: LocalServices) -> None:
    window.open_page("chase")
    window.workspace.show_period(Q2)
    preferences = Preferences(services.preferences_path())
    assert (preferences.text("page"), preferences.period) == ("chase", Q2)


def test_what_was_received_is_backed_up_while_the_window_is_open(
    services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regular_backups, "SOON", 50)
    made = window_over(services, qapp)
    path = made.workspace.store.path
    assert backups_of(path) == []
    read(made.workspace, qtbot, *pdf_files(tmp_path / "in", "b.pdf"))
    qtbot.waitUntil(lambda: len(backups_of(path)) == 1)
    store = services.open_store(backups_of(path)[0].path, write=False)
    assert [each.document.ods_code for each in store.received([Q1])] == [B]
    store.close()
    made.close()
    made.workspace.store.close()


@pytest.mark.sweep
@pytest.mark.parametrize("key", KEYS)
def test_the_focus_of_what_goes_from_a_page_goes_to_its_heading(
    window: NetworkWindow, qtbot: QtBot, qapp: QApplication, key: str
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.open_page(key)
    qapp.processEvents()
    page = window.pages[key]
    stops = [each for each in page.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for part in [each for each in stops if each.isVisible() and each.isEnabled()][:6]:
        part.setFocus(Qt.FocusReason.TabFocusReason)
        if not part.hasFocus():
            continue
        part.hide()
        assert QApplication.focusWidget().objectName() == f"title-{key}", part
        part.show()
