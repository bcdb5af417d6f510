"""The inhaler grid: products in their groups, last quarter beside this one, kg as figures come in."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from greenpractice.cells import Value, in_order
from greenpractice.facts.inhalers import GROUPS, Inhalers, group, load_inhalers
from greenpractice.numbers import exact
from greenpractice.phrases import counted
from greenpractice.prescribing.naming import short_name
from greenpractice.returns.documents import RawRow
from greenpractice.returns.entering import entered
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.inhalers import name_and_code
from ui.entry.grid_model import LEFT, RIGHT, Cell, GridModel, Index, Role, background, foreground, mark_words
from ui.inhalers import inhaler_columns as at
from ui.inhalers.inhaler_cells import is_published, typed, value_in, where_from, words_in
from ui.inhalers.inhaler_entry import Entry, edits_of, known_by
from ui.inhalers.inhaler_order import Show, found, kinds_of
from ui.inhalers.inhaler_rows import ProductRows
from ui.inhalers.inhaler_words import total_of
from ui.inhalers.named_block import has_names
from ui.inhalers.published import PUBLISHED
from ui.inhalers.remarks import TAGS_ROLE, remarks_in, tags_of
from ui.session.edits import Edit, KeptRow
from ui.session.flags import (
    is_estimated,
    mark_estimated,
)
from ui.session.marking import FigurePast
from ui.session.workspace import Workspace
from ui.widgets import tokens
from ui.widgets.sorting import HOW_TO_SORT, Sorting, asked_for
from ui.widgets.style import colours, scaled
from ui.widgets.table_models import tell_column_anew, tell_rows_anew

_ROOT = QModelIndex()
BAR_ROLE = Role.UserRole + 1  # how long the bar of a cell is, in thousandths of the longest; None without one


class InhalerModel(GridModel):
    """`show` narrows to some products, `find` to those with a name or code; `sorting` drops the groups.

    Who is typing keeps what they see: a figure neither moves its product to another place nor out of sight.
    Products are narrowed and put in order anew when that is asked for, and for another quarter.
    """

    section = "inhalers"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._inhalers: Inhalers = load_inhalers()
        self._specs = SECTION_BY_KEY["inhalers"].fields
        self.show, self.find = Show.ALL, ""
        self.sorting: Sorting | None = None
        self.counts: Counter[Show] = Counter()  # products of each choice
        self.entries: list[Entry] = []
        self._products = ProductRows(workspace)
        self._kinds: dict[str | None, tuple[Entry, bool, frozenset[Show]]] = {}  # of each code
        self._places: dict[str, int] = {}  # of each code, where products are sorted
        self._drawn: list[tuple[object, ...]] = []  # what each row is drawn from, but for the longest bar
        self._drawn_most = Decimal(0)
        self._codes: dict[int, str] = {}  # of every row ever shown: undo shows the place of one that is gone
        self._shown_of = workspace.key  # the return whose products are shown
        self._load(anew=True)

    def narrow(self, show: Show, find: str) -> None:
        """Show fewer products, or all."""
        self.beginResetModel()
        self.show, self.find = show, find.strip().casefold()
        self._load(anew=True)
        self.endResetModel()

    def sort_by(self, column: int | None) -> None:
        """Put the products in the order of a column, or the other way round; None and Product: in groups."""
        self.beginResetModel()
        if column is None or column == at.PRODUCT:
            self.sorting = None
        else:
            values = (self._value(entry, column) for entry in self._products.all)
            self.sorting = asked_for(self.sorting, column, values)
        self._load(anew=True)
        self.endResetModel()

    @property
    def sorting_words(self) -> str:
        """The order of the products, as it is said."""
        by = self.sorting
        return "in groups" if by is None else f"sorted by {at.spoken(by.column)}, {by.words}"

    def reload(self) -> None:
        before, drawn, most = self.entries, self._drawn, self._drawn_most
        self._load(anew=self._shown_of != self.workspace.key)
        self._shown_of = self.workspace.key
        if [_key(entry) for entry in before] == [_key(entry) for entry in self.entries]:
            tell_rows_anew(self, [at for at, each in enumerate(self._drawn) if each != drawn[at]])
            if most != self._products.most:
                tell_column_anew(self, at.KG)
            return
        shown_now, self.entries = self.entries, before
        self.beginResetModel()
        self.entries = shown_now
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(at.HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(at.HEADINGS):
            sorting = self.sorting if self.sorting and self.sorting.column == section else None
            if role == Role.DisplayRole:
                return f"{at.HEADINGS[section]}{'' if sorting is None else sorting.arrow}"
            if role == Role.AccessibleTextRole:
                said = at.HEADINGS[section].replace("\n", " ")
                return said if sorting is None else f"{said}, sorted, {sorting.words}"
            if role == Role.TextAlignmentRole:
                return RIGHT if section in at.NUMBERS else LEFT
            if role == Role.ToolTipRole:
                hint = self._specs[at.FIELDS[section]].hint if section in at.FIELDS else at.HINTS.get(section)
                return "\n".join(part for part in (hint, HOW_TO_SORT) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        entry = self.entries[index.row()]
        if entry.code is None:
            return Qt.ItemFlag.NoItemFlags  # nobody stands on a heading: what is typed there would be lost
        if self.can_edit(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        if index.column() == at.ESTIMATED and entry.kept is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def can_edit(self, row: int, column: int) -> bool:
        if not self.workspace.can_write or not 0 <= row < len(self.entries):
            return False
        entry = self.entries[row]
        if entry.code is None:
            return False
        return column in at.FIELDS or (column == at.NOTE and entry.kept is not None)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry, column = self.entries[index.row()], index.column()
        heading = entry.code is None
        if role == BAR_ROLE:
            return self._bar(entry) if column == at.KG else None
        if role == TAGS_ROLE:
            return tags_of(entry, self.issues_at(entry.position, None)) if column == at.NOTE else None
        return (self._heading_data if heading else self._entry_data)(entry, column, role)

    def _entry_data(self, entry: Entry, column: int, role: int) -> Any:
        match role:
            case Role.DisplayRole:
                return self.words_in(entry, column)
            case Role.EditRole:
                return typed(entry, column)
            case Role.TextAlignmentRole:
                return RIGHT if column in at.NUMBERS else LEFT
            case Role.CheckStateRole if column == at.ESTIMATED and entry.kept is not None:
                return Qt.CheckState.Checked if is_estimated(entry.kept) else Qt.CheckState.Unchecked
            case Role.BackgroundRole:
                issues = self._issues(entry, column)
                if not issues and is_published(entry, column):
                    return QColor(colours().blue)
                return background(issues)
            case Role.ForegroundRole:
                return foreground(self._issues(entry, column)) or self._muted(entry, column)
            case Role.ToolTipRole:
                return self._hint(entry, column)
            case Role.AccessibleTextRole:
                return self._spoken(entry, column)
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        kept = self.entries[index.row()].kept
        if role == Role.CheckStateRole and kept is not None:
            checked = Qt.CheckState(value) == Qt.CheckState.Checked
            edits = mark_estimated("inhalers", kept, None, checked)
            self.workspace.apply_step(edits, "Mark as estimated" if checked else "Mark as not estimated")
            return True
        return super().setData(index, value, role)

    def put(self, cells: Sequence[Cell], title: str) -> int:
        by_row: dict[int, dict[int, str]] = defaultdict(dict)
        for row, column, text in cells:
            if self.can_edit(row, column):
                by_row[row][column] = text
        edits: list[Edit] = []
        for row, texts in sorted(by_row.items()):
            edits += edits_of(self.entries[row], texts)
        title = title or f"Change {self.entries[cells[0][0]].title if cells else 'figures'}"
        lost = self.workspace.apply_counted(edits, title)
        return max(0, sum(len(texts) for texts in by_row.values()) - lost)

    def takes_names(self, block: Sequence[Sequence[str]], columns: Sequence[int]) -> bool:
        if not self.workspace.can_write or columns[0] > at.ITEMS:  # notes may name products
            return False
        fields = {*at.FIELDS} if at.ITEMS in columns else {*at.FIELDS, at.CHANGE}  # what stands in its place
        return has_names(block, [place for place, column in enumerate(columns) if column in fields])

    def named(self, code: str) -> tuple[str, RawRow]:
        """A product's name, and its figures as they are now."""
        entry = next(each for each in self._products.all if each.code == code)
        return entry.title, {} if entry.kept is None else entry.kept.figures

    def enter_by_code(self, texts: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
        """Figures of products by their codes, shown or not, as one step; the codes that have them now."""
        by_code = {entry.code: entry for entry in self._products.all}
        columns = {field: column for column, field in at.FIELDS.items()}
        edits: list[Edit] = []
        for code, given in texts.items():
            edits += edits_of(by_code[code], {columns[key]: text for key, text in given.items()})
        self.workspace.apply_step(edits, f"Paste {counted(len(texts), 'product')} by name")
        now = {entry.code: entry.kept.figures for entry in self._products.all if entry.kept is not None}
        wanted = {
            code: {key: entered(self._specs[key], text) for key, text in given.items()}
            for code, given in texts.items()
        }
        return frozenset(code for code in wanted if wanted[code].items() <= now.get(code, {}).items())

    def place_of(self, row_id: int | None, field: str | None) -> tuple[int, int] | None:
        column = next((column for column, name in at.FIELDS.items() if name == field), at.NOW)
        code = None if row_id is None else self._codes.get(row_id)
        row = None if code is None else self.row_of(code)
        return None if row is None else (row, column)

    def place_key(self, row: int) -> object:
        return self.entries[row].code if 0 <= row < len(self.entries) else None

    def row_of(self, key: object) -> int | None:
        found = (row for row, entry in enumerate(self.entries) if entry.code is not None)
        return next((row for row in found if self.entries[row].code == key), None)

    def kept_at(self, row: int) -> KeptRow | None:
        return self.entries[row].kept if 0 <= row < len(self.entries) else None

    def field_at(self, column: int) -> str | None:
        return "bnf_code" if column == at.PRODUCT else at.FIELDS.get(column)

    def past_at(self, row: int, column: int) -> FigurePast | None:
        entry = self.entries[row] if 0 <= row < len(self.entries) else None
        if entry is None or entry.code is None or column not in at.FIELDS:
            return None
        code, what = entry.code, f"{short_name(entry.title)}, {at.spoken(column)}"

        def put(text: str) -> bool:
            now = next((each for each in self._products.all if each.code == code), None)
            edits = edits_of(now, {column: text}) if now else []
            return bool(edits) and not self.workspace.apply_counted(edits, f"Put back {what}")

        return FigurePast(self.section, at.FIELDS[column], what, put, known_by=known_by(entry))

    def row_words(self, row: int) -> str:
        return short_name(self.entries[row].title)

    @property
    def note_column(self) -> int:
        return at.NOTE

    def first_place(self) -> tuple[int, int]:
        """The first cell to type in."""
        return next(((row, at.NOW) for row, entry in enumerate(self.entries) if entry.code), (0, at.NOW))

    def totals(self) -> tuple[Decimal | None, Decimal | None, Decimal | None, Decimal]:
        """Inhalers of a year ago, last quarter and this one (None: no data), and kg CO₂e of this one."""
        texts = [(entry.year, entry.last, entry.now) for entry in self._products.all]
        year, last, now = (total_of(column) for column in zip(*texts, strict=True))
        with exact():
            return year, last, now, sum(self._products.kg.values(), Decimal(0))

    def take_sums(self) -> Sequence[int]:
        """What the figures come to, before anything is asked of them; the rows that weigh something else."""
        if self._shown_of != self.workspace.key:
            return ()
        self.entries, rows = self._products.taken_over(self.entries)
        return rows

    def _load(self, *, anew: bool) -> None:
        """Take everything again; but for `anew` what is shown stays, and stays in its place."""
        everything = self._products.take()
        self._codes |= {entry.kept.id: entry.code for entry in everything if entry.kept and entry.code}
        asked = self._asked()
        kinds = {entry.code: self._kinds_of(entry, entry.position in asked) for entry in everything}
        self.counts = Counter(chain.from_iterable(kinds.values()))
        stay = frozenset() if anew else {entry.code for entry in self.entries}
        wanted = found(everything, self.find) if self.find else everything
        fitting = {entry.code for entry in wanted if self.find or self.show in kinds[entry.code]}
        shown = [entry for entry in everything if entry.code in fitting or entry.code in stay]
        if self.sorting is None:
            self.entries = list(self._with_headings(shown))
            self._draw()
            return
        if anew:
            values = [self._value(entry, self.sorting.column) for entry in everything]
            order = in_order(values, range(len(values)), self.sorting.backwards)
            self._places = {everything[number].code or "": place for place, number in enumerate(order)}
        self.entries = sorted(shown, key=lambda each: self._places.get(each.code or "", len(everything)))
        self._draw()

    def _draw(self) -> None:
        kg, marks, self._drawn_most = self._products.kg, self.marks(), self._products.most
        places = ((each, -1 if each.position is None else each.position) for each in self.entries)
        self._drawn = [(each, kg.get(place), marks.get(place)) for each, place in places]

    def _kinds_of(self, entry: Entry, is_asked: bool) -> frozenset[Show]:
        known = self._kinds.get(entry.code)
        if known is None or known[0] is not entry or known[1] is not is_asked:
            found = frozenset(kinds_of(entry, is_asked))
            known = self._kinds[entry.code] = (entry, is_asked, found)
        return known[2]

    def _asked(self) -> Collection[int | None]:
        return self.marks().keys()

    def _value(self, entry: Entry, column: int) -> Value | None:
        if column == at.NOTE:
            return self.words_in(entry, column).casefold() or None
        return value_in(entry, column, self._products.kg)

    def _with_headings(self, shown: Sequence[Entry]) -> Iterator[Entry]:
        heading = ""
        for entry in shown:
            product = self._inhalers.product(entry.code or "")
            name = group(product) if product else GROUPS[-1]
            if name != heading:
                heading = name
                yield Entry(name, None, "", None, None, None, "", "")
            yield entry

    def words_in(self, entry: Entry, column: int) -> str:
        """A cell as it is shown."""
        if column == at.NOTE:
            return remarks_in(entry, self.issues_at(entry.position, None))
        return words_in(entry, column, self._products.kg)

    def _bar(self, entry: Entry) -> int | None:
        kg = self._products.kg.get(entry.position) if entry.position is not None else None
        with exact():
            return None if not kg or kg < 0 else int(kg * 1000 / self._products.most)

    def _heading_data(self, entry: Entry, column: int, role: int) -> Any:
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return entry.title if column == at.PRODUCT else ""
        if role == Role.FontRole:
            font = QFont()
            font.setBold(True)
            font.setPixelSize(scaled(tokens.SMALL))
            return font
        if role == Role.ForegroundRole:
            return QColor(colours().text)
        return QColor(colours().sunk) if role == Role.BackgroundRole else None

    def _issues(self, entry: Entry, column: int) -> list[Any]:
        return self.issues_at(entry.position, at.FIELDS[column]) if column in at.FIELDS else []

    def _muted(self, entry: Entry, column: int) -> QColor | None:
        if is_published(entry, column):
            return QColor(colours().blue_text)
        return QColor(colours().muted) if column in at.MUTED else None

    def _hint(self, entry: Entry, column: int) -> str | None:
        issues = self.words_of(self._issues(entry, column))
        if not issues and is_published(entry, column):
            return where_from(entry)
        if column == at.EACH and not issues:
            return f"{entry.why[:1].upper()}{entry.why[1:]}" or None
        return issues or (name_and_code(entry.title, entry.code or "") if column == at.PRODUCT else None)

    def _spoken(self, entry: Entry, column: int) -> str:
        value = self.words_in(entry, column) or "No data"
        if column == at.ESTIMATED:
            value = "yes" if is_estimated(entry.kept) else "no"
        spoken = [entry.title] if column == at.PRODUCT else [entry.title, at.spoken(column), value]
        if column == at.NOW and is_estimated(entry.kept):
            spoken.append("estimated")
        if column in at.FIELDS and is_published(entry, column):
            spoken.append(PUBLISHED.lower())
        mark = mark_words(self._issues(entry, column)).lower()
        return ", ".join([*spoken, mark] if mark else spoken)


def _key(entry: Entry) -> str:
    return entry.code or entry.title
