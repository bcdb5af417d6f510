"""The strip on top of Check answers: how many there are of each kind, and a press shows these alone."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QVBoxLayout

from ui.widgets import tokens
from ui.widgets.columns import Columns
from ui.widgets.controls import Button
from ui.widgets.icons import IN_ROW, tinted
from ui.widgets.style import colours, in_contrast, scaled

PROBLEMS, TO_CHECK, WITHOUT_DATA, ESTIMATED = "problems", "to check", "without data", "estimated"
_MARKS = {
    PROBLEMS: ("alert-circle-filled", "error"),
    TO_CHECK: ("help-circle", "text"),
    WITHOUT_DATA: ("circle", "muted"),
    ESTIMATED: ("dashed-circle", "text"),
}
_NONE = ("circle-check-filled", "accent")
_HIGH, _LEFT, _BETWEEN, _CHOSEN = 56, 22, 12, 4  # px: the height, and what stands between its parts


class CountsStrip(QFrame):
    """Four counts; `chosen` says which one is pressed: the same one once more, and "" says that none is."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("check-counts")
        self.setProperty("look", "card")
        self.counts = {kind: CountButton(kind) for kind in _MARKS}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        columns = Columns(spacing=0)
        columns.set_items(list(self.counts.values()))
        for made in self.counts.values():
            self._group.addButton(made)
            made.clicked.connect(self._pressed)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(columns)

    @property
    def choice(self) -> str:
        """What is shown alone, or ""."""
        return next((kind for kind, made in self.counts.items() if made.isChecked()), "")

    def show_counts(self, problems: int, to_check: int, without_data: int, estimated: int) -> None:
        """Say how many there are of each; what is chosen and has none left is no longer chosen."""
        for kind, count in zip(_MARKS, (problems, to_check, without_data, estimated), strict=True):
            self.counts[kind].show_count(count)

    def choose(self, kind: str) -> None:
        """Show these alone, or with "" all."""
        for each, made in self.counts.items():
            made.setChecked(each == kind)
        self.chosen.emit(self.choice)

    def _pressed(self) -> None:
        pressed = self.sender()
        for made in self.counts.values():
            if made is not pressed:
                made.setChecked(False)
        self.chosen.emit(self.choice)


class CountButton(Button):
    """A mark, a number in bold and what it counts; one of which there is none cannot be pressed."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind, self.count = kind, 0
        self.setObjectName(f"check-count-{kind.replace(' ', '-')}")
        self.setProperty("look", "row")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_count(self, count: int) -> None:
        """Say how many there are."""
        self.count = count
        self.setText(f"{count} {self.kind}")
        self.setAccessibleName(self.text())
        self.setEnabled(bool(count))
        if not count:
            self.setChecked(False)
        self.update()

    def sizeHint(self) -> QSize:
        wide = sum((self._mark_room(), self._number_room(), self.fontMetrics().horizontalAdvance(self.kind)))
        return QSize(wide + scaled(_LEFT), max(scaled(_HIGH), self._bold().height() + scaled(tokens.SPACE_2)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(tokens.SECOND_FIGURE))
        font.setBold(True)
        return font

    def _bold(self) -> QFontMetrics:
        return QFontMetrics(self._font())

    def _mark_room(self) -> int:
        return scaled(_LEFT) + scaled(IN_ROW) + scaled(_BETWEEN)

    def _number_room(self) -> int:
        return self._bold().horizontalAdvance(str(self.count)) + scaled(_BETWEEN)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, focused = colours(), self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = shown.on_focus if focused else shown.text
        if focused:
            painter.fillRect(self.rect(), QColor(shown.focus))
            painter.fillRect(0, self.height() - scaled(3), self.width(), scaled(3), QColor(shown.on_focus))
        elif self.isChecked():
            painter.fillRect(self.rect(), QColor(shown.selected))
        if self.isChecked():
            edge = ink if focused or in_contrast() else shown.accent
            painter.fillRect(0, 0, scaled(_CHOSEN), self.height(), QColor(edge))
        if self.x() > 0:  # beside another one
            painter.fillRect(0, 0, 1, self.height(), QColor(shown.border))
        name, token = _MARKS[self.kind] if self.count else _NONE
        if not self.count and self.kind in (WITHOUT_DATA, ESTIMATED):
            name, token = _MARKS[self.kind][0], "muted"
        size = scaled(IN_ROW)
        colour = ink if focused else getattr(shown, token)
        mark = tinted(name, colour, size, self.devicePixelRatioF())
        painter.drawPixmap(scaled(_LEFT), (self.height() - size) // 2, mark)
        room = QRect(self._mark_room(), 0, self.width(), self.height())
        painter.setPen(QColor(ink))
        painter.setFont(self._font())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, str(self.count))
        painter.setFont(self.font())
        room.translate(self._number_room(), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.kind)
        painter.end()
