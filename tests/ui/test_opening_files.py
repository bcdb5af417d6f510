"""Opening another data file: the practice that is in it, or a sentence that says why not."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from tests.ui.beginning import OWN
from tests.ui.network.network_files import pdf_files, read
from ui.network.session.lead_workspace import NetworkWorkspace
from ui.opening_files import show_what_is_there
from ui.practice.practice_window import MainWindow
from ui.which_window import WhichWindow
from ui.window.bands import Bands


@pytest.fixture
def opened(which: WhichWindow, services: LocalServices, qtbot: QtBot) -> MainWindow:
    """The practice's own window."""
    path = services.store_path(None)
    which.preferences.put_identity(OWN)
    which.preferences.put("store", str(path))
    which.open(path, OWN)
    return window_of(which, qtbot)


def window_of(which: WhichWindow, qtbot: QtBot) -> MainWindow:
    window = which.window
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: window.open_key != "")
    return window


def other_file(folder: Path, services: LocalServices, code: str = "C82100") -> Path:
    path = folder / "other.db"
    store = services.open_store(path, write=True)
    rows = ({"reams": "12", "recycled_content": "1"},)
    store.record(
        ReturnDocument(code, Period(2025, 3), 1, "2026-01-08", "Other Surgery", sections={"paper": rows})
    )
    store.close()
    return path


def refusal(window: MainWindow) -> str:
    bands = window.findChild(Bands)
    return " ".join(label.text() for label in bands.findChildren(QLabel) if label.isVisible())


def test_the_practice_in_the_file_is_opened_and_kept(
    opened: MainWindow, which: WhichWindow, services: LocalServices, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = other_file(tmp_path, services)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    assert opened.menus is not None
    next(each for each in opened.menus.commands if each.name == "open-file").does()
    qtbot.waitUntil(lambda: which.window is not opened)
    window = window_of(which, qtbot)
    assert window.workspace.identity.ods_code == "C82100"
    assert window.workspace.identity.name == "Other Surgery"
    assert window.workspace.period == Period(2025, 3)
    assert window.workspace.can_write
    assert which.preferences.store == path
    assert which.preferences.identity is not None
    assert which.preferences.identity.ods_code == "C82100"
    services.open_store(services.store_path(None), write=True).close()  # the first file was let go


def test_the_same_file_is_not_opened_twice(opened: MainWindow, which: WhichWindow) -> None:
    which.open_other(opened.workspace.store.path)
    assert which.window is opened
    assert "is open already" in refusal(opened)


def test_what_is_no_data_file_is_told_and_the_window_stays(
    opened: MainWindow, which: WhichWindow, tmp_path: Path
) -> None:
    which.open_other(tmp_path / "gone.db")
    assert "There is no file" in refusal(opened)
    (tmp_path / "letter.db").write_text("Dear colleague, this is a letter and not a data file.\n" * 9)
    which.open_other(tmp_path / "letter.db")
    assert which.window is opened
    assert opened.workspace.can_write
    said = refusal(opened) + " ".join(label.text() for label in opened.strip.findChildren(QLabel))
    assert "letter.db" in said


def test_a_damaged_file_offers_its_backup(
    opened: MainWindow,
    which: WhichWindow,
    services: LocalServices,
    tmp_path: Path,
    qtbot: QtBot,
    qapp: QApplication,
) -> None:
    path = other_file(tmp_path, services, OWN.ods_code)
    whole = path.read_bytes()
    path.write_bytes(b"\0" * 100 + whole[100:])
    which.open_other(path)
    sentence = opened.strip.findChild(QLabel, "strip-sentence")
    assert sentence.text().startswith(
        "We could not read other.db: it is damaged. The last good backup is from "
    )
    opened.strip.findChild(QPushButton, "open-restore").click()
    qtbot.waitUntil(lambda: which.window is not opened)
    window = window_of(which, qtbot)
    assert window.workspace.store.path == path
    assert window.workspace.document_of(Period(2025, 3)) is not None


def test_a_file_that_is_open_elsewhere_is_looked_at(
    opened: MainWindow, which: WhichWindow, services: LocalServices, tmp_path: Path, qtbot: QtBot
) -> None:
    path = other_file(tmp_path, services)
    elsewhere = services.open_store(path, write=True)
    try:
        which.open_other(path)
        window = window_of(which, qtbot)
        assert window is not opened
        assert not window.workspace.can_write
    finally:
        elsewhere.close()


@pytest.mark.parametrize("window", ["workspace", "lead"])
def test_what_took_the_place_of_the_data_is_looked_at_where_it_has_anything(
    window: str, request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot
) -> None:
    workspace = request.getfixturevalue(window)
    if isinstance(workspace, NetworkWorkspace):
        read(workspace, qtbot, *pdf_files(tmp_path / "in", "b.pdf"))
    else:
        workspace.set_figure("water", None, "supply_m3", "110")
    newest = max(workspace.periods_held())
    for there in (newest, newest.whole_year):  # a year is made of its quarters
        workspace.show_period(there)
        show_what_is_there(workspace)
        assert workspace.period == there
    workspace.show_period(Period(2020, 2))
    show_what_is_there(workspace)
    assert workspace.period == newest
