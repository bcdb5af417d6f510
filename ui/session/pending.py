"""Steps that could not be saved: kept in order, shown as if they were, and saved when it works again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from greenpractice.returns.documents import Flag, ReturnDocument
from greenpractice.store import ReturnKey, StoredReturn
from ui.session.edits import AddRow, Edit, KeptRow, RemoveRow, SetFigure, SetFlag, rows_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """One step that waits. `ids` name the rows it adds until the store gives them their own: below 0."""

    key: ReturnKey
    edits: tuple[Edit, ...]
    title: str
    ids: tuple[int, ...]

    def named(self, ids: Mapping[int, int]) -> "Waiting":
        """The same step with the store's own ids for rows that have been saved meanwhile."""
        return replace(self, edits=tuple(_with_id(edit, ids) for edit in self.edits))


class Pending:
    """The steps that wait. Later steps wait behind earlier ones, so that none overtakes another."""

    def __init__(self) -> None:
        self.steps: list[Waiting] = []
        self.since: datetime | None = None  # when the first of those that wait was typed
        self._next = -1

    def add(self, key: ReturnKey, edits: Sequence[Edit], title: str) -> list[int]:
        """Keep a step; the ids of the rows it adds."""
        added = sum(isinstance(edit, AddRow) for edit in edits)
        ids = [self._next - number for number in range(added)]
        self._next -= added
        if not self.steps:
            self.since = datetime.now().astimezone()
        self.steps.append(Waiting(key, tuple(edits), title, tuple(ids)))
        return ids

    def saved(self, ids: Sequence[int]) -> None:
        """The first step was saved; `ids` are those of the rows it added."""
        done, *left = self.steps
        names = dict(zip(done.ids, ids, strict=True))
        self.steps = [step.named(names) for step in left]

    def drop(self) -> None:
        """The first step can never be saved."""
        self.steps = self.steps[1:]

    def over(self, stored: StoredReturn | None, key: ReturnKey, empty: ReturnDocument) -> StoredReturn | None:
        """A return as it looks with what waits; `empty` where the store has none yet."""
        for step in self.steps:
            if step.key == key:
                stored = _with_step(stored or StoredReturn(empty, {}, None, True), step.edits, step.ids)
        return stored


def _with_id(edit: Edit, ids: Mapping[int, int]) -> Edit:
    return edit if isinstance(edit, AddRow) else replace(edit, row=ids.get(edit.row, edit.row))


def with_edits(stored: StoredReturn, edits: Sequence[Edit]) -> StoredReturn:
    """A return as these edits would leave it; the rows they add have ids below 0."""
    added = sum(isinstance(edit, AddRow) for edit in edits)
    return _with_step(stored, tuple(edits), range(-added, 0))


def _with_step(stored: StoredReturn, edits: Sequence[Edit], new_ids: Iterable[int]) -> StoredReturn:
    touched = {edit.section: list(rows_of(stored, edit.section)) for edit in edits}
    ids = iter(new_ids)
    for edit in edits:
        rows = touched[edit.section]
        if isinstance(edit, AddRow):
            flags = {flag.field: replace(flag, row=0) for flag in edit.flags}
            place = len(rows) if edit.position is None else edit.position
            rows.insert(place, KeptRow(next(ids), dict(edit.figures), flags))
        else:
            touched[edit.section] = [
                changed for row in rows if (changed := row if row.id != edit.row else _changed(row, edit))
            ]
    document = stored.document
    sections = {**document.sections, **{key: tuple(r.figures for r in rows) for key, rows in touched.items()}}
    flags_of_others = [flag for flag in document.flags if flag.section not in touched]
    flags_now = [flag for rows in touched.values() for n, row in enumerate(rows) for flag in _flags(row, n)]
    return replace(
        stored,
        document=replace(document, sections=sections, flags=(*flags_of_others, *flags_now)),
        row_ids={**stored.row_ids, **{key: tuple(row.id for row in rows) for key, rows in touched.items()}},
        changed=True,
    )


def _changed(row: KeptRow, edit: SetFigure | RemoveRow | SetFlag) -> KeptRow | None:
    match edit:
        case SetFigure(_, _, field, None):
            return replace(row, figures={key: text for key, text in row.figures.items() if key != field})
        case SetFigure(_, _, field, str(text)):
            return replace(row, figures={**row.figures, field: text})
        case SetFlag(_, flag):
            return replace(row, flags={**row.flags, flag.field: replace(flag, row=0)})
    return None


def _flags(row: KeptRow, position: int) -> list[Flag]:
    said = [replace(flag, row=position) for flag in row.flags.values()]
    return [flag for flag in said if flag != Flag(flag.section, position, flag.field)]
