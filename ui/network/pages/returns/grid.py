"""The grid of returns received: a row for each practice, its parts as marks, its place among the others."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from greenpractice.cells import InWords
from greenpractice.charts.returns_grid import PartState
from greenpractice.network.standing import PARTS, Came, Standing
from greenpractice.periods import MONTHS
from ui.network.pages.returns.places import Place, Places
from ui.widgets.cells import paint_cell_focus
from ui.widgets.icons import IN_LIST, tinted
from ui.widgets.marked_table import Column, MarkedTable
from ui.widgets.marks.tags import LOOKS, paint_tag, tag_size
from ui.widgets.style import colours, in_contrast, scaled
from ui.widgets.table_models import Index

PART_WORDS: Mapping[PartState, str] = {
    "complete": "Complete",
    "part": "Part",
    "estimated": "Estimated",
    "missing": "No data",
}
PART_MARKS: Mapping[PartState, tuple[str, str]] = {  # icon, and the token of its colour
    "complete": ("circle-check-filled", "accent"),
    "part": ("half-disc", "text"),
    "estimated": ("dashed-circle", "text"),
    "missing": ("minus", "muted"),
}
TAG_OF: Mapping[Came, str] = {
    "received": "completed",
    "so_far": "lower",
    "published": "published",
    "conflict": "check",
    "waiting": "check",
    "missing": "not yet started",
}
_NAME, _STATE, _VERSION, _FIRST_PART = range(4)
_LAST_PART = _FIRST_PART + len(PARTS) - 1
_VALUE, _PLACE = _LAST_PART + 1, _LAST_PART + 2
_ASKS: Mapping[str, str] = {"choose": "Choose…", "check": "Check…", "ask again": "Ask again…"}
_ASK = "Ask…"
_ROW, _BESIDE = 36, 9  # px at 100%: how high a row is, and what is free beside its words
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_DOT = 11  # px of a dot on its line


class ReturnsGrid(MarkedTable):
    """Enter or a click opens a practice; in the last column of one that is asked for it `asked` tells so."""

    asked = Signal(int)  # the row, by the number it was given with

    def __init__(self, most: int) -> None:
        super().__init__("returns-grid", "Returns received, practice by practice", most=most, small=True)
        self.rows: Sequence[Standing] = ()
        self.places: Places | None = None
        self._said: Sequence[Sequence[str]] = ()
        self.setItemDelegate(_ReturnCells(self))
        self.setAlternatingRowColors(False)
        self.horizontalHeader().setStyleSheet("QHeaderView::section { padding: 3px 2px 3px 6px; }")

    def show_returns(self, rows: Sequence[Standing], places: Places) -> None:
        """These practices in this order."""
        self.rows, self.places = rows, places
        self._said = [_texts(each, places) for each in rows]
        self.show_table(_columns(places), self._said)

    def action_of(self, number: int) -> str:
        """What the button of a row says; "" for one without."""
        row = self.rows[number]
        return _ASKS.get(row.needs, _ASK if row.came == "missing" else "")

    def _pick(self, index: QModelIndex) -> None:
        number = self.figures.order[index.row()]
        if index.column() == _PLACE and self.action_of(number):
            self.asked.emit(number)
        else:
            self.picked.emit(number)

    def _fit(self) -> None:
        """What came instead of a return has the room of the parts."""
        if self.places is not None:
            self._columns = _columns(self.places)  # the theme may be another
        self.clearSpans()
        for row, number in enumerate(self.figures.order):
            if not self.rows[number].parts:
                self.setSpan(row, _FIRST_PART, 1, len(PARTS))
        super()._fit()

    def _heights(self, widths: Sequence[int]) -> list[int]:
        """A line for the name and one for what is remarkable, and more where there is no room."""
        body, small = QFontMetrics(QApplication.font()), self.fontMetrics()
        parts = sum(widths[_FIRST_PART : _LAST_PART + 1])
        found = []
        for number in self.figures.order:
            row = self.rows[number]
            name = _high(body, row.name, widths[_NAME]) + _high(small, remark_of(row), widths[_NAME])
            version = _high(small, self._said[number][_VERSION], widths[_VERSION])
            instead = "" if row.parts else self._said[number][_FIRST_PART]
            most = max(name, version, _high(small, instead, parts))
            found.append(max(most + scaled(4), scaled(_ROW)))
        return found


def _columns(places: Places) -> tuple[Column, ...]:
    """Wider ones in a contrast theme, where headings are as large as all words."""
    unit = "t" if places.unit.name == "tonnes" else places.unit.name
    large = in_contrast()
    part, value, place = (76, 76, 124) if large else (65, 68, 116)
    return (
        Column("Practice", 152 if large else 212, grows=True),
        Column("State", 152 if large else 146),
        Column("Version", 94 if large else 88),
        *(Column(each, part) for each in PARTS),
        Column(f"{unit} for each\n1,000", value, number=True),
        Column(places.heading, place),
    )


def remark_of(row: Standing) -> str:
    """What stands under the name; what came instead of a return has a place of its own."""
    return row.remarks if row.parts else ""


def _high(metrics: QFontMetrics, text: str, width: int) -> int:
    if not text:
        return 0
    inside = QRect(0, 0, max(width - 2 * scaled(_BESIDE), 1), 10_000)
    return metrics.boundingRect(inside, Qt.TextFlag.TextWordWrap, text).height()


def _texts(row: Standing, places: Places) -> list[str]:
    """What the cells say: they are read out, copied and sorted by."""
    name = InWords(f"{row.name}\n{row.remarks}" if remark_of(row) else row.name, row.name)
    action = _ASKS.get(row.needs, _ASK if row.came == "missing" else "")
    place = places.of.get(row.code)
    value = InWords("–" if place is None else places.unit.show(place.now), place.now if place else None)
    where = action or ("–" if place is None else places.words(row.code))
    if row.parts:
        parts: list[str] = [PART_WORDS[part] for part in row.parts]
    else:
        why = row.remarks or "Nothing came yet"
        parts = [InWords(why, None), *[InWords("–", None)] * (len(PARTS) - 1)]
    return [
        name, row.short, _version(row), *parts, value,
        InWords(where, place.now if place and not action else None),
    ]  # fmt: skip


def _version(row: Standing) -> str:
    """`v2, 19 Jan`: of a year how much of it is here."""
    made = getattr(row.created, "value", None)
    if row.of_year or made is None:
        return row.version or "–"
    return InWords(f"{row.version}, {made.day} {MONTHS[made.month - 1][:3]}", made)


class _ReturnCells(QStyledItemDelegate):
    """Paints each cell by its column: in one `paint`, its words by role."""

    padding: ClassVar[int] = _BESIDE

    def __init__(self, grid: ReturnsGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        opt = QStyleOptionViewItem(option)
        self.initStyleOption(opt, index)
        opt.text = ""
        style = self._grid.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, opt, painter, self._grid)
        number = self._grid.figures.order[index.row()]
        row, text = self._grid.rows[number], str(index.data() or "")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, opt, index.column(), row, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(colours().border), 1))
        painter.drawLine(opt.rect.bottomLeft(), opt.rect.bottomRight())
        painter.restore()
        paint_cell_focus(painter, option)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(_ROW), scaled(_ROW))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The word of a mark and of a place on a line."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid() or index.column() < _FIRST_PART:
            return super().helpEvent(event, view, option, index)
        head = str(self._grid.figures.headerData(index.column(), Qt.Orientation.Horizontal)).split("\n")[0]
        QToolTip.showText(event.globalPos(), f"{head}: {index.data()}", view)
        return True

    def _paint(
        self, painter: QPainter, opt: QStyleOptionViewItem, column: int, row: Standing, text: str
    ) -> None:
        small = QFont(self._grid.font())
        room = opt.rect.adjusted(scaled(_BESIDE), 0, -scaled(_BESIDE) // 2, 0)
        if column == _NAME:
            self._paint_name(painter, opt, room, row, small)
        elif column == _STATE:
            self._paint_tag(painter, room, row, small)
        elif column == _VERSION:
            _words(painter, room, text, small, _ink(opt, "muted"))
        elif column <= _LAST_PART and row.parts:
            icon, token = PART_MARKS[row.parts[column - _FIRST_PART]]
            size = scaled(IN_LIST)
            ratio = painter.device().devicePixelRatioF()
            at = opt.rect.center() - QPoint(size // 2 - 1, size // 2 - 1)
            painter.drawPixmap(at, tinted(icon, _ink(opt, token), size, ratio))
        elif column <= _LAST_PART:
            _words(painter, room, text, small, _ink(opt, "text"))
        elif column == _VALUE:
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            _words(painter, room, text, QApplication.font(), _ink(opt, "text"), right)
        elif self._grid.places is not None:
            self._paint_last(painter, opt, row, text)

    def _paint_name(
        self, painter: QPainter, opt: QStyleOptionViewItem, room: QRect, row: Standing, small: QFont
    ) -> None:
        """The name, and under it what is remarkable: both in the middle of their row."""
        body, said = QApplication.font(), remark_of(row)
        wide = opt.rect.width()
        first = _high(QFontMetrics(body), row.name, wide)
        second = _high(QFontMetrics(small), said, wide)
        top = room.top() + (room.height() - first - second) // 2
        name = QRect(room.left(), top, room.width(), first)
        _words(painter, name, row.name, body, _ink(opt, "text"))
        if said:
            under = QRect(room.left(), top + first, room.width(), second)
            _words(painter, under, said, small, _ink(opt, "muted"))

    def _paint_tag(self, painter: QPainter, room: QRect, row: Standing, font: QFont) -> None:
        look = LOOKS["problem" if row.needs == "ask again" else TAG_OF[row.came]]
        font = QFont(font)
        font.setBold(bool(look.ground))
        size = tag_size(row.short, QFontMetrics(font))
        left = room.left() - (0 if look.ground else scaled(8))  # quiet words begin where the others' boxes do
        box = QRect(left, room.center().y() - size.height() // 2, min(size.width(), room.width() + 8),
                    size.height())  # fmt: skip
        paint_tag(painter, box, row.short, look, font)

    def _paint_last(self, painter: QPainter, opt: QStyleOptionViewItem, row: Standing, text: str) -> None:
        """The button of a practice that is asked for, else its place on the line of all."""
        assert self._grid.places is not None
        place = self._grid.places.of.get(row.code)
        if text.endswith("…"):
            self._paint_button(painter, opt, text)
        elif place is not None:
            _paint_place(painter, opt, self._grid.places, place)

    def _paint_button(self, painter: QPainter, opt: QStyleOptionViewItem, text: str) -> None:
        shown, font = colours(), QApplication.font()
        wide = QFontMetrics(font).horizontalAdvance(text) + scaled(22)
        high = min(opt.rect.height() - 6, scaled(32))
        box = QRect(opt.rect.right() - wide - scaled(6), opt.rect.center().y() - high // 2, wide, high)
        painter.setPen(QPen(QColor(shown.field_border), 2))
        painter.setBrush(QColor(shown.card))
        painter.drawRoundedRect(QRectF(box), 4, 4)
        _words(painter, box, text, font, shown.text, Qt.AlignmentFlag.AlignCenter)


def _paint_place(painter: QPainter, opt: QStyleOptionViewItem, places: Places, place: Place) -> None:
    """The line, what is usual on it, last period's hollow dot and the full one of now."""
    shown = colours()
    line = QRectF(opt.rect).adjusted(scaled(_BESIDE), 0, -scaled(_BESIDE), 0)
    middle, ink = line.center().y(), _ink(opt, "blue_text")

    def x(share: float) -> float:
        return line.left() + share * line.width()

    painter.setPen(QPen(QColor(_ink(opt, "border")), 2))
    painter.drawLine(QRectF(line.left(), middle, line.width(), 0).topLeft(),
                     QRectF(line.left(), middle, line.width(), 0).topRight())  # fmt: skip
    if places.usual is not None:
        left, right = x(places.share(places.usual.lower)), x(places.share(places.usual.upper))
        painter.setPen(QPen(QColor(_ink(opt, "muted")), 1))
        painter.setBrush(QColor(shown.blue))
        painter.drawRect(QRectF(left, middle - scaled(6), right - left, scaled(12)))
    size = scaled(_DOT)
    for value, ground in ((place.before, shown.card), (place.now, ink)):
        if value is not None:
            painter.setPen(QPen(QColor(ink), 2))
            painter.setBrush(QColor(ground))
            at = x(places.share(value))
            painter.drawEllipse(QRectF(at - size / 2, middle - size / 2, size, size))


def _ink(opt: QStyleOptionViewItem, token: str) -> str:
    """A colour of the theme; in a contrast theme a row that is chosen has its own."""
    if in_contrast() and opt.state & QStyle.StateFlag.State_Selected:
        return opt.palette.highlightedText().color().name()
    return str(getattr(colours(), token))


def _words(
    painter: QPainter, room: QRect, text: str, font: QFont, ink: str, where: Qt.AlignmentFlag = _LEFT
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(room, int(where) | int(Qt.TextFlag.TextWordWrap), text)
