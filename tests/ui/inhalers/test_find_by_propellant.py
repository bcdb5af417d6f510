"""Products are found by the words of their propellant, and what is only expected is told as that."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from tests.ui.inhalers.test_ways_to_the_table import look_for
from ui.inhalers.inhaler_columns import EACH
from ui.inhalers.inhaler_model import InhalerModel
from ui.practice.practice_window import MainWindow

WAITS = "Ventolin next generation 100 micrograms is expected and not confirmed"


def model_of(window: MainWindow, text: str) -> InhalerModel:
    model = look_for(window, text).model()
    assert isinstance(model, InhalerModel)
    return model


@pytest.mark.parametrize(
    ("sought", "names"),
    [
        ("HFA-152a", ["Clenil Modulite"]),
        ("hfa152a", ["Clenil Modulite"]),
        ("HFO-1234ze", ["Trixeo", "Formoterol"]),
    ],
)
def test_a_product_is_found_by_its_propellant(made: MainWindow, sought: str, names: list[str]) -> None:
    titles = [entry.title for entry in model_of(made, sought).entries if entry.code]
    assert titles
    assert all(title.startswith(tuple(names)) for title in titles)


def test_what_is_expected_is_told_where_it_is_looked_for_and_where_it_is_added(made: MainWindow) -> None:
    assert model_of(made, "ventolin hfa-152a").entries == []
    assert any(WAITS in label.text() for label in made.findChildren(QLabel))
    made.findChild(QPushButton, "add-product").click()
    box = made.findChild(QLineEdit, "add-product-name")
    QTest.keyClicks(box, "Ventolin low carbon")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert f"{WAITS}: it has no code yet" in made.findChild(QLabel, "add-product-problem").text()


def test_the_kg_of_a_product_says_whose_value_it_is(made: MainWindow) -> None:
    model = model_of(made, "luforbec 100")
    row = next(row for row, entry in enumerate(model.entries) if entry.code)
    said = model.data(model.index(row, EACH), Qt.ItemDataRole.ToolTipRole)
    assert said.startswith(
        "Borrowed from another brand: the same drug, strength, device and propellant, of Fostair"
    )
