"""The workbook and CSV: real numbers, one table a sheet, and a text is a text whatever it starts with."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from greenpractice.carbon.footprint import load_calculator
from greenpractice.exchange.csv_text import csv_text
from greenpractice.exchange.network_tables import network_tables
from greenpractice.exchange.table import NetworkTable
from greenpractice.exchange.workbook import workbook_bytes
from greenpractice.facts.practices import load_directory
from greenpractice.lines import BOUNDARY_WORDS
from greenpractice.network.groups import one_pcn
from greenpractice.network.network import Network
from greenpractice.network.states import Unread
from greenpractice.network.totals import boundary_totals, scope_totals, whole_total
from greenpractice.reports.network.front_pages import total_rows
from greenpractice.returns.documents import ReturnDocument
from tests.greenpractice.network.samples import PCN, Q1, a_return, judged, members, unread
from tests.greenpractice.network.test_published import published

A, B, C, D = members()
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", " =1+1", "\t=1"]


def network(*documents: ReturnDocument) -> Network:
    directory = load_directory()
    return Network(one_pcn(directory, PCN), Q1, documents, directory, load_calculator(), ["Z12345"])


def test_the_workbook_has_its_sheets_with_numbers_as_numbers_and_no_data_in_words():
    found = network(a_return(A), a_return(B, patients=None))
    workbook = load_workbook(io.BytesIO(workbook_bytes(found, ())))
    assert workbook.sheetnames == [
        "Read me", "Summary", "By practice", "Indicators", "Also watched", "Inhalers", "Energy", "Travel",
        "Other", "Published beside sent", "Returns", "Avoided", "Data quality", "How sure", "To chase",
        "Left open", "Files", "To look at", "Chase list",
    ]  # fmt: skip
    summary = {row[0]: row[1] for row in workbook["Summary"].values}
    assert summary["Total"] == pytest.approx(float(found.footprint.total))
    assert summary["Not in any total"] == f"{C}, {D}, Z12345"
    rows = {row[0]: row for row in workbook["By practice"].values}
    assert [rows[code][2] for code in (A, B, C)] == ["Received", "Received", "Missing"]
    assert rows[A][3] == 5000
    assert rows[B][3] == "No data"
    assert set(rows[C][3:]) == {"No data"}
    assert "(kg CO₂e)" in workbook["By practice"]["E1"].value
    assert not workbook["Summary"].merged_cells.ranges


def test_the_summary_has_the_totals_of_the_window_and_who_is_in_them():
    """A scope without a line was 0 and of everyone; who is published only stood under "not in any total"."""
    document = a_return(C)
    found = network(a_return(A), published(B), replace(document, sections={}))
    rows = {str(row[0]): row[1:] for row in network_tables(found, ())[0].rows}
    whole = whole_total(found)
    assert rows["Not in any total"][0] == ", ".join(whole.outside) == f"{C}, {D}, Z12345"
    titles = ("Total", "Scope 1", "Scope 2", "Scope 3", "Outside the scopes", *BOUNDARY_WORDS.values())
    totals = (whole, *scope_totals(found), *boundary_totals(found))
    for title, total in zip(titles, totals, strict=True):
        assert (rows[title][0], rows[title][2]) == (total.kg, len(total.inside)), title
    assert rows["Scope 1"][0] is None
    (quality,) = [table for table in network_tables(found, ()) if table.name == "Data quality"]
    assert [row[3] for row in quality.rows if row[0] in (A, B)] == [1, "Published, not sent"]
    front = total_rows(found)[-1]
    assert front[2:] == [str(len(whole.inside)), ", ".join(map(found.name, whole.outside))]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str):
    found = network(replace(a_return("Z12345"), name=text))
    files = judged(unread(f"{text}.pdf", Unread("no_data", "No."))).files
    workbook = load_workbook(io.BytesIO(workbook_bytes(found, files)))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == f"{text}.pdf" and cell.quotePrefix for cell in cells)
    for table in network_tables(found, files):
        for row in csv.reader(io.StringIO(csv_text(table))):
            assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]


@given(st.text())
def test_any_text_comes_back_from_csv(text: str):
    ((_,), (cell,)) = csv.reader(
        io.StringIO(csv_text(NetworkTable("T", ("H",), ((text or "x",),))), newline="")
    )
    assert cell.removeprefix("'") == (text or "x").removeprefix("'")


def test_numbers_keep_every_digit_in_csv():
    table = NetworkTable("T", ("A", "B"), ((Decimal("1234.5600001"), None),))
    assert csv_text(table) == "A,B\r\n1234.5600001,No data\r\n"


def test_small_counts_of_patients_are_not_in_the_workbook():
    few = {"asthma_register": "300", "ics_3_or_more": "3", "saba_6_or_more": "60"}
    document = replace(a_return(A), sections={"asthma_care": (few,)})
    tables = {table.name: table for table in network_tables(network(document), ())}
    of_a = [row for row in tables["Indicators"].rows if row[0] == A and str(row[2]).startswith("RESP-01")]
    assert [row[3] for row in of_a] == ["fewer than 5"]
