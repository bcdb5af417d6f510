"""A practice's summary PDF: complete, accessible, repeatable, and silent about small numbers."""

import io
import re
from dataclasses import replace
from decimal import Decimal

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from pypdf import PdfReader

from greenpractice.carbon.footprint import load_calculator
from greenpractice.demo.returns import demo_documents
from greenpractice.exchange.pdf_return import ATTACHMENT_NAME
from greenpractice.exchange.signing import SigningKey
from greenpractice.periods import Period
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import Flag, ImportedFrom, ReturnDocument, canonical_bytes, to_json
from greenpractice.returns.json_reading import plain_json
from greenpractice.returns.progress import FIGURE_SECTIONS, counting, progress_of
from tests.greenpractice.reports.ua_checks import problems, tree_of
from tests.strategies import documents

KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
DATA_PAGE = "Data for the PCN app"


@pytest.fixture(scope="module")
def returns() -> list[ReturnDocument]:
    return [document for document in demo_documents() if document.ods_code == "Z99991"]


@pytest.fixture(scope="module")
def pdf(returns: list[ReturnDocument]) -> bytes:
    return summary_pdf(returns[-1], returns[:-1], KEY)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def without_data_page(pdf: bytes) -> str:
    found = pages(pdf)
    first = next(number for number, text in enumerate(found) if DATA_PAGE in text)
    return "\n".join(found[:first])


def alternative_texts(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return "\n".join(node.alt for node in tree_of(document).walk())


def test_page_1_says_what_a_partner_wants_to_know(pdf: bytes):
    first = pages(pdf)[0]
    for words in (
        "Sample Surgery, July to September 2026", "9,260 patients", "version 1", "this quarter",
        "about the same as a year ago", "3.7 for each 1,000 patients", "Inhalers are 78% of it",
        "The next step: 94 Ventolin Evohaler a quarter, 2.6 tonnes", "a review with the patient",
        "ES-01", "ES-02", "RESP-01", "RESP-02", "Not reached yet", "Lower level", "What we are doing",
        "How sure is this?", "CO₂e",
    ):  # fmt: skip
        assert words in " ".join(first.split()), words
    assert "No data" not in first
    assert "manager@example.org" not in first


def test_a_first_return_says_of_what_its_products_have_most(returns: list[ReturnDocument]):
    first = " ".join(pages(summary_pdf(returns[-1], [], KEY))[0].split())
    assert re.search(r"\d+ of \d+ products: \d+% of inhaler carbon", first)  # not of the inhalers


def test_the_last_12_months_say_what_they_are_without(returns: list[ReturnDocument]):
    paper = ({"reams": "4", "recycled_content": "0"}, {"recycled_content": "0"})
    *others, last = sorted(returns, key=lambda each: each.period)
    before = next(each for each in others if each.period == last.period.previous)
    lacking = replace(before, sections={**before.sections, "paper": paper})
    texts = [pages(summary_pdf(last, [*others, *more], KEY))[1] for more in ((), (lacking,))]
    found = [re.findall(r"12 months: .* without (\d+) entries not", " ".join(each.split())) for each in texts]
    assert found == [["4"], ["5"]]


def test_a_part_of_a_year_is_compared_with_the_same_part_and_says_so(returns: list[ReturnDocument]):
    year = replace(returns[-1], period=Period(2026), sections={}, flags=())
    first, second, *_ = (" ".join(page.split()) for page in pages(summary_pdf(year, returns, KEY)))
    assert "Sample Surgery, April to September 2026, 2 of 4 quarters" in first
    assert "than in the same quarters" in first or "as in the same quarters a year before" in first
    assert "2 quarters of 2025/26" in first
    assert "2 of 4 quarters, the same 2 a year before" in second


def test_what_returned_inhalers_avoided_is_told_with_its_range_of_a_quarter_and_of_a_year(
    pdf: bytes, returns: list[ReturnDocument]
):
    assert "Pharmacy: 30 pMDI returned: 232 kg (90 kg to 510 kg) CO₂e avoided." in flat(pdf)
    year = replace(returns[0], period=Period(2025), sections={}, flags=())
    said = flat(summary_pdf(year, [each for each in returns if each.period.year == 2025], KEY))
    assert "Inhalers returned, April 2025 to March 2026" in said
    assert re.search(r"Pharmacy [\d,]+ [\d,]+ [\d,]+ All routes [\d,]+ [\d,]+ [\d,]+", said)


def flat(pdf: bytes) -> str:
    return " ".join(" ".join(pages(pdf)).split())


def test_the_pages_stand_in_their_order(pdf: bytes):
    text = "\n".join(pages(pdf))
    places = [
        text.index(words)
        for words in (
            "What changed?",
            "Which inhalers?",
            "Which bills and journeys?",
            "What else, and our actions?",
            "How we worked it out",
            DATA_PAGE,
        )
    ]
    assert places == sorted(places)


def test_every_factor_of_a_line_is_listed_with_its_value_and_source(
    pdf: bytes, returns: list[ReturnDocument]
):
    text = " ".join(without_data_page(pdf).split())
    for line in load_calculator().of_return(returns[-1]).lines:
        assert format(line.factor.value, "f") in text
        assert " ".join(line.factor.source.words.split())[:60] in text


def test_the_file_has_tags_title_language_and_alternative_texts(pdf: bytes):
    assert problems(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "en-GB"
        assert "Sample Surgery" in str(document.docinfo.Title)


def test_the_same_return_gives_the_same_bytes(pdf: bytes, returns: list[ReturnDocument]):
    assert summary_pdf(returns[-1], reversed(returns[:-1]), KEY) == pdf


def test_the_return_inside_is_the_document(pdf: bytes, returns: list[ReturnDocument]):
    values = plain_json(PdfReader(io.BytesIO(pdf)).attachments[ATTACHMENT_NAME][0])
    assert canonical_bytes(values) == canonical_bytes(to_json(returns[-1]))
    assert values["seal"]["demo"] is False


def test_demo_data_say_so_on_every_page(returns: list[ReturnDocument]):
    demo = summary_pdf(returns[-1], [], KEY, demo=True)
    assert all("DEMO DATA" in text for text in pages(demo))


def test_a_return_with_next_to_nothing_prints_no_data():
    bare = ReturnDocument("C82001", Period.parse("2025-26-Q1"), 1, "2025-07-08T10:12:00+01:00")
    text = without_data_page(summary_pdf(bare, [], KEY))
    assert "No data for: practice details, inhalers" in " ".join(text.split())
    assert "No figures for the inhaler indicators yet" in text
    assert "No carbon yet: 0 of 13 sections have figures." in text


def with_asthma(document: ReturnDocument, **counts: str) -> ReturnDocument:
    return replace(document, sections={**document.sections, "asthma_care": (counts,)})


@pytest.mark.parametrize(
    "counts",
    [
        {"asthma_register": "612", "ics_3_or_more": "430", "saba_6_or_more": "3"},
        {"asthma_register": "617", "ics_3_or_more": "4", "saba_6_or_more": "120"},
    ],
)
def test_small_counts_of_patients_and_their_percentages_stay_on_the_data_page(
    returns: list[ReturnDocument], counts: dict[str, str]
):
    few = next(name for name, count in counts.items() if int(count) < 5)
    pdf = summary_pdf(with_asthma(returns[-1], **counts), returns[:-1], KEY)
    share = Decimal(counts[few]) * 100 / Decimal(counts["asthma_register"])
    everywhere = without_data_page(pdf) + alternative_texts(pdf)
    assert "fewer than 5" in everywhere
    assert "not shown" in everywhere
    assert f"{share:.1f}%" not in everywhere
    assert not re.search(rf"\b{counts[few]}\s+{counts['asthma_register']}\b", everywhere)
    assert f"{few}={counts[few]}" in "\n".join(pages(pdf))


def test_a_full_return_still_has_its_summary_on_one_page(returns: list[ReturnDocument]):
    crowded = replace(
        returns[-1],
        name="The Very Long Named Medical Partnership of Market Harborough, Bosworth and the Villages Around",
        sections={
            **returns[-1].sections,
            "appointments": ({"face_to_face": "9000", "one_way": "1.3", "unit": "km", "car_share": "0.6"},),
            "actions": tuple(
                {
                    "code": f"OWN{n}", "status": "in_progress", "due": "2027-03-31",
                    "title": "Ask every patient with 6 or more relievers a year to a review",
                    "owner": "Practice pharmacist and asthma nurse",
                }
                for n in range(3)
            ),
        },
    )  # fmt: skip
    found = pages(summary_pdf(crowded, returns[:-1], KEY))
    assert "How sure is this?" in found[0]
    assert "What changed?" in found[1]


def test_notes_and_confirmed_values_are_printed(returns: list[ReturnDocument]):
    flags = (
        Flag("heating", 0, "quantity", estimated=True, note="June bill <b>missing</b> & more"),
        Flag("water", 0, "supply_m3", confirmed=True, evidence=("bill.pdf",)),
    )
    text = " ".join(without_data_page(summary_pdf(replace(returns[-1], flags=flags), [], KEY)).split())
    assert "June bill <b>missing</b> & more" in text
    assert "confirmed as right" in text
    assert "1 bill or print-out is kept with these figures." in text
    assert "Bills and print-outs kept at the practice: Water 1. They are never sent." in text


def test_the_line_on_data_quality_names_file_and_months_of_published_figures(returns: list[ReturnDocument]):
    name = f"{'prescribing-' * 12}2026.csv"
    flags = tuple(
        Flag("inhalers", row, source=ImportedFrom(file, ("2026-07", "2026-08")))
        for row, file in enumerate(("july.csv, august.csv", name))
    )
    text = " ".join(without_data_page(summary_pdf(replace(returns[-1], flags=flags), [], KEY)).split())
    assert "Imported from july.csv, august.csv (July and August 2026)." in text
    assert text.count("(July and August 2026).") == 2  # a long name is cut, never the months


def test_items_stand_beside_the_inhalers_where_there_are_any(returns: list[ReturnDocument]):
    ventolin = {"bnf_code": "0301011R0BEAIAP", "inhalers": "405"}
    for row, head in (
        ({**ventolin, "items": "348"}, "Inhalers Items kg each"),
        (ventolin, "Inhalers kg each"),
    ):
        document = replace(returns[-1], sections={"inhalers": (row,)}, flags=())
        text = " ".join(without_data_page(summary_pdf(document, [], KEY)).split())
        assert head in text
        assert ("405 348" in text) == ("items" in row)


def test_sections_are_counted_as_on_home(returns: list[ReturnDocument]):
    """A plan of actions is no section with figures."""
    document = replace(returns[-1], flags=())
    text = " ".join(without_data_page(summary_pdf(document, [], KEY)).split())
    progress = counting(progress_of(document))
    figures = [section for section in FIGURE_SECTIONS if section.key in progress]
    have = sum(bool(document.rows(section.key)) for section in figures)
    entries = sum(len(row) for section in figures for row in document.rows(section.key))
    assert document.rows("actions")
    assert f"Figures for {have} of {len(figures)} sections, {entries} entries in all." in text


@settings(max_examples=40)
@given(documents())
def test_any_return_makes_a_sound_pdf_that_holds_it(document: ReturnDocument):
    pdf = summary_pdf(document, [], KEY)
    values = plain_json(PdfReader(io.BytesIO(pdf)).attachments[ATTACHMENT_NAME][0])
    assert canonical_bytes(values) == canonical_bytes(to_json(document))
    assert problems(pdf) == []


def test_a_weight_under_1_kg_is_no_0_and_the_packs_that_were_said_stand_by_the_table(
    returns: list[ReturnDocument],
):
    rows = (
        {"bnf_code": "0302000Y0BBAAAA", "inhalers": "11"},
        {"bnf_code": "0302000C0BPABBF", "inhalers": "40", "propellant": "HFA152a"},
    )
    found = replace(returns[-1], period=Period(2026, 2), sections={"inhalers": rows}, flags=())
    said = flat(summary_pdf(found, [found], KEY))
    assert "11 under 0.1 under 1" in said
    assert "Clenil Modulite 100 micrograms: packs with HFA-152a, as the practice says." in said
