"""P2 sets inhaler carbon beside the path down from the baseline year, where there is one."""

from decimal import Decimal

import pytest

from greenpractice.charts.geometry import Chart, Path, Words
from greenpractice.charts.palette import INHALERS, TEXT
from greenpractice.charts.target_path import target_path
from greenpractice.charts.target_story import AIMED, Aimed
from greenpractice.facts.plan import load_plan
from greenpractice.periods import Period
from tests.greenpractice.charts.samples import PLACE, marks, texts, words

TARGETS = load_plan().targets_for("inhaler_carbon")
YEARS = {Period(year): Decimal(100_000 - 5_000 * (year - 2019)) for year in range(2019, 2026)}


def _chart(years: dict[Period, Decimal | None], **more: object) -> Chart:
    return target_path(years, TARGETS, place=PLACE, width=482, **more)  # type: ignore[arg-type]


def _lines(chart: Chart, colour: str) -> list[Path]:
    return [shape for shape in chart.shapes if isinstance(shape, Path) and shape.line == colour]


def test_the_title_compares_the_last_year_with_the_baseline():
    assert _chart({**YEARS}).title == "Inhaler carbon is 30% lower than in 2019/20"
    more = {Period(2019): Decimal(100), Period(2025): Decimal(150)}
    assert _chart(more).title == "Inhaler carbon is 50% higher than in 2019/20"
    same = {Period(2019): Decimal(1000), Period(2025): Decimal(1001)}
    assert _chart(same).title == "Inhaler carbon is about the same as in 2019/20"


def test_the_path_is_dashed_from_the_baseline_to_half_of_it_by_2028():
    chart = _chart({**YEARS})
    (path,) = _lines(chart, TEXT)
    (start, end) = path.pieces[0]
    zero = words(chart, "0").y - 0.36 * words(chart, "0").size
    assert path.dash
    assert zero - end[1] == pytest.approx((zero - start[1]) / 2)
    assert end[0] > marks(chart, "circle")[6].x
    assert "50% lower by 2028" in texts(chart)


def test_the_target_of_2022_23_is_a_mark_at_its_own_height():
    chart = _chart({**YEARS})
    sooner, later = marks(chart, "diamond")[:2]  # the third is in the key
    zero = words(chart, "0").y - 0.36 * words(chart, "0").size
    assert (zero - sooner.y) / (zero - later.y) == pytest.approx(0.87 / 0.5)
    assert sooner.x == pytest.approx(marks(chart, "circle")[3].x)
    assert "13% lower in 2022/23" in texts(chart)


def test_actual_years_are_a_solid_line_with_the_value_at_the_last():
    chart = _chart({**YEARS})
    (line,) = _lines(chart, INHALERS)
    assert not line.dash
    assert len(line.pieces[0]) == 7
    assert "70.0 tonnes" in texts(chart)


def test_without_a_baseline_no_path_is_drawn_and_a_sentence_says_how_to_add_it():
    chart = _chart({Period(2024): Decimal(90_000), Period(2025): Decimal(80_000)})
    assert _lines(chart, TEXT) == []
    assert marks(chart, "diamond") == []
    assert chart.title == "Inhaler carbon was 80.0 tonnes in 2025/26"
    sentence = "To see the path to 50% lower by 2028, add the inhalers of 2019/20 as a whole-year return."
    assert sentence in " ".join(texts(chart))


def test_a_missing_year_is_a_gap_and_says_no_data():
    chart = _chart({**YEARS, Period(2022): None})
    (line,) = _lines(chart, INHALERS)
    assert [len(piece) for piece in line.pieces] == [3, 3]
    assert "No data" in texts(chart)
    assert "No data" not in texts(_chart({**YEARS}))


def test_a_part_year_is_named_but_never_drawn_as_a_fall():
    chart = _chart({**YEARS, Period(2026): Decimal(9)}, part_years={Period(2026)})
    assert chart.title == _chart({**YEARS}).title
    assert "Part year" in texts(chart)
    assert len([mark for mark in marks(chart, "circle") if mark.y < words(chart, "0").y]) == 7
    assert ("2026/27", Decimal(9), "", "Part year") in chart.table.rows


def test_estimated_years_are_hollow():
    chart = _chart({**YEARS}, estimated={Period(2020)})
    hollow = [mark for mark in marks(chart, "circle") if not mark.filled and mark.y < words(chart, "0").y]
    assert len(hollow) == 1
    assert "1 estimated" in chart.subtitle


def test_the_table_has_years_weights_and_targets():
    table = _chart({**YEARS}).table
    rows = {row[0]: row for row in table.rows}
    assert rows["2019/20"][1] == 100_000
    assert rows["2022/23"][2] == 87_000
    assert rows["2027/28"][1:3] == ("", Decimal(50_000))


def test_nothing_at_all_is_a_sentence():
    chart = _chart({})
    assert chart.title == "No inhaler carbon for a whole year yet"
    assert all(isinstance(shape, Words) for shape in chart.shapes)


@pytest.mark.parametrize("aimed", AIMED, ids=lambda aimed: aimed.key)
def test_every_target_of_the_plan_is_drawn_at_its_share_of_the_baseline(aimed: Aimed):
    targets = load_plan().targets_for(aimed.key)
    chart = target_path(YEARS, targets, aimed=aimed, place=PLACE, width=700)
    aims = [row[2] for row in chart.table.rows if row[2] != ""]
    assert targets
    assert aims == [100_000 * (1 + (target.change or 0)) for target in targets]
    assert chart.title == f"{aimed.what} is 30% lower than in 2019/20"
    assert aimed.in_text in chart.alt


def test_a_fall_to_nothing_is_called_net_zero():
    targets = load_plan().targets_for("carbon_footprint")
    chart = target_path(YEARS, targets, aimed=AIMED[1], place=PLACE, width=700)
    assert "net zero by 2040" in texts(chart)


def test_today_s_pace_is_a_range_and_says_when_the_target_is_met():
    some = {year: kg for year, kg in YEARS.items() if year.year in (2019, 2024, 2025)}
    chart = _chart({**some, Period(2025): Decimal(72_000)}, with_pace=True)
    met = "the target of 50.0 tonnes is met in 2030/31 to 2033/34."
    told = f"At today's pace 62.7 to 66.0 tonnes in 2027/28; {met}"
    assert told in " ".join(texts(chart))
    assert chart.alt.endswith(told)
    areas = [each for each in chart.shapes if isinstance(each, Path) and each.closed]
    (wedge,) = [each for each in areas if len(each.pieces[0]) == 3]
    assert wedge.pieces[0][0][0] < wedge.pieces[0][1][0]
    assert told not in " ".join(texts(_chart({**some})))


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("95000", "is met in 2079/80, or not at all"),
        ("110000", "is not met at this pace"),
        ("45000", "is met in 2025/26"),
    ],
)
def test_a_pace_that_does_not_lead_there_says_so(last: str, told: str):
    years = {Period(2019): Decimal(100_000), Period(2024): Decimal(90_000), Period(2025): Decimal(last)}
    assert told in " ".join(texts(_chart({**years}, with_pace=True)))


def test_of_two_years_no_pace_is_told():
    years = {Period(2019): Decimal(100_000), Period(2025): Decimal(72_000)}
    assert "pace" not in " ".join(texts(_chart({**years}, with_pace=True)))
