"""The calendar of bills says what the questions say: each day is covered, missing or counted twice, once."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.carbon.bills_calendar import BillsLine, bills_calendar
from greenpractice.carbon.gaps import energy_gaps
from greenpractice.charts.bills_chart import bills_chart
from greenpractice.charts.geometry import Words
from greenpractice.charts.palette import SECONDARY
from greenpractice.charts.sheet import NARROWEST
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from tests.greenpractice.charts.samples import faults

QUARTER = Period(2026, 2)
ONE_DAY = timedelta(days=1)
DAYS = st.integers(-60, 150).map(lambda number: QUARTER.first_day + number * ONE_DAY)
SITES = st.sampled_from(["Main Street", "main  street", "Branch", ""])


@st.composite
def bills(draw: st.DrawFn) -> RawRow:
    row = {"site": draw(SITES), "tariff": "standard", "kwh": str(draw(st.integers(0, 9)))}
    if draw(st.integers(0, 9)):
        first = draw(DAYS)
        row |= {"from": first.isoformat(), "to": (first + draw(st.integers(0, 90)) * ONE_DAY).isoformat()}
    return {key: text for key, text in row.items() if text}


def document_of(*rows: RawRow, flags: tuple[Flag, ...] = ()) -> ReturnDocument:
    return ReturnDocument("Z99991", QUARTER, 1, "2026-10-08", sections={"electricity": rows}, flags=flags)


def bill(first: date, last: date, kwh: str = "100", site: str = "Main Street") -> RawRow:
    return {"site": site, "tariff": "standard", "from": str(first), "to": str(last), "kwh": kwh}


def days_of(line: BillsLine, *kinds: str) -> list[date]:
    return [
        each.first + number * ONE_DAY
        for each in line.stretches
        if each.kind in kinds
        for number in range(each.days)
        if QUARTER.first_day <= each.first + number * ONE_DAY <= QUARTER.last_day
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(bills(), max_size=7).map(tuple))
def test_every_day_of_the_quarter_is_covered_or_missing(rows: tuple[RawRow, ...]) -> None:
    for line in bills_calendar(document_of(*rows), "electricity"):
        covered, missing = days_of(line, "bill", "estimate"), days_of(line, "gap")
        assert len(set(covered)) == line.covered.inside
        assert len(set(covered)) + len(missing) == QUARTER.days
        assert not set(covered) & set(missing)
        assert set(days_of(line, "twice")) <= {day for day in covered if covered.count(day) > 1}


@settings(max_examples=60, deadline=None)
@given(st.lists(bills(), max_size=7).map(tuple))
def test_gaps_and_double_days_are_those_of_the_questions(rows: tuple[RawRow, ...]) -> None:
    document = document_of(*rows)
    said = [gap.why for gap in energy_gaps(document, "electricity")]
    for line in bills_calendar(document, "electricity"):
        assert {f"{each}." for each in line.covered.sentences} <= set(said)
        asked = {each.row for each in line.stretches if each.kind == "twice"}
        assert asked <= {gap.row for gap in energy_gaps(document, "electricity") if gap.row is not None}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(bills(), min_size=1, max_size=7).map(tuple),
    st.sampled_from([(482, 12), (NARROWEST * 12, 12), (780, 16), (NARROWEST * 32, 32)]),
)
def test_words_of_the_chart_stay_apart_and_each_bar_has_its_row(
    rows: tuple[RawRow, ...], size: tuple[int, int]
) -> None:
    lines = bills_calendar(document_of(*rows), "electricity")
    chart = bills_chart(lines, QUARTER, what="Electricity", width=size[0], text_size=size[1])
    assert faults(chart) == []
    assert len(chart.spots) == len(chart.table.rows) == sum(len(line.stretches) for line in lines)
    for number, spot in enumerate(chart.spots):
        assert 0 <= spot.left < spot.right <= chart.width + 0.01
        assert 0 <= spot.top < spot.bottom <= chart.height + 0.01
        assert not any(spot.overlaps(other) for other in chart.spots[number + 1 :])


def test_a_gap_an_overlap_an_estimate_and_a_shared_bill_in_words() -> None:
    rows = (
        bill(date(2026, 6, 20), date(2026, 7, 10), "300"),
        bill(date(2026, 7, 8), date(2026, 8, 31), "900"),
        bill(date(2026, 9, 11), date(2026, 9, 30), "200"),
    )
    document = document_of(*rows, flags=(Flag("electricity", 2, "kwh", estimated=True),))
    (line,) = bills_calendar(document, "electricity")
    assert [(each.words, each.days, each.row) for each in line.stretches] == [
        ("Bill, 300 kWh, shared with another quarter", 21, 0),
        ("Bill, 900 kWh", 55, 1),
        ("Estimate, 200 kWh", 20, 2),
        ("No bill", 10, None),
        ("Twice", 3, 1),
    ]
    assert line.sentences == [
        "Main Street: bills cover 82 of 92 days.",
        "No bill of Main Street covers 1 to 10 September 2026.",
        "Two bills cover 8 to 10 July 2026.",
    ]


def test_the_month_before_is_shown_in_grey_where_a_bill_begins_in_it() -> None:
    lines = bills_calendar(document_of(bill(date(2026, 6, 20), date(2026, 9, 30))), "electricity")
    chart = bills_chart(lines, QUARTER, what="Electricity", width=780)
    words = {shape.text: shape.colour for shape in chart.shapes if isinstance(shape, Words)}
    assert words["June"] == SECONDARY
    assert words["July"] != SECONDARY
    assert "dashed lines end the quarter" in chart.subtitle
    assert chart.title == "Bills cover every day"
