"""What a person does to a return as plain values, and the way from one state of its sections to another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from greenpractice.store import ReturnKey, Store, StoredReturn


@dataclass(frozen=True, slots=True)
class SetFigure:
    """Put a typed text in a figure, or with None take it away (no data)."""

    section: str
    row: int
    field: str
    text: str | None


@dataclass(frozen=True, slots=True)
class AddRow:
    """A new row, at the end or before `position`, with its flags (their own `row` is ignored)."""

    section: str
    figures: RawRow
    position: int | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """Take a row and its flags away."""

    section: str
    row: int


@dataclass(frozen=True, slots=True)
class SetFlag:
    """Put a flag on a figure or row; one that says nothing takes it away."""

    row: int
    flag: Flag

    @property
    def section(self) -> str:
        """The section the flag is about."""
        return self.flag.section


Edit = SetFigure | AddRow | RemoveRow | SetFlag


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One row as the store has it: its id, its texts, its flags by field (None: the whole row)."""

    id: int
    figures: RawRow
    flags: Mapping[str | None, Flag]


Rows = tuple[KeptRow, ...]
State = Mapping[str, Rows]


def rows_of(stored: StoredReturn | None, section: str) -> Rows:
    """The rows of a section with their ids and flags; none without a return."""
    if stored is None:
        return ()
    ids = stored.row_ids.get(section, ())
    return stored.document.once(("rows", section, ids), partial(_rows_with, stored.document, section, ids))


def _rows_with(document: ReturnDocument, section: str, ids: Sequence[int]) -> Rows:
    flags: dict[int, dict[str | None, Flag]] = {}
    for flag in document.flags:
        if flag.section == section:
            flags.setdefault(flag.row, {})[flag.field] = replace(flag, row=0)
    rows = zip(ids, document.rows(section), strict=True)
    return tuple(KeptRow(row_id, dict(raw), flags.get(n, {})) for n, (row_id, raw) in enumerate(rows))


def state_of(stored: StoredReturn | None, sections: Iterable[str]) -> State:
    """The rows of these sections."""
    return {section: rows_of(stored, section) for section in sections}


def carry_out(store: Store, key: ReturnKey, edits: Iterable[Edit]) -> list[int]:
    """Make each edit, in order; the ids of the rows that were added."""
    added = []
    for edit in edits:
        match edit:
            case SetFigure(section, row, field, text):
                store.set_figure(key, section, row, field, text)
            case AddRow(section, figures, position, flags):
                row_id, _ = store.add_row(key, section, figures, position)
                added.append(row_id)
                for flag in flags:
                    store.set_flag(key, row_id, flag)
            case RemoveRow(section, row):
                store.remove_row(key, section, row)
            case SetFlag(row, flag):
                store.set_flag(key, row, flag)
    return added


def put_back(store: Store, key: ReturnKey, now: State, wanted: State) -> None:
    """Bring each section from the state it is in to the wanted one: what undo and redo do."""
    for section, rows in wanted.items():
        staying = _in_both(now[section], rows)
        there = {row.id: row for row in now[section] if row.id in staying}
        for row in now[section]:
            if row.id not in staying:
                store.remove_row(key, section, row.id)
        for position, row in enumerate(rows):
            if row.id not in there:
                store.add_row(key, section, row.figures, position, row.id)
            _put_row_back(store, key, section, there.get(row.id), row)


def _in_both(now: Rows, wanted: Rows) -> frozenset[int]:
    """Rows of both sides that need not move; the others are taken away and come back in their place."""
    places = {row.id: place for place, row in enumerate(now)}
    staying, last = set(), -1
    for row in wanted:
        if places.get(row.id, -1) > last:
            last = places[row.id]
            staying.add(row.id)
    return frozenset(staying)


def _put_row_back(store: Store, key: ReturnKey, section: str, now: KeptRow | None, wanted: KeptRow) -> None:
    if now is not None:
        for field in {**now.figures, **wanted.figures}:
            if now.figures.get(field) != wanted.figures.get(field):
                store.set_figure(key, section, wanted.id, field, wanted.figures.get(field))
    flags = {} if now is None else now.flags
    for name in {**flags, **wanted.flags}:
        if flags.get(name) != wanted.flags.get(name):
            store.set_flag(key, wanted.id, wanted.flags.get(name) or Flag(section, 0, name))


def changes_in(edits: Iterable[Edit]) -> int:
    """How many figures, notes and rows these edits put or take away."""
    return sum(
        max(1, len(edit.figures) + len(edit.flags)) if isinstance(edit, AddRow) else 1 for edit in edits
    )
