"""The look: contrast of every pair of colours, one scale of spaces, focus that is seen, contrast themes."""

import re
from itertools import combinations
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage, QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from greenpractice.charts import palette
from tests.ui.walking import controls
from ui.practice.practice_pages import PAGES
from ui.practice.practice_window import MainWindow
from ui.widgets import tokens
from ui.widgets.choice import Choice
from ui.widgets.controls import Box, button
from ui.widgets.style import HAVE_FONTS, apply_look, colours, scaled, use_everywhere
from ui.widgets.style_sheet import style_sheet
from ui.widgets.tokens import BODY, DARK, LIGHT, Colours

UI = Path(__file__).resolve().parents[3] / "ui"
SPACES = {0, *tokens.STEPS, 40, 48, 56, 64}
# Ratios as the design has them: colour on its ground, in light and in dark.
RATIOS = (
    ("text", "card", 14.4, 14.0), ("text", "selected", 11.6, 9.6), ("text", "soft", 12.6, 12.4),
    ("muted", "card", 6.4, 8.6), ("muted", "window", 5.8, 9.7), ("muted", "selected", 5.1, 5.9),
    ("border", "card", 1.4, 1.6), ("field_border", "card", 6.4, 5.7),
    ("accent", "card", 8.1, 8.5), ("accent", "window", 7.3, 9.6), ("accent", "soft", 7.1, 7.5),
    ("on_header", "header", 11.8, 14.4), ("header_second", "header", 8.3, 8.3),
    ("header_edge", "header", 5.4, 6.6),
    ("on_button", "button", 5.1, 5.1), ("error", "card", 5.7, 7.0), ("error", "window", 5.1, 8.0),
    ("on_check", "check", 11.5, 9.2), ("check_edge", "check", 4.4, 5.4), ("blue_text", "blue", 8.1, 8.4),
    ("good_text", "good", 8.5, 8.6), ("grey_text", "grey", 8.0, 7.5), ("red_text", "red", 9.3, 8.5),
    ("on_demo", "demo", 9.0, 8.8), ("on_focus", "focus", 11.8, 11.8), ("focus", "header", 9.7, 11.8),
)  # fmt: skip
TEXT_ON = (
    *((one, ground) for one, ground, *_ in RATIOS if not one.endswith(("border", "edge"))),
    ("text", "window"), ("text", "sunk"), ("muted", "sunk"), ("muted", "soft"),
    ("on_button", "button_hover"), ("on_button", "button_pressed"),
)  # fmt: skip
MARKS_ON = (
    ("field_border", "card"),
    ("field_border", "window"),
    ("accent", "card"),
    ("error", "card"),
    ("button", "card"),
)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG has it."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_ratio_is_that_of_the_design() -> None:
    for shown, place in ((LIGHT, 2), (DARK, 3)):
        found = {row[:2]: contrast(getattr(shown, row[0]), getattr(shown, row[1])) for row in RATIOS}
        assert {row[:2]: found[row[:2]] for row in RATIOS if abs(found[row[:2]] - row[place]) > 0.06} == {}


def test_sizes_are_those_of_the_design_in_pixels_of_100_percent() -> None:
    sizes = (
        tokens.SMALL,
        tokens.BODY,
        tokens.CARD_TITLE,
        tokens.PAGE_TITLE,
        tokens.KEY_FIGURE,
        tokens.TOTAL_FIGURE,
    )
    assert sizes == (14, 16, 18, 24, 32, 40)


def test_a_field_and_a_button_are_as_high_as_the_design_says_and_do_not_move_in_focus(
    qtbot: QtBot, usual: QApplication
) -> None:
    apply_look(usual, dark=False, size=100)
    page = QWidget()
    qtbot.addWidget(page)
    inside = QVBoxLayout(page)
    parts = [Box(), Choice("choice", "Choice"), button("Go", "go", page.update)]
    for part in parts:
        inside.addWidget(part)
    page.show()
    assert [part.height() for part in parts] == [tokens.FIELD] * 3
    with qtbot.waitActive(page):
        page.activateWindow()
    for part in parts:
        part.setFocus()
        QApplication.processEvents()
        assert part.height() == tokens.FIELD


@pytest.mark.parametrize("shown", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_is_read_and_every_mark_is_seen_on_its_ground(shown: Colours) -> None:
    texts = {pair: contrast(getattr(shown, pair[0]), getattr(shown, pair[1])) for pair in TEXT_ON}
    assert {pair: ratio for pair, ratio in texts.items() if ratio < 4.5} == {}
    marks = {pair: contrast(getattr(shown, pair[0]), getattr(shown, pair[1])) for pair in MARKS_ON}
    assert {pair: ratio for pair, ratio in marks.items() if ratio < 3} == {}


def test_charts_are_drawn_in_colours_that_are_seen_on_white() -> None:
    drawn = {
        name: value for name, value in vars(palette).items()
        if isinstance(value, str) and re.fullmatch("#[0-9a-fA-F]{6}", value)
    }  # fmt: skip
    assert drawn
    pale = {name for name, value in drawn.items() if contrast(value, "#ffffff") < 3}
    assert pale == {"ASKED", "BAND", "BEYOND", "BORDER", "WHITE"}  # grounds and decoration, which words name


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_categories_of_charts_are_seen_on_the_card_and_told_apart_in_grey(theme: Colours) -> None:
    four = (theme.category_1, theme.category_2, theme.category_3, theme.category_4)
    assert all(contrast(each, theme.card) >= 3 for each in (*four, theme.other_sources))
    assert all(contrast(one, other) >= 1.4 for one, other in combinations(four, 2))
    assert all(contrast(theme.text, ground) >= 4.5 for ground in (theme.band, theme.beyond, theme.check))


def test_spaces_between_parts_are_of_the_one_scale() -> None:
    wrong = []
    for file in sorted(UI.rglob("*.py")):
        text = file.read_text("utf-8")
        for call in re.findall(
            r"\b(?:setSpacing|addSpacing|setHorizontalSpacing|setVerticalSpacing|setContentsMargins)\(([^()]*)\)",
            text,
        ):
            wrong += [
                f"{file.name}: {call}" for number in re.findall(r"(?<![\w.\[])\d+", call)
                if int(number) not in SPACES
            ]  # fmt: skip
    assert wrong == []


def test_paddings_are_of_the_scale_with_the_border_counted_in() -> None:
    found = re.findall(r"(?:padding|margin)[a-z-]*: ([^;]*);", style_sheet(LIGHT, scaled))
    given = {int(number) for each in found for number in re.findall(r"\d+", each)}
    assert given <= {*SPACES, *(space - border for space in (4, 8, 16, 24) for border in (2, 4))}


@pytest.mark.sweep
@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_the_focus_is_yellow_and_black_wherever_it_is(key: str, window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.open_page(key)
    qtbot.wait(1)
    places = [each for each in controls(window.pages[key]) if each.isEnabled()]
    unseen = []
    for widget in places:
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        focused = QApplication.focusWidget() or widget
        found = colours_of(focused)
        if not {LIGHT.focus, LIGHT.on_focus} <= found:
            unseen.append(widget.objectName())
    assert unseen == []


def test_the_navigation_and_the_header_show_the_focus_too(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    for widget in (window.navigation, *controls(window.header)):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if widget.hasFocus():
            assert {LIGHT.focus, LIGHT.on_focus} <= colours_of(widget), widget.objectName()


def colours_of(widget: QWidget) -> set[str]:
    """The colours of a widget as it is drawn now."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return {f"#{pixel & 0xFFFFFF:06x}" for pixel in set(memoryview(picture.constBits()).cast("I"))}


def test_in_a_contrast_theme_the_colours_are_the_computers(
    window: MainWindow, usual: QApplication, qtbot: QtBot
) -> None:
    apply_look(usual, contrast=True, size=150)
    assert usual.styleSheet() == ""
    assert usual.palette() == usual.style().standardPalette()
    shown = colours()
    assert all(QColor(getattr(shown, name)).isValid() for name in shown.__slots__)
    assert contrast(shown.text, shown.card) > 4.5
    assert contrast(shown.on_check, shown.check) > 4.5
    palette = usual.palette()
    marked = palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.HighlightedText)
    assert (QColor(shown.focus), QColor(shown.on_focus)) == marked
    for page in PAGES:
        window.open_page(page.key)
        assert window.pages[page.key].isVisible()
    assert usual.font().pixelSize() == 24
    apply_look(usual, contrast=False)
    assert usual.styleSheet() == style_sheet(LIGHT, scaled)


class WithFontsOfItsOwn:
    """An application on a system that gives these kinds of widgets its own font, as Windows does."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self.fonts = dict.fromkeys(kinds, QFont("Segoe UI", 9))
        self.changed: list[str] = []

    def setFont(self, font: QFont, kind: str) -> None:
        self.fonts[kind] = font
        self.changed.append(kind)

    def font(self, kind: str) -> QFont:
        return self.fonts.get(kind, QFont("Lato"))


@pytest.mark.parametrize("kinds", [(), ("QMenu", "QAbstractItemView"), HAVE_FONTS])
def test_no_kind_of_widget_keeps_a_font_of_the_systems(kinds: tuple[str, ...]) -> None:
    application, ours = WithFontsOfItsOwn(kinds), QFont("Lato")
    use_everywhere(cast(QApplication, application), ours)
    assert {kind for kind in HAVE_FONTS if application.font(kind) != ours} == set()
    assert set(application.changed) == set(kinds), "each is told to every widget there is"


@pytest.mark.parametrize("size", [100, 200])
def test_text_has_the_chosen_size_in_every_kind_of_widget(usual: QApplication, size: int) -> None:
    apply_look(usual, size=size)
    ours = usual.font()
    assert {kind for kind in HAVE_FONTS if usual.font(kind) != ours} == set()
    assert ours.pixelSize() == scaled(BODY)
