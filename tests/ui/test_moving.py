"""Moving to a new computer in the window: out of one, into the next."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.exchange.signing import signing_key
from greenpractice.network.states import fingerprint
from tests.db.helpers import PERIOD, session, sha256
from tests.ui.beginning import begun
from tests.ui.test_opening_files import refusal
from ui.practice.practice_window import MainWindow
from ui.session.identity import Identity
from ui.session.preferences import Preferences


def test_everything_goes_out_and_comes_back(
    services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, file = services.store_path(None), tmp_path / "everything.greenpractice-move"
    session(path, "1")
    key = signing_key(path).public_key
    preferences = Preferences(services.preferences_path())
    preferences.put_identity(Identity("C82001", "South Leicestershire"))
    preferences.put("store", str(path))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    with begun(services, qapp, qtbot) as (_, which):
        window = which.window
        assert isinstance(window, MainWindow)
        window.open_page("settings")
        assert fingerprint(key) in window.findChild(QLabel, "own-key").text()
        window.findChild(QPushButton, "move-to").click()
        assert "read back and verified" in window.findChild(QLabel, "move-said").text()
        assert file.is_file()
        window.findChild(QPushButton, "move-from").click()
        window.findChild(QPushButton, "move-yes").click()
        qtbot.waitUntil(lambda: which.window is not window)
        assert isinstance(which.window, MainWindow)
        qtbot.waitUntil(lambda: "was restored from" in refusal(which.window))  # type: ignore[arg-type]
        assert str(file) in refusal(which.window)
        assert f"Your key, to read out: {fingerprint(key)}." in refusal(which.window)
        assert window.workspace.period != PERIOD
        assert which.window.workspace.period == PERIOD, "no figures are in view, and they are there"
    assert signing_key(path).public_key == key


def test_a_demo_over_real_figures_is_asked_about_before_anything_changes(
    services: LocalServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    path, demo = services.store_path(None), tmp_path / "demo.db"
    session(path, "1")
    before = sha256(path)
    services.open_store(demo, write=True, demo=True).close()
    preferences = Preferences(services.preferences_path())
    preferences.put_identity(Identity("C82001", "South Leicestershire"))
    preferences.put("store", str(path))
    with begun(services, qapp, qtbot) as (_, which):
        for answer in ("strip-cancel", "restore-other-kind"):
            window = which.window
            assert isinstance(window, MainWindow)
            window.open_page("settings")
            window.findChild(QLineEdit, "restore-file").setText(str(demo))
            window.findChild(QPushButton, "restore").click()
            window.findChild(QPushButton, "restore-yes").click()
            qtbot.waitUntil(lambda window=window: which.window is not window)
            assert isinstance(which.window, MainWindow)
            assert "made-up demo data" in which.window.findChild(QLabel, "strip-sentence").text()
            assert sha256(path) == before
            which.window.findChild(QPushButton, answer).click()
        qtbot.waitUntil(lambda: "was restored from" in refusal(which.window))  # type: ignore[arg-type]
        assert isinstance(which.window, MainWindow)
        assert which.window.workspace.store.is_demo()
