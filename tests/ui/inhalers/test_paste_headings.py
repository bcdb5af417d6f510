"""A pasted block's headings decide its columns wherever they stand, and names are never put by place."""

from itertools import permutations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.ui.inhalers.columns_shown import show_column
from tests.ui.inhalers.test_paste_by_name import inhalers_of, paste
from ui.inhalers.inhaler_columns import ITEMS, NOTE
from ui.inhalers.named_block import read_named
from ui.practice.practice_window import MainWindow
from ui.session.edits import RemoveRow
from ui.widgets.figure_table import FigureTable

VENTOLIN = "Ventolin Evohaler 100 micrograms"
CODE = "0301011R0BIAFAP"
COLUMNS = {
    "product": ("Product", VENTOLIN), "inhalers": ("Quantity", "1260"), "items": ("Total items", "1071"),
    "code": ("BNF code", "0301011R0BIAFAP"), "unknown": ("NIC", "2000"),
}  # fmt: skip


def said(window: MainWindow) -> str:
    return window.findChild(QLabel, "paste-said").text()


def enter(window: MainWindow) -> None:
    assert QApplication.focusWidget().objectName() == "paste-enter"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("block", "figures", "left_out"),
    [
        (f"Product\tItems\n{VENTOLIN}\t1071", (None, "1071"), ""),
        (f"Product\tItems\tQuantity\tNIC\n{VENTOLIN}\t1071\t1260\t2000", ("1260", "1071"), "NIC"),
        (f"Drug\tTotal items\tTotal quantity\n{VENTOLIN}\t1071\t1260", ("1260", "1071"), ""),
        (f"Product\tStrength\tItems\n{VENTOLIN}\t100\t1071", (None, "1071"), "Strength"),
        ("BNF code\tProduct\tItems\tQuantity\n0301011R0BIAFAP\tSalamol\t10\t12", ("12", "10"), ""),
        (f"Items\tInhalers\tProduct\n10\t12\t{VENTOLIN}", ("12", "10"), ""),
        (f"Prescribing\n\n\tInhalers\tItems\n{VENTOLIN}\t12\t10", ("12", "10"), ""),
        (f"Salbutamol\nProduct\tItems\n{VENTOLIN}\t10", (None, "10"), ""),
        (f"Product\tItems\tTotal quantity\n{VENTOLIN}\t1071\t214200", ("1071", "1071"), ""),
        (f"{VENTOLIN}\t12\t10", ("12", "10"), ""),
        (f"{CODE}\t{VENTOLIN}\t12\t10", ("12", "10"), ""),
    ],
)  # fmt: skip
def test_headings_decide_the_columns(
    active: MainWindow, block: str, figures: tuple[str | None, str | None], left_out: str
) -> None:
    rows = active.workspace.rows("inhalers")
    active.workspace.apply_step([RemoveRow("inhalers", row.id) for row in rows], "Remove all rows")
    paste(active, block)
    assert inhalers_of(active) == {}
    assert (f"not taken: {left_out}." in said(active)) if left_out else "not taken" not in said(active)
    enter(active)
    (entered,) = inhalers_of(active).values()
    assert entered == figures


@pytest.mark.sweep
@pytest.mark.parametrize("order", list(permutations(COLUMNS)))
def test_each_order_of_columns_gives_the_same(order: tuple[str, ...]) -> None:
    block = [[COLUMNS[key][part] for key in order] for part in (0, 1)]
    read = read_named(block)
    assert [line.texts for line in read.lines] == [{"inhalers": "1260", "items": "1071"}]
    assert read.lines[0].code == CODE
    assert read.left_out == ("NIC",)
    assert "Quantity" in read.read_as[0]


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("block", "words"),
    [
        (f"1\t{VENTOLIN}\t12", "no headings"),
        (f"10\t12\t{VENTOLIN}", "no headings"),
        (f"{VENTOLIN}\t100\t12\t10", "no headings"),
        (f"{VENTOLIN}\t● pMDI\t28.3\t900\t1000\t800", "no headings"),
        (f"Product\tNIC\n{VENTOLIN}\t12", "No heading of this block says"),
        (f"Product\tItems\tItems\n{VENTOLIN}\t12\t10", "twice"),
        (f"Product\tItems\n{VENTOLIN}\t12\nProduct\tCost\tItems\nSalamol\t1\t2", "two tables"),
        ("Inhalers\tItems\n12\t10", "No product is named"),
        (f"{VENTOLIN}\tlots", "“lots” cannot be read as a number"),
        (f"Product\tInhalers\tItems\n{VENTOLIN}\t12\t10.5", "“10.5” cannot be read as a number"),
        ("Wonderhaler\tlots", "No product is named"),
        ("5\tWonderhaler\t12\n5\tPuffer\t13", "No product is named"),
        (f"{VENTOLIN}\n{VENTOLIN}", "No figure beside it"),
        (f"{VENTOLIN}\t5\n{VENTOLIN}\t7", "Stands here 2 times"),
        (f"{VENTOLIN}\t\nSeretide 50 Evohaler\t", "No figure beside it"),
        ("0301011R0ZZZZZZ\t12", "Not in our list"),
    ],
)  # fmt: skip
def test_what_could_be_guessed_wrongly_is_refused_with_what_to_do(
    active: MainWindow, block: str, words: str
) -> None:
    before = inhalers_of(active)
    paste(active, block)
    table = active.findChild(FigureTable, "paste-preview")
    columns = range(2) if table.isVisible() else ()
    shown = " ".join(" ".join(table.figures.texts(column)) for column in columns)
    assert words in f"{said(active)} {shown}"
    assert not active.findChild(QPushButton, "paste-enter").isVisible()
    assert active.findChild(QPushButton, "paste-cancel").isVisible()
    assert inhalers_of(active) == before


def test_figures_with_their_note_and_notes_alone_go_to_their_cells(active: MainWindow) -> None:
    active.open_page("inhalers")
    show_column(active, "items")
    grid = paste(active, "12\t3\t\tAsked the pharmacy")
    row = grid.currentIndex().row()
    assert grid.grid.index(row, ITEMS).data() == "3"
    grid.show_cell(row, NOTE)
    QApplication.clipboard().setText(f"{VENTOLIN}\nSeretide 50 Evohaler")
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert VENTOLIN in grid.grid.index(row, NOTE).data()


def test_two_lines_of_one_product_are_both_named_and_neither_is_taken(active: MainWindow) -> None:
    before = inhalers_of(active)
    paste(active, f"Product\tItems\n{VENTOLIN}\t5\nventolin evohaler 100MCG\t7\nSeretide 50 Evohaler\t3")
    enter(active)
    after = inhalers_of(active)
    assert after.get(VENTOLIN) == before.get(VENTOLIN)
    assert after["Seretide 50 Evohaler"][1] == "3"
    told = active.findChild(QLabel, "inhalers-told").text()
    assert "1 product entered" in told
    assert told.count("stands here 2 times") == 2
