"""The network's charts: every practice is in them by name, nothing overlaps, nothing is filled in."""

from decimal import Decimal

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.charts.funnel import Share, funnel
from greenpractice.charts.geometry import Bounds, Chart, Mark, Words
from greenpractice.charts.network_rulers import network_rulers, short_name
from greenpractice.charts.network_sources import PracticeBar, network_sources
from greenpractice.charts.returns_grid import GridRow, grids, returns_grid
from greenpractice.charts.side_by_side import Intensity, side_by_side
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import one_pcn
from greenpractice.network.network import Network
from greenpractice.numbers import show_kg
from tests.greenpractice.network.samples import PCN, Q1, a_return, members

WHERE = {"place": "Example PCN", "period": "April to June 2026", "width": 481.8, "text_size": 10}
PARTS = ("Inhalers", "Asthma", "Returned", "Energy", "Travel", "Other")


def words(chart: Chart) -> list[str]:
    return [shape.text for shape in chart.shapes if isinstance(shape, Words)]


def check_layout(chart: Chart) -> None:
    """No words over words, none outside."""
    sheet = Bounds(0, 0, chart.width, chart.height)
    bounds = [shape.bounds for shape in chart.shapes if isinstance(shape, Words)]
    assert all(sheet.holds(each) for each in bounds)
    for number, one in enumerate(bounds):
        assert not any(one.overlaps(other) for other in bounds[number + 1 :])


def test_the_grid_says_in_words_what_each_practice_sent():
    rows = [
        GridRow(
            "Alpha Surgery", ("complete", "part", "estimated", "missing", "complete", "complete"), "v1, 3 Jul"
        ),
        GridRow("Beta Practice with a name that is far too long to stand", (), "Missing: no return"),
        GridRow("Gamma", ("estimated", *["complete"] * 5), "published, not sent"),
    ]
    chart = returns_grid(rows, PARTS, **WHERE)
    assert {"Complete", "Part", "Estimated", "No data", "Missing: no return"} <= set(words(chart))
    assert chart.title == "2 of 3 practices sent a return"
    assert "Alpha Surgery v1, 3 Jul, Inhalers complete" in chart.alt
    assert not any(each.endswith("…") for each in words(chart)), "a long name takes more lines"
    check_layout(chart)


def test_grids_are_no_higher_than_their_page():
    rows = [GridRow("Beta Practice with a name that is far too long to stand", (), "Missing")] * 40
    several = list(grids(rows, width=500, text_size=10, height=400))
    assert sum(map(len, several)) == 40
    for some in several:
        assert (
            returns_grid(some, PARTS, place="Sample PCN", period="2026", width=500, text_size=10).height < 440
        )
    assert list(grids([], width=500, text_size=10, height=400)) == [[]]


def test_bars_have_the_parts_of_each_practice_and_name_what_is_no_data():
    bars = [
        PracticeBar("Alpha", (Decimal(2000), Decimal(1000), None, Decimal(10))),
        PracticeBar("Beta", (Decimal(9000), None, Decimal(500), None)),
    ]
    chart = network_sources(bars, **WHERE)
    assert chart.title == "Inhalers are 88% of the carbon in these returns"
    assert [row[0] for row in chart.table.rows] == ["Beta", "Alpha"]
    assert "No data for energy: Beta." in words(chart)
    check_layout(chart)


def test_a_bar_s_name_says_whole_how_much_of_the_year_it_is():
    """Bars of part years stood beside whole ones as `Quorn Medical Centre · 2 of 4 q…`."""
    names = ["Quorn Medical Centre · 2 of 4 quarters so far", "Alpha"]
    bars = [PracticeBar(name, (Decimal(2000), Decimal(1000), None, None)) for name in names]
    chart = network_sources(bars, **WHERE)
    assert set(names) <= set(words(chart))
    check_layout(chart)


def test_what_is_not_counted_is_no_missing_data_and_is_named_beside_the_bars():
    bars = [
        PracticeBar("Alpha", (Decimal(2000), None, Decimal(5), Decimal(10)), 2, frozenset({1})),
        PracticeBar("Beta", (Decimal(9000), None, Decimal(500), Decimal(1))),
    ]
    chart = network_sources(bars, **WHERE)
    assert "No data for energy: Beta." in words(chart)
    assert "No figure that could be counted for energy: Alpha." in words(chart)
    assert "Without entries that are not counted: Alpha (2)." in words(chart)
    check_layout(chart)


def test_without_carbon_there_are_words_in_the_chart_s_place():
    chart = network_sources([PracticeBar("Alpha", (None, None, None, None))], **WHERE)
    assert "No practice gave figures that have carbon." in words(chart)


@pytest.mark.parametrize(
    ("network", "side"), [(None, "left"), (9000, "left"), (6500, "right"), (None, "beyond")]
)
def test_a_value_stands_at_its_own_dot_and_not_at_that_of_the_year_before(network: int | None, side: str):
    """`6.9 tonnes` stood beside the dot of 9.8 tonnes."""
    low = side == "beyond"  # no room at the left, nor between the two
    rows = [Intensity("Alpha", Decimal(100 if low else 6900), Decimal(300 if low else 9800)),
            Intensity("Beta", Decimal(9900))]  # fmt: skip
    pooled = None if network is None else Decimal(network)
    chart = side_by_side(rows, pooled, before="January to March 2026", **WHERE)
    check_layout(chart)
    _, before, now = [shape.x for shape in chart.shapes if isinstance(shape, Mark)][:3]
    said = show_kg(Decimal(100 if low else 6900))
    (label,) = [each for each in chart.shapes if isinstance(each, Words) and each.text == said]
    bounds = label.bounds
    assert {"left": bounds.right < now, "right": now < bounds.left and bounds.right < before,
            "beyond": before < bounds.left}[side]  # fmt: skip


def test_side_by_side_has_a_dot_each_and_names_those_without_patients():
    rows = [
        Intensity("Alpha", Decimal(4100), Decimal(3900)),
        Intensity("Beta", Decimal(250)),
        Intensity("C", None),
    ]
    chart = side_by_side(rows, Decimal(3000), before="January to March 2026", **WHERE)
    assert "No number of patients, no carbon, or not all of the period: C." in words(chart)
    assert "network 3.0 tonnes" in words(chart)
    check_layout(chart)
    assert "No returns." in words(side_by_side([], None, before="before", **WHERE))


@pytest.mark.parametrize("count", [0, 1, 4])
def test_rulers_have_a_dot_for_every_practice_and_hide_what_must_not_be_shown(count: int):
    codes = members()[:count]
    documents = [a_return(code) for code in codes]
    directory = load_directory()
    network = Network(one_pcn(directory, PCN), Q1, documents, directory, load_calculator())
    hidden = frozenset({(code, "RESP-01") for code in codes[:1]})
    chart = network_rulers(network.indicators, network.indicators_of_each, hidden, **WHERE)
    assert len(chart.table.rows) == count + 1
    if codes:
        assert chart.table.rows[1][3] == "Not shown"
    check_layout(chart)


def test_short_names_leave_out_what_many_share():
    assert short_name("The Elm Tree Medical Centre (Dr Smith)") == "Elm Tree"
    assert short_name("The Surgery") == "The Surgery"


def shares(count: int, odd: str = "10") -> list[Share]:
    ordinary = [Share(f"Practice {n}", Decimal(60 + n % 3), Decimal(100 + 10 * n)) for n in range(count - 1)]
    return [*ordinary, Share("Odd one", Decimal(odd), Decimal(400))]


def test_a_funnel_names_who_is_outside_and_needs_ten_practices():
    about = {"what": "RESP-01", "unit": "patients", **WHERE}
    chart = funnel(shares(12), **about)
    assert chart.title == "RESP-01: 4 of 12 practices outside the 99.9% limits"
    assert "Odd one" in chart.alt
    assert "Odd one" in words(chart)
    check_layout(chart)
    with pytest.raises(ValueError, match="10 practices"):
        funnel(shares(9), **about)


def test_the_limits_of_the_funnel_are_the_published_ones():
    """p = 0.5, n = 100: 95% limits at 0.5 +- 1.96 x 0.05, 99.9% at 0.5 +- 3.29 x 0.05."""
    same = [Share(f"P{n}", Decimal(50), Decimal(100)) for n in range(20)]
    inside = funnel([*same, Share("X", Decimal(66), Decimal(100))], what="A", unit="items", **WHERE)
    outside = funnel([*same, Share("X", Decimal(68), Decimal(100))], what="A", unit="items", **WHERE)
    assert inside.title.startswith("A: none of 21")
    assert outside.title.startswith("A: 1 of 21")
