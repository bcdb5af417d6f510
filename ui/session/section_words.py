"""How sections and their figures are called inside a sentence."""

from greenpractice.sections import SECTION_BY_KEY


def named(section: str, field: str | None) -> str:
    """How a step of undo calls a figure, or without a field the whole section."""
    declared = SECTION_BY_KEY[section]
    if field is None:
        return declared.title.lower()
    return declared.fields[field].label[:1].lower() + declared.fields[field].label[1:]
