"""Entering: what people type is read, nothing speaks while they type, what is wrong or unusual is told."""

import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
)
from pytestqt.qtbot import QtBot

from greenpractice.fields import Kind
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, to_json
from greenpractice.returns.progress import Status
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from greenpractice.tasks.exports import EXPORTS, write_export
from greenpractice.tasks.return_files import OneReturn
from ui.entry.figure_field import FigureField
from ui.entry.grid_view import GridView
from ui.inhalers.inhaler_columns import NOW
from ui.practice.home_parts import Task
from ui.practice.practice_pages import PAGES, page_of_section
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def field(window: MainWindow, section: str, key: str) -> QLineEdit:
    spec = page_of_section(section)
    assert spec is not None
    window.open_page(spec.key)
    found = window.findChild(QLineEdit, f"{section}-{key}")
    assert isinstance(found, QLineEdit)
    return found


def enter(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    edit.clear()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Key.Key_Return)


def messages(window: MainWindow) -> list[str]:
    """Every error and question in sight."""
    said = [label for label in window.findChildren(QLabel) if label.property("look") in ("error", "check")]
    boxes = [box for box in window.findChildren(QFrame) if box.property("look") in ("error-box", "check-box")]
    return [label.text() for label in said if label.isVisible() and label.text()] + [
        box.objectName() or "box" for box in boxes if box.isVisible()
    ]


@pytest.mark.parametrize("typed", ["1,250", " 1250 ", "1 250", "1250 patients", "1,250.0"])
def test_a_number_is_read_as_people_write_it(window: MainWindow, qtbot: QtBot, typed: str) -> None:
    edit = field(window, "practice", "registered_patients")
    enter(qtbot, edit, typed)
    assert edit.text() == "1,250"
    assert window.workspace.footprint().patients == 1250


def test_a_fraction_of_a_patient_is_kept_told_and_never_125(window: MainWindow, qtbot: QtBot) -> None:
    edit = field(window, "practice", "registered_patients")
    enter(qtbot, edit, "12.5")
    assert edit.text() == "12.5"
    assert window.workspace.footprint().patients is None
    problem = window.findChild(QLabel, "practice-registered_patients-problem")
    assert problem.text().startswith("Registered patients must be a whole number")


def test_nothing_speaks_while_a_person_types(window: MainWindow, qtbot: QtBot) -> None:
    edit = field(window, "practice", "registered_patients")
    edit.setFocus()
    edit.clear()
    for letter in "12.5 lots":
        qtbot.keyClicks(edit, letter)
        assert messages(window) == []
    qtbot.keyClick(edit, Key.Key_Return)
    assert messages(window) != []
    window.open_page("check")
    assert "error-summary" not in [w.objectName() for w in window.findChildren(QFrame) if w.isVisible()]


def test_the_error_summary_has_the_focus_and_a_link_to_every_figure(window: MainWindow, qtbot: QtBot) -> None:
    wrong = (("practice", "registered_patients"), ("water", "supply_m3"), ("paper", "reams"))
    for section, key in wrong:
        enter(qtbot, field(window, section, key), "lots")
    window.open_page("check")
    with qtbot.waitActive(window):
        window.activateWindow()
    window.findChild(QPushButton, "check-continue").click()
    assert window.open_key == "check"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "error-summary"
    said = [label.text() for label in focused.findChildren(QLabel)]
    assert said[0] == "There is a problem"
    for number, (section, key) in enumerate(wrong):
        window.open_page("check")
        link = window.findChild(QPushButton, f"problem-{number}")
        sentence = link.text()
        link.click()
        place = QApplication.focusWidget()
        assert isinstance(place, QLineEdit)
        assert (place.objectName(), place.text()) == (f"{section}-{key}", "lots")
        assert window.findChild(QLabel, f"{section}-{key}-problem").text() == sentence


def test_what_is_far_from_usual_is_asked_once_it_is_entered_and_at_no_key(
    window: MainWindow, qtbot: QtBot
) -> None:
    edit = field(window, "appointments", "face_to_face")
    edit.clear()
    before = messages(window)
    for key in "9000000":
        qtbot.keyClicks(edit, key)
        assert messages(window) == before
    qtbot.keyClick(edit, Key.Key_Return)
    asked = window.findChild(QLabel, "appointments-face_to_face-check").text()
    assert "times what practices with" in asked
    assert asked.endswith("? Or is the figure correct?")
    window.findChild(QPushButton, "appointments-face_to_face-correct").click()
    asked_about = {(issue.section, issue.field) for issue in window.workspace.issues()}
    assert ("appointments", "face_to_face") not in asked_about
    enter(qtbot, edit, "9000001")
    asked_about = {(issue.section, issue.field) for issue in window.workspace.issues()}
    assert ("appointments", "face_to_face") in asked_about


def test_an_unusual_value_can_be_confirmed_and_is_printed_so(window: MainWindow, tmp_path: Path) -> None:
    workspace = window.workspace
    kept = next(each for each in workspace.rows("inhalers") if int(each.figures["inhalers"]) >= 200)
    workspace.set_figure("inhalers", kept.id, "inhalers", "21")
    workspace.set_figure("inhalers", kept.id, "items", "20")
    window.open_page("inhalers")
    window.findChild(QPushButton, "inhalers-issue-0-correct").click()
    assert not [issue for issue in workspace.issues() if issue.section == "inhalers"]
    (flag,) = [flag for flag in workspace.document().flags if flag.confirmed and flag.section == "inhalers"]
    assert flag.field == "inhalers"
    assert workspace.store.history(workspace.key)[-1].at.date()
    text = printed(workspace, tmp_path)
    assert "Notes, estimates and confirmed unusual values" in text
    assert "confirmed as right: 21" in text


def printed(workspace: Workspace, folder: Path) -> str:
    """The text of the summary PDF."""
    target = folder / "summary.pdf"
    what = OneReturn(workspace.store, workspace.key)
    write_export(EXPORTS.for_practice("summary-pdf"), what, target, workspace.store.path)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(target).pages).split())


def test_estimates_notes_and_evidence_travel_to_results_pdf_and_json(
    window: MainWindow, tmp_path: Path
) -> None:
    workspace = window.workspace
    row = workspace.rows("water")[0].id
    flag = Flag("water", 0, "supply_m3", estimated=True, note="meter was broken", evidence=("bill-7.pdf",))
    workspace.set_flag(row, flag)
    window.open_page("results")
    sure = window.findChild(QLabel, "results-sure").text()
    assert "marked as estimated" in sure
    assert "None marked" not in sure
    said = json.dumps(to_json(workspace.document()))
    text = printed(workspace, tmp_path)
    for part in ("meter was broken", "bill-7.pdf"):
        assert part in said
        assert part in text
    assert "estimated; meter was broken" in text


def test_empty_is_no_data_on_screen_and_in_print_and_never_0(workspace: Workspace, tmp_path: Path) -> None:
    workspace.set_figure("practice", None, "registered_patients", "9,000")
    workspace.add_row("inhalers", {"bnf_code": "0301011R0BEAIAP"})
    assert workspace.footprint().by_section == {}
    assert all(result.value is None for result in workspace.results())
    text = printed(workspace, tmp_path)
    assert "No data" in text
    assert "No figures for the inhaler indicators yet" in text
    found = re.search(r".{40} 0 (kg|tonnes|inhalers).{20}", text)
    assert found is None


def test_copying_last_quarter_marks_every_figure_counts_them_and_leaves_what_is_filled(
    window: MainWindow, qtbot: QtBot
) -> None:
    workspace = window.workspace
    workspace.show_period(Period(2026, 3))
    workspace.set_figure("paper", None, "reams", "12")
    window.open_page("home")
    assert window.findChild(QCheckBox, "copy-paper") is None
    for tick in window.findChildren(QCheckBox):
        tick.setChecked(tick.objectName().startswith("copy-"))
    window.findChild(QPushButton, "copy-last").click()
    now = workspace.document()
    copied = {key: rows for key, rows in now.sections.items() if key != "paper"}
    figures = sum(len(row) for rows in copied.values() for row in rows)
    said = window.findChild(QLabel, "copy-done").text()
    assert said.startswith(f"{figures} figures copied and marked Estimated, but not ")
    assert now.rows("paper") == ({"reams": "12"},)
    marked = {(flag.section, flag.row) for flag in now.flags if flag.estimated}
    for key, rows in copied.items():
        fields = SECTION_BY_KEY[key].fields
        numbered = {(key, n) for n, row in enumerate(rows) if any(fields[name].is_number for name in row)}
        assert (
            key == "actions" or numbered <= marked or f"but not {SECTION_BY_KEY[key].title.lower()}" in said
        )
    after = workspace.document()
    workspace.undo_stack.undo()
    assert set(workspace.document().sections) == {"paper"}
    assert workspace.document().flags == ()
    workspace.undo_stack.redo()
    assert workspace.document().sections == after.sections
    assert set(workspace.document().flags) == set(after.flags)


def test_what_a_paste_did_is_announced(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    class Reader:
        """Stands in for a screen reader."""

        @staticmethod
        def isActive() -> bool:
            return True

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            heard.append(event.message())

    monkeypatch.setattr("ui.widgets.controls.QAccessible", Reader)
    window.open_page("inhalers")
    grid = window.findChild(GridView, "inhalers-grid")
    grid.show_cell(grid.grid.rowCount() - 1, NOW)
    QGuiApplication.clipboard().setText("12\r\n15\r\n")
    qtbot.keyClick(grid, Key.Key_V, CONTROL)
    *of_the_change, done = heard
    assert done == "1 value pasted. 1 did not fit and was not pasted."
    assert [each.endswith("Inhalers: 26.6 tonnes CO₂e.") for each in of_the_change] == [True]
    assert window.findChild(QLabel, "inhalers-told").text() == done


def test_a_copied_cell_comes_back_as_it_was(window: MainWindow, qtbot: QtBot) -> None:
    window.open_page("inhalers")
    grid = window.findChild(GridView, "inhalers-grid")
    row, column = grid.grid.first_place()
    grid.show_cell(row, column)
    qtbot.keyClick(grid, Key.Key_C, CONTROL)
    grid.show_cell(row + 1, column)
    qtbot.keyClick(grid, Key.Key_V, CONTROL)
    assert grid.grid.index(row + 1, column).data() == grid.grid.index(row, column).data()


def test_the_wheel_over_a_field_scrolls_the_page(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 700)
    edit = field(window, "practice", "registered_patients")
    area = edit.parentWidget()
    while not isinstance(area, QScrollArea):
        assert area is not None
        area = area.parentWidget()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    before = edit.text()
    handle = window.windowHandle()
    assert handle is not None
    QTest.wheelEvent(handle, QPointF(edit.mapTo(window, QPoint(5, 5))), QPoint(0, -240))
    assert edit.text() == before
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)


def test_every_number_has_its_unit_beside_the_box_and_in_its_name(window: MainWindow) -> None:
    for page in PAGES:
        window.open_page(page.key)
    fields = window.findChildren(FigureField)
    assert len(fields) > 5
    for each in fields:
        spec, edit = each._spec, each._edit
        unit = spec.unit_words
        if spec.kind not in (Kind.NUMBER, Kind.WHOLE) or not unit:
            continue
        beside = [label.text() for label in each.findChildren(QLabel)]
        assert unit in beside, spec.label
        assert unit in edit.accessibleName()
    hints = [spec.hint for section in SECTIONS for spec in section.fields.values() if spec.hint]
    assert all(len(hint) <= 90 and not hint.endswith(".") for hint in hints)


def test_home_says_in_words_how_far_every_section_is_and_its_rows_open_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.open_page("home")
    tasks = [task for task in window.findChildren(Task) if task.isVisible()]
    assert len(tasks) > 10
    known = {status.value for status in Status}
    for task in tasks:
        said = window.findChild(QLabel, f"task-{task.key}-status").text()
        assert said in known or re.fullmatch(r"\d+ to check", said)
    assert re.match(r"\d+ of 14 sections completed", window.findChild(QLabel, "home-count").text())
    for edge in (2, -2):
        window.open_page("home")
        task = next(task for task in tasks if task.key == "paper")
        where = QPoint(edge if edge > 0 else task.width() + edge, task.height() // 2)
        qtbot.mouseClick(task, Qt.MouseButton.LeftButton, pos=where)
        assert window.open_key == "water"


def test_a_change_after_the_pdf_is_told_everywhere(window: MainWindow, tmp_path: Path) -> None:
    workspace = window.workspace
    printed(workspace, tmp_path)
    workspace.figures_changed()
    row = workspace.row_id("paper", 0)
    workspace.set_figure("paper", row, "reams", "77")
    window.open_page("home")
    said = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert any("Changed since PDF" in text for text in said)
    assert window.findChild(QLabel, "header-state").text() == "Changed since version 1"
    stored = workspace.stored()
    assert stored is not None
    window.open_page("summary")
    button = window.findChild(QPushButton, "create-pdf")
    assert f"version {stored.document.revision + 1}" in button.text()
    told = window.findChild(QLabel, "summary-changed").text()
    assert told.startswith(f"Changed since version {stored.document.revision}:")
    assert "Paper, Row 1: Reams of paper: " in told
    assert "77 reams now" in told
    last = workspace.store.history(workspace.key)[-1]
    assert (last.section, last.field, last.after) == ("paper", "reams", "77")
    assert last.before != "77"


class Dialogs(QObject):
    """Counts the windows that stop everything else."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QDialog) and watched.isModal():
            self.seen.append(type(watched).__name__)
        return False


def test_filling_a_return_and_making_its_pdf_opens_no_dialog(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    dialogs = Dialogs()
    qapp.installEventFilter(dialogs)
    window.workspace.show_period(Period(2026, 3))
    enter(qtbot, field(window, "practice", "registered_patients"), "9,250")
    enter(qtbot, field(window, "water", "supply_m3"), "120")
    window.open_page("check")
    window.findChild(QPushButton, "check-continue").click()
    window.findChild(QLineEdit, "summary-folder").setText(str(tmp_path))
    window.findChild(QPushButton, "create-pdf").click()
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("*.pdf"))), timeout=30_000)
    qapp.removeEventFilter(dialogs)
    assert dialogs.seen == []
