"""A PDF shows more than its own figures: where that changed, the next one is another version."""

from dataclasses import replace
from pathlib import Path

import pytest

from greenpractice.periods import Period
from greenpractice.returns.documents import Contact, ReturnDocument, document_text, to_json
from tests.greenpractice.conftest import Run

CODE, YEAR = "C82001", Period(2025)


@pytest.fixture
def quarters(sample_document: ReturnDocument) -> list[ReturnDocument]:
    return [replace(sample_document, period=quarter) for quarter in YEAR.quarters]


def record(run: Run, folder: Path, document: ReturnDocument) -> None:
    path = folder / "return.json"
    path.write_bytes(document_text(to_json(document)))
    assert run("record", path)[0] == 0


def report(run: Run, folder: Path, period: Period) -> bytes:
    before = {path: path.read_bytes() for path in folder.glob("*.pdf")}
    for number in (1, 2, 3, 4):  # as people count on, where a name is taken
        target = folder / f"Greener-return_{CODE}_{period}_v{number}.pdf"
        status, _, said = run("report", "--practice", CODE, "--period", period.id, "--output", target)
        if status == 0:
            break
        assert "It was not touched" in said
    assert all(path.read_bytes() == data for path, data in before.items()), "none is written over"
    made = Path(said.split(": C82001")[0].strip())
    return made.name.encode() + b" " + made.read_bytes()


def version(made: bytes) -> str:
    return made.split(b" ", 1)[0].decode().rpartition("_v")[2].removesuffix(".pdf")


def more_paper(document: ReturnDocument, revision: int) -> ReturnDocument:
    sections = {**document.sections, "paper": ({"reams": "999", "recycled_content": "0"},)}
    return replace(document, revision=revision, sections=sections)


def test_a_quarter_before_that_changed_makes_another_version(
    run: Run, tmp_path: Path, quarters: list[ReturnDocument]
):
    folder = tmp_path / "pdfs"
    folder.mkdir()
    for quarter in quarters[:2]:
        record(run, tmp_path, quarter)
    second = quarters[1].period
    first = report(run, folder, second)
    assert report(run, folder, second) == first, "nothing changed: the same file"
    record(run, tmp_path, more_paper(quarters[0], 2))
    again = report(run, folder, second)
    assert [version(each) for each in (first, again)] == ["1", "2"]
    assert report(run, folder, second) == again


def test_what_comes_after_a_quarter_changes_nothing_in_its_pdf(
    run: Run, tmp_path: Path, quarters: list[ReturnDocument]
):
    folder = tmp_path / "pdfs"
    folder.mkdir()
    for quarter in quarters[:2]:
        record(run, tmp_path, quarter)
    first = report(run, folder, quarters[0].period)
    record(run, tmp_path, more_paper(quarters[1], 2))
    for quarter in quarters[2:]:
        record(run, tmp_path, quarter)
    assert report(run, folder, quarters[0].period) == first


def test_a_year_of_quarters_is_another_version_with_each_of_them(
    run: Run, tmp_path: Path, quarters: list[ReturnDocument]
):
    folder, versions = tmp_path / "pdfs", []
    folder.mkdir()
    for quarter in quarters[:3]:
        record(run, tmp_path, quarter)
        versions.append(version(report(run, folder, YEAR)))
    record(run, tmp_path, more_paper(quarters[0], 2))
    versions.append(version(report(run, folder, YEAR)))
    assert versions == ["1", "2", "3", "4"]


def test_another_contact_is_another_pdf(run: Run, tmp_path: Path, sample_document: ReturnDocument):
    folder = tmp_path / "pdfs"
    folder.mkdir()
    record(run, tmp_path, sample_document)
    first = report(run, folder, sample_document.period)
    record(run, tmp_path, replace(sample_document, revision=2, contact=Contact("Somebody Else", "")))
    assert version(report(run, folder, sample_document.period)) != version(first)
