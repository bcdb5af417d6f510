"""What cannot be kept is given back to copy, all else of the step is kept, and what is said was stored."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from greenpractice.fields import Kind
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from greenpractice.store import NeverSaved
from tests.ui.entry.test_rows_by_keyboard import empty, grid_of, write
from tests.ui.inhalers.test_paste_by_name import paste
from ui.practice.practice_window import MainWindow

NUMBER = "9434765919"  # passes the check digit; a published example, nobody's number
__all__ = ["empty"]
GRIDS = [section.key for section in SECTIONS if not section.single and section.key != "inhalers"]


def told(window: MainWindow, section: str) -> str:
    return window.findChild(QLabel, f"{section}-told").text()


def never(*_: object) -> None:
    raise NeverSaved("It is no longer in the store.")


def copied_back(window: MainWindow) -> str:
    """What the band gives back; it is closed then."""
    give = window.findChild(QPushButton, "copy-put-aside")
    assert give.isVisible()
    give.click()
    window.findChild(QPushButton, "close-put-aside").click()
    return QGuiApplication.clipboard().text()


@pytest.mark.sweep
@pytest.mark.parametrize("section", GRIDS)
def test_of_a_pasted_block_only_the_text_that_may_not_be_kept_is_left_out(
    empty: MainWindow, section: str
) -> None:
    active = empty
    grid = grid_of(active, section)
    QApplication.processEvents()
    assert grid.isVisible()
    before = active.workspace.rows(section)
    columns = [n for n in range(grid.grid.columnCount()) if not grid.isColumnHidden(n)]
    fields = [(n, grid.grid.field_at(n)) for n in columns]
    specs = SECTION_BY_KEY[section].fields
    texts = [n for n, field in fields if field and specs[field].kind in (Kind.TEXT, Kind.NUMBER, Kind.WHOLE)]
    first = texts[0]
    block = f"12\nask {NUMBER}\n14"
    grid.show_cell(grid.grid.rowCount() - 1, first)
    QGuiApplication.clipboard().setText(block)
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    field = grid.grid.field_at(first)
    assert field is not None
    new = active.workspace.rows(section)[len(before) :]
    assert [row.figures.get(field) for row in new] == ["12", "14"]
    assert told(active, section).startswith("2 values pasted. 1 could not be kept and was not pasted.")
    assert f"ask {NUMBER}" in active.workspace.numbers_asked[0].words


def test_products_that_could_not_be_kept_are_not_said_to_be_entered(
    active: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    paste(active, "Ventolin Evohaler 100 micrograms\t77\nSeretide 50 Evohaler\t7")
    monkeypatch.setattr("ui.session.workspace.carry_out", never)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    said = told(active, "inhalers")
    assert said.startswith("0 products entered by name. 2 not entered: ")
    assert "(not kept)" in said
    assert "77" in copied_back(active)


@pytest.mark.parametrize("title", ["paste", "type"])
def test_a_step_that_can_never_be_saved_is_not_said_to_be_done(
    active: MainWindow, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    grid = grid_of(active, "waste")
    monkeypatch.setattr("ui.session.workspace.carry_out", never)
    grid.show_cell(0, 1)
    if title == "type":
        write("777", Qt.Key.Key_Return)
    else:
        QGuiApplication.clipboard().setText("777")
        QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert told(active, "waste") == "0 values pasted. 1 could not be kept and was not pasted."
    assert "777" in copied_back(active)
