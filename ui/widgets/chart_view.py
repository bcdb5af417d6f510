"""A chart on a page: its sentence, the picture with rows one can pick, and the same figures as a table."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from greenpractice.charts.geometry import Bounds, Chart, table_of
from greenpractice.charts.sheet import NARROWEST, message
from ui.widgets import tokens
from ui.widgets.chart_picture import chart_image, in_theme, paint_chart
from ui.widgets.controls import announce, button, card, row, set_look, words
from ui.widgets.figure_table import FigureTable
from ui.widgets.spoken.hearing import ChartHeard, heard_as
from ui.widgets.style import colours, scaled

Make = Callable[[float, float], Chart]  # from a width and a text size in pixels
_NARROWEST = 220  # a chart shrinks its text rather than be cut; the table has it at full size
_PADDING, _SMALL_PADDING = 12, 4  # px around a picture: a mark at its edge has room
_TABLE, _CHART = "Table", "Chart"
_NEXT = (Qt.Key.Key_Down, Qt.Key.Key_Right)
_PREVIOUS = (Qt.Key.Key_Up, Qt.Key.Key_Left)
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@heard_as(ChartHeard)
class Picture(QWidget):
    """The shapes of a chart on the ground of its card; its spots are picked by mouse or keys."""

    picked = Signal(int)  # row of the table

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.is_small = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_NARROWEST)
        self._make: Make = _nothing
        self.chart = self._made()
        self.current: int | None = None
        self._pickable, self._by_keys = False, True

    def set_make(self, make: Make) -> None:
        """Show another chart."""
        self._make = make
        self.current = None
        self.lay_out()

    def set_pickable(self, pickable: bool, *, by_keys: bool = True) -> None:
        """Say whether spots can be picked, by mouse and by keys."""
        self._pickable, self._by_keys = pickable, by_keys
        self._take_part()

    def lay_out(self) -> None:
        """Lay the chart out for the width there is."""
        self.chart = self._made()
        self.setFixedHeight(round(self.chart.height) + 2 * self._padding)
        self.setAccessibleName(self.chart.alt or self.chart.title)  # the title stands above it as a heading
        self._take_part()
        self.update()

    def text_size(self) -> float:
        """The size of the chart's text: the body's, or what the width allows."""
        wanted = tokens.SMALL if self.is_small else tokens.BODY
        return min(float(scaled(wanted)), self._room() / NARROWEST)

    @property
    def _padding(self) -> int:
        return _SMALL_PADDING if self.is_small else _PADDING

    def _made(self) -> Chart:
        return self._make(self._room(), self.text_size())

    def _room(self) -> float:
        return float(max(self.width() - 2 * self._padding, 200))

    def _take_part(self) -> None:
        pickable = self._pickable and bool(self.chart.spots)
        by_keys = pickable and self._by_keys
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if by_keys else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if pickable else Qt.CursorShape.ArrowCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours().card))
        painter.translate(self._padding, self._padding)
        paint_chart(painter, self.chart, in_theme)
        if self.hasFocus() and self.current is not None:
            self._paint_focus(painter, self.chart.spots[self.current])
        painter.end()

    def _paint_focus(self, painter: QPainter, spot: Bounds) -> None:
        """Yellow and black, as everywhere the focus is."""
        area = QRectF(spot.left, spot.top, spot.right - spot.left, spot.bottom - spot.top)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        shown = colours()
        for colour, thickness in ((shown.on_focus, 6), (shown.focus, 3)):
            painter.setPen(QPen(QColor(colour), thickness))
            painter.drawRect(area)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        x, y = at.x() - self._padding, at.y() - self._padding
        for number, spot in enumerate(self.chart.spots if self._pickable else ()):
            if spot.left <= x <= spot.right and spot.top <= y <= spot.bottom:
                self._go_to(number)
                self.picked.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current, last = self.current or 0, len(self.chart.spots) - 1
        if event.key() in _NEXT and last >= 0:
            self._go_to(min(current + 1, last))
        elif event.key() in _PREVIOUS and last >= 0:
            self._go_to(max(current - 1, 0))
        elif event.key() in _OPEN and self.current is not None:
            self.picked.emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.chart.spots and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._go_to(self.current or 0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _go_to(self, number: int) -> None:
        self.current = number
        announce(self, ", ".join(self.chart.table.shown()[number]))
        self.update()


class ChartView(QWidget):
    """Title, subtitle, picture or table, and a copy of what is shown, for a letter or a spreadsheet.

    A page may put more below them into `body`, or beside its title into `heading`.
    """

    picked = Signal(int)  # row of the chart's table, where the page has something to say about it

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.picture = Picture(f"{name}-picture")
        self.table = FigureTable(f"{name}-table", "")
        self.title = words("", "card", f"{name}-title")
        self.subtitle = words("", "hint", f"{name}-subtitle")
        self.switch = button(_TABLE, f"{name}-switch", self._switch, "beside", icon="table")
        self.copy = button("Copy", f"{name}-copy", self.copy_shown, "beside", icon="copy")
        self.picture.picked.connect(self.picked)
        self.table.picked.connect(self._pick)
        self._frame, self.body = card()
        self.heading = heading = row(self.title, self.switch, self.copy, stretch=False)
        heading.setStretch(0, 1)
        for each in (self.switch, self.copy):
            heading.setAlignment(each, Qt.AlignmentFlag.AlignTop)
        heading.setSpacing(tokens.SPACE_1)
        self.body.addLayout(heading)
        for part in (self.subtitle, self.picture, self.table):
            self.body.addWidget(part)
        self.body.addStretch(1)  # in a place that is higher all stands at its top
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._frame, 1)
        self.table.hide()
        self._pickable = False

    @property
    def chart(self) -> Chart:
        """The chart as it is laid out now."""
        return self.picture.chart

    def be_plain(self) -> None:
        """Stand without a card of its own in another one."""
        set_look(self._frame, "look", "")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(tokens.SPACE_1)

    def show_chart(self, make: Make, *, pickable: bool = False) -> None:
        """Show a chart; with `pickable` a click or Enter on a bar tells its row."""
        self.picture.set_make(make)
        self._pickable = pickable
        self.picture.set_pickable(pickable)
        chart = self.picture.chart
        self.title.setText(chart.title)
        self.subtitle.setText(chart.subtitle)
        self.table.setAccessibleName(f"{chart.title}, as a table")
        numbers = [column for column, unit in enumerate(chart.table.units) if unit]
        self.table.show_rows(chart.table.headers, chart.table.shown(), numbers, pinned=chart.table.totals)
        self._name_buttons()

    def be_small(self, is_small: bool) -> None:
        """One of several that stand beside each other: less around it, and smaller words in the picture."""
        self.picture.is_small = is_small
        down, across = (tokens.SPACE_2, tokens.SPACE_3) if is_small else (
            tokens.IN_CARD_DOWN, tokens.IN_CARD_ACROSS,
        )  # fmt: skip
        self.body.setContentsMargins(across, down, across, down)
        self.body.setSpacing(0 if is_small else tokens.SPACE_2)
        set_look(self.title, "look", "small card" if is_small else "card")
        set_look(self.subtitle, "look", "small" if is_small else "hint")

    def show_as_table(self, as_table: bool) -> None:
        """Show the figures instead of the picture, or the picture again."""
        self.table.setVisible(as_table)
        self.picture.setVisible(not as_table)
        self.switch.setText(_CHART if as_table else _TABLE)
        self.switch.show_icon("chart-bar" if as_table else "table", "accent")
        self._name_buttons()

    def copy_shown(self) -> None:
        """Put what is shown on the clipboard: the picture, or the figures."""
        if self.table.isHidden():
            self.copy_chart()
        else:
            self.copy_table()

    def copy_table(self) -> None:
        """Put the exact figures on the clipboard in the order they are shown, as a spreadsheet takes them."""
        head, *figures = self.chart.table.copied()
        rows = [head, *(figures[number] for number in self.table.figures.order)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in rows))
        self._say("Table copied")

    def copy_chart(self) -> None:
        """Put the picture on the clipboard with its words, for a letter or a slide."""
        # Mime data of our own would be freed twice when the program ends.
        QGuiApplication.clipboard().setImage(chart_image(self.chart, self.picture.text_size()))
        self._say("Chart copied")

    def _say(self, done: str) -> None:
        self.copy.setText("Copied")
        announce(self, done)

    def _name_buttons(self) -> None:
        self.copy.setText("Copy")
        what = "chart" if self.table.isHidden() else "table"
        other = "table" if self.table.isHidden() else "chart"
        self.switch.setAccessibleName(f"Show as {other}: {self.chart.title}")
        self.copy.setAccessibleName(f"Copy {what}: {self.chart.title}")

    def _pick(self, number: int) -> None:
        if self._pickable:
            self.picked.emit(number)

    def _switch(self) -> None:
        self.show_as_table(self.table.isHidden())


def _nothing(width: float, text_size: float) -> Chart:
    return message("", "", [], width, text_size, table_of((), ()))
