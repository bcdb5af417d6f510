"""Keep mine: typed figures that an import would replace stay where a person says so, by key or by mouse."""

import random
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.greenpractice.prescribing.made import BRALTUS, SALAMOL, VENTOLIN, Row
from tests.ui.inhalers.import_steps import Q1, Key, cells, month, press_button, read, said, settle
from tests.ui.inhalers.import_walk import walk
from tests.ui.test_journey import press, tab_to
from ui.inhalers.import_page import ImportPage, State
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace
from ui.widgets.figure_table import FigureTable

TABLE = "import-changes-2025-26-Q1"


def table_of(page: ImportPage) -> FigureTable:
    table = page.findChild(FigureTable, TABLE)
    assert table is not None
    return table


def place_of(table: FigureTable, code: str) -> int:
    return next(n for n, text in enumerate(table.figures.texts(0)) if text.endswith(code))


def ticked(table: FigureTable, code: str) -> object:
    last = table.figures.columnCount() - 1
    return table.figures.index(place_of(table, code), last).data(Qt.ItemDataRole.CheckStateRole)


def figures(workspace: Workspace) -> dict[str, tuple[str, list[object]]]:
    """Inhalers and sources of each product."""
    return {
        row.figures["bnf_code"]: (row.figures["inhalers"], [flag.source for flag in row.flags.values()])
        for row in workspace.rows("inhalers")
    }


@pytest.fixture
def shown(page: ImportPage, qtbot: QtBot, tmp_path: Path) -> ImportPage:
    """April of two products, of which one was typed: 10 inhalers, where the file has 4."""
    read(qtbot, page, month(tmp_path, "2025-04"))
    return page


def test_a_row_is_kept_by_key_and_one_undo_takes_the_import_back(shown: ImportPage, qtbot: QtBot) -> None:
    tab_to(qtbot, TABLE)
    table = table_of(shown)
    for _ in range(place_of(table, VENTOLIN) + 1):
        press(qtbot, Key.Key_Down)
    assert ticked(table, VENTOLIN) == Qt.CheckState.Unchecked
    press(qtbot, Key.Key_Space)
    assert ticked(table, VENTOLIN) == Qt.CheckState.Checked
    assert QApplication.focusWidget() is table
    assert cells(shown, TABLE)[place_of(table, VENTOLIN)][1:] == [
        "10", "10", "0", "No data", "No data", "Stays as typed. The files have 4 inhalers and 4 items",
    ]  # fmt: skip
    assert said(shown, "import-totals-2025-26-Q1") == (
        "All inhalers: 10 now, 13 after the import, of them 10 inhalers of 1 product typed and kept, where "
        "the files have 4 inhalers."
    )
    assert said(shown, "import-summary") == (
        "2 values change in April to June 2025. 1 product stays as typed. Nothing else is touched."
    )
    before = everything_of(shown.workspace)
    press_button(shown, "import-take")
    assert "April to June 2025: 10 inhalers of 1 product typed and kept" in said(shown, "import-done")
    now = figures(shown.workspace)
    assert now[VENTOLIN] == ("10", [])
    assert now[SALAMOL][0] == "3"
    assert [each.months for each in shown.workspace.store.imports([Q1])[Q1]] == [("2025-04",)]
    shown.workspace.undo_stack.undo()
    assert everything_of(shown.workspace) == before
    settle(qtbot, shown)
    assert shown.state is State.PREVIEW
    assert ticked(table_of(shown), VENTOLIN) == Qt.CheckState.Checked
    shown.workspace.undo_stack.redo()
    settle(qtbot, shown)
    assert figures(shown.workspace) == now


def everything_of(workspace: Workspace) -> object:
    stored = workspace.store.load(Q1)
    assert stored is not None
    return stored.document.sections, stored.document.flags, workspace.store.imports([Q1])


def test_a_click_ticks_a_row_and_another_takes_the_tick_away(shown: ImportPage, qtbot: QtBot) -> None:
    table = table_of(shown)
    for wanted in (Qt.CheckState.Checked, Qt.CheckState.Unchecked):
        last = table.figures.columnCount() - 1
        place = table.visualRect(table.figures.index(place_of(table, VENTOLIN), last)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert ticked(table, VENTOLIN) == wanted
    other = table.visualRect(table.figures.index(place_of(table, SALAMOL), 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=other)
    assert ticked(table, SALAMOL) is None
    press_button(shown, "import-take")
    assert figures(shown.workspace)[VENTOLIN][0] == "4"


def test_a_button_keeps_all_and_an_edit_meanwhile_forgets_no_choice(
    made: MainWindow, page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    made.workspace.add_row("inhalers", {"bnf_code": BRALTUS, "inhalers": "7"})
    rows = (Row(items=4), Row(code=SALAMOL, items=3), Row(code=BRALTUS, per_item=30, items=2))
    read(qtbot, page, month(tmp_path, "2025-04", *rows))
    button = page.findChild(QPushButton, "import-keep-all-2025-26-Q1")
    assert button is not None
    assert button.text() == "Keep mine of all 2 products"
    press_button(page, "import-keep-all-2025-26-Q1")
    assert button.text() == "Keep none of mine"
    braltus = next(row for row in made.workspace.rows("inhalers") if row.figures["bnf_code"] == BRALTUS)
    made.workspace.set_figure("inhalers", braltus.id, "inhalers", "9")
    settle(qtbot, page)
    assert said(page, "import-summary").startswith("2 values change in April to June 2025. 2 products stay")
    press_button(page, "import-take")
    assert {code: number for code, (number, _) in figures(made.workspace).items()} == {
        VENTOLIN: "10", BRALTUS: "9", SALAMOL: "3",
    }  # fmt: skip
    press_button(page, "import-see-2025-26-Q1")
    banner = said(made.pages["inhalers"], "inhalers-published")  # type: ignore[arg-type]
    assert banner.endswith("19 of the 22 inhalers are typed, of 2 products.")


def test_the_same_file_again_with_everything_kept_has_nothing_to_import(
    shown: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    for _ in range(2):
        table = table_of(shown)
        table.picked.emit(place_of(table, VENTOLIN))
        take = shown.foot.primary
        assert take is not None
        if take.isVisible():
            take.click()
            assert shown.state is State.DONE
            read(qtbot, shown, month(tmp_path, "2025-04"))
    assert said(shown, "import-summary") == "1 product stays as typed. There is nothing else to import."


def test_over_random_previews_what_is_kept_stays_and_the_rest_is_as_the_import_says(
    workspace: Workspace,
) -> None:
    """The short form; `tests/long/import_walks.py` is the long one."""
    assert walk(workspace, random.Random(11), 20) > 5
