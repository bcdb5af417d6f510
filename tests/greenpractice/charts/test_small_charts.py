"""Small charts keep the figures of the large ones: their sentences are notes, their axes are told."""

from decimal import Decimal

from greenpractice.answers.history import History
from greenpractice.carbon.footprint import load_calculator
from greenpractice.charts.change_rows import change_rows
from greenpractice.charts.geometry import Chart, Words
from greenpractice.charts.run_chart import run_chart
from greenpractice.charts.sources_chart import sources_chart
from greenpractice.indicators import INDICATORS
from greenpractice.indicators.at_a_glance import plain_title
from greenpractice.periods import Period
from tests.greenpractice.charts.samples import texts
from tests.ui.answers import demo_returns

WIDTH, SIZE = 489, 14


def view():
    documents = demo_returns()
    return History(documents[-1], documents, load_calculator()).view


def within(chart: Chart) -> bool:
    return all(
        shape.bounds.left >= 0 and shape.bounds.right <= chart.width + 0.5
        for shape in chart.shapes
        if isinstance(shape, Words)
    )


def test_what_has_no_room_in_a_picture_is_a_note_of_it():
    footprint = view().footprint
    large = sources_chart(footprint, place="Sample", width=WIDTH, text_size=SIZE)
    small = sources_chart(footprint, place="Sample", width=WIDTH, text_size=SIZE, most=5, is_small=True)
    assert small.table == large.table
    assert all(note in " ".join(texts(large)) for note in small.notes)
    assert not any(note in texts(small) for note in small.notes)
    assert any(text.endswith(", estimated") for text in texts(small))


def test_the_rows_of_a_change_lead_from_one_total_to_the_other():
    found = view()
    chart = change_rows(found.change, found.period, place="Sample", width=WIDTH, text_size=SIZE)
    assert within(chart)
    assert chart.is_drawn
    assert "axis begins at" in chart.subtitle
    assert chart.height <= 6 * 1.4 * SIZE
    said = texts(chart)
    assert found.period.words in said
    assert found.period.year_before.words in said


def test_an_axis_that_does_not_begin_at_0_says_so():
    first = Period(2024, 1)
    quarters, period = {}, first
    for kg in (38_000, 36_000, 39_000, 40_000, 35_000):
        quarters[period] = Decimal(kg)
        period = period.next
    small = run_chart(
        quarters, what="Total", place="S", width=WIDTH, height=114, text_size=SIZE, is_small=True
    )
    assert "axis begins at 34" in small.subtitle
    assert "0" not in texts(small)
    assert small.height <= 130
    large = run_chart(quarters, what="Total", place="S", width=WIDTH, text_size=SIZE)
    assert "0" in texts(large)


def test_every_indicator_has_a_plain_name():
    assert all(plain_title(declared) for declared in INDICATORS)
