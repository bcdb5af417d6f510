"""P3 takes the difference to a year ago apart into steps that add up to the last digit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice.carbon.comparing import compare
from greenpractice.charts.change import change_chart
from greenpractice.charts.geometry import Box, Chart
from greenpractice.charts.palette import INHALERS, ORANGE, TURQUOISE
from greenpractice.lines import Line
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.sections import CARBON_SECTIONS
from tests.greenpractice.charts.samples import (
    BEFORE,
    NOW,
    PLACE,
    boxes,
    change_of,
    footprint,
    line,
    marks,
    texts,
)

THEN = [line("inhalers", 40_000), line("electricity", 3_000), line("commuting", 1_000)]
SINCE = [line("inhalers", 34_900), line("electricity", 2_400), line("commuting", 1_200)]


def _chart(before: list[Line], now: list[Line], period: Period = NOW) -> Chart:
    change = change_of(footprint(before, period.year_before), footprint(now, period))
    return change_chart(change, period, place=PLACE, width=482)


def test_the_title_says_how_much_and_mostly_what():
    assert _chart(THEN, SINCE).title == "Down 5.5 tonnes on the same quarter last year, mostly inhalers"
    assert _chart(SINCE, THEN, Period(2025)).title == "Up 5.5 tonnes on last year, mostly inhalers"
    assert _chart(THEN, THEN).title == "No change on the same quarter last year"
    even = [line("inhalers", 39_500), line("electricity", 2_500), line("commuting", 1_000)]
    assert _chart(THEN, even).title == "Down 1.0 tonnes on the same quarter last year"


def test_columns_are_both_totals_and_the_groups_between():
    shown = texts(_chart(THEN, SINCE))
    for text in ("44.0", "38.5", "−5.1", "−0.6", "+0.2", "Inhalers", "Energy", "Travel"):
        assert text in shown
    assert "Other" not in shown
    assert "Changed factors" not in shown


def test_decreases_and_increases_differ_in_colour_sign_and_mark():
    chart = _chart(THEN, SINCE)
    assert len(boxes(chart, TURQUOISE)) == len(marks(chart, "triangle_down")) == 2
    assert len(boxes(chart, ORANGE)) == len(marks(chart, "triangle")) == 1


def test_each_step_starts_where_the_one_before_ended_and_heights_are_proportional():
    chart = change_chart(
        change_of(footprint(THEN, BEFORE), footprint(SINCE)), NOW, place=PLACE, width=482, height=600
    )
    first, last = boxes(chart, INHALERS)
    inhalers, energy = boxes(chart, TURQUOISE)
    (travel,) = boxes(chart, ORANGE)
    assert inhalers.y == pytest.approx(first.y)
    assert energy.y == pytest.approx(_low(inhalers))
    assert _low(travel) == pytest.approx(_low(energy))
    assert travel.y == pytest.approx(last.y)
    assert inhalers.height / first.height == pytest.approx(5.1 / 44)
    assert last.height / first.height == pytest.approx(38.5 / 44)


def _low(box: Box) -> float:
    return box.y + box.height


def test_sections_that_only_one_period_has_are_left_out_and_named():
    chart = _chart(THEN[:2], SINCE)
    said = " ".join(texts(chart))
    assert "April to June 2025 has no figures for staff travel to work, so we compare without it." in said
    assert "37.3" in texts(chart)
    other = " ".join(texts(_chart([*THEN, line("water", 1), line("waste", 1)], SINCE)))
    assert "April to June 2026 has no figures for water and waste, so we compare without them." in other


def test_periods_with_nothing_in_common_are_not_compared():
    chart = _chart([line("water", 5)], [line("waste", 5)])
    assert chart.title == "Nothing to compare with last year yet"
    assert not boxes(chart, INHALERS)


def test_what_changed_factors_did_stands_apart_from_what_people_did():
    before = [
        line("electricity", 200, value="0.20", key="grid"),
        line("electricity", 20, value="0.02", key="wtt"),
    ]
    now = [
        line("electricity", 180, value="0.15", key="grid"),
        line("electricity", 24, value="0.02", key="wtt"),
    ]
    found = compare(footprint(before, BEFORE), footprint(now))
    # 1,000 kWh became 1,200: the 0.05 less of the grid is of 1,100, over both orders
    assert dict(found.parts)["Changed factors"] == Decimal(-55)
    assert found.by_factors == Decimal(-55)
    assert sum(kg for _, kg in found.parts) == found.kg


def test_a_lighter_inhaler_is_a_change_of_inhalers_and_not_of_factors():
    before = [line("inhalers", 1500, value="15", key="inhaler.X")]
    now = [line("inhalers", 1, value="0.01", key="inhaler.X")]
    assert compare(footprint(before, BEFORE), footprint(now)).parts == (("Inhalers", Decimal(-1499)),)


FACTORS = st.decimals(min_value="0.00001", max_value=40, places=5)
QUANTITIES = st.decimals(min_value=0, max_value=10**9, places=6)


@st.composite
def _lines(draw: st.DrawFn) -> list[Line]:
    lines = []
    for _ in range(draw(st.integers(0, 8))):
        section = draw(st.sampled_from(CARBON_SECTIONS)).key
        made = line(section, 0, value=draw(FACTORS), key=f"{section}.{draw(st.integers(1, 3))}")
        quantity = draw(QUANTITIES)
        with exact():
            lines.append(made._replace(quantity=quantity, kg=quantity * made.factor.value))
    return lines


@given(_lines(), _lines())
def test_the_parts_add_exactly_to_the_difference(before: list[Line], now: list[Line]):
    found = compare(footprint(before, BEFORE), footprint(now))
    with exact():
        assert found.then + sum(change for _, change in found.parts) == found.now


def test_the_table_has_totals_and_changes_exactly():
    table = _chart(THEN, SINCE).table
    assert table.rows[0] == ("April to June 2025", Decimal(44_000), "")
    assert ("Travel", "", Decimal(200)) in table.rows
    assert table.rows[-1] == ("April to June 2026", Decimal(38_500), "")


def test_printed_numbers_that_do_not_add_up_say_so():
    rough = [line("inhalers", 38_540), line("electricity", 2_940), line("commuting", 940)]
    assert "Figures may not add up because of rounding." in texts(_chart(THEN, rough))
    assert "Figures may not add up because of rounding." not in texts(_chart(THEN, SINCE))
