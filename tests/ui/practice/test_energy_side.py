"""Beside energy: days without a bill are estimated by one key and taken back, and last year stands there."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget

from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, RawRow
from tests.ui.answers import return_of
from tests.ui.conftest import OpenAlone
from ui.entry.grid_view import GridView
from ui.practice.energy_page import EnergyPage
from ui.practice.practice_window import MainWindow
from ui.session.flags import put_note

QUARTER = Period(2026, 2)


def opened(window: MainWindow, section: str = "electricity") -> EnergyPage:
    """The page, with a bill that ends on 12 September."""
    workspace = window.workspace
    for field, day in (("from", "2026-07-01"), ("to", "2026-09-12")):
        workspace.set_figure(section, workspace.row_id(section, 0), field, day)
    window.open_page("electricity")
    QApplication.processEvents()
    page = window.pages["electricity"]
    assert isinstance(page, EnergyPage)
    return page


def shown(page: QWidget, name: str) -> str:
    """What a label says, "" where it is not there or not seen."""
    found = page.findChild(QLabel, name)
    return found.text() if isinstance(found, QLabel) and found.isVisibleTo(page) else ""


def press(window: MainWindow, name: str) -> None:
    found = window.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    found.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(found, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_days_without_a_bill_are_estimated_by_last_year_and_taken_back(active: MainWindow) -> None:
    page, workspace = opened(active), active.workspace
    assert shown(page, "open-days-0") == "No bill of Main building covers 13 to 30 September 2026."
    before = workspace.rows("electricity")
    estimate = page.findChild(QPushButton, "open-days-estimate-0")
    assert isinstance(estimate, QPushButton)
    assert estimate.text() == "Estimate 2,013 kWh"
    press(active, "open-days-estimate-0")
    *_, new = workspace.rows("electricity")
    assert new.figures == {
        "site": "Main building",
        "tariff": "standard",
        "from": "2026-09-13",
        "to": "2026-09-30",
        "kwh": "2013",
    }
    assert new.flags[None] == Flag("electricity", 0, None, True, "As on the same days last year")
    grid = page.findChild(GridView, "electricity-grid")
    assert QApplication.focusWidget() is grid
    index = grid.currentIndex()
    assert (index.row(), grid.grid.field_at(index.column())) == (len(before), "kwh")
    assert shown(page, "open-days-0") == ""
    assert shown(page, "open-days-told").startswith("2,013 kWh entered as an estimate")
    assert shown(page, "electricity-last-year").startswith("Electricity: ")
    QTest.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert workspace.rows("electricity") == before
    assert shown(page, "open-days-0")
    assert shown(page, "open-days-told") == ""
    assert shown(page, "electricity-last-year") == "Electricity: 36% more"
    assert shown(page, "electricity-last-year-days") == "On 74 of 92 days"
    workspace.show_period(Period(2026, 1))
    QApplication.processEvents()
    assert shown(page, "open-days-0") == ""
    assert page.findChild(QPushButton, "open-days-estimate-0") is None


def test_where_last_year_says_nothing_the_bill_is_waited_for(active: MainWindow) -> None:
    page, workspace = opened(active, "heating"), active.workspace
    workspace.set_figure("heating", workspace.row_id("heating", 0), "site", "Branch")
    QApplication.processEvents()
    assert page.findChild(QPushButton, "open-days-estimate-0") is None
    press(active, "open-days-add-0")
    grid = page.findChild(GridView, "heating-grid")
    assert QApplication.focusWidget() is grid
    assert grid.grid.is_new(grid.currentIndex().row())
    assert shown(page, "heating-last-year") == ""


def test_tab_comes_to_what_stands_beside_after_the_figures_and_import_stands_in_each_head(
    active: MainWindow,
) -> None:
    page = opened(active)
    stops = []
    first = page.findChild(QPushButton, "electricity-import")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(30):
        stops.append(QApplication.focusWidget().objectName())
        if stops[-1] == "open-days-estimate-0":
            break
        control = Qt.KeyboardModifier.ControlModifier
        held = control if stops[-1].endswith("-grid") else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, held)
        QApplication.processEvents()
    wanted = ["electricity-import", "electricity-grid", "heating-import", "heating-grid"]
    assert [each for each in stops if each in wanted] == wanted
    assert stops[-1] == "open-days-estimate-0"


def test_what_is_attached_is_counted_over_both(open_alone: OpenAlone) -> None:
    bill: RawRow = {"site": "Main", "tariff": "standard", "kwh": "900", "from": "2026-07-01"}
    made = return_of(QUARTER, electricity=(bill, bill), heating=({"site": "Main", "fuel": "natural_gas"},))
    flags = tuple(
        Flag(section, 0, evidence=names)
        for section, names in (("electricity", ("a" * 64, "b" * 64)), ("heating", ("a" * 64,)))
    )
    page = open_alone(EnergyPage, replace(made, flags=flags), period=QUARTER)
    assert shown(page, "energy-attached") == "2 bills or print-outs are attached, to 2 of 3 rows."
    page.workspace.remove_row("heating", page.workspace.row_id("heating", 0))
    page.workspace.remove_row("electricity", page.workspace.row_id("electricity", 0))
    page.refresh()
    assert shown(page, "energy-attached") == ""


def test_a_problem_and_a_small_window_make_no_page_scroll_sideways(active: MainWindow) -> None:
    active.setMinimumSize(600, 400)
    active.resize(1093, 534)
    page = opened(active)
    active.workspace.set_figure("electricity", active.workspace.row_id("electricity", 0), "kwh", "lots")
    for _ in range(4):
        QApplication.processEvents()
    assert shown(page, "electricity-total").endswith("not counted") or shown(page, "electricity-remark")
    area = next(each for each in active.findChildren(QScrollArea) if each.isAncestorOf(page))
    assert area.horizontalScrollBar().maximum() == 0


def test_a_long_note_beside_narrow_columns_makes_no_high_row_and_its_tip_has_it_all(
    active: MainWindow,
) -> None:
    active.resize(1366, 688)
    page, workspace = opened(active), active.workspace
    note = "Read from the meter in the cellar on the last day, as no bill had come by then"
    (kept,) = workspace.rows("electricity")
    workspace.apply_step(put_note("electricity", kept, None, note), "Change a note")
    for _ in range(4):
        QApplication.processEvents()
    grid = page.findChild(GridView, "electricity-grid")
    column = grid.grid.note_column
    assert not grid.isColumnHidden(column)
    assert grid.horizontalScrollBar().maximum() == 0
    assert grid.rowHeight(0) <= 2 * grid.fontMetrics().lineSpacing() + 12
    assert grid.grid.index(0, column).data(Qt.ItemDataRole.ToolTipRole) == note
