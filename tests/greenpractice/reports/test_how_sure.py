"""How sure a return is in its PDF: the words and grades of everywhere else, on page 1 and in the details."""

import io
from decimal import Decimal

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pypdf import PdfReader

from greenpractice.demo.returns import demo_documents
from greenpractice.exchange.signing import SigningKey
from greenpractice.phrases import CarbonUnit
from greenpractice.reports.content import Summary
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import ReturnDocument

KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
RETURNS = sorted(demo_documents(), key=lambda each: each.period)
PRACTICE = ({"site": "Main Street", "floor_area_m2": "640"},)


def small() -> ReturnDocument:
    last = RETURNS[-1]
    rows = {"practice": PRACTICE, "heating": ({"fuel": "natural_gas", "basis": "floor_area"},)}
    return ReturnDocument(last.ods_code, last.period, 1, last.created, sections=rows)


def said(document: ReturnDocument, others: list[ReturnDocument]) -> list[str]:
    pdf = summary_pdf(document, others, KEY)
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def _unit(document: ReturnDocument, others: list[ReturnDocument]) -> CarbonUnit:
    """What the weights of the report are in: tonnes of the whole return, kg of the small one."""
    return Summary(document, others, demo=False).standing.unit


@pytest.mark.parametrize("full", [True, False])
def test_page_1_has_the_grade_and_what_to_chase_and_the_details_all_of_it(full: bool):
    document = RETURNS[-1] if full else small()
    others = [each for each in RETURNS[:-1] if full and each.ods_code == document.ods_code]
    good = Summary(document, others, demo=False).good
    first, *rest = said(document, others)
    assert good.next is not None
    assert good.next.told(in_short=full) in first
    assert (good.sure.short if full else good.sure.words) in first
    details = " ".join(rest)
    assert good.sure.words in details
    assert good.next.words in details
    for row in good.sure.rows_of(good.sure.sections, _unit(document, others).show):
        assert " ".join(row).replace("\u00a0", " ") in details


def test_a_return_without_carbon_has_no_grade():
    document = ReturnDocument(
        "C82001", RETURNS[-1].period, 1, RETURNS[-1].created, sections={"practice": PRACTICE}
    )
    text = " ".join(said(document, []))
    assert "How sure is this?" in text
    assert "section by section" not in text
    assert Summary(document, [], demo=False).good.sure.whole.kg == Decimal(0)
