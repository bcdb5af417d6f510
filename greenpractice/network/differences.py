"""What differs between two versions of one return, figure by figure, for the Lead to choose between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from greenpractice.documents import RawRow, ReturnDocument
from greenpractice.fields import FieldSpec
from greenpractice.inhalers import load_inhalers
from greenpractice.numbers import show
from greenpractice.sections import SECTIONS
from greenpractice.sections.base import Section

NO_DATA = "No data"


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that differs: its section, which figure, and how each of the two has it."""

    section: str
    field: str
    one: str
    other: str


def differences(one: ReturnDocument, other: ReturnDocument) -> list[Difference]:
    """Every figure and estimate that differs, in the order of the sections; rows stand by their place.

    Inhalers are compared product by product, as their order means nothing.
    """
    found = [each for section in SECTIONS for each in _of_section(section, one, other)]
    return found or [Difference("All sections", "Notes, confirmed values or evidence", "One", "Another")]


def _of_section(section: Section, one: ReturnDocument, other: ReturnDocument) -> Iterator[Difference]:
    left, right = _by_name(section, one), _by_name(section, other)
    for name in dict.fromkeys((*left, *right)):
        here, there = left.get(name, {}), right.get(name, {})
        for key, spec in section.fields.items():
            pair = _shown(spec, here.get(key)), _shown(spec, there.get(key))
            if pair[0] != pair[1]:
                yield Difference(section.title, f"{name}{spec.label}", *pair)
    estimates = _estimates(section, one), _estimates(section, other)
    for what in sorted(estimates[0] ^ estimates[1]):
        said = ["Estimated" if what in side else "Not estimated" for side in estimates]
        yield Difference(section.title, what, *said)


def _by_name(section: Section, document: ReturnDocument) -> dict[str, RawRow]:
    """The rows of a section by what is told before their fields, "" for a form of one row."""
    rows = document.rows(section.key)
    if section.single:
        return dict.fromkeys([""], rows[0]) if rows else {}
    names = [_row_name(section, row, number) for number, row in enumerate(rows)]
    return {f"{name}: " if names.count(name) == 1 else f"{name} ({number}): ": row
            for number, (name, row) in enumerate(zip(names, rows, strict=True), start=1)}  # fmt: skip


def _row_name(section: Section, row: RawRow, number: int) -> str:
    if section.key == "inhalers" and "bnf_code" in row:
        product = load_inhalers().product(row["bnf_code"])
        return product.name if product else row["bnf_code"]
    return f"Row {number + 1}"


def _estimates(section: Section, document: ReturnDocument) -> set[str]:
    found = set()
    rows = document.rows(section.key)
    for flag in document.flags:
        if flag.section == section.key and flag.estimated and flag.row < len(rows):
            name = "" if section.single else f"{_row_name(section, rows[flag.row], flag.row)}: "
            found.add(f"{name}{section.fields[flag.field].label if flag.field else 'whole row'}")
    return found


def _shown(spec: FieldSpec, text: str | None) -> str:
    """A figure as people read it; the exact figure, as here it is what is asked about."""
    if text is None:
        return NO_DATA
    value = spec.value(text)
    if isinstance(value, Decimal):
        return f"{show(value)} {spec.unit}".strip()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return spec.choices.get(text, text)
