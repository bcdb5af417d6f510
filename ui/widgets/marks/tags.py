"""Tags: a status as a mark and its words, one table of how each looks, painted the same everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.widgets import tokens
from ui.widgets.controls import set_look
from ui.widgets.icons import IN_TAG, tinted
from ui.widgets.spoken.hearing import WordsHeard, heard_as
from ui.widgets.style import colours, scaled

_HEIGHT, _BESIDE, _AFTER_MARK = 24, 8, 6  # px at 100%


@dataclass(frozen=True, slots=True)
class TagLook:
    """The icon that marks it, and the tokens of its words, ground, edge and mark; "" is none.

    One without a ground has words of regular weight: it is quiet.
    """

    mark: str
    ink: str
    ground: str = ""
    edge: str = ""
    mark_ink: str = ""


LOOKS: Mapping[str, TagLook] = MappingProxyType(
    {
        "completed": TagLook("circle-check-filled", "muted", mark_ink="accent"),
        "in progress": TagLook("half-disc", "text", "card", "field_border"),
        "not yet started": TagLook("circle", "blue_text", "blue"),
        "only if any": TagLook("circle", "muted"),
        "cannot start": TagLook("lock", "grey_text", "grey"),
        "problem": TagLook("alert-circle-filled", "red_text", "red", "error"),
        "check": TagLook("help-circle", "on_check", "check", "check_edge"),
        "estimated": TagLook("dashed-circle", "grey_text", "grey"),
        "published": TagLook("file", "blue_text", "blue"),
        "upper": TagLook("circle-check-filled", "good_text", "good"),
        "lower": TagLook("half-disc", "blue_text", "blue"),
        "not reached": TagLook("circle", "text", "card", "field_border"),
        "not enough": TagLook("minus", "grey_text", "grey"),
        "note": TagLook("note", "text", mark_ink="accent"),
        "due": TagLook("clock", "grey_text", "grey"),
        "due soon": TagLook("clock", "on_check", "check", "check_edge"),
        "late": TagLook("clock", "red_text", "red", "error"),
        "draft": TagLook("pencil", "on_header", "header", "header_edge"),
        "read only": TagLook("lock", "grey_text", "grey"),
        "issued": TagLook("file-check", "good_text", "good"),
        "demo": TagLook("flask", "on_demo", "demo"),
    }
)


def tag_size(words: str, metrics: QFontMetrics) -> QSize:
    """The room that a tag takes with these words in this font, in pixels."""
    mark = scaled(IN_TAG) + scaled(_AFTER_MARK)
    wide = 2 * scaled(_BESIDE) + mark + metrics.horizontalAdvance(words) + 1
    return QSize(wide, max(scaled(_HEIGHT), metrics.height() + 4))


def paint_tag(painter: QPainter, room: QRect, words: str, look: TagLook, font: QFont) -> None:
    """Paint a tag into this room; where a colour of the look is "" the ground shows through."""
    shown, ratio = colours(), painter.device().devicePixelRatioF()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if look.ground:
        edge = getattr(shown, look.edge or look.ground)
        if shown.card == getattr(shown, look.ground):  # a framed word, also in a contrast theme
            edge = getattr(shown, look.edge or "field_border")
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(getattr(shown, look.ground)))
        box = QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, tokens.RADIUS, tokens.RADIUS)
    size = scaled(IN_TAG)
    mark = tinted(look.mark, getattr(shown, look.mark_ink or look.ink), size, ratio)
    left = room.left() + scaled(_BESIDE)
    painter.drawPixmap(left, room.center().y() - size // 2 + 1, mark)
    painter.setFont(font)
    painter.setPen(QColor(getattr(shown, look.ink)))
    text = QRect(room)
    text.setLeft(left + size + scaled(_AFTER_MARK))
    painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()


@heard_as(WordsHeard)
class StatusTag(QLabel):
    """One tag of a fixed height; `show_tag` says which. A screen reader reads its words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "tag")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.look_name = ""

    def show_tag(self, words: str, look: str) -> None:
        """Its words and the name of its look in `LOOKS`."""
        self.look_name = look
        set_look(self, "weight", "bold" if LOOKS[look].ground else "regular")
        self.setText(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return tag_size(self.text(), self.fontMetrics())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.look_name:
            painter = QPainter(self)
            paint_tag(painter, self.rect(), self.text(), LOOKS[self.look_name], self.font())
            painter.end()
