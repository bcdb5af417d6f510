"""The panel of the first run: what the app is for and what it promises, at the left or as one line above."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.welcome.step_page import WIDE as STEP_WIDE
from ui.widgets import tokens
from ui.widgets.controls import words
from ui.widgets.icons import Icon, tinted
from ui.widgets.spoken.hearing import Silent, heard_as
from ui.widgets.style import colours, scaled
from ui.widgets.window_size import ANY

WIDE = 468  # px at 100%: how wide it is at the left
NAME = "Greener Practice"
LINES = ("Record a quarter.", "See your carbon.", "Know what to do next.")
PROMISES = (
    ("clock", "About 20 minutes a quarter", "after the first one"),
    ("wifi-off", "Works without the internet", "Nothing leaves this computer"),
    ("shield-check", "No patient data", "Counts only, never a name or a number"),
    ("file-text", "One PDF to send", "Your network lead reads it with the same app"),
)
WHOSE = "For GP practices. Not made or endorsed by the NHS"
_BARS = (90, 82, 84, 70, 62, 50)  # px: made up, as what they stand for is what the reader will record
_BAR, _STEP = 38, 58  # px: how wide one is, and from one to the next


@heard_as(Silent)
class AppMark(QWidget):
    """The leaf of the app, reversed: in the colour of the panel on white. Silent: the name stands beside."""

    def __init__(self, pixels: int) -> None:
        super().__init__()
        self._pixels = pixels
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(self._pixels), scaled(self._pixels))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, size = colours(), scaled(self._pixels)
        leaf = size * 2 // 3
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.on_header))
        painter.drawRoundedRect(QRectF(0, 0, size, size), size / 6, size / 6)
        picture = tinted("leaf", shown.header, leaf, self.devicePixelRatioF())
        painter.drawPixmap((size - leaf) // 2, (size - leaf) // 2, picture)
        painter.end()


@heard_as(Silent)
class FallingBars(QWidget):
    """Six bars, the last of them lowest and white: a drawing, not a chart, and silent."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(_STEP * (len(_BARS) - 1) + _BAR + 2), scaled(max(_BARS)) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, foot = colours(), self.height() - 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, height in enumerate(_BARS):
            is_last = number == len(_BARS) - 1
            painter.setBrush(QColor(shown.on_header if is_last else shown.header_edge))
            painter.setOpacity(1 if is_last else 0.5)
            high = scaled(height)
            painter.drawRoundedRect(QRectF(scaled(number * _STEP), foot - high, scaled(_BAR), high), 3, 3)
        painter.setOpacity(1)
        painter.fillRect(0, foot, self.width(), 2, QColor(shown.header_second))
        painter.end()


class Panel(QFrame):
    """At the left with all it says; as one line above where the window is small or the text large."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "welcome")
        self.setObjectName("welcome-panel")
        self._bars = FallingBars()
        self._tall, self._line = self._all(), self._one_line()
        both = QVBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self._tall)
        both.addWidget(self._line)
        self.is_beside = True
        self._line.hide()

    def fit(self, room: QSize) -> bool:
        """Take the form that this room has place for; True where that is beside the steps."""
        high = self._height()
        with_bars = high + (self._bars.sizeHint().height() if self._bars.isHidden() else 0)
        without = with_bars - self._bars.sizeHint().height()
        self.is_beside = room.width() >= scaled(WIDE + STEP_WIDE) and without <= room.height()
        self._tall.setVisible(self.is_beside)
        self._line.setVisible(not self.is_beside)
        self._bars.setVisible(with_bars <= room.height())
        wide = scaled(WIDE) if self.is_beside else ANY
        self.setMinimumWidth(wide if self.is_beside else 0)
        self.setMaximumWidth(wide)
        self.setMaximumHeight(ANY if self.is_beside else self._line.sizeHint().height())
        return self.is_beside

    def _height(self) -> int:
        """What all of it needs at the left."""
        inside = self._tall.layout()
        assert inside is not None
        return inside.minimumHeightForWidth(scaled(WIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().header))
        painter.end()

    def _all(self) -> QWidget:
        tall = QWidget()
        down = QVBoxLayout(tall)
        down.setContentsMargins(40, tokens.SPACE_5, 40, tokens.SPACE_4)
        down.setSpacing(0)
        named = QHBoxLayout()
        named.setSpacing(tokens.SPACE_3)
        named.addWidget(AppMark(52))
        named.addWidget(words(NAME, "name"), 1)
        down.addLayout(named)
        down.addStretch(3)
        for said in LINES:
            down.addWidget(_plain(said, "question"))
            down.addSpacing(tokens.SPACE_2)
        down.addStretch(3)
        for icon, promise, more in PROMISES:
            down.addLayout(_promise(icon, promise, more))
            down.addStretch(1)
        down.addStretch(1)
        down.addWidget(self._bars)
        down.addStretch(2)
        down.addWidget(words(WHOSE, "small"))
        return tall

    def _one_line(self) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(tokens.SPACE_5, tokens.SPACE_2, tokens.SPACE_5, tokens.SPACE_2)
        across.setSpacing(tokens.SPACE_3)
        across.addWidget(AppMark(32))
        across.addWidget(_plain(NAME, "answer"))
        whose = words(WHOSE, "small")
        whose.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(whose, 1)
        return line


def _plain(text: str, look: str) -> QLabel:
    """Words in one line."""
    label = words(text, look)
    label.setWordWrap(False)
    return label


def _promise(icon: str, promise: str, more: str) -> QHBoxLayout:
    across, down = QHBoxLayout(), QVBoxLayout()
    across.setSpacing(tokens.SPACE_3)
    down.setSpacing(tokens.SPACE_1)
    down.addWidget(words(promise, "answer"))
    down.addWidget(words(more, "second"))
    across.addWidget(Icon(icon, "on_header", 22), 0, Qt.AlignmentFlag.AlignTop)
    across.addLayout(down, 1)
    return across


class BesidePanel(QWidget):
    """The panel and the steps: side by side, or the panel as one line above them, as `above` it always is."""

    def __init__(self, steps: QWidget, *, above: bool = False) -> None:
        super().__init__()
        self.panel, self._above = Panel(), above
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(0)
        self._both.addWidget(self.panel)
        self._both.addWidget(steps, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the text may have another size by now
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        ways = QBoxLayout.Direction
        is_beside = self.panel.fit(QSize() if self._above else self.size())
        self._both.setDirection(ways.LeftToRight if is_beside else ways.TopToBottom)
