"""An answer of the first run as a card: its radio, an icon, its words and a line below them."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from ui.widgets import tokens
from ui.widgets.controls import Radio
from ui.widgets.icons import tinted
from ui.widgets.style import colours, scaled

HEIGHT = 84  # px at 100%
_RING = 4  # px inside its edge, where it shows that it has the focus
_APART = 4  # px at 100%: between its words and the line below them
_LEAST = 280  # px at 100%: narrower than this no answer is
_RADIO, _GROUND, _ICON = 22, 44, 24
_BESIDE, _BETWEEN, _DOWN = 20, 16, 12  # px inside its edge, between its parts, above and below its words


class ChoiceCard(Radio):
    """All of it can be clicked. Its colours are the theme's own, also where that is one of contrast."""

    def __init__(self, icon: str, label: str, hint: str) -> None:
        super().__init__(label)
        self._icon, self._hint = icon, hint
        self.setAccessibleName(label)
        self.setAccessibleDescription(hint)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(scaled(_LEAST), self.heightForWidth(max(self.width(), scaled(_LEAST))))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        label, hint = self._rooms(width)
        return max(scaled(HEIGHT), label.height() + scaled(_APART) + hint.height() + 2 * scaled(_DOWN))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter)
        self._paint_radio(painter)
        self._paint_icon(painter)
        self._paint_words(painter)
        painter.end()

    def _paint_card(self, painter: QPainter) -> None:
        shown = colours()
        ring = _RING if self.hasFocus() else 0
        inside = QRectF(self.rect()).adjusted(ring, ring, -ring, -ring)
        if self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.focus))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        edge = shown.on_focus if self.hasFocus() else shown.border
        if self.underMouse() or self.isChecked():
            edge = shown.on_focus if self.hasFocus() else shown.field_border
        painter.setPen(QPen(QColor(edge), 2))
        painter.setBrush(QColor(shown.selected if self.isChecked() else shown.card))
        painter.drawRoundedRect(inside.adjusted(1, 1, -1, -1), 8 - ring / 2, 8 - ring / 2)

    def _paint_radio(self, painter: QPainter) -> None:
        shown, size = colours(), scaled(_RADIO)
        middle = QPointF(scaled(_BESIDE) + size / 2, self.height() / 2)
        painter.setPen(QPen(QColor(shown.field_border), 2))
        painter.setBrush(QColor(shown.card))
        painter.drawEllipse(middle, size / 2 - 1, size / 2 - 1)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shown.text))
            painter.drawEllipse(middle, size / 4, size / 4)

    def _paint_icon(self, painter: QPainter) -> None:
        shown, ground, size = colours(), scaled(_GROUND), scaled(_ICON)
        left = scaled(_BESIDE + _RADIO + _BETWEEN)
        top = (self.height() - ground) // 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shown.soft))
        painter.drawRoundedRect(QRectF(left, top, ground, ground), 8, 8)
        at = (ground - size) // 2
        picture = tinted(self._icon, shown.accent, size, self.devicePixelRatioF())
        painter.drawPixmap(left + at, top + at, picture)

    def _paint_words(self, painter: QPainter) -> None:
        shown = colours()
        label, hint = self._rooms(self.width())
        top = (self.height() - label.height() - scaled(_APART) - hint.height()) // 2
        wraps = Qt.TextFlag.TextWordWrap
        painter.setFont(self._label_font())
        painter.setPen(QColor(shown.text))
        painter.drawText(label.translated(0, top), wraps, self.text())
        painter.setFont(self.font())
        painter.setPen(QColor(shown.muted))
        painter.drawText(hint.translated(0, top + label.height() + scaled(_APART)), wraps, self._hint)

    def _label_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(scaled(tokens.ANSWER))
        font.setBold(True)
        return font

    def _rooms(self, width: int) -> tuple[QRect, QRect]:
        """Where its words and the line below them go in a card so wide, both from the top of the words."""
        left = scaled(_BESIDE + _RADIO + _BETWEEN + _GROUND + _BETWEEN)
        room = QRect(left, 0, max(width - left - scaled(_BETWEEN), 1), 10_000)
        wraps = Qt.TextFlag.TextWordWrap
        rooms = []
        for font, text in ((self._label_font(), self.text()), (self.font(), self._hint)):
            needed = QFontMetrics(font).boundingRect(room, wraps, text)
            rooms.append(QRect(left, 0, room.width(), needed.height()))
        return rooms[0], rooms[1]
