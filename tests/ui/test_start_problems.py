"""Whatever goes wrong while the data are opened: a window says it and what can be done."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import db.opening
from db.places import Computer
from db.schema.migrations import STEPS
from greenpractice.app import LocalServices
from greenpractice.backup_names import made_at
from greenpractice.bug_log import LOG_NAME
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import one_pcn
from tests.greenpractice.network.samples import PCN
from tests.ui.beginning import begun, hooks_given_back, remember
from tests.ui.test_opening_files import other_file, refusal
from ui.cannot_open import BUG_WORDS, CannotOpen
from ui.first_run import FirstRun
from ui.network.lead_window import NetworkWindow
from ui.practice.practice_window import MainWindow
from ui.session.preferences import Preferences
from ui.session.roles import LEAD, put_lead
from ui.start import NOT_STARTED, Opening, begin
from ui.which_window import WhichWindow


def told(which: WhichWindow) -> str:
    """What the window says that is there instead of the data; it is the only one."""
    window = which.window
    assert isinstance(window, CannotOpen)
    assert window.isVisible()
    return window.findChild(QLabel, "cannot-open-why").text()


def ways(window: QWidget | None) -> list[str]:
    """What can be done."""
    assert window is not None
    return [each.text() for each in window.findChildren(QPushButton) if each.isVisible()]


def press(window: QWidget | None, name: str) -> None:
    assert window is not None
    window.findChild(QPushButton, f"cannot-open-{name}").click()


USUAL = ["Try again", "Choose another data file…", "Set up again", "Close"]


def test_a_bug_while_opening_is_shown_and_trying_again_helps_once_it_is_gone(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Market Street Surgery, 48213.75")

    right = db.opening.open_store
    monkeypatch.setattr(db.opening, "open_store", fail)
    with begun(services, qapp, qtbot) as (opening, which):
        assert told(which) == BUG_WORDS
        assert not opening.isVisible()
        qtbot.waitUntil(lambda: "Copy details" in ways(which.window))
        assert set(ways(which.window)) == {*USUAL, "Copy details"}
        press(which.window, "copy")
        copied = QGuiApplication.clipboard().text()
        assert copied in path.with_name(LOG_NAME).read_text("utf-8")
        assert "ZeroDivisionError" in copied
        assert "48213.75" not in copied
        monkeypatch.setattr(db.opening, "open_store", right)
        press(which.window, "again")
        qtbot.waitUntil(lambda: isinstance(which.window, MainWindow))


def test_a_bug_in_the_window_itself_lets_go_of_the_data(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as wrong:
        wrong.setattr("ui.practice.practice_window.MainWindow.title_parts", fail)
        with begun(services, qapp, qtbot) as (_, which):
            assert told(which) == BUG_WORDS
            services.open_store(path, write=True).close()
            wrong.undo()
            press(which.window, "again")
            qtbot.waitUntil(lambda: isinstance(which.window, MainWindow))
            assert isinstance(which.window, MainWindow)
            assert which.window.workspace.can_write


def test_a_program_that_lacks_a_part_says_so_in_the_first_window(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ui.which_window", None)
    with hooks_given_back():
        opening = Opening()
        qtbot.addWidget(opening)
        with qtbot.waitSignal(opening.painted):
            opening.show()
        assert begin(services, opening, qapp) is None
    assert opening.isVisible()
    assert [label.text() for label in opening.findChildren(QLabel)] == [NOT_STARTED]
    assert "ModuleNotFoundError" in path.with_name(LOG_NAME).read_text("utf-8")


def test_damaged_data_without_a_backup_are_told_too(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    path.write_bytes(b"")
    with begun(services, qapp, qtbot) as (_, which):
        assert "There is no good backup beside it" in told(which)
        assert set(ways(which.window)) == set(USUAL)


def test_data_of_a_newer_version_offer_the_backup_from_before_it(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    """As where somebody goes back to the version before."""
    later = (*STEPS, ("ALTER TABLE returns ADD COLUMN colour TEXT",))
    db.opening.open_store(path, write=True, steps=later).close()
    with begun(services, qapp, qtbot) as (_, which):
        assert "or restore a backup from before it" in told(which)
        backups = which.window.findChild(QListWidget, "cannot-open-backups")
        good = f"greenpractice.version-{len(STEPS)}-"
        qtbot.waitUntil(lambda: backups.count() > 0)
        (newest,) = path.with_name("greenpractice-backups").glob(f"{good}*.db")
        names = [each.name for each in sorted(newest.parent.glob("*.db"), key=made_at, reverse=True)]
        backups.setCurrentRow(names.index(newest.name))
        press(which.window, "restore")
        qtbot.waitUntil(lambda: isinstance(which.window, MainWindow))
        assert isinstance(which.window, MainWindow)
        assert which.window.workspace.can_write


def test_data_that_are_open_elsewhere_are_looked_at_and_the_window_says_so(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    elsewhere = services.open_store(path, write=True)
    try:
        with begun(services, qapp, qtbot) as (_, which):
            assert isinstance(which.window, MainWindow)
            assert "You can look, but not change it" in refusal(which.window)
    finally:
        elsewhere.close()


@pytest.mark.parametrize("role", ["practice", LEAD])
def test_data_that_may_not_be_written_are_looked_at_and_the_window_says_so(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, role: str
) -> None:
    """As on a stick that is locked, or where the lock belongs to somebody else."""
    lock = path.with_name(f"{path.name}.lock")
    lock.unlink(missing_ok=True)
    lock.mkdir()  # which not even an administrator can write to
    if role == LEAD:
        put_lead(Preferences(services.preferences_path()), one_pcn(load_directory(), PCN), path)
        Preferences(services.preferences_path()).put("role", LEAD)
    with begun(services, qapp, qtbot) as (_, which):
        assert isinstance(which.window, NetworkWindow if role == LEAD else MainWindow)
        session = which.workspace or which.lead
        assert session is not None
        assert not session.can_write
        assert f"{lock} cannot be written to" in refusal(which.window)
        assert refusal(which.window).endswith("you can look but not change it")


def test_where_no_data_can_be_made_the_first_run_says_why(
    services: LocalServices, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    path = tmp_path / "locked" / "greenpractice.db"
    path.with_name(f"{path.name}.lock").mkdir(parents=True)
    remember(services, path)
    with begun(services, qapp, qtbot) as (_, which):
        assert "cannot be written to" in told(which)


def test_a_folder_that_is_none_is_told(
    services: LocalServices, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    (tmp_path / "letter.txt").write_text("no folder")
    remember(services, tmp_path / "letter.txt" / "greenpractice.db")
    with begun(services, qapp, qtbot) as (_, which):
        assert "letter.txt" in told(which)
        assert "Copy details" not in ways(which.window)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everything may be read here")
def test_a_folder_that_may_not_be_read_is_told(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    path.parent.chmod(0)
    try:
        with begun(services, qapp, qtbot) as (_, which):
            assert str(path.parent) in told(which)
            assert "Copy details" not in ways(which.window)
    finally:
        path.parent.chmod(0o700)


def test_a_folder_on_a_network_or_copied_to_a_cloud_is_told(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.places.this_computer", lambda: Computer({str(path.parent): "cifs"}))
    with begun(services, qapp, qtbot) as (_, which):
        assert "is on a network" in told(which)
        assert "Keep them on this computer" in told(which)
        assert set(ways(which.window)) == set(USUAL)


@pytest.mark.skipif(sys.platform == "win32", reason="no files can be limited in size here")
def test_a_full_disk_is_told_and_the_log_is_no_second_trouble(
    services: LocalServices, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    from tests.ui.session.test_saving import no_room

    remember(services, tmp_path / "greenpractice.db")
    with no_room(), begun(services, qapp, qtbot) as (_, which):
        assert "the disk is full" in told(which)
        assert set(ways(which.window)) == set(USUAL)


def test_another_file_can_be_chosen_and_what_it_lacks_is_told(
    path: Path,
    services: LocalServices,
    tmp_path: Path,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = [tmp_path / "gone.db", other_file(tmp_path, services)]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen.pop(0)), ""))
    path.write_bytes(b"")
    with begun(services, qapp, qtbot) as (_, which):
        press(which.window, "other")
        qtbot.waitUntil(lambda: "There is no file" in told(which))
        press(which.window, "other")
        qtbot.waitUntil(lambda: isinstance(which.window, MainWindow))
        assert isinstance(which.window, MainWindow)
        assert which.window.workspace.identity.ods_code == "C82100"


def test_one_can_set_up_again_or_close(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    path.write_bytes(b"")
    with begun(services, qapp, qtbot) as (_, which):
        window = which.window
        press(window, "afresh")
        qtbot.waitUntil(lambda: isinstance(which.window, FirstRun))
    with begun(services, qapp, qtbot) as (_, which):
        assert which.window is not None
        press(which.window, "close")
        assert not which.window.isVisible()


def test_the_lead_is_told_and_gets_the_backup_in_the_network_s_window(
    services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    made = other_file(services.store_path(None).parent, services)
    preferences = Preferences(services.preferences_path())
    put_lead(preferences, one_pcn(load_directory(), PCN), made)
    preferences.put("role", LEAD)
    made.write_bytes(b"\0" * 100 + made.read_bytes()[100:])
    with begun(services, qapp, qtbot) as (_, which):
        assert "it is damaged" in told(which)
        press(which.window, "restore")
        qtbot.waitUntil(lambda: isinstance(which.window, NetworkWindow))


def test_the_ways_out_are_reached_by_keyboard_and_the_first_has_the_focus(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    path.write_bytes(b"")
    with begun(services, qapp, qtbot) as (_, which):
        window = which.window
        assert window is not None
        with qtbot.waitActive(window):
            window.activateWindow()
        assert qapp.focusWidget().objectName() == "cannot-open-again"
        for name in ("other", "afresh", "close"):
            qtbot.keyClick(qapp.focusWidget(), "\t")
            assert qapp.focusWidget().objectName() == f"cannot-open-{name}"


def test_a_bug_in_bringing_a_backup_back_leaves_the_data_open(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(services, "restore", fail)
    with begun(services, qapp, qtbot) as (_, which):
        before = which.window
        assert which.workspace is not None
        which.workspace.restore_asked.emit(path)
        qtbot.waitUntil(lambda: which.window is not before)
        assert isinstance(which.window, MainWindow)
        assert which.workspace.can_write
        which.workspace.set_figure("paper", None, "reams", "12")
        assert which.workspace.document().rows("paper") == ({"reams": "12"},)
        qtbot.waitUntil(lambda: path.with_name(LOG_NAME).exists())


def test_a_bug_in_letting_go_of_data_does_not_keep_the_next_from_coming(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with begun(services, qapp, qtbot) as (_, which):
        assert which.workspace is not None
        store, right = which.workspace.store, type(which.workspace.store).close

        def fail(self: object) -> None:
            right(store)
            raise ZeroDivisionError

        which.show_first_run()
        with monkeypatch.context() as wrong:
            wrong.setattr(type(store), "close", fail)
            which.open_demo()
        assert isinstance(which.window, MainWindow)
