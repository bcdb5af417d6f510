"""A cell that is open to be typed in: what is in it is seen, and Alt+Down opens its list and nothing else."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from greenpractice.sections import SECTION_BY_KEY
from tests.ui.entry.test_rows_by_keyboard import GRIDS, empty, figures, grid_of, write
from tests.ui.entry.test_words_for_answers import COLUMNS, column_of
from ui.entry.choice_cell import ChoiceCell
from ui.entry.grid_view import GridView
from ui.practice.practice_window import MainWindow

__all__ = ["empty"]
Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


def open_box(grid: GridView) -> QLineEdit:
    editor = grid.indexWidget(grid.currentIndex())
    box = editor.lineEdit() if isinstance(editor, ChoiceCell) else editor
    assert isinstance(box, QLineEdit)
    return box


def is_seen(grid: GridView) -> bool:
    """True where all of the text has room, and the box is inside the table."""
    editor, box = grid.indexWidget(grid.currentIndex()), open_box(grid)
    room = box.width() - 4
    inside = editor.parentWidget().rect().contains(editor.geometry())
    return box.fontMetrics().horizontalAdvance(box.text()) <= room and inside


@pytest.mark.sweep
@pytest.mark.parametrize(("section", "key"), COLUMNS)
def test_what_is_typed_and_filled_in_is_seen(empty: MainWindow, section: str, key: str) -> None:
    empty.resize(1280, 728)
    grid, spec = grid_of(empty, section), SECTION_BY_KEY[section].fields[key]
    for answer in spec.choices.values() or ("Yes", "No"):
        grid.show_cell(0, column_of(grid, key))
        for letter in answer[:4]:
            write(letter)
            assert is_seen(grid), open_box(grid).text()
        write("", Key.Key_Escape)


def test_a_long_note_is_seen_while_it_is_typed(empty: MainWindow) -> None:
    empty.resize(1280, 728)
    grid = grid_of(empty, "heating")
    grid.show_cell(0, 0)
    write("Main", Key.Key_Tab)
    grid.show_cell(0, grid.grid.note_column)
    write("The meter was read by the supplier")
    assert is_seen(grid)
    write("", Key.Key_Return)
    assert grid.grid.index(0, grid.grid.note_column).data() == "The meter was read by the supplier"


@pytest.mark.sweep
@pytest.mark.parametrize(("section", "key"), COLUMNS)
def test_alt_and_down_open_the_list(empty: MainWindow, section: str, key: str) -> None:
    grid = grid_of(empty, section)
    grid.show_cell(0, column_of(grid, key))
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Down, ALT)
    editor = grid.indexWidget(grid.currentIndex())
    assert isinstance(editor, ChoiceCell)
    assert editor.view().isVisible()
    assert figures(empty.workspace, section) == []
    QTest.keyClick(editor.view(), Key.Key_Down)
    QTest.keyClick(editor.view(), Key.Key_Return)
    QApplication.processEvents()
    assert [row.get(key, "") != "" for row in figures(empty.workspace, section)] == [True]


def test_alt_and_down_while_typing_open_the_list_and_enter_nothing(empty: MainWindow) -> None:
    grid = grid_of(empty, "heating")
    grid.show_cell(0, column_of(grid, "fuel"))
    write("gas")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Down, ALT)
    editor = grid.indexWidget(grid.currentIndex())
    assert isinstance(editor, ChoiceCell)
    assert editor.view().isVisible()
    assert editor.currentText() == "Natural gas", "the list stands at what would be entered"
    assert figures(empty.workspace, "heating") == []
    QTest.keyClick(editor.view(), Key.Key_Escape)
    write("", Key.Key_Tab)
    assert figures(empty.workspace, "heating") == [{"fuel": "natural_gas"}]


@pytest.mark.sweep
@pytest.mark.parametrize("section", GRIDS)
def test_no_cell_makes_qt_complain(empty: MainWindow, section: str, qtbot: QtBot, qtlog: Any) -> None:
    grid = grid_of(empty, section)
    for column in range(grid.grid.columnCount()):
        grid.show_cell(0, column)
        for key, modifier in (
            (Key.Key_F2, Qt.KeyboardModifier.NoModifier),
            (Key.Key_Down, ALT),
            (Key.Key_Down, ALT),
        ):
            QTest.keyClick(QApplication.focusWidget(), key, modifier)
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        write("", Key.Key_Escape)
    assert not [record for record in qtlog.records if "edit" in record.message]


@pytest.mark.parametrize("section", ["heating", "business_travel"])
def test_what_is_typed_after_a_list_was_closed_takes_the_place_of_the_answer(
    empty: MainWindow, section: str
) -> None:
    grid = grid_of(empty, section)
    key = "fuel" if section == "heating" else "mode"
    answer = next(iter(SECTION_BY_KEY[section].fields[key].choices.values()))
    grid.show_cell(0, column_of(grid, key))
    QTest.keyClick(grid, Key.Key_Down, ALT)
    editor = grid.indexWidget(grid.currentIndex())
    assert isinstance(editor, ChoiceCell)
    editor.hidePopup()
    QTest.keyClicks(open_box(grid), answer)
    assert editor.typed() == answer
