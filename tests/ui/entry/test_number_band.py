"""The question about what reads as an NHS number, answered in the window by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from greenpractice.fields import Kind
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from tests.ui.entry.test_rows_by_keyboard import empty, grid_of, write
from ui.practice.practice_window import MainWindow

NUMBER = "943 476 5919"  # passes the check digit; a published example, nobody's number
__all__ = ["empty"]
TEXTS = [
    (section.key, field)
    for section in SECTIONS
    for field, spec in section.fields.items()
    if not section.single and spec.kind is Kind.TEXT and section.key != "inhalers"
]


def tab_to(window: MainWindow, name: str) -> QPushButton:
    """Press Shift+Tab until the focus is on a button."""
    button = window.findChild(QPushButton, name)
    assert button.isVisible()
    for _ in range(100):
        if button.hasFocus():
            return button
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    raise AssertionError(f"{name} is out of reach of the keys")


@pytest.mark.sweep
@pytest.mark.parametrize(("section", "field"), TEXTS)
def test_a_number_in_any_text_of_a_grid_is_kept_once_it_is_no_patients(
    empty: MainWindow, section: str, field: str
) -> None:
    grid = grid_of(empty, section)
    fields = [grid.grid.field_at(column) for column in range(grid.grid.columnCount())]
    rows = len(empty.workspace.rows(section))
    grid.show_cell(grid.grid.rowCount() - 1, fields.index(field))
    write(f"no {NUMBER}", Qt.Key.Key_Return)
    said = " ".join(label.text() for label in empty.bands.findChildren(QLabel) if label.isVisible())
    assert "reads as an NHS number and is not stored" in said
    assert f"no {NUMBER}" in said
    assert len(empty.workspace.rows(section)) == rows
    keep = tab_to(empty, "keep-number")
    QTest.keyClick(keep, Qt.Key.Key_Return)
    assert empty.workspace.rows(section)[-1].figures[field] == f"no {NUMBER}"
    assert not keep.isVisible()
    assert SECTION_BY_KEY[section].fields[field].problem(f"no {NUMBER}") is None
    empty.workspace.undo()
    assert len(empty.workspace.rows(section)) == rows


@pytest.mark.parametrize("section", sorted({section for section, _ in TEXTS}))
def test_a_row_that_is_typed_on_in_meanwhile_is_one_row(empty: MainWindow, section: str) -> None:
    grid = grid_of(empty, section)
    fields = [(place, grid.grid.field_at(place)) for place in range(grid.grid.columnCount())]
    specs, rows = SECTION_BY_KEY[section].fields, len(empty.workspace.rows(section))
    text = next(place for place, field in fields if (section, field) in TEXTS)
    other = next(p for p, field in fields if field and p != text and specs[field].kind is not Kind.TEXT)
    new = grid.grid.rowCount() - 1
    grid.show_cell(new, text)
    write(f"no {NUMBER}", Qt.Key.Key_Tab)
    grid.show_cell(new, other)
    write("12", Qt.Key.Key_Return)
    assert len(empty.workspace.rows(section)) == rows + 1
    QTest.keyClick(tab_to(empty, "keep-number"), Qt.Key.Key_Return)
    assert len(empty.workspace.rows(section)) == rows + 1
    assert empty.workspace.rows(section)[-1].figures[fields[text][1] or ""] == f"no {NUMBER}"
    assert QApplication.focusWidget() is grid
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (new, text)


def test_it_is_asked_and_answered_while_the_data_are_out_of_reach(empty: MainWindow) -> None:
    folder = empty.workspace.store.path.parent
    away = folder.rename(folder.with_name("away"))
    grid = grid_of(empty, "electricity")
    grid.show_cell(grid.grid.rowCount() - 1, 0)
    write(NUMBER, Qt.Key.Key_Return)
    QTest.keyClick(tab_to(empty, "keep-number"), Qt.Key.Key_Return)
    assert empty.workspace.rows("electricity")[-1].figures == {"site": NUMBER}
    away.rename(folder)
    empty.workspace.try_again()
    assert not empty.workspace.has_unsaved
    assert empty.workspace.rows("electricity")[-1].figures == {"site": NUMBER}


def test_what_is_removed_is_nowhere(empty: MainWindow) -> None:
    grid = grid_of(empty, "electricity")
    grid.show_cell(grid.grid.rowCount() - 1, 0)
    write(NUMBER, Qt.Key.Key_Return)
    QTest.keyClick(tab_to(empty, "remove-number"), Qt.Key.Key_Space)
    assert empty.workspace.rows("electricity") == ()
    assert empty.gives_back() == []


def test_an_open_question_keeps_the_window_open_once(empty: MainWindow) -> None:
    grid = grid_of(empty, "electricity")
    grid.show_cell(grid.grid.rowCount() - 1, 0)
    write(NUMBER, Qt.Key.Key_Return)
    assert not empty.close()
    said = " ".join(label.text() for label in empty.bands.findChildren(QLabel) if label.isVisible())
    assert "answer it first. Close again to leave without it" in said
    assert empty.close()
