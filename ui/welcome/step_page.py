"""A step of the first run in its place: which of three it is, and scrolled where the window is too small."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets import tokens
from ui.widgets.controls import words
from ui.widgets.spoken.hearing import Silent, heard_as
from ui.widgets.style import colours, scaled

WIDE = 640  # px at 100%: how wide a step is at most
STEPS = 3
_SEGMENT, _BETWEEN, _HIGH = 40, 4, 8


@heard_as(Silent)
class StepSegments(QWidget):
    """One segment a step, filled as far as one is. Silent: the words beside it say the same."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(STEPS * (_SEGMENT + _BETWEEN) - _BETWEEN), scaled(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(STEPS):
            is_done = place < self._number
            painter.setPen(QPen(QColor(shown.accent if is_done else shown.field_border), 1))
            painter.setBrush(QColor(shown.accent if is_done else shown.card))
            left = scaled(place * (_SEGMENT + _BETWEEN))
            painter.drawRoundedRect(QRectF(left + 0.5, 0.5, scaled(_SEGMENT) - 1, self.height() - 1), 2, 2)
        painter.end()


class _Column(QWidget):
    """As wide as a step is at the size of the text, however often that is changed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "step")
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        self.setMaximumWidth(scaled(WIDE))


def step_page(number: int, step: QWidget) -> QScrollArea:
    """A step in the middle of its place, below the words that say which it is."""
    whole = QWidget()
    inside = QVBoxLayout(whole)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(tokens.SPACE_3)
    which = QHBoxLayout()
    which.setSpacing(tokens.SPACE_3)
    which.addWidget(StepSegments(number), 0, Qt.AlignmentFlag.AlignVCenter)
    which.addWidget(words(f"Step {number} of {STEPS}", "hint"), 1)
    inside.addLayout(which)
    inside.addWidget(step)
    return in_middle(whole)


def in_middle(part: QWidget) -> QScrollArea:
    """A column in the middle of its place, scrolled where the window is too small for it."""
    column = _Column()
    inside = QVBoxLayout(column)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(part)
    body = QWidget()
    body.setProperty("look", "page-body")
    middle = QVBoxLayout(body)
    middle.setContentsMargins(tokens.SPACE_5, tokens.SPACE_3, tokens.SPACE_5, tokens.SPACE_3)
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(column, 1000)
    across.addStretch(1)
    middle.addStretch(1)
    middle.addLayout(across)
    middle.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(body)
    return area
