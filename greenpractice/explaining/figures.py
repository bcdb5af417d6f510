"""Figures as they were entered, in words, and where each stands: what an answer leads back to."""

from collections.abc import Iterable
from dataclasses import dataclass

from greenpractice.carbon.part import Part
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.entering import said, shown
from greenpractice.sections import SECTION_BY_KEY


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it was entered, and where it stands."""

    period: Period
    section: str
    row: int
    field: str
    words: str


def figures_of(part: Part, section: str, row: int, fields: Iterable[str]) -> tuple[Figure, ...]:
    """The figures that are there, in words with label, unit and what is marked on them."""
    rows = part.document.rows(section)
    if row >= len(rows):
        return ()
    specs = SECTION_BY_KEY[section].fields
    found = []
    for field in fields:
        text = rows[row].get(field)
        if text is not None:
            spec = specs[field]
            in_label = spec.unit_words.lower() in spec.label.lower()
            words = f"{spec.label}: {shown(spec, text) if in_label else said(spec, text)}"
            marks = _marks(part.document, section, row, field)
            found.append(Figure(part.period, section, row, field, words + marks))
    return tuple(found)


def _marks(document: ReturnDocument, section: str, row: int, field: str) -> str:
    marks = []
    for flag in document.flags:
        if (flag.section, flag.row) == (section, row) and flag.field in (field, None):
            marks += ["estimated"] if flag.estimated else []
            marks += [flag.note] if flag.note else []
    return f" ({', '.join(marks)})" if marks else ""
