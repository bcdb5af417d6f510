"""Which packs are got is answered once: the newer ones go on to later quarters, by whatever way."""

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from db.opening import open_store
from greenpractice.app import main
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument, content
from greenpractice.returns.packs_carried import carried_from, said_in
from greenpractice.store import ReturnKey
from tests.greenpractice.prescribing.made import NAMES, Row
from tests.ui.inhalers.import_steps import month, press_button, read, settle
from ui.entry.grid_view import GridView
from ui.inhalers.import_page import ImportPage
from ui.inhalers.inhaler_columns import NOW
from ui.inhalers.inhaler_model import InhalerModel
from ui.inhalers.inhaler_order import Show
from ui.practice.check_page import CheckPage
from ui.practice.practice_window import MainWindow
from ui.session.copying import copies
from ui.session.edits import AddRow, RemoveRow
from ui.session.workspace import Workspace

CLENIL, STRONGER = "0302000C0BPABBF", "0302000C0BPACBV"
FIRST = Period(2026, 2)
SECOND, THIRD = FIRST.next, FIRST.next.next
OLD, NEW, NOBODY = "HFA134a", "HFA152a", "not_known"


def packs(workspace: Workspace, period: Period) -> list[tuple[str, str]]:
    """What a return says of packs, with the notes on it."""
    stored = workspace.store.load(ReturnKey(workspace.key.ods_code, period))
    return [] if stored is None else [(each.gas, each.note) for each in said_in(stored.document).values()]


def everything(workspace: Workspace) -> Mapping[Period, bytes]:
    documents = workspace.store.documents(workspace.store.keys())
    return {each.period: content(each) for each in documents}


def entered(workspace: Workspace, period: Period, code: str = CLENIL) -> None:
    workspace.show_period(period)
    workspace.add_row("inhalers", {"bnf_code": code, "inhalers": "10"})


def answer(workspace: Workspace, period: Period, gas: str) -> None:
    workspace.show_period(period)
    row = next(each for each in workspace.rows("inhalers") if each.figures["bnf_code"] == CLENIL)
    workspace.set_figure("inhalers", row.id, "propellant", gas)


def type_in_grid(window: MainWindow, code: str, number: str) -> None:
    window.open_page("inhalers")
    grid = window.findChild(GridView, "inhalers-grid")
    assert isinstance(grid.grid, InhalerModel)
    grid.grid.narrow(Show.ALL, "clenil")
    place = grid.grid.row_of(code)
    assert place is not None
    grid.setFocus()
    grid.setCurrentIndex(grid.grid.index(place, NOW))
    QTest.keyClicks(grid.viewport(), number[0])
    QTest.keyClicks(grid.focusWidget() or grid, number[1:])
    QTest.keyClick(grid.focusWidget() or grid, Qt.Key.Key_Return)


def test_typed_in_the_next_quarter_it_stands_there_is_seen_and_one_undo_takes_it_back(
    made: MainWindow,
) -> None:
    workspace = made.workspace
    workspace.show_period(FIRST)
    type_in_grid(made, CLENIL, "12")
    type_in_grid(made, STRONGER, "5")
    made.open_page("check")
    button = made.pages["check"].findChild(QPushButton, "inhalers-issue-0-answer-HFA152a")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert packs(workspace, FIRST) == [(NEW, "")]
    before = everything(workspace)
    workspace.show_period(SECOND)
    type_in_grid(made, STRONGER, "40")
    assert packs(workspace, SECOND) == [(NEW, carried_from(FIRST))]
    type_in_grid(made, CLENIL, "7")
    assert [row.figures.get("propellant") for row in workspace.rows("inhalers")] == [NEW, None]
    assert not workspace.gaps() or all(gap.field != "propellant" for gap in workspace.gaps())
    made.open_page("check")
    made.pages["check"].show_every_figure()
    texts = [label.text() for label in made.pages["check"].findChildren(QLabel)]
    assert (
        "Clenil Modulite 200 micrograms: packs with HFA-152a, carried over from July to September 2026"
        in texts
    )
    made.pages["check"].findChild(QPushButton, "check-packs").click()
    assert [gap.field for gap in workspace.gaps()].count("propellant") == 1
    assert packs(workspace, SECOND) == []
    for _ in range(3):
        workspace.undo()
    assert everything(workspace) == before
    assert not workspace.rows("inhalers")


@pytest.mark.parametrize(("gas", "wanted"), [(NEW, NEW), (OLD, None), (NOBODY, None)])
def test_an_answer_fills_the_later_quarters_that_wait_for_it_in_one_step(
    workspace: Workspace, gas: str, wanted: str | None
) -> None:
    for period in (FIRST.previous, FIRST, SECOND, THIRD):
        entered(workspace, period)
    before = everything(workspace)
    answer(workspace, SECOND, gas)
    after = everything(workspace)
    assert {period: after[period] for period in (FIRST.previous, FIRST)} == {
        period: before[period] for period in (FIRST.previous, FIRST)
    }
    assert packs(workspace, THIRD) == ([(wanted, carried_from(SECOND))] if wanted else [])
    workspace.undo()
    assert everything(workspace) == before
    workspace.redo()
    assert everything(workspace) == after


def test_an_answer_that_changes_takes_back_what_was_carried_with_it(workspace: Workspace) -> None:
    entered(workspace, FIRST)
    answer(workspace, FIRST, NEW)
    entered(workspace, SECOND)
    entered(workspace, THIRD)
    before = everything(workspace)
    answer(workspace, SECOND, OLD)
    assert (packs(workspace, SECOND), packs(workspace, THIRD)) == ([(OLD, "")], [])
    assert packs(workspace, FIRST) == [(NEW, "")]
    workspace.undo()
    assert everything(workspace) == before


def test_a_row_that_goes_leaves_its_answer_with_the_brand(workspace: Workspace) -> None:
    for period in (FIRST, SECOND):
        entered(workspace, period, STRONGER)
        entered(workspace, period)
    answer(workspace, FIRST, NEW)
    kept = {FIRST: packs(workspace, FIRST), SECOND: packs(workspace, SECOND)}
    assert kept == {FIRST: [(NEW, "")], SECOND: [(NEW, carried_from(FIRST))]}
    for period in (FIRST, SECOND):
        workspace.show_period(period)
        before = everything(workspace)
        said = next(row for row in workspace.rows("inhalers") if "propellant" in row.figures)
        workspace.remove_row("inhalers", said.id)
        assert {each: packs(workspace, each) for each in kept} == kept
        assert [line.factor.gas for line in workspace.footprint().lines] == [NEW]
        workspace.undo()
        assert everything(workspace) == before
        workspace.redo()
        other = {CLENIL, STRONGER} - {row.figures["bnf_code"] for row in workspace.rows("inhalers")}
        new = AddRow("inhalers", {"bnf_code": other.pop(), "inhalers": "4"})
        workspace.apply_step([RemoveRow("inhalers", workspace.rows("inhalers")[0].id), new], "Paste")
        assert {each: packs(workspace, each) for each in kept} == kept


def test_an_answer_that_is_taken_back_goes_from_the_later_quarters_that_have_it(
    workspace: Workspace,
) -> None:
    for period in (FIRST, SECOND, THIRD):
        entered(workspace, period)
    answer(workspace, FIRST, NEW)
    before = everything(workspace)
    answer(workspace, SECOND, "")
    assert packs(workspace, THIRD) == [(NEW, carried_from(FIRST))]
    answer(workspace, FIRST, "")
    assert [packs(workspace, each) for each in (FIRST, SECOND, THIRD)] == [[], [], []]
    workspace.show_period(THIRD.next)
    said: list[str] = []
    workspace.undone.connect(said.append)
    workspace.undo()
    assert workspace.period == FIRST
    assert said == [f"Undone: clear packs with, in {FIRST.words}, which is now in view"]
    workspace.undo()
    assert everything(workspace) == before


def test_where_it_can_only_be_looked_at_nothing_is_asked_again(workspace: Workspace, qtbot: QtBot) -> None:
    entered(workspace, FIRST)
    answer(workspace, FIRST, NEW)
    store = open_store(workspace.store.path, write=False)
    shown = []
    for each in (workspace, Workspace(store, workspace.identity, FIRST, None, workspace.services)):
        page = CheckPage(each)
        qtbot.addWidget(page)
        page.refresh()
        page.show_every_figure()
        shown.append(page.findChild(QPushButton, "check-packs").isVisibleTo(page))
    store.close()
    assert shown == [True, False]


def test_a_return_that_came_in_a_file_or_was_printed_stays_as_it_is(workspace: Workspace) -> None:
    entered(workspace, FIRST)
    rows = ({"bnf_code": CLENIL, "inhalers": "3"},)
    sent = ReturnDocument(workspace.key.ods_code, SECOND, 1, "2027-01-08", sections={"inhalers": rows})
    workspace.store.record(sent)
    entered(workspace, THIRD)
    answer(workspace, FIRST, NEW)
    assert packs(workspace, SECOND) == []
    assert packs(workspace, THIRD) == [(NEW, carried_from(FIRST))]
    workspace.store.record(ReturnDocument(sent.ods_code, THIRD.next, 1, "2027-07-08", sections=sent.sections))
    assert packs(workspace, THIRD.next) == []


def test_copying_last_quarter_asks_as_typing_does(workspace: Workspace) -> None:
    for gas, wanted in ((NEW, [(NEW, carried_from(FIRST))]), (OLD, []), (NOBODY, [])):
        entered(workspace, FIRST)
        answer(workspace, FIRST, gas)
        workspace.show_period(SECOND)
        workspace.apply_step(copies(workspace, ["inhalers"])[0], "Copy")
        assert packs(workspace, SECOND) == wanted
        for _ in range(3):
            workspace.undo()


def test_an_import_takes_it_over_by_command_as_in_the_window(
    made: MainWindow, page: ImportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in (CLENIL, STRONGER):
        monkeypatch.setitem(NAMES, code, "Clenil")
    workspace, practice = made.workspace, made.workspace.key.ods_code
    entered(workspace, FIRST)
    answer(workspace, FIRST, NEW)
    before = everything(workspace)
    copy = tmp_path / "copy.db"
    workspace.store.backup(copy)
    files = [
        month(tmp_path, span, Row(code=STRONGER, items=4), Row(code=CLENIL, items=9))
        for span in ("2026-06", "2026-10", "2027-01")
    ]
    made.open_page("import")
    read(qtbot, page, *files)
    press_button(page, "import-take")
    settle(qtbot, page)
    for period in (SECOND, THIRD):
        assert packs(workspace, period) == [(NEW, carried_from(FIRST))]
    assert main(["import", *map(str, files), "--practice", practice, "--store", str(copy)]) == 0
    by_command = open_store(copy, write=False)
    documents = by_command.documents(by_command.keys())
    by_command.close()
    assert {each.period: content(each) for each in documents} == everything(workspace)
    assert packs(workspace, FIRST.previous) == []
    after = everything(workspace)
    (tmp_path / "again").mkdir()
    again = month(tmp_path / "again", "2026-10", Row(code=STRONGER, items=4))
    made.open_page("import")
    read(qtbot, page, again)
    press_button(page, "import-take")
    settle(qtbot, page)
    assert packs(workspace, SECOND) == [(NEW, carried_from(FIRST))]
    workspace.undo()
    assert everything(workspace) == after
    workspace.undo()
    assert everything(workspace) == before


@pytest.mark.parametrize("seed", range(3))
def test_nothing_that_is_done_in_a_quarter_changes_what_one_before_it_says(
    workspace: Workspace, seed: int
) -> None:
    dice, periods = random.Random(seed), [FIRST.previous, FIRST, SECOND, THIRD, THIRD.next]
    states = [everything(workspace)]
    while len(states) < 12:
        period = dice.choice(periods)
        workspace.show_period(period)
        rows = workspace.rows("inhalers")
        if not rows:
            workspace.apply_step([AddRow("inhalers", {"bnf_code": CLENIL, "inhalers": "2"})], "Type")
        elif dice.random() < 0.2:
            workspace.remove_row("inhalers", rows[0].id)
        else:
            gas = dice.choice([OLD, NEW, NEW, NOBODY, ""])
            if rows[0].figures.get("propellant", "") == gas:
                continue
            workspace.set_figure("inhalers", rows[0].id, "propellant", gas)
        now, was = everything(workspace), states[-1]
        assert {each: now.get(each) for each in periods if each < period} == {
            each: was.get(each) for each in periods if each < period
        }
        states.append(now)
    for was in reversed(states[:-1]):
        workspace.undo()
        assert everything(workspace) == was
