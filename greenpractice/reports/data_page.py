"""The data page: the return itself as rows a program can read back if the attachment is lost."""

from reportlab.platypus import Flowable

from greenpractice.reports.blocks import heading, paragraph
from greenpractice.reports.fonts import width_of
from greenpractice.reports.table_design import GAP
from greenpractice.reports.tables import table
from greenpractice.reports.text import SMALL, TextStyle
from greenpractice.reports.words import TEXT_WIDTH
from greenpractice.returns.data_rows import data_rows
from greenpractice.returns.documents import Json

_ROW = TextStyle(8, 9.6)
_PADDING = 1.0
_SHARES = (2.2, 6.6, 1.2)  # of the line: key, value, flag
_VALUE_WIDTH = (TEXT_WIDTH - 2 * GAP) * _SHARES[1] / sum(_SHARES)


def data_page(sealed: Json, level: int = 1) -> list[Flowable]:
    """Key, value and flag of every row, with the seal as the last ones."""
    found = data_rows(sealed, _fits)
    rows = [["Key", "Value", "Flag"], *([row.key, row.value, row.flag] for row in found)]
    return [
        heading("Data for the PCN app", level),
        paragraph(
            "Do not edit. The same figures are attached inside this PDF. This page is for the network only: "
            "it may hold small numbers of patients.",
            SMALL,
        ),
        table(rows, align="lll", widths=_SHARES, row_headers=False, style=_ROW, padding=_PADDING),
    ]


def _fits(text: str) -> bool:
    """A row is one line: what is drawn on a second one has no key to be known by."""
    return width_of(text, _ROW.font, _ROW.size) <= _VALUE_WIDTH
