"""Bugs of every kind in the running window: seen, written once, and no figure is hurt."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, qCritical, qWarning
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.bug_log import LOG_NAME
from greenpractice.periods import Period
from tests.ui.beginning import begun
from ui.first_run import FirstRun
from ui.network.lead_window import NetworkWindow
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.session.preferences import Preferences
from ui.which_window import WhichWindow
from ui.window.bug_band import BugBand
from ui.window.frame import Frame

STORM = 60
SECRET = "Sample Surgery, 48213.75 kWh, jane.qureshi@example.org"


class BugOfTest(Exception):
    """What goes wrong here."""


def fail(*_: object) -> None:
    raise BugOfTest(SECRET)


class Painted(QWidget):
    """Cannot paint itself, and tries again and again."""

    times = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.times += 1
        if self.times < STORM:
            self.update()
        fail()


class Filter(QObject):
    """Cannot look at any key."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            fail()
        return False


class Leaving:
    """Cannot be taken apart."""

    def __del__(self) -> None:
        fail()


def in_a_slot(window: MainWindow) -> None:
    QPushButton("Wrong", window, clicked=fail).click()


def in_what_is_worked_out(window: MainWindow) -> None:
    window.workspace.calculator().of_return = fail  # type: ignore[method-assign, assignment]
    window.open_page("results")


def in_a_timer(window: MainWindow) -> None:
    QTimer.singleShot(0, window, fail)


def in_painting(window: MainWindow) -> None:
    painted = Painted(window)
    painted.resize(40, 40)
    painted.show()


def in_an_event_filter(window: MainWindow) -> None:
    filter_ = Filter(window)
    window.installEventFilter(filter_)
    for _ in range(5):
        QApplication.postEvent(window, QEvent(QEvent.Type.User))


def in_a_thread(_window: MainWindow) -> None:
    thread = Thread(target=fail)
    thread.start()
    thread.join()


def in_many_threads(_window: MainWindow) -> None:
    threads = [Thread(target=fail) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def in_taking_apart(_window: MainWindow) -> None:
    Leaving()


def in_what_a_job_hands_over(_window: MainWindow) -> None:
    try:
        fail()
    except BugOfTest as error:
        sys.excepthook(type(error), error, error.__traceback__)


def in_a_handler_of_changes(window: MainWindow) -> None:
    window.workspace.changed.connect(fail)
    enter(window, "7")


KINDS = (
    in_a_slot,
    in_what_is_worked_out,
    in_a_timer,
    in_painting,
    in_an_event_filter,
    in_a_thread,
    in_many_threads,
    in_taking_apart,
    in_what_a_job_hands_over,
    in_a_handler_of_changes,
)


def enter(window: MainWindow, text: str) -> None:
    """Type a figure and commit it."""
    if window.open_key != "water":
        window.open_page("water")
    field = window.findChild(QLineEdit, "water-supply_m3")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def figure(window: MainWindow) -> str | None:
    stored = window.workspace.store.load(window.workspace.key)
    assert stored is not None
    return stored.document.rows("water")[0].get("supply_m3")


def band_of(window: QWidget) -> BugBand:
    band = window.findChild(BugBand)
    assert isinstance(band, BugBand)
    return band


def sentence(window: QWidget) -> str:
    return band_of(window).findChild(QLabel, "bug-sentence").text()


def log_of(store: Path) -> str:
    return store.with_name(LOG_NAME).read_text("utf-8")


@contextmanager
def practice(services: LocalServices, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of a practice, as it is after the program was started."""
    with practice_of(services, qapp, qtbot) as (_, window):
        yield window


@contextmanager
def practice_of(
    services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> Iterator[tuple[WhichWindow, MainWindow]]:
    services.store_path(None).parent.mkdir(parents=True, exist_ok=True)
    preferences = Preferences(services.preferences_path())
    preferences.put_identity(Identity("C82009", "Market Street Surgery"))
    preferences.put("store", str(services.store_path(None)))
    preferences.put("period", Period(2026, 1).id)
    with begun(services, qapp, qtbot) as (_, which):
        window = which.window
        assert isinstance(window, MainWindow)
        qtbot.waitUntil(lambda: window.open_key != "")
        with qtbot.waitActive(window):
            window.activateWindow()
        yield which, window


@pytest.mark.parametrize("happens", KINDS, ids=lambda each: each.__name__)
def test_a_bug_is_seen_written_once_and_hurts_nothing(
    happens: Callable[[MainWindow], None], services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    with practice(services, qapp, qtbot) as window:
        enter(window, "5")
        happens(window)
        qtbot.waitUntil(band_of(window).isVisible)
        assert sentence(window).startswith("Something went wrong. Your figures are saved. ")
        text = log_of(window.workspace.store.path)
        assert text.count("BugOfTest") == 1
        assert "tests/ui/test_bugs.py" in text
        assert "48213.75" not in text
        assert "jane" not in text
        enter(window, "1234")
        assert figure(window) == "1234"
        window.open_page("home")
        assert window.open_key == "home"


def test_a_storm_is_counted_and_never_shown_again(
    services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    with practice(services, qapp, qtbot) as window:
        path = window.workspace.store.path
        in_painting(window)
        qtbot.waitUntil(band_of(window).isVisible)
        band_of(window).findChild(QPushButton, "bug-close").click()
        painted = window.findChild(Painted)
        qtbot.waitUntil(lambda: painted.times >= STORM)
        painted.hide()
        assert not band_of(window).isVisible()
    text = log_of(path)
    assert text.count("BugOfTest") == 1
    assert " times" in text.splitlines()[-2]


def test_a_critical_message_of_qt_is_a_bug_and_a_warning_is_only_written(
    services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    with practice(services, qapp, qtbot) as window:
        qWarning(f"QPainter::begin: {SECRET}")
        qapp.processEvents()
        text = log_of(window.workspace.store.path)
        assert "Qt warning: QPainter::begin\n" in text
        assert "tests/ui/test_bugs.py, line " in text
        assert not band_of(window).isVisible()
        qCritical(SECRET)
        qtbot.waitUntil(band_of(window).isVisible)
        text = log_of(window.workspace.store.path)
        assert "Qt critical" in text
        assert "48213.75" not in text


def test_a_bug_while_closing_leaves_the_window_open_once(
    services: LocalServices, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with practice(services, qapp, qtbot) as window:
        monkeypatch.setattr(window.workspace, "try_again", fail)
        QTimer.singleShot(0, window, lambda: window.close())
        qtbot.waitUntil(band_of(window).isVisible)
        assert window.isVisible()
        QTimer.singleShot(0, window, lambda: window.close())
        qtbot.waitUntil(lambda: not window.isVisible())
    services.open_store(services.store_path(None), write=True).close()  # the store was let go of


def test_a_window_that_cannot_close_gives_way_all_the_same(
    services: LocalServices, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with practice_of(services, qapp, qtbot) as (which, window):
        monkeypatch.setattr(window.workspace, "try_again", fail)
        which.open_demo()
        demo = which.window
        assert isinstance(demo, MainWindow)
        assert demo is not window
        qtbot.waitUntil(band_of(demo).isVisible)
        enter(demo, "1234")
        assert figure(demo) == "1234"


def test_the_details_copied_are_what_stands_in_the_log(
    services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    with practice(services, qapp, qtbot) as window:
        QTimer.singleShot(0, window, fail)
        qtbot.waitUntil(band_of(window).isVisible)
        band_of(window).findChild(QPushButton, "bug-copy").click()
        copied = QGuiApplication.clipboard().text()
        assert "BugOfTest" in copied
        assert copied in log_of(window.workspace.store.path)
        assert band_of(window).findChild(QLabel, "bug-copied").text() == "Copied"


def test_typing_goes_on_and_the_keyboard_reaches_the_band(
    services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    with practice(services, qapp, qtbot) as window:
        window.open_page("water")
        field = window.findChild(QLineEdit, "water-supply_m3")
        field.setFocus()
        qtbot.keyClicks(field, "12")
        QTimer.singleShot(0, window, fail)
        qtbot.waitUntil(band_of(window).isVisible)
        assert qapp.focusWidget() is field
        qtbot.keyClicks(field, "34")
        assert field.text() == "1234"
        for _ in range(80):
            focused = qapp.focusWidget()
            assert focused is not None
            if focused.objectName() == "bug-copy":
                break
            qtbot.keyClick(focused, Qt.Key.Key_Tab)
        assert qapp.focusWidget().objectName() == "bug-copy"
        qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Tab)
        assert qapp.focusWidget().objectName() == "bug-close"
        qtbot.keyClick(qapp.focusWidget(), Qt.Key.Key_Space)
        assert not band_of(window).isVisible()
        assert window.centralWidget().isAncestorOf(qapp.focusWidget())
        assert figure(window) == "1234"


def test_the_lead_and_the_first_run_are_told_too(
    services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    with begun(services, qapp, qtbot) as (_, which):
        assert isinstance(which.window, FirstRun)
        first = which.window
        QTimer.singleShot(0, first, fail)
        qtbot.waitUntil(band_of(first).isVisible)
        assert "Nothing in your data was changed." in sentence(first)
        which.open_demo_lead()
        lead = which.window
        assert isinstance(lead, NetworkWindow)
        in_a_thread(lead)  # type: ignore[arg-type]
        qtbot.waitUntil(band_of(lead).isVisible)
        assert "Your figures are saved" in sentence(lead)
        assert isinstance(lead, Frame)


@pytest.mark.parametrize("again", [False, True], ids=["undo", "redo"])
def test_a_bug_in_undo_itself_is_told_and_can_be_undone_later(
    again: bool, services: LocalServices, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with practice(services, qapp, qtbot) as window:
        enter(window, "5")
        enter(window, "7")
        store, keys = window.workspace.store, (Qt.Key.Key_Z, Qt.Key.Key_Y) if again else (Qt.Key.Key_Z,)
        for key in keys[:-1]:
            press(window, key)
        before, field = figure(window), window.findChild(QLineEdit, "water-supply_m3")
        with monkeypatch.context() as broken:
            broken.setattr(store, "set_figure", fail)
            press(window, keys[-1])
        qtbot.waitUntil(band_of(window).isVisible)
        assert "may not be saved: check it" in sentence(window)
        assert field.text() == figure(window) == before
        press(window, keys[-1])
        assert field.text() == figure(window) == ("7" if again else "5")
        enter(window, "9")
        assert figure(window) == "9"


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, Qt.KeyboardModifier.ControlModifier)
