"""The forms of a page: what is drawn is decoration, what it says stands in cells, and lengths are true."""

from decimal import Decimal

import pytest

from greenpractice.answers.front_numbers import Number
from greenpractice.charts.geometry import Box, Words
from greenpractice.phrases import paper_unit
from greenpractice.reports.blocks import block_title, heading, paragraph
from greenpractice.reports.forms.ask_box import ask_box
from greenpractice.reports.forms.bar_list import BarRow, bar_list, bar_room, bar_shapes, longest
from greenpractice.reports.forms.change_list import ChangePicture, ChangeRow, change_list
from greenpractice.reports.forms.halves import Halves
from greenpractice.reports.forms.numbers import number_row
from greenpractice.reports.forms.rulers import LEVEL_WORDS, ruler_shapes
from greenpractice.reports.practice.columns import adds_up, column, table_unit
from greenpractice.reports.practice.front_page import indicators_title, ruler_rows
from greenpractice.reports.words import HALF
from tests.greenpractice.reports.practice.states import pdf_of, summary_of
from tests.greenpractice.reports.samples import build, nodes, text
from tests.greenpractice.reports.ua_checks import problems

TONNES = paper_unit(Decimal(34000))
ROWS = [
    BarRow("Inhalers", "26.8", Decimal(26800), before=Decimal(29000), label="78%", is_own=True),
    BarRow("Heating (estimated)", "1.2", Decimal(1200), Decimal(1200), label="4%"),
]


def test_halves_are_read_left_whole_and_then_right_whole():
    changes = [ChangeRow("Lower-carbon inhalers", Decimal(-3600)), ChangeRow("More patients", Decimal(300))]
    right = change_list(("2025", Decimal(38100)), changes, ("2026", Decimal(34800)), TONNES, HALF)
    story = [
        heading("Sample Surgery", 1),
        number_row([Number("34.3", "tonnes", "this quarter")]),
        Halves(
            [block_title("Left"), bar_list(ROWS, HALF, 0.003)],
            [block_title("Right"), paragraph("Under it"), right],
        ),
        ask_box("The next step", "Each change is a review."),
    ]
    data = build(story)
    assert problems(data) == []
    said = text(data)
    order = ["Left", "Inhalers 26.8 78%", "Heating (estimated) 1.2 4%", "Right", "Under it", "2025 38.1",
             "Lower-carbon inhalers −3.6", "More patients +0.3", "2026 34.8", "The next step"]  # fmt: skip
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    left, right_table = nodes(data, "Table")
    assert [[cell.tag for cell in row.children] for row in left.children] == [["TH", "TD", "TD"]] * 2
    assert len(right_table.children) == 4


def test_bars_are_as_long_as_their_weights_and_the_estimated_part_is_hatched():
    scale = bar_room(ROWS, HALF) / float(longest(ROWS))
    first, second = (bar_shapes(row, 17, scale) for row in ROWS)
    (bar,) = [each for each in first if isinstance(each, Box)]
    (rough,) = [each for each in second if isinstance(each, Box)]
    assert bar.width / rough.width == pytest.approx(26.8 / 1.2)
    assert (bar.hatched, rough.hatched) == (False, True)
    (label,) = [each for each in first if isinstance(each, Words)]
    assert label.x > 29000 * scale, "the words stand beyond the line of a year ago"


def test_small_changes_are_seen_and_lower_is_left_and_filled():
    picture = ChangePicture([Decimal(0), Decimal(-3600), Decimal(300), Decimal(0)])
    assert picture(0, 100, 15) == []
    less, more = picture(1, 100, 15)[0], picture(2, 100, 15)[0]
    assert isinstance(less, Box)
    assert isinstance(more, Box)
    assert less.x + less.width == pytest.approx(more.x)
    assert (less.fill is None, more.fill is None) == (False, True)
    assert more.width > 5


def test_a_ruler_says_in_words_what_it_draws_and_better_is_on_the_right():
    rows = ruler_rows(summary_of("usual"))
    for row in rows:
        assert row.status in LEVEL_WORDS.values()
        ticks = [each for each in ruler_shapes(row, 150) if isinstance(each, Words)]
        assert len(ticks) == 2 + (row.result.plan_target is not None)
        assert "ower level" in row.alt
        assert "a year ago" in row.alt
    assert [row.status for row in rows] == ["Not reached yet", "Lower level", "Lower level", "Lower level"]
    alts = [node.alt for node in nodes(pdf_of("usual"), "TD") if node.alt]
    assert alts == [row.alt for row in rows]


def test_the_title_of_the_rulers_counts_levels():
    results = summary_of("usual").indicators
    assert indicators_title(results, 4) == "Three of four inhaler indicators have reached the lower level"
    assert indicators_title([], 4) == "No figures for the inhaler indicators yet"
    assert (
        indicators_title(results[:1], 4)
        == "None of the four inhaler indicators has reached the lower level yet"
    )
    assert indicators_title(results[:2], 4) == "One of four inhaler indicators has reached the lower level"


def test_columns_have_one_unit_and_one_number_of_decimals():
    assert column([Decimal("23.1"), Decimal(243), None]) == ["23.1", "243.0", ""]
    assert column([Decimal("2244.1"), Decimal(640)], least=2) == ["2,244.10", "640.00"]
    assert table_unit([Decimal(19), Decimal(665)], TONNES).name == "kg"
    assert table_unit([Decimal(19), Decimal(1665)], TONNES) == TONNES
    assert adds_up([Decimal(1240), Decimal(1240)], Decimal(2480), TONNES) is False
    assert adds_up([Decimal(-1200), Decimal(400)], Decimal(-800), TONNES)


def test_a_report_has_decimals_by_its_largest_weight():
    assert [paper_unit(Decimal(kg)).words(Decimal(kg)) for kg in (640, 34290, 199940, 250400, 15823000)] == [
        "640 kg", "34.3 tonnes", "199.9 tonnes", "250 tonnes", "15,820 tonnes",
    ]  # fmt: skip
    assert TONNES.show(Decimal(30)) == "under\u00a00.1"
    assert [TONNES.signed(Decimal(kg)) for kg in (-2400, 300, 30, 0)] == [
        "−2.4",
        "+0.3",
        "under\u00a00.1",
        "0.0",
    ]
