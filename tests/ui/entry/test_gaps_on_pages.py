"""What a section leaves open stands on its own page, in the words that every list of gaps has, and once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from greenpractice.carbon.gaps import open_gaps
from tests.ui.entry.test_rows_by_keyboard import empty, grid_of, write
from ui.practice.practice_pages import page_of_section
from ui.practice.practice_window import MainWindow
from ui.session.edits import AddRow
from ui.session.flags import confirm

__all__ = ["empty"]
Key = Qt.Key

SITE = {"site": "Branch", "energy_paid_by": "landlord"}
ROWS = (
    ("practice", {"staff": "20", "site": "Main"}),
    ("practice", SITE),
    ("inhalers", {"bnf_code": "0301011R0BIAFAP", "inhalers": "5"}),
    ("inhalers", {"bnf_code": "0301011R0ZZZZZZ", "inhalers": "5"}),
    ("electricity", {"site": "Main", "kwh": "900", "from": "2026-04-01", "to": "2026-04-30"}),
    ("electricity", {"site": "Main", "kwh": "900", "from": "2026-04-15", "to": "2026-05-31"}),
    ("heating", {"site": "Main", "fuel": "natural_gas", "quantity": "30"}),
    ("business_travel", {"mode": "car_unknown"}),
    ("commuting", {"mode": "car_unknown"}),
    ("homeworking", {"hours": "999999999"}),
    ("appointments", {"face_to_face": "900"}),
    ("water", {"sewerage_m3": "1"}),
    ("waste", {"stream": "recycling"}),
    ("waste", {"kg": "12"}),
    ("paper", {"recycled_content": "0.5"}),
    ("refrigerants", {"gas": "R410A"}),
    ("inhaler_returns", {}),
    ("actions", {"title": "Ask"}),
)


@pytest.fixture
def left_open(empty: MainWindow) -> MainWindow:
    for section, figures in ROWS:
        if figures:
            empty.workspace.apply_step([AddRow(section, figures)], "Add")
    return empty


def texts(window: MainWindow, section: str) -> str:
    spec = page_of_section(section)
    assert spec is not None
    window.open_page(spec.key)
    QApplication.processEvents()
    page = window.open_page_widget
    assert page is not None
    said = [
        label.text()
        for label in page.findChildren(QLabel)
        if label.isVisible() and label.objectName().partition("-gap-")[0] in ("", section, label.objectName())
    ]
    return "\n".join(said).replace("\u200b", "").replace("\u2060", "")


def test_every_gap_stands_on_the_page_of_its_section_and_once(left_open: MainWindow) -> None:
    gaps = open_gaps(left_open.workspace.gaps())
    assert len({gap.section for gap in gaps}) > 10
    for gap in gaps:
        said, sentence = texts(left_open, gap.section), gap.why.removesuffix(".")
        more = gap.kind == "left_out" and "more: see Check answers" in said
        assert sentence in said or more, (gap.section, gap.why)
        alone = [
            line for line in said.split("\n") if line.removeprefix(f"{gap.place.capitalize()}: ") == gap.why
        ]
        assert len(alone) <= 1, (gap.section, gap.why)


def test_a_gap_comes_and_goes_as_figures_are_typed(left_open: MainWindow) -> None:
    grid = grid_of(left_open, "heating")
    missing = "Not counted: Main, Natural gas, 30. The reason: the unit is not given."
    assert missing in texts(left_open, "heating")
    columns = [grid.grid.field_at(n) for n in range(grid.grid.columnCount())]
    grid.show_cell(0, columns.index("unit"))
    write("kWh", Key.Key_Tab)
    said = texts(left_open, "heating")
    assert missing not in said
    assert "none of them is counted" not in said


def test_what_a_person_said_is_correct_is_no_gap_on_the_page(left_open: MainWindow) -> None:
    workspace = left_open.workspace
    (row,) = workspace.rows("homeworking")
    assert "Is this correct?" not in texts(left_open, "water")
    (issue,) = [each for each in workspace.issues() if each.section == "homeworking"]
    workspace.apply_step(confirm([row], issue), "Confirm a value")
    whys = [gap.why for gap in workspace.gaps() if gap.section == "homeworking" and gap.confirmed]
    assert whys
    assert not [why for why in whys if why in texts(left_open, "homeworking")]
