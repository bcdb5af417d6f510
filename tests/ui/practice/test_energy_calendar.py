"""The calendar of bills on the Energy page: read out, a click from the row of a bill, and no stop of Tab."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QScrollArea

from tests.ui.conftest import OpenAlone
from tests.ui.practice.test_energy_page import BILL, QUARTER, electricity
from ui.entry.grid_view import GridView
from ui.practice.energy_calendar import EnergyCalendar
from ui.practice.energy_page import EnergyPage

ROWS = (
    {**BILL, "kwh": "900", "from": "2026-04-01", "to": "2026-05-15"},
    {**BILL, "kwh": "800", "from": "2026-05-10", "to": "2026-06-14"},
)


def calendar_of(page: EnergyPage, section: str = "electricity") -> EnergyCalendar:
    found = page.findChild(EnergyCalendar, f"{section}-calendar")
    assert isinstance(found, EnergyCalendar)
    return found


def test_its_sentence_says_gaps_and_double_days_as_the_page_does(open_alone: OpenAlone) -> None:
    calendar = calendar_of(open_alone(EnergyPage, electricity(*ROWS), period=QUARTER))
    assert calendar.title.text() == "Bills cover 75 of 91 days; some have two"
    assert calendar.picture.accessibleName() == (
        "Electricity, bills of April to June 2026. Main Street: bills cover 75 of 91 days. "
        "No bill of Main Street covers 15 to 30 June 2026. Two bills cover 10 to 15 May 2026."
    )


def pick(page: EnergyPage, steps: int) -> None:
    """A click on a bar, so many steps to the right of the first one."""
    picture = calendar_of(page).picture
    spot = picture.chart.spots[steps]
    middle = QPointF((spot.left + spot.right) / 2, (spot.top + spot.bottom) / 2)
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=(middle + QPointF(12, 12)).toPoint())


@pytest.mark.parametrize("row", [0, 1])
def test_a_click_on_a_bar_goes_to_its_row(open_alone: OpenAlone, row: int) -> None:
    page = open_alone(EnergyPage, electricity(*ROWS), period=QUARTER)
    asked: list[tuple[object, ...]] = []
    page.workspace.asked_for.connect(lambda *where: asked.append(where))
    pick(page, row)
    assert asked == [("electricity", page.workspace.row_id("electricity", row), "from")]


def test_a_click_on_a_gap_goes_to_where_the_next_row_begins(open_alone: OpenAlone) -> None:
    page = open_alone(EnergyPage, electricity(*ROWS), period=QUARTER)
    pick(page, 2)
    grid = page.findChild(GridView, "electricity-grid")
    assert grid is not None
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (len(ROWS), 0)


def test_no_key_goes_into_it(open_alone: OpenAlone) -> None:
    calendar = calendar_of(open_alone(EnergyPage, electricity(*ROWS), period=QUARTER))
    assert calendar.picture.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert not [each for each in calendar.findChildren(QPushButton) if each.isVisibleTo(calendar)]


def test_it_is_a_table_in_text_and_can_be_copied(open_alone: OpenAlone) -> None:
    calendar = calendar_of(open_alone(EnergyPage, electricity(*ROWS), period=QUARTER))
    calendar.copy_table()
    assert QGuiApplication.clipboard().text().split("\n") == [
        "Site and fuel\tFrom\tTo\tDays\tWhat",
        "Main Street\t1 Apr 2026\t15 May 2026\t45\tBill, 900 kWh",
        "Main Street\t10 May 2026\t14 Jun 2026\t36\tBill, 800 kWh",
        "Main Street\t15 Jun 2026\t30 Jun 2026\t16\tNo bill",
        "Main Street\t10 May 2026\t15 May 2026\t6\tTwice",
    ]


def test_without_dated_bills_there_is_none_and_a_date_brings_it(open_alone: OpenAlone) -> None:
    page = open_alone(EnergyPage, electricity({**BILL, "kwh": "900"}), period=QUARTER)
    calendar = calendar_of(page)
    assert calendar.isHidden()
    row = page.workspace.row_id("electricity", 0)
    page.workspace.set_figure("electricity", row, "from", "2026-04-01")
    page.workspace.set_figure("electricity", row, "to", "2026-04-30")
    page.refresh()
    assert not calendar.isHidden()
    assert calendar.title.text() == "Bills cover 30 of 91 days"
    assert calendar_of(page, "heating").isHidden()


@pytest.mark.parametrize("width", [780, 420])
def test_it_never_makes_the_page_wider(open_alone: OpenAlone, width: int) -> None:
    page = open_alone(EnergyPage, electricity(*ROWS), period=QUARTER, width=width)
    calendar = calendar_of(page)
    assert calendar.picture.chart.width <= calendar.picture.width()
    area = page.parentWidget().parentWidget()
    assert isinstance(area, QScrollArea)
    assert calendar.minimumSizeHint().width() <= width
