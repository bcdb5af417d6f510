import pytest

from greenpractice.reports.blocks import bullets, figure, heading, page_title, paragraph
from greenpractice.reports.cards import Card, cards
from greenpractice.reports.tables import table
from greenpractice.reports.text import SMALL
from tests.greenpractice.reports.samples import (
    LONG,
    build,
    chart,
    full,
    nodes,
    packed,
    product_rows,
    text,
    texts,
)
from tests.greenpractice.reports.ua_checks import problems


def test_figures_are_described_in_words():
    alts = [node.alt for node in nodes(full(), "Figure")]
    assert alts == ["Bar chart: inhalers 30.5 tonnes.", "Bar chart: gas 4.2 tonnes."]
    with pytest.raises(ValueError, match="needs words"):
        figure(chart(), " ")


def test_a_table_over_several_pages_is_one_table_whose_headers_are_read_once():
    data = build([heading("Inhalers", 1), table(product_rows(80))])
    assert len(texts(data)) > 2
    assert all("kg CO₂e" in page for page in texts(data))
    (read,) = nodes(data, "Table")
    assert [row.tag for row in read.children] == ["TR"] * 81
    assert [cell.scope for cell in read.children[0].children] == ["Column"] * 3
    assert [len(cell.marks) for cell in read.children[0].children] == [1, 1, 1]
    assert [cell.tag for cell in read.children[5].children] == ["TH", "TD", "TD"]
    assert problems(data) == []


@pytest.mark.parametrize("count", [4, 5, 7, 30])
def test_no_row_of_a_table_stands_alone_on_a_page(count: int):
    for filler in range(31, 43):
        story = [heading("Top", 1), *(paragraph("Filler", SMALL) for _ in range(filler))]
        found = [page.count("Reliever") for page in texts(build([*story, table(product_rows(count))]))]
        assert all(rows == 0 or rows >= min(count, 3) for rows in found), (filler, found)


def test_a_page_that_has_hardly_begun_goes_on_with_the_next_question():
    def pages(lines: int):
        story = [heading("Top", 1), *(paragraph("Filler", SMALL) for _ in range(lines))]
        return len(texts(build([*story, *page_title("Next")])))

    assert [pages(lines) for lines in (2, 10, 20, 30)] == [1, 1, 2, 2]


def test_an_empty_cell_keeps_its_place():
    (read,) = nodes(build([heading("Inhalers", 1), table(product_rows(1))]), "Table")
    assert [bool(cell.marks) for cell in read.children[1].children] == [True, True, False]


def test_a_cell_of_any_length_finds_room():
    data = build([heading("Notes", 1), table([["Energy", LONG * 120]], header_rows=0)])
    assert len(texts(data)) > 2
    assert packed(text(data)).count(packed(LONG)) == 120
    assert len(nodes(data, "TD")) == 1
    assert problems(data) == []


def test_a_paragraph_over_two_pages_is_one_paragraph():
    data = build([heading("Notes", 1), paragraph(LONG * 60)])
    (read,) = nodes(data, "P")
    assert [page for page, _ in read.marks] == [0, 1]
    assert problems(data) == []


def test_a_list_item_over_two_pages_has_one_bullet():
    data = build([heading("Notes", 1), *bullets([LONG * 60, "Second"])])
    (read,) = nodes(data, "L")
    assert [[part.tag for part in item.children] for item in read.children] == [["Lbl", "LBody"]] * 2
    assert problems(data) == []


def test_cards_are_read_from_left_to_right():
    data = build(
        [heading("Carbon", 1), cards([Card("This quarter", "30.5"), Card("Last year", "124", "tonnes")])]
    )
    row = next(node for node in nodes(data, "Div") if node.parent.tag == "Document")
    assert [len(card.children) for card in row.children] == [2, 3]
    assert [number for card in row.children for part in card.children for _, number in part.marks] == [
        1,
        2,
        3,
        4,
        5,
    ]
    assert problems(data) == []
