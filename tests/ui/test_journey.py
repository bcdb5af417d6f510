"""Journeys: from the first start to a PDF by keyboard alone, and the sample return typed in."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.carbon.footprint import load_calculator
from greenpractice.exchange.pdf_return import read_pdf
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.progress import Status
from ui.entry.grid_view import GridView
from ui.first_run import FirstRun
from ui.practice.practice_pages import page_of_section
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace
from ui.which_window import WhichWindow

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def press(qtbot: QtBot, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key for whatever has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifiers)


def write(qtbot: QtBot, text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, text)


def tab_to(qtbot: QtBot, name: str, most: int = 60) -> QWidget:
    """Press Tab until a control has the focus."""
    for _ in range(most):
        focused = QApplication.focusWidget()
        if focused is not None and focused.objectName() == name:
            return focused
        press(qtbot, Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {name}")


@pytest.fixture
def first_run(which: WhichWindow, qtbot: QtBot) -> FirstRun:
    which.start()
    assert isinstance(which.window, FirstRun)
    with qtbot.waitActive(which.window):
        which.window.activateWindow()
    return which.window


def begin(first_run: FirstRun, which: WhichWindow, qtbot: QtBot) -> MainWindow:
    """The three steps of the first run by keys."""
    tab_to(qtbot, "role-practice")
    press(qtbot, Key.Key_Space)
    tab_to(qtbot, "role-continue")
    press(qtbot, Key.Key_Space)
    tab_to(qtbot, "practice-search")
    write(qtbot, "C82009")
    press(qtbot, Key.Key_Return)
    tab_to(qtbot, "start")
    press(qtbot, Key.Key_Space)
    assert isinstance(which.window, MainWindow)
    window = which.window
    qtbot.waitUntil(lambda: window.open_key == "home")
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def test_from_first_run_to_pdf_by_keyboard(
    first_run: FirstRun, which: WhichWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = begin(first_run, which, qtbot)
    workspace = window.workspace
    workspace.show_period(Period(2026, 1))
    tab_to(qtbot, "show-pages")
    press(qtbot, Key.Key_Space)
    assert QApplication.focusWidget() is window.navigation
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Return)
    assert window.open_key == "practice"
    tab_to(qtbot, "practice-registered_patients")
    write(qtbot, "9,250")
    press(qtbot, Key.Key_Return)
    window.open_page("inhalers")
    grid = window.findChild(GridView, "inhalers-grid")
    find = tab_to(qtbot, "find-inhaler")
    qtbot.keyClicks(find, "ventolin evohaler")
    press(qtbot, Key.Key_Return)
    assert QApplication.focusWidget() is grid
    qtbot.keyClicks(grid, "2")
    editor = next(edit for edit in grid.findChildren(QLineEdit, "cell-edit") if edit.isVisible())
    qtbot.keyClicks(editor, "60")
    qtbot.keyClick(editor, Key.Key_Return)
    assert workspace.document().rows("inhalers")[0]["inhalers"] == "260"
    window.open_page("check")
    tab_to(qtbot, "check-continue")
    press(qtbot, Key.Key_Space)
    assert window.open_key == "summary"
    folder = tab_to(qtbot, "summary-folder")
    assert isinstance(folder, QLineEdit)
    folder.selectAll()
    qtbot.keyClicks(folder, str(tmp_path / "pdf"))
    tab_to(qtbot, "create-pdf")
    press(qtbot, Key.Key_Space)
    made = list((tmp_path / "pdf").glob("*.pdf"))
    assert [file.name for file in made] == ["Greener-return_C82009_2026-27-Q1_v1.pdf"]
    inside, _ = read_pdf(made[0])
    assert inside.rows("practice") == ({"registered_patients": "9250"},)
    created = window.findChild(QLabel, "pdf-created")
    assert created.text() == "Summary PDF created. Version 1"
    assert window.workspace.progress()["inhalers"].status is Status.COMPLETED


def test_everything_is_there_after_a_restart(
    first_run: FirstRun, which: WhichWindow, services: LocalServices, qtbot: QtBot
) -> None:
    window = begin(first_run, which, qtbot)
    window.workspace.show_period(Period(2025, 3))
    window.workspace.set_figure("paper", None, "reams", "12")
    window.open_page("water")
    which.close()
    again = WhichWindow(services)
    again.start()
    assert isinstance(again.window, MainWindow)
    opened = again.window
    qtbot.waitUntil(lambda: opened.open_key == "water")
    assert opened.workspace.period == Period(2025, 3)
    assert opened.workspace.document().rows("paper") == ({"reams": "12"},)
    again.close()


def test_continue_without_an_answer_says_what_is_missing(first_run: FirstRun, qtbot: QtBot) -> None:
    problem = first_run.findChild(QLabel, "role-problem")
    assert problem.isHidden()
    first_run.findChild(QPushButton, "role-continue").click()
    assert problem.text() == "Select how you will use this app"


def test_the_demo_opens_and_can_be_left(first_run: FirstRun, which: WhichWindow, qtbot: QtBot) -> None:
    first_run.demo_asked.emit()
    assert isinstance(which.window, MainWindow)
    assert which.window.workspace.store.is_demo()
    which.window.findChild(QPushButton, "leave-demo").click()
    qtbot.waitUntil(lambda: isinstance(which.window, FirstRun))


def test_a_second_window_can_look_but_not_change(
    filled: Workspace, services: LocalServices, which: WhichWindow, qtbot: QtBot
) -> None:
    which.open(filled.store.path, filled.identity)
    assert isinstance(which.window, MainWindow)
    looking = which.window.workspace
    assert not looking.can_write
    before = looking.document()
    with qtbot.waitSignal(looking.put_aside) as told:
        looking.set_figure("paper", looking.row_id("paper", 0), "reams", "1")
    assert told.args is not None
    assert told.args[0] == f"{looking.in_use}."
    assert looking.document() == before


def test_a_backup_is_restored_after_one_confirmation(
    first_run: FirstRun, which: WhichWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = begin(first_run, which, qtbot)
    window.workspace.set_figure("paper", None, "reams", "12")
    window.open_page("settings")
    page = window.pages["settings"]
    page.findChild(QLineEdit, "backup-file").setText(str(tmp_path / "kept.db"))
    page.findChild(QPushButton, "back-up").click()
    window.workspace.set_figure("paper", window.workspace.row_id("paper", 0), "reams", "13")
    page.findChild(QLineEdit, "restore-file").setText(str(tmp_path / "kept.db"))
    page.findChild(QPushButton, "restore").click()
    assert "It is without 1 change made after " in page.findChild(QLabel, "restore-sure").text()
    page.findChild(QPushButton, "restore-yes").click()
    qtbot.waitUntil(lambda: which.window is not window)
    assert which.workspace is not None
    assert which.workspace.document().rows("paper") == ({"reams": "12"},)


def test_the_sample_return_typed_in_gives_the_same_footprint(
    workspace: Workspace, sample: dict[str, Any], sample_document: ReturnDocument, qtbot: QtBot
) -> None:
    """Each figure of the sample goes through the grid or form of its section, flags aside."""
    from ui.entry.figure_field import FigureField
    from ui.entry.rows_model import RowsModel
    from ui.inhalers.inhaler_columns import ITEMS, NOW
    from ui.inhalers.inhaler_model import InhalerModel

    workspace.show_period(sample_document.period)
    for section, rows in sample["sections"].items():
        spec = page_of_section(section)
        for position, row in enumerate(rows):
            if section == "inhalers" and "name" not in row:
                model = InhalerModel(workspace)
                place = next(n for n, entry in enumerate(model.entries) if entry.code == row["bnf_code"])
                cells = [
                    (place, NOW, str(row.get("inhalers", ""))),
                    (place, ITEMS, str(row.get("items", ""))),
                ]
                model.put(cells, "")
                model.deleteLater()
            else:
                grid = RowsModel(workspace, section)
                names = [key for key, _ in grid.fields]
                grid.put([(position, names.index(key), _typed(value)) for key, value in row.items()], "")
                grid.deleteLater()
        assert spec is None or FigureField is not None
    typed = load_calculator().of_return(workspace.document())
    expected = load_calculator().of_return(sample_document)
    assert typed.total == expected.total
    assert typed.by_section == expected.by_section


def _typed(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else json.loads(json.dumps(str(value)))
