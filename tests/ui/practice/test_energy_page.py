"""Energy: units and days in the open, gaps by date, meters past zero, and sites whose landlord pays."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from greenpractice.answers.energy_words import past_zero
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument
from greenpractice.returns.progress import Status, progress_of
from tests.ui.answers import return_of
from tests.ui.conftest import OpenAlone
from ui.entry.grid_view import GridView
from ui.practice.energy_page import EnergyPage
from ui.practice.practice_window import MainWindow

QUARTER = Period(2026, 1)
GAS: RawRow = {"site": "Main Street", "fuel": "natural_gas", "unit": "m3", "basis": "bill"}
BILL: RawRow = {"site": "Main Street", "tariff": "standard", "basis": "bill"}


def heating(*rows: RawRow) -> ReturnDocument:
    return return_of(QUARTER, heating=rows)


def electricity(*rows: RawRow) -> ReturnDocument:
    return return_of(QUARTER, electricity=rows)


def said(page: EnergyPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def test_the_sentences_stand_under_their_grid(open_alone: OpenAlone) -> None:
    page = open_alone(EnergyPage, heating({**GAS, "quantity": "5,000"}), period=QUARTER)
    assert "Row 1: 5,000 m³ × 1.02264 × 39.5 ÷ 3.6 = 56,103 kWh." in said(page)


def test_a_meter_past_zero_is_asked_about_and_answered_with_one_click(open_alone: OpenAlone) -> None:
    row = {**BILL, "opening": "98,750", "closing": "420", "basis": "readings"}
    page = open_alone(EnergyPage, electricity(row), period=QUARTER)
    (found,) = past_zero(page.workspace.document(), "electricity")
    assert found.used == Decimal(1670)
    page.findChild(QPushButton, "electricity-past-zero-0").click()
    assert page.workspace.document().rows("electricity")[0]["kwh"] == "1670"
    assert past_zero(page.workspace.document(), "electricity") == []
    assert "went past zero" in (page.workspace.document().flags[0].note or "")
    page.workspace.undo_stack.undo()
    assert "kwh" not in page.workspace.document().rows("electricity")[0]


def test_energy_in_the_rent_leads_to_an_estimate_and_the_section_is_complete(open_alone: OpenAlone) -> None:
    site: RawRow = {
        "registered_patients": "9,000",
        "site": "Main Street",
        "floor_area_m2": "450",
        "energy_paid_by": "landlord",
    }
    page = open_alone(EnergyPage, return_of(QUARTER, practice=(site,)), period=QUARTER)
    assert "Main Street: energy is in the rent or service charge." in said(page)
    page.findChild(QPushButton, "estimate-site-0").click()
    assert "energy is in the rent" not in said(page)
    footprint = page.workspace.footprint()
    assert footprint.by_section["electricity"] > 0
    assert footprint.by_section["heating"] > 0
    assert all(line.estimated for line in footprint.lines)
    progress = page.workspace.progress()
    assert progress["electricity"].status is Status.COMPLETED
    assert progress["heating"].status is Status.COMPLETED


def test_a_site_with_bills_under_another_spelling_is_offered_no_estimate(open_alone: OpenAlone) -> None:
    site: RawRow = {"registered_patients": "9,000", "site": "Main Street", "energy_paid_by": "landlord"}
    bills: dict[str, tuple[RawRow, ...]] = {
        "electricity": ({"site": "main  street", "tariff": "standard", "kwh": "4,000"},),
        "heating": ({"site": "MAIN STREET", "fuel": "natural_gas", "unit": "kWh", "quantity": "9,000"},),
    }
    page = open_alone(EnergyPage, return_of(QUARTER, practice=(site,), **bills), period=QUARTER)
    assert page.findChild(QPushButton, "estimate-site-0") is None
    assert page.findChild(QPushButton, "measure-site-0") is None
    assert "energy is in the rent" not in said(page)


def test_an_estimate_beside_a_bill_is_said_on_the_page(open_alone: OpenAlone) -> None:
    site: RawRow = {"registered_patients": "9,000", "site": "Main Street", "floor_area_m2": "450"}
    rows: tuple[RawRow, ...] = (
        {"site": "Main Street", "tariff": "standard", "basis": "floor_area"},
        {"site": "main street", "tariff": "standard", "kwh": "4,000"},
    )
    page = open_alone(EnergyPage, return_of(QUARTER, practice=(site,), electricity=rows), period=QUARTER)
    assert "An estimate from floor area of Main Street counts beside a bill without dates" in said(page)


def test_without_a_floor_area_it_leads_there_and_leaving_it_out_is_no_dead_end(open_alone: OpenAlone) -> None:
    site: RawRow = {"registered_patients": "9,000", "site": "Main Street", "energy_paid_by": "landlord"}
    page = open_alone(EnergyPage, return_of(QUARTER, practice=(site,)), period=QUARTER)
    asked: list[object] = []
    page.workspace.asked_for.connect(lambda *place: asked.append(place))
    page.findChild(QPushButton, "measure-site-0").click()
    assert asked == [("practice", page.workspace.row_id("practice", 0), "floor_area_m2")]
    assert "If you leave it out, it shows as No data." in said(page)


def test_readings_and_floor_areas_need_no_amount_beside_them() -> None:
    rows = (
        {**BILL, "opening": "1", "closing": "2", "basis": "readings"},
        {"site": "Main Street", "tariff": "standard", "basis": "floor_area"},
    )
    assert progress_of(electricity(*rows))["electricity"].status is Status.COMPLETED
    gas = {"site": "Main Street", "fuel": "natural_gas", "basis": "floor_area"}
    assert progress_of(heating(gas))["heating"].status is Status.COMPLETED
    assert progress_of(electricity(BILL))["electricity"].status is Status.IN_PROGRESS


def test_a_site_that_is_typed_in_another_way_is_asked_about_and_undo_takes_that_back(
    active: MainWindow,
) -> None:
    """`main` beside `Main building` counted as a second site, without a word."""
    workspace = active.workspace
    active.open_page("electricity")
    grid = active.findChild(GridView, "electricity-grid")
    assert grid is not None
    column = next(at for at in range(grid.model().columnCount()) if grid.grid.field_at(at) == "site")
    row = len(workspace.rows("electricity")) - 1
    grid.setFocus()
    grid.show_cell(row, column)
    QTest.keyClicks(grid, "m")
    QTest.keyClicks(QApplication.focusWidget(), "ain")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert workspace.rows("electricity")[row].figures["site"] == "main"
    (found,) = [each for each in workspace.issues() if each.field == "site"]
    assert (found.row, found.question) == (row, True)
    shown = [label.text() for label in active.pages["electricity"].findChildren(QLabel) if label.isVisible()]
    assert any("may be one site" in text for text in shown)
    workspace.undo()
    assert [each for each in workspace.issues() if each.field == "site"] == []
