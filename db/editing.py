"""Editing a return in memory: what each way of changing it does to its rows, figures and flags."""

from collections.abc import Callable
from dataclasses import replace

from db.returns import Figure, KeptReturn, KeptRow
from greenpractice.returns.documents import Contact, Flag, RawRow, ReturnDocument
from greenpractice.returns.patient_numbers import numbers_at, numbers_beside, settled, unanswered
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from greenpractice.store import NeverSaved
from greenpractice.texts import NHS_NUMBER, text_problem, written_problem

_BESIDE = "The note or file name"


def put_figure(kept: KeptReturn, section: str, row_id: int, name: str, text: str | None) -> None:
    """Put a typed text in a figure, or take the figure away."""
    row = row_of(kept, section, row_id)
    kept.edited.append((section, row_id, name))
    if text is None:
        row.figures.pop(name, None)
    else:
        row.figures[name] = _figure(kept, section, row_id, name, text)


def put_row(kept: KeptReturn, section: str, row_id: int, figures: RawRow, position: int | None) -> None:
    """A new row at the end, or before `position`."""
    rows = kept.rows.setdefault(section, [])
    if SECTION_BY_KEY[section].single and rows:
        raise NeverSaved(f"{SECTION_BY_KEY[section].title} has one row only.")
    row = KeptRow(row_id, section, {})
    for name, text in figures.items():
        row.figures[name] = _figure(kept, section, row_id, name, text)
        kept.edited.append((section, row_id, name))
    rows.insert(len(rows) if position is None else position, row)


def take_row(kept: KeptReturn, section: str, row_id: int) -> None:
    """Take a row and its flags away."""
    row = row_of(kept, section, row_id)  # first: a section whose last row is gone is not there at all
    kept.rows[section].remove(row)
    kept.flags = [flag for flag in kept.flags if flag.row_id != row_id]


def put_flag(kept: KeptReturn, row_id: int, flag: Flag) -> None:
    """Put a flag on a figure or row, for the one it had; one that says nothing takes that away."""
    row_of(kept, flag.section, row_id)
    if flag.field is not None and flag.field not in SECTION_BY_KEY[flag.section].fields:
        raise KeyError(flag.field)
    source = (flag.source.file, *(flag.source.months or ())) if flag.source else ()
    for text in (flag.note, *(flag.evidence or ())):
        _refuse(_BESIDE, text, written_problem)
    for text in source:
        _refuse(_BESIDE, text)
    kept.edited.append((flag.section, row_id, flag.field))
    there = [
        number
        for number, old in enumerate(kept.flags)
        if (old.row_id, old.flag.field) == (row_id, flag.field)
    ]
    if there and not flag.says_anything:
        del kept.flags[there[0]]
    elif there:
        kept.flags[there[0]] = kept.flag(row_id, replace(flag, row=0), kept.flags[there[0]].id)
    elif flag.says_anything:
        kept.flags.append(kept.flag(row_id, replace(flag, row=0)))


def put_details(kept: KeptReturn, name: str | None, pcn_code: str | None, contact: Contact | None) -> None:
    """The practice's name, PCN and contact."""
    for label, text in (
        ("The name of the practice", name),
        ("The PCN", pcn_code),
        ("The name of the contact", contact.name if contact else None),
        ("The email of the contact", contact.email if contact else None),
    ):
        _refuse(label, text)
    kept.name, kept.pcn_code, kept.contact = name, pcn_code, contact


def replaced(kept: KeptReturn, document: ReturnDocument, new_row_id: Callable[[], int]) -> KeptReturn:
    """The return as `document` has it. Rows keep their ids by position, so history follows them."""
    after = KeptReturn(
        kept.id, kept.key, document.created, document.revision,
        document.name, document.pcn_code, document.contact,
        issues=list(kept.issues), last_step=kept.last_step,
    )  # fmt: skip
    for section in SECTIONS:
        old = kept.rows.get(section.key, [])
        rows = []
        for position, raw in enumerate(document.rows(section.key)):
            row_id = old[position].id if position < len(old) else new_row_id()
            figures = {name: after.figure(section.key, row_id, name, text) for name, text in raw.items()}
            rows.append(KeptRow(row_id, section.key, figures))
        if rows:
            after.rows[section.key] = rows
    after.flags = [
        after.flag(after.rows[flag.section][flag.row].id, replace(flag, row=0)) for flag in document.flags
    ]
    return after


def row_of(kept: KeptReturn, section: str, row_id: int) -> KeptRow:
    """The row with this id; NeverSaved if it is gone."""
    for row in kept.rows.get(section, ()):
        if row.id == row_id:
            return row
    raise NeverSaved("This row is no longer in the store. Open the page again to see what is.")


def _figure(kept: KeptReturn, section: str, row_id: int, name: str, text: str) -> Figure:
    """A wrong figure is kept and shown as wrong; but nothing that cannot be stored."""
    spec = SECTION_BY_KEY[section].fields[name]
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NeverSaved(
            f"{spec.label}: has a character that cannot be stored; type the text again"
        ) from None
    return kept.figure(section, row_id, name, text)


def settle(kept: KeptReturn) -> None:
    """Of what was edited in a step: a patient's number is refused, and answers go with what is gone."""
    flags = {(each.row_id, each.flag.field): each.flag for each in kept.flags} if kept.edited else {}
    for section, row_id, name in dict.fromkeys(kept.edited):
        row = next((row for row in kept.rows.get(section, ()) if row.id == row_id), None)
        if row is None:
            continue
        flag = flags.get((row_id, name))
        text = row.figures[name].text if name in row.figures else None
        if unanswered(numbers_at(section, name, text, None), flag):
            label = SECTION_BY_KEY[section].fields[name].label if name else _BESIDE
            raise NeverSaved(f"{label}: {NHS_NUMBER}")
        if flag is not None and unanswered(numbers_beside(flag), flag):
            raise NeverSaved(f"{_BESIDE} {NHS_NUMBER}")
        if flag is not None and flag != (left := settled(section, text, flag)):
            put_flag(kept, row_id, left)


def _refuse(label: str, text: str | None, problem_of: Callable[[str], str | None] = text_problem) -> None:
    """What no page checks later must be right at once, or the return could not be read back from its PDF."""
    problem = problem_of(text) if text is not None else None
    if problem:
        raise NeverSaved(f"{label} {problem}")
