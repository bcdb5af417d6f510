"""How far a row of like things has come: a segment for each, those that are done first."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.spoken.hearing import Silent, heard_as
from ui.widgets.style import colours, scaled

_HIGH, _BETWEEN, _NARROWEST = 12, 4, 8  # px: of a segment; narrower ones are drawn as one bar


@heard_as(Silent)
class ShareSegments(QWidget):
    """Each filled by its share of 0 to 1; many are one bar. Silent: the sentence beside it speaks."""

    def __init__(self) -> None:
        super().__init__()
        self.shares: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: Sequence[float]) -> None:
        """A share for each; they are drawn from the fullest to the empty ones."""
        ordered = tuple(sorted(shares, reverse=True))
        if ordered != self.shares:
            self.shares = ordered
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(120), scaled(_HIGH))

    def drawn(self) -> list[tuple[QRectF, float]]:
        """The boxes as they are drawn, and how much of each is filled."""
        if not self.shares:
            return []
        shares, apart = self.shares, scaled(_BETWEEN)
        if (self.width() + apart) / len(shares) - apart < scaled(_NARROWEST):
            shares = (sum(shares) / len(shares),)
        wide = (self.width() + apart) / len(shares) - apart
        high = self.height() - 1
        return [
            (QRectF(number * (wide + apart) + 0.5, 0.5, wide - 1, high), share)
            for number, share in enumerate(shares)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box, share in self.drawn():
            filled = QRectF(box)
            filled.setWidth(box.width() * share)
            painter.fillRect(filled, QColor(shown.accent))
            painter.setPen(QPen(QColor(shown.accent if share else shown.field_border), 1))
            painter.drawRoundedRect(box, 2, 2)
        painter.end()
