"""A column beside the main part of a page; it goes under it where there is little room, without a field."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets import tokens
from ui.widgets.style import LARGE, scaled, text_size
from ui.widgets.window_size import ANY

_ONE_COLUMN = 1000  # px at 100%: narrower windows have pages of one column
_LEAST = 930  # px at 100% of a page that has a column beside it, as with help open there is less room


def in_one_column(part: QWidget) -> bool:
    """True where the window is narrow or its text large: what stood beside each other is under each other."""
    return text_size() >= LARGE or part.window().width() < scaled(_ONE_COLUMN)


HALF = 0


class WithSide(QWidget):
    """The main part of a page, and the parts of its side column, `wide` px at 100%: last in reading order.

    One that is a `HALF` takes as much as the main part.
    """

    def __init__(self, wide: int) -> None:
        super().__init__()
        self._wide = wide
        self._is_beside: bool | None = None
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(tokens.SPACE_3)
        self._side = QWidget()
        self.main, self.side = QVBoxLayout(), QVBoxLayout(self._side)
        for down in (self.main, self.side):
            down.setContentsMargins(0, 0, 0, 0)
            down.setSpacing(tokens.BETWEEN_CARDS)
        self._across.addLayout(self.main, 1)
        self._across.addWidget(self._side, 0 if wide else 1, Qt.AlignmentFlag.AlignTop)

    def fit(self) -> None:
        """Beside each other where there is room."""
        beside = not in_one_column(self) and self.width() >= scaled(_LEAST)
        wanted = scaled(self._wide) if beside else 0
        if (beside, wanted) == (self._is_beside, self._side.minimumWidth()):
            return
        self._is_beside = beside
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._across.setDirection(across if beside else down)
        self._across.setSpacing(tokens.SPACE_3 if beside else tokens.BETWEEN_CARDS)
        self._across.setAlignment(self._side, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0))
        self._side.setMinimumWidth(wanted)
        self._side.setMaximumWidth(wanted or ANY)
        is_fixed = beside and self._wide != HALF
        across_policy = QSizePolicy.Policy.Fixed if is_fixed else QSizePolicy.Policy.Preferred
        self._side.setSizePolicy(across_policy, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()
