"""Finding the header of a table, its separator, and what stands for columns the file does not have."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from greenpractice.prescribing.layouts import Layout, recognise
from greenpractice.prescribing.millionths import millionths
from greenpractice.prescribing.months import span_in_name, span_of_table
from greenpractice.prescribing.naming import names_product
from greenpractice.prescribing.values import NoTable, Refused
from greenpractice.texts import holds_nhs_number

_SEPARATORS = (",", ";", "\t")
_LOOK_AT_LINES = 10
_HEAD_BYTES = 256 * 1024
_CODE_IN_NAME = re.compile(r"(?<![0-9A-Z])[0-9]{4}[0-9A-Z]{11}(?![0-9A-Z])", re.ASCII)
# A whole first cell in quotation marks that are letters to a table: curly, low, angled or single ones.
_CURLY = re.compile(r"[“”„‟«»‘’‚‹›'][^“”„‟«»‘’‚‹›'\"]*[“”„‟«»‘’‹›'][,;\t]")
_NO_QUOTES = (
    "its cells stand in curly or single quotation marks, which no program takes for quotation marks in a "
    'table: replace them by straight double ones ("), or save the sheet again as CSV from where it came'
)
_KINDS = (
    "Open an English Prescribing Dataset file, an extract of one, an OpenPrescribing or ePACT2 download, "
    "or a sheet with the columns BNF code and Inhalers"
)

_DOUBTFUL = "a day, as 2025-04-30, and what may be a year, as 2011-12, are not taken for a month"
_NO_MONTH = (
    "the file does not say which month it is of. Add a column Month, or put the month or quarter in the "
    f"file's name, like inhalers-2025-04.csv or inhalers-2025-26-Q1.csv ({_DOUBTFUL}; December 2011 is)"
)
_NO_MONTH_OF_TABLE = (
    "neither its columns nor its name with that of the file say which month of which year it is of. Add a "
    "column Month, or name it like April 2025, or April with the quarter in the file's name, like "
    f"inhalers-2025-26-Q1 ({_DOUBTFUL})"
)


@dataclass(frozen=True, slots=True)
class Header:
    """The layout, the separator, and the row the header stands in (0: there is none)."""

    layout: Layout
    separator: str
    row: int


@dataclass(frozen=True, slots=True)
class Stand:
    """What the file's name says where its columns do not: the span, the one product."""

    span: str | None
    product: str | None


def decoded(block: bytes) -> str:
    """Text of whole lines: each line UTF-8, else Windows-1252, else latin-1."""
    try:
        return block.decode()
    except UnicodeDecodeError:
        return "\n".join(decoded_line(line) for line in block.split(b"\n"))


def decoded_line(line: bytes) -> str:
    """One line of text."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def find_header(block: bytes) -> Header:
    """The header in the first block of a table; Refused says what is wrong with the file if there is none."""
    head = decoded(block[:_HEAD_BYTES].rpartition(b"\n")[0] or block[:_HEAD_BYTES])
    lines = head.split("\n")
    for number, line in enumerate(lines, 1):
        if _CURLY.match(line.lstrip()):
            raise Refused(_NO_QUOTES, number)
    lines = lines[:_LOOK_AT_LINES]
    separators = [max(_SEPARATORS, key=line.count) for line in lines]
    return header_of(
        (
            (separator, _cells(line.rstrip("\r"), separator))
            for line, separator in zip(lines, separators, strict=True)
        )
    )


def header_of(rows: Iterable[tuple[str, Sequence[str]]]) -> Header:
    """The header among the first rows of cells, each with its separator."""
    reason, first = None, ""
    for number, (separator, cells) in enumerate(rows, 1):
        if not any(cell.strip() for cell in cells):
            continue
        found = recognise(cells)
        if isinstance(found, Layout):
            return Header(found, separator, number)
        reason, first = reason or found, first or separator.join(cells)
        if number == 1 and _is_plain_row(cells):
            layout = Layout(
                "a sheet of products and numbers", ("column 1", "column 2"), 0, 0, total=1, plain=True
            )
            return Header(layout, separator, 0)
    shown = first if len(first) <= 60 else f"{first[:60]}…"
    if not shown.isprintable() or holds_nhs_number(first):
        shown = "something that cannot be shown"
    if reason is not None:
        raise Refused(reason, 1)
    raise NoTable(f"its columns are not those of a prescribing file (it starts {shown!r}). {_KINDS}", 1)


def stand_in(file: str, layout: Layout, table: str = "") -> Stand:
    """What the name gives; Refused where neither columns nor name say it, with what to do.

    `table` is the name of a sheet or member, where the file holds several: that goes before the file's.
    """
    span = None
    if layout.month is None:
        span = span_of_table(table, file) if table else span_in_name(file)
        if layout.one_total_of_three_months and (span is None or "Q" not in span):
            raise Refused(
                "the file is one total of three months that it does not name. If they are one quarter, put "
                "that in the file's name, like breakdown-2025-26-Q1.csv; else open monthly prescribing files"
            )
        if span is None:
            raise Refused(_NO_MONTH_OF_TABLE if table else _NO_MONTH)
    product = None
    if layout.one_product:
        codes = set(_CODE_IN_NAME.findall(table.upper())) or set(_CODE_IN_NAME.findall(file.upper()))
        if len(codes) != 1:
            raise Refused(
                "the file does not say which product it is of. Download one BNF presentation at a time and "
                "keep its 15-character code in the file's name, or open English Prescribing Dataset files"
            )
        product = codes.pop()
    return Stand(span, product)


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return [line]


def _is_plain_row(cells: Sequence[str]) -> bool:
    if len(cells) != 2 or millionths(cells[1].strip()) is None:
        return False
    return names_product(cells[0])
