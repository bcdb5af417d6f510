"""Backups in the window: what each is without is said before, and what was done is told as that."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QFrame, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from db.backups import backups_of, folder_of
from greenpractice.app import LocalServices
from greenpractice.evidence_kept import keep
from greenpractice.own_files import evidence_folder
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag
from tests.db.helpers import DOCUMENT
from tests.ui.beginning import begun
from ui.practice.practice_window import MainWindow
from ui.session import regular_backups
from ui.session.identity import Identity
from ui.which_window import WhichWindow
from ui.window.frame import Frame


def window_of(which: WhichWindow) -> MainWindow:
    assert isinstance(which.window, MainWindow)
    QApplication.processEvents()  # a window is filled after it is first painted
    return which.window


def card(window: Frame) -> Frame:
    window.open_page("settings")
    QApplication.processEvents()
    return window


def press(window: Frame, name: str) -> None:
    found = window.findChild(QPushButton, name)
    assert found.isVisible(), name
    found.setFocus()
    QTest.keyClick(found, Qt.Key.Key_Return)


def words_of(window: Frame, name: str) -> str:
    label = window.findChild(QLabel, name)
    return label.text() if label.isVisible() else ""


def band(window: Frame, look: str) -> str:
    """What stands in the visible bands of one look."""
    return " ".join(
        label.text()
        for frame in window.bands.findChildren(QFrame)
        if frame.property("look") == look and frame.isVisible()
        for label in frame.findChildren(QLabel)
    )


def reams(window: MainWindow, text: str) -> None:
    rows = window.workspace.rows("paper")
    window.workspace.set_figure("paper", rows[0].id if rows else None, "reams", text)


def back_up(window: MainWindow, target: Path) -> None:
    card(window).findChild(QLineEdit, "backup-file").setText(str(target))
    press(window, "back-up")


def ask(window: MainWindow, backup: Path) -> str:
    card(window).findChild(QLineEdit, "restore-file").setText(str(backup))
    press(window, "restore")
    return words_of(window, "restore-sure")


def test_what_a_restore_would_lose_is_in_the_question(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.db"
    with begun(services, qapp, qtbot) as (_, which):
        window = window_of(which)
        reams(window, "12")
        back_up(window, kept)
        assert "Nothing was changed after it was made." in ask(window, kept)
        reams(window, "13")
        assert words_of(window, "restore-sure") == "", "more is lost than was asked about"
        reams(window, "14")
        asked = ask(window, kept)
        assert asked.startswith("This replaces your data with the backup of ")
        assert "It is without 2 changes made after " in asked
        assert "is kept beside your data" in asked
        window.findChild(QLineEdit, "restore-file").setText(str(tmp_path / "other.db"))
        assert words_of(window, "restore-sure") == ""


def test_a_backup_of_other_data_counts_no_changes_of_these(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    store = services.open_store(other, write=True)
    store.record(DOCUMENT)
    store.close()
    with begun(services, qapp, qtbot) as (_, which):
        window = window_of(which)
        reams(window, "12")
        reams(window, "13")
        assert "It is without what was changed after " in ask(window, other)


def test_a_restore_is_told_as_done_and_goes_with_the_page(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.db"
    with begun(services, qapp, qtbot) as (_, which):
        for leave in ("page", "change", "quarter", "close"):
            window = window_of(which)
            reams(window, "12")
            back_up(window, kept)
            ask(window, kept)
            press(window, "restore-yes")
            qtbot.waitUntil(lambda window=window: which.window is not window)
            after = window_of(which)
            qtbot.waitUntil(lambda after=after: after.open_key == "settings")
            QApplication.processEvents()
            assert "was restored from" in band(after, "done-bar")
            assert band(after, "red-bar") == ""
            if leave == "page":
                after.open_page("home")
            elif leave == "change":
                reams(after, "99")
            elif leave == "quarter":
                QTest.mouseClick(after.findChild(QPushButton, "earlier-quarter"), Qt.MouseButton.LeftButton)
                after.workspace.show_period(Period(2026, 1))
            else:
                press(after, "close-done")
            assert band(after, "done-bar") == "", leave


def test_a_restore_that_fails_is_told_in_red(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"no backup")
    with begun(services, qapp, qtbot) as (_, which):
        window = window_of(which)
        ask(window, bad)
        press(window, "restore-yes")
        qtbot.waitUntil(lambda: which.window is not window)
        assert band(window_of(which), "red-bar") != ""
        assert band(window_of(which), "done-bar") == ""


def test_a_backup_says_when_there_are_changes_since(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with begun(services, qapp, qtbot) as (_, which):
        window = window_of(which)
        reams(window, "12")
        back_up(window, tmp_path / "kept.db")
        said = words_of(window, "backup-said")
        assert said.startswith("Backed up and verified at ")
        assert "changes since" not in said
        window.open_page("home")
        window.workspace.show_period(Period(2025, 1))
        card(window)
        assert words_of(window, "backup-said") == said, "nothing was changed"
        window.workspace.show_period(Period(2026, 1))
        window.workspace.undo()
        card(window)
        assert words_of(window, "backup-said").startswith(f"{said}. There are changes since")
        back_up(window, tmp_path / "again.db")
        assert "changes since" not in words_of(window, "backup-said")


def test_a_first_figure_and_a_closed_window_leave_a_backup(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    assert backups_of(path) == []
    with begun(services, qapp, qtbot) as (_, which):
        window = window_of(which)
        window.workspace.identity = Identity("C82001", "Sample Surgery")
        reams(window, "12")
        window.close()
    (backup,) = backups_of(path)
    store = services.open_store(backup.path, write=False)
    assert [document.rows("paper") for document in store.documents(store.keys())] == [({"reams": "12"},)]
    store.close()


def test_figures_are_backed_up_while_the_window_is_open(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regular_backups, "SOON", 50)
    monkeypatch.setattr(regular_backups, "LATER", 300)
    with begun(services, qapp, qtbot) as (_, which):
        window = window_of(which)
        qtbot.wait(100)
        assert backups_of(path) == [], "nothing was entered"
        reams(window, "12")
        qtbot.waitUntil(lambda: len(backups_of(path)) == 1)
        reams(window, "13")
        qtbot.wait(100)
        assert len(backups_of(path)) == 1, "not after each figure"
        reams(window, "14")
        qtbot.waitUntil(lambda: len(backups_of(path)) == 2)
        store = services.open_store(backups_of(path)[0].path, write=False)
        assert [each.rows("paper") for each in store.documents(store.keys())] == [({"reams": "14"},)]
        store.close()
    assert len(backups_of(path)) == 2, "the newest holds all there is"


def test_a_backup_that_cannot_be_made_is_told_once_and_figures_go_on(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regular_backups, "SOON", 20)
    monkeypatch.setattr(regular_backups, "LATER", 20)
    folder = folder_of(path)
    folder.write_text("a file where the backups go")
    with begun(services, qapp, qtbot) as (_, which):
        window, told = window_of(which), list[str]()
        window.workspace.refused.connect(told.append)
        for text in ("12", "13", "14"):
            reams(window, text)
            qtbot.wait(60)
        assert len(told) == 1
        assert told[0].startswith("Everything is saved, but no backup could be made.")
        assert window.workspace.document().rows("paper") == ({"reams": "14"},)
        folder.unlink()


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What a person chooses in the file dialog; it gets the folders that it was opened in."""
    asked: list[Path] = []

    def choose(_parent: object, _title: str, folder: str, _kind: str) -> tuple[str, str]:
        asked.append(Path(folder))
        return str(asked[0]), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    return asked


def test_the_data_file_is_no_backup_of_itself(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, chosen: list[Path]
) -> None:
    chosen.append(path)
    with begun(services, qapp, qtbot) as (_, which):
        window = card(window_of(which))
        box = window.findChild(QLineEdit, "restore-file")
        press(window, "choose-restore")
        refused = words_of(window, "backup-said")
        assert (
            refused == "greenpractice.db is the data file that is open, not a backup of it. Choose a backup"
        )
        assert box.text() == "", "it is not taken"
        link = path.with_name("link.db")
        link.symlink_to(path)
        assert ask(window, link) == "", "nothing is asked of what cannot be done"
        assert words_of(window, "backup-said").startswith("link.db is the data file")
        back_up(window, path)
        assert words_of(window, "backup-said").endswith("Choose another file for the backup")


def test_a_backup_is_chosen_where_the_newest_lie(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, chosen: list[Path]
) -> None:
    chosen.append(path)
    with begun(services, qapp, qtbot) as (_, which):
        window = window_of(which)
        press(card(window), "choose-restore")
        assert chosen[-1] == path.parent, "there is no backup yet"
        reams(window, "12")
        window.workspace.store.back_up_if_changed()
        press(card(window), "choose-restore")
        assert chosen[-1] == folder_of(path), "made by themselves"
        press(window, "back-up")
        press(window, "choose-restore")
        assert chosen[-1] == path.parent / "Backups"


def test_what_was_wrong_with_a_file_goes_with_it(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, chosen: list[Path], tmp_path: Path
) -> None:
    kept = tmp_path / "kept.db"
    chosen.append(kept)
    with begun(services, qapp, qtbot) as (_, which):
        window = window_of(which)
        reams(window, "12")
        press(card(window), "restore")
        assert words_of(window, "backup-said") == "Choose the backup file to restore"
        window.workspace.store.backup(kept)
        press(window, "choose-restore")
        assert words_of(window, "backup-said") == ""
        back_up(window, tmp_path / "other.db")
        press(window, "choose-restore")
        assert words_of(window, "backup-said").startswith("Backed up and verified"), "that is still true"


def test_bills_are_in_a_backup_where_that_is_ticked_and_a_restore_says_what_is_missing(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    bill, without, beside = tmp_path / "bill.csv", tmp_path / "without.db", tmp_path / "with.db"
    bill.write_text("a bill")
    with begun(services, qapp, qtbot) as (_, which):
        window = window_of(which)
        reams(window, "12")
        name = keep(path, bill)
        row = window.workspace.rows("paper")[0]
        window.workspace.set_flag(row.id, Flag("paper", 0, "reams", evidence=(name,)))
        back_up(window, without)
        assert "bill" not in words_of(window, "backup-said")
        box = window.findChild(QCheckBox, "backup-evidence")
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
        back_up(window, beside)
        assert words_of(window, "backup-said").endswith("with.db, with 1 bill or print-out")
        lost = evidence_folder(path) / name
        for backup, told, is_there in (
            (without, "1 bill or print-out is missing", False),
            (beside, "came back", True),
        ):
            lost.unlink(missing_ok=True)
            ask(window, backup)
            press(window, "restore-yes")
            qtbot.waitUntil(lambda window=window: which.window is not window)
            window = window_of(which)
            qtbot.waitUntil(lambda window=window: window.open_key == "settings")
            QApplication.processEvents()
            assert told in band(window, "done-bar")
            assert lost.exists() is is_there
            assert window.findChild(QCheckBox, "backup-evidence").isChecked()
