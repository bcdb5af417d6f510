"""One practice's return as a workbook: every figure with its marks, every line, and no formula."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.gaps import gaps_of_part
from greenpractice.carbon.part import Part
from greenpractice.exchange.return_workbook import return_workbook
from greenpractice.periods import Period
from greenpractice.prescribing.workbook_rows import workbook_rows
from greenpractice.returns.documents import Flag, ReturnDocument

PERIOD = Period(2025, 1)


def document(*flags: Flag, site: str = "Main Street") -> ReturnDocument:
    return ReturnDocument(
        "C82009",
        PERIOD,
        1,
        "2025-07-08T10:12:00+01:00",
        "Market Street Surgery",
        sections={
            "heating": (
                {"site": site, "fuel": "natural_gas", "unit": "kWh", "quantity": "31000"},
                {"site": site, "fuel": "heating_oil", "quantity": "10"},
            )
        },
        flags=flags,
    )


def book_of(returned: ReturnDocument) -> bytes:
    part = Part(returned, load_calculator().of_return(returned))
    return return_workbook(returned, part.footprint, part.footprint, gaps_of_part(part))


def sheets(tmp_path: Path, returned: ReturnDocument) -> dict[str, list[list[str]]]:
    """The sheets as another program reads them."""
    path = tmp_path / "return.xlsx"
    path.write_bytes(book_of(returned))
    names = load_workbook(path, read_only=True).sheetnames
    with path.open("rb") as file:
        read = [list(sheet.rows) for sheet in workbook_rows(file)]
    return dict(zip(names, read, strict=True))


def test_each_section_is_a_sheet_with_figures_and_marks(tmp_path: Path):
    flags = (
        Flag("heating", 0, "quantity", estimated=True, note="June bill missing", evidence=("may.pdf",)),
        Flag("heating", 1, None, confirmed=True),
    )
    read = sheets(tmp_path, document(*flags))
    assert list(read) == ["Read me", "Totals", "Heating", "Lines", "Left open"]
    headers, first, second = read["Heating"]
    of = dict(zip(headers, first, strict=False))
    assert (of["Row"], of["Site"], of["Fuel"], of["Amount used (units)"]) == (
        "1", "Main Street", "Natural gas", "31000",
    )  # fmt: skip
    assert of["Estimated"] == "Amount used"
    assert of["Notes"] == "Amount used: June bill missing"
    assert of["Bills and print-outs"] == "Amount used: 1"
    assert dict(zip(headers, second, strict=False))["Confirmed as correct"] == "Whole row"


def test_a_total_says_what_it_is_without(tmp_path: Path):
    totals = {row[0]: row for row in sheets(tmp_path, document())["Totals"]}
    assert totals["Total"][2] == "kg CO₂e, without 1 entry of heating that is not counted"
    assert totals["Heating"][2] == "kg CO₂e, without 1 entry not counted"
    assert float(totals["Scope 1"][1]) > 0
    assert totals["Scope 2"][1] == "No data"  # no line of it, which is not 0


def test_the_lines_are_those_of_the_footprint(tmp_path: Path):
    returned = document()
    read = sheets(tmp_path, returned)
    footprint = load_calculator().of_return(returned)
    headers, *lines = read["Lines"]
    kg = headers.index("Carbon (kg CO₂e)")
    assert len(lines) == len(footprint.lines) == 2
    assert sum(Decimal(line[kg]) for line in lines) == pytest.approx(footprint.total)
    assert all("Conversion" in line[headers.index("Source of the factor")] or line[-1] for line in lines)
    assert [row[:4] for row in read["Left open"][1:] if "Not counted" in row[3]] == [
        [
            "Heating",
            "2",
            "",
            "Not counted: Main Street, Heating oil (kerosene), 10. The reason: the unit is not given.",
        ]
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)"])
def test_a_text_is_never_a_formula(tmp_path: Path, text: str):
    returned = document(Flag("heating", 0, None, note=text), site=text)
    path = tmp_path / "return.xlsx"
    path.write_bytes(book_of(returned))
    sheet = load_workbook(path)["Heating"]
    for cell in [cell for row in sheet.iter_rows() for cell in row if text in str(cell.value)]:
        assert cell.data_type == "s"
    assert sheet["B2"].value == text
    assert sheet["B2"].quotePrefix
