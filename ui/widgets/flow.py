"""Widgets beside each other, going on in the next line where the width ends."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import tokens

Sized = tuple[QWidget, QSize]  # a part and what it asks for


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
        return _placed(self._sizes(), width, move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        sizes = self._sizes()
        widths = [size.width() for _part, size in sizes]
        between = tokens.SPACE_3 * max(len(widths) - 1, 0)
        widest = sum(widths) + between if self.in_one_line else max(widths, default=0)
        return QSize(widest, _placed(sizes, max(self.width(), widest), move=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._place() != self.height():
            self.updateGeometry()  # it is never higher than it last asked for

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a part has other words, or is hidden
            self._place()
            self.updateGeometry()
        return super().event(event)

    def _sizes(self) -> list[Sized]:
        """What each part that is shown asks for: asked once, as a part may measure words for it."""
        return [(part, _size(part)) for part in self.parts if not part.isHidden()]

    def _place(self) -> int:
        """Put the parts where they belong at the width there is; the height that this takes."""
        return _placed(self._sizes(), self.width(), move=True)


def _placed(sizes: Sequence[Sized], width: int, *, move: bool) -> int:
    """Lines of parts, each part in the middle of its line; the height of all."""
    top = 0
    for number, line in enumerate(_lines(sizes, width)):
        top += tokens.SPACE_2 if number else 0
        height = max(size.height() for _part, size in line)
        left = 0
        for part, size in line:
            if move:
                part.setGeometry(left, top + (height - size.height()) // 2, size.width(), size.height())
            left += size.width() + tokens.SPACE_3
        top += height
    return top


def _lines(sizes: Sequence[Sized], width: int) -> list[list[Sized]]:
    lines: list[list[Sized]] = []
    left = 0
    for part, size in sizes:
        if not lines or left + size.width() > width:
            lines.append([])
            left = 0
        lines[-1].append((part, size))
        left += size.width() + tokens.SPACE_3
    return lines


def _size(part: QWidget) -> QSize:
    """What a part asks for, within what it is allowed."""
    return part.sizeHint().expandedTo(part.minimumSize()).boundedTo(part.maximumSize())
