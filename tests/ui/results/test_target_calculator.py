"""What would it take: the words of the worked example, pairs to choose, and actions as one step of undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from greenpractice.indicators import INDICATOR_BY_ID
from greenpractice.returns.documents import ReturnDocument
from tests.ui.answers import (
    EASYHALER,
    GENERIC,
    SALAMOL,
    VENTOLIN,
    let_go,
    product,
    return_of,
    worked_example,
    workspace_over,
)
from ui.results.period_choice import history_of
from ui.results.target_calculator import Calculator

CARE = {"asthma_register": "100", "ics_3_or_more": "60", "saba_6_or_more": "26"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


class Made:
    """A calculator over one return."""

    def __init__(self, folder: Path, document: ReturnDocument, id: str, qtbot: QtBot) -> None:
        self.workspace = workspace_over(folder, [document])
        self.part = Calculator(self.workspace, INDICATOR_BY_ID[id])
        qtbot.addWidget(self.part)
        self.refresh()
        self.part.show()

    def refresh(self) -> None:
        view = history_of(self.workspace).view
        (result,) = [
            each for each in view.results() if f"calculator-{each.indicator.id}" == self.part.objectName()
        ]
        self.part.show_result(result, view.evidence["ES-02"])

    def ways(self) -> list[str]:
        labels = self.part.findChildren(QLabel)
        found = [label for label in labels if label.objectName().startswith("way-words-")]
        return [label.text() for label in found if not label.objectName().endswith("review")]

    def choose(self, which: str, code: str) -> None:
        combo = self.part.findChild(QComboBox, f"{which}-ES-02")
        combo.setCurrentIndex(combo.findData(code))

    def aim(self, aim: str, id: str) -> None:
        self.part.findChild(QRadioButton, f"aim-{aim}-{id}").click()


@pytest.fixture
def made(folder: Path, qtbot: QtBot) -> Iterator[Made]:
    made = Made(folder, worked_example(), "ES-02", qtbot)
    yield made
    let_go(made.workspace.store)


@pytest.fixture
def care(folder: Path, qtbot: QtBot) -> Iterator[Made]:
    made = Made(folder, return_of(asthma_care=(CARE,)), "RESP-02", qtbot)
    yield made
    let_go(made.workspace.store)


def test_the_worked_example_of_the_design(made: Made):
    assert made.ways() == [
        "260 is not enough on its own: it gives 18.2 kg.",
        "273 changed to Salamol 100 micrograms inhaler CFC-free (Teva) would give just under 18.0 kg:",
        "Or 160 of Ventolin Evohaler 100 micrograms changed to Easyhaler Salbutamol 100 micrograms "
        "would give just under 18.0 kg. It is licensed from 4 years.",
    ]
    parts = [label.text() for label in made.part.findChildren(QLabel) if label.text().startswith("•")]
    assert parts == [
        "•  260 of Ventolin Evohaler 100 micrograms",
        "•  13 of Salbutamol 100 micrograms inhaler CFC-free (generic)",
    ]


def test_another_pair_gives_another_answer(made: Made):
    made.choose("from", GENERIC)
    assert made.ways()[0].startswith("332 of Salbutamol")
    made.choose("to", EASYHALER)
    assert made.ways()[0].startswith("179 of Salbutamol")


def test_only_lighter_products_are_offered_to_change_to(made: Made):
    made.choose("from", SALAMOL)
    offered = made.part.findChild(QComboBox, "to-ES-02")
    codes = [offered.itemData(number) for number in range(offered.count())]
    assert EASYHALER in codes
    assert VENTOLIN not in codes
    assert SALAMOL not in codes


def test_another_target_is_typed_and_a_wrong_one_is_told_after_it_is_typed(made: Made, qtbot: QtBot):
    made.aim("other", "ES-02")
    field = made.part.findChild(QLineEdit, "target-ES-02")
    problem = made.part.findChild(QLabel, "target-problem-ES-02")
    assert made.ways() == []
    qtbot.keyClicks(field, "lots")
    assert problem.text() == ""
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert problem.text() == "Target must be a number of kg, like 18.0"
    field.clear()
    qtbot.keyClicks(field, "23.5 kg")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert problem.text() == ""
    assert made.ways() == ["23.5 kg is reached: the average is 23.0 kg."]


def test_what_cannot_be_reached_is_said(made: Made, qtbot: QtBot):
    made.aim("other", "ES-02")
    field = made.part.findChild(QLineEdit, "target-ES-02")
    qtbot.keyClicks(field, "5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert made.ways()[1].startswith("The target cannot be reached with these products.")


def test_review_of_patients_comes_first_and_says_what_it_does_not_do(made: Made):
    review = made.part.findChild(QLabel, "way-words-ES-02-review")
    assert review.text().startswith("Review patients with 6 or more relievers a year first")
    assert "does not change this average" in review.text()
    first_way = made.part.findChild(QLabel, "way-words-ES-02-0")
    assert review.mapTo(made.part, review.pos()).y() < first_way.mapTo(made.part, first_way.pos()).y()


def test_an_action_is_added_as_one_step_of_undo(care: Made, qtbot: QtBot):
    add = care.part.findChild(QPushButton, "way-add-RESP-02-0")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    (row,) = care.workspace.document().rows("actions")
    assert row["code"] == "OWN1"
    assert row["title"] == "RESP-02: 11 fewer patients with 6 or more relievers"
    assert not add.isVisible()
    assert care.part.findChild(QLabel, "way-there-RESP-02-0").isVisible()
    care.workspace.undo_stack.undo()
    assert care.workspace.document().rows("actions") == ()
    assert add.isVisible()


def test_a_second_action_gets_a_code_of_its_own(care: Made, qtbot: QtBot):
    for name in ("way-add-RESP-02-review", "way-add-RESP-02-0"):
        qtbot.mouseClick(care.part.findChild(QPushButton, name), Qt.MouseButton.LeftButton)
    assert [row["code"] for row in care.workspace.document().rows("actions")] == ["OWN1", "OWN2"]


def test_the_chosen_pair_and_target_stay_when_figures_change(made: Made):
    made.choose("from", GENERIC)
    made.aim("lower", "ES-02")
    made.workspace.add_row("inhalers", product("0301011R0BMAAAP", 5))
    made.refresh()
    assert made.part.findChild(QComboBox, "from-ES-02").currentData() == GENERIC
    assert made.part.findChild(QRadioButton, "aim-lower-ES-02").isChecked()


def test_every_control_has_a_name_and_a_label(made: Made):
    for kind in (QComboBox, QRadioButton, QPushButton, QLineEdit):
        for each in made.part.findChildren(kind):
            assert each.accessibleName()
            assert each.objectName()
    buddies = {label.buddy() for label in made.part.findChildren(QLabel) if label.buddy()}
    assert {made.part.findChild(QComboBox, f"{key}-ES-02") for key in ("from", "to")} <= buddies
