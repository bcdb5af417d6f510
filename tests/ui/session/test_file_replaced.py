"""The data file is another one all at once: what is typed then is given back, and the window goes on."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.opening import open_store
from greenpractice.app import LocalServices
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from tests.db.helpers import spoil
from tests.ui.answers import put_store
from tests.ui.beginning import begun
from tests.ui.entry.test_rows_by_keyboard import grid_of, write
from ui.cannot_open import CannotOpen
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace
from ui.which_window import WhichWindow
from ui.window.frame import Frame

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def by_another_name(path: Path, copy: Path) -> None:
    os.replace(copy, path)


def in_place(path: Path, copy: Path) -> None:
    with path.open("r+b") as file:
        file.write(copy.read_bytes())
        file.truncate()


def not_there_for_a_while(path: Path, copy: Path) -> None:
    path.unlink()
    shutil.copy(copy, path)


WAYS = (by_another_name, in_place, not_there_for_a_while)


def visible(window: QWidget | None, name: str) -> bool:
    assert window is not None
    return window.findChild(QWidget, name).isVisible()


def told(window: QWidget | None) -> str:
    assert window is not None
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def click(window: QWidget | None, name: str) -> None:
    assert window is not None
    found = window.findChild(QPushButton, name)
    assert found.isVisible(), name
    found.click()


def type_in(window: MainWindow, name: str, text: str) -> QLineEdit:
    box = window.findChild(QLineEdit, name)
    box.setFocus()
    QTest.keyClick(box, Key.Key_A, CONTROL)
    write(text, Key.Key_Tab)
    QApplication.processEvents()
    return box


def opened(which: WhichWindow, qtbot: QtBot) -> MainWindow:
    window = which.window
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: window.open_key != "")
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def supplied(workspace: Workspace) -> str | None:
    stored = workspace.store.load(workspace.key)
    rows = stored.document.rows("water") if stored is not None else ()
    return rows[0].get("supply_m3") if rows else None


@pytest.mark.parametrize("how", WAYS)
def test_what_is_typed_after_another_copy_took_the_files_place_is_given_back_and_one_goes_on(
    path: Path,
    services: LocalServices,
    qapp: QApplication,
    qtbot: QtBot,
    how: Callable[[Path, Path], None],
) -> None:
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    with begun(services, qapp, qtbot) as (_, which):
        window = opened(which, qtbot)
        window.open_page("water")
        type_in(window, "water-supply_m3", "40")
        assert supplied(window.workspace) == "40"
        how(path, copy)
        type_in(window, "water-supply_m3", "55")
        type_in(window, "water-sewerage_m3", "7")
        said = told(window)
        assert "was replaced by another copy while it was open" in said
        assert "Water, Water supplied: 55; Water, Sewerage: 7" in said
        assert "Nothing is saved any more" in said
        assert "safe while" not in said
        assert "saved as usual" not in said
        assert "All changes saved" not in said
        assert not window.workspace.has_unsaved
        assert not visible(window, "save-again")
        assert "Nothing is saved" in window.workspace.safety_words()
        assert not window.close()  # it is not copied yet
        click(window, "open-again")
        qtbot.waitUntil(lambda: which.window is not window)
        after = opened(which, qtbot)
        assert after.open_key == "water"
        assert "Water, Water supplied: 55; Water, Sewerage: 7" in told(after)
        click(after, "copy-put-aside")
        lines = QGuiApplication.clipboard().text().split("\n")
        assert "Water, Water supplied: 55" in lines
        assert "Water, Sewerage: 7" in lines
        assert type_in(after, "water-supply_m3", "56").text() == "56"
        assert supplied(after.workspace) == "56"
        assert not visible(after, "open-again")
        assert after.close()  # all of it was copied


OTHERS = ReturnDocument(
    "C82001", Period(2026, 2), 1, "2026-10-08", "Main Street Surgery", sections={"paper": ({"reams": "4"},)}
)


@pytest.mark.sweep
@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize(
    ("held", "demo", "said"),
    [
        ((OTHERS,), False, "It now holds the figures of Main Street Surgery (C82001)."),
        ((OTHERS,), True, "It now holds made-up demo figures of Main Street Surgery (C82001)."),
        ((), False, "It now holds no figures."),
    ],
    ids=["another practice's", "a demo's", "nobody's"],
)
def test_whose_the_file_is_now_is_said_before_it_is_opened_and_opened_as_theirs(
    path: Path,
    services: LocalServices,
    qapp: QApplication,
    qtbot: QtBot,
    how: Callable[[Path, Path], None],
    held: tuple[ReturnDocument, ...],
    demo: bool,
    said: str,
) -> None:
    copy = path.with_name("copy.db")
    store = open_store(copy, write=True, demo=demo)
    for document in held:
        store.record(document)
    store.close()
    with begun(services, qapp, qtbot) as (_, which):
        window = opened(which, qtbot)
        mine = window.workspace.identity
        window.open_page("water")
        type_in(window, "water-supply_m3", "40")
        how(path, copy)
        type_in(window, "water-supply_m3", "55")
        assert said in told(window)
        click(window, "open-again")
        qtbot.waitUntil(lambda: which.window is not window)
        after = opened(which, qtbot)
        assert after.workspace.identity.ods_code == ("C82001" if held else mine.ods_code)
        click(after, "copy-put-aside")


def test_a_file_that_was_replaced_before_the_program_began_is_opened_as_whose_it_is(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    path.unlink()
    put_store(path, [OTHERS])
    with begun(services, qapp, qtbot) as (_, which):
        assert opened(which, qtbot).workspace.identity.ods_code == "C82001"


def test_what_waits_or_is_half_typed_when_the_copy_comes_is_given_back_too(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    copy = path.parent.with_name("copy.db")
    shutil.copy(path, copy)
    with begun(services, qapp, qtbot) as (_, which):
        window = opened(which, qtbot)
        window.open_page("water")
        type_in(window, "water-supply_m3", "40")
        away = path.parent.with_name("away")
        path.parent.rename(away)
        type_in(window, "water-supply_m3", "41")
        assert "safe while the app is open" in told(window)
        click(window, "copy-waiting")
        assert QGuiApplication.clipboard().text().endswith("Water, Water supplied: 41")
        away.rename(path.parent)
        by_another_name(path, copy)
        click(window, "save-again")
        assert not window.workspace.has_unsaved
        assert not visible(window, "save-again")
        grid = grid_of(window, "waste")
        grid.show_cell(0, 1)
        write("77")  # and no Return
        click(window, "open-again")
        qtbot.waitUntil(lambda: which.window is not window)
        said = told(opened(which, qtbot))
        assert "Water supplied: 41" in said
        assert ": 77" in said


def test_neither_undo_nor_a_contact_writes_into_another_copy(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot
) -> None:
    copy = path.with_name("copy.db")
    with begun(services, qapp, qtbot) as (_, which):
        window = opened(which, qtbot)
        window.open_page("water")
        type_in(window, "water-supply_m3", "39")
        shutil.copy(path, copy)
        type_in(window, "water-supply_m3", "40")
        by_another_name(path, copy)
        before = path.read_bytes()
        QTest.keyClick(window, Key.Key_Z, CONTROL)
        assert visible(window, "open-again")
        window.open_page("practice")
        click(window, "contact-change")
        type_in(window, "contact-name", "Sam Green")
        assert path.read_bytes() == before
        assert "Sam Green" in told(window)
        click(window, "open-again")
        qtbot.waitUntil(lambda: which.window is not window)
        assert "Sam Green" in told(opened(which, qtbot))


@pytest.mark.parametrize("kind", ["damaged", "empty", "another kind of file"])
def test_what_is_typed_into_a_file_that_is_spoilt_is_given_back_where_that_is_told(
    path: Path, services: LocalServices, qapp: QApplication, qtbot: QtBot, kind: str
) -> None:
    with begun(services, qapp, qtbot) as (_, which):
        window = opened(which, qtbot)
        window.open_page("water")
        type_in(window, "water-supply_m3", "40")
        if kind == "damaged":
            spoil(path, "UPDATE figures SET text = text || '0'")
        else:
            path.write_bytes(b"" if kind == "empty" else b"figures\n" * 4096)
        type_in(window, "water-supply_m3", "55")
        qtbot.waitUntil(lambda: isinstance(which.window, CannotOpen))
        assert "Water, Water supplied: 55" in told(which.window)
        click(which.window, "cannot-open-copy-typed")
        assert "Water, Water supplied: 55" in QGuiApplication.clipboard().text()


def test_the_leads_window_offers_to_open_the_file_again_too(
    services: LocalServices, which: WhichWindow, qtbot: QtBot
) -> None:
    which.open_demo_lead()
    window = which.window
    assert isinstance(window, Frame)
    assert which.lead is not None
    qtbot.waitUntil(lambda: which.lead is not None and not which.lead.is_reading, timeout=20_000)
    copy = which.lead.store.path.with_name("copy.db")
    shutil.copy(which.lead.store.path, copy)
    first = which.lead.states()[0].arrival.kept
    assert first is not None
    which.lead.reject(first, "Asked for another one")
    by_another_name(which.lead.store.path, copy)
    which.lead.take_back(first)
    assert "was replaced by another copy" in told(window)
    click(window, "open-again")
    qtbot.waitUntil(lambda: which.window is not window)
    assert isinstance(which.window, Frame)
    assert not visible(which.window, "open-again")
