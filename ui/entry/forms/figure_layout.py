"""How the parts of one figure stand: as a row of a table, or under each other where there is little room."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.entry.forms.figure_columns import (
    BEFORE,
    BOX,
    COUNT,
    ESTIMATED,
    LAST,
    NOTE,
    TEXT,
    UNIT,
    FigureColumns,
)
from ui.widgets import tokens
from ui.widgets.controls import words
from ui.widgets.spoken.hearing import silence
from ui.widgets.style import scaled

ROW_HIGH = 54  # px at 100%, at least
_BETWEEN_WORDS = 2  # px
_NAME_AND_PROBLEM = 2  # the words of a figure without a hint
_ABOVE = tokens.SPACE_2
_TOP, _RIGHT, _MIDDLE = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a figure was before, as it is shown, "" where it had no value; None: nothing is known of then."""

    last: str | None = None
    before: str | None = None

    @property
    def words(self) -> str:
        """In one line."""
        said = [
            f"{when} {text}"
            for when, text in (("last quarter", self.last), ("last year", self.before))
            if text
        ]
        return ", ".join(said)


class EarlierFigures:
    """The two cells of a row and the one line that says the same."""

    def __init__(self, name: str) -> None:
        self.last = words("", "hint", f"{name}-last-quarter")
        self.before = words("", "hint", f"{name}-last-year")
        self.line = words("", "small", f"{name}-context")
        for cell in (self.last, self.before):
            silence(cell)  # its box tells it
            cell.setWordWrap(False)
            cell.setAlignment(_RIGHT | Qt.AlignmentFlag.AlignVCenter)

    def show(self, earlier: Earlier, *, in_row: bool) -> None:
        """Show them as cells or as the line, each only where something is known."""
        for cell, text, when in (
            (self.last, earlier.last, "Last quarter"),
            (self.before, earlier.before, "Same quarter last year"),
        ):
            cell.setText(text or "–")
            cell.setAccessibleName(f"{when}: {text or 'no data'}")
            cell.setVisible(in_row and text is not None)
        said = earlier.words
        self.line.setText(said[:1].upper() + said[1:])
        self.line.setVisible(bool(said) and not in_row)


@dataclass(frozen=True, slots=True)
class FigureParts:
    """What a figure is made of. `answer` is its box, or all its answers, which then `is_choice`.

    `fills`: the box is as wide as its place.
    """

    text: Sequence[QLabel]
    answer: QWidget
    is_choice: bool
    fills: bool
    unit: QLabel
    earlier: EarlierFigures
    estimated: QWidget
    note: QWidget
    below: Sequence[QWidget]


class FigureLayout:
    """The layout of a figure; its parts come to their places in the order of reading."""

    def __init__(self, field: QWidget, parts: FigureParts) -> None:
        self._field, self._parts = field, parts
        self._grid = QGridLayout(field)
        self._grid.setSpacing(0)
        self._words = QWidget()
        self._down = QVBoxLayout(self._words)
        self._down.setSpacing(_BETWEEN_WORDS)
        for label in parts.text:
            self._down.addWidget(label)
        for cell in (parts.earlier.last, parts.earlier.before):  # in no layout yet
            cell.setParent(field)
        self._room, self._above, self._is_row = 0, 0, False
        self.indent(0)

    def indent(self, pixels: int) -> None:
        """Leave room for a bar at the left: of a row's words, or of all that stands under each other."""
        self._room = pixels
        self._down.setContentsMargins(pixels if self._is_row else 0, 0, tokens.SPACE_3, 0)
        self._grid.setContentsMargins(0 if self._is_row else pixels, self._above, 0, self._above)

    def as_row(self, columns: FigureColumns) -> None:
        """In the columns of a table."""
        parts = self._parts
        self._begin(_ABOVE, scaled(ROW_HIGH), is_row=True)
        columns.fit(self._grid)
        alone = len(parts.text) == _NAME_AND_PROBLEM and not parts.is_choice
        where = Qt.AlignmentFlag.AlignVCenter if alone else _TOP
        self._grid.addWidget(self._words, 0, TEXT, where)
        high = parts.answer.sizeHint().height()
        marks = 0
        if parts.is_choice:
            self._grid.addWidget(parts.answer, 0, BOX, 1, COUNT - BOX, _TOP)
            marks, high = 1, 0
        else:
            self._grid.addWidget(parts.answer, 0, BOX, _TOP)
            self._add(parts.unit, 0, UNIT, high)
        for cell, column, wide in (
            (parts.earlier.last, LAST, columns.last),
            (parts.earlier.before, BEFORE, columns.before),
        ):
            cell.setFixedWidth(max(wide, 1))
            self._add(cell, marks, column, high)
        self._add(parts.estimated, marks, ESTIMATED, high, _TOP | _MIDDLE)
        self._add(parts.note, marks, NOTE, high)
        self._add_below(marks + 1)

    def as_lines(self) -> None:
        """Label, hint, what is wrong, box with its marks, and one line of what was before."""
        parts = self._parts
        self._begin(tokens.SPACE_2, 0, is_row=False)
        for column in range(COUNT):
            self._grid.setColumnMinimumWidth(column, 0)
            self._grid.setColumnStretch(column, 1 if column == COUNT - 1 else 0)
        self._grid.addWidget(self._words, 0, 0, 1, COUNT)
        wide = parts.is_choice or parts.fills
        self._grid.addWidget(parts.answer, 1, 0, 1, COUNT if wide else 1)
        if not parts.is_choice:
            self._grid.addWidget(parts.unit, 1, 1)
        marks = 2 if wide else 1
        self._grid.addWidget(parts.estimated, marks, 2)
        self._grid.addWidget(parts.note, marks, 3)
        self._grid.addWidget(parts.earlier.line, marks + 1, 0, 1, COUNT)
        self._add_below(marks + 2)

    def _begin(self, above: int, least: int, *, is_row: bool) -> None:
        self._field.setMinimumHeight(least)
        self._above, self._is_row = above, is_row
        self.indent(self._room)
        for part in self._placed():
            self._grid.removeWidget(part)

    def _placed(self) -> list[QWidget]:
        """What stands in the layout.

        It is taken out by name: an item that is taken out and lives on keeps Qt from asking the next one of
        the same widget again how high its words are.
        """
        items = [self._grid.itemAt(number) for number in range(self._grid.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if widget is not None]

    def _add(self, part: QWidget, row: int, column: int, high: int, where: Qt.AlignmentFlag = _TOP) -> None:
        part.setMinimumHeight(high)  # its words stand in the middle of the box beside them
        self._grid.addWidget(part, row, column, where)

    def _add_below(self, row: int) -> None:
        for number, part in enumerate(self._parts.below):
            self._grid.addWidget(part, row + number, 0, 1, COUNT)
