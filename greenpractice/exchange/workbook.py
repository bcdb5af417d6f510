"""The network as an Excel workbook: one table a sheet, real numbers, and no formula anywhere."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from greenpractice.exchange.network_tables import network_tables
from greenpractice.exchange.sheets import fill_sheet
from greenpractice.exchange.table import Cell
from greenpractice.exchange.workbook_mark import mark
from greenpractice.indicators.schemes import scheme_words, schemes_of
from greenpractice.network.asking import group_key
from greenpractice.network.coverage import coverage_words, without_words
from greenpractice.network.network import Network
from greenpractice.network.states import FileState


def workbook_of(network: Network) -> str:
    """What the workbook says it is of: `Network U11111, 2026-27-Q1`."""
    return f"Network {group_key(network.group)}, {network.period.id}"


def workbook_bytes(network: Network, files: Sequence[FileState], demo: bool = False) -> bytes:
    """The workbook of a network's period."""
    workbook = Workbook()
    mark(workbook, workbook_of(network))
    first = workbook.active
    assert isinstance(first, Worksheet)
    first.title = "Read me"
    fill_sheet(first, ("About this workbook",), _read_me(network, demo))
    for table in network_tables(network, files):
        fill_sheet(workbook.create_sheet(table.name), table.headers, table.rows)
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
        f"Indicators: those of {scheme_words(schemes_of(network.indicators))}, as a guide; "
        "pooled values are sums of numerators over sums of denominators. Shares are fractions of 1.",
        "Inhalers, Energy, Travel: every line, quantity x factor = kg CO₂e.",
        "Returns: inhalers and pens that patients returned.",
        "Avoided: what returned inhalers kept out of the air, an estimate with the least and the most that "
        "it may be; it stands beside the totals and is never taken off them.",
        "Data quality: which sections each practice gave, its version and estimates.",
        "How sure: how many of the kg are measured, and how much less or more they may be. "
        "To chase: what figures rest on that better ones are found for.",
        "Files: what became of each file that came.",
        "To look at and Chase list hold words to copy; nothing is sent from here.",
        "Counts of 1 to 4 patients of one practice are not shown.",
    ]
    return [(line,) for line in lines]
