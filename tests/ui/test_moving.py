"""Moving to a new computer in the window: out of one, into the next."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.exchange.signing import signing_key
from greenpractice.network.states import fingerprint
from tests.db.helpers import session
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
    assert signing_key(path).public_key == key
