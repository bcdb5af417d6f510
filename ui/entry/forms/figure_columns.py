"""Where the parts of figure rows stand: one width for each column, which the head and all rows share."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from greenpractice.periods import Period
from ui.widgets import tokens
from ui.widgets.controls import words
from ui.widgets.spoken.hearing import silence
from ui.widgets.style import colours, scaled

TEXT, BOX, UNIT, LAST, BEFORE, ESTIMATED, NOTE = range(7)
COUNT = 7
LEAST = 600  # px at 100%: with less a row becomes label, box, and one line of what was before
BOX_WIDE = 96
_LAST_WIDE, _BEFORE_WIDE, _ESTIMATED_WIDE, _NOTE_WIDE = 70, 82, 100, 72  # px at 100%, with the gap before


@dataclass(frozen=True, slots=True)
class FigureColumns:
    """How wide the columns are, in pixels; the first takes what is left. 0: there is none."""

    unit: int
    last: int
    before: int

    def fit(self, grid: QGridLayout) -> None:
        """Give the columns of a grid these widths."""
        wide = {BOX: scaled(BOX_WIDE), UNIT: self.unit, LAST: self.last, BEFORE: self.before}
        wide |= {ESTIMATED: scaled(_ESTIMATED_WIDE), NOTE: scaled(_NOTE_WIDE)}
        for column in range(COUNT):
            grid.setColumnMinimumWidth(column, wide.get(column, 0))
            grid.setColumnStretch(column, 1 if column == TEXT else 0)


def columns_for(
    widget: QWidget, units: Sequence[str], last: Sequence[str], before: Sequence[str]
) -> FigureColumns:
    """Columns that hold these units and these figures of quarters before, in the font of this widget."""
    metrics = widget.fontMetrics()

    def widest(texts: Sequence[str]) -> int:
        return max((metrics.horizontalAdvance(text) for text in texts), default=0)

    gap = scaled(tokens.SPACE_2)
    return FigureColumns(
        widest(units) + 2 * gap,
        max(scaled(_LAST_WIDE), widest(last) + 2 * gap) if last else 0,
        max(scaled(_BEFORE_WIDE), widest(before) + 2 * gap) if before else 0,
    )


def earlier_words(period: Period) -> tuple[str, str]:
    """How the two columns of figures of before are headed: by a quarter before, and by a year."""
    return ("", "Last year") if period.is_year else ("Last quarter", "Same last year")


class RowsHead(QWidget):
    """The words above the columns, once for all rows, over a rule."""

    def __init__(self, section: str) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, tokens.SPACE_1 + tokens.HEAD_RULE)
        self._grid.setSpacing(0)
        self._labels = {
            column: words(said, "head", f"{section}-head-{column}")
            for column, said in {TEXT: "Figure", BOX: "", LAST: "", BEFORE: "", ESTIMATED: "Estimated",
                                 NOTE: "Note"}.items()
        }  # fmt: skip
        low = Qt.AlignmentFlag.AlignBottom
        for column, label in self._labels.items():
            silence(label)  # each figure tells what it is
            if column in (LAST, BEFORE):
                label.setAlignment(low | Qt.AlignmentFlag.AlignRight)
            elif column == ESTIMATED:
                label.setAlignment(low | Qt.AlignmentFlag.AlignHCenter)
            else:
                label.setAlignment(low)
            span = 2 if column == BOX else 1  # over box and unit
            self._grid.addWidget(label, 0, column, 1, span)
        self._labels[ESTIMATED].setWordWrap(False)

    def show_columns(self, columns: FigureColumns, period: Period) -> None:
        """Take these widths and the words of this period."""
        columns.fit(self._grid)
        self._labels[BOX].setText("This year" if period.is_year else "This quarter")
        for column, said, wide in zip(
            (LAST, BEFORE), earlier_words(period), (columns.last, columns.before), strict=True
        ):
            label: QLabel = self._labels[column]
            label.setText(said)
            label.setVisible(bool(wide))
            label.setFixedWidth(max(wide, 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rule = QColor(colours().field_border)
        painter.fillRect(0, self.height() - tokens.HEAD_RULE, self.width(), tokens.HEAD_RULE, rule)
        painter.end()
