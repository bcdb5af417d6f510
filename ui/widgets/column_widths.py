"""How wide the columns of a grid stand: as its words ask for, and where room is short the wordy ones wrap."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from ui.widgets.style import scaled

_PADDING = 20  # around a text, and for the ring of the focus
_NARROW = 60  # the least of an empty column of words, at the usual text size
_WORDY = 260  # the widest a column of words stands before it wraps, at the usual text size
_HORIZONTAL = Qt.Orientation.Horizontal


def fit_columns(grid: QTableView, least: list[int], wordy: Collection[int]) -> bool:
    """Give every column the width of its heading and texts; False where they have not all room in one line.

    `least` holds a width for each column at the usual text size, which empty ones have. Columns in `wordy`
    share what is left over, or give way where it is short, down to their longest word.
    """
    shown = [column for column in range(len(least)) if not grid.isColumnHidden(column)]
    texts = {column: _texts(grid, column) for column in shown}
    wide = {
        column: max(_asked(grid, column, texts[column], column in wordy), scaled(least[column]))
        for column in shown
    }
    room = grid.viewport().width()
    giving = [column for column in shown if column in wordy]
    over = sum(wide.values()) - room
    has_room = over <= 0
    floors = {
        column: max(width_of_words(grid, column, texts[column]), scaled(min(least[column], _NARROW)))
        for column in giving
    }
    giving.sort(key=lambda column: wide[column] - floors[column])  # who can give least is asked first
    for number, column in enumerate(giving):
        share = over // (len(giving) - number)
        given = max(wide[column] - share, floors[column]) if over > 0 else wide[column] - share
        over -= wide[column] - given
        wide[column] = given
    for column, width in wide.items():
        if grid.columnWidth(column) != width:
            grid.setColumnWidth(column, width)
    return has_room


def _asked(grid: QTableView, column: int, texts: Sequence[str], wordy: bool) -> int:
    longest = max(map(grid.fontMetrics().horizontalAdvance, texts), default=0) + _PADDING
    return max(_heading(grid, column), min(longest, scaled(_WORDY)) if wordy else longest)


def width_of_words(grid: QTableView, column: int, texts: Sequence[str]) -> int:
    """The width of the longest word of a column with these texts, below which one that wraps would be cut."""
    words = {word for text in texts for word in text.split()}
    longest = max(map(grid.fontMetrics().horizontalAdvance, words), default=0) + _PADDING
    return max(_heading(grid, column), min(longest, scaled(_WORDY)))


def _heading(grid: QTableView, column: int) -> int:
    metrics = grid.horizontalHeader().fontMetrics()  # of the usual weight; headings are bold
    lines = str(grid.model().headerData(column, _HORIZONTAL)).split("\n")
    return max(metrics.horizontalAdvance(line) for line in lines) * 11 // 10 + _PADDING


def _texts(grid: QTableView, column: int) -> list[str]:
    model = grid.model()
    return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]
