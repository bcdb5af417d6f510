"""Home: how far the quarter is, what is next, what changed, and nothing below the fold."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from greenpractice.periods import Period
from greenpractice.returns.progress import FIGURE_SECTIONS
from greenpractice.sections import SECTIONS
from tests.ui.window.menu_entries import do
from ui.practice.home_parts import RowName, Segments, Task
from ui.practice.practice_window import MainWindow
from ui.practice.section_icons import ICONS
from ui.widgets.icons import drawing
from ui.widgets.style import apply_look

Q3 = Period(2026, 3)
USUAL = (1366, 688)  # what a screen of 1366 x 768 leaves for the window


@pytest.fixture
def window(window: MainWindow) -> MainWindow:
    """The window on Home."""
    window.open_page("home")
    return window


def said(window: MainWindow, name: str) -> str:
    found = window.pages["home"].findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def row_of(window: MainWindow, section: str) -> RowName:
    found = window.pages["home"].findChild(RowName, f"task-{section}")
    assert isinstance(found, RowName)
    return found


def pressed(window: MainWindow, name: str) -> QPushButton:
    found = window.pages["home"].findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def settled(window: MainWindow, size: tuple[int, int] = USUAL) -> QWidget:
    window.setMinimumSize(1, 1)
    window.resize(*size)
    for _ in range(6):
        QApplication.processEvents()
    return window.pages["home"]


def scrolls(window: MainWindow) -> tuple[int, int]:
    area = window.pages["home"].parentWidget()
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
    return area.horizontalScrollBar().maximum(), area.verticalScrollBar().maximum()


def test_a_whole_year_is_due_on_no_day(window: MainWindow):
    window.workspace.show_period(Period(2019))
    due = window.pages["home"].findChild(QLabel, "home-due")
    assert due is not None
    assert not due.isVisible()
    assert said(window, "title-home") == Period(2019).words


def with_nothing(window: MainWindow) -> None:
    window.workspace.show_period(Period(2021, 2))


def with_last_quarter_only(window: MainWindow) -> None:
    window.workspace.show_period(Q3)


def half_done(window: MainWindow) -> None:
    window.workspace.show_period(Q3)
    window.workspace.set_figure("practice", None, "registered_patients", "9,260")
    window.workspace.set_figure("paper", None, "reams", "100")


def with_a_question(window: MainWindow) -> None:
    row = window.workspace.row_id("paper", 0)
    window.workspace.set_figure("paper", row, "reams", "90000")


def with_a_problem(window: MainWindow) -> None:
    row = window.workspace.row_id("paper", 0)
    window.workspace.set_figure("paper", row, "reams", "hundred")


def done(window: MainWindow) -> None:
    """As it is."""


STATES = (with_nothing, with_last_quarter_only, half_done, with_a_question, with_a_problem, done)


@pytest.mark.sweep
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nothing_is_below_the_fold_on_a_usual_screen(active: MainWindow, state: Callable[[MainWindow], None]):
    state(active)
    settled(active)
    assert scrolls(active) == (0, 0)
    assert len([task for task in active.pages["home"].findChildren(RowName) if task.isVisible()]) == 16


def test_the_sections_stand_in_two_columns_as_the_window_opens(active: MainWindow):
    first, *_, last = [task for task in settled(active, (1280, 688)).findChildren(Task) if task.isVisible()]
    assert last.x() > first.x()


@pytest.mark.parametrize("width", [1024, 1100, 1180, 1280, 1366])
def test_the_rows_have_all_of_their_card(active: MainWindow, width: int):
    home = settled(active, (width, 700))
    tasks = [task for task in home.findChildren(Task) if task.isVisible()]
    card = tasks[0].parentWidget()
    right = max(task.mapTo(card, task.rect().topRight()).x() for task in tasks)
    assert card.width() - right < 20


@pytest.mark.sweep
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_at_125_and_200_percent_nothing_is_beside_the_window(
    active: MainWindow, state: Callable[[MainWindow], None], qapp: QApplication
):
    state(active)
    settled(active, (1093, 534))
    assert scrolls(active)[0] == 0
    assert pressed(active, "home-next").mapTo(active, QPoint(0, 0)).y() < 534
    active.change_text_size(10)
    settled(active)
    assert scrolls(active)[0] == 0
    progress, step, total = (
        active.pages["home"].findChild(QWidget, name).mapTo(active, QPoint(0, 0)).y()
        for name in ("home-count", "home-next", "home-so-far")
    )
    assert progress < step < total  # what is next comes right after progress
    apply_look(qapp, dark=False, size=100)


def test_the_green_button_says_what_it_opens_and_its_row_is_marked(active: MainWindow):
    half_done(active)
    assert said(active, "home-reason").startswith("Paper: 1 answer missing")
    assert pressed(active, "home-next").text().startswith("Go on with paper")
    task = row_of(active, "paper").parentWidget()
    assert task is not None
    assert task.property("state") == "here"
    pressed(active, "home-next").click()
    assert active.open_key == "water"


def test_a_quarter_with_details_alone_has_no_total_yet_and_is_not_called_empty(active: MainWindow):
    active.workspace.show_period(Q3)
    active.workspace.set_figure("practice", None, "registered_patients", "9,260")
    assert said(active, "home-no-total") == "No total yet"
    assert said(active, "home-not-compared") == "No section with carbon is complete in both quarters yet"


def test_keys_go_down_the_first_column_and_enter_opens_a_row(active: MainWindow):
    settled(active)
    pressed(active, "home-next").setFocus()
    names = []
    for _ in range(len(FIGURE_SECTIONS)):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().objectName())
    assert names == [f"task-{section.key}" for section in FIGURE_SECTIONS]
    row_of(active, "waste").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert active.open_key == "water"


def test_what_changed_is_told_in_words_and_kg_and_all_of_it_is_one_click_away(active: MainWindow):
    assert said(active, "home-change") == "1.1 tonnes less than last quarter"
    assert said(active, "home-compared") == "Same 9 sections compared"
    assert said(active, "home-change-1") == "44 more Salbutamol 100 (generic)"
    pressed(active, "home-all-changes").click()
    why = next(each for each in active.findChildren(QWidget, "why"))
    assert "9 sections" in why.findChild(QLabel, "why-how").text()


def test_after_the_last_section_the_pdf_is_one_click_away(active: MainWindow, tmp_path: Path):
    workspace = active.workspace
    kept = workspace.rows("appointments")[0]
    for field, text in (("one_way", "2"), ("unit", "mile"), ("car_share", "0.5")):
        workspace.set_figure("appointments", kept.id, field, text)
    assert said(active, "home-reason") == "The figures changed since version 1"
    assert row_of(active, "appointments").text() == "Appointments"
    active.open_page("summary")
    active.findChild(QLineEdit, "summary-folder").setText(str(tmp_path))
    active.open_page("home")
    assert pressed(active, "home-next").text() == "Make version 2  ›"
    pressed(active, "home-next").click()
    assert len([*tmp_path.glob("*.pdf")]) == 1
    active.open_page("home")
    assert said(active, "home-reason") == "Version 2 is ready to send"


def test_copying_last_quarter_is_at_the_top_and_unfolds_in_the_place_of_the_rows(active: MainWindow):
    assert not pressed(active, "home-copy").isVisible()
    active.workspace.show_period(Q3)
    settled(active)
    pressed(active, "home-copy").click()
    QApplication.processEvents()
    assert isinstance(QApplication.focusWidget(), QCheckBox)
    assert not row_of(active, "paper").isVisible()
    assert scrolls(active) == (0, 0)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert row_of(active, "paper").isVisible()
    settled(active)
    assert QApplication.focusWidget() is pressed(active, "home-copy")
    do(active, "copy-last-quarter")
    QTest.mouseClick(pressed(active, "copy-last"), Qt.MouseButton.LeftButton)
    assert row_of(active, "paper").isVisible()
    settled(active)
    assert QApplication.focusWidget() is pressed(active, "home-next")
    assert "copied and marked Estimated" in said(active, "copy-done")


def test_nothing_has_changed_takes_practice_details_over_as_they_were(active: MainWindow):
    active.workspace.show_period(Q3)
    before = active.workspace.previous()
    assert before is not None
    pressed(active, "home-nothing-changed").click()
    now = active.workspace.document()
    assert now.rows("practice") == before.rows("practice")
    flags = [flag for flag in now.flags if flag.section == "practice"]
    assert not any(flag.estimated for flag in flags)
    assert {flag.note for flag in flags} == {"Copied from July to September 2026"}
    assert "taken over from July to September 2026" in said(active, "copy-done")
    assert not pressed(active, "home-nothing-changed").isVisible()
    active.workspace.undo()
    assert not active.workspace.document().sections.get("practice")


def test_a_first_quarter_says_what_it_needs_and_compares_nothing(active: MainWindow):
    with_nothing(active)
    page = settled(active)
    seen = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert {"No figures yet", "What you need", "A prescribing export", "0 of 13 sections completed"} <= {
        *seen
    }
    assert "What changed since last quarter" not in seen
    assert said(active, "home-waits") == "Cannot start yet"
    assert pressed(active, "home-next").text().startswith("Start with practice details")


def test_segments_say_nothing_aloud_and_follow_the_sections(active: MainWindow):
    segments = active.pages["home"].findChild(Segments)
    assert segments is not None
    assert len(segments.shares) == 14
    assert segments.accessibleName() == ""


def test_every_section_has_an_icon_of_its_own_and_no_colour_in_it():
    assert {*ICONS} == {section.key for section in SECTIONS}
    assert len({*ICONS.values()}) == len(ICONS)
    for name in ICONS.values():
        assert "currentColor" in drawing(name)
        assert "#" not in drawing(name)


def test_a_section_of_which_nothing_is_counted_is_completed_nowhere(active: MainWindow):
    workspace = active.workspace
    for row in workspace.rows("heating"):
        workspace.remove_row("heating", row.id)
    bill = {"site": "Main building", "fuel": "natural_gas", "unit": "kWh", "basis": "bill"}
    row_id = workspace.add_row(
        "heating", {**bill, "quantity": "6000", "from": "2026-07-01", "to": "2026-09-30"}
    )
    assert said(active, "task-heating-status") == "Completed"
    workspace.set_figure("heating", row_id, "from", "2024-01-01")
    workspace.set_figure("heating", row_id, "to", "2024-02-01")
    assert said(active, "task-heating-status") == "In progress"
    assert row_of(active, "heating").line == "none of its figures is counted"
    workspace.go_to("heating", row_id, "quantity")
    status = active.open_page_widget.findChild(QLabel, "heating-status")
    assert isinstance(status, QLabel)
    assert status.text() == "In progress"
    remark = active.open_page_widget.findChild(QLabel, "heating-remark")
    assert isinstance(remark, QLabel)
    assert remark.text() == "none of its figures is counted"
    do(active, "complete")
    why = "Not complete yet: Heating, none of its figures is counted. Next: "
    assert why in active.status.currentMessage()
    assert active.open_key != "electricity"  # the button goes where it says
