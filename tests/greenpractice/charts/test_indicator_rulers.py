"""P4 has its good end on the right, and the words of its thresholds, its title and table are its value's."""

from decimal import Decimal

import pytest

from greenpractice.charts.geometry import Chart, Rule, Words
from greenpractice.charts.indicator_rulers import USUAL, Band, indicator_ruler
from greenpractice.charts.palette import BAND, BEYOND
from greenpractice.indicators.base import Result
from tests.greenpractice.charts.samples import NOW, PLACE, boxes, marks, result, texts, with_verified, words


def _chart(
    shown: Result, before: dict[str, Decimal | None] | None = None, usual: dict[str, Band] | None = None
) -> Chart:
    return indicator_ruler(shown, before or {}, place=PLACE, period=NOW, width=482, usual=usual or {})


@pytest.mark.parametrize(("id", "good", "bad"), [("ES-01", "0.30", "0.60"), ("RESP-01", "0.95", "0.50")])
def test_the_good_end_is_on_the_right_whichever_way_is_better(id: str, good: str, bad: str):
    chart = _chart(result(id, good), {id: Decimal(bad)})
    before, now = marks(chart, "diamond")
    assert (before.filled, now.filled) == (False, True)
    assert now.x > before.x
    lower = next(text for text in texts(chart) if text.startswith("lower"))
    upper = next(text for text in texts(chart) if text.startswith("upper"))
    assert words(chart, upper).x > words(chart, lower).x


@pytest.mark.parametrize("id", ["ES-02", "RESP-01"])
def test_values_at_the_thresholds_stand_at_the_edges_of_the_band(id: str):
    limits = result(id, "1").thresholds
    chart = _chart(result(id, str(limits.upper)), {id: limits.lower})
    (band,), (beyond,) = boxes(chart, BAND), boxes(chart, BEYOND)
    before, now = marks(chart, "diamond")
    assert before.x == pytest.approx(band.x)
    assert now.x == pytest.approx(band.x + band.width) == pytest.approx(beyond.x)


def test_ticks_carry_their_numbers_the_plan_its_own_and_the_value_stands_beside_it():
    shown = texts(_chart(result("ES-02", "23", plan="13.4")))
    assert set(shown) == {"lower 22.1 kg", "upper 18.0 kg", "plan 13.4 kg", "now"}
    assert "now" not in texts(_chart(result("RESP-02", None)))


# Each indicator beyond its upper threshold, between the two, and on the other side of both.
STATES = {
    "ES-01": ("0.30", "0.40", "0.50"),
    "ES-02": ("17.9", "20", "28.3"),
    "RESP-01": ("0.95", "0.80", "0.10"),
    "RESP-02": ("0.01", "0.20", "0.90"),
}
LOWER_IS_BETTER = {"ES-01", "ES-02", "RESP-02"}


@pytest.mark.parametrize("id", STATES)
def test_the_title_is_true_of_its_numbers(id: str):
    best, between, worst = (result(id, value) for value in STATES[id])
    upper, lower = best.thresholds.upper, best.thresholds.lower
    assert (upper < lower) == best.indicator.lower_is_better == (id in LOWER_IS_BETTER)
    for one, status in (
        (best, "upper threshold reached"),
        (between, "lower threshold reached"),
        (worst, "not reached yet"),
    ):
        assert _chart(one).title.endswith(f", {status}")
        at = result(id, str(upper if one is best else lower))
        assert at.status == ("upper_reached" if one is best else "lower_reached")  # exactly at it counts
    assert _chart(result(id, None)).title == f"{id}: not enough data yet"


def test_a_value_beside_a_threshold_is_never_rounded_onto_it():
    assert "just over 35%" in _chart(result("ES-01", "0.3504")).title
    assert "just under 90%" in _chart(result("RESP-01", "0.8999")).title
    assert ": 35%," in _chart(result("ES-01", "0.35")).title


def test_unverified_thresholds_are_dashed_and_to_be_confirmed():
    def dashes(chart: Chart) -> int:
        return sum(1 for shape in chart.shapes if isinstance(shape, Rule) and shape.dash)

    of = result("RESP-01", "75", "100")
    unsure, sure = _chart(with_verified(of, False)), _chart(with_verified(of, True))
    assert (dashes(unsure), dashes(sure)) == (2, 0)
    assert any("to be confirmed" in cell for cell in unsure.table.shown()[0])


def test_the_subtitle_says_whose_it_is_of_when_and_what_the_marks_are():
    assert _chart(result("ES-02", "23")).subtitle == (
        "Sample Surgery, April to June 2026, with the thresholds of IIF 2022/23 as a guide, "
        "filled: this quarter, hollow: last quarter"
    )


def test_the_table_has_value_thresholds_and_status():
    (row,) = _chart(result("ES-02", "23", plan="13.4"), {"ES-02": Decimal(24)}).table.rows
    assert row[1:3] == ("23.0 kg", "24.0 kg")
    assert row[5:] == ("13.4 kg", "Not reached yet")


def test_the_middle_half_of_others_is_a_thick_part_of_the_line_and_stands_in_words():
    def thick(chart: Chart) -> list[Rule]:
        return [each for each in chart.shapes if isinstance(each, Rule) and each.thickness > 3]

    shown, band = result("ES-01", "0.30"), Band(Decimal("0.31"), Decimal("0.43"), "31% to 43%")
    plain, chart = _chart(shown), _chart(shown, usual={"ES-01": band})
    (line,), (now,) = thick(chart), marks(chart, "diamond")
    assert line.x1 < line.x2 < now.x  # lower is better, to the right
    assert f"{USUAL} 31% to 43%" in chart.alt
    assert chart.table.shown()[0][-1] == "31% to 43%"
    assert len(plain.table.headers) + 1 == len(chart.table.headers)
    assert USUAL not in plain.alt
    (alike,) = thick(_chart(shown, usual={"ES-01": Band(Decimal("0.31"), Decimal("0.31"), "about 31%")}))
    assert alike.x2 - alike.x1 > 5  # it can be seen where both quartiles are the same


def test_no_word_is_cut_by_an_edge():
    for id, values in STATES.items():
        for value in values:
            chart = _chart(result(id, value, plan=None), {id: Decimal(values[0])})
            said = [shape for shape in chart.shapes if isinstance(shape, Words)]
            assert all(each.bounds.left >= 0 and each.bounds.right <= chart.width + 0.1 for each in said)
