"""P5 says which products carry the carbon, in shapes as well as colours."""

from decimal import Decimal

import pytest

from greenpractice.charts.geometry import Chart
from greenpractice.charts.palette import INHALERS, PINK, SECONDARY
from greenpractice.charts.products_chart import (
    DPI,
    LOWER_CARBON,
    MOST,
    OTHER,
    PMDI,
    SMI,
    kind_of,
    products_chart,
)
from greenpractice.lines import Line, NotCounted
from greenpractice.periods import Period
from greenpractice.sections.inhalers import NO_FACTOR
from tests.greenpractice.charts.samples import (
    DRY_POWDER,
    NOW,
    PLACE,
    SALAMOL,
    SOFT_MIST,
    TRIXEO,
    VENTOLIN,
    boxes,
    footprint,
    marks,
    product,
    texts,
)

THREE = [
    product(VENTOLIN, 260, "28.26", "Ventolin Evohaler"),
    product(SALAMOL, 1_700, "11.95", "Salamol"),
    product(DRY_POWDER, 20, "0.62", "Easyhaler"),
]
MANY = [product(f"code {number}", 100 - number, "10") for number in range(12)]


def _chart(lines: list[Line], missed: tuple[NotCounted, ...] = (), period: Period = NOW) -> Chart:
    return products_chart(footprint(lines, period, missed), place=PLACE, width=482)


def test_device_and_propellant_decide_the_kind():
    assert kind_of(VENTOLIN, "HFA134a") is kind_of(SALAMOL, "") is kind_of(TRIXEO, "HFA134a") is PMDI
    assert kind_of(TRIXEO, "HFO1234ze") is kind_of(VENTOLIN, "HFA152a") is LOWER_CARBON
    assert kind_of(DRY_POWDER, "") is DPI
    assert kind_of(SOFT_MIST, "") is SMI
    assert kind_of("not a code", "") is OTHER


def test_kinds_differ_in_shape_and_colour():
    kinds = (PMDI, LOWER_CARBON, DPI, SMI)
    assert len({kind.shape for kind in kinds}) == len({kind.colour for kind in kinds}) == 4


def test_bars_are_sorted_and_as_long_as_their_carbon():
    chart = _chart(THREE)
    salamol, ventolin = boxes(chart, INHALERS)
    (easyhaler,) = boxes(chart, PINK)
    assert salamol.y < ventolin.y < easyhaler.y
    assert ventolin.width / salamol.width == pytest.approx(260 * 28.26 / (1_700 * 11.95))
    assert len(marks(chart, "triangle")) == 2  # before the name and in the key


def test_the_right_column_is_the_multiplication():
    shown = texts(_chart(THREE))
    assert "260 inhalers × 28.3 kg" in shown
    assert "1,700 inhalers × 12.0 kg" in shown
    assert "1 inhaler × under 0.1 kg" in texts(_chart([product(TRIXEO, 1, "0.013")]))


def test_beyond_eight_products_the_rest_is_one_bar():
    chart = _chart(MANY)
    assert f"All others ({12 - MOST} products)" in texts(chart)
    assert f"{92 + 91 + 90 + 89} inhalers" in texts(chart)
    assert len(boxes(chart, SECONDARY)) == MOST + 1  # none of these codes is listed
    assert "All others" not in " ".join(texts(_chart(MANY[: MOST + 1])))


def test_the_title_says_how_few_products_carry_how_much():
    share = round(100 * (100 + 99 + 98) / sum(range(89, 101)))
    assert _chart(MANY).title == f"3 of 12 products make {share}% of inhaler carbon"
    assert _chart(THREE).title == "All inhaler carbon comes from 3 products"
    assert _chart(THREE[:1]).title == "All inhaler carbon comes from 1 product"
    assert _chart([]).title == "No inhaler carbon in the figures for this quarter"


def test_the_quarters_of_a_year_are_one_bar_and_a_changed_value_is_not_averaged():
    year = [product(TRIXEO, 10, "15.158", "Trixeo"), product(TRIXEO, 30, "0.013", "Trixeo")]
    chart = _chart(year, period=Period(2025))
    assert "40 inhalers" in texts(chart)
    assert chart.table.rows[0][2:] == (Decimal(40), "", Decimal("151.970"))


def test_products_without_a_value_are_counted_once_and_said():
    missed = tuple(
        NotCounted("inhalers", f"{name}: {n} inhalers", NO_FACTOR) for name in "AB" for n in (1, 2)
    )
    assert "2 products have no kg value in any source, so they are not in this chart." in texts(
        _chart(THREE, missed)
    )
    assert "1 product has no kg value in any source, so it is not in this chart." in texts(
        _chart(THREE, missed[:2])
    )


def test_estimated_products_are_hatched_and_the_key_says_so():
    chart = _chart([product(VENTOLIN, 10, "28.26", estimated=True)])
    assert all(box.hatched for box in boxes(chart, INHALERS))
    assert "estimated" in texts(chart)
    assert "1 of 1 product estimated" in chart.subtitle


def test_the_table_has_every_product_even_those_in_all_others():
    table = _chart(MANY).table
    assert len(table.rows) == 12
    assert sum(row[4] for row in table.rows if isinstance(row[4], Decimal)) == sum(each.kg for each in MANY)
