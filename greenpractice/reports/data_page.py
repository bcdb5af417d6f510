"""The data page: the return itself as rows a program can read back if the attachment is lost."""

from reportlab.platypus import Flowable

from greenpractice.reports.blocks import heading, paragraph
from greenpractice.reports.tables import table
from greenpractice.reports.text import SMALL, TextStyle
from greenpractice.returns.data_rows import data_rows
from greenpractice.returns.documents import Json

_ROW = TextStyle(10.5, 12.5)


def data_page(sealed: Json) -> list[Flowable]:
    """Key, value and flag of every row, with the seal as the last ones."""
    rows = [["Key", "Value", "Flag"], *([row.key, row.value, row.flag] for row in data_rows(sealed))]
    return [
        heading("Data for the PCN app", 1),
        paragraph(
            "Do not edit. The same figures are attached inside this PDF. This page is for the network only: "
            "it may hold small numbers of patients.",
            SMALL,
        ),
        table(rows, align="lll", widths=(2.2, 6.6, 1.2), row_headers=False, style=_ROW),
    ]
