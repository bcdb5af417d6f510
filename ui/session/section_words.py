"""How sections and their figures are called inside a sentence."""

from collections.abc import Iterable

from greenpractice.periods import Period
from greenpractice.returns.documents import Flag
from greenpractice.returns.entering import shown
from greenpractice.sections import SECTION_BY_KEY
from ui.session.edits import AddRow, Edit, RemoveRow, SetFigure, SetFlag


def named(section: str, field: str | None) -> str:
    """How a step of undo calls a figure, or without a field the whole section."""
    declared = SECTION_BY_KEY[section]
    if field is None:
        return declared.title.lower()
    return declared.fields[field].label[:1].lower() + declared.fields[field].label[1:]


def typed_words(period: Period, edits: Iterable[Edit]) -> str:
    """What was typed in these edits, a line each, for somebody to copy."""
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
            lines.append(f"{section.title}, {label}: {text if spec is None else shown(spec, text)}")
    return "\n".join(lines)


def _beside(flag: Flag) -> dict[str, str]:
    """What somebody wrote beside a figure."""
    said = {"note": flag.note or "", "evidence": ", ".join(flag.evidence or ())}
    return {key: text for key, text in said.items() if text}
