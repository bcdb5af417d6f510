"""Copying last quarter: which rows come along, without their dates and readings, all marked as estimated."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from greenpractice.fields import Kind
from greenpractice.phrases import counted
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from greenpractice.returns.patient_numbers import settled
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.texts import COPIED
from ui.session.edits import AddRow, Edit
from ui.session.workspace import Workspace

OF_A_QUARTER = frozenset({"opening", "closing", "calorific_value", "propellant"})  # packs: see packs_carried
# What often stays as it is: the practice itself, and a survey of how staff come to work. What is counted or
# read anew for a quarter never does.
CARRIED_ON = frozenset({"practice", "commuting"})


def can_copy(workspace: Workspace) -> list[str]:
    """The sections that last quarter has and this one has not, by key."""
    before, now = workspace.previous(), workspace.document()
    if before is None:
        return []
    return [key for key in before.sections if any(before.rows(key)) and not any(now.rows(key))]


def can_carry_on(workspace: Workspace) -> list[str]:
    """Those of them of which somebody may say that nothing has changed."""
    return [key for key in can_copy(workspace) if key in CARRIED_ON] if workspace.can_write else []


def carry_on(workspace: Workspace, section: str) -> str:
    """Take a section over from last quarter as it was there, in one step of undo; what was done, in words.

    Practice details are then what they were. A survey is of another quarter, so it is an estimate in this.
    """
    before = workspace.previous()
    edits, figures = copies(workspace, [section] if section in CARRIED_ON else [])
    if before is None or not edits:
        return ""
    if section == "practice":
        edits = [_as_it_was(edit, position, before) for position, edit in enumerate(edits)]
    title = SECTION_BY_KEY[section].title
    lost = workspace.apply_counted(edits, f"{title}: nothing has changed")
    marked = "" if section == "practice" else ", marked Estimated"
    taken = counted(max(0, figures - lost), "figure")
    return f"{title}: {taken} taken over from {before.period.words}{marked}. Ctrl+Z takes them away again"


def _as_it_was(edit: Edit, position: int, before: ReturnDocument) -> Edit:
    """A row that is copied, estimated where it was so last quarter."""
    if not isinstance(edit, AddRow):
        return edit
    was = {
        flag.field
        for flag in before.flags
        if (flag.section, flag.row, flag.estimated) == (edit.section, position, True)
    }
    flags = tuple(
        replace(flag, estimated=True if was & {None, flag.field} else None) if flag.estimated else flag
        for flag in edit.flags
    )
    return replace(edit, flags=flags)


def copies(workspace: Workspace, sections: Iterable[str]) -> tuple[list[Edit], int]:
    """The edits that copy these sections, and how many figures they put; filled sections are left alone."""
    before = workspace.previous()
    edits: list[Edit] = []
    figures = 0
    for section in sections:
        if before is not None and section in can_copy(workspace):
            for position, raw in enumerate(before.rows(section)):
                kept = _kept(section, raw)
                if kept:
                    figures += len(kept)
                    flags = (*_flags(section, kept, before), *_answers(section, position, kept, before))
                    edits.append(AddRow(section, kept, flags=flags))
    return edits, figures


def _kept(section: str, raw: RawRow) -> dict[str, str]:
    fields = SECTION_BY_KEY[section].fields
    return {
        key: text
        for key, text in raw.items()
        if section == "actions" or (fields[key].kind is not Kind.DAY and key not in OF_A_QUARTER)
    }


def _flags(section: str, figures: RawRow, before: ReturnDocument) -> tuple[Flag, ...]:
    note = f"{COPIED} {before.period.words}"
    if section == "actions":
        return ()
    if section != "practice":
        return (Flag(section, 0, None, estimated=True, note=note),)
    numbers = [key for key in figures if SECTION_BY_KEY[section].fields[key].is_number]
    return tuple(Flag(section, 0, key, estimated=True, note=note) for key in numbers)


def _answers(section: str, position: int, figures: RawRow, before: ReturnDocument) -> Iterator[Flag]:
    """What somebody has said is no patient's number is none in the next quarter."""
    for flag in before.flags:
        text = figures.get(flag.field or "")
        if (flag.section, flag.row) == (section, position) and text and flag.not_patients:
            yield settled(section, text, Flag(section, 0, flag.field, not_patients=flag.not_patients))
