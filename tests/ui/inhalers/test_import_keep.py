"""Keep mine: typed figures that an import would replace stay where a person says so, by key or by mouse."""

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.prescribing.values import ImportedProduct, MonthImport
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.store import ReturnKey
from greenpractice.tasks.import_preview import previews
from tests.greenpractice.prescribing.made import BRALTUS, NEW_INHALER, SALAMOL, VENTOLIN, Row
from tests.ui.inhalers.import_steps import Q1, Key, cells, month, press_button, read, said, settle
from tests.ui.inhalers.test_import_step import KEY, LATER, everything
from tests.ui.test_journey import press, tab_to
from ui.inhalers.import_page import ImportPage, State
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace
from ui.widgets.figure_table import FigureTable

CODES = (VENTOLIN, SALAMOL, BRALTUS, NEW_INHALER)
TABLE = "import-changes-2025-26-Q1"
INHALERS = SECTION_BY_KEY["inhalers"].fields["inhalers"]


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
        take = shown.findChild(QPushButton, "import-take")
        assert take is not None
        if take.isVisible():
            take.click()
            assert shown.state is State.DONE
            read(qtbot, shown, month(tmp_path, "2025-04"))
    assert said(shown, "import-summary") == "1 product stays as typed. There is nothing else to import."


def a_month(chance: random.Random, span: str) -> MonthImport:
    some = sorted(chance.sample(CODES, chance.randint(1, 4)))
    products = tuple(
        ImportedProduct(code, Decimal(chance.randint(0, 40)), chance.choice([None, chance.randint(0, 9)]))
        for code in some
    )
    return MonthImport(span, f"{span}.csv", products)


def random_states(
    workspace: Workspace, chance: random.Random
) -> Iterator[dict[ReturnKey, list[MonthImport]]]:
    """Typed and published figures in two quarters, and for each state what is imported next."""
    for _ in range(80):
        for key, spans in ((KEY, ("2026-04", "2026-05", "2026-06")), (LATER, ("2026-07", "2026-08"))):
            workspace.show_period(key.period)
            rows = {row.figures.get("bnf_code"): row for row in workspace.rows("inhalers")}
            code, field = chance.choice(CODES), chance.choice(["inhalers", "items"])
            text = chance.choice([str(chance.randint(0, 40)), "1,250"])
            if code in rows:
                workspace.set_figure("inhalers", rows[code].id, field, chance.choice([text, None]))
            else:
                workspace.add_row("inhalers", {"bnf_code": code, field: text, **named(code)})
            if key == KEY or chance.random() < 0.5:
                new = {KEY: [a_month(chance, chance.choice(spans[:1] if key == LATER else spans))]}
                if key == LATER:
                    new = {KEY: [a_month(chance, "2026-05")], LATER: [a_month(chance, chance.choice(spans))]}
                yield new


def named(code: str) -> dict[str, str]:
    return {"name": "Fictitious", "device": "DPI"} if code == NEW_INHALER else {}


def test_over_random_previews_what_is_kept_stays_and_the_rest_is_as_the_import_says(
    workspace: Workspace,
) -> None:
    chance, kept_rows = random.Random(11), 0
    for new in random_states(workspace, chance):
        before = everything(workspace)
        rows_before = {key: by_code(workspace, key) for key in new}
        chosen = []
        for preview in previews(workspace.store, new):
            may = sorted(preview.may_keep)
            chosen.append(preview.keeping(chance.sample(may, chance.randint(0, len(may)))))
        workspace.take_imports(new, "Import", {each.key: each.kept for each in chosen})
        for preview in chosen:
            after = by_code(workspace, preview.key)
            held = workspace.store.imports([preview.key])[preview.key]
            assert {month for each in held for month in each.months} == set(preview.months)
            for product in preview.products:
                code = product.bnf_code
                if code in preview.kept:
                    kept_rows += 1
                    assert after[code] == rows_before[preview.key][code]
                    continue
                there = after.get(code, ({}, ()))[0]
                plain = tuple(INHALERS.plain(there[f]) if f in there else None for f in ("inhalers", "items"))
                assert plain == (product.inhalers.new, product.items.new)
            numbers = [INHALERS.value(row["inhalers"]) for row, _ in after.values() if "inhalers" in row]
            total = sum((n for n in numbers if isinstance(n, Decimal)), Decimal(0)) if numbers else None
            assert preview.after == total
        again = [preview.keeping(preview.may_keep) for preview in previews(workspace.store, new)]
        assert not any(preview.changes for preview in again)
        after_it = everything(workspace)
        workspace.undo_stack.undo()
        if everything(workspace)[1] != before[1] or rows_before != {k: by_code(workspace, k) for k in new}:
            raise AssertionError("undo is not what was before")
        workspace.undo_stack.redo()
        assert everything(workspace) == after_it
    assert kept_rows > 20
    assert workspace.store.check() == []


def by_code(workspace: Workspace, key: ReturnKey) -> dict[str, tuple[dict[str, str], tuple[object, ...]]]:
    """Figures and flags of each product."""
    stored = workspace.store.load(key)
    document = None if stored is None else stored.document
    if document is None:
        return {}
    return {
        row["bnf_code"]: (
            dict(row),
            tuple(flag.at(0) for flag in document.flags if (flag.section, flag.row) == ("inhalers", place)),
        )
        for place, row in enumerate(document.rows("inhalers"))
    }
