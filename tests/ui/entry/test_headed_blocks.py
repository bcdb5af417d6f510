"""A table pasted with its headings: each column goes where its heading says, in every grid."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from greenpractice.sections import SECTION_BY_KEY
from tests.ui.entry.test_every_grid import every_grid
from tests.ui.entry.test_rows_by_keyboard import empty, fields_of, figures, grid_of, sample, wanted
from ui.entry.grid_view import GridView
from ui.practice.practice_window import MainWindow

__all__ = ["empty"]
Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def paste(grid: GridView, lines: list[list[str]], row: int = 0, column: int = 0) -> str:
    """Paste a block with Ctrl+V from a cell on; what was said of it."""
    said: list[str] = []
    grid.told.connect(said.append)
    QGuiApplication.clipboard().setText("\r\n".join("\t".join(line) for line in lines) + "\r\n")
    QApplication.processEvents()  # the table may just have taken the place of a form
    grid.show_cell(row, column)
    QTest.keyClick(grid, Key.Key_V, CONTROL)
    QApplication.processEvents()
    grid.told.disconnect(said.append)
    return said[-1]


@pytest.mark.parametrize("shown", [False, True], ids=["the field's name", "as it stands on the screen"])
def test_columns_go_by_their_headings_in_any_order(
    empty: MainWindow, shown: bool, pytestconfig: pytest.Config
) -> None:
    for section, grid in every_grid(empty, pytestconfig):
        fields = fields_of(grid)
        if len(fields) < 2:
            continue  # one column has no order
        places = [*reversed(range(len(fields)))]
        header = [
            str(grid.grid.headerData(place, Qt.Orientation.Horizontal)).replace("\n", " ")
            if shown
            else fields[place][1].label
            for place in places
        ]
        lines = [[sample(fields[place][1], number) for place in places] for number in (0, 1)]
        table = [["Our sheet of the year"], ["Supplier", *header], *[["Npower", *line] for line in lines]]
        said = paste(grid, table, grid.grid.rowCount() - 1, len(fields) - 1)
        assert figures(empty.workspace, section) == [wanted(fields, 0), wanted(fields, 1)], section
        assert said == (
            f"{2 * len(fields)} values pasted. The columns went by their headings. Not taken: “Supplier”."
        ), section
        QTest.keyClick(grid, Key.Key_Z, CONTROL)
        assert figures(empty.workspace, section) == [], section


def test_a_unit_in_a_heading_goes_to_the_numbers_below_it(empty: MainWindow) -> None:
    bills = grid_of(empty, "electricity")
    paste(bills, [["Start date", "End date", "Usage (MWh)"], ["1/4/2025", "30/6/2025", "1.2"]])
    assert figures(empty.workspace, "electricity") == [
        {"from": "2025-04-01", "to": "2025-06-30", "kwh": "1200"}
    ]
    paste(grid_of(empty, "waste"), [["Weight (t)", "Waste stream"], ["0.3", "Recycling"]])
    assert figures(empty.workspace, "waste") == [{"stream": "recycling", "kg": "300"}]
    paste(grid_of(empty, "business_travel"), [["Distance (km)", "How"], ["120", "Petrol car"]])
    travel = figures(empty.workspace, "business_travel")
    assert travel == [{"mode": "car_petrol", "distance": "120", "unit": "km"}]


def test_a_line_of_sums_is_no_entry(empty: MainWindow) -> None:
    bills = grid_of(empty, "electricity")
    lines = [["Main Street", "1,200"], ["Branch", "300"], ["Total", "1,500"]]
    said = paste(bills, [["Site", "kWh"], *lines])
    rows = [{"site": "Main Street", "kwh": "1,200"}, {"site": "Branch", "kwh": "300"}]
    assert figures(empty.workspace, "electricity") == rows
    assert said == "4 values pasted. The columns went by their headings. 1 line of sums left out."
    QTest.keyClick(bills, Key.Key_Z, CONTROL)
    assert paste(bills, lines) == "4 values pasted. 1 line of sums left out."
    assert figures(empty.workspace, "electricity") == rows


@pytest.mark.parametrize(
    ("section", "table", "left"),
    [
        ("electricity", [["Site", "Usage (MWh)"], ["Main", "1.2"], ["Annexe", "0.8"], ["Total", "2.0"]], 2),
        ("electricity", [["Site", "kWh"], ["Main", "1,200 kWh"], ["Total usage", "1,200 kWh"]], 1),
        ("electricity", [["Main", "1.2 MWh"], ["Grand total:", "1.2 MWh"]], 1),
        ("heating", [["Site", "Fuel", "Amount used (kWh)"], ["A", "Gas", "20"], ["Total", "Gas", "20"]], 1),
        ("waste", [["Waste stream", "Weight (t)"], ["Recycling", "0.3"], ["Total waste", "0.3"]], 1),
        ("business_travel", [["How", "Distance (miles)"], ["Petrol car", "9"], ["Total", "9"]], 1),
    ],
)
def test_a_line_of_sums_is_none_with_a_unit_either(
    empty: MainWindow, section: str, table: list[list[str]], left: int
) -> None:
    said = paste(grid_of(empty, section), table)
    assert len(figures(empty.workspace, section)) == left
    assert said.endswith("1 line of sums left out.")


def test_answers_alone_are_no_headings(empty: MainWindow) -> None:
    travel = grid_of(empty, "business_travel")
    said = paste(travel, [["Home visits", "Petrol car"], ["Business travel", "Diesel car"]])
    assert figures(empty.workspace, "business_travel") == [
        {"purpose": "home_visit", "mode": "car_petrol"},
        {"purpose": "business", "mode": "car_diesel"},
    ]
    assert said == "4 values pasted."


def test_a_wrong_answer_is_told_as_the_screen_has_its_answers(empty: MainWindow) -> None:
    paste(grid_of(empty, "heating"), [["Main Street", "coke", "kWh", "20"]])
    grid = grid_of(empty, "heating")
    hint = str(grid.grid.index(0, 1).data(Qt.ItemDataRole.ToolTipRole))
    assert hint.startswith("Fuel must be one of: Natural gas, Heating oil (kerosene)")
    keys = SECTION_BY_KEY["heating"].fields["fuel"].choices
    assert not [key for key in keys if "_" in key and key in hint]
