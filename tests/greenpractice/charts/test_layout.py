"""Whatever the figures, words stay inside their chart and clear of one another, and titles stay short."""

from decimal import Decimal
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.charts.change import change_chart
from greenpractice.charts.geometry import Chart
from greenpractice.charts.indicator_rulers import indicator_ruler
from greenpractice.charts.products_chart import products_chart
from greenpractice.charts.run_chart import run_chart
from greenpractice.charts.sheet import NARROWEST, Sheet, spread, wrap
from greenpractice.charts.sources_chart import sources_chart
from greenpractice.charts.target_path import target_path
from greenpractice.facts.plan import load_plan
from greenpractice.indicators import INDICATOR_BY_ID
from greenpractice.lines import Line, NotCounted
from greenpractice.periods import Period
from greenpractice.reports.chart_drawing import chart_drawing
from greenpractice.sections import CARBON_SECTIONS
from greenpractice.sections.inhalers import NO_FACTOR
from tests.greenpractice.charts.samples import (
    BEFORE,
    NOW,
    PLACE,
    change_of,
    faults,
    footprint,
    line,
    product,
    result,
)

Lines: TypeAlias = list[Line]
Size: TypeAlias = tuple[int, int]
Weights: TypeAlias = dict[Period, Decimal | None]
OFTEN = settings(max_examples=150, deadline=None)
KG = st.one_of(
    st.just(Decimal(0)),
    st.decimals(min_value=0, max_value=2, places=6),
    st.decimals(min_value=0, max_value=200_000, places=3),
    st.decimals(min_value=0, max_value=10**11, places=2),
    st.sampled_from([Decimal(text) for text in ("0.4999", "999.5", "99949.9", "99950", "1000000000")]),
)
SIZES = st.sampled_from(
    [(482, 12), (NARROWEST * 12, 12), (700, 16), (1400, 16), (482, 10), (NARROWEST * 9, 9)]
)
NAMES = st.one_of(st.text(max_size=120), st.text(alphabet="Wm ", min_size=60, max_size=300))
KEYS = [section.key for section in CARBON_SECTIONS]
LINES = st.lists(st.builds(line, st.sampled_from(KEYS), KG, estimated=st.booleans()), max_size=12)
MISSED = st.lists(
    st.builds(NotCounted, st.sampled_from([*KEYS, "return"]), st.just("x: 1"), st.just(NO_FACTOR)), max_size=4
)
TARGETS = load_plan().targets_for("inhaler_carbon")


def _check(chart: Chart) -> None:
    assert faults(chart) == []
    assert chart.table.shown() is not None
    chart_drawing(chart)


@OFTEN
@given(LINES, MISSED, SIZES, st.sampled_from([NOW, Period(2025)]), NAMES)
def test_sources(lines: Lines, missed: list[NotCounted], size: Size, period: Period, place: str):
    _check(sources_chart(footprint(lines, period, missed), place=place, width=size[0], text_size=size[1]))


@OFTEN
@given(
    LINES,
    LINES,
    SIZES,
    st.sampled_from([(BEFORE, NOW), (Period(2019), Period(2025)), (Period(2025, 2), Period(2026, 2))]),
)
def test_change(before: Lines, now: Lines, size: Size, periods: tuple[Period, Period]):
    first, second = footprint(before, periods[0]), footprint(now, periods[1])
    _check(change_chart(change_of(first, second), periods[1], place=PLACE, width=size[0], text_size=size[1]))


YEARS = st.dictionaries(st.integers(2015, 2034).map(Period), st.none() | KG, max_size=12)


@OFTEN
@given(YEARS, st.sets(st.integers(2015, 2034).map(Period)), SIZES, st.booleans())
def test_target_path(years: Weights, some: set[Period], size: Size, planned: bool):
    targets = TARGETS if planned else ()
    width, text_size = size
    for part, rough in ((some, set[Period]()), (set[Period](), some)):
        made = target_path(
            years,
            targets,
            place=PLACE,
            width=width,
            text_size=text_size,
            part_years=part,
            estimated=rough,
        )
        _check(made)


SHARES = st.none() | st.tuples(st.integers(0, 2000), st.integers(1, 1000))


@OFTEN
@given(
    st.lists(SHARES, min_size=4, max_size=4),
    st.lists(st.none() | KG, min_size=4, max_size=4),
    SIZES,
    st.none() | KG,
)
def test_indicators(
    shares: list[tuple[int, int] | None],
    before: list[Decimal | None],
    size: Size,
    plan: Decimal | None,
):
    results = [
        result(id, None)
        if share is None
        else result(id, str(share[0]), str(share[1]), None if plan is None else str(plan))
        for id, share in zip(INDICATOR_BY_ID, shares, strict=True)
    ]
    previous = dict(zip(INDICATOR_BY_ID, before, strict=True))
    for each in results:
        made = indicator_ruler(each, previous, place=PLACE, period=NOW, width=size[0], text_size=size[1])
        _check(made)


PRODUCTS = st.builds(
    product,
    st.text(alphabet="ABC", min_size=1, max_size=3),
    st.integers(0, 10**9),
    st.decimals(min_value=0, max_value=40, places=3).map(str),
    NAMES,
    st.booleans(),
)


@OFTEN
@given(st.lists(PRODUCTS, max_size=14), MISSED, SIZES)
def test_products(lines: Lines, missed: list[NotCounted], size: Size):
    _check(products_chart(footprint(lines, NOW, missed), place=PLACE, width=size[0], text_size=size[1]))


QUARTERS = st.dictionaries(
    st.tuples(st.integers(2018, 2027), st.integers(1, 4)).map(lambda pair: Period(*pair)),
    st.none() | KG,
    max_size=24,
)


@OFTEN
@given(QUARTERS, SIZES, st.sets(st.sampled_from([Period(2020, 1), Period(2021, 2)])))
def test_run(quarters: Weights, size: Size, some: set[Period]):
    _check(
        run_chart(
            quarters, what="Total carbon", place=PLACE, width=size[0], text_size=size[1], estimated=some
        )
    )


def test_a_chart_is_as_high_as_asked_where_its_content_allows():
    made = footprint([line("inhalers", 900), line("heating", 100)])
    natural = sources_chart(made, place=PLACE, width=482)
    assert sources_chart(made, place=PLACE, width=482, height=300).height == pytest.approx(300)
    assert sources_chart(made, place=PLACE, width=482, height=10).height == natural.height
    changed = change_chart(change_of(made, made), made.period, place=PLACE, width=482, height=333)
    assert changed.height == pytest.approx(333)


def test_a_sheet_too_narrow_for_its_labels_is_refused():
    with pytest.raises(ValueError, match="wide or more"):
        Sheet(200, 12)


@given(NAMES, st.floats(20, 400), st.none() | st.integers(1, 3))
def test_wrapped_text_keeps_its_words_or_says_that_it_is_cut(text: str, room: float, most: int | None):
    lines = wrap(text, 10, room, most=most)
    assert most is None or len(lines) <= most
    assert " ".join(lines) == " ".join(text.split()) or any(each.endswith("…") for each in lines)


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(5, 60)), min_size=1, max_size=4))
def test_labels_spread_in_order_without_touching(labels: list[tuple[float, float]]):
    labels.sort()
    centres, widths = [each[0] for each in labels], [each[1] for each in labels]
    starts = spread(centres, widths, 0, 300, 8)
    ends = [start + width for start, width in zip(starts, widths, strict=True)]
    assert starts[0] >= -1e-6
    assert ends[-1] <= 300 + 1e-6
    assert all(start - end >= 8 - 1e-6 for end, start in zip(ends, starts[1:], strict=False))
