"""Icons take the colours of the theme, and every one that is shipped is shown somewhere."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ui.widgets.icons import drawing, tinted
from ui.widgets.tokens import DARK, LIGHT

FOLDER = Path(str(files("resources") / "icons" / "tabler"))
NAMES = sorted(file.stem for file in FOLDER.glob("*.svg"))
UI = Path(__file__).parents[3] / "ui"


@pytest.mark.parametrize("colour", [LIGHT.accent, DARK.accent, "#ffff00"])
def test_the_drawn_colour_is_exactly_that_of_the_theme(qapp: QApplication, colour: str):
    picture = tinted("circle-check-filled", colour, 32).toImage()
    solid = {
        picture.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert solid == {QColor(colour).name()}


def test_a_sharper_screen_gets_a_sharper_picture(qapp: QApplication):
    picture = tinted("bolt", LIGHT.text, 22, 2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (44, 2.0)


def test_every_drawing_can_be_tinted_and_is_used():
    text = "".join(file.read_text("utf-8") for file in UI.rglob("*.py"))
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', text))
    assert [name for name in NAMES if name not in named] == []
    assert [name for name in (*NAMES, "half-disc") if "currentColor" not in drawing(name)] == []
    assert (FOLDER / "LICENSE.txt").read_text("utf-8").startswith("MIT License")
