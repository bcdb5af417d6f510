"""What can be measured of the pages in every state: how many, how full, no row alone, no machine words."""

import io
import re
from decimal import Decimal
from functools import cache

import pikepdf
import pytest
from pypdf import PdfReader

from greenpractice.answers.lead_sentence import lead_of
from greenpractice.command_line.json_shapes import footprint_json
from greenpractice.indicators.words import value_words
from greenpractice.numbers import show_kg
from greenpractice.phrases import ROUNDING, CarbonUnit
from greenpractice.reports.words import ABOVE, BELOW, MM, PAGE_HEIGHT
from tests.greenpractice.reports.practice.states import STATES, pdf_of, summary_of
from tests.greenpractice.reports.samples import nodes
from tests.greenpractice.reports.ua_checks import problems

DATA_PAGE = "Data for the PCN app"
FOOT, HEAD = BELOW - 2, 297 * MM - ABOVE + 2  # what stands between them is the page's own
MACHINE_WORDS = re.compile(r"None\b(?! (?:of|has|are|marked))|\bnan\b|Decimal|_[a-z]+|[a-z]+_|\{|\}|\[\]")
ADDRESS = re.compile(r"\S+[./]\S+/\S+|doi\.org\S+")
EVERY = pytest.mark.parametrize("state", STATES)


@cache
def rows_of(state: str) -> list[list[tuple[float, str]]]:
    """The lines of text of each page before the data pages, with how high each stands, from the top."""
    found = []
    for page in PdfReader(io.BytesIO(pdf_of(state))).pages:
        pieces: dict[float, str] = {}

        def visit(text: str, user: list[float], matrix: list[float], *_: object) -> None:
            y = round(matrix[4] * user[1] + matrix[5] * user[3] + user[5], 0)
            if text.strip() and FOOT < y < HEAD:
                pieces[y] = f"{pieces.get(y, '')} {text}"  # noqa: B023 - read at once

        page.extract_text(visitor_text=visit)
        lines = sorted(pieces.items(), reverse=True)
        if any(DATA_PAGE in text for _, text in lines):
            break
        found.append(lines)
    return found


def texts_of(state: str) -> list[str]:
    return [" ".join(" ".join(text for _, text in page).split()) for page in rows_of(state)]


@pytest.mark.parametrize("state", ["usual", "first", "last quarter only", "long names", "many relievers"])
def test_a_usual_quarter_has_at_most_8_pages(state: str):
    assert len(rows_of(state)) <= 8


@EVERY
def test_no_page_but_the_last_is_under_a_third_full(state: str):
    for page in rows_of(state)[:-1]:
        lowest = min(height for height, _ in page)
        assert HEAD - lowest >= PAGE_HEIGHT / 3, page[0]


@EVERY
def test_page_1_is_one_page_and_no_number_of_it_says_no_data(state: str):
    first, *rest = texts_of(state)
    assert lead_of(summary_of(state).standing) in first
    assert "How sure is this?" in first
    assert not any("How sure is this? " in page for page in rest)
    for number in summary_of(state).numbers:
        assert "no data" not in f"{number.value} {number.unit} {number.note}".lower()
        assert number.value in first


@EVERY
def test_no_machine_words_are_printed(state: str):
    said = " ".join(ADDRESS.sub("", page) for page in texts_of(state))
    assert MACHINE_WORDS.findall(said) == []


@EVERY
def test_every_state_is_tagged(state: str):
    assert problems(pdf_of(state)) == []
    headings = [each for tag in ("H1", "H2") for each in nodes(pdf_of(state), tag)]
    assert sum(each.tag == "H1" for each in headings) == 1
    with pikepdf.open(io.BytesIO(pdf_of(state))) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert 1 + len(top.children) == len(headings), "bookmarks are H1 and H2"


@EVERY
def test_titles_and_sentences_keep_to_their_lengths(state: str):
    assert len(lead_of(summary_of(state).standing).split()) <= 22
    for number in summary_of(state).numbers:
        assert len(number.note) <= 130, number


def test_page_1_has_the_values_that_other_surfaces_have():
    summary = summary_of("usual")
    first, told = texts_of("usual")[0], footprint_json(summary.footprint, [], summary.view.quarters)
    with_unit = summary.standing.unit
    assert with_unit.words(Decimal(str(told["total_kgco2e"]))) in first
    for key, kg in told["by_section"].items():
        if key in ("inhalers", "commuting", "electricity", "heating"):
            assert with_unit.show(Decimal(str(kg))) in first
    change = summary.view.change
    assert change is not None
    assert with_unit.show(change.comparison.then) in first
    assert with_unit.words(summary.footprint.total) == show_kg(summary.footprint.total), (
        "as the window says it"
    )
    for result in summary.indicators:
        assert result.value is not None
        assert value_words(result, result.value) in first


def test_bills_are_listed_with_site_dates_and_cost_and_gaps_between_them():
    usual = " ".join(texts_of("usual"))
    assert "Main building Electricity 1 Jul 31 Aug 7,480 2,244.10 1.0" in usual
    assert "Main building Electricity 1 Sep 30 Sep 3,801 1,140.30 0.5" in usual
    many = " ".join(texts_of("40 bills"))
    assert "Branch surgery, Station Road Electricity 11 Sep 14 Sep no bill" in many
    assert many.count("no bill") == 4


@pytest.mark.parametrize("state", ["usual", "first", "whole year", "40 bills"])
def test_printed_parts_come_to_their_total_or_the_note_stands(state: str):
    summary = summary_of(state)
    standing, unit = summary.standing, summary.standing.unit
    found = standing.compared
    if found is not None:
        printed = [unit.size(found.then), *(signed_size(unit, each.kg) for each in standing.causes)]
        assert (sum(printed) == unit.size(found.now)) or ROUNDING in texts_of(state)[0]
    lines = [line.kg for line in summary.own.lines if line.section == "inhalers"]
    if sum(unit.size(kg) for kg in lines) != unit.size(summary.own.by_section.get("inhalers", Decimal(0))):
        page = next(text for text in texts_of(state) if "Which inhalers?" in text)
        assert ROUNDING in page


def signed_size(unit: CarbonUnit, kg: Decimal) -> Decimal:
    return -unit.size(kg) if kg < 0 else unit.size(kg)


def test_a_first_return_says_how_to_compare_sooner_and_others_do_not():
    assert "To compare sooner: enter July to September 2025, or the year 2019/20," in texts_of("first")[0]
    assert "To compare sooner" not in texts_of("usual")[0]


def test_who_has_six_relievers_comes_before_any_tonne():
    first = texts_of("many relievers")[0]
    care, tonnes = (
        first.index("Care first: 190 patients (30%)"),
        first.index("Changing 94 of the 188 Ventolin"),
    )
    assert care < tonnes
    assert "Care first: 190" not in texts_of("usual")[0]
