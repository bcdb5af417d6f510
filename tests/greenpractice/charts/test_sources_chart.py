"""P1 says where the carbon comes from, and what has no figures."""

from decimal import Decimal

import pytest

from greenpractice.charts.palette import INHALERS, SECONDARY
from greenpractice.charts.sources_chart import sources_chart
from greenpractice.lines import Line, NotCounted
from greenpractice.periods import Period
from tests.greenpractice.charts.samples import NOW, PLACE, boxes, footprint, line, texts

LINES = [line("inhalers", 30_500), line("electricity", 2_250), line("heating", 4_000), line("water", 0)]


def _chart(lines: list[Line], period: Period = NOW, missed: tuple[NotCounted, ...] = ()):
    return sources_chart(footprint(lines, period, missed), place=PLACE, width=482)


def test_the_title_is_what_the_largest_source_makes_of_the_total():
    assert _chart(LINES).title == "Inhalers are 83% of your carbon this quarter"
    assert _chart(LINES, Period(2025)).title == "Inhalers are 83% of your carbon this year"
    assert (
        _chart([line("heating", 3), line("water", 1)]).title == "Heating is 75% of your carbon this quarter"
    )


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([], "No carbon figures yet for this quarter"),
        ([line("electricity", 0)], "No carbon in the figures for this quarter"),
        ([line("commuting", 5)], "Staff travel to work is all of your carbon this quarter"),
        ([line("inhalers", 9999), line("water", 1)], "Inhalers are over 99% of your carbon this quarter"),
    ],
)
def test_titles_of_unusual_quarters(lines: list[Line], title: str):
    assert _chart(lines).title == title


def test_bars_are_sorted_and_as_long_as_their_carbon():
    chart = _chart(LINES)
    (inhalers,) = boxes(chart, INHALERS)
    heating, electricity = boxes(chart, SECONDARY)  # 0 kg of water leave no bar, only words
    assert inhalers.x == heating.x == electricity.x
    assert inhalers.y < heating.y < electricity.y
    assert heating.width / inhalers.width == pytest.approx(4000 / 30_500)
    assert electricity.width / inhalers.width == pytest.approx(2250 / 30_500)


def test_every_bar_ends_in_its_figure_and_share():
    shown = texts(_chart(LINES))
    assert "30.5 tonnes (83%)" in shown
    assert "0 kg (0%)" in shown


def test_the_estimated_part_is_hatched_at_the_end_of_its_bar_and_said():
    chart = _chart([line("heating", 300), line("heating", 100, estimated=True)])
    certain, rough = boxes(chart, SECONDARY)[:2]
    assert (certain.hatched, rough.hatched) == (False, True)
    assert rough.x == pytest.approx(certain.x + certain.width)
    assert rough.width == pytest.approx(certain.width / 3)
    assert "1 of 1 source estimated" in chart.subtitle
    assert "estimated" in texts(chart)


def test_nothing_is_said_of_estimates_where_there_are_none():
    chart = _chart(LINES)
    assert "estimated" not in chart.subtitle
    assert "estimated" not in texts(chart)


def test_sections_without_figures_are_named_apart_from_those_that_could_not_be_counted():
    chart = _chart(LINES, missed=(NotCounted("appointments", "x", "no distance"),))
    assert "No data: business travel, staff travel to work, waste, paper." in texts(chart)
    assert "Figures that could not be counted: appointments." in texts(chart)


def test_a_year_says_how_many_quarters_are_missing():
    missed = (NotCounted("return", "x", "no return"), NotCounted("return", "y", "no return"))
    assert "2 quarters missing" in _chart(LINES, Period(2025), missed).subtitle


def test_the_table_has_the_figures_exactly_and_the_sections_without():
    table = _chart(LINES).table
    rows = {row[0]: row for row in table.rows}
    assert rows["Inhalers"][1] == Decimal(30_500)
    assert sum(row[1] for row in table.rows if isinstance(row[1], Decimal)) == 36_750
    assert rows["Waste"][1] is None
    assert ["Waste", "No data", "", ""] in table.shown()
    assert ["Inhalers", "30.5 tonnes", "83%", "0 kg"] in table.shown()


def test_the_sentence_for_those_who_cannot_see_it_has_every_source():
    alt = _chart(LINES).alt
    assert alt.startswith(
        "Bar chart of carbon by source for Sample Surgery, April to June 2026: inhalers 30.5 tonnes"
    )
    assert alt.endswith("and water 0 kg (0%).")


def test_shares_that_do_not_add_up_say_so():
    thirds = [line("inhalers", 1), line("heating", 1), line("water", 1)]
    assert "Figures may not add up because of rounding." in texts(_chart(thirds))
    assert "Figures may not add up because of rounding." not in texts(
        _chart([line("water", 1), line("waste", 1)])
    )
