"""Contrast of every text with the ground it is seen on, from the pixels of the window as it is drawn."""

from collections import Counter
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from tests.pictures.painted import Text, name_of

SMALL, LARGE = 4.5, 3.0


def contrasts(window: QWidget, texts: Sequence[tuple[QWidget, Sequence[Text]]]) -> Iterator[str]:
    """Texts that are too pale. What is disabled may be pale; what is scrolled away is not in the picture."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    for widget, some in texts:
        shown = widget.visibleRegion()
        for text in some:
            box = text.tight.toAlignedRect()
            if not widget.isEnabled() or not shown.contains(box.center()):
                continue
            room = box.translated(widget.mapTo(window, QPoint(0, 0))).intersected(picture.rect())
            ground = ground_of(picture, room, text.colour)
            if ground is None:
                continue
            found = ratio(_on(text.colour, ground), ground)
            if found < (LARGE if text.is_large else SMALL):
                what = f"{text.colour.name()} on {ground.name()}"
                yield f"{name_of(widget)}: {text.words!r} has {found:.1f} to 1, {what}"


def ground_of(picture: QImage, room: QRect, ink: QColor) -> QColor | None:
    """The colour that most pixels of a text's room have which are not its ink."""
    step = max(1, room.width() // 60)
    found = Counter(
        picture.pixel(x, y)
        for y in range(room.top(), room.bottom() + 1, 2)
        for x in range(room.left(), room.right() + 1, step)
    )
    for value, _ in found.most_common(2):
        colour = QColor(value)
        if colour.name() != ink.name() or len(found) == 1:
            return colour
    return None


def ratio(one: QColor, other: QColor) -> float:
    """Contrast of two colours as WCAG 2.2 reckons it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _on(ink: QColor, ground: QColor) -> QColor:
    """What an ink that lets the ground through comes to."""
    part = ink.alphaF()
    mixed = (
        part * each + (1 - part) * below for each, below in zip(_parts(ink), _parts(ground), strict=True)
    )
    return QColor.fromRgbF(*mixed)


def _parts(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
