"""Texts that read as an NHS number: which edits they are, and how they are made if they are none."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from greenpractice.returns.documents import Flag
from greenpractice.returns.patient_numbers import numbers_at, numbers_beside, unanswered
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.store import ReturnKey
from ui.session.edits import AddRow, Edit, RemoveRow, Rows, SetFigure, SetFlag, changes_in
from ui.session.steps import Place

FlagAt = Callable[[str, int, str | None], Flag | None]  # of a section, a row's id and a field


@dataclass(frozen=True, slots=True)
class NumberAsked:
    """What is asked about of one step: nothing of it is stored before it is answered."""

    key: ReturnKey
    edits: tuple[Edit, ...]
    title: str
    words: str
    rows: frozenset[int]  # that were there when it was asked


def lost_in(asked: Iterable[Edit]) -> int:
    """How many changes are not made with these edits; a note that was there stays."""
    return changes_in(
        edit for edit in asked if not isinstance(edit, SetFlag) or unanswered(numbers_beside(edit.flag), None)
    )


def apart(edits: Iterable[Edit], flag_at: FlagAt) -> tuple[list[Edit], list[Edit]]:
    """The edits that can be made, and those to ask about: their text may be a patient's number.

    A figure waits without the others only where no flag of its row changes with it: what a row says of its
    figures would not be true of them.
    """
    edits = list(edits)
    figures = {edit.row for edit in edits if isinstance(edit, SetFigure) and _asks(edit, flag_at)}
    whole = figures & {edit.row for edit in edits if isinstance(edit, SetFlag)}
    made: list[Edit] = []
    asked: list[Edit] = []
    for edit in edits:
        if isinstance(edit, AddRow):
            for part, side in zip(_parts(edit), (made, asked), strict=True):
                if part is not None:
                    side.append(part)
        elif _asks(edit, flag_at) or (isinstance(edit, SetFigure | SetFlag) and edit.row in whole):
            asked.append(edit)
        else:
            made.append(edit)
    return made, asked


def left_to_ask(edits: Iterable[Edit], added: Sequence[int], flag_at: FlagAt) -> list[Edit]:
    """Those to ask about once the others are made: what belongs in a row that was `added` goes there."""
    ids = iter(added)
    left: list[Edit] = []
    for edit in edits:
        if not isinstance(edit, AddRow):
            continue
        made, asked = _parts(edit)
        row = next(ids, None) if made is not None else None
        if asked is not None and row is None:
            left.append(asked)
        elif asked is not None and row is not None:
            left += [SetFigure(edit.section, row, field, text) for field, text in asked.figures.items()]
            left += [SetFlag(row, flag) for flag in asked.flags]
    return left + [edit for edit in apart(edits, flag_at)[1] if not isinstance(edit, AddRow)]


def in_new_row(edits: Sequence[Edit], asked: NumberAsked, rows: Rows) -> list[Edit]:
    """The edits with a row that was to be added put in the one that has been typed on in meanwhile."""
    first = edits[0]
    if len(edits) != 1 or not isinstance(first, AddRow):
        return list(edits)
    begun = [
        row for row in rows if row.id not in asked.rows and not row.figures.keys() & first.figures.keys()
    ]
    if not begun:
        return list(edits)
    figures = [SetFigure(first.section, begun[0].id, name, text) for name, text in first.figures.items()]
    return [*figures, *(SetFlag(begun[0].id, flag) for flag in first.flags)]


def place_of(edits: Sequence[Edit], rows: Rows) -> Place:
    """Where the first of these stands; a row that they add is the last."""
    match edits[0]:
        case AddRow(section, figures):
            return section, rows[-1].id if rows else None, next(iter(figures), None)
        case SetFigure(section, row, field):
            return section, row, field
        case SetFlag(row, flag):
            return flag.section, row, flag.field
        case RemoveRow(section, row):
            return section, row, None


def with_answers(edits: Iterable[Edit], flag_at: FlagAt) -> Iterator[Edit]:
    """The edits once somebody has said that none of their numbers is a patient's."""
    now: dict[tuple[int, str | None], Flag] = {}
    for edit in edits:
        match edit:
            case SetFigure(section, row, field, str(text)):
                flag = now.get((row, field)) or flag_at(section, row, field) or Flag(section, 0, field)
                now[row, field] = flag = _answered(flag, numbers_at(section, field, text, flag))
                yield SetFlag(row, flag)
                yield edit
            case SetFlag(row, flag):
                known = now.get((row, flag.field)) or flag_at(flag.section, row, flag.field)
                said = known.not_patients or () if known else ()
                now[row, flag.field] = flag = _answered(flag, [*said, *numbers_beside(flag)])
                yield SetFlag(row, flag)
            case AddRow(section, figures, _, flags):
                places = {flag.field: flag for flag in flags}
                for name in dict.fromkeys([*figures, *places]):
                    numbers = numbers_at(section, name, figures.get(name or ""), places.get(name))
                    if numbers:
                        places[name] = _answered(places.get(name) or Flag(section, 0, name), numbers)
                yield replace(edit, flags=tuple(places.values()))
            case _:
                yield edit


def _answered(flag: Flag, numbers: Iterable[str]) -> Flag:
    return replace(flag, not_patients=tuple(dict.fromkeys([*(flag.not_patients or ()), *numbers])) or None)


def _parts(edit: AddRow) -> tuple[AddRow | None, AddRow | None]:
    """A new row without what is to ask about, and that; a product without figures is no row."""
    places = {flag.field: flag for flag in edit.flags}
    asked = {
        field
        for field, text in edit.figures.items()
        if unanswered(numbers_at(edit.section, field, text, None), places.get(field))
    }
    flags = tuple(flag for flag in edit.flags if not unanswered(numbers_beside(flag), flag))
    if not asked and flags == edit.flags:
        return edit, None
    left = {key: text for key, text in edit.figures.items() if key not in asked}
    apart = {key: text for key, text in edit.figures.items() if key in asked}
    no_row = not left or (bool(asked) and left.keys() <= {"bnf_code"})
    if no_row:
        return None, edit
    staying = tuple(flag for flag in flags if flag.field not in asked)
    without = tuple(flag for flag in edit.flags if flag not in staying)
    return replace(edit, figures=left, flags=staying), AddRow(edit.section, apart, None, without)


def _asks(edit: Edit, flag_at: FlagAt) -> bool:
    match edit:
        case SetFigure(section, row, field, str(text)):
            numbers = SECTION_BY_KEY[section].fields[field].nhs_numbers(text)
            return bool(numbers) and bool(unanswered(numbers, flag_at(section, row, field)))
        case SetFlag(_, flag):
            return bool(unanswered(numbers_beside(flag), flag))
    return False
