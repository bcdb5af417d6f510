"""The network as an Excel workbook: one table a sheet, real numbers, and no formula anywhere."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as WorkbookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from greenpractice.network.coverage import coverage_words, without_words
from greenpractice.network.csv_text import FORMULA_STARTS
from greenpractice.network.network import Network
from greenpractice.network.states import FileState
from greenpractice.network.tables import NO_DATA, Cell, NetworkTable, network_tables

_NOT_STORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_CELL = 32_767
_WIDEST = 60


def workbook_bytes(network: Network, files: Sequence[FileState], demo: bool = False) -> bytes:
    """The workbook of a network's period."""
    workbook = Workbook()
    first = workbook.active
    assert isinstance(first, Worksheet)
    first.title = "Read me"
    _fill(first, NetworkTable("Read me", ("About this workbook",), tuple(_read_me(network, demo))))
    for table in network_tables(network, files):
        _fill(workbook.create_sheet(table.name), table)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _read_me(network: Network, demo: bool) -> list[tuple[Cell]]:
    lines = ["DEMO DATA: every figure here is made up."] if demo else []
    lines += [
        f"{network.group.name}, {network.period.words}",
        f"From the returns of {coverage_words(network)}{without_words(network)}.",
        "Practices that sent nothing are never filled in: every total is of those received and no others.",
        "Carbon is in kg of carbon dioxide equivalent (kg CO₂e), unrounded. Empty is No data, never 0.",
        "Summary: totals by section, scope and boundary. By practice: the same for each practice.",
        "Indicators: the four inhaler indicators of IIF 2022/23, no longer paid, as a guide; "
        "pooled values are sums of numerators over sums of denominators. Shares are fractions of 1.",
        "Inhalers, Energy, Travel: every line, quantity x factor = kg CO₂e.",
        "Returns: inhalers and pens that patients returned.",
        "Data quality: which sections each practice gave, its version and estimates.",
        "Files: what became of each file that came.",
        "To look at and Chase list hold words to copy; nothing is sent from here.",
        "Counts of 1 to 4 patients of one practice are not shown.",
    ]
    return [(line,) for line in lines]


def _fill(sheet: Worksheet, table: NetworkTable) -> None:
    for row, cells in enumerate([table.headers, *table.rows], start=1):
        for column, value in enumerate(cells, start=1):
            _write(sheet.cell(row, column), value)
    for column in range(1, len(table.headers) + 1):
        header = sheet.cell(1, column)
        header.font = Font(bold=True)
        header.alignment = Alignment(wrap_text=True, vertical="top")
        longest = max((len(str(row[column - 1] or "")) for row in table.rows), default=0)
        width = min(_WIDEST, max(12, longest + 2))
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"


def _write(cell: WorkbookCell | MergedCell, value: Cell) -> None:
    assert isinstance(cell, WorkbookCell)  # nothing here merges cells
    if isinstance(value, Decimal):
        cell.value = float(value)
    elif isinstance(value, int | date):
        cell.value = value
    else:
        text = NO_DATA if value is None else _NOT_STORABLE.sub("�", value)[:_LONGEST_CELL]
        cell.value = text
        cell.data_type = "s"  # else openpyxl takes a text that starts with = for a formula
        if text.lstrip().startswith(FORMULA_STARTS):
            cell.quotePrefix = True  # and Excel would, once somebody edits the cell
            cell.number_format = "@"
