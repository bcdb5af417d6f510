"""Whatever leads to the inhalers shows what it leads to, whatever was looked for there before."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from tests.greenpractice.prescribing.made import VENTOLIN
from tests.ui.inhalers.import_steps import Q1, month, press_button, read
from ui.entry.grid_view import GridView
from ui.inhalers.import_page import ImportPage, State
from ui.inhalers.inhaler_model import InhalerModel
from ui.inhalers.inhaler_order import Show
from ui.practice.practice_window import MainWindow

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton


@contextmanager
def nothing_logged() -> Iterator[None]:
    """Qt finds nothing wrong meanwhile."""
    said: list[str] = []

    def hear(_kind: QtMsgType, _context: object, sentence: str) -> None:
        said.append(sentence)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    assert said == []


def grid_of(window: MainWindow) -> GridView:
    found = window.findChild(GridView, "inhalers-grid")
    assert isinstance(found, GridView)
    return found


def look_for(window: MainWindow, text: str) -> GridView:
    """Type in the box for a product's name, as people do."""
    window.open_page("inhalers")
    box = window.findChild(QLineEdit, "find-inhaler")
    box.setFocus()
    QTest.keyClicks(box, text)
    return grid_of(window)


def stands_on(window: MainWindow) -> object:
    grid = grid_of(window)
    assert window.open_key == "inhalers"
    assert QApplication.focusWidget() is grid
    assert grid.visualRect(grid.currentIndex()).intersects(grid.viewport().rect())
    return grid.grid.place_key(grid.currentIndex().row())


@pytest.mark.parametrize("sought", ["seretide", "no such thing"])
def test_see_inhalers_after_an_import_shows_them_all(
    made: MainWindow, tmp_path: Path, qtbot: QtBot, sought: str
) -> None:
    made.resize(1366, 768)
    grid = look_for(made, sought)
    made.open_page("import")
    page = made.pages["import"]
    assert isinstance(page, ImportPage)
    read(qtbot, page, month(tmp_path, "2025-04"))
    press_button(page, "import-take")
    assert page.state is State.DONE
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert made.findChild(QLineEdit, "find-inhaler").text() == ""
    assert grid.grid.row_of(VENTOLIN) is not None
    assert stands_on(made) is not None


def test_a_way_to_a_product_that_is_hidden_shows_it(made: MainWindow) -> None:
    row_id = made.workspace.rows("inhalers")[0].id
    look_for(made, "seretide")
    made.open_page("home")
    made.workspace.go_to("inhalers", row_id, "inhalers")
    assert stands_on(made) == VENTOLIN


def test_a_way_to_the_table_shows_it_though_nothing_is_used(made: MainWindow) -> None:
    made.open_page("inhalers")
    only = made.findChild(QPushButton, "show-products-0")
    only.setChecked(True)
    made.workspace.show_period(Q1.period.next.next)
    assert grid_of(made).grid.rowCount() == 0
    made.open_page("home")
    made.workspace.go_to("inhalers")
    assert stands_on(made) is not None
    assert not only.isChecked()


def test_what_is_looked_for_stays_where_the_product_is_in_sight(made: MainWindow) -> None:
    look_for(made, "ventolin")
    row_id = made.workspace.rows("inhalers")[0].id
    made.open_page("home")
    made.workspace.go_to("inhalers", row_id, "inhalers")
    assert stands_on(made) == VENTOLIN
    assert made.findChild(QLineEdit, "find-inhaler").text() == "ventolin"


def test_undo_of_a_product_shows_it_though_another_is_looked_for(made: MainWindow) -> None:
    made.workspace.set_figure("inhalers", made.workspace.rows("inhalers")[0].id, "inhalers", "11")
    look_for(made, "seretide")
    made.workspace.undo()
    assert stands_on(made) == VENTOLIN


def test_another_quarter_where_nothing_is_found_is_told_and_logs_nothing(made: MainWindow) -> None:
    grid = look_for(made, "no such thing")
    assert grid.grid.rowCount() == 0
    with nothing_logged():
        for name in ("earlier-quarter", "later-quarter"):
            QTest.mouseClick(made.findChild(QPushButton, name), LEFT)
            assert "No product found" in made.pages["inhalers"]._told.text()
        made.workspace.undo()


def test_no_table_of_the_window_tells_of_cells_that_are_not_there(made: MainWindow) -> None:
    told: list[tuple[str, bool]] = []
    for spec in made.specs:
        made.open_page(spec.key)
        QApplication.processEvents()
    for table in made.findChildren(QTableView):
        if table.model() is not None:
            table.model().dataChanged.connect(
                lambda top, bottom, _roles, table=table: told.append(
                    (table.objectName(), top.isValid() and bottom.isValid())
                )
            )
    model = grid_of(made).grid
    assert isinstance(model, InhalerModel)
    with nothing_logged():
        for sought in ("", "no such thing"):
            model.narrow(Show.USED, sought)
            for period in (Q1.period.previous, Q1.period.year_before, Q1.period):
                made.workspace.show_period(period)
            made.workspace.undo()
            made.workspace.redo()
    assert told
    assert [name for name, sound in told if not sound] == []


@pytest.mark.parametrize("first", [Key.Key_3, Key.Key_PageUp], ids=["its key", "another quarter before"])
def test_who_tabs_to_the_table_for_the_first_time_stands_where_a_number_goes(
    made: MainWindow, first: Key
) -> None:
    """Rows that were counted anew put nobody on the name of a product, where nothing can be typed."""
    if first is Key.Key_PageUp:
        QTest.keyClick(made, first, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(made, Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    grid = grid_of(made)
    for _ in range(20):
        if QApplication.focusWidget() is not grid:
            QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert QApplication.focusWidget() is grid
    standing = grid.currentIndex()
    assert grid.grid.field_at(standing.column()) == "inhalers"
    QTest.keyClicks(grid, "7")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    code = grid.grid.place_key(standing.row())
    rows = made.workspace.document().rows("inhalers")
    assert {"bnf_code": code, "inhalers": "7"} in rows
