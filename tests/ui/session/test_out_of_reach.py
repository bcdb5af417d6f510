"""While the data folder is away, what is typed is kept and shown, all of it, and saved when it is back."""

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.practice.practice_window import MainWindow


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
