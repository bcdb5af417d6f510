"""One year of a practice has one total and one list of gaps, wherever it is shown (rule 18)."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from greenpractice.app import main
from greenpractice.exchange.pdf_return import read_pdf
from greenpractice.facts.practices import load_directory
from greenpractice.numbers import show_kg
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from ui.entry.rows_model import KG, RowsModel
from ui.session.workspace import Workspace

YEAR = Period(2025)


def document(period: Period, kwh: str, water: str | None = None) -> ReturnDocument:
    sections = {
        "practice": ({"registered_patients": "9000"},),
        "electricity": ({"site": "Main", "kwh": kwh, "tariff": "standard"},),
    }
    if water is not None:
        sections["water"] = ({"supply_m3": water},)
    return ReturnDocument("C82001", period, 1, "2026-10-08T10:00:00+01:00", sections=sections)


def quarters(number: int) -> list[ReturnDocument]:
    return [document(quarter, "1000", "10") for quarter in YEAR.quarters[:number]]


WHOLE = document(YEAR, "40000")


def asked(capfd: pytest.CaptureFixture[str], *arguments: object) -> str:
    capfd.readouterr()
    assert main([str(argument) for argument in arguments]) == 0
    return capfd.readouterr().out


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    "documents",
    [quarters(4), quarters(2), [WHOLE], [*quarters(4), WHOLE], [*quarters(2), WHOLE]],
    ids=["four quarters", "two quarters", "whole year", "whole year and four", "whole year and two"],
)
def test_a_year_has_one_total_and_one_list_of_gaps(
    workspace: Workspace, documents: list[ReturnDocument], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for each in documents:
        workspace.store.record(each)
    workspace.show_period(YEAR)
    path = workspace.store.path
    on_year = ("--store", path, "--practice", "C82001", "--period", YEAR)
    told = json.loads(asked(capfd, "footprint", *on_year, "--json"))
    total, whys = told["total_kgco2e"], [gap["why"] for gap in told["gaps"]]

    assert float(workspace.footprint().total) == pytest.approx(total)
    assert [gap.why for gap in workspace.gaps()] == whys
    if WHOLE not in documents:
        return
    workspace.store.close()
    pdf, workbook = tmp_path / "year.pdf", tmp_path / "year.xlsx"
    asked(capfd, "report", *on_year, "--output", pdf)
    asked(capfd, "report", *on_year, "--output", workbook)

    pages = [page.extract_text() for page in PdfReader(pdf).pages]
    assert f"{show_kg(Decimal(str(total)))} CO₂e this year" in " ".join(pages[0].split())
    assert all(squeezed(why) in squeezed("".join(pages)) for why in whys)
    book = load_workbook(workbook)
    totals = {row[0]: row[1] for row in book["Totals"].iter_rows(values_only=True)}
    assert totals["Total"] == pytest.approx(total)
    left = [row[3] for row in book["Left open"].iter_rows(min_row=2, values_only=True)]
    assert left == whys
    several = len(documents) > 1
    assert (squeezed("those of the whole-year return alone") in squeezed("".join(pages))) is several
    assert ("Total of the whole-year return alone" in totals) is several


@pytest.mark.parametrize("number", [0, 2, 4])
def test_the_seal_of_a_whole_year_return_is_that_of_the_return_itself(
    workspace: Workspace, number: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Its total is compared with what the return comes to where it arrives without the quarters."""
    for each in [*quarters(number), WHOLE]:
        workspace.store.record(each)
    path = workspace.store.path
    workspace.store.close()
    folder = tmp_path / "in"
    folder.mkdir()
    asked(
        capfd,
        "report",
        "--store",
        path,
        "--practice",
        "C82001",
        "--period",
        YEAR,
        "--output",
        folder / "y.pdf",
    )
    assert read_pdf(folder / "y.pdf")[0].sections == WHOLE.sections
    pcn = load_directory().pcn_on("C82001", YEAR.last_day)
    collated = json.loads(asked(capfd, "collate", folder, "--pcn", pcn, "--period", YEAR, "--json"))
    assert "totals_differ" not in json.dumps(collated)


@pytest.mark.parametrize("number", [2, 4])
def test_the_rows_of_a_whole_year_return_show_their_own_kg(workspace: Workspace, number: int) -> None:
    for each in [*quarters(number), WHOLE]:
        workspace.store.record(each)
    workspace.show_period(YEAR)
    model = RowsModel(workspace, "electricity")
    assert model.data(model.index(0, model.columns.index(KG))) == "9,816"
