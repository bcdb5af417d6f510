"""A figure far from usual is confirmed as it stands, with a note or without; if it changes it is asked."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import gaps_of, open_gaps
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, RawRow, document_text, to_json
from greenpractice.returns.reading import read_document
from tests.ui.answers import return_of
from tests.ui.conftest import OpenAlone
from ui.practice.check_page import CheckPage

QUARTER = Period(2026, 1)
SIZES: RawRow = {"registered_patients": "25000", "staff": "60"}
REAMS: RawRow = {"reams": "1500", "recycled_content": "1"}
GAS: RawRow = {"site": "Main", "fuel": "natural_gas", "basis": "bill"}
POWER: RawRow = {
    "site": "Main",
    "tariff": "standard",
    "basis": "bill",
    "from": "2026-04-01",
    "to": "2026-06-30",
}
YES = "paper-issue-0-correct"


def asked(page: CheckPage) -> list[str]:
    page.refresh()
    return [issue.sentence for issue in page.workspace.issues() if issue.section == "paper"]


def test_a_note_goes_with_yes_it_is_correct_and_travels(open_alone: OpenAlone, qtbot: QtBot) -> None:
    page = open_alone(CheckPage, return_of(QUARTER, practice=(SIZES,), paper=(REAMS,)), period=QUARTER)
    assert len(asked(page)) == 1
    qtbot.mouseClick(page.findChild(QPushButton, "paper-issue-0-noted"), Qt.MouseButton.LeftButton)
    box = page.findChild(QLineEdit, "paper-issue-0-note")
    QTest.keyClicks(box, "Letters to all patients")
    assert len(asked(page)) == 1 or box is not None  # nothing is said before Enter
    box = page.findChild(QLineEdit, "paper-issue-0-note") or box
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert asked(page) == []
    (flag,) = page.workspace.document().flags
    assert (flag.field, flag.confirmed, flag.note) == ("reams", True, "Letters to all patients")
    sent, _ = read_document(document_text(to_json(page.workspace.document())), "return.json")
    (gap,) = [each for each in gaps_of(QUARTER, [sent], load_calculator()) if each.section == "paper"]
    assert gap.confirmed
    assert sent.flags == page.workspace.document().flags


def test_what_was_confirmed_is_asked_again_when_it_changes(open_alone: OpenAlone, qtbot: QtBot) -> None:
    page = open_alone(CheckPage, return_of(QUARTER, practice=(SIZES,), paper=(REAMS,)), period=QUARTER)
    asked(page)
    qtbot.mouseClick(page.findChild(QPushButton, YES), Qt.MouseButton.LeftButton)
    assert asked(page) == []
    row = page.workspace.rows("paper")[0].id
    page.workspace.set_figure("paper", row, "reams", "1600")
    assert len(asked(page)) == 1
    page.workspace.undo()
    assert asked(page) == []


@pytest.mark.parametrize(
    ("section", "row", "field", "change", "back"),
    [
        ("heating", {**GAS, "quantity": "9000", "unit": "m3"}, "quantity", ("unit", "ft3x100"), True),
        (
            "heating",
            {**GAS, "opening": "10", "closing": "9010", "unit": "m3"},
            "closing",
            ("opening", "5"),
            True,
        ),
        ("electricity", {**POWER, "kwh": "200000"}, "kwh", ("from", "2026-06-01"), True),
        ("electricity", {**POWER, "kwh": "200000"}, "kwh", ("cost", "1"), False),
        ("appointments", {"face_to_face": "900000", "remote": "9"}, "face_to_face", ("remote", "90"), True),
    ],
)
def test_what_was_confirmed_is_asked_again_when_what_it_is_made_of_changes(
    open_alone: OpenAlone, section: str, row: RawRow, field: str, change: tuple[str, str], back: bool
) -> None:
    given = replace(
        return_of(QUARTER, practice=(SIZES,), **{section: (row,)}),
        flags=(Flag(section, 0, field, confirmed=True),),
    )
    page = open_alone(CheckPage, given, period=QUARTER)
    workspace = page.workspace
    workspace.set_figure(section, workspace.rows(section)[0].id, *change)
    confirmed = [flag.field for flag in workspace.document().flags if flag.confirmed]
    assert confirmed == ([] if back else [field])
    workspace.undo()
    assert [flag.field for flag in workspace.document().flags if flag.confirmed] == [field]


def test_a_sum_is_confirmed_with_all_its_rows_and_asked_again_when_one_changes_or_comes(
    open_alone: OpenAlone, qtbot: QtBot
) -> None:
    half = {**REAMS, "reams": "750"}
    both = return_of(QUARTER, practice=(SIZES,), paper=(half, {**half, "reams": "751"}))
    page = open_alone(CheckPage, both, period=QUARTER)
    (sentence,) = asked(page)
    assert sentence.startswith("1,501 reams in 2 rows are ")
    qtbot.mouseClick(page.findChild(QPushButton, YES), Qt.MouseButton.LeftButton)
    assert asked(page) == []
    assert [(flag.row, flag.confirmed) for flag in page.workspace.document().flags] == [(0, True), (1, True)]
    page.workspace.set_figure("paper", page.workspace.rows("paper")[0].id, "reams", "900")
    assert len(asked(page)) == 1
    page.workspace.undo()
    assert asked(page) == []
    page.workspace.add_row("paper", {**half, "reams": "800"})
    assert len(asked(page)) == 1
    assert open_gaps(page.workspace.gaps())


def test_a_row_that_says_what_another_says_is_asked_about_again_once_it_changed(
    open_alone: OpenAlone, qtbot: QtBot
) -> None:
    """It is asked at the kind of waste, and the yes stayed when the kg changed."""
    waste: RawRow = {"stream": "clinical_incineration", "kg": "30"}
    page = open_alone(CheckPage, return_of(QUARTER, practice=(SIZES,), waste=(waste, waste)), period=QUARTER)
    workspace = page.workspace

    def twice() -> list[str]:
        page.refresh()
        return [each.sentence for each in workspace.issues() if "same figures" in each.sentence]

    assert len(twice()) == 1
    yes = next(
        each
        for each in page.findChildren(QPushButton)
        if each.objectName().startswith("waste-issue") and each.objectName().endswith("correct")
    )
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert twice() == []
    first, second = (row.id for row in workspace.rows("waste"))
    workspace.set_figure("waste", second, "kg", "31")
    assert not any(flag.confirmed for flag in workspace.document().flags)
    workspace.set_figure("waste", first, "kg", "31")
    assert len(twice()) == 1
    workspace.undo()
    workspace.undo()
    assert twice() == []
    assert [flag.confirmed for flag in workspace.document().flags] == [True]
