"""Menus: each entry does what it says, no key stands twice, and what cannot be done says why."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.documents import Flag
from greenpractice.periods import Period
from greenpractice.store import ReturnKey
from tests.ui.walking import FORBIDDEN
from ui.grid_view import GridView
from ui.header import quarter_of_today
from ui.inhaler_model import NOW
from ui.inhaler_page import InhalerPage
from ui.menus import with_access_keys
from ui.pages import PAGES
from ui.shell import MainWindow
from ui.style import apply_look, is_compact, set_compact, text_size
from ui.workspace import Workspace

Key = Qt.Key


@pytest.fixture
def active(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """The window with the keys."""
    with qtbot.waitActive(window):
        window.activateWindow()
    yield window
    apply_look(qapp, dark=False, size=100)
    set_compact(False)


def do(window: MainWindow, name: str) -> None:
    """Choose an entry of a menu."""
    action = window.findChild(QAction, name)
    assert action is not None, name
    action.trigger()


def said(window: MainWindow) -> str:
    return window.status.currentMessage()


def menu(window: MainWindow, name: str) -> QMenu:
    """A menu as it is when it is opened."""
    found = window.findChild(QMenu, f"menu-{name}")
    found.aboutToShow.emit()
    return found


def focus(window: MainWindow, page: str, name: str, qtbot: QtBot) -> QWidget:
    window.open_page(page)
    widget = window.findChild(QWidget, name)
    qtbot.waitUntil(widget.isVisible)
    widget.setFocus()
    return widget


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
        "edit-note": "Shift+F2", "only-used": "Ctrl+Shift+U", "charts-tables": "Ctrl+T", "checks": "F8",
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


# Edit


def test_marks_on_a_figure_of_a_form_are_one_step_each(active: MainWindow, qtbot: QtBot) -> None:
    workspace = active.workspace
    box = focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)
    before = workspace.undo_stack.count()
    qtbot.keyClick(box, Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert flag_of(workspace, "asthma_care", "asthma_register") == Flag(
        "asthma_care", 0, "asthma_register", estimated=True
    )
    assert menu(active, "edit") is not None
    assert active.findChild(QAction, "mark-estimated").isChecked()
    do(active, "mark-estimated")
    assert flag_of(workspace, "asthma_care", "asthma_register") is None
    do(active, "edit-note")
    note = QApplication.focusWidget()
    assert note.objectName() == "asthma_care-asthma_register-note"
    qtbot.keyClicks(note, "Search of 1 October")
    qtbot.keyClick(note, Key.Key_Return)
    assert flag_of(workspace, "asthma_care", "asthma_register").note == "Search of 1 October"
    assert workspace.undo_stack.count() == before + 3


def test_evidence_names_a_document(active: MainWindow, qtbot: QtBot) -> None:
    workspace = active.workspace
    box = focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)
    do(active, "evidence")
    text = active.strip.findChild(QLineEdit, "strip-text")
    qtbot.keyClicks(text, "register.pdf, search.pdf")
    qtbot.keyClick(text, Key.Key_Return)
    assert flag_of(workspace, "asthma_care", "asthma_register").evidence == ("register.pdf", "search.pdf")
    assert QApplication.focusWidget() is box
    shown = active.findChild(QWidget, "asthma_care-asthma_register-evidence")
    assert shown.text() == "Evidence: register.pdf, search.pdf"
    workspace.undo_stack.undo()
    assert flag_of(workspace, "asthma_care", "asthma_register") is None


def test_a_patients_number_is_no_evidence(active: MainWindow, qtbot: QtBot) -> None:
    focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)
    do(active, "evidence")
    active.strip.findChild(QLineEdit, "strip-text").setText("943 476 5919")
    with qtbot.waitSignal(active.workspace.refused):
        active.strip.findChild(QPushButton, "strip-answer").click()
    assert flag_of(active.workspace, "asthma_care", "asthma_register") is None


def test_marks_on_rows_of_a_grid_are_one_step(active: MainWindow, qtbot: QtBot) -> None:
    workspace = active.workspace
    grid = focus(active, "water", "waste-grid", qtbot)
    assert isinstance(grid, GridView)
    grid.show_cell(0, 1)
    grid.selectColumn(1)
    rows = len(workspace.rows("waste"))
    assert rows > 1
    before = workspace.undo_stack.count()
    do(active, "mark-estimated")
    flags = [flag for flag in workspace.document().flags if flag.section == "waste" and flag.estimated]
    assert len(flags) == rows
    assert workspace.undo_stack.count() == before + 1
    grid.show_cell(0, 1)
    do(active, "edit-note")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "One bag weighed")
    qtbot.keyClick(editor, Key.Key_Return)
    assert workspace.rows("waste")[0].flags[None].note == "One bag weighed"
    grid.show_cell(0, 1)
    do(active, "evidence")
    active.strip.findChild(QLineEdit, "strip-text").setText("invoice.pdf")
    active.strip.findChild(QPushButton, "strip-answer").click()
    column = grid.grid.note_column
    assert grid.grid.index(0, column).data() == "One bag weighed · Evidence: invoice.pdf"


def test_marks_on_a_product(active: MainWindow, qtbot: QtBot) -> None:
    grid = focus(active, "inhalers", "inhalers-grid", qtbot)
    assert isinstance(grid, GridView)
    row = next(n for n in range(grid.grid.rowCount()) if grid.grid.kept_at(n) is not None)
    grid.show_cell(row, NOW)
    do(active, "mark-estimated")
    kept = grid.grid.kept_at(row)
    assert kept is not None
    assert kept.flags[None].estimated
    grid.show_cell(0, NOW)  # the heading of a group
    do(active, "mark-estimated")
    assert said(active).startswith("Enter a figure first")


def test_what_is_typed_is_committed_before_it_is_marked(active: MainWindow, qtbot: QtBot) -> None:
    active.workspace.show_period(Period(2026, 3))
    box = focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)
    qtbot.keyClicks(box, "612")
    do(active, "mark-estimated")
    assert active.workspace.document().rows("asthma_care") == ({"asthma_register": "612"},)
    assert flag_of(active.workspace, "asthma_care", "asthma_register").estimated


def test_actions_are_not_marked(active: MainWindow, qtbot: QtBot) -> None:
    grid = focus(active, "actions", "actions-grid", qtbot)
    assert isinstance(grid, GridView)
    grid.show_cell(0, 0)
    do(active, "mark-estimated")
    assert said(active) == "Actions have no such marks: write in the Note column of the table"


def test_undo_reaches_over_everything_also_from_a_box(active: MainWindow, qtbot: QtBot) -> None:
    box = focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)
    assert isinstance(box, QLineEdit)
    before = box.text()
    box.selectAll()
    qtbot.keyClicks(box, "640")
    qtbot.keyClick(box, Key.Key_Return)
    assert active.workspace.document().rows("asthma_care")[0]["asthma_register"] == "640"
    qtbot.keyClick(box, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.text() == before
    qtbot.keyClick(box, Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert box.text() == "640"
    assert menu(active, "edit") is not None
    assert active.findChild(QAction, "undo").text().startswith("&Undo: change patients on the asthma")


def test_cut_copy_paste_and_clear_act_on_what_has_the_focus(active: MainWindow, qtbot: QtBot) -> None:
    grid = focus(active, "water", "waste-grid", qtbot)
    assert isinstance(grid, GridView)
    grid.show_cell(0, 1)
    first = grid.grid.index(0, 1).data()
    do(active, "copy")
    assert QGuiApplication.clipboard().text() == first
    do(active, "cut")
    assert not grid.grid.index(0, 1).data()
    do(active, "paste")
    assert grid.grid.index(0, 1).data() == first
    do(active, "clear")
    assert "kg" not in active.workspace.rows("waste")[0].figures
    do(active, "select-all")
    assert len(grid.selectedIndexes()) > 4
    box = focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)
    assert isinstance(box, QLineEdit)
    do(active, "select-all")
    assert box.selectedText() == box.text()
    do(active, "clear")
    assert "asthma_register" not in active.workspace.document().rows("asthma_care")[0]


def test_fill_down_from_the_menu(active: MainWindow, qtbot: QtBot) -> None:
    grid = focus(active, "water", "waste-grid", qtbot)
    assert isinstance(grid, GridView)
    grid.show_cell(0, 1)
    grid.selectColumn(1)
    do(active, "fill-down")
    kg = {row.figures["kg"] for row in active.workspace.rows("waste")}
    assert len(kg) == 1


def test_find_goes_to_the_box_of_the_page(active: MainWindow, qtbot: QtBot) -> None:
    focus(active, "inhalers", "inhalers-grid", qtbot)
    do(active, "find")
    assert QApplication.focusWidget().objectName() == "find-inhaler"
    active.open_page("results")
    do(active, "find")
    assert said(active) == "Find works on Inhalers (Ctrl+3) and on Help"


def test_copy_last_quarter_leads_to_its_choice(active: MainWindow) -> None:
    do(active, "copy-last-quarter")
    assert said(active) == "Last quarter has nothing that this one does not have"
    active.workspace.show_period(Period(2026, 3))
    do(active, "copy-last-quarter")
    assert active.open_key == "home"
    assert QApplication.focusWidget().objectName().startswith("copy-")


# View


def test_text_sizes_and_the_status_bar_says_which(active: MainWindow) -> None:
    do(active, "larger")
    assert text_size() == 110
    assert active.status.percent.text() == "110%"
    do(active, "smaller")
    do(active, "smaller")
    assert active.status.percent.text() == "90%"
    do(active, "normal")
    assert active.status.percent.text() == "100%"


def test_compact_rows_are_lower_and_kept(active: MainWindow, qtbot: QtBot) -> None:
    grid = focus(active, "inhalers", "inhalers-grid", qtbot)
    assert isinstance(grid, GridView)
    usual = grid.verticalHeader().defaultSectionSize()
    do(active, "compact")
    assert 24 <= grid.verticalHeader().defaultSectionSize() < usual
    assert active.workspace.preferences is not None
    assert active.workspace.preferences.is_on("compact")
    set_compact(False)
    again = MainWindow(active.workspace, active.workspace.preferences)
    qtbot.addWidget(again)
    assert is_compact()
    do(active, "compact")
    assert grid.verticalHeader().defaultSectionSize() == usual


def test_only_products_we_use(active: MainWindow) -> None:
    do(active, "only-used")
    assert said(active) == "Open Inhalers first (Ctrl+3)"
    active.open_page("inhalers")
    page = active.pages["inhalers"]
    assert isinstance(page, InhalerPage)
    few = page.model.rowCount()
    do(active, "only-used")
    assert page.model.rowCount() > few
    do(active, "only-used")
    assert page.model.rowCount() == few


def test_charts_as_tables_everywhere_and_kept(active: MainWindow, qtbot: QtBot) -> None:
    active.open_page("results")
    do(active, "charts-tables")
    results, indicators = active.pages["results"], None
    active.open_page("indicators")
    indicators = active.pages["indicators"]
    for page in (results, indicators):
        pictures = [each for each in page.findChildren(QWidget) if each.objectName().endswith("-picture")]
        assert pictures
        assert all(each.isHidden() for each in pictures)
    assert results.findChild(QCheckBox, "charts-as-tables").isChecked()
    again = Workspace(
        active.workspace.store, active.workspace.identity, active.workspace.period, None, None,
        active.workspace.preferences,
    )  # fmt: skip
    assert again.charts_as_tables
    results.findChild(QCheckBox, "charts-as-tables").click()
    assert not active.workspace.charts_as_tables
    assert not indicators.findChild(QWidget, "ruler-ES-01-picture").isHidden()


def test_checks_panel_and_back(active: MainWindow, qtbot: QtBot) -> None:
    grid = focus(active, "inhalers", "inhalers-grid", qtbot)
    assert isinstance(grid, GridView)
    row = next(n for n in range(grid.grid.rowCount()) if grid.grid.kept_at(n) is not None)
    grid.grid.put([(row, NOW, "2")], "")
    qtbot.keyClick(grid, Key.Key_F8)
    assert "issue" in QApplication.focusWidget().objectName()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_F8)
    assert QApplication.focusWidget() is grid
    active.open_page("results")
    do(active, "checks")
    assert said(active) == "There is nothing to check on this page"


def test_full_screen_and_back(active: MainWindow) -> None:
    do(active, "full-screen")
    assert active.isFullScreen()
    do(active, "full-screen")
    assert not active.isFullScreen()


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
    focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)
    do(active, "complete")
    assert active.open_key == "water"
    assert said(active) == "Asthma care is complete. Next: Paper"


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


def test_an_empty_section_and_other_pages_say_so(active: MainWindow) -> None:
    active.workspace.show_period(Period(2026, 3))
    active.open_page("asthma_care")
    do(active, "complete")
    assert said(active) == "There are no figures here yet. Leave the section out, or enter some"
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
    active.pages["summary"].findChild(QLineEdit, "pdf-folder").setText(str(tmp_path / "pdf"))
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
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    do(active, "open-reports")
    assert said(active) == "No summary PDF has been made yet, so there is no folder"
    folder = active.workspace.store.path.parent / "Summary PDFs"
    folder.mkdir()
    do(active, "open-reports")
    assert opened == [str(folder)]


# Help


@pytest.mark.parametrize("name", ["shortcuts", "factors", "privacy", "about"])
def test_parts_of_help_open(active: MainWindow, name: str, qtbot: QtBot) -> None:
    do(active, name)
    assert active.open_key == "help"
    part = {"shortcuts": "keys"}.get(name, name)
    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == f"help-part-{part}-title")


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


def flag_of(workspace: Workspace, section: str, field: str) -> Flag | None:
    return next(
        (flag for flag in workspace.document().flags if (flag.section, flag.field) == (section, field)), None
    )
