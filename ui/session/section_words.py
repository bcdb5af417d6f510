"""How sections and their figures are called inside a sentence."""

from collections.abc import Callable, Iterable

from greenpractice.evidence_kept import is_kept_name
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag
from greenpractice.returns.entering import shown
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row
from greenpractice.sections.inhalers import SECTION as INHALERS
from greenpractice.sections.inhalers import product_name
from ui.session.edits import AddRow, Edit, RemoveRow, Rows, SetFigure, SetFlag


def named(section: str, field: str | None) -> str:
    """How a step of undo calls a figure, or without a field the whole section."""
    declared = SECTION_BY_KEY[section]
    if field is None:
        return declared.title.lower()
    return declared.fields[field].label[:1].lower() + declared.fields[field].label[1:]


def typed_words(period: Period, edits: Iterable[Edit], rows_of: Callable[[str], Rows]) -> str:
    """What was typed in these edits, a line each with the name of its row, for somebody to copy."""
    lines = [period.words]
    for edit in edits:
        section = SECTION_BY_KEY[edit.section]
        match edit:
            case SetFigure(_, _, field, text):
                typed = {field: text or "No data"}
            case AddRow(_, figures, _, flags):
                typed = {**figures, **{key: text for flag in flags for key, text in _beside(flag).items()}}
            case SetFlag(_, flag):
                typed = _beside(flag)
            case RemoveRow():
                typed = {}
        for key, text in typed.items():
            spec = section.fields.get(key)
            label = key if spec is None else spec.label
            where = [section.title, _place(edit, rows_of(edit.section)), label]
            lines.append(f"{', '.join(filter(None, where))}: {text if spec is None else shown(spec, text)}")
    return "\n".join(lines)


def _place(edit: Edit, rows: Rows) -> str:
    """The product that an edit is about, or the number of its row where there are several."""
    row_id = None if isinstance(edit, AddRow) else edit.row
    found = [number for number, row in enumerate(rows) if row.id == row_id]
    figures = edit.figures if isinstance(edit, AddRow) else rows[found[0]].figures if found else {}
    if edit.section == INHALERS.key:
        return product_name(typed_row(INHALERS, figures)) if figures else ""
    return f"row {found[0] + 1}" if found and len(rows) > 1 else ""


def _beside(flag: Flag) -> dict[str, str]:
    """What somebody wrote beside a figure."""
    named = [name for name in flag.evidence or () if not is_kept_name(name)]
    said = {"note": flag.note or "", "evidence": ", ".join(named)}
    return {key: text for key, text in said.items() if text}
