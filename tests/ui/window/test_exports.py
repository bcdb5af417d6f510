"""The list of exports in both windows: an entry for each, and a new one without a line anywhere else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.exchange.network_tables import network_tables
from greenpractice.tasks.exports import EXPORTS, Export
from greenpractice.tasks.network_files import Collation
from greenpractice.tasks.return_files import OneReturn
from tests.ui.network.network_opening import Opener, text
from tests.ui.window.menu_entries import do, said
from ui.network.lead_window import NetworkWindow
from ui.network.pages.report_page import NetworkReportPage
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace


def test_every_export_of_a_practice_is_in_its_menu(window: MainWindow) -> None:
    found = {action.objectName() for action in window.findChildren(QAction)}
    assert {export.control for export in EXPORTS.practice} <= found


def test_every_export_of_a_network_is_in_its_menu(lead: NetworkWorkspace, qtbot: QtBot) -> None:
    window = lead_window(lead, qtbot)
    found = {action.objectName() for action in window.findChildren(QAction)}
    assert {export.control for export in EXPORTS.network} <= found
    for export in EXPORTS.network:
        assert window.click_on_page(export.page or "report", "no such button") is None
        assert window.findChild(QPushButton, export.control) is not None


def test_an_entry_of_a_network_makes_its_file(lead: NetworkWorkspace, qtbot: QtBot, tmp_path: Path) -> None:
    window = lead_window(lead, qtbot)
    window.open_page("report")
    page = window.pages["report"]
    assert isinstance(page, NetworkReportPage)
    page.folder.setText(str(tmp_path / "out"))
    window.findChild(QAction, "report-csv").trigger()
    qtbot.waitUntil(lambda: page.done.isVisible(), timeout=20_000)
    assert len(list((tmp_path / "out").glob("*.csv"))) == len(network_tables(lead.network(), ()))


def test_the_data_file_waits_for_the_pdf(
    active: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = active.workspace.key
    active.workspace.set_figure("paper", active.workspace.rows("paper")[0].id, "reams", "5")
    target = answer_with(monkeypatch, tmp_path / "return.json")
    active.workspace.store.issue(key, active.workspace.store.history(key)[-1].at)
    active.workspace.figures_changed()
    do(active, "export-data-file")
    assert said(active) == f"Exported: {target}"
    assert b'"format": "greenpractice-return"' in target.read_bytes()


def write_code(what: OneReturn, target: Path, store: Path, cancelled: Callable[[], bool]) -> list[Path]:
    target.write_text(what.key.ods_code, encoding="utf-8")
    return [target]


def write_name(what: Collation, target: Path, store: Path, cancelled: Callable[[], bool]) -> list[Path]:
    target.write_text(what.name, encoding="utf-8")
    return [target]


def test_a_new_export_of_a_practice_is_in_the_menu_at_once(
    filled: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = Export("code", "code alone", ".code", "The code of the practice.", write_code)
    filled.exports = replace(EXPORTS, practice=(*EXPORTS.practice, new))
    assert filled.preferences is not None
    window = MainWindow(filled, filled.preferences)
    qtbot.addWidget(window)
    window.show()
    entry = window.findChild(QAction, "export-code")
    assert entry.text().replace("&", "") == "Save code alone…"
    target = answer_with(monkeypatch, tmp_path / "a.code")
    entry.trigger()
    assert said(window) == f"Exported: {target}"
    assert target.read_text(encoding="utf-8") == "Z99991"


def test_a_new_export_of_a_network_is_a_button_and_an_entry_at_once(
    lead: NetworkWorkspace, open_network: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    new = Export("name", "name alone", ".name", "The name of the network.", write_name)
    lead.exports = replace(EXPORTS, network=(*EXPORTS.network, new))
    window = lead_window(lead, qtbot)
    assert window.findChild(QAction, "export-name") is not None
    page = open_network(NetworkReportPage, lead)
    page.folder.setText(str(tmp_path / "out"))
    page.findChild(QPushButton, "export-name").click()
    assert page.progress.text() == "Saving the name alone"
    qtbot.waitUntil(lambda: page.done.isVisible(), timeout=20_000)
    assert text(page, "report-done") == "Name alone saved"
    (made,) = (tmp_path / "out").glob("*.name")
    assert made.stem == made.read_text(encoding="utf-8")


def lead_window(lead: NetworkWorkspace, qtbot: QtBot) -> NetworkWindow:
    assert lead.preferences is not None
    window = NetworkWindow(lead, lead.preferences)
    qtbot.addWidget(window)
    window.show()
    return window


def answer_with(monkeypatch: pytest.MonkeyPatch, target: Path) -> Path:
    """The file dialog answers with this file."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    return target
