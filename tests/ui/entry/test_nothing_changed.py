"""Nothing has changed: practice details and a survey are taken over, and nothing that is counted anew."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from greenpractice.fields import Kind
from greenpractice.periods import Period
from greenpractice.returns.carrying import OF_A_QUARTER, SURVEYED
from greenpractice.returns.documents import Flag
from greenpractice.sections import SECTION_BY_KEY
from ui.entry.grid_view import GridView
from ui.practice.practice_pages import page_of_section
from ui.practice.practice_window import MainWindow
from ui.session.copying import CARRIED_ON, can_carry_on, carry_on

EMPTY = Period(2026, 3)


def opened(window: MainWindow, section: str) -> QPushButton:
    window.workspace.show_period(EMPTY)
    page = page_of_section(section)
    assert page is not None
    window.open_page(page.key)
    found = window.pages[page.key].findChild(QPushButton, f"{section}-nothing-changed")
    assert isinstance(found, QPushButton)
    return found


@pytest.mark.parametrize("section", sorted(CARRIED_ON))
def test_one_button_takes_a_section_over_says_so_and_is_gone(window: MainWindow, section: str):
    pressed = opened(window, section)
    assert pressed.isVisible()
    assert pressed.text() == "Nothing has changed"
    assert pressed.accessibleName().endswith("nothing has changed since July to September 2026")
    before = window.workspace.previous()
    assert before is not None
    pressed.click()
    assert window.workspace.document().rows(section) == before.rows(section)
    told = window.findChild(QLabel, f"{section}-taken-over").text()
    assert "taken over from July to September 2026" in told
    assert not pressed.isVisible()
    flags = [flag for flag in window.workspace.document().flags if flag.section == section]
    of_day = ", survey of July to September 2026" if section == SURVEYED else ""
    assert {flag.note for flag in flags} == {f"Copied from July to September 2026{of_day}"}
    window.workspace.undo()
    assert not any(window.workspace.document().rows(section))
    assert pressed.isVisible()


def test_a_survey_of_last_quarter_still_holds_and_the_practice_is_what_it_was(window: MainWindow):
    for section in CARRIED_ON:
        opened(window, section).click()
        flags = [flag for flag in window.workspace.document().flags if flag.section == section]
        assert {flag.estimated for flag in flags} == {None}


def test_what_was_estimated_stays_so(window: MainWindow):
    window.workspace.show_period(Period(2026, 2))
    row = window.workspace.rows("practice")[0]
    window.workspace.set_figure("practice", row.id, "staff", "31")
    window.workspace.set_flag(row.id, Flag("practice", 0, "staff", estimated=True))
    opened(window, "practice").click()
    marked = {flag.field for flag in window.workspace.document().flags if flag.estimated}
    assert marked == {"staff"}


def test_nothing_that_is_read_or_counted_for_a_quarter_can_be_carried_on():
    for section in CARRIED_ON:
        fields = SECTION_BY_KEY[section].fields
        assert not OF_A_QUARTER & fields.keys()
        assert all(spec.kind is not Kind.DAY for spec in fields.values())


def test_it_is_not_said_of_other_sections_nor_of_one_with_figures(window: MainWindow):
    workspace = window.workspace
    assert can_carry_on(workspace) == []
    workspace.show_period(EMPTY)
    assert set(can_carry_on(workspace)) == CARRIED_ON
    assert carry_on(workspace, "electricity") == ""
    assert not any(workspace.document().rows("electricity"))
    workspace.set_figure("practice", None, "staff", "30")
    assert can_carry_on(workspace) == ["commuting"]


def test_a_grid_with_rows_of_last_quarter_begins_at_the_number_to_type(window: MainWindow):
    opened(window, "commuting").click()
    window.open_page("home")
    window.open_page("business_travel")
    grid = window.findChild(GridView, "commuting-grid")
    row, column = grid.grid.begins_at(0, 0)
    assert (row, grid.grid.field_at(column)) == (0, "people")
    assert grid.grid.begins_at(1, 0) == (1, 0)  # a new row begins at its first answer
