"""What differs between versions of one return, figure by figure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.numbers import NO_DATA
from greenpractice.phrases import first_upper, joined
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from greenpractice.returns.entering import said
from greenpractice.sections import SECTIONS
from greenpractice.sections.base import Section

_ALL = "All sections"
_BESIDE_FIGURES: Mapping[str, Callable[[Flag], object]] = {  # what may differ while every figure is the same
    "notes": lambda flag: flag.note,
    "confirmed values": lambda flag: flag.confirmed,
    "bills and print-outs": lambda flag: flag.evidence,
}
_ORDER = "The order of rows, or whom to ask"


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that differs: its section, which figure, and how each of the versions has it."""

    section: str
    field: str
    each: tuple[str, ...]


def differences(versions: Sequence[ReturnDocument]) -> list[Difference]:
    """Every figure and estimate that differs, in the order of the sections; rows stand by their place.

    Inhalers are compared product by product, as their order means nothing.
    """
    found = [each for section in SECTIONS for each in _of_section(section, versions)]
    if found or len(versions) < 2:
        return found
    words = tuple(f"As in version {number}" for number in range(1, len(versions) + 1))
    return [Difference(_ALL, _other_words(versions), words)]


def changed_words(before: ReturnDocument, now: ReturnDocument) -> list[str]:
    """`Water, Water supplied: 120 m3 before, 140 m3 now` for each figure that changed, in their order."""
    return [
        f"{each.field} changed"
        if each.section == _ALL
        else f"{each.section}, {each.field}: {each.each[0]} before, {each.each[1]} now"
        for each in differences((before, now))
    ]


def _other_words(versions: Sequence[ReturnDocument]) -> str:
    """`Notes and confirmed values`: what is not the same of versions whose figures are."""
    found = []
    for words, said_of in _BESIDE_FIGURES.items():
        each = [
            {(flag.section, flag.row, flag.field, said_of(flag)) for flag in version.flags if said_of(flag)}
            for version in versions
        ]
        if any(one != each[0] for one in each):
            found.append(words)
    return first_upper(joined(found)) if found else _ORDER


def _of_section(section: Section, versions: Sequence[ReturnDocument]) -> Iterator[Difference]:
    figures = [_figures(section, document) for document in versions]
    for name in dict.fromkeys(name for each in figures for name in each):
        texts = tuple(each.get(name, NO_DATA) for each in figures)
        if len(set(texts)) > 1:
            yield Difference(section.title, name, texts)


def _figures(section: Section, document: ReturnDocument) -> dict[str, str]:
    """The figures of a section by name, as people read them, and which are estimated."""
    estimates = _estimates(section, document)
    found = {}
    for position, (name, row) in enumerate(_by_name(section, document).items()):
        for key, spec in section.fields.items():
            if key in row:
                marked = estimates & {(position, key), (position, None)}
                found[f"{name}{spec.label}"] = said(spec, row[key]) + (", estimated" if marked else "")
    return found


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
        return product.name if product else row.get("name") or row["bnf_code"]
    return f"Row {number + 1}"


def _estimates(section: Section, document: ReturnDocument) -> set[tuple[int, str | None]]:
    return {
        (flag.row, flag.field) for flag in document.flags if flag.section == section.key and flag.estimated
    }
