"""A preview with what belongs to it at its right; where there is little room that stands above it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ui.widgets import tokens
from ui.widgets.style import scaled
from ui.window.parts.side_column import in_one_column

_SIDE = 298  # px at 100%
_ANY_WIDTH = 16_777_215  # what Qt means by no limit


class BesidePreview(QWidget):
    """`side` makes the PDF: below the preview nobody would find it, so in one column it comes first."""

    def __init__(self, preview: QWidget, side: QWidget) -> None:
        super().__init__()
        self._preview, self._side = preview, side
        self._placed: tuple[bool, int] | None = None
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(tokens.SPACE_3)
        self._parts.addWidget(side)
        self._parts.addWidget(preview, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def fit(self) -> None:
        """Beside each other where there is room; the order of the layout is that of the Tab key."""
        below = in_one_column(self)
        wide = _ANY_WIDTH if below else scaled(_SIDE)
        if (below, wide) == self._placed:
            return
        self._placed = below, wide
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._parts.setDirection(down if below else across)
        self._parts.removeWidget(self._side)
        self._parts.insertWidget(0 if below else 1, self._side)
        self._parts.setAlignment(self._side, Qt.AlignmentFlag(0) if below else Qt.AlignmentFlag.AlignTop)
        self._side.setMinimumWidth(0 if below else wide)
        self._side.setMaximumWidth(wide)
