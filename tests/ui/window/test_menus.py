"""Menus: each entry does what it says, no key stands twice, and what cannot be done says why."""

from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag
from greenpractice.store import ReturnKey
from tests.ui.entry.test_rows_by_keyboard import grid_of
from tests.ui.walking import FORBIDDEN
from tests.ui.window.menu_entries import do, focus, menu, said
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace
from ui.window.header import quarter_of_today
from ui.window.menus import with_access_keys

Key = Qt.Key


# What menus promise as a whole


def test_no_key_stands_twice_and_none_is_a_single_letter(window: MainWindow) -> None:
    keys = [key.toString() for action in window.findChildren(QAction) for key in action.shortcuts()]
    assert len(keys) > 45
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert [key for key in keys if len(key) == 1] == []


def test_the_keys_of_the_design(window: MainWindow) -> None:
    wanted = {
        "start-quarter": "Ctrl+Shift+N", "open-file": "Ctrl+O", "save-copy": "Ctrl+Shift+S",
        "save-now": "Ctrl+S", "undo": "Ctrl+Z", "redo": "Ctrl+Y", "clear": "Del",
        "select-all": "Ctrl+A", "fill-down": "Ctrl+D",
        "find": "Ctrl+F", "copy-last-quarter": "Ctrl+Shift+L", "mark-estimated": "Ctrl+Shift+E",
        "edit-note": "Shift+F2", "figure-history": "Ctrl+H", "only-used": "Ctrl+Shift+U",
        "charts-tables": "Ctrl+T", "checks": "F8", "sort-column": "Ctrl+R",
        "full-screen": "F11", "go-to-quarter": "Ctrl+G", "complete": "Ctrl+Return", "preview": "Ctrl+P",
        "create-pdf": "Ctrl+E", "page-help": "F1", "field-help": "Shift+F1", "shortcuts": "Ctrl+/",
        "open-home": "Ctrl+1", "open-results": "Ctrl+8", "open-actions": "Ctrl+9", "exit": "Alt+F4",
    }  # fmt: skip
    assert {name: window.findChild(QAction, name).shortcut().toString() for name in wanted} == wanted


def test_every_menu_and_entry_has_an_access_key_of_its_own(window: MainWindow) -> None:
    bar = [action.text() for action in window.menuBar().actions()]
    menus = [each for each in window.menuBar().findChildren(QMenu) if each.objectName()]
    assert len(menus) == 6
    for texts in (bar, *([action.text() for action in each.actions() if action.text()] for each in menus)):
        keys = [text[text.index("&") + 1].casefold() for text in texts]
        assert len(set(keys)) == len(keys), texts


def test_access_keys_are_given_where_none_is_chosen() -> None:
    assert with_access_keys(["&Save", "Settings", "Sites"]) == ["&Save", "S&ettings", "S&ites"]
    assert with_access_keys(["Add a row", "Add"]) == ["&Add a row", "A&dd"]


def test_words_of_menus_are_plain(window: MainWindow) -> None:
    assert window.menus is not None
    texts = [command.text for command in window.menus.commands]
    reasons = [command.why_not() for command in window.menus.commands if command.why_not]
    everything = " \n ".join([*texts, *reasons]).casefold()
    assert [word for word in FORBIDDEN if word in everything] == []
    assert all(len(reason.split()) <= 25 for reason in reasons)


def test_what_cannot_be_done_says_why_in_the_status_bar(active: MainWindow, qtbot: QtBot) -> None:
    active.open_page("results")
    edit = menu(active, "edit")
    fill = active.findChild(QAction, "fill-down")
    assert not fill.isEnabled()
    edit.hovered.emit(fill)
    assert said(active) == "Fill down works in tables of figures"
    edit.aboutToHide.emit()
    assert said(active) == ""
    qtbot.waitUntil(fill.isEnabled)
    qtbot.keyClick(active, Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert said(active) == "Fill down works in tables of figures"


def test_in_a_table_that_is_not_sorted_it_is_not_said_to_go_to_a_table(active: MainWindow) -> None:
    QTest.keyClick(active, Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert said(active).startswith("Go to a table that can be sorted first")
    grid_of(active, "electricity").show_cell(0, 0)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert said(active) == "The rows of this table stay in their order"


def test_arrow_keys_rest_on_what_cannot_be_done(active: MainWindow, qtbot: QtBot) -> None:
    active.open_page("results")
    data = menu(active, "data")
    data.popup(active.mapToGlobal(active.rect().center()))
    data.setActiveAction(active.findChild(QAction, "go-to-quarter"))
    qtbot.keyClick(data, Key.Key_Down)
    assert data.activeAction().objectName() == "complete"
    assert said(active) == "Open a section first: this page has no figures to enter"
    data.close()


# File


def test_start_a_quarter_brings_practice_details_along(active: MainWindow) -> None:
    workspace = active.workspace
    do(active, "start-quarter")
    choice = active.strip.findChild(QComboBox, "strip-quarter")
    offered = [choice.itemData(n) for n in range(choice.count())]
    assert Period(2026, 2) not in offered
    assert all(period <= quarter_of_today() for period in offered)
    assert QApplication.focusWidget() is choice
    choice.setCurrentIndex(offered.index(Period(2026, 3)))
    active.strip.findChild(QPushButton, "strip-start").click()
    assert workspace.period == Period(2026, 3)
    assert active.open_key == "home"
    figures = workspace.document().rows("practice")[0]
    assert figures["registered_patients"]
    assert Flag("practice", 0, "registered_patients", True, "Copied from July to September 2026") in (
        workspace.document().flags
    )
    workspace.undo_stack.undo()
    assert workspace.document().rows("practice") == ()


def test_start_a_quarter_without_anything_and_cancel(active: MainWindow, qtbot: QtBot) -> None:
    do(active, "start-quarter")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert not active.strip.isVisible()
    do(active, "start-quarter")
    active.strip.findChild(QCheckBox, "strip-bring").setChecked(False)
    choice = active.strip.findChild(QComboBox, "strip-quarter")
    choice.setCurrentIndex(next(n for n in range(choice.count()) if choice.itemData(n) == Period(2026, 3)))
    active.strip.findChild(QPushButton, "strip-start").click()
    assert active.workspace.stored() is None


def test_a_copy_is_saved_and_verified(
    active: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, services: LocalServices
) -> None:
    target = tmp_path / "copy.db"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    do(active, "save-copy")
    assert said(active) == f"Copy saved and verified: {target}"
    copy = services.open_store(target, write=False)
    assert copy.keys() == active.workspace.store.keys()
    copy.close()


def test_a_backup_is_made_at_once(active: MainWindow) -> None:
    do(active, "back-up-now")
    (made,) = (active.workspace.store.path.parent / "Backups").glob("*.db")
    assert said(active) == f"Backed up and verified: {made}"


def test_restore_leads_to_the_part_of_settings(active: MainWindow, qtbot: QtBot) -> None:
    do(active, "restore-backup")
    assert active.open_key == "settings"
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == "restore-file")


def test_save_now_says_when_all_was_saved(active: MainWindow) -> None:
    do(active, "save-now")
    assert said(active).startswith("All changes saved at ")
    assert active.status.saved.text().startswith("All changes saved at ")


def test_settings_and_exit(active: MainWindow) -> None:
    do(active, "settings")
    assert active.open_key == "settings"
    do(active, "exit")
    assert not active.isVisible()


# Data


def test_every_page_of_the_menus_opens(active: MainWindow) -> None:
    for page in PAGES:
        if page.group and page.key != "summary":
            do(active, f"open-{page.key}")
            assert active.open_key == page.key
    active.open_page("home")
    do(active, "next-section")
    assert active.open_key == "practice"
    do(active, "previous-section")
    assert active.open_key == "home"


def test_a_complete_section_leads_to_the_next_that_is_not(active: MainWindow, qtbot: QtBot) -> None:
    active.workspace.remove_row("paper", active.workspace.rows("paper")[0].id)
    journeys = {"one_way": "2", "unit": "mile", "car_share": "0.6"}  # without them nothing of it is counted
    for field, text in journeys.items():
        active.workspace.set_figure("appointments", active.workspace.row_id("appointments", 0), field, text)
    focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)
    do(active, "complete")
    assert active.open_key == "water"
    assert said(active) == "Complete: Asthma care. Next: Paper"


def test_a_section_with_something_missing_says_what(active: MainWindow, qtbot: QtBot) -> None:
    box = focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)
    assert isinstance(box, QLineEdit)
    active.workspace.set_figure(
        "asthma_care", active.workspace.row_id("asthma_care", 0), "asthma_register", "12.5"
    )
    do(active, "complete")
    assert active.open_key == "asthma_care"
    assert said(active) == (
        "Not complete yet: Patients on the asthma register must be a whole number, like 12, not 12.5"
    )
    assert QApplication.focusWidget() is box


def test_only_what_has_figures_is_called_complete(active: MainWindow) -> None:
    workspace = active.workspace
    workspace.remove_row("pen_returns", workspace.rows("pen_returns")[0].id)
    active.open_page("inhaler_returns")
    do(active, "complete")
    assert said(active).startswith("Complete: Inhalers returned. No figures yet: Pens returned. Next: ")


def test_an_empty_page_is_gone_on_from_and_other_pages_say_so(active: MainWindow) -> None:
    active.workspace.show_period(Period(2026, 3))
    active.open_page("electricity")
    do(active, "complete")
    assert active.open_key == "business_travel"
    assert said(active) == "No figures yet: Electricity and Heating. Next: Business travel"
    do(active, "complete")  # nobody waits for what only some have
    none = "No figures yet: Business travel, Staff travel to work and Appointments"
    assert said(active) == f"{none}. Next: Water"
    active.open_page("results")
    do(active, "complete")
    assert said(active) == "Open a section first: this page has no figures to enter"


def test_a_section_is_cleared_after_one_question_in_one_step(active: MainWindow, qtbot: QtBot) -> None:
    workspace = active.workspace
    grid = focus(active, "water", "waste-grid", qtbot)
    rows = len(workspace.rows("waste"))
    do(active, "clear-section")
    assert active.strip.isVisible()
    assert workspace.rows("waste")
    active.strip.findChild(QPushButton, "strip-cancel").click()
    assert len(workspace.rows("waste")) == rows
    assert QApplication.focusWidget() is grid
    do(active, "clear-section")
    active.strip.findChild(QPushButton, "strip-clear").click()
    assert workspace.rows("waste") == ()
    assert workspace.rows("water")
    workspace.undo_stack.undo()
    assert len(workspace.rows("waste")) == rows


# Reports


def test_create_pdf_makes_it(active: MainWindow, tmp_path: Path) -> None:
    active.workspace.set_figure("paper", active.workspace.rows("paper")[0].id, "reams", "5")
    active.open_page("summary")
    active.pages["summary"].findChild(QLineEdit, "summary-folder").setText(str(tmp_path / "pdf"))
    active.open_page("home")
    do(active, "create-pdf")
    assert active.open_key == "summary"
    assert len(list((tmp_path / "pdf").glob("*.pdf"))) == 1


def test_preview_opens_the_summary(active: MainWindow) -> None:
    do(active, "preview")
    assert active.open_key == "summary"


def test_export_writes_the_return(
    active: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    do(active, "export-excel")
    assert said(active) == f"Exported: {target}"
    assert "Lines" in load_workbook(target, read_only=True).sheetnames
    active.workspace.show_period(Period(2026, 3))
    do(active, "export-excel")
    assert said(active) == "There are no figures for this quarter yet"


def test_the_reports_folder_opens_once_it_is_there(
    active: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not opened.append(url.toLocalFile()))
    do(active, "open-reports")
    assert said(active) == "No summary PDF has been made yet, so there is no folder"
    folder = active.workspace.store.path.parent / "Summary PDFs"
    folder.mkdir()
    do(active, "open-reports")
    assert opened == [str(folder)]


# Help


@pytest.mark.parametrize("name", ["factors", "privacy", "about"])
def test_parts_of_help_open(active: MainWindow, name: str, qtbot: QtBot) -> None:
    do(active, name)
    assert active.open_key == "help"
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == f"help-part-{name}-title")


def test_details_for_support_hold_no_figure_and_no_name(active: MainWindow) -> None:
    do(active, "copy-support")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Greener Practice ")
    assert "Qt 6" in copied
    assert "Python 3" in copied
    assert "Emission factors 2019 to" in copied
    for word in ("Sample", "Z99991", str(active.workspace.store.path.parent)):
        assert word not in copied


# Only to look


def test_a_window_that_only_looks_changes_nothing(
    filled: Workspace, services: LocalServices, qtbot: QtBot
) -> None:
    looking = Workspace(
        services.open_store(filled.store.path, write=False), filled.identity, filled.period, None, services,
        filled.preferences,
    )  # fmt: skip
    assert filled.preferences is not None
    window = MainWindow(looking, filled.preferences)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    focus(window, "water", "waste-grid", qtbot)
    before = looking.document()
    changing = (
        "start-quarter", "cut", "paste", "clear", "fill-down", "mark-estimated", "edit-note", "evidence",
        "clear-section", "restore-backup", "create-pdf", "copy-last-quarter",
    )  # fmt: skip
    for name in changing:
        do(window, name)
        assert said(window) == "You can look, but not change anything", name
    assert looking.document() == before
    assert looking.store.load(ReturnKey("Z99991", Period(2026, 2))) is not None
    looking.store.close()
