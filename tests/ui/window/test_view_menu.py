"""The View menu: sizes, compact rows, tables for charts, the checks of a page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.window.menu_entries import do, focus, said
from ui.entry.grid_view import GridView
from ui.inhalers.inhaler_columns import NOW
from ui.inhalers.inhaler_page import InhalerPage
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace
from ui.widgets.style import is_compact, set_compact, text_size

Key = Qt.Key


def test_text_sizes_and_the_status_bar_says_which(active: MainWindow) -> None:
    do(active, "larger")
    assert text_size() == 110
    assert active.status.percent.text() == "Text 110%"
    do(active, "smaller")
    do(active, "smaller")
    assert active.status.percent.text() == "Text 90%"
    do(active, "normal")
    assert active.status.percent.text() == "Text 100%"


def test_compact_rows_are_lower_and_kept(active: MainWindow, qtbot: QtBot) -> None:
    grid = focus(active, "inhalers", "inhalers-grid", qtbot)
    assert isinstance(grid, GridView)
    usual = grid.verticalHeader().defaultSectionSize()
    do(active, "compact")
    assert 24 <= grid.verticalHeader().defaultSectionSize() < usual
    assert active.workspace.preferences is not None
    assert active.workspace.preferences.is_on("compact")
    set_compact(False)
    again = MainWindow(active.workspace, active.workspace.preferences)
    qtbot.addWidget(again)
    assert is_compact()
    do(active, "compact")
    assert grid.verticalHeader().defaultSectionSize() == usual


def test_only_products_we_use(active: MainWindow) -> None:
    do(active, "only-used")
    assert said(active) == "Open Inhalers first (Ctrl+3)"
    active.open_page("inhalers")
    page = active.pages["inhalers"]
    assert isinstance(page, InhalerPage)
    few = page.model.rowCount()
    do(active, "only-used")
    assert page.model.rowCount() > few
    do(active, "only-used")
    assert page.model.rowCount() == few


def test_charts_as_tables_everywhere_and_kept(active: MainWindow, qtbot: QtBot) -> None:
    active.open_page("results")
    do(active, "charts-tables")
    results, indicators = active.pages["results"], None
    active.open_page("indicators")
    indicators = active.pages["indicators"]
    for page in (results, indicators):
        pictures = [each for each in page.findChildren(QWidget) if each.objectName().endswith("-picture")]
        assert pictures
        assert all(each.isHidden() for each in pictures)
    assert active.findChild(QPushButton, "charts-as-tables").isChecked()
    again = Workspace(
        active.workspace.store, active.workspace.identity, active.workspace.period, None, None,
        active.workspace.preferences,
    )  # fmt: skip
    assert again.charts_as_tables
    active.findChild(QPushButton, "charts-as-tables").click()
    assert not active.workspace.charts_as_tables
    assert not indicators.findChild(QWidget, "ruler-ES-01-picture").isHidden()


def test_checks_panel_and_back(active: MainWindow, qtbot: QtBot) -> None:
    grid = focus(active, "inhalers", "inhalers-grid", qtbot)
    assert isinstance(grid, GridView)
    row = next(n for n in range(grid.grid.rowCount()) if grid.grid.kept_at(n) is not None)
    grid.grid.put([(row, NOW, "2")], "")
    qtbot.keyClick(grid, Key.Key_F8)
    assert "issue" in QApplication.focusWidget().objectName()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_F8)
    assert QApplication.focusWidget() is grid
    box = focus(active, "asthma_care", "asthma_care-asthma_register", qtbot)  # a form asks in its row
    box.selectAll()
    qtbot.keyClicks(box, "9000")
    qtbot.keyClick(box, Key.Key_Return)
    box = QApplication.focusWidget()
    qtbot.keyClick(box, Key.Key_F8)
    assert QApplication.focusWidget().objectName() == "asthma_care-asthma_register-correct"
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_F8)
    assert QApplication.focusWidget() is box
    active.open_page("results")
    do(active, "checks")
    assert said(active) == "There is nothing to check on this page"


def test_full_screen_and_back(active: MainWindow) -> None:
    do(active, "full-screen")
    assert active.isFullScreen()
    do(active, "full-screen")
    assert not active.isFullScreen()
