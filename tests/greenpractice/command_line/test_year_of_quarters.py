"""The report of a year that is made of its quarters: what it says, and that it counts nowhere twice."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument, document_text, to_json
from tests.greenpractice.conftest import Run

CODE, PCN, YEAR = "C82001", "U30213", Period(2025)


@pytest.fixture
def quarters(sample_document: ReturnDocument) -> list[ReturnDocument]:
    return [replace(sample_document, period=quarter) for quarter in YEAR.quarters]


def record(run: Run, folder: Path, documents: list[ReturnDocument]) -> None:
    for number, document in enumerate(documents):
        path = folder / f"{number}.json"
        path.write_bytes(document_text(to_json(document)))
        assert run("record", path)[0] == 0


def words_of(path: Path) -> str:
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return " ".join(text.split())


def collated(run: Run, folder: Path, period: Period) -> dict[str, Any]:
    words = ("--pcn", PCN, "--period", period.id, "--json", "--store", folder.parent / "lead.db")
    found: dict[str, Any] = json.loads(run("collate", folder, *words)[1])
    return found


def footprint(run: Run, period: Period) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        run("footprint", "--practice", CODE, "--period", period.id, "--json")[1]
    )
    return found


@pytest.mark.parametrize("there", [1, 2, 4])
def test_it_says_how_much_of_the_year_it_is(
    run: Run, tmp_path: Path, quarters: list[ReturnDocument], there: int
):
    record(run, tmp_path, quarters[:there])
    target = tmp_path / "year.pdf"
    assert run("report", "--practice", CODE, "--period", YEAR.id, "--output", target)[0] == 0
    said = words_of(target)
    part = f"{there} of 4 quarters so far"
    assert (part in said) == (there < 4)
    assert (f", {there} of 4 quarters C82001" in said) == (there < 4)
    assert "adds no figures" in said
    assert "Figures for 0 of" not in said
    held = footprint(run, YEAR)
    assert held["quarters"] == {"held": there, "of": 4}


def test_collated_the_year_counts_by_its_quarters_alone(
    run: Run, tmp_path: Path, quarters: list[ReturnDocument]
):
    record(run, tmp_path, quarters[:2])
    sent = tmp_path / "sent"
    sent.mkdir()
    year = sent / "year.pdf"
    assert run("report", "--practice", CODE, "--period", YEAR.id, "--output", year)[0] == 0
    alone = collated(run, sent, YEAR)
    assert [(each["status"], each["practice"]) for each in alone["files"]] == [("no_data", CODE)]
    assert (alone["received"], alone["so_far"]) == ([], [])
    assert alone["coverage"]["quarters"] == 0
    assert alone["footprint"]["total_kgco2e"] is None
    for quarter in YEAR.quarters[:2]:
        target = sent / f"{quarter}.pdf"
        assert run("report", "--practice", CODE, "--period", quarter.id, "--output", target)[0] == 0
    both = collated(run, sent, YEAR)
    assert (both["so_far"], both["coverage"]["quarters"]) == ([CODE], 2)
    assert both["footprint"]["total_kgco2e"] == pytest.approx(footprint(run, YEAR)["total_kgco2e"])
