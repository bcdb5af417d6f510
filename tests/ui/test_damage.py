"""Damaged data in the window: what is wrong, every backup, what each is without, and the way back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.backups import backups_of
from greenpractice.app import LocalServices
from greenpractice.bug_log import LOG_NAME
from tests.db.helpers import KEY, session, sha256, spoil
from tests.ui.beginning import begun
from tests.ui.test_opening_files import refusal
from tests.ui.test_start_problems import USUAL, press, told, ways
from ui.cannot_open import BUG_WORDS, CannotOpen
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.session.preferences import Preferences
from ui.widgets.style import apply_look


def damaged(path: Path, services: LocalServices, *kwh: str) -> None:
    """Data with a backup after each figure, and then a first page of nothing."""
    path.unlink()
    for text in kwh:
        session(path, text)
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])
    Preferences(services.preferences_path()).put_identity(Identity("C82001", "South Leicestershire"))


def backups_in(window: QWidget | None) -> list[str]:
    assert window is not None
    shown = window.findChild(QListWidget, "cannot-open-backups")
    return [shown.item(row).text() for row in range(shown.count())] if shown.isVisible() else []


def lost_in(window: QWidget | None) -> str:
    assert window is not None
    return window.findChild(QLabel, "cannot-open-lost").text()


def test_damaged_data_are_told_with_every_backup_and_what_each_is_without(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    damaged(path, services, "1", "2", "3")
    newest, middle, oldest = backups_of(path)
    spoil(newest.path)
    spoiled = path.read_bytes()
    with begun(services, qapp, qtbot) as (opening, which):
        assert not opening.isVisible()
        assert told(which).startswith(
            "We could not read greenpractice.db: it is damaged. The last good backup is from"
        )
        assert {*USUAL, "Restore this backup"} == set(ways(which.window))
        assert len(backups_in(which.window)) == 1  # at once, before the others were read through
        qtbot.waitUntil(lambda: len(backups_in(which.window)) == 3)
        assert len({text.rpartition(": ")[0] for text in backups_in(which.window)}) == 3
        words = [text.rpartition(": ")[2] for text in backups_in(which.window)]
        assert words == ["damaged", "good, the newest good one", "good"]
        assert which.window is not None
        shown = which.window.findChild(QListWidget, "cannot-open-backups")
        button = which.window.findChild(QPushButton, "cannot-open-restore")
        assert (shown.currentRow(), button.isEnabled()) == (1, True)
        assert "It is without what was changed after" in lost_in(which.window)
        qtbot.keyClick(shown, Qt.Key.Key_Up)
        assert "This backup cannot be used: " in lost_in(which.window)
        assert not button.isEnabled()
        qtbot.keyClick(shown, Qt.Key.Key_End)
        assert button.isEnabled()
        press(which.window, "restore")
        qtbot.waitUntil(lambda: isinstance(which.window, MainWindow))
        assert isinstance(which.window, MainWindow)
        assert sha256(path) == sha256(oldest.path) != sha256(middle.path)
        assert f"{path} was restored from {oldest.path}" in refusal(which.window)
    (aside,) = path.parent.glob("greenpractice.db.damaged-*")
    assert aside.read_bytes() == spoiled


def test_how_many_changes_a_backup_is_without_is_said_where_the_data_can_tell(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    path.unlink()
    session(path, "1", "2")
    session(path, "3", "4")
    spoil(path, "UPDATE returns SET name = 'Other'")
    Preferences(services.preferences_path()).put_identity(Identity("C82001", "South Leicestershire"))
    Preferences(services.preferences_path()).put("period", "2025-26-Q1")
    with begun(services, qapp, qtbot) as (_, which):
        qtbot.waitUntil(lambda: len(backups_in(which.window)) == 2)
        assert lost_in(which.window).startswith("Nothing was changed after it was made.")
        assert which.window is not None
        qtbot.keyClick(which.window.findChild(QListWidget, "cannot-open-backups"), Qt.Key.Key_End)
        assert lost_in(which.window).startswith("It is without 2 changes made after ")


def test_damage_that_is_met_while_the_window_is_open_is_told_as_damage(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    path.unlink()
    session(path, "1")
    Preferences(services.preferences_path()).put_identity(Identity("C82001", "South Leicestershire"))
    Preferences(services.preferences_path()).put("period", "2025-26-Q3")
    with begun(services, qapp, qtbot) as (_, which):
        window = which.window
        assert isinstance(window, MainWindow)
        spoil(path)
        QTimer.singleShot(0, lambda: window.workspace.store.load(KEY))  # as a page that is turned to does
        qtbot.waitUntil(lambda: isinstance(which.window, CannotOpen))
        qtbot.waitUntil(lambda: len(backups_in(which.window)) == 1)
        assert "it is damaged" in told(which)
        assert not path.with_name(LOG_NAME).exists()  # it is no bug
        press(which.window, "restore")
        qtbot.waitUntil(lambda: isinstance(which.window, MainWindow))


def test_data_that_are_out_of_reach_are_no_bug_wherever_they_are_read(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    with begun(services, qapp, qtbot) as (_, which):
        window = which.window
        assert isinstance(window, MainWindow)
        said: list[str] = []
        window.workspace.refused.connect(said.append)
        away = path.parent.rename(path.parent.with_name("away"))
        QTimer.singleShot(0, lambda: window.workspace.store.keys())  # as a page that is turned to does
        qtbot.waitUntil(lambda: said != [])
        away.rename(path.parent)
        assert [f"The folder {path.parent} is not there." in each for each in said] == [True]
        assert which.window is window
        assert not path.with_name(LOG_NAME).exists()


@pytest.mark.parametrize("bit", [7, 376, 383, 505, 506, 507, 545])
def test_a_flipped_bit_of_the_header_opens_or_is_told(
    bit: int, path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    path.unlink()
    session(path, "1")
    content = bytearray(path.read_bytes())
    content[bit // 8] ^= 1 << (bit % 8)
    path.write_bytes(content)
    with begun(services, qapp, qtbot) as (opening, which):
        assert not opening.isVisible()
        said = told(which)
        assert "damaged" in said
        assert said != BUG_WORDS


def test_backups_are_seen_whole_and_the_first_way_out_is_in_sight_at_200_percent(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, usual: QApplication
) -> None:
    damaged(path, services, *map(str, range(1, 7)))
    with begun(services, qapp, qtbot) as (_, which):
        qtbot.waitUntil(lambda: len(backups_in(which.window)) == 6)
        window = which.window
        assert isinstance(window, CannotOpen)
        shown = window.findChild(QListWidget, "cannot-open-backups")
        for size, rows in ((100, 5), (200, 3)):
            apply_look(usual, size=size)
            window.resize(1366, 688)
            window.start()
            for _ in range(4):
                qapp.processEvents()
            assert shown.viewport().height() // shown.sizeHintForRow(0) == rows
            again = window.findChild(QPushButton, "cannot-open-again")
            assert not again.visibleRegion().isEmpty()
