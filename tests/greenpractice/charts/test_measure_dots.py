"""One measure of every practice: values in one column, who has none last, the axis where it begins."""

from decimal import Decimal
from itertools import pairwise

import pytest

from greenpractice.charts.geometry import Mark, Rule, Words
from greenpractice.charts.measure_dots import Beside, Scale, measure_dots
from greenpractice.charts.side_by_side import Intensity

TONNES = Scale("tonnes", Decimal(1000), 1, "kg CO₂e")
SHARE = Scale("", Decimal("0.01"), 0, "share", "%")


def rows(*values: str | None, before: str | None = None) -> list[Intensity]:
    """Practices A, B, C … of these values."""
    then = None if before is None else Decimal(before)
    return [
        Intensity(f"Practice {chr(65 + number)}", None if value is None else Decimal(value), then)
        for number, value in enumerate(values)
    ]


@pytest.mark.parametrize("count", [4, 30])
def test_values_stand_in_one_column_and_those_without_data_are_last(count: int) -> None:
    values = ["3900", None, *[str(4000 + 10 * number) for number in range(count - 2)]]
    chart = measure_dots(
        rows(*values), Beside(Decimal(3980), (Decimal(3900), Decimal(4000))), TONNES,
        what="Carbon", period="July to September 2026", width=758, text_size=16,
    )  # fmt: skip
    bold = [each for each in chart.shapes if isinstance(each, Words) and each.bold]
    assert len(bold) == count - 1
    assert {(each.x, each.anchor) for each in bold} == {(758, "end")}
    names = [each.text for each in chart.shapes if isinstance(each, Words) and each.text.startswith("Prac")]
    assert names[-1] == "Practice B"
    assert names[-2] == "Practice A"  # the lowest value
    assert "Axis begins at 3.9" in chart.subtitle
    assert "Hollow" not in chart.subtitle
    assert chart.table.shown()[-1][0] == "Network"
    apart = {round(low.y - high.y) for high, low in pairwise(bold)}
    assert apart == ({38} if count <= 12 else {24})


def test_the_axis_of_small_and_large_values_begins_at_0_and_last_period_is_hollow() -> None:
    chart = measure_dots(
        rows("0.12", "0.6", before="0.3"), Beside(Decimal("0.4")), SHARE,
        what="ES-01", period="July to September 2026", width=600, text_size=12,
    )  # fmt: skip
    assert chart.title == "2 practices between 12% and 60%"
    assert chart.subtitle == "ES-01, July to September 2026. Hollow: the period before"
    marks = [each.filled for each in chart.shapes if isinstance(each, Mark)]
    assert (marks.count(False), marks.count(True)) == (2, 2)
    assert [each for each in chart.shapes if isinstance(each, Rule) and each.dash]
    assert chart.table.headers == ("Practice", "Now", "Before")
    assert chart.table.shown()[0] == ["Practice B", "60%", "30%"]


def test_where_nobody_has_data_it_is_said() -> None:
    chart = measure_dots(rows(None), Beside(None), SHARE, what="ES-01", period="2026", width=600)
    assert chart.title == "ES-01: no data"
    one = measure_dots(rows("0.5"), Beside(None), SHARE, what="ES-01", period="2026", width=600)
    assert one.title == "1 practice at 50%"
