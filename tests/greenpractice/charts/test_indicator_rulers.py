"""P4 has its good end on the right, a word and a shape for each status, and shows no small numbers."""

from decimal import Decimal

import pytest

from greenpractice.charts.geometry import Chart, Rule
from greenpractice.charts.indicator_rulers import HIDDEN, TO_CONFIRM, USUAL, Band, indicator_rulers
from greenpractice.charts.palette import BORDER
from greenpractice.indicators.base import Result
from tests.greenpractice.charts.samples import NOW, PLACE, boxes, marks, result, texts, with_verified, words

FOUR = [
    result("ES-01", "30", "100", plan="0.25"),
    result("ES-02", "23", plan="13.4"),
    result("RESP-01", "75", "100"),
    result("RESP-02", None),
]


def _chart(
    results: list[Result],
    before: dict[str, Decimal | None] | None = None,
    hidden: str = "",
    usual: dict[str, Band] | None = None,
) -> Chart:
    return indicator_rulers(
        results,
        before or {},
        place=PLACE,
        period=NOW,
        width=482,
        hidden=frozenset([hidden] if hidden else []),
        usual=usual or {},
    )


@pytest.mark.parametrize(("id", "good", "bad"), [("ES-01", "0.30", "0.60"), ("RESP-01", "0.95", "0.50")])
def test_the_good_end_is_on_the_right_whichever_way_is_better(id: str, good: str, bad: str):
    chart = _chart([result(id, good)], {id: Decimal(bad)})
    before, now = [mark for mark in marks(chart, "diamond") if mark.x > 0][:2]
    assert before.filled is False
    assert now.filled is True
    assert now.x > before.x
    lower = next(text for text in texts(chart) if text.startswith("lower"))
    upper = next(text for text in texts(chart) if text.startswith("upper"))
    assert words(chart, upper).x > words(chart, lower).x


@pytest.mark.parametrize("id", ["ES-02", "RESP-01"])
def test_values_at_the_thresholds_stand_at_the_edges_of_the_band(id: str):
    limits = result(id, "1").thresholds
    chart = _chart([result(id, str(limits.upper))], {id: limits.lower})
    band = boxes(chart, BORDER)[0]
    before, now = marks(chart, "diamond")[:2]
    assert before.x == pytest.approx(band.x)
    assert now.x == pytest.approx(band.x + band.width)


def test_ticks_carry_their_numbers_and_the_plan_its_own():
    shown = texts(_chart(FOUR))
    for text in (
        "lower 44%",
        "upper 35%",
        "plan 25%",
        "lower 22.1 kg",
        "upper 18.0 kg",
        "plan 13.4 kg",
        "23.0 kg",
    ):
        assert text in shown


@pytest.mark.parametrize(
    ("value", "words", "shape"),
    [
        ("0.30", "Upper threshold reached", "ticked_circle"),
        ("0.40", "Lower threshold reached", "half_circle"),
        ("0.60", "Not reached yet", "circle"),
        (None, "Not enough data", "dash"),
    ],
)
def test_status_is_a_word_and_a_shape(value: str | None, words: str, shape: str):
    chart = _chart([result("ES-01", value)])
    assert words in texts(chart)
    assert len(marks(chart, shape)) == 1


def test_the_title_counts_what_is_reached():
    assert _chart(FOUR).title == "1 of 3 upper thresholds reached, 1 without data"
    assert _chart([FOUR[1]]).title == "ES-02: 23.0 kg, not reached yet"
    assert _chart([result("ES-01", "0.1"), result("RESP-01", "1")]).title == "All 2 upper thresholds reached"
    assert _chart(FOUR[1:3]).title == "None of 2 upper thresholds reached"
    assert _chart([FOUR[3]]).title == "Not enough data for the indicators yet"


# Each indicator beyond its upper threshold, between the two, and on the other side of both.
STATES = {
    "ES-01": ("0.30", "0.40", "0.50"),
    "ES-02": ("17.9", "20", "28.3"),
    "RESP-01": ("0.95", "0.80", "0.10"),
    "RESP-02": ("0.01", "0.20", "0.90"),
}
LOWER_IS_BETTER = {"ES-01", "ES-02", "RESP-02"}


@pytest.mark.parametrize("id", STATES)
@pytest.mark.parametrize("beside", [0, 3])
def test_the_title_of_one_indicator_is_true_of_its_numbers(id: str, beside: int):
    others = [result(other, None) for other in STATES if other != id][:beside] or [result("RESP-01", None)]
    best, between, worst = (result(id, value) for value in STATES[id])
    upper, lower = best.thresholds.upper, best.thresholds.lower
    assert (upper < lower) == best.indicator.lower_is_better == (id in LOWER_IS_BETTER)
    start = "The only indicator with data"
    assert _chart([best, *others]).title == f"{start} reaches its upper threshold"
    assert _chart([between, *others]).title == f"{start} reaches only its lower threshold"
    side, good = ("above", "lower") if id in LOWER_IS_BETTER else ("below", "higher")
    assert worst.value is not None
    assert (worst.value > max(upper, lower)) is (side == "above")
    assert (worst.value < min(upper, lower)) is (side == "below")
    assert _chart([worst, *others]).title == f"{start} is {side} both thresholds ({good} is better)"
    for one, status in (
        (best, "upper threshold reached"),
        (between, "lower threshold reached"),
        (worst, "not reached yet"),
    ):
        assert _chart([one]).title.endswith(f", {status}")
        at = result(id, str(upper if one is best else lower))
        assert at.status == ("upper_reached" if one is best else "lower_reached")  # exactly at it counts


def test_the_title_says_all_and_only_of_no_more_than_is_shown():
    best = [result(id, values[0]) for id, values in STATES.items()]
    assert _chart(best).title == "All 4 upper thresholds reached"
    assert _chart(best, hidden="RESP-01").title == "3 of 3 upper thresholds reached, 1 not shown"
    assert _chart(best[:2], hidden="ES-02").title == "The only indicator shown reaches its upper threshold"
    assert _chart([best[0], result("ES-02", None), best[2]], hidden="RESP-01").title == (
        "The only indicator shown reaches its upper threshold"
    )
    some = [best[0], best[1], result("RESP-01", None), best[3]]
    assert (
        _chart(some, hidden="RESP-02").title == "2 of 2 upper thresholds reached, 1 without data, 1 not shown"
    )
    assert _chart([best[0]], hidden="ES-01").title == "Too few patients or data for the indicators"
    assert _chart([result("ES-01", None)]).title == "Not enough data for the indicators yet"


def test_a_value_beside_a_threshold_is_never_rounded_onto_it():
    assert "just over 35%" in texts(_chart([result("ES-01", "0.3504")]))
    assert "just under 90%" in texts(_chart([result("RESP-01", "0.8999")]))
    assert "35%" in texts(_chart([result("ES-01", "0.35")]))


def test_unverified_thresholds_are_dashed_and_to_be_confirmed():
    def dashes(chart: Chart) -> int:
        return sum(1 for shape in chart.shapes if isinstance(shape, Rule) and shape.dash)

    unsure, sure = with_verified(FOUR[2], False), with_verified(FOUR[2], True)
    assert TO_CONFIRM in texts(_chart([unsure]))
    assert dashes(_chart([unsure])) == 2
    assert TO_CONFIRM not in texts(_chart([sure]))
    assert dashes(_chart([sure])) == 0
    assert any("to be confirmed" in cell for cell in _chart([unsure]).table.shown()[0])


def test_small_numbers_leave_no_trace_of_value_status_or_earlier_value():
    secret = [result("RESP-02", "2", "100"), FOUR[1]]
    chart = _chart(secret, {"RESP-02": Decimal("0.37")}, hidden="RESP-02")
    assert HIDDEN in texts(chart)
    everything = " ".join(
        [*texts(chart), chart.title, chart.alt, *(" ".join(row) for row in chart.table.shown())]
    )
    for trace in ("2%", "37%", "Upper threshold reached", "upper threshold reached"):
        assert trace not in everything.replace("22.1", "")
    assert len([mark for mark in marks(chart, "diamond") if mark.y < 200]) <= 2
    assert marks(chart, "ticked_circle") == []


def test_the_subtitle_calls_the_thresholds_a_guide():
    assert (
        _chart(FOUR).subtitle
        == "Sample Surgery, April to June 2026, with the thresholds of IIF 2022/23 as a guide"
    )


def test_the_table_has_a_row_for_each_with_value_thresholds_and_status():
    table = _chart(FOUR, {"ES-02": Decimal(24)}).table
    assert len(table.rows) == 4
    row = table.rows[1]
    assert row[1:3] == ("23.0 kg", "24.0 kg")
    assert row[5:] == ("13.4 kg", "Not reached yet")


def _thick(chart: Chart) -> list[Rule]:
    return [each for each in chart.shapes if isinstance(each, Rule) and each.thickness > 3]


def test_the_middle_half_of_others_is_a_thick_part_of_the_line_and_stands_in_words():
    band = Band(Decimal("0.31"), Decimal("0.43"), "31% to 43%")
    shown = [result("ES-01", "0.30"), result("ES-02", "23")]
    plain, chart = _chart(shown), _chart(shown, usual={"ES-01": band})
    line, _key = _thick(chart)
    assert line.x1 < line.x2
    (now, *_) = marks(chart, "diamond")
    assert line.x2 < now.x  # lower is better, to the right
    assert "ES-01 30%" in chart.alt
    assert f"{USUAL} 31% to 43%" in chart.alt
    assert any(f"{USUAL} 31% to 43%" in text for text in texts(chart))
    assert USUAL in texts(chart)
    assert [row[-1] for row in chart.table.shown()] == ["31% to 43%", ""]
    assert len(plain.table.headers) + 1 == len(chart.table.headers)
    assert USUAL not in plain.alt + " ".join(texts(plain))
    alike = _chart(shown, usual={"ES-01": Band(Decimal("0.31"), Decimal("0.31"), "about 31%")})
    line, _key = _thick(alike)
    assert line.x2 - line.x1 > 5  # it can be seen where both quartiles are the same
