"""A card in the middle of a window, scrolled where the window is too small for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.widgets import tokens
from ui.widgets.controls import card
from ui.widgets.style import scaled


def framed(step: QWidget) -> QScrollArea:
    """A step as a card in the middle of the window."""
    frame, inside = card()
    frame.setMaximumWidth(scaled(760))
    inside.addWidget(step)
    body = QWidget()
    body.setProperty("look", "page-body")
    layout = QVBoxLayout(body)
    layout.setContentsMargins(*[tokens.SPACE_5] * 4)
    layout.addWidget(frame, 0, Qt.AlignmentFlag.AlignTop)
    layout.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(body)
    return area
