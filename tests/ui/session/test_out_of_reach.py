"""While the data folder is away, what is typed is kept and shown, all of it, and saved when it is back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.periods import Period
from ui.practice.practice_window import MainWindow
from ui.session.preferences import Preferences
from ui.session.workspace import Workspace
from ui.window.bands import TRY_AGAIN_AFTER


def enter(window: MainWindow, name: str, text: str) -> None:
    box = window.findChild(QLineEdit, name)
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    box.editingFinished.emit()


def test_two_figures_typed_while_the_folder_is_away_are_both_saved(active: MainWindow, qtbot: QtBot) -> None:
    workspace = active.workspace
    active.open_page("practice")
    folder: Path = workspace.store.path.parent
    away = folder.with_name("away")
    folder.rename(away)
    enter(active, "practice-registered_patients", "7001")
    enter(active, "practice-staff", "31")
    shown = workspace.rows("practice")[0].figures
    assert (shown["registered_patients"], shown["staff"]) == ("7001", "31")
    assert "not saved" in active.status.saved.text()
    assert workspace.footprint().patients == 7001
    away.rename(folder)
    workspace.try_again()
    assert not workspace.has_unsaved
    stored = workspace.store.load(workspace.key)
    assert stored is not None
    kept = stored.document.rows("practice")[0]
    assert (kept["registered_patients"], kept["staff"]) == ("7001", "31")


def test_a_quarter_that_cannot_be_read_is_refused_and_the_one_in_view_stays(active: MainWindow) -> None:
    workspace = active.workspace
    shown, folder = workspace.period, workspace.store.path.parent
    figures = workspace.rows("electricity")[0].figures
    away = folder.with_name("away")
    folder.rename(away)
    active.header.earlier()
    assert [label.text() for label in active.findChildren(QLabel) if "cannot be shown now" in label.text()]
    assert (workspace.period, workspace.rows("electricity")[0].figures) == (shown, figures)
    away.rename(folder)
    active.header.earlier()
    assert workspace.period == shown.previous


def test_pages_open_while_the_folder_is_away(window: MainWindow) -> None:
    folder: Path = window.workspace.store.path.parent
    away = folder.rename(folder.with_name("away"))
    for key in ("settings", "practice", "import", "help"):
        window.open_page(key)
        assert window.open_key == key
    away.rename(folder)


def test_what_waits_in_another_quarter_is_in_the_totals_of_a_year(active: MainWindow, qtbot: QtBot) -> None:
    workspace = active.workspace
    first = workspace.period
    folder: Path = workspace.store.path.parent
    workspace.documents()
    away = folder.with_name("away")
    folder.rename(away)
    row = workspace.rows("electricity")[0]
    workspace.set_figure("electricity", row.id, "kwh", "91111")
    document = workspace.document_of(first)
    assert document is not None
    assert document.rows("electricity")[0]["kwh"] == "91111"
    away.rename(folder)
    workspace.show_period(first.previous)
    other = workspace.document_of(first)
    assert other is not None
    assert other.rows("electricity")[0]["kwh"] == "91111"
    workspace.try_again()
    assert not workspace.has_unsaved


def red_band(window: MainWindow) -> str:
    """What stands beside "Try again"; "" where that is not shown."""
    band = window.findChild(QPushButton, "save-again").parentWidget()
    return " ".join(label.text() for label in band.findChildren(QLabel)) if band.isVisible() else ""


def test_a_folder_that_comes_back_clears_the_band_by_itself_within_seconds(
    active: MainWindow, qtbot: QtBot
) -> None:
    workspace = active.workspace
    folder: Path = workspace.store.path.parent
    away = folder.with_name("away")
    active.open_page("practice")
    folder.rename(away)
    enter(active, "practice-registered_patients", "7002")
    assert red_band(active).startswith(f"We cannot save to {folder}.")
    active.open_page("energy")  # which page is open is remembered beside the data here
    assert not folder.exists()  # nothing is made in its place
    again = active.findChild(QTimer, "save-again-soon")
    again.timeout.emit()
    assert red_band(active)
    assert again.isActive()
    away.rename(folder)
    qtbot.waitUntil(lambda: red_band(active) == "", timeout=5_000)
    assert not workspace.has_unsaved
    assert not again.isActive()
    stored = workspace.store.load(workspace.key)
    assert stored is not None
    assert stored.document.rows("practice")[0]["registered_patients"] == "7002"


def test_a_drive_that_takes_long_to_say_no_is_asked_less_often(
    active: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = active.findChild(QTimer, "save-again-soon")
    assert again.interval() == TRY_AGAIN_AFTER
    monkeypatch.setattr(Workspace, "try_again", lambda _: QTest.qWait(300))
    again.timeout.emit()
    assert again.interval() >= 3_000
    monkeypatch.setattr(Workspace, "try_again", lambda _: None)
    again.timeout.emit()
    assert again.interval() == TRY_AGAIN_AFTER


def test_what_the_window_remembers_waits_for_its_folder_and_makes_none(tmp_path: Path) -> None:
    folder, away = tmp_path / "data", tmp_path / "away"
    kept = Preferences(folder / "window.ini")
    kept.put("page", "home")  # the first start makes it
    kept.put_on("charts_as_tables", True)
    folder.rename(away)
    kept.put("page", "water")
    kept.put_on("charts_as_tables", False)
    kept.put("period", "2025-26-Q1")
    assert (kept.text("page"), kept.is_on("charts_as_tables")) == ("water", False)
    QCoreApplication.processEvents()
    assert not folder.exists()
    away.rename(folder)
    kept.put("period", "2025-26-Q2")
    again = Preferences(folder / "window.ini")
    assert (again.text("page"), again.is_on("charts_as_tables")) == ("water", False)
    assert again.period == Period(2025, 2)
