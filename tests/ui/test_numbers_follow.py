"""Every number in sight is the one of now: after each of many edits, undos, imports and restored backups."""

import ast
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from greenpractice.app import LocalServices
from greenpractice.periods import Period
from tests.ui.answers import usual_look
from tests.ui.following import Walk
from ui.entry.rows_model import RowsModel
from ui.session.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
STEPS = 40
ANOTHER_PAGE = 10  # steps: after each the open page is looked at, after so many another one too


def test_only_tell_says_that_something_changed() -> None:
    """Models before pages is an order only while nobody else emits either signal."""
    emits = []
    for file in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "emit":
                signal = node.value.attr if isinstance(node.value, ast.Attribute) else ""
                emits += [(file.name, signal)] if signal in ("models_told", "changed") else []
    assert emits == [("session.py", "models_told"), ("session.py", "changed")]


def test_every_number_in_sight_is_of_now(services: LocalServices, qapp: QApplication, tmp_path: Path) -> None:
    """The long run `numbers` walks further, and looks at every page after every step."""
    usual_look(qapp)
    walk, done = Walk(services, tmp_path, seed=1), []
    try:
        ways = [*[walk.step] * STEPS, walk.take_file, walk.back_up, walk.restore]
        for number, way in enumerate(ways, 1):
            done.append(way())
            try:
                walk.check(None if number == len(ways) else int(number % ANOTHER_PAGE == 0))
            except AssertionError as error:
                raise AssertionError(f"after {done[-5:]}: {error}") from error
    finally:
        walk.close()
    assert walk.imported
    assert walk.restored


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
