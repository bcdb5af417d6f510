"""Icons take the colours of the theme, and every one that is shipped is shown somewhere."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.widgets.test_look import contrast
from ui.network.lead_pages import NETWORK_PAGES
from ui.practice.practice_pages import PAGES
from ui.widgets.controls import button
from ui.widgets.icons import Icon, drawing, tinted
from ui.widgets.marks.tags import LOOKS, StatusTag
from ui.widgets.style import apply_look, colours, scaled
from ui.widgets.tokens import DARK, LIGHT

FOLDER = Path(str(files("resources") / "icons" / "tabler"))
NAMES = sorted(file.stem for file in FOLDER.glob("*.svg"))
OWN = ("half-disc", "dashed-circle", "leaf")
UI = Path(__file__).parents[3] / "ui"


@pytest.mark.parametrize("colour", [LIGHT.accent, DARK.accent, "#ffff00"])
def test_the_drawn_colour_is_exactly_that_of_the_theme(qapp: QApplication, colour: str):
    picture = tinted("circle-check-filled", colour, 32).toImage()
    assert _solid(picture) == {QColor(colour).name()}


def test_a_sharper_screen_gets_a_sharper_picture(qapp: QApplication):
    picture = tinted("bolt", LIGHT.text, 22, 2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (44, 2.0)


def test_every_drawing_can_be_tinted_and_is_used():
    text = "".join(file.read_text("utf-8") for file in UI.rglob("*.py"))
    named = set(re.findall(r'"([a-z]+(?:-[a-z0-9]+)*)"', text))
    assert [name for name in NAMES if name not in named] == []
    assert [name for name in (*NAMES, *OWN) if "currentColor" not in drawing(name)] == []
    assert (FOLDER / "LICENSE.txt").read_text("utf-8").startswith("MIT License")


def test_every_page_of_both_windows_has_an_icon():
    assert [page.key for page in (*PAGES, *NETWORK_PAGES) if not page.icon] == []
    for page in (*PAGES, *NETWORK_PAGES):
        assert "currentColor" in drawing(page.icon)


def test_an_icon_of_a_button_takes_the_colour_of_its_words(qtbot: QtBot, usual: QApplication):
    apply_look(usual, dark=False, size=100)
    page, made = QWidget(), button("Import bills…", "import", lambda: None, icon="file-import")
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(made)
    page.show()
    for dark, colour in ((False, LIGHT.text), (True, DARK.text)):
        apply_look(usual, dark=dark)
        assert QColor(colour).name() in _solid(made.icon().pixmap(made.iconSize()).toImage())


def test_in_a_contrast_theme_an_icon_has_the_colour_of_text(qtbot: QtBot, usual: QApplication):
    leaf = Icon("leaf", "header", 48)
    qtbot.addWidget(leaf)
    leaf.resize(48, 48)
    apply_look(usual, dark=False, contrast=True)
    assert QColor(colours().text).name() in _solid(leaf.grab().toImage())
    apply_look(usual, contrast=False)
    assert LIGHT.header in _solid(leaf.grab().toImage())


def test_a_status_is_told_by_mark_and_word_and_is_read_on_its_ground():
    for shown in (LIGHT, DARK):
        for name, look in LOOKS.items():
            assert look.mark, name
            ground = getattr(shown, look.ground or "card")
            assert contrast(getattr(shown, look.ink), ground) >= 4.5, name
            assert contrast(getattr(shown, look.mark_ink or look.ink), ground) >= 3, name
    assert len({look.mark for look in LOOKS.values()}) >= 10


def test_a_tag_has_room_for_its_words_at_every_size(qtbot: QtBot, usual: QApplication):
    tag = StatusTag("tag")
    qtbot.addWidget(tag)
    for size, contrast_on in ((100, False), (200, False), (100, True)):
        apply_look(usual, dark=False, size=size, contrast=contrast_on)
        tag.show_tag("Upper threshold reached", "upper")
        tag.resize(tag.sizeHint())
        tag.show()
        assert tag.height() >= max(scaled(24), tag.fontMetrics().height())
        assert tag.width() > tag.fontMetrics().horizontalAdvance(tag.text()) + scaled(16 + 6 + 8)
    apply_look(usual, contrast=False)
    tag.show_tag("Completed", "completed")
    assert not tag.font().bold()


def _solid(picture: QImage) -> set[str]:
    pixels = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {picture.pixelColor(x, y).name() for x, y in pixels if picture.pixelColor(x, y).alpha() == 255}
