"""A data file that is there already is opened from the first question: whose it is is asked where it must."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton

from greenpractice.app import LocalServices
from greenpractice.carbon.footprint import load_calculator
from greenpractice.exchange.seal import sealed_json, verdict_of
from greenpractice.exchange.signing import signing_key
from greenpractice.facts.practices import load_directory
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.verdicts import Changed
from greenpractice.store import NewReturn
from ui.first_run import FirstRun
from ui.network.lead_window import NetworkWindow
from ui.practice.practice_window import MainWindow
from ui.which_window import WhichWindow

RETURN = ReturnDocument("C82009", Period(2025, 3), 1, "2026-01-08", "Market Street Surgery",
                        sections={"paper": ({"reams": "12", "recycled_content": "1"},)})  # fmt: skip


@pytest.fixture
def first(which: WhichWindow) -> FirstRun:
    which.start()
    assert isinstance(which.window, FirstRun)
    return which.window


def open_file(first: FirstRun, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    press(first, "role-open")


def press(first: FirstRun, name: str) -> None:
    QTest.keyClick(first.findChild(QPushButton, name), Qt.Key.Key_Return)


def type_and_enter(first: FirstRun, name: str, text: str) -> None:
    box = first.findChild(QLineEdit, name)
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def shown(first: FirstRun, name: str) -> str:
    label = first.findChild(QLabel, name)
    return label.text() if label.isVisible() else ""


def test_the_practice_in_it_is_opened_and_opens_next_time(
    first: FirstRun, which: WhichWindow, services: LocalServices, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    store = services.open_store(tmp_path / "kept.db", write=True)
    store.record(RETURN)
    store.close()
    open_file(first, store.path, monkeypatch)
    assert isinstance(which.window, MainWindow)
    assert which.window.workspace.identity.ods_code == "C82009"
    assert which.preferences.store == store.path


def test_of_an_empty_one_the_practice_is_asked_and_back_forgets_it(
    first: FirstRun, which: WhichWindow, services: LocalServices, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    empty = tmp_path / "empty.db"
    services.open_store(empty, write=True).close()
    open_file(first, empty, monkeypatch)
    said = "empty.db holds no figures yet. Select the practice it is for"
    assert shown(first, "practice-problem") == said
    press(first, "practice-back")
    first._on_role("practice")
    type_and_enter(first, "practice-search", "C82009")
    assert first.findChild(QLineEdit, "data-folder").isVisible()
    press(first, "place-back")
    press(first, "practice-back")
    open_file(first, empty, monkeypatch)
    press(first, "practice-continue")
    assert isinstance(which.window, MainWindow)
    assert (which.window.workspace.store.path, which.preferences.store) == (empty, empty)
    assert which.window.workspace.identity.ods_code == "C82009"


def test_of_one_that_a_network_received_the_network_is_asked(
    first: FirstRun, which: WhichWindow, services: LocalServices, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    store = services.open_store(tmp_path / "network.db", write=True)
    key = signing_key(store.path)
    verdict = verdict_of(sealed_json(RETURN, load_calculator().of_return(RETURN), key, demo=False))
    assert not isinstance(verdict, Changed)
    store.receive([NewReturn(RETURN, verdict, "a.pdf", b"a", False)], datetime(2026, 1, 9, tzinfo=UTC))
    store.close()
    open_file(first, store.path, monkeypatch)
    assert shown(first, "pcn-problem").startswith("network.db holds what a network received")
    type_and_enter(first, "pcn-search", str(load_directory().latest_pcn("C82009")))
    press(first, "members-continue")
    assert isinstance(which.window, NetworkWindow)
    assert which.window.workspace.store.path == store.path
    assert len(which.window.workspace.store.received_keys()) == 1


def test_what_is_no_data_file_is_told_and_the_question_stays(
    first: FirstRun, which: WhichWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = tmp_path / "none.db"
    open_file(first, none, monkeypatch)
    assert shown(first, "role-problem") == f"There is no file {none}"
    assert which.window is first
