"""Cells chosen with Ctrl: what is copied is just them, or nothing, and never blanks for what lies between."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.entry.test_rows_by_keyboard import empty, figures, grid_of
from ui.entry.grid_view import NO_BLOCK, GridView
from ui.practice.practice_window import MainWindow

__all__ = ["empty"]
CONTROL = Qt.KeyboardModifier.ControlModifier
ROWS = [("recycling", "1"), ("food", "2"), ("offensive", "3")]


def waste(window: MainWindow) -> GridView:
    """Three rows: stream and kg."""
    for stream, kg in ROWS:
        window.workspace.add_row("waste", {"stream": stream, "kg": kg})
    return grid_of(window, "waste")


def choose(grid: GridView, *cells: tuple[int, int]) -> None:
    """Click on the first cell, and with Ctrl on the others."""
    for number, (row, column) in enumerate(cells):
        place = grid.visualRect(grid.grid.index(row, column)).center()
        held = CONTROL if number else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, held, place)


def press(grid: GridView, key: Qt.Key) -> None:
    QTest.keyClick(grid, key, CONTROL)
    QApplication.processEvents()


def test_cells_of_one_column_are_copied_without_what_lies_between(empty: MainWindow) -> None:
    grid = waste(empty)
    choose(grid, (0, 1), (2, 1))
    press(grid, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text() == "1\n3"
    choose(grid, (1, 1))
    press(grid, Qt.Key.Key_V)
    assert [row["kg"] for row in figures(empty.workspace, "waste")] == ["1", "1", "3"]


@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_X])
def test_cells_that_make_no_block_are_not_copied_and_not_cut(empty: MainWindow, key: Qt.Key) -> None:
    grid = waste(empty)
    QGuiApplication.clipboard().setText("kept")
    choose(grid, (0, 0), (1, 1))
    press(grid, key)
    assert QGuiApplication.clipboard().text() == "kept"
    assert empty.findChild(QLabel, "waste-told").text() == NO_BLOCK
    assert [(row["stream"], row["kg"]) for row in figures(empty.workspace, "waste")] == ROWS


def test_what_is_pasted_over_scattered_cells_begins_where_one_stands(empty: MainWindow) -> None:
    grid = waste(empty)
    QGuiApplication.clipboard().setText("7\n8")
    choose(grid, (0, 0), (1, 1))
    press(grid, Qt.Key.Key_V)
    assert [(row["stream"], row["kg"]) for row in figures(empty.workspace, "waste")] == [
        ("recycling", "1"), ("food", "7"), ("offensive", "8"),
    ]  # fmt: skip
