"""Spots lead from a place in a chart to its table's row, and copied tables are plain numbers."""

from decimal import Decimal

import pytest

from greenpractice.charts.change import change_chart
from greenpractice.charts.geometry import Chart, Words
from greenpractice.charts.indicator_rulers import indicator_ruler
from greenpractice.charts.products_chart import MOST, products_chart
from greenpractice.charts.run_chart import run_chart
from greenpractice.charts.sources_chart import sections_in_rows, sources_chart
from greenpractice.charts.target_path import target_path
from greenpractice.facts.plan import load_plan
from greenpractice.periods import Period, TwelveMonths
from tests.greenpractice.charts.samples import BEFORE, NOW, PLACE, change_of, footprint, line, product, result

THEN = footprint([line("inhalers", 900), line("heating", 300)], BEFORE)
LATER = footprint([line("inhalers", 700), line("heating", 400), line("water", 1)], NOW)
MANY = footprint([product(f"code{n}", n + 1, "10", f"Product {n}") for n in range(12)])
QUARTERS = {NOW.previous: Decimal(5), NOW: Decimal(7)}
YEARS = {Period(2019): Decimal(100), Period(2020): Decimal(90)}


def charts() -> dict[str, Chart]:
    targets = load_plan().targets_for("inhaler_carbon")
    return {
        "sources": sources_chart(LATER, place=PLACE, width=600),
        "change": change_chart(change_of(THEN, LATER), NOW, place=PLACE, width=600),
        "products": products_chart(MANY, place=PLACE, width=600),
        "quarters": run_chart(QUARTERS, what="Total carbon", place=PLACE, width=600),
        "path": target_path(YEARS, targets, place=PLACE, width=600),
        "rulers": indicator_ruler(result("ES-02", "20000", "900"), {}, place=PLACE, period=NOW, width=600),
    }


@pytest.mark.parametrize("name", ["sources", "change", "products", "quarters", "path", "rulers"])
def test_spots_lie_in_the_chart_apart_from_each_other_and_have_a_row_each(name: str):
    chart = charts()[name]
    assert chart.spots
    assert len(chart.spots) <= len(chart.table.rows)
    for number, spot in enumerate(chart.spots):
        assert 0 <= spot.left < spot.right <= chart.width + 0.01
        assert 0 <= spot.top < spot.bottom <= chart.height + 0.01
        assert not any(spot.overlaps(other) for other in chart.spots[number + 1 :])


@pytest.mark.parametrize("name", ["sources", "products"])
def test_the_name_of_a_bar_stands_in_its_spot(name: str):
    chart = charts()[name]
    for row, spot in zip(chart.table.rows, chart.spots, strict=False):
        (word,) = [shape for shape in chart.shapes if isinstance(shape, Words) and shape.text == row[0]]
        assert spot.top < word.y < spot.bottom


def test_the_bar_of_all_others_has_no_row():
    assert len(charts()["products"].spots) == MOST


def test_each_row_of_the_sources_knows_its_section():
    table = charts()["sources"].table
    keys = sections_in_rows(LATER)
    assert keys[:3] == ["inhalers", "heating", "water"]
    assert len(keys) == len(table.rows)


def test_a_copied_table_has_plain_numbers_and_units_in_its_titles():
    titles, first, *rest = charts()["sources"].table.copied()
    assert titles == ["Source", "CO₂e, kg CO₂e", "Share, %", "Of it estimated, kg CO₂e"]
    assert first == ["Inhalers", "700", "63.578565", "0"]
    assert rest[-1][1] == "No data"


def test_12_months_have_their_own_words():
    period = TwelveMonths(NOW.year, NOW.quarter)
    now = footprint([line("inhalers", 700)], period)
    before = footprint([line("inhalers", 900)], period.year_before)
    assert (
        sources_chart(now, place=PLACE, width=600).title == "Inhalers are all of your carbon over 12 months"
    )
    title = change_chart(change_of(before, now), period, place=PLACE, width=600).title
    assert title.startswith("Down 200 kg on the 12 months before")
    assert [str(quarter) for quarter in period.quarters][-1] == str(NOW)
    assert period.days == 365
    assert period != NOW
