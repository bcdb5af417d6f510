"""A chart's shapes painted by Qt: on screen at any scale, and as a picture for the clipboard."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen

from greenpractice.charts.drawn import Disc, Drawn, drawn
from greenpractice.charts.geometry import Chart, Path, Words
from greenpractice.charts.palette import (
    ASKED,
    BAND,
    BEYOND,
    BORDER,
    INHALERS,
    ORANGE,
    PINK,
    SECONDARY,
    TEXT,
    TURQUOISE,
    WHITE,
)
from greenpractice.charts.sheet import wrap
from ui.widgets.style import colours
from ui.widgets.tokens import Colours

_OF_SHAPES: dict[str, Callable[[Colours], str]] = {
    WHITE.lower(): lambda c: c.card,
    TEXT.lower(): lambda c: c.text,
    SECONDARY.lower(): lambda c: c.other_sources,
    BORDER.lower(): lambda c: c.border,
    BAND.lower(): lambda c: c.band,
    BEYOND.lower(): lambda c: c.beyond,
    ASKED.lower(): lambda c: c.check,
    INHALERS.lower(): lambda c: c.category_1,
    ORANGE.lower(): lambda c: c.category_2,
    PINK.lower(): lambda c: c.category_3,
    TURQUOISE.lower(): lambda c: c.category_4,
}
_OF_WORDS: dict[str, Callable[[Colours], str]] = {SECONDARY.lower(): lambda c: c.muted}
_LARGE = 100  # the size of letters before the painter shrinks them: widths are then the font's own
_MARGIN = 16.0  # around a picture for the clipboard
_SCALE = 2.0  # of a picture for the clipboard: sharp in a printed letter
_TITLE = 1.25  # in sizes of the chart's text
_LEADING = 1.35


Inks = Callable[[str, bool], str]  # a colour of the palette, and whether words are in it, as one on screen


def in_theme(colour: str, is_words: bool) -> str:
    """The colour of the theme that stands for one of the palette; one that is in no table stays."""
    asked = colour.lower()
    found = (_OF_WORDS.get(asked) if is_words else None) or _OF_SHAPES.get(asked)
    return colour if found is None else found(colours())


def _as_it_is(colour: str, is_words: bool) -> str:
    return colour


def paint_chart(painter: QPainter, chart: Chart, inks: Inks = _as_it_is) -> None:
    """Paint the shapes in the chart's own points; whoever calls has moved and scaled the painter.

    On screen they take the colours of the theme (`in_theme`), on copies and paper those of the palette.
    """
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    for each in drawn(chart.shapes):
        _paint(painter, each, inks)
    painter.restore()


def chart_image(chart: Chart, text_size: float) -> QImage:
    """The chart with its title and subtitle on white, as one picture."""
    heading = _lines(chart.title, _TITLE * text_size, True, TEXT, chart.width)
    heading += _lines(chart.subtitle, text_size, False, SECONDARY, chart.width)
    top = sum(_LEADING * line.size for line in heading) + text_size
    width, height = chart.width + 2 * _MARGIN, chart.height + top + 2 * _MARGIN
    image = QImage(round(width * _SCALE), round(height * _SCALE), QImage.Format.Format_RGB32)
    image.fill(QColor(WHITE))
    image.setDevicePixelRatio(_SCALE)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.translate(_MARGIN, _MARGIN)
    y = 0.0
    for line in heading:
        y += _LEADING * line.size
        _paint(painter, Words(0, y - 0.3 * line.size, line.text, line.size, line.bold, line.colour))
    painter.translate(0, top)
    paint_chart(painter, chart)
    painter.end()
    return image


def _lines(text: str, size: float, bold: bool, colour: str, room: float) -> list[Words]:
    return [Words(0, 0, line, size, bold, colour) for line in wrap(text, size, room, bold=bold)]


def _paint(painter: QPainter, each: Drawn, inks: Inks = _as_it_is) -> None:
    if isinstance(each, Words):
        _paint_words(painter, each, inks(each.colour, True))
        return
    if each.line:
        painter.setPen(_pen(each, inks(each.line, False)))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    if each.fill:
        painter.setBrush(QColor(inks(each.fill, False)))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    if isinstance(each, Disc):
        painter.drawEllipse(QPointF(each.x, each.y), each.radius, each.radius)
    else:
        painter.drawPath(_outline(each))


def _paint_words(painter: QPainter, words: Words, colour: str) -> None:
    font = QFont("Lato")
    font.setPixelSize(_LARGE)
    font.setBold(words.bold)
    font.setKerning(False)  # the geometry measures without it
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.save()
    painter.translate(words.bounds.left, words.y)
    painter.scale(words.size / _LARGE, words.size / _LARGE)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(0, 0), words.text)
    painter.restore()


def _pen(each: Path | Disc, colour: str) -> QPen:
    pen = QPen(QColor(colour), each.thickness)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    dash = each.dash if isinstance(each, Path) else ()
    if dash:
        pen.setDashPattern([length / each.thickness for length in dash])  # Qt counts in widths of the pen
    return pen


def _outline(path: Path) -> QPainterPath:
    outline = QPainterPath()
    for piece in path.pieces:
        for number, (x, y) in enumerate(piece):
            if number:
                outline.lineTo(x, y)
            else:
                outline.moveTo(x, y)
        if path.closed:
            outline.closeSubpath()
    return outline
