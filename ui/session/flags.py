"""Marks on rows and figures: what is estimated, noted and confirmed, and the edits that change it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from greenpractice.carbon.published import is_published
from greenpractice.errors import Issue
from greenpractice.fields import FieldSpec, Kind
from greenpractice.guards.answers import answers_that_fall
from greenpractice.returns.documents import Flag
from greenpractice.returns.evidence import in_short, names_of
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.inhalers import CARRIED
from greenpractice.texts import COPIED
from ui.session.edits import Edit, KeptRow, RemoveRow, SetFigure, SetFlag


def is_estimated(row: KeptRow | None, field: str | None = None) -> bool:
    """True if the row, or this figure of it, is marked as estimated; without a field any mark counts."""
    if row is None:
        return False
    if field is None:
        return any(flag.estimated for flag in row.flags.values())
    return any(flag.estimated for key, flag in row.flags.items() if key in (None, field))


def says_estimated(row: KeptRow, field: str, spec: FieldSpec) -> bool:
    """True where `estimated` stands behind an answer: a figure, or a question that is marked itself.

    A mark on the whole row is one on its figures: neither a name nor a unit is estimated.
    """
    if spec.is_number:
        return is_estimated(row, field)
    own = row.flags.get(field)
    return own is not None and own.estimated is True and spec.kind in (Kind.CHOICE, Kind.YES_NO)


def note_of(row: KeptRow | None, field: str | None = None) -> str:
    """The note on a figure, or without a field the notes on the row and its figures."""
    if row is None:
        return ""
    if field is not None:
        flag = row.flags.get(field)
        return (flag.note or "") if flag else ""
    return "; ".join(flag.note for flag in row.flags.values() if flag.note)


def mark_estimated(section: str, row: KeptRow, field: str | None, estimated: bool) -> list[Edit]:
    """Mark a figure (or the whole row) as estimated, or take every such mark away."""
    if estimated:
        flag = row.flags.get(field) or Flag(section, 0, field)
        return [SetFlag(row.id, replace(flag, estimated=True))]
    wanted = (
        row.flags if field is None else {key: row.flags[key] for key in (None, field) if key in row.flags}
    )
    return [_without_estimate(row.id, flag) for flag in wanted.values() if flag.estimated]


def put_note(section: str, row: KeptRow, field: str | None, note: str) -> list[Edit]:
    """Put a note on a figure or row; an empty one is taken away."""
    text = note.strip()
    edits: list[Edit] = []
    if field is None:  # the one cell shows all notes, so what is typed there takes the place of all
        others = [flag for key, flag in row.flags.items() if key is not None and flag.note]
        edits = [SetFlag(row.id, replace(flag, note=None)) for flag in others]
    flag = row.flags.get(field) or Flag(section, 0, field)
    return [*edits, SetFlag(row.id, replace(flag, note=text or None))]


def evidence_of(row: KeptRow | None, field: str | None = None) -> tuple[str, ...]:
    """What is attached to a figure, or without a field to the row and its figures, by its names."""
    if row is None:
        return ()
    return names_of(row.flags.values() if field is None else [row.flags[field]] if field in row.flags else [])


def note_words(row: KeptRow | None) -> str:
    """The notes on a row and its figures, and how many bills or print-outs are attached to them."""
    return " · ".join(part for part in (note_of(row), in_short(evidence_of(row))) if part)


def attach(section: str, row: KeptRow, field: str | None, names: Iterable[str]) -> list[Edit]:
    """Attach files, by their names, to a figure or row; what is attached already is so once."""
    flag = row.flags.get(field) or Flag(section, 0, field)
    wanted = tuple(dict.fromkeys((*(flag.evidence or ()), *names)))
    return [] if wanted == (flag.evidence or ()) else [SetFlag(row.id, replace(flag, evidence=wanted))]


def detach(row: KeptRow, field: str | None, name: str) -> list[Edit]:
    """Take one off a figure, or without a field off the row and its figures."""
    flags = row.flags.values() if field is None else [row.flags[field]] if field in row.flags else []
    return [
        SetFlag(row.id, replace(flag, evidence=tuple(n for n in flag.evidence if n != name) or None))
        for flag in flags
        if flag.evidence and name in flag.evidence
    ]


def confirm(rows: Sequence[KeptRow], issue: Issue, note: str = "") -> list[Edit]:
    """Say that an unusual value is correct, with a note if there is one; a sum of all rows that make it.

    `rows` are those of the section.
    """
    edits: list[Edit] = []
    for position in issue.rows or (issue.row or 0,):
        if position < len(rows):
            row = rows[position]
            flag = row.flags.get(issue.field) or Flag(issue.section or "", 0, issue.field)
            said = note if position == issue.row and note else flag.note
            edits.append(SetFlag(row.id, replace(flag, confirmed=True, note=said)))
    return edits


def put_figures(section: str, row: KeptRow, given: Mapping[str, str]) -> list[Edit]:
    """Put texts in figures of a row; an empty one is no data, and one that is there already no change."""
    changed = {key: text for key, text in given.items() if row.figures.get(key, "") != text}
    edits: list[Edit] = [SetFigure(section, row.id, key, text or None) for key, text in changed.items()]
    return [*edits, *after_change(row, changed)]


def put_figure(section: str, row: KeptRow, field: str, text: str) -> list[Edit]:
    """Put a text in one figure; a row without any is no row, but for that of the practice."""
    if not text and set(row.figures) == {field} and section != "practice":
        return [RemoveRow(section, row.id)]
    return put_figures(section, row, {field: text})


def after_change(row: KeptRow, fields: Iterable[str]) -> list[Edit]:
    """A changed figure is no longer confirmed, nor a copy of last quarter's or carried over, nor published.

    Confirmed no longer is what was asked about it together with others of its row, as its unit.
    Where a row was published as a whole, the figures of it that stay as they are still are.
    """
    changed, flags = set(fields), dict(row.flags)
    for section in {flag.section for flag in flags.values() if flag.confirmed and changed}:
        falls = answers_that_fall(section, changed, row.figures)
        flags = {key: replace(flag, confirmed=None) if key in falls else flag for key, flag in flags.items()}
    whole = flags.get(None)
    if whole is not None and whole.source is not None and changed & row.figures.keys():
        flags[None] = replace(whole, source=None)
        numbers = (key for key in row.figures if SECTION_BY_KEY[whole.section].fields[key].is_number)
        for number in numbers:
            if number not in changed:
                flag = flags.get(number) or Flag(whole.section, 0, number)
                flags[number] = replace(flag, source=whole.source)
    for key, flag in flags.items():
        copied = (flag.note or "").startswith(COPIED)
        if key not in changed and not (key is None and copied):
            continue
        flags[key] = replace(flag, confirmed=None, source=None)
        if copied:
            flags[key] = replace(flags[key], estimated=None, note=None)
        elif (flag.note or "").startswith(CARRIED):
            flags[key] = replace(flags[key], note=None)
    return [SetFlag(row.id, flag) for key, flag in flags.items() if flag != row.flags.get(key)]


def with_flags(row: KeptRow, edits: Iterable[Edit]) -> KeptRow:
    """The row with the flags that these edits give it, for edits that follow them in one step."""
    given = {edit.flag.field: edit.flag for edit in edits if isinstance(edit, SetFlag)}
    return replace(row, flags={**row.flags, **given})


def is_from_file(row: KeptRow | None, field: str) -> bool:
    """True if a figure is published data as a file gave it."""
    return row is not None and is_published(row.flags.values(), field)


def _without_estimate(row_id: int, flag: Flag) -> Edit:
    copied = (flag.note or "").startswith(COPIED)
    return SetFlag(row_id, replace(flag, estimated=None, note=None if copied else flag.note))
