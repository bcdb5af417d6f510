"""A starter file in a practice's window: every quarter is shown, typed figures stay, one step of undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.periods import Period
from greenpractice.store import ReturnKey
from tests.greenpractice.prescribing.made import SALAMOL, VENTOLIN, Row
from tests.greenpractice.prescribing.starter.starters import starter_of
from tests.ui.inhalers.import_steps import Q1, Key, cells, drop, kept, month, press_button, read, said, settle
from tests.ui.test_journey import press
from tests.ui.walking import texts
from ui.inhalers.import_page import ImportPage, State
from ui.practice.practice_window import MainWindow
from ui.session.workspace import Workspace

MONTHS = tuple(f"{2023 + n // 12}-{n % 12 + 1:02}" for n in range(3, 30))  # nine quarters to June 2025


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    rows = [
        Row(code=code, items=n + 1, month=span)
        for n, span in enumerate(MONTHS)
        for code in (VENTOLIN, SALAMOL)
    ]
    return starter_of(tmp_path, *rows)


def codes(workspace: Workspace, period: Period) -> dict[str, str]:
    stored = workspace.store.load(ReturnKey("C82001", period))
    rows = () if stored is None else stored.document.rows("inhalers")
    return {row["bnf_code"]: row["inhalers"] for row in rows}


def test_dropped_it_fills_every_quarter_leaves_what_was_typed_and_goes_back_in_one_step(
    made: MainWindow, qtbot: QtBot, starter: Path
) -> None:
    drop(made, [starter])
    page = made.pages["import"]
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.state is State.PREVIEW, timeout=60_000)
    settle(qtbot, page)
    before = kept(page)
    everything = " ".join(texts(page))
    assert "llr.gpstarter: the starter file of Example PCN: 1 practice, April 2023 to June 2025" in everything
    assert "Months are published about seven weeks after they end" in everything
    ventolin = next(row for row in cells(page, "import-changes-2025-26-Q1") if VENTOLIN in row[0])
    assert ventolin[1:3] == ["10", "10"]
    assert ventolin[-1] == "Stays as typed. The files have 78 inhalers and 78 items"
    assert said(page, "import-summary") == (
        "34 values change in 9 quarters from April 2023 to June 2025. 1 product stays as typed. "
        "Nothing else is touched."
    )
    press_button(page, "import-take")
    assert said(page, "import-done").startswith("34 values imported for 9 quarters from April 2023 to June")
    assert codes(made.workspace, Period(2023, 1)) == {VENTOLIN: "6", SALAMOL: "6"}
    assert codes(made.workspace, Q1.period) == {VENTOLIN: "10", SALAMOL: "78"}
    ways = [each.objectName() for each in page.findChildren(QPushButton) if "import-see" in each.objectName()]
    assert ways == [
        f"import-see-{each}" for each in ("2025-26-Q1", "2024-25-Q4", "2024-25-Q3", "2024-25-Q2", "years")
    ]
    press(qtbot, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert codes(made.workspace, Period(2023, 1)) == {}
    assert codes(made.workspace, Q1.period) == {VENTOLIN: "10"}
    assert made.workspace.store.imports([Q1, ReturnKey("C82001", Period(2023, 1))]) == {}
    assert before != kept(page)  # history has both


def test_after_many_quarters_one_step_leads_to_the_years(
    made: MainWindow, qtbot: QtBot, starter: Path
) -> None:
    drop(made, [starter])
    page = made.pages["import"]
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.state is State.PREVIEW, timeout=60_000)
    settle(qtbot, page)
    press_button(page, "import-take")
    press_button(page, "import-see-years")
    assert made.pages["results"].isVisibleTo(made)
    assert made.workspace.period == Q1.period


def test_a_tick_taken_away_lets_the_published_figure_in(
    page: ImportPage, qtbot: QtBot, starter: Path
) -> None:
    read(qtbot, page, starter)
    preview = next(each for each in page._previews if each.key == Q1)
    assert preview.kept == {VENTOLIN}
    page._keep(preview.keeping(()))
    press_button(page, "import-take")
    assert codes(page.workspace, Q1.period) == {VENTOLIN: "78", SALAMOL: "78"}


def test_the_menu_asks_for_one(
    made: MainWindow, qtbot: QtBot, starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *a: asked.append(a[1:]) or ([str(starter)], "")
    )
    made.open_starter()
    page = made.pages["import"]
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.state is State.PREVIEW, timeout=60_000)
    assert asked[0][0] == "Open a starter file"
    assert "*.gpstarter" in asked[0][2]


def test_months_that_are_held_with_other_figures_are_said_before_anything_is_taken(
    page: ImportPage, qtbot: QtBot, starter: Path, tmp_path: Path
) -> None:
    read(qtbot, page, month(tmp_path, "2025-04"))
    press_button(page, "import-take")
    read(qtbot, page, starter)
    assert (
        "Check this before you import: April 2025 of C82001 is held with 7 inhalers, from 2025-04.csv, and "
        "has 50 inhalers, from EPD_202504.csv, here. Import takes what is in the starter file in its place"
    ) in texts(page)


def test_a_wrong_one_is_a_sentence_and_nothing_changes(
    page: ImportPage, qtbot: QtBot, starter: Path, tmp_path: Path
) -> None:
    before = kept(page)
    starter.write_bytes(starter.read_bytes()[:-9])
    read(qtbot, page, starter)
    assert page.state is State.PROBLEMS
    assert cells(page, "import-problems")[0][0] == "llr.gpstarter"
    assert "It ends too early" in cells(page, "import-problems")[0][3]
    read(qtbot, page, starter_of(tmp_path, Row(practice="C82002"), name="others.gpstarter"))
    assert "C82001 is not in it" in cells(page, "import-problems")[0][3]
    assert kept(page) == before
