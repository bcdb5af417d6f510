"""The list of keys (Ctrl+/): each listed key works, and each action with a key is listed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.entry.grid_view import GridView
from ui.help.keys import KEYS_OF_PARTS
from ui.practice.practice_window import MainWindow
from ui.widgets.chart_view import Picture
from ui.widgets.figure_table import FigureTable
from ui.window.why import WhyWindow

Key = Qt.Key
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
ASKS_THE_SYSTEM = frozenset({"open-file", "save-copy", "exit", "full-screen"})  # its own windows


def rows(window: MainWindow, name: str) -> dict[str, str]:
    """What each key does, of one of the two lists."""
    table = window.findChild(FigureTable, name)
    if table is None:
        return {}
    shown = zip(table.figures.texts(0), table.figures.texts(1), strict=True)
    return {key: words for words, keys in shown for key in keys.split("\n")}


def listed(window: MainWindow) -> dict[str, str]:
    """Each key by what the list says of it, of all pages."""
    found: dict[str, str] = {}
    window.open_page("home")
    QTest.keyClick(window, Key.Key_Slash, CONTROL)
    for page in window.specs:
        window.open_page(page.key)
        QApplication.processEvents()
        assert window.open_key == page.key
        found |= {**rows(window, "keys-here"), **rows(window, "keys-everywhere"), **found}
    window.help.close()
    return found


def typed_in(grid: GridView) -> int:
    """The first column in which any text is typed."""
    columns = range(grid.grid.columnCount())
    return next(n for n in columns if grid.grid.can_edit(0, n) and not grid.grid.choices(0, n))


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


def test_the_list_stands_beside_the_page_and_esc_gives_the_focus_back(active: MainWindow):
    active.workspace.go_to("waste")
    QApplication.processEvents()
    grid = active.findChild(GridView, "waste-grid")
    assert grid is not None
    assert grid.isVisible()
    grid.show_cell(0, typed_in(grid))
    QTest.keyClicks(QApplication.focusWidget(), "12")  # begun, and not ended by looking for a key
    QTest.keyClick(active, Key.Key_Slash, CONTROL)
    assert active.open_page_widget is not None
    assert active.open_page_widget.isAncestorOf(grid)
    here, everywhere = rows(active, "keys-here"), rows(active, "keys-everywhere")
    focused = QApplication.focusWidget()
    assert isinstance(focused, FigureTable)
    assert focused.objectName() == "keys-here"
    assert {"Ctrl+D", "Alt+Down", "Ctrl+H"} <= here.keys()
    assert not {"Ctrl+R", "Ctrl+Shift+U"} & here.keys()  # nothing is sorted on this page
    assert {"Ctrl+S", "F1", "Ctrl+/"} <= everywhere.keys()
    QTest.keyClick(focused, Key.Key_Down)
    assert focused.currentIndex().row() == 1
    QTest.keyClick(focused, Key.Key_Escape)
    assert not active.help.is_open
    assert grid.isAncestorOf(QApplication.focusWidget()) or grid.hasFocus()


def test_the_list_follows_the_page_and_help_takes_its_place(active: MainWindow):
    active.open_page("inhalers")
    QTest.keyClick(active, Key.Key_Slash, CONTROL)
    assert {"Ctrl+R", "Ctrl+Shift+U", "Ctrl+F"} <= rows(active, "keys-here").keys()
    active.open_page("help")
    here = rows(active, "keys-here")
    assert "Ctrl+F" in here
    assert not {"Ctrl+R", "Ctrl+D", "Ctrl+H", "Ctrl+Shift+U"} & here.keys()
    active.show_help_part("factors")
    QTest.keyClick(active, Key.Key_Slash, CONTROL)
    QTest.keyClick(active, Key.Key_Slash, CONTROL)
    here = rows(active, "keys-here")
    assert {"Ctrl+R", "Ctrl+F"} <= here.keys(), "the table of factors is there now"
    assert not {"Ctrl+D", "Ctrl+H", "Ctrl+Shift+U"} & here.keys()
    QTest.keyClick(active, Key.Key_F1)
    assert active.help.is_open
    assert active.help.panel is not None
    assert not active.help.panel.keys
    QTest.keyClick(active, Key.Key_Slash, CONTROL)
    QTest.keyClick(active, Key.Key_Slash, CONTROL)
    assert not active.help.is_open


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
    active.open_page("business_travel")
    QTest.keyClick(active, Key.Key_Slash, CONTROL)
    assert listed_as in rows(active, "keys-here")
    QTest.keyClick(active, Key.Key_Slash, CONTROL)
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


def test_the_other_keys_of_parts_work_and_none_is_listed_without_a_test(active: MainWindow):
    of_tables = {
        "Arrow keys", "Home", "Ctrl+Home", "Tab", "Shift+Tab", "Ctrl+Tab", "Ctrl+Shift+Tab", "Enter",
        "Shift+Enter", "F2", "Alt+Down", "Esc",
    }  # fmt: skip
    assert {key for line in KEYS_OF_PARTS for key in line.keys} == of_tables
    active.open_page("business_travel")
    grid = active.findChild(GridView, "business_travel-grid")
    assert grid is not None
    grid.show_cell(0, typed_in(grid))
    QTest.keyClick(grid, Key.Key_F2)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    grid.show_cell(1, 2)
    QTest.keyClick(grid, Key.Key_Home)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 0)
    active.open_page("results")
    chart = active.findChild(Picture, "chart-sources-picture")
    assert chart is not None
    chart.setFocus()
    QTest.keyClick(chart, Key.Key_Down)
    assert chart.current == 1
    QTest.keyClick(chart, Key.Key_Return)
    why = active.findChild(WhyWindow)
    assert why is not None
    why.close()


def test_page_and_list_share_the_width_there_is_or_qt_takes_some_of_the_list(
    active: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[list[int]] = []
    splitter = active.help.splitter
    monkeypatch.setattr(splitter, "setSizes", given.append)
    for page in ("water", "home"):
        active.open_page(page)
        QTest.keyClick(active, Key.Key_Slash, CONTROL)
        assert sum(given[-1]) <= splitter.width()
        active.help.close()
