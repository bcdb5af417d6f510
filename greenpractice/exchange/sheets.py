"""Sheets of a workbook: a heading and rows, real numbers, and texts that no program takes for a formula."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from openpyxl.cell.cell import Cell as WorkbookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from greenpractice.exchange.csv_text import FORMULA_STARTS
from greenpractice.exchange.table import Cell
from greenpractice.numbers import NO_DATA

_NOT_STORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_CELL = 32_767
_WIDEST = 60


def fill_sheet(sheet: Worksheet, headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write the headers, bold and kept in view, and the rows; None is written as No data."""
    for row, cells in enumerate([headers, *rows], start=1):
        for column, value in enumerate(cells, start=1):
            _write(sheet.cell(row, column), value)
    for column in range(1, len(headers) + 1):
        header = sheet.cell(1, column)
        header.font = Font(bold=True)
        header.alignment = Alignment(wrap_text=True, vertical="top")
        longest = max((len(str(row[column - 1] or "")) for row in rows), default=0)
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
