"""A return comes back from its printed data page exactly, or not at all."""

import io
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader

from greenpractice.exchange.arrival_reading import read_arrival
from greenpractice.exchange.data_page_reading import data_pages
from greenpractice.exchange.seal import verdict_of
from greenpractice.network.states import Read, Unread
from greenpractice.reports.blocks import heading, paragraph
from greenpractice.reports.data_page import data_page
from greenpractice.reports.metadata import DocumentInfo
from greenpractice.reports.tagged import build_pdf
from greenpractice.returns.documents import Json, ReturnDocument, to_json
from greenpractice.returns.verdicts import Verified
from tests.greenpractice.network.samples import a_return, members, pdf, sealed
from tests.strategies import documents

INFO = DocumentInfo("Data", "Practice", "Data", datetime(2026, 7, 1, tzinfo=UTC))
DOCUMENT = a_return(members()[0])


def printed(values: Json, demo: bool = False) -> bytes:
    return build_pdf(data_page(values), INFO, watermark="DEMO DATA" if demo else None)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_any_return_comes_back_from_the_page_exactly(document: ReturnDocument):
    values = sealed(document)
    (read,) = data_pages(PdfReader(io.BytesIO(printed(values, demo=True)))).returns
    assert isinstance(read, dict)
    assert read == values
    assert isinstance(verdict_of(read), Verified)
    found = read_arrival(printed(values), "page.pdf")
    assert isinstance(found, Read)
    assert found.from_data_page
    assert to_json(found.document) == to_json(document)


@pytest.mark.skipif(which("pdftocairo") is None, reason="poppler is not installed")
def test_a_copy_printed_by_another_program_still_reads(tmp_path: Path):
    (tmp_path / "in.pdf").write_bytes(pdf(DOCUMENT))
    subprocess.run(["pdftocairo", "-pdf", tmp_path / "in.pdf", tmp_path / "out.pdf"], check=True, timeout=60)
    found = read_arrival((tmp_path / "out.pdf").read_bytes(), "out.pdf")
    assert isinstance(found, Read)
    assert (found.document, found.from_data_page) == (DOCUMENT, True)


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [("electricity", "1200", "1201"), ("practice", "5000", "500"), ("inhalers", "26", "27")],
)
def test_a_figure_changed_on_the_page_is_noticed(key: str, before: str, after: str):
    values = sealed(DOCUMENT)
    row = values["sections"][key][0]
    (field,) = [name for name, text in row.items() if text == before]
    row[field] = after
    found = read_arrival(printed(values), "page.pdf")
    assert isinstance(found, Unread)
    assert found.status == "altered"


def test_a_page_without_its_seal_is_no_data():
    values = {key: value for key, value in sealed(DOCUMENT).items() if key != "seal"}
    found = read_arrival(printed(values), "page.pdf")
    assert isinstance(found, Unread)
    assert found.status == "no_data"


def test_a_row_that_was_printed_otherwise_is_noticed():
    values = sealed(DOCUMENT)
    values["sections"]["water"] = [{"supply_m3": "1"}]
    assert read_arrival(printed(values), "page.pdf").status == "altered"  # type: ignore[union-attr]


def test_figures_anywhere_but_on_the_data_page_are_not_read():
    story = [heading("Summary", 1), paragraph("electricity.0 kwh=999999"), *data_page(sealed(DOCUMENT))]
    found = read_arrival(build_pdf(story, INFO), "page.pdf")
    assert isinstance(found, Read)
    assert found.document == DOCUMENT
    words = build_pdf([heading("Key Value Flag", 1), paragraph("return format=greenpractice-return")], INFO)
    assert isinstance(read_arrival(words, "page.pdf"), Unread)
