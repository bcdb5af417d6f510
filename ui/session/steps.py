"""Steps that undo takes back: what a step touched, before and after, in one return or in several."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtGui import QUndoCommand

from greenpractice.prescribing.quarter import KEY as INHALERS
from greenpractice.prescribing.values import MonthImport
from greenpractice.returns.documents import Contact, Flag, ReturnDocument
from greenpractice.returns.packs_carried import FIELD as PACKS
from greenpractice.returns.packs_carried import (
    Packs,
    brands_in,
    last_said,
    left_behind,
    may_be_either,
    moved_on,
    said_in,
    taken_over,
)
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import SECTION as PRESCRIBED
from greenpractice.sections.inhalers import Brand, device_is_unknown, is_device
from greenpractice.store import ReturnKey, Store, StoredReturn
from ui.session.edits import (
    AddRow,
    Edit,
    KeptRow,
    RemoveRow,
    SetFigure,
    SetFlag,
    State,
    put_back,
    rows_of,
    state_of,
)
from ui.session.pending import with_edits


@dataclass(frozen=True, slots=True)
class Side:
    """A return on one side of a step: the touched sections, and the months held where an import was taken."""

    rows: State
    held: tuple[MonthImport, ...] | None = None


Sides = Mapping[ReturnKey, Side]
Returns = Mapping[ReturnKey, StoredReturn | None]
Place = tuple[str, int | None, str | None]  # section, row id, field


class Moved(Enum):
    """How it went to take a step back or do it again: where it has to wait it can be tried later."""

    DONE = auto()
    NOT_YET = auto()
    NEVER = auto()


class Saved(NamedTuple):
    """What a step touched when it was saved: the sections before, and the returns after."""

    before: Sides
    kept: dict[ReturnKey, StoredReturn | None]


class Carried(NamedTuple):
    """What became of the edits of a step: the ids of added rows, and how many changes could not be kept."""

    added: list[int]
    lost: int


Move = Callable[[Sides, Sides, str], Moved]


def sides_of(store: Store, returns: Returns, sections: frozenset[str]) -> Sides:
    """These sections of returns as an import finds or leaves them, with inhalers the months they hold."""
    if INHALERS not in sections:
        return {key: Side(state_of(kept, sections)) for key, kept in returns.items()}
    held = store.imports(returns)
    return {key: Side(state_of(kept, sections), held.get(key, ())) for key, kept in returns.items()}


def with_answers(
    store: Store, key: ReturnKey, edits: Sequence[Edit], there: StoredReturn | None
) -> tuple[list[Edit], dict[ReturnKey, list[Edit]]]:
    """These edits with the answers that new rows take over from earlier returns, and what comes with them
    in other returns of the practice: each is asked once.

    The device of a product that is in no list holds in all quarters. Which packs are got goes on to later
    ones (`packs_carried`); a return that stands as it was printed, or came in a file, stays as it is.
    """
    found: dict[ReturnKey, list[Edit]] = {}
    devices, packs = dict(_devices_given(edits, there)), _packs_given(key, edits, there)
    if devices or packs:
        keys = (each for each in store.keys() if each.ods_code == key.ods_code and each != key)
        others = {each: kept for each in keys if (kept := store.load(each)) is not None}
        for other, kept in others.items():
            for row in rows_of(kept, INHALERS):
                device = devices.get(row.figures.get("bnf_code", ""))
                if device is not None and device_is_unknown(typed_row(PRESCRIBED, row.figures)):
                    found.setdefault(other, []).append(SetFigure(INHALERS, row.id, "device", device))
        later = [kept.document for kept in others.values()]
        for brand, gas in packs.items():
            for document, position, said in moved_on(brand, gas, key.period, later):
                other = ReturnKey(key.ods_code, document.period)
                if others[other].issued is None or others[other].changed:
                    row = rows_of(others[other], INHALERS)[position]
                    found.setdefault(other, []).extend(_put_packs(row, said))
    return _staying(_taking_over(store, key, edits, there), key, there), found


def _devices_given(edits: Iterable[Edit], there: StoredReturn | None) -> Iterable[tuple[str, str]]:
    """The products whose device these edits give, by their codes."""
    for edit in edits:
        match edit:
            case SetFigure("inhalers", row_id, "device", str(device)) if is_device(device):
                rows = rows_of(there, INHALERS)
                yield from ((row.figures.get("bnf_code", ""), device) for row in rows if row.id == row_id)
            case AddRow("inhalers", figures) if is_device(figures.get("device", "")):
                yield figures.get("bnf_code", ""), figures["device"]


def _packs_given(
    key: ReturnKey, edits: Sequence[Edit], there: StoredReturn | None
) -> dict[Brand, str | None]:
    """What these edits say of the packs of brands that was not said before, in the return they are for.

    None where somebody takes an answer back, as to be asked again; a row that goes says nothing.
    """
    if not any(_says_packs(edit) for edit in edits):
        return {}
    start = there or _nothing(key)
    after = with_edits(start, edits).document
    said, now = said_in(start.document), said_in(after)
    given: dict[Brand, str | None] = {b: packs.gas for b, packs in now.items() if packs != said.get(b)}
    return given | dict.fromkeys((said.keys() - now.keys()) & brands_in(after))


def _says_packs(edit: Edit) -> bool:
    match edit:
        case SetFigure("inhalers", _, "propellant"):
            return True
        case AddRow("inhalers", figures):
            return PACKS in figures
    return False


def _nothing(key: ReturnKey) -> StoredReturn:
    return StoredReturn(ReturnDocument(key.ods_code, key.period, 0, ""), {}, None, True)


def _staying(edits: Sequence[Edit], key: ReturnKey, there: StoredReturn | None) -> list[Edit]:
    """The edits, where what was said in a row that goes stays with another strength of the brand."""
    found = list(edits)
    if there is None or not any(isinstance(edit, RemoveRow) and edit.section == INHALERS for edit in edits):
        return found
    after = with_edits(there, edits)
    rows = rows_of(after, INHALERS)
    added = [place for place, edit in enumerate(edits) if isinstance(edit, AddRow)]
    for position, packs in left_behind(there.document, after.document):
        row = rows[position]
        if row.id >= 0:
            found += _put_packs(row, packs)
        else:  # of a row that is added here: `with_edits` numbers these up to -1
            place = added[row.id]
            found[place] = _with_packs(found[place], packs)
    return found


def _with_packs(edit: Edit, packs: Packs) -> Edit:
    """A row that is added, with what is said of its packs."""
    if not isinstance(edit, AddRow):
        return edit
    flags = (Flag(INHALERS, 0, PACKS, note=packs.note),) if packs.note else ()
    return replace(edit, figures={**edit.figures, PACKS: packs.gas}, flags=(*edit.flags, *flags))


def _put_packs(row: KeptRow, said: Packs | None) -> list[Edit]:
    """Put what was carried in a row with its note, or with None take both away."""
    flag = row.flags.get(PACKS) or Flag(INHALERS, 0, PACKS)
    return [
        SetFigure(INHALERS, row.id, PACKS, said.gas if said else None),
        SetFlag(row.id, replace(flag, note=(said.note or flag.note) if said else None)),
    ]


def _taking_over(
    store: Store, key: ReturnKey, edits: Sequence[Edit], there: StoredReturn | None
) -> list[Edit]:
    """The edits, where the first row of a brand takes over which packs are got from the answer before it."""
    day = key.period.first_day
    codes = [
        edit.figures.get("bnf_code", "")
        for edit in edits
        if isinstance(edit, AddRow) and edit.section == INHALERS
    ]
    if not any(may_be_either(code, day) for code in codes):
        return list(edits)
    earlier = [each for each in store.keys() if each.ods_code == key.ods_code and each.period.last_day < day]
    said, in_return = last_said(key.period, store.documents(earlier)), set[Brand]()
    if there is not None:
        in_return |= brands_in(there.document)
    found: list[Edit] = []
    for edit in edits:
        if isinstance(edit, AddRow) and edit.section == INHALERS:
            packs = taken_over(edit.figures, day, said, in_return)
            if brand := may_be_either(edit.figures.get("bnf_code", ""), day):
                in_return.add(brand)
            found.append(edit if packs is None else _with_packs(edit, packs))
        else:
            found.append(edit)
    return found


def put_sides_back(store: Store, now: Sides, wanted: Sides, title: str) -> None:
    """Bring every return of a step from the side it is on to the other, all or none of them."""
    with store.step(title):
        for key, side in wanted.items():
            put_back(store, key, now[key].rows, side.rows)
            if side.held is not None:
                store.hold_imports(key, side.held)


def places_between(now: State, wanted: State) -> Iterator[Place]:
    """The figures that differ between two states; of a row that goes, only its section and id."""
    for section, rows in wanted.items():
        there = {row.id: row for row in now[section]}
        for row in rows:
            before = there.pop(row.id, None)
            if before != row:
                known = {} if before is None else before.figures
                fields = [key for key in {**row.figures, **known} if row.figures.get(key) != known.get(key)]
                yield section, row.id, fields[0] if fields else None
        for gone in there:
            yield section, gone, None


class _TwoWays(QUndoCommand):
    """A step that has happened before it is pushed. It stays as it is where moving it has to wait."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._done = True

    def undo(self) -> None:
        if self._done:
            self._moved(self.bring_back(), done=False)

    def redo(self) -> None:
        if not self._done:
            self._moved(self.bring_again(), done=True)

    def bring_back(self) -> Moved:
        """Save the side before."""
        raise NotImplementedError

    def bring_again(self) -> Moved:
        """Save the side after."""
        raise NotImplementedError

    def _moved(self, how: Moved, *, done: bool) -> None:
        if how is Moved.NEVER:
            self.setObsolete(True)
        elif how is Moved.DONE:
            self._done = done


class Step(_TwoWays):
    """One step of figures, by `move`."""

    def __init__(self, move: Move, before: Sides, after: Sides, title: str) -> None:
        super().__init__(title)
        self._move, self._before, self._after = move, before, after

    def bring_back(self) -> Moved:
        return self._move(self._after, self._before, f"undo: {self.text()}")

    def bring_again(self) -> Moved:
        return self._move(self._before, self._after, f"redo: {self.text()}")


class Details(NamedTuple):
    """What a return says of the practice beside its figures."""

    name: str | None
    pcn_code: str | None
    contact: Contact | None


class DetailsStep(_TwoWays):
    """A change of those by `put`."""

    def __init__(self, put: Callable[[Details], Moved], before: Details, after: Details, title: str) -> None:
        super().__init__(title)
        self._put, self._before, self._after = put, before, after

    def bring_back(self) -> Moved:
        return self._put(self._before)

    def bring_again(self) -> Moved:
        return self._put(self._after)
