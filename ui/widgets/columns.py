"""Widgets beside each other in as many columns as the width allows, down to one."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.widgets import tokens


class Columns(QWidget):
    """The widgets in reading order.

    `least` is how narrow a column may be, 0 for what its widgets ask for. Columns share the whole width
    unless `fill` is False.
    """

    def __init__(
        self, least: int = 0, most: int = 4, spacing: int = tokens.SPACE_3, *, fill: bool = True
    ) -> None:
        super().__init__()
        self._least, self._most, self._fill = least, most, fill
        self._items: list[QWidget] = []
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(spacing)
        # A row of columns never forces its page to be wider than the window.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_items(self, items: Sequence[QWidget]) -> None:
        """Show these widgets; hidden ones take no place."""
        self._items = list(items)
        self._count = 0
        self.place()

    def allow(self, most: int, least: int) -> None:
        """At most so many columns, none narrower than `least`, which is another at another size of text."""
        if (most, least) != (self._most, self._least):
            self._most, self._least = most, least
            self.place()

    def place(self) -> None:
        """Put what is shown into columns."""
        shown = [item for item in self._items if not _is_put_away(item)]
        widest = self._least or max((item.sizeHint().width() for item in shown), default=1)
        room = self.width() + self._grid.spacing()
        count = max(1, min(len(shown), self._most, room // (widest + self._grid.spacing())))
        rows = -(-len(shown) // count)
        count = -(-len(shown) // rows) if rows else 1  # two and two rather than three and one
        for item in self._items:
            self._grid.removeWidget(item)
        for number, item in enumerate(shown):
            self._grid.addWidget(item, number // count, number % count)
        for column in range(max(count, self._count) + 1):
            self._grid.setColumnStretch(column, 1 if (column < count) == self._fill else 0)
        self._count = count

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.place()


def _is_put_away(item: QWidget) -> bool:
    """Whether somebody hid it: what has only just come is hidden too, until the system has shown it."""
    return item.isHidden() and item.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def flow(*buttons: QWidget) -> Columns:
    """Buttons beside each other, under each other where there is no room."""
    made = Columns(spacing=tokens.SPACE_2, fill=False)
    made.set_items(buttons)
    return made
