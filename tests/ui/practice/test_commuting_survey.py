"""The survey of staff travel on the Travel page: carried forward by a key, with its day, and taken back."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from tests.ui.answers import return_of
from tests.ui.conftest import OpenAlone
from ui.practice.section_pages import TravelPage
from ui.widgets.controls import Box

OLD, NOW = Period(2025, 3), Period(2026, 1)
CARS: RawRow = {
    "mode": "car_unknown", "people": "40", "days_per_week": "4", "weeks": "11.5", "one_way": "6",
    "unit": "mile",
}  # fmt: skip
NOTE = Flag("commuting", 0, None, note="Survey of 14 November 2025")


def surveyed(period: Period = OLD) -> ReturnDocument:
    return replace(return_of(period, commuting=(CARS,)), flags=(NOTE,))


def said(page: TravelPage, name: str) -> str | None:
    found = page.findChild(QLabel, name)
    return found.text() if isinstance(found, QLabel) else None


def test_an_older_survey_is_carried_forward_by_a_key_and_says_where_it_is_from(open_alone: OpenAlone) -> None:
    page = open_alone(TravelPage, surveyed(), return_of(NOW), period=NOW)
    assert (
        said(page, "survey-last") == "Last survey: 14 November 2025, in October to December 2025, 40 people."
    )
    carry = page.findChild(QPushButton, "survey-carry")
    assert carry is not None
    carry.setFocus()
    QTest.keyClick(carry, Qt.Key.Key_Return)
    document = page.workspace.document()
    assert document.rows("commuting") == (CARS,)
    note = "Copied from October to December 2025, survey of 14 November 2025"
    assert document.flags == (replace(NOTE, note=note),)
    assert said(page, "survey-from") == f"{note}; it holds for a year"
    page.workspace.undo()
    assert page.workspace.document().rows("commuting") == ()
    assert page.findChild(QPushButton, "survey-carry") is not None


def test_after_a_year_it_counts_as_an_estimate(open_alone: OpenAlone) -> None:
    later = Period(2027, 1)
    page = open_alone(TravelPage, surveyed(), return_of(later), period=later)
    page.findChild(QPushButton, "survey-carry").click()
    assert page.workspace.document().flags[0].estimated is True
    assert all(line.estimated for line in page.workspace.footprint().lines)


def test_the_day_of_a_survey_is_typed_once_and_kept_as_a_note(open_alone: OpenAlone) -> None:
    page = open_alone(TravelPage, return_of(NOW, commuting=(CARS, CARS)), period=NOW)
    day = page.findChild(Box, "survey-day")
    assert isinstance(day, Box)
    day.setFocus()
    QTest.keyClicks(day, "14/5/26")
    QTest.keyClick(day, Qt.Key.Key_Return)
    assert {flag.note for flag in page.workspace.document().flags} == {"Survey of 14 May 2026"}
    assert len(page.workspace.document().flags) == 2
    assert day.text() == "14 May 2026"
    page.workspace.undo()
    assert page.workspace.document().flags == ()


def test_what_is_no_day_is_told_and_changes_nothing(open_alone: OpenAlone) -> None:
    page = open_alone(TravelPage, return_of(NOW, commuting=(CARS,)), period=NOW)
    told: list[str] = []
    page.workspace.refused.connect(told.append)
    day = page.findChild(Box, "survey-day")
    assert isinstance(day, Box)
    day.setText("in spring")
    day.editingFinished.emit()
    assert told == ["The day of the survey must be a day, like 14 5 2026"]
    day.setText("14 May 2096")  # it would hold for ever
    day.editingFinished.emit()
    assert told[1:] == ["The day of the survey is still to come: enter the day on which staff were asked"]
    assert page.workspace.document().flags == ()


def test_without_any_survey_there_is_nothing_to_see(open_alone: OpenAlone) -> None:
    page = open_alone(TravelPage, return_of(NOW), period=NOW)
    assert page.findChild(QPushButton, "survey-carry") is None
    assert said(page, "survey-last") is None
