"""A network table as CSV that Excel opens as it stands: numbers are numbers, and no text is a formula."""

import csv
import io
from datetime import date
from decimal import Decimal

from greenpractice.exchange.table import Cell, NetworkTable
from greenpractice.numbers import NO_DATA, normal

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(table: NetworkTable) -> str:
    """The table with its headers; lines end as RFC 4180 asks. Written to a file it needs a BOM for Excel."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_safe(header) for header in table.headers])
    writer.writerows([_shown(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def _shown(cell: Cell) -> str:
    if cell is None:
        return NO_DATA
    if isinstance(cell, Decimal):
        return normal(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return _safe(cell) if isinstance(cell, str) else str(cell)


def _safe(text: str) -> str:
    """A text that would be a formula gets the apostrophe with which Excel marks a text."""
    folded = text.lstrip()
    return f"'{text}" if text.startswith(FORMULA_STARTS) or folded.startswith(FORMULA_STARTS) else text
