"""A block with names on the inhaler page: matched by name, shown first, and never put over other products."""

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from greenpractice.facts.inhalers import Product, load_inhalers
from greenpractice.prescribing.naming import codes_meant
from ui.entry.clipboard_block import read_block
from ui.entry.grid_view import GridView
from ui.inhalers.inhaler_columns import NOW
from ui.inhalers.inhaler_model import InhalerModel
from ui.practice.practice_window import MainWindow
from ui.session.edits import AddRow
from ui.widgets.figure_table import FigureTable

BLOCK = (
    "Product\tInhalers\tItems\n"
    "Ventolin Evohaler 100 micrograms\t1,260\t1071\n"
    "Fostair 100micrograms/dose / 6micrograms/dose inhaler\t310\t300\n"
    "Seretide 50 Evohaler\t7\t\n"
    "Fobumix Easyhaler 160/4.5\t45\t40\n"
    "Notaninhaler 500\t25\t24\n"
)


def inhalers_of(window: MainWindow) -> dict[str, tuple[str | None, str | None]]:
    """The figures of now by the names of products."""
    listed = load_inhalers()
    found = {}
    for row in window.workspace.rows("inhalers"):
        product = listed.product(row.figures["bnf_code"])
        assert product is not None
        found[product.name] = (row.figures.get("inhalers"), row.figures.get("items"))
    return found


def paste(window: MainWindow, text: str) -> GridView:
    window.open_page("inhalers")
    QApplication.processEvents()
    grid = window.findChild(GridView, "inhalers-grid")
    assert isinstance(grid, GridView)
    assert isinstance(grid.grid, InhalerModel)
    grid.show_cell(*grid.grid.first_place())
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    return grid


def test_names_are_shown_before_anything_changes_and_entered_in_one_step(active: MainWindow) -> None:
    before = inhalers_of(active)
    paste(active, BLOCK)
    assert inhalers_of(active) == before
    table = active.findChild(FigureTable, "paste-preview")
    assert table.figures.texts(1)[3:] == ["Fits 2 products", "Not found"]
    assert "3 of 5 products found" in active.findChild(QLabel, "paste-said").text()
    assert QApplication.focusWidget().objectName() == "paste-enter"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    after = inhalers_of(active)
    assert after["Ventolin Evohaler 100 micrograms"] == ("1,260", "1071")
    assert after["Fostair 100/6 micrograms pMDI"] == ("310", "300")
    assert after["Seretide 50 Evohaler"][0] == "7"
    others = {"Ventolin Evohaler 100 micrograms", "Fostair 100/6 micrograms pMDI", "Seretide 50 Evohaler"}
    assert {k: v for k, v in after.items() if k not in others} == {
        k: v for k, v in before.items() if k not in others
    }
    assert "Notaninhaler 500" in active.findChild(QLabel, "inhalers-told").text()
    active.workspace.undo()
    assert inhalers_of(active) == before


def test_a_preview_can_be_left_and_goes_with_its_quarter(active: MainWindow) -> None:
    before = inhalers_of(active)
    grid = paste(active, BLOCK)
    active.findChild(QPushButton, "paste-cancel").click()
    assert inhalers_of(active) == before
    assert QApplication.focusWidget() is grid
    paste(active, BLOCK)
    active.workspace.show_period(active.workspace.period.previous)
    assert not active.findChild(QPushButton, "paste-enter").isVisible()


@pytest.mark.parametrize("button", ["paste-enter", "paste-cancel"])
def test_the_cell_with_the_focus_is_in_sight_after_a_preview(active: MainWindow, button: str) -> None:
    active.resize(1093, 614)
    grid = paste(active, BLOCK)
    active.findChild(QPushButton, "paste-cancel").click()
    grid.show_cell(grid.grid.rowCount() - 2, NOW)
    QApplication.processEvents()
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    pressed = active.findChild(QPushButton, button)
    pressed.setFocus()
    QTest.keyClick(pressed, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert QApplication.focusWidget() is grid
    cell = grid.visualRect(grid.currentIndex())
    assert grid.viewport().rect().contains(cell), cell
    assert grid.viewport().visibleRegion().contains(cell)


def test_numbers_alone_go_to_their_cells_as_before(active: MainWindow) -> None:
    grid = paste(active, "12\t3\n15\t4")
    row, column = grid.currentIndex().row(), grid.currentIndex().column()
    assert grid.grid.index(row, column).data() == "12"
    assert not active.findChild(QPushButton, "paste-enter").isVisible()


@pytest.mark.sweep
@pytest.mark.parametrize("product", load_inhalers().products, ids=lambda product: product.bnf_code)
def test_a_products_own_name_means_it_and_no_other(product: Product) -> None:
    assert codes_meant(product.name) == (product.bnf_code,)


def test_no_name_means_another_strength() -> None:
    assert codes_meant("Seretide 999 Evohaler") == ()
    assert len(codes_meant("Seretide Evohaler")) > 1
    assert len(codes_meant("Fostair 100/6")) > 1


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('"Main Street\r\nLE1 1AA"\t4100\r\n"Main Street\r\nLE1 1AA"\t3900\r\n',
         [["Main Street LE1 1AA", "4100"], ["Main Street LE1 1AA", "3900"]]),
        ('"a ""b""\nc"\t1', [['a "b" c', "1"]]),
        ('"quoted"\t1\n', [['"quoted"', "1"]]),
        ('5" pipe\t1\n"open\t2', [['5" pipe', "1"], ['"open', "2"]]),
        ("1\n\n3\n", [["1"], [""], ["3"]]),
        ("\t\n", [["", ""]]),
        ("", [[""]]),
    ],
)  # fmt: skip
def test_a_block_is_read_as_excel_writes_it(text: str, rows: list[list[str]]) -> None:
    assert read_block(text) == rows


def test_find_goes_by_names_and_whole_strengths_and_says_when_there_is_none(active: MainWindow) -> None:
    active.open_page("inhalers")
    QApplication.processEvents()
    box = active.findChild(QLineEdit, "find-inhaler")
    grid = active.findChild(GridView, "inhalers-grid")
    assert isinstance(grid.grid, InhalerModel)
    box.setFocus()
    QTest.keyClicks(box, "seretide 50")
    found = [entry.title for entry in grid.grid.entries if entry.code]
    assert found
    assert not any("250" in title or "500" in title for title in found)
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, "wonderhaler")
    told = active.findChild(QLabel, "inhalers-told")
    assert told.isVisible()
    assert "wonderhaler" in told.text()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is box
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, "0301011R0BYAAAP")
    assert [entry.code for entry in grid.grid.entries if entry.code] == ["0301011R0BYAAAP"]
    assert not told.isVisible()


@pytest.mark.parametrize("place", range(-1, 2))
def test_what_is_copied_and_pasted_at_the_same_product_goes_to_the_same_products(
    active: MainWindow, place: int
) -> None:
    """Whatever headings are in the block: every one of them first, in the middle and last."""
    grid = paste(active, "1")
    active.workspace.undo()
    model = grid.grid
    assert isinstance(model, InhalerModel)
    products = [row for row, entry in enumerate(model.entries) if entry.code is not None]
    headings = [row for row, entry in enumerate(model.entries) if entry.code is None and row > 0]
    for heading in headings:
        near = products.index(heading + 1)
        block = products[max(0, near - 3 + place) : near + 2 + place]
        assert len(block) >= 2
        active.workspace.apply_step(
            [AddRow("inhalers", {"bnf_code": model.entries[row].code or "", "inhalers": str(row)})
             for row in block if model.entries[row].kept is None], "Sample"
        )  # fmt: skip
        before = inhalers_of(active)
        corners = model.index(block[0], NOW), model.index(block[-1], NOW)
        grid.selectionModel().select(
            QItemSelection(*corners), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        grid.copy()
        assert len(read_block(QGuiApplication.clipboard().text())) == len(block)
        grid.clear_figures()
        assert inhalers_of(active) != before
        grid.show_cell(block[0], NOW)
        QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert {name: now for name, (now, _) in inhalers_of(active).items()} == {
            name: now for name, (now, _) in before.items()
        }


def test_a_table_of_a_clinical_system_is_found_by_name(active: MainWindow, shared: Path) -> None:
    before = inhalers_of(active)
    paste(active, (shared / "cases" / "window" / "paste18.tsv").read_text("utf-8"))
    assert inhalers_of(active) == before
    table = active.findChild(FigureTable, "paste-preview").figures
    unmatched = {
        table.texts(0)[row]: said
        for row, said in enumerate(table.texts(1))
        if said.startswith(("Fits", "Not"))
    }
    assert unmatched == {"Fobumix Easyhaler 160/4.5": "Fits 2 products", "Wonderhaler 500": "Not found"}
    assert "16 of 18 products found by name" in active.findChild(QLabel, "paste-said").text()
