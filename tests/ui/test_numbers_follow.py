"""Every number in sight is the one of now: after each of many edits, undos, redos and changes of quarter."""

import ast
import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.fields import Kind
from greenpractice.numbers import show, show_kg
from greenpractice.periods import Period
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.store import ReturnKey
from ui.entry.rows_model import RowsModel
from ui.inhalers.inhaler_model import NOW, InhalerModel
from ui.inhalers.inhaler_page import InhalerPage
from ui.practice.energy_page import EnergyPage
from ui.practice.home_page import HomePage
from ui.practice.section_pages import TravelPage
from ui.results.results_page import ResultsPage
from ui.session.workspace import Workspace
from ui.window.page import Page

ROOT = Path(__file__).resolve().parents[2]
PAGES: tuple[Callable[[Workspace], Page], ...] = (InhalerPage, EnergyPage, TravelPage, HomePage, ResultsPage)
GRIDS = ("electricity", "heating", "business_travel", "commuting", "waste")
STEPS = 100


def test_only_tell_says_that_something_changed() -> None:
    """Models before pages is an order only while nobody else emits either signal."""
    emits = []
    for file in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "emit":
                signal = node.value.attr if isinstance(node.value, ast.Attribute) else ""
                emits += [(file.name, signal)] if signal in ("models_told", "changed") else []
    assert emits == [("session.py", "models_told"), ("session.py", "changed")]


class Walk:
    """A practice's windows, all open at once, and somebody who does one thing after the other."""

    def __init__(self, workspace: Workspace, qtbot: QtBot, seed: int) -> None:
        self.workspace, self.chance = workspace, random.Random(seed)
        self.pages = [make(workspace) for make in PAGES]
        for page in self.pages:
            qtbot.addWidget(page)
            page.show()
        self.models = [RowsModel(workspace, section) for section in GRIDS]
        self.inhalers = InhalerModel(workspace)
        self.periods = sorted(workspace.periods_held())

    def step(self) -> str:
        ways = (self.type_inhalers, self.type_figure, self.type_figure, self.remove, self.undo, self.undo,
                self.redo, self.turn)  # fmt: skip
        way = self.chance.choice(ways)
        way()
        return way.__name__

    def type_inhalers(self) -> None:
        rows = [row for row, entry in enumerate(self.inhalers.entries) if entry.code]
        text = self.chance.choice(("1000", "1,250", "0", "", "7", "12.5", "lots"))
        self.inhalers.put([(self.chance.choice(rows), NOW, text)], "")

    def type_figure(self) -> None:
        model = self.chance.choice(self.models)
        column = self.chance.randrange(len(model.fields))
        spec = model.fields[column][1]
        text = self.chance.choice(list(spec.choices.values()) or ["120", "3,400", "", "5 1 2026"])
        if spec.kind is Kind.YES_NO:
            text = "Yes"
        model.put([(self.chance.randrange(model.rowCount()), column, text)], "")

    def remove(self) -> None:
        model = self.chance.choice(self.models)
        if model.rows:
            self.workspace.remove_row(model.section, self.chance.choice(model.rows).id)

    def undo(self) -> None:
        self.workspace.undo()

    def redo(self) -> None:
        self.workspace.redo()

    def turn(self) -> None:
        self.workspace.show_period(self.chance.choice(self.periods))

    # What is in sight, against a second look into the store

    def check(self) -> None:
        workspace = self.workspace
        stored = workspace.store.load(workspace.key)
        assert stored is not None
        fresh = workspace.calculator().of_return(stored.document)
        self.check_inhalers(fresh.by_section.get("inhalers", Decimal(0)), stored.document.rows("inhalers"))
        for section in ("electricity", "heating", "business_travel", "commuting"):
            kg = fresh.by_section.get(section)
            assert self.said(f"{section}-why") == ("" if kg is None else f"{show_kg(kg)} CO₂e"), section
        if fresh.lines:
            assert self.said("home-total") == f"{show_kg(fresh.total)} CO₂e"
        assert self.said("result-total-value") == show_kg(fresh.total)
        for model in self.models:
            rows = stored.document.rows(model.section)
            assert [dict(row.figures) for row in model.rows] == [dict(row) for row in rows], model.section
            assert [row.id for row in model.rows] == list(stored.row_ids.get(model.section, ()))

    def check_inhalers(self, kg: Decimal, rows: tuple[dict[str, str], ...]) -> None:
        spec = SECTION_BY_KEY["inhalers"].fields["inhalers"]
        counts = [spec.value(row["inhalers"]) for row in rows if "inhalers" in row]
        counted = [count for count in counts if isinstance(count, Decimal)]
        assert self.said("inhalers-now") == (show(sum(counted, Decimal(0))) if counted else "No data")
        assert self.said("inhalers-kg") == (f"{show_kg(kg)} CO₂e" if counted else "")
        before = self.workspace.store.load(
            ReturnKey(self.workspace.key.ods_code, self.workspace.period.previous)
        )
        then = () if before is None else before.document.rows("inhalers")
        used = {row.get("bnf_code") for row in rows} | {
            row.get("bnf_code") for row in then if row.get("inhalers")
        }
        page = self.pages[0]
        assert isinstance(page, InhalerPage)
        assert self.said("inhalers-count") == f"{len(used)} of {page.model.all}"

    def said(self, name: str) -> str:
        for page in self.pages:
            found = page.findChild(QWidget, name)
            if found is not None:
                assert isinstance(found, QLabel | QPushButton)
                return "" if found.isHidden() else found.text()
        raise AssertionError(f"nothing is called {name}")


@pytest.mark.parametrize("seed", [1, 2])
def test_every_number_in_sight_is_of_now(filled: Workspace, qtbot: QtBot, seed: int) -> None:
    walk = Walk(filled, qtbot, seed)
    done: list[str] = []
    for _ in range(STEPS):
        done.append(walk.step())
        try:
            walk.check()
        except AssertionError as error:
            raise AssertionError(f"after {done[-5:]}: {error}") from error


def test_undo_into_another_quarter_shows_that_quarters_rows_and_says_so(
    filled: Workspace, qtbot: QtBot
) -> None:
    waste = RowsModel(filled, "waste")
    RowsModel(filled, "water").put([(0, 0, "999")], "")
    filled.show_period(Period(2026, 1))
    with qtbot.waitSignals([filled.undone, filled.asked_for, filled.view_left]):
        filled.undo()
    assert filled.period == Period(2026, 2)
    assert [row.id for row in waste.rows] == [row.id for row in filled.rows("waste")]
    filled.redo()
    assert filled.rows("water")[0].figures["supply_m3"] == "999"
