"""What tables show: the model of those that are read, and what every model tells when only texts changed."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from greenpractice.cells import Value, in_order, value_of
from ui.widgets.sorting import AS_GIVEN, HOW_TO_SORT, Sorting, asked_for

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LONG_WORD = 16  # letters


def tell_all_anew(model: QAbstractTableModel) -> None:
    """Say that every cell may look different; nothing where there is no cell, as Qt takes no empty range."""
    _tell(model, range(model.rowCount()), range(model.columnCount()))


def tell_rows_anew(model: QAbstractTableModel, rows: Sequence[int]) -> None:
    """Say that these rows may look different, in their order: the others are not drawn again."""
    first = 0
    for place, row in enumerate(rows):
        if place + 1 == len(rows) or rows[place + 1] != row + 1:
            _tell(model, rows[first : place + 1], range(model.columnCount()))
            first = place + 1


def tell_column_anew(model: QAbstractTableModel, column: int) -> None:
    """Say that a column may look different in every row."""
    _tell(model, range(model.rowCount()), (column,))


def _tell(model: QAbstractTableModel, rows: Sequence[int], columns: Sequence[int]) -> None:
    if rows and columns:
        model.dataChanged.emit(model.index(rows[0], columns[0]), model.index(rows[-1], columns[-1]))


class FigureModel(QAbstractTableModel):
    """Texts in rows; numbers stand to the right, and a screen reader hears the column with each cell.

    Rows are known by the numbers they were given with, wherever `sorting` puts them.
    """

    def __init__(self, *, sorts: bool = True) -> None:
        super().__init__()
        self.sorts = sorts
        self.sorting: Sorting | None = None
        self._headers: tuple[str, ...] = ()
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._order: Sequence[int] = ()  # of each row that is shown, the number it was given with
        self._pinned: frozenset[int] = frozenset()
        self._numbers: frozenset[int] = frozenset()
        self._ticks: dict[int, bool] = {}

    def show_rows(
        self,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        numbers: Collection[int],
        ticks: Mapping[int, bool] | None = None,
        pinned: Collection[int] = (),
    ) -> None:
        """Show these rows instead; `numbers` are the columns that hold numbers.

        `ticks` are the rows that have a box to tick, in the last column, and whether it is ticked; rows that
        are `pinned` keep their places. The order that was chosen stays while its column is there.
        """
        self.beginResetModel()
        by = self.sorting
        if by is not None and self._headers[by.column] != dict(enumerate(headers)).get(by.column):
            self.sorting = None
        self._headers, self._numbers = tuple(headers), frozenset(numbers)
        self._rows, self._ticks = tuple(tuple(each) for each in rows), dict(ticks or {})
        self._pinned = frozenset(pinned)
        self._order = self._ordered()
        self.endResetModel()

    def change_rows(self, rows: Sequence[Sequence[str]], ticks: Mapping[int, bool]) -> None:
        """Other words in as many rows, where the reader stands at one of them and stays there."""
        self._rows, self._ticks = tuple(tuple(each) for each in rows), dict(ticks)
        tell_all_anew(self)

    def sort_by(self, column: int | None) -> None:
        """Put the rows in the order that a heading asks for; None: as they were given."""
        self.layoutAboutToBeChanged.emit()
        places = self.persistentIndexList()
        given = [self._order[index.row()] for index in places]
        self.sorting = None if column is None else asked_for(self.sorting, column, self.values(column))
        self._order = self._ordered()
        now = {number: row for row, number in enumerate(self._order)}
        moved = [self.index(now[n], index.column()) for n, index in zip(given, places, strict=True)]
        self.changePersistentIndexList(places, moved)
        self.layoutChanged.emit()

    def _ordered(self) -> Sequence[int]:
        by = self.sorting
        if by is None:
            return range(len(self._rows))
        return in_order(self.values(by.column), self.values(0), by.backwards, self._pinned)

    def values(self, column: int) -> list[Value | None]:
        """By what a column is sorted, of the rows as they were given."""
        return [value_of(row[column]) for row in self._rows]

    @property
    def order(self) -> Sequence[int]:
        """The rows as they are shown, by the numbers they were given with."""
        return self._order

    @property
    def numbers(self) -> frozenset[int]:
        """The columns that hold numbers."""
        return self._numbers

    @property
    def sorting_words(self) -> str:
        """The order of the rows, as it is said."""
        by = self.sorting
        if by is None:
            return AS_GIVEN
        what = _in_line(self._headers[by.column]) or "the first column"
        return f"sorted by {what}, {by.words}"

    @property
    def has_ticks(self) -> bool:
        """True if rows have a box to tick."""
        return bool(self._ticks)

    def texts(self, column: int) -> list[str]:
        """The texts of a column, as they are shown."""
        return [self._rows[number][column] for number in self._order]

    def as_text(self, rows: Collection[int] | None = None) -> str:
        """The headers and these rows (None: all) as they are shown, as a spreadsheet takes them."""
        wanted = [self._rows[number] for n, number in enumerate(self._order) if rows is None or n in rows]
        return "\n".join("\t".join(cells) for cells in (self._headers, *wanted))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        number, last = self._order[index.row()], len(self._headers) - 1
        text = self._rows[number][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(text)
        ticked = self._ticks.get(number) if index.column() == last else None
        if role == Qt.ItemDataRole.CheckStateRole and ticked is not None:
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            first, title = self._rows[number][0], self._headers[index.column()]
            if ticked is not None:
                text = f"{'ticked' if ticked else 'not ticked'}, {text}"
            said = text if index.column() == 0 else f"{first}, {title}: {text or 'not applicable'}"
            return " ".join(said.split())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in self._numbers else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:  # a word that is wider than its column is cut
            return text if max(map(len, text.split()), default=0) > _LONG_WORD else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self._headers):
            return None
        sorting = self.sorting if self.sorting and self.sorting.column == section else None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self._headers[section]}{'' if sorting is None else sorting.arrow}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = _in_line(self._headers[section])
            return said if sorting is None else f"{said}, sorted, {sorting.words}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return HOW_TO_SORT if self.sorts else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in self._numbers else _LEFT
        return None


def _in_line(heading: str) -> str:
    return heading.replace("\n", " ")
