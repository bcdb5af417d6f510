"""Bars of kg begin at one line, are as long as their kg, and never lie beneath a number."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from ui.inhalers.inhaler_cells import NO_FACTOR
from ui.inhalers.kg_bar import bar_of
from ui.widgets.tokens import DARK, LIGHT, Colours


def cell(width: int) -> QStyleOptionViewItem:
    option = QStyleOptionViewItem()
    option.rect = QRect(100, 20, width, 32)
    option.fontMetrics = QFontMetrics(QApplication.font())
    return option


@pytest.mark.parametrize("width", [40, 140, 300])
def test_bars_grow_from_one_line_and_leave_the_number_its_room(qapp: QApplication, width: int) -> None:
    option = cell(width)
    bars = [bar_of(option, share) for share in (0, 1, 250, 500, 1000)]
    assert {bar.left() for bar in bars} == {bars[0].left()}
    assert [bar.width() for bar in bars] == sorted(bar.width() for bar in bars)
    assert all(bar.width() >= 2 for bar in bars)
    if width > 100:
        assert bars[-1].right() <= option.rect.right() - option.fontMetrics.horizontalAdvance(NO_FACTOR)


def luminance(colour: str) -> float:
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_a_bar_is_seen_on_every_row(colours: Colours) -> None:
    for ground in (colours.window, colours.card, colours.selected):
        light, dark = sorted((luminance(colours.blue_text), luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3
