"""Marks of statuses in a grey copy: any two that say different things differ in shape, not only in colour."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtGui import QColor, QImage, QPainter

from tests.pictures.faults import Found
from ui.widgets.icons import IN_TAG, tinted
from ui.widgets.marks.tags import LOOKS

LEAST = 12  # pixels of 256 that are clearly darker in one than in the other: less is not seen
ONE_INK = "#000000"


def marks_in_grey() -> Found:
    """Every two marks of the table of tags, drawn in one ink as a copier would."""
    marks = {look.mark: _drawn(look.mark) for look in LOOKS.values()}
    pairs = list(combinations(marks, 2))
    found = Found()
    found.look("marks in grey", _alike(marks, pairs), len(pairs))
    return found


def _alike(marks: dict[str, bytes], pairs: list[tuple[str, str]]) -> Iterator[str]:
    for one, other in pairs:
        apart = sum(abs(a - b) > 64 for a, b in zip(marks[one], marks[other], strict=True))
        if apart < LEAST:
            yield f"{one} and {other} differ in {apart} pixels"


def _drawn(mark: str) -> bytes:
    picture = QImage(IN_TAG, IN_TAG, QImage.Format.Format_Grayscale8)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.drawPixmap(0, 0, tinted(mark, ONE_INK, IN_TAG, 1))
    painter.end()
    return bytes(picture.constBits())
