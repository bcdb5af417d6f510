"""A drawn energy bill that shows where its figures stand: no supplier's bill looks just like it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import tokens
from ui.widgets.spoken.hearing import PictureHeard, heard_as
from ui.widgets.style import scaled
from ui.widgets.tokens import LIGHT

# What the bill says, and the number of the mark beside it (0: none).
_LINES = (
    ("Your energy bill", "", 0),
    ("Bill period", "1 April to 30 June 2026", 1),
    ("Electricity", "", 0),
    ("Reading 1 April, 30 June", "45,210 – 57,530", 2),
    ("Electricity used", "12,320 kWh", 3),
    ("Gas", "", 0),
    ("Units used", "2,762 m³", 4),
    ("Calorific value", "39.5 MJ/m³", 5),
    ("Gas used", "31,000 kWh", 6),
    ("To pay", "£4,873.20", 0),
)
MARKS = (
    "1. From and To: first and last day of the bill",
    "2. Opening and closing reading, if you enter readings",
    "3. Electricity used, in kWh",
    "4. Amount used, if your gas bill gives m³ only",
    "5. Calorific value, for gas in m³ or cubic feet",
    "6. Amount used, in kWh. If it is there, you need neither 4 nor 5",
)
_HEADINGS = ("Your energy bill", "Electricity", "Gas")


@heard_as(PictureHeard)
class BillPicture(QWidget):
    """The bill on white paper, also in dark mode; `MARKS` says what its numbers are."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bill-picture")
        self.setAccessibleName("Picture of an energy bill")
        self.setAccessibleDescription("; ".join(MARKS))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(scaled(420))

    def sizeHint(self) -> QSize:
        return QSize(scaled(280), round(self._line() * (len(_LINES) + 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paper = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(LIGHT.field_border), 1))
        painter.setBrush(QColor(LIGHT.card))
        painter.drawRect(paper)
        line, side = self._line(), float(scaled(10))
        room = paper.width() - 3 * side - line
        for number, (label, value, mark) in enumerate(_LINES):
            area = QRectF(paper.left() + side, line * (number + 0.5), room, line)
            self._paint_line(painter, area, label, value)
            if mark:
                self._paint_mark(painter, QPointF(paper.right() - side - line / 2, area.center().y()), mark)
        painter.end()

    def _paint_line(self, painter: QPainter, area: QRectF, label: str, value: str) -> None:
        heading = label in _HEADINGS
        font = QFont(self.font())
        font.setPixelSize(self._text(area.width()))
        font.setBold(heading or label == "To pay")
        painter.setFont(font)
        painter.setPen(QColor(LIGHT.accent if heading else LIGHT.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignLeft, label)
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, value)

    def _paint_mark(self, painter: QPainter, centre: QPointF, mark: int) -> None:
        radius = self._line() * 0.42
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.accent))
        painter.drawEllipse(centre, radius, radius)
        font = QFont(self.font())
        font.setPixelSize(max(round(radius * 1.3), 8))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(LIGHT.card))
        area = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(mark))

    def _text(self, room: float) -> int:
        """The size of the text: the small one, or what the width allows."""
        return max(8, min(scaled(tokens.SMALL), round(room / 19)))

    def _line(self) -> float:
        return scaled(tokens.SMALL) * 1.7


def picture_of(bill: BillPicture) -> QPixmap:
    """The bill as it is drawn on a page that has the room for it."""
    bill.resize(bill.maximumWidth(), bill.sizeHint().height())
    return bill.grab()
