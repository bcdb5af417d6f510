"""Widgets beside each other, going on in the next line where the width ends."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import tokens


class Flow(QWidget):
    """As wide as its place and as high as the lines it needs. It places its parts itself, in their order.

    `in_one_line`, where whoever places it has room for that, it asks for the width of all its parts.
    """

    in_one_line = False

    def __init__(self, parts: Sequence[QWidget]) -> None:
        super().__init__()
        self.parts = tuple(parts)
        for part in parts:
            part.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        widths = [_size(part).width() for part in self._shown()]
        between = tokens.SPACE_3 * max(len(widths) - 1, 0)
        widest = sum(widths) + between if self.in_one_line else max(widths, default=0)
        return QSize(widest, self._place(max(self.width(), widest), move=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._place(self.width(), move=True) != self.height():
            self.updateGeometry()  # it is never higher than it last asked for

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a part has other words, or is hidden
            self._place(self.width(), move=True)
            self.updateGeometry()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [part for part in self.parts if not part.isHidden()]

    def _place(self, width: int, *, move: bool) -> int:
        """Lines of parts, each part in the middle of its line; the height of all."""
        top = 0
        for number, line in enumerate(self._lines(width)):
            top += tokens.SPACE_2 if number else 0
            height = max(_size(part).height() for part in line)
            left = 0
            for part in line:
                size = _size(part)
                if move:
                    part.setGeometry(left, top + (height - size.height()) // 2, size.width(), size.height())
                left += size.width() + tokens.SPACE_3
            top += height
        return top

    def _lines(self, width: int) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = []
        left = 0
        for part in self._shown():
            wide = _size(part).width()
            if not lines or left + wide > width:
                lines.append([])
                left = 0
            lines[-1].append(part)
            left += wide + tokens.SPACE_3
        return lines


def _size(part: QWidget) -> QSize:
    """What a part asks for, within what it is allowed."""
    return part.sizeHint().expandedTo(part.minimumSize()).boundedTo(part.maximumSize())
