"""P6 shows every quarter and claims a change only by its two rules."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from greenpractice.charts.geometry import Chart, Path, Rule, Words
from greenpractice.charts.palette import INHALERS
from greenpractice.charts.run_chart import run_chart
from greenpractice.charts.run_rules import median, newest_run
from greenpractice.periods import Period
from tests.greenpractice.charts.samples import PLACE, marks, texts


def _quarters(values: Sequence[int | None]) -> dict[Period, Decimal | None]:
    period, quarters = Period(2023, 1), dict[Period, Decimal | None]()
    for value in values:
        quarters[period] = None if value is None else Decimal(value)
        period = period.next
    return quarters


def _chart(values: Sequence[int | None], **more: object) -> Chart:
    return run_chart(_quarters(values), what="Total carbon", place=PLACE, width=482, **more)  # type: ignore[arg-type]


def _run(values: Sequence[int | None]) -> str:
    found = newest_run([None if value is None else Decimal(value) for value in values])
    return found.words if found else ""


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([9, 8, 9, 8, 9, 8, 1, 2, 1, 2, 1, 2], "6 in a row below the median"),
        ([1, 2, 1, 2, 1, 2, 9, 8, 9, 8, 9, 8], "6 in a row above the median"),
        ([9, 8, 9, 8, 9, 1, 1, 2, 1, 2, 1], ""),
        ([1, 2, 1, 2, 1, 2, 9, 8, 9, 8, 9, 8, 1], ""),
        ([9, 8, 9, 8, 9, 8, 1, 2, None, 1, 2, 1, 2], ""),
        ([5, 9, 8, 7, 6, 5], "falling over the last 5 quarters"),
        ([1, 2, 3, 4, 5], "rising over the last 5 quarters"),
        ([1, 2, 3, 4], ""),
        ([1, 2, 3, 3, 4], ""),
        ([3, 3, 3, 3, 3, 3, 3, 3], ""),
        ([], ""),
    ],
)
def test_a_change_is_six_on_one_side_of_the_median_or_five_on_the_way(values: list[int | None], words: str):
    assert _run(values) == words


def test_points_on_the_median_neither_count_nor_break_a_row():
    assert _run([9, 9, 9, 9, 9, 9, 5, 1, 1, 1, 5, 1, 1, 1]) == "6 in a row below the median"


def test_the_median_needs_four_quarters():
    assert median([Decimal(1), Decimal(5), Decimal(2)]) is None
    assert median([Decimal(1), Decimal(5), Decimal(2), Decimal(4)]) == 3


def test_titles_say_no_more_than_the_figures_do():
    assert _chart([5, 6, 5, 6, 5, 6, 5, 6]).title == "Total carbon: no clear change in the last 8 quarters"
    assert _chart([5, 6]).title == "Total carbon: too early to see a change after 2 quarters"
    assert _chart([9, 8, 7, 6, 5]).title == "Total carbon: falling over the last 5 quarters"


def test_one_quarter_is_a_sentence_and_no_chart():
    chart = _chart([5000])
    assert chart.title == "Charts over time start when you have 2 quarters"
    assert texts(chart) == ["April to June 2023: 5.0 tonnes."]
    assert all(isinstance(shape, Words) for shape in chart.shapes)
    assert _chart([]).title == chart.title


def test_a_missing_quarter_is_a_gap_even_where_nobody_mentioned_it():
    quarters = _quarters([5, 6, 7, 8, 9])
    del quarters[Period(2023, 3)]
    chart = run_chart(quarters, what="Total carbon", place=PLACE, width=482)
    (line,) = [shape for shape in chart.shapes if isinstance(shape, Path) and shape.line == INHALERS]
    assert [len(piece) for piece in line.pieces] == [2, 2]
    assert "No data" in texts(chart)
    assert chart.table.rows[2] == ("October to December 2023", None, "")


def test_the_median_is_dashed_and_named():
    chart = _chart([5, 6, 7, 8])
    assert [shape for shape in chart.shapes if isinstance(shape, Rule) and shape.dash]
    assert "median 7 kg" in texts(chart)
    few = _chart([5, 6, 7])
    assert not [shape for shape in few.shapes if isinstance(shape, Rule) and shape.dash]


def test_points_that_make_the_change_have_rings():
    calm, falling = _chart([5, 6, 5, 6, 5]), _chart([9, 8, 7, 6, 5])
    assert len(marks(falling, "circle")) == len(marks(calm, "circle")) + 5 + 1  # five rings and the key


def test_estimated_quarters_are_hollow_and_counted():
    chart = _chart([5, 6, 7], estimated=[Period(2023, 2), Period(2030, 1)])
    hollow = [mark for mark in marks(chart, "circle") if not mark.filled]
    assert len(hollow) == 2  # the quarter and the key
    assert "1 estimated" in chart.subtitle
    assert ("July to September 2023", Decimal(6), "Estimated") in chart.table.rows


def test_quarters_have_their_season_where_there_is_room():
    assert "spring" in texts(_chart([5, 6, 5, 6]))
    assert "spring" not in texts(_chart([5, 6] * 12))
    assert "2023/24" in texts(_chart([5, 6] * 12))


def test_a_quarter_unlike_the_others_is_shown_and_no_change_is_told_of_it():
    falling = [9, 8, 7, 6, 5]
    quarters = list(_quarters(falling))
    assert _chart(falling).title == "Total carbon: falling over the last 5 quarters"
    for unlike in (quarters[-1:], quarters[2:3]):
        chart = _chart(falling, unlike=unlike)
        assert chart.title == "Total carbon: too early to see a change after 4 quarters"
        assert f"missing or more than usual: {unlike[0].words}." in " ".join(texts(chart))
        assert len(chart.table.shown()) == 5
    many = " ".join(texts(_chart(falling, unlike=quarters)))
    assert "usual: 2 quarters before, October to December 2023, January to March 2024 and" in many
