"""The list of keys (Ctrl+/): each listed key works, and each action with a key is listed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.entry.grid_view import GridView
from ui.practice.practice_window import MainWindow
from ui.widgets.figure_table import FigureTable

Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
ASKS_THE_SYSTEM = frozenset({"open-file", "save-copy", "exit", "full-screen"})  # its own windows


def listed(window: MainWindow) -> dict[str, str]:
    """Each key by what the list says of it."""
    QTest.keyClick(window, Key.Key_Slash, CONTROL)
    assert window.open_key == "help"
    table = window.findChild(FigureTable, "help-keys")
    assert table is not None
    rows = [[table.figures.index(row, n).data() for n in (0, 1)] for row in range(table.figures.rowCount())]
    return {key: words for words, keys in rows for key in keys.split(" or ")}


def actions(window: MainWindow) -> dict[str, QAction]:
    return {
        key.toString(QKeySequence.SequenceFormat.NativeText): action
        for action in window.findChildren(QAction)
        for key in action.shortcuts()
    }


def test_the_list_and_the_actions_say_the_same(active: MainWindow):
    shown, there = listed(active), actions(active)
    assert there.keys() <= shown.keys()
    for key, action in there.items():
        assert action.text().split("\t")[0].replace("&", "").rstrip("…").startswith(shown[key])


def test_each_listed_key_does_what_stands_beside_it(active: MainWindow, qtbot: QtBot):
    shown = listed(active)
    for key, action in actions(active).items():
        if action.objectName() in ASKS_THE_SYSTEM or "…" in action.text():
            continue
        active.open_page("home")
        done: list[str] = []
        action.triggered.connect(lambda _checked=False, done=done, key=key: done.append(key))
        QTest.keySequence(active, QKeySequence(key))
        QApplication.processEvents()
        assert done == [key], shown[key]


@pytest.mark.parametrize(
    ("listed_as", "presses", "leads_to"),
    [
        ("Arrow keys", ((Key.Key_Right, None), (Key.Key_Down, None)), (1, 2)),
        ("Ctrl+Home", ((Key.Key_Down, None), (Key.Key_Home, CONTROL)), (0, 0)),
        ("Tab", ((Key.Key_Tab, None),), (0, 2)),
        ("Shift+Tab", ((Key.Key_Backtab, SHIFT),), (0, 0)),
        ("Enter", ((Key.Key_Return, None),), (1, 1)),
        ("Shift+Enter", ((Key.Key_Return, None), (Key.Key_Return, SHIFT)), (0, 1)),
        ("Ctrl+Tab", ((Key.Key_Tab, CONTROL),), None),
        ("Ctrl+Shift+Tab", ((Key.Key_Backtab, CONTROL | SHIFT),), None),
    ],
)
def test_each_listed_key_of_a_table_works(
    active: MainWindow,
    listed_as: str,
    presses: tuple[tuple[Qt.Key, Qt.KeyboardModifier | None], ...],
    leads_to: tuple[int, int] | None,
):
    assert any(listed_as in keys for keys in listed(active))
    active.open_page("business_travel")
    grid = active.findChild(GridView, "business_travel-grid")
    assert grid is not None
    grid.show_cell(0, 1)
    for key, held in presses:
        QTest.keyClick(grid, key, held or Qt.KeyboardModifier.NoModifier)
    here = grid.currentIndex()
    if leads_to is None:
        assert QApplication.focusWidget() is not grid
    else:
        assert (here.row(), here.column()) == leads_to
