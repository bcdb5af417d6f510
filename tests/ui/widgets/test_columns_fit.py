"""At the size the window opens with every table of figures is seen whole, its checks too."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenpractice.fields import FieldSpec, Kind
from greenpractice.sections import SECTION_BY_KEY
from tests.ui.entry.test_rows_by_keyboard import GRIDS, empty
from ui.entry.grid_view import GridView
from ui.inhalers.inhaler_columns import NOTE, PRODUCT
from ui.practice.practice_pages import page_of_section
from ui.practice.practice_window import MainWindow

__all__ = ["empty"]
OPENING = QSize(1280, 728)  # of 800 a screen of 768 leaves these
TYPED = {
    Kind.TEXT: "Main Street", Kind.NUMBER: "12345", Kind.WHOLE: "1234", Kind.DAY: "30 9 2026",
    Kind.YES_NO: "yes",
}  # fmt: skip


def typical(spec: FieldSpec, row: int) -> str:
    """What people enter, each answer of a list in one row or another."""
    if spec.kind is Kind.CHOICE:
        return list(spec.choices)[row % len(spec.choices)]
    return "0.5" if spec.unit == "share" else TYPED[spec.kind]


def fill(window: MainWindow, section: str) -> None:
    """Three rows without the columns few people need; a number in the last one cannot be used."""
    workspace, declared = window.workspace, SECTION_BY_KEY[section]
    rare = declared.folded.fields if declared.folded else ()
    fields = {key: spec for key, spec in declared.fields.items() if key not in rare}
    number = next((key for key, spec in fields.items() if spec.is_number), "")
    for row in range(3):
        before = {kept.id for kept in workspace.rows(section)}
        row_id = None
        for key, spec in fields.items():
            workspace.set_figure(
                section, row_id, key, "many" if (key, row) == (number, 2) else typical(spec, row)
            )
            if row_id is None:
                row_id = next((kept.id for kept in workspace.rows(section) if kept.id not in before), None)


def is_whole(grid: GridView) -> bool:
    return grid.horizontalHeader().length() <= grid.viewport().width()


@pytest.mark.sweep
@pytest.mark.parametrize("section", GRIDS)
def test_no_table_is_wider_than_the_window_opens(empty: MainWindow, section: str, qtbot: QtBot) -> None:
    empty.resize(OPENING)
    fill(empty, section)
    spec = page_of_section(section)
    assert spec is not None
    empty.open_page(spec.key)
    grid = empty.findChild(GridView, f"{section}-grid")
    qtbot.waitUntil(lambda: is_whole(grid))  # once the page has its place
    note = grid.grid.note_column
    if grid.isColumnHidden(note):  # it comes for a note, and stays for one
        grid.show_cell(0, 0)
        grid.edit_note()
        QApplication.processEvents()
        assert not grid.isColumnHidden(note)


def test_the_inhalers_are_seen_whole_with_something_to_check(window: MainWindow) -> None:
    window.resize(OPENING)
    window.open_page("inhalers")
    QTest.qWait(50)
    workspace, grid = window.workspace, window.findChild(GridView, "inhalers-grid")
    workspace.set_figure("inhalers", workspace.row_id("inhalers", 0), "inhalers", "12x")
    QTest.qWait(50)
    assert not grid.isColumnHidden(NOTE)
    assert is_whole(grid)
    metrics = grid.fontMetrics()
    for row in range(grid.grid.rowCount()):
        cell = grid.visualRect(grid.grid.index(row, PRODUCT))
        name = str(grid.grid.index(row, PRODUCT).data())
        lines = metrics.boundingRect(0, 0, cell.width() - 16, 10_000, 0x1000, name)
        assert lines.height() <= grid.rowHeight(row), f"{name} is cut"
