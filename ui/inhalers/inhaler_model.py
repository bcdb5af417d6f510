"""The inhaler grid: products in their groups, last quarter beside this one, kg as figures come in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from greenpractice.facts.inhalers import GROUPS, Inhalers, Product, group, load_inhalers
from greenpractice.numbers import exact, show, show_in_kg
from greenpractice.phrases import counted
from greenpractice.prescribing.naming import fits, short_name, words_of_gases
from greenpractice.returns.documents import RawRow
from greenpractice.returns.entering import entered, shown
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import SECTION, Packs, name_and_code, packs_of
from ui.entry.grid_model import LEFT, RIGHT, Cell, GridModel, Index, Role, background, foreground, mark_words
from ui.inhalers.inhaler_entry import Entry, entry_of, key_of, new_row
from ui.inhalers.inhaler_words import source_words, total_of
from ui.inhalers.named_block import has_names
from ui.inhalers.published import MARK, PUBLISHED
from ui.session.edits import AddRow, Edit, KeptRow, RemoveRow
from ui.session.flags import (
    is_estimated,
    is_from_file,
    mark_estimated,
    note_of,
    note_words,
    put_figures,
    put_note,
    with_flags,
)
from ui.session.workspace import Workspace
from ui.widgets.style import colours
from ui.widgets.told_anew import tell_all_anew

PRODUCT, TYPE, EACH, LAST, NOW, ITEMS, ESTIMATED, NOTE, KG, CHECK = range(10)
HEADINGS = (
    "Product", "Type", "kg CO₂e\neach", "Last\nquarter", "This\nquarter", "Items",
    "Est.", "Note", "kg CO₂e", "Check",
)  # fmt: skip
_SPOKEN = {EACH: "kg CO₂e each", LAST: "last quarter", NOW: "this quarter", ESTIMATED: "estimated"}
_FIELDS = {NOW: "inhalers", ITEMS: "items"}
_MARKS = {"pMDI": "●", "BAI": "●", "DPI": "▲", "SMI": "■"}
_ROOT = QModelIndex()


class InhalerModel(GridModel):
    """`used_only` shows products with figures this quarter or last; `find` narrows by name or code."""

    section = "inhalers"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._inhalers: Inhalers = load_inhalers()
        self._specs = SECTION_BY_KEY["inhalers"].fields
        self.used_only, self.find = False, ""
        self.entries: list[Entry] = []
        self.used, self.all = 0, 0
        self._packs: Packs = {}
        self._kg: dict[int, Decimal] = {}
        self._codes: dict[int, str] = {}  # of every row ever shown: undo shows the place of one that is gone
        self._shown_of = workspace.key  # the return whose products are shown
        self._load()

    def narrow(self, used_only: bool, find: str) -> None:
        """Show fewer products, or all."""
        self.beginResetModel()
        self.used_only, self.find = used_only, find.strip().casefold()
        self._load()
        self.endResetModel()

    def reload(self) -> None:
        old = [entry.code or entry.title for entry in self.entries]
        before = self.entries
        self._load()
        new = [entry.code or entry.title for entry in self.entries]
        if self._stays_shown(before, set(old) - set(new)) and set(new) <= set(old):
            self._keep_shown(before)
            new = old
        self._shown_of = self.workspace.key
        if old == new:
            tell_all_anew(self)
            return
        shown_now, self.entries = self.entries, before
        self.beginResetModel()
        self.entries = shown_now
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(HEADINGS):
            if role == Role.DisplayRole:
                return HEADINGS[section]
            if role == Role.TextAlignmentRole:
                return RIGHT if section in (EACH, LAST, NOW, ITEMS, KG) else LEFT
            if role == Role.ToolTipRole and section in _FIELDS:
                return self._specs[_FIELDS[section]].hint
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        entry = self.entries[index.row()]
        if entry.code is None:
            return Qt.ItemFlag.NoItemFlags  # nobody stands on a heading: what is typed there would be lost
        if self.can_edit(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        if index.column() == ESTIMATED and entry.kept is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def can_edit(self, row: int, column: int) -> bool:
        if not self.workspace.can_write or not 0 <= row < len(self.entries):
            return False
        entry = self.entries[row]
        if entry.code is None:
            return False
        return column in _FIELDS or (column == NOTE and entry.kept is not None)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry, column = self.entries[index.row()], index.column()
        heading = entry.code is None
        return (self._heading_data if heading else self._entry_data)(entry, column, role)

    def _entry_data(self, entry: Entry, column: int, role: int) -> Any:
        match role:
            case Role.DisplayRole:
                return self.words_in(entry, column)
            case Role.EditRole:
                return self._typed(entry, column)
            case Role.TextAlignmentRole:
                return RIGHT if column in (EACH, LAST, NOW, ITEMS, KG) else LEFT
            case Role.CheckStateRole if column == ESTIMATED and entry.kept is not None:
                return Qt.CheckState.Checked if is_estimated(entry.kept) else Qt.CheckState.Unchecked
            case Role.BackgroundRole:
                issues = self._issues(entry, column)
                if not issues and _is_published(entry, column):
                    return QColor(colours().blue)
                return background(issues, column in _FIELDS or column == NOTE)
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
            edits += self._entry_edits(self.entries[row], texts)
        title = title or f"Change {self.entries[cells[0][0]].title if cells else 'figures'}"
        lost = self.workspace.apply_counted(edits, title)
        return max(0, sum(len(texts) for texts in by_row.values()) - lost)

    def takes_names(self, block: Sequence[Sequence[str]], columns: Sequence[int]) -> bool:
        if not self.workspace.can_write or columns[0] > ITEMS:  # notes may name products
            return False
        return has_names(block, [place for place, column in enumerate(columns) if column in _FIELDS])

    def named(self, code: str) -> tuple[str, RawRow]:
        """A product's name, and its figures as they are now."""
        entry = next(each for each in self._whole() if each.code == code)
        return entry.title, {} if entry.kept is None else entry.kept.figures

    def enter_by_code(self, texts: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
        """Figures of products by their codes, shown or not, as one step; the codes that have them now."""
        by_code = {entry.code: entry for entry in self._whole()}
        columns = {field: column for column, field in _FIELDS.items()}
        edits: list[Edit] = []
        for code, given in texts.items():
            edits += self._entry_edits(by_code[code], {columns[key]: text for key, text in given.items()})
        self.workspace.apply_step(edits, f"Paste {counted(len(texts), 'product')} by name")
        now = {entry.code: entry.kept.figures for entry in self._whole() if entry.kept is not None}
        wanted = {
            code: {key: entered(self._specs[key], text) for key, text in given.items()}
            for code, given in texts.items()
        }
        return frozenset(code for code in wanted if wanted[code].items() <= now.get(code, {}).items())

    def place_of(self, row_id: int | None, field: str | None) -> tuple[int, int] | None:
        column = next((column for column, name in _FIELDS.items() if name == field), NOW)
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
        return "bnf_code" if column == PRODUCT else _FIELDS.get(column)

    @property
    def note_column(self) -> int:
        return NOTE

    def first_place(self) -> tuple[int, int]:
        """The first cell to type in."""
        return next(((row, NOW) for row, entry in enumerate(self.entries) if entry.code), (0, NOW))

    def totals(self) -> tuple[Decimal | None, Decimal | None, Decimal]:
        """Inhalers of last quarter and of this one (None: no data), and kg CO₂e of this one."""
        last = total_of(entry.last for entry in self._whole())
        now = total_of(
            entry.kept.figures.get("inhalers", "") for entry in self._whole() if entry.kept is not None
        )
        with exact():
            return last, now, sum(self._kg.values(), Decimal(0))

    def _load(self) -> None:
        lines = (line for line in self.workspace.footprint().lines if line.section == "inhalers")
        self._kg = {}
        for line in lines:
            self._kg[line.row] = self._kg.get(line.row, Decimal(0)) + line.kg
        everything = self._whole()
        self.all = len(everything)
        self._codes |= {entry.kept.id: entry.code for entry in everything if entry.kept and entry.code}
        self.used = sum(1 for entry in everything if entry.kept is not None or entry.last)
        wanted = [entry for entry in everything if self._wanted(entry, by_code=False)]
        if not wanted and self.find:  # names come before codes: a strength is no part of a code
            wanted = [entry for entry in everything if self._wanted(entry, by_code=True)]
        self.entries = []
        heading = ""
        for entry in wanted:
            product = self._inhalers.product(entry.code or "")
            name = group(product) if product else GROUPS[-1]
            if name != heading:
                heading = name
                self.entries.append(Entry(name, None, "", None, None, None, "", ""))
            self.entries.append(entry)

    def _stays_shown(self, before: list[Entry], gone: set[str]) -> bool:
        """True if what is gone are products of our list that were just cleared: they stay where they are."""
        if not gone or not self.used_only or self._shown_of != self.workspace.key:
            return False
        codes = {entry.code for entry in before if entry.code in gone}
        return codes <= {product.bnf_code for product in self._inhalers.products}

    def _keep_shown(self, before: list[Entry]) -> None:
        by_code = {entry.code: entry for entry in self._whole()}
        self.entries = [entry if entry.code is None else by_code[entry.code] for entry in before]

    def _whole(self) -> list[Entry]:
        mine = {
            key_of(row.figures): (position, row)
            for position, row in enumerate(self.workspace.rows("inhalers"))
        }
        self._packs = packs_of([typed_row(SECTION, row.figures) for _, row in mine.values()])
        before = self.workspace.previous()
        then = {key_of(raw): raw for raw in (before.rows("inhalers") if before else ())}
        listed = [self._entry(product, product.bnf_code, mine, then) for product in self._inhalers.products]
        known = {product.bnf_code for product in self._inhalers.products}
        own = [code for code in {**then, **mine} if code not in known]
        return listed + [self._entry(None, code, mine, then) for code in own]

    def _entry(
        self, product: Product | None, code: str, mine: dict[str, tuple[int, KeptRow]], then: Any
    ) -> Entry:
        day, (position, kept) = self.workspace.period.first_day, mine.get(code, (None, None))
        return entry_of(product, code, position, kept, then.get(code, {}), day, self._packs)

    def _wanted(self, entry: Entry, by_code: bool) -> bool:
        if self.used_only and not self.find and entry.kept is None and not entry.last:
            return False
        if not by_code:
            return fits(self.find, f"{entry.title} {entry.device} {words_of_gases(entry.code or '')}")
        return self.find in (entry.code or "").casefold()

    def _entry_edits(self, entry: Entry, texts: dict[int, str]) -> list[Edit]:
        figures = {
            _FIELDS[column]: entered(self._specs[_FIELDS[column]], text)
            for column, text in texts.items()
            if column in _FIELDS
        }
        kept = entry.kept
        if kept is None:
            given = {key: text for key, text in figures.items() if text}
            return [AddRow("inhalers", new_row(entry, given))] if given else []
        changed = {key: text for key, text in figures.items() if kept.figures.get(key, "") != text}
        left = {key for key in kept.figures if changed.get(key, "kept")} | {
            k for k, t in changed.items() if t
        }
        if changed and left <= {"bnf_code", "propellant"}:
            return [RemoveRow("inhalers", kept.id)]
        edits = put_figures("inhalers", kept, figures)
        kept = with_flags(kept, edits)
        return edits + (put_note("inhalers", kept, None, texts[NOTE]) if NOTE in texts else [])

    def _typed(self, entry: Entry, column: int) -> str:
        if entry.kept is None:
            return ""
        if column in _FIELDS:
            text = entry.kept.figures.get(_FIELDS[column], "")
            return shown(self._specs[_FIELDS[column]], text) if text else ""
        return note_of(entry.kept) if column == NOTE else ""

    def words_in(self, entry: Entry, column: int) -> str:
        match column:
            case 0:
                return short_name(entry.title)
            case 1:
                return f"{_MARKS.get(entry.device, '')} {entry.device or 'Not known'}".strip()
            case 2:
                return "No factor" if entry.each is None else show(entry.each, 1 if entry.each >= 1 else 2)
            case 3:
                return shown(self._specs["inhalers"], entry.last) if entry.last else "–"
            case 8:
                return self._kg_words(entry)
            case 7:
                said = (MARK if _is_published(entry, NOTE) else "", note_words(entry.kept))
                return "; ".join(part for part in said if part)
            case 9:
                return mark_words(self.issues_at(entry.position, None))
        return self._typed(entry, column)

    def _kg_words(self, entry: Entry) -> str:
        if entry.position is None or "inhalers" not in (entry.kept.figures if entry.kept else {}):
            return ""
        kg = self._kg.get(entry.position)
        return "No factor" if kg is None else show_in_kg(kg)

    def _heading_data(self, entry: Entry, column: int, role: int) -> Any:
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return entry.title if column == PRODUCT else ""
        if role == Role.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        if role == Role.ForegroundRole:
            return QColor(colours().text)
        return QColor(colours().window) if role == Role.BackgroundRole else None

    def _issues(self, entry: Entry, column: int) -> list[Any]:
        return self.issues_at(entry.position, _FIELDS[column]) if column in _FIELDS else []

    def _muted(self, entry: Entry, column: int) -> QColor | None:
        if _is_published(entry, column):
            return QColor(colours().blue_text)
        return QColor(colours().muted) if column in (TYPE, EACH, LAST) else None

    def _hint(self, entry: Entry, column: int) -> str | None:
        issues = self.words_of(self._issues(entry, column))
        if not issues and _is_published(entry, column) and entry.kept is not None:
            return "\n".join({source_words(flag.source) for flag in entry.kept.flags.values() if flag.source})
        if column == EACH and not issues:
            return f"{entry.why[:1].upper()}{entry.why[1:]}" or None
        return issues or (name_and_code(entry.title, entry.code or "") if column == PRODUCT else None)

    def _spoken(self, entry: Entry, column: int) -> str:
        value = self.words_in(entry, column) or "No data"
        if column == ESTIMATED:
            value = "yes" if is_estimated(entry.kept) else "no"
        spoken = [entry.title, _SPOKEN.get(column, HEADINGS[column].lower()), value]
        if column == NOW and is_estimated(entry.kept):
            spoken.append("estimated")
        if column in _FIELDS and _is_published(entry, column):
            spoken.append(PUBLISHED.lower())
        mark = mark_words(self._issues(entry, column)).lower()
        return ", ".join([*spoken, mark] if mark else spoken)


def _is_published(entry: Entry, column: int) -> bool:
    """True for a figure as a file gave it, and for the note of a row with such a figure."""
    wanted = _FIELDS.values() if column == NOTE else (_FIELDS[column],) if column in _FIELDS else ()
    return any(is_from_file(entry.kept, field) and _has(entry.kept, field) for field in wanted)


def _has(kept: KeptRow | None, field: str) -> bool:
    return kept is not None and field in kept.figures
