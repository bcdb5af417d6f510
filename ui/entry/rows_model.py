"""The rows of any repeated section as a grid, from its declaration; the last, empty row starts a new one."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from greenpractice.carbon.carbon_words import spread_in_kg
from greenpractice.errors import Issue
from greenpractice.fields import FieldSpec, Kind
from greenpractice.lines import avoided_together
from greenpractice.numbers import NO_DATA, show_in_kg
from greenpractice.periods import day_of_period_words
from greenpractice.returns.entering import answer_meant, entered, in_chosen_unit, shown
from greenpractice.returns.headings import HeadedTable, read_headed
from greenpractice.returns.offered import answers_offered
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.texts import COPIED
from ui.entry.grid_model import (
    LEFT,
    RIGHT,
    Cell,
    GridModel,
    Index,
    Role,
    background,
    broken,
    foreground,
    mark_words,
)
from ui.session.edits import AddRow, Edit, KeptRow
from ui.session.flags import (
    is_estimated,
    mark_estimated,
    note_of,
    note_words,
    put_figures,
    put_note,
    says_estimated,
    with_flags,
)
from ui.session.workspace import Workspace
from ui.widgets.table_models import tell_all_anew

ESTIMATED, NOTE, KG, CHECK = "Estimated", "Note", "kg CO₂e", "Check"
_ROOT = QModelIndex()


class RowsModel(GridModel):
    """Columns: the section's fields (all, or those given in their order), then `extra` or the usual ones."""

    def __init__(
        self,
        workspace: Workspace,
        section: str,
        fields: Sequence[str] = (),
        first: int = 0,
        extra: Sequence[str] = (),
    ) -> None:
        super().__init__(workspace)
        self.section = section
        declared = SECTION_BY_KEY[section]
        self._specs = declared.fields
        self._avoids = declared.only_avoids
        self._only = frozenset(fields)  # empty where it has all fields of the section
        self.fields: list[tuple[str, FieldSpec]] = [
            (key, declared.fields[key]) for key in fields or declared.fields
        ]
        usual = (ESTIMATED, NOTE, *((KG,) if declared.lines else ()), CHECK)
        self.columns: list[str] = [*(spec.label for _, spec in self.fields), *(extra or usual)]
        self._first = first
        self.rows: list[KeptRow] = []
        self._kg: dict[int, str] = {}
        self._load()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows) + int(self.workspace.can_write)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Role.DisplayRole:
                return self._short(section)
            if role == Role.AccessibleTextRole:
                return " ".join(self._heading(section).split())
            if role == Role.ToolTipRole:
                is_field = section < len(self.fields)
                return (self.fields[section][1].hint if is_field else self.columns[section]) or None
            if role == Role.TextAlignmentRole:
                return RIGHT if self._is_number(section) else LEFT
        elif role == Role.DisplayRole and orientation == Qt.Orientation.Vertical:
            return str(section + 1) if section < len(self.rows) else "new"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.can_edit(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        can_mark = self.workspace.can_write and index.row() < len(self.rows)
        if can_mark and self.columns[index.column()] == ESTIMATED:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def can_edit(self, row: int, column: int) -> bool:
        if not self.workspace.can_write or not 0 <= row <= len(self.rows):
            return False
        return column < len(self.fields) or (self.columns[column] == NOTE and row < len(self.rows))

    def begins_at(self, row: int, column: int) -> tuple[int, int]:
        """At the first number that last quarter had, where the row is one that came along from it."""
        kept, before = self.kept_at(row), self.workspace.previous()
        came = is_estimated(kept) or note_of(kept).startswith(COPIED)  # a young survey is no estimate
        if kept is None or before is None or not came:
            return row, column
        had = {key for each in before.rows(self.section) for key in each}
        numbers = (n for n, (key, spec) in enumerate(self.fields) if spec.is_number and key in had)
        return row, next(numbers, column)

    def is_told_elsewhere(self, column: int) -> bool:
        return column >= len(self.fields) and self.columns[column] == NOTE

    def can_add(self, column: int) -> bool:
        return self.workspace.can_write and column < len(self.fields)

    def is_new(self, row: int) -> bool:
        return self.workspace.can_write and row == len(self.rows)

    def by_headings(self, block: Sequence[Sequence[str]]) -> HeadedTable | None:
        return read_headed(block, dict(self.fields))

    def choices(self, row: int, column: int) -> Sequence[str]:
        if column < len(self.fields):
            key, spec = self.fields[column]
            if spec.kind is Kind.CHOICE:
                offered = answers_offered(SECTION_BY_KEY[self.section], key, self.workspace.period)
                return list(offered.values())
            if spec.kind is Kind.YES_NO:
                return ["Yes", "No"]
        return ()

    def answer_meant(self, row: int, column: int, typed: str) -> str | None:
        return answer_meant(self.fields[column][1], typed) if self.choices(row, column) else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if not index.isValid():
            return None
        kept = self.rows[row] if row < len(self.rows) else None
        name = self.columns[column]
        match role:
            case Role.DisplayRole:
                return self._drawn(kept, row, column)
            case Role.EditRole:
                return self._typed(kept, column)
            case Role.TextAlignmentRole:
                return RIGHT if self._is_number(column) else LEFT
            case Role.CheckStateRole if name == ESTIMATED and kept is not None:
                unmarked = Qt.CheckState.Unchecked if self.workspace.can_write else None
                return Qt.CheckState.Checked if is_estimated(kept) else unmarked
            case Role.BackgroundRole:
                return background(self._issues(row, column))
            case Role.ForegroundRole:
                return foreground(self._issues(row, column))
            case Role.ToolTipRole:
                return self._tip(kept, row, column) or None
            case Role.AccessibleTextRole:
                return self._spoken(kept, row, column)
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role == Role.CheckStateRole and index.row() < len(self.rows):
            checked = Qt.CheckState(value) == Qt.CheckState.Checked
            kept = self.rows[index.row()]
            edits = mark_estimated(self.section, kept, None, checked)
            self.workspace.apply_step(edits, "Mark as estimated" if checked else "Mark as not estimated")
            return True
        return super().setData(index, value, role)

    def put(self, cells: Sequence[Cell], title: str) -> int:
        edits: list[Edit] = []
        by_row: dict[int, dict[int, str]] = defaultdict(dict)
        taken = [cell for cell in cells if self.can_edit(min(cell[0], len(self.rows)), cell[1])]
        for row, column, text in taken:
            if row < len(self.rows) or text.strip():
                by_row[row][column] = text
        for row, texts in sorted(by_row.items()):
            edits += self._row_edits(row, texts)
        lost = self.workspace.apply_counted(edits, title or self._title(cells))
        return max(0, len(taken) - lost)

    def reload(self) -> None:
        """Rows come and go in their own places, so that the place where somebody stands stays theirs."""
        rows = list(self.workspace.rows(self.section)[self._first :])
        self._name_saved(rows)
        old, new = [row.id for row in self.rows], [row.id for row in rows]
        staying = set(old) & set(new)
        if [each for each in old if each in staying] != [each for each in new if each in staying]:
            self.beginResetModel()
            self._load()
            self.endResetModel()
            return
        self._take_away(set(new))
        self._bring_in(rows)
        self._load()
        tell_all_anew(self)
        if old != new and self.rowCount():
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def place_key(self, row: int) -> object:
        return self.rows[row].id if 0 <= row < len(self.rows) else None

    def row_of(self, key: object) -> int | None:
        return next((number for number, row in enumerate(self.rows) if row.id == key), None)

    def place_of(self, row_id: int | None, field: str | None) -> tuple[int, int] | None:
        names = [key for key, _ in self.fields]
        column = names.index(field) if field in names else 0
        ids = [row.id for row in self.rows]
        return (ids.index(row_id), column) if row_id in ids else None

    def kept_at(self, row: int) -> KeptRow | None:
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def field_at(self, column: int) -> str | None:
        return self.fields[column][0] if 0 <= column < len(self.fields) else None

    @property
    def takes_marks(self) -> bool:
        return ESTIMATED in self.columns

    @property
    def note_column(self) -> int:
        return self.columns.index(NOTE)

    def position(self, row: int) -> int | None:
        """The place of a row in its section, counted from 0; None for the empty last one."""
        return row + self._first if row < len(self.rows) else None

    def _load(self) -> None:
        self.rows = list(self.workspace.rows(self.section)[self._first :])
        self._kg = self._avoided_kg() if self._avoids else self._line_kg()

    def _line_kg(self) -> dict[int, str]:
        found: dict[int, Decimal] = {}
        for line in self.workspace.own_footprint().lines:
            if line.section == self.section:
                found[line.row] = found.get(line.row, Decimal(0)) + line.kg
        return {row: show_in_kg(kg) for row, kg in found.items()}

    def _avoided_kg(self) -> dict[int, str]:
        """Estimates, each with its range."""
        avoided = [item for item in self.workspace.own_footprint().avoided if item.section == self.section]
        rows = {
            item.row: avoided_together(each for each in avoided if each.row == item.row) for item in avoided
        }
        return {row: spread_in_kg(spread) for row, spread in rows.items() if spread is not None}

    def _name_saved(self, rows: Sequence[KeptRow]) -> None:
        """A row that waited to be saved has an id of its own now: the same row, in the same place."""
        known = {row.id for row in self.rows}
        for number, (row, new) in enumerate(zip(self.rows, rows, strict=False)):
            if row.id < 0 and new.id not in known:
                self.rows[number] = new

    def _take_away(self, staying: set[int]) -> None:
        for number in reversed(range(len(self.rows))):
            if self.rows[number].id not in staying:
                self.beginRemoveRows(_ROOT, number, number)
                del self.rows[number]
                self.endRemoveRows()

    def _bring_in(self, rows: Sequence[KeptRow]) -> None:
        """At the end the empty row becomes the row that came, and the next empty one stands below it."""
        for number, row in enumerate(rows):
            if number < len(self.rows) and self.rows[number].id == row.id:
                continue
            at_end = number == len(self.rows) and self.workspace.can_write
            place = number + int(at_end)
            self.beginInsertRows(_ROOT, place, place)
            self.rows.insert(number, row)
            self.endInsertRows()

    def _row_edits(self, row: int, texts: dict[int, str]) -> list[Edit]:
        figures = {
            self.fields[column][0]: entered(self.fields[column][1], text)
            for column, text in texts.items()
            if column < len(self.fields)
        }
        if row >= len(self.rows):
            given = {key: text for key, text in in_chosen_unit(self._specs, {}, figures).items() if text}
            return [AddRow(self.section, given)] if given else []
        kept = self.rows[row]
        figures = in_chosen_unit(self._specs, kept.figures, figures)
        edits = put_figures(self.section, kept, figures)
        kept = with_flags(kept, edits)
        after = len(self.fields)  # a field may be called Note too
        notes = [text for column, text in texts.items() if column >= after and self.columns[column] == NOTE]
        return edits + (put_note(self.section, kept, None, notes[0]) if notes else [])

    def _title(self, cells: Sequence[Cell]) -> str:
        return f"Change {self.columns[cells[0][1]].lower()}" if len(cells) == 1 else "Change figures"

    def _heading(self, column: int) -> str:
        if column < len(self.fields):
            spec = self.fields[column][1]
            return f"{spec.label}, {spec.measured_in}" if spec.measured_in else spec.label
        name = self.columns[column]
        return f"{name} avoided" if name == KG and self._avoids else name

    def _short(self, column: int) -> str:
        """The heading as it stands over the column: "Est." as over the inhalers, so that kg has room."""
        return "Est." if self.columns[column] == ESTIMATED else broken(self._heading(column))

    def _is_number(self, column: int) -> bool:
        name = self.columns[column]
        return name == KG if column >= len(self.fields) else self.fields[column][1].is_number

    def _typed(self, kept: KeptRow | None, column: int) -> str:
        if kept is None:
            return ""
        if column < len(self.fields):
            key, spec = self.fields[column]
            return shown(spec, kept.figures[key]) if key in kept.figures else ""
        return note_of(kept) if self.columns[column] == NOTE else ""

    def _drawn(self, kept: KeptRow | None, row: int, column: int) -> str:
        """As in a column: a day with three letters of its month, without a year that goes without saying.

        It is said and typed in full.
        """
        if kept is not None and column < len(self.fields):
            key, spec = self.fields[column]
            day = spec.value(kept.figures.get(key, "")) if spec.kind is Kind.DAY else None
            if isinstance(day, date):
                return day_of_period_words(day, self.workspace.period)
        return self._shown(kept, row, column)

    def _shown(self, kept: KeptRow | None, row: int, column: int) -> str:
        name = self.columns[column]
        if column < len(self.fields) or kept is None:
            return self._typed(kept, column)
        if name == NOTE:
            return note_words(kept)
        if name == KG:
            return self._kg.get(row + self._first, NO_DATA)
        return mark_words(self.issues_at(self.position(row), None)) if name == CHECK else ""

    def is_about(self, issue: Issue) -> bool:
        """With some fields of a section only: what others of its first row are asked stands in their form."""
        in_form = bool(self._only) and issue.row == 0 and issue.field not in {None, *self._only}
        return super().is_about(issue) and not in_form

    def _tip(self, kept: KeptRow | None, row: int, column: int) -> str:
        is_note = self.is_told_elsewhere(column)
        return note_words(kept) if is_note else self.words_of(self._issues(row, column))

    def _issues(self, row: int, column: int) -> list[Any]:
        if column >= len(self.fields):
            return []
        return self.issues_at(self.position(row), self.fields[column][0])

    def _spoken(self, kept: KeptRow | None, row: int, column: int) -> str:
        where = f"row {row + 1}" if kept is not None else "new row"
        value = self._shown(kept, row, column) or ("No data" if column < len(self.fields) else "nothing")
        if self.columns[column] == ESTIMATED:
            value = "yes" if is_estimated(kept) else "no"
        mark = mark_words(self._issues(row, column)).lower()
        spoken = [where, self._heading(column), value]
        if kept is not None and column < len(self.fields) and says_estimated(kept, *self.fields[column]):
            spoken.append("estimated")
        return ", ".join([*spoken, mark] if mark else spoken)
