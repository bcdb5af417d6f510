"""Copying last quarter: which sections are offered, and the edits that put their rows in this one."""

from collections.abc import Iterable
from dataclasses import replace

from greenpractice.phrases import counted, joined, lower_first
from greenpractice.returns.carrying import SURVEYED, carried
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections import SECTION_BY_KEY
from ui.session.edits import AddRow, Edit
from ui.session.workspace import Workspace

# What often stays as it is: the practice itself, and a survey of how staff come to work. What is counted or
# read anew for a quarter never does.
CARRIED_ON = frozenset({"practice", SURVEYED})


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

    Practice details are then what they were. A survey says of which day it is, and may be old (`carried`).
    """
    before = workspace.previous()
    edits, figures = copies(workspace, [section] if section in CARRIED_ON else [])
    if before is None or not edits:
        return ""
    if section == "practice":
        edits = [_as_it_was(edit, position, before) for position, edit in enumerate(edits)]
    title = SECTION_BY_KEY[section].title
    lost = workspace.apply_counted(edits, f"{title}: nothing has changed")
    marked = ", marked Estimated" if section != "practice" and marked_words(edits) else ""
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


def marked_words(edits: Iterable[Edit]) -> str:
    """` and marked Estimated`, and of which copied sections that is not so; what follows "copied"."""
    rows = [edit for edit in edits if isinstance(edit, AddRow)]
    rough = {row.section for row in rows if any(flag.estimated for flag in row.flags)}
    sure = [key for key in dict.fromkeys(row.section for row in rows) if key not in rough]
    if not rough:
        return ""
    but = joined([lower_first(SECTION_BY_KEY[key].title) for key in sure])
    return f" and marked Estimated{f', but not {but}' if but else ''}"


def copies(workspace: Workspace, sections: Iterable[str]) -> tuple[list[Edit], int]:
    """The edits that copy these sections, and how many figures they put; filled sections are left alone."""
    before = workspace.previous()
    edits: list[Edit] = []
    figures = 0
    for section in sections:
        if before is not None and section in can_copy(workspace):
            for each in carried(before, section, workspace.period):
                figures += len(each.figures)
                edits.append(AddRow(section, each.figures, flags=each.flags))
    return edits, figures
