"""One practice's return as an Excel workbook: each section with its marks, then every line of carbon."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from greenpractice import __version__
from greenpractice.carbon.carbon_words import and_without_entries, and_without_some, unit_words
from greenpractice.carbon.footprint import Footprint
from greenpractice.carbon.gaps import Gap
from greenpractice.exchange.sheets import fill_sheet
from greenpractice.exchange.table import Cell
from greenpractice.exchange.workbook_mark import mark
from greenpractice.lines import BOUNDARY_WORDS, scope_title
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, ReturnDocument
from greenpractice.returns.entering import shown
from greenpractice.returns.evidence import ATTACHED
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from greenpractice.sections.base import Section

_MARKS = ("Estimated", "Notes", "Confirmed as correct", ATTACHED, "Published data")
_LINES = (
    "Section", "Row", "Source of carbon", "Quantity", "Unit", "Factor (kg CO₂e per unit)", "Carbon (kg CO₂e)",
    "Scope", "NHS boundary", "Estimated", "Year of the factor", "Source of the factor",
)  # fmt: skip
_LEFT_OPEN = ("Section", "Row", "Figure", "What is missing, unusual or not counted", "Confirmed as correct")


def workbook_of(document: ReturnDocument) -> str:
    """What the workbook says it is of: `Return C82001, 2026-27-Q1`."""
    return f"Return {document.ods_code}, {document.period.id}"


def return_workbook(
    document: ReturnDocument, footprint: Footprint, own: Footprint, gaps: Sequence[Gap], demo: bool = False
) -> bytes:
    """The workbook of one return, what its period comes to, its own lines, and what is left open.

    The two differ for a year that quarters are held of beside a whole-year return.
    """
    apart = own is not footprint
    workbook = Workbook()
    mark(workbook, workbook_of(document))
    first = workbook.active
    assert isinstance(first, Worksheet)
    first.title = "Read me"
    fill_sheet(first, ("About this workbook",), [(line,) for line in _read_me(document, demo, apart)])
    fill_sheet(
        workbook.create_sheet("Totals"),
        ("Figure", "Value", "Unit"),
        [*_totals(footprint), *_alone(own, apart)],
    )
    for section in SECTIONS:
        if any(document.rows(section.key)):
            sheet = workbook.create_sheet(section.title)
            fill_sheet(sheet, _headers(section), list(_rows(document, section)))
    fill_sheet(workbook.create_sheet("Lines"), _LINES, list(_lines(own)))
    fill_sheet(workbook.create_sheet("Left open"), _LEFT_OPEN, list(_left_open(gaps, footprint.period)))
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _read_me(document: ReturnDocument, demo: bool, apart: bool) -> Iterator[str]:
    if demo:
        yield "DEMO DATA: every figure here is made up."
    yield f"{document.name or document.ods_code} ({document.ods_code}), {document.period.words}"
    if apart:
        yield "Totals and Left open are of the year, made of this whole-year return and the quarters' own."
        yield "All other sheets, and Lines, are of the whole-year return alone."
    yield "One sheet for each section with figures, as they were entered, and how each figure is marked."
    yield "Lines: every quantity x factor = kg CO₂e, with the source of the factor, unrounded."
    yield "Left open: what is missing, unusual, or entered and in no total, with the reason."
    yield "Empty is No data, never 0."
    yield "This is a copy to work with. Send your PCN the summary PDF: that is the return."
    yield f"Made with Greener Practice {__version__}, which is not made or endorsed by the NHS."


def _totals(footprint: Footprint) -> Iterator[tuple[Cell, ...]]:
    yield "Total", footprint.known_total, f"kg CO₂e{and_without_entries(footprint)}"
    yield "For 1,000 patients", footprint.per_1000_patients, "kg CO₂e"
    yield "Registered patients", footprint.patients, "patients"
    for key, kg in footprint.by_section.items():
        yield SECTION_BY_KEY[key].title, kg, f"kg CO₂e{and_without_some(footprint, key)}"
    for scope, kg in footprint.by_scope.items():
        there = any(line.scope == scope for line in footprint.lines)
        yield scope_title(scope), kg if there else None, "kg CO₂e"


def _alone(own: Footprint, apart: bool) -> Iterator[tuple[Cell, ...]]:
    if apart:
        yield "Total of the whole-year return alone", own.known_total, f"kg CO₂e{and_without_entries(own)}"


def _headers(section: Section) -> tuple[str, ...]:
    fields = section.fields.values()
    labels = (f"{spec.label} ({unit_words(spec.unit)})" if spec.unit else spec.label for spec in fields)
    return ("Row", *labels, *_MARKS)


def _rows(document: ReturnDocument, section: Section) -> Iterator[tuple[Cell, ...]]:
    for position, raw in enumerate(document.rows(section.key)):
        flags = [flag for flag in document.flags if (flag.section, flag.row) == (section.key, position)]
        cells: list[Cell] = [position + 1]
        for key, spec in section.fields.items():
            value = spec.value(raw[key]) if key in raw else None
            text = shown(spec, raw[key]) if key in raw else None
            cells.append(value if isinstance(value, Decimal) else text)
        yield (*cells, *_marks(section, flags))


def _marks(section: Section, flags: Sequence[Flag]) -> tuple[Cell, ...]:
    """What is said of the row and of its figures; an empty text where nothing is."""
    estimated = [_of(section, flag) for flag in flags if flag.estimated]
    notes = [f"{_of(section, flag)}: {flag.note}" for flag in flags if flag.note]
    confirmed = [_of(section, flag) for flag in flags if flag.confirmed]
    evidence = [f"{_of(section, flag)}: {len(flag.evidence)}" for flag in flags if flag.evidence]
    published = [f"{_of(section, flag)}: {flag.source.file or 'file'}" for flag in flags if flag.source]
    return tuple("; ".join(said) for said in (estimated, notes, confirmed, evidence, published))


def _of(section: Section, flag: Flag) -> str:
    return "Whole row" if flag.field is None else section.fields[flag.field].label


def _lines(footprint: Footprint) -> Iterator[tuple[Cell, ...]]:
    for line in footprint.lines:
        factor = line.factor
        yield (
            SECTION_BY_KEY[line.section].title,
            _row_number(line.row),
            line.label,
            line.quantity,
            unit_words(factor.per),
            factor.value,
            line.kg,
            line.scope,
            BOUNDARY_WORDS[line.boundary],
            "Estimated" if line.estimated else "",
            "" if factor.year is None else factor.year,
            factor.source_words,
        )


def _left_open(gaps: Sequence[Gap], period: Period) -> Iterator[tuple[Cell, ...]]:
    for gap in gaps:
        section = SECTION_BY_KEY.get(gap.section)
        figure = section.fields[gap.field].label if section and gap.field else ""
        confirmed = "Confirmed" if gap.confirmed else ""
        title = section.title if section and gap.period == period else gap.where_in(period)
        yield title, _row_number(gap.row), figure, gap.why, confirmed


def _row_number(position: int | None) -> Cell:
    return "" if position is None else position + 1
