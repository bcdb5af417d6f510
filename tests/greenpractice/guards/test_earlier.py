"""Figures beside those of last quarter and of a year before: twice or half is asked about, if large."""

import pytest

from greenpractice.guards.asking import asked_of
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument

QUARTER, YEAR = Period(2026, 1), Period(2026)
VENTOLIN, SALAMOL = "0301011R0BEAIAP", "0301011R0BIAFAP"
BILL: RawRow = {"site": "Main", "tariff": "standard"}
GAS: RawRow = {"site": "Main", "fuel": "natural_gas", "unit": "kWh"}


def of(period: Period, **sections: tuple[RawRow, ...]) -> ReturnDocument:
    return ReturnDocument("C89999", period, 1, "2026-07-08", sections=sections)


def inhalers(period: Period, count: str, code: str = VENTOLIN) -> ReturnDocument:
    return of(period, inhalers=({"bnf_code": code, "inhalers": count},))


def sentences(now: ReturnDocument, *earlier: ReturnDocument) -> list[str]:
    found = asked_of(now, {each.period: each for each in earlier})
    return [each.sentence for each in found if "usually have" not in each.sentence]


@pytest.mark.parametrize(
    ("then", "now", "is_asked"),
    [
        ("200", "500", False), ("200", "501", True), ("500", "200", False), ("500", "199", True),
        ("100", "1000", True), ("59", "149", False), ("many", "1900", False),
    ],
)  # fmt: skip
def test_a_product_is_asked_about_from_two_and_a_half_times_on(then: str, now: str, is_asked: bool):
    for before in (QUARTER.previous, QUARTER.year_before):
        assert bool(sentences(inhalers(QUARTER, now), inhalers(before, then))) is is_asked
        assert sentences(inhalers(QUARTER, now, SALAMOL), inhalers(before, then)) == []
    assert sentences(inhalers(QUARTER, now)) == []


@pytest.mark.parametrize(
    ("then", "now", "is_asked"),
    [
        ("20", "200", True), ("14", "140", True), ("2", "20", True), ("100", "10", True), ("20", "2", True),
        ("19", "1", False), ("21", "3", False),
    ],
)  # fmt: skip
def test_a_digit_more_or_fewer_of_a_small_product_is_asked_about_beside_last_quarter(
    then: str, now: str, is_asked: bool
):
    found = sentences(inhalers(QUARTER, now), inhalers(QUARTER.previous, then))
    assert bool(found) is is_asked


def test_a_question_names_both_figures_and_the_quarter_they_are_of():
    assert sentences(inhalers(QUARTER, "1000"), inhalers(QUARTER.previous, "100")) == [
        "1,000 inhalers are 10 times the 100 of last quarter; is it a whole year, or the row above or below?"
    ]
    assert sentences(inhalers(QUARTER, "90"), inhalers(QUARTER.year_before, "300")) == [
        "90 inhalers are 30% of the 300 of the same quarter last year; "
        "is it one month, or the row above or below?"
    ]
    assert sentences(inhalers(QUARTER, "0"), inhalers(QUARTER.previous, "300")) == [
        "0 inhalers are not like the 300 inhalers of last quarter"
    ]


def test_electricity_is_compared_site_by_site_and_day_by_day():
    now = of(QUARTER, electricity=({**BILL, "kwh": "9000"}, {**BILL, "site": "Branch", "kwh": "9000"}))
    before = of(
        QUARTER.previous,
        electricity=(
            {**BILL, "kwh": "9000"},
            {**BILL, "site": "branch ", "kwh": "3000", "from": "2026-01-01", "to": "2026-03-31"},
        ),
    )
    (said,) = sentences(now, before)
    assert said.startswith("9,000 kWh is 3 times the 3,0")
    a_month = {**BILL, "site": "Branch", "kwh": "3000", "from": "2026-03-02", "to": "2026-03-31"}
    assert sentences(now, of(QUARTER.previous, electricity=({**BILL, "kwh": "9000"}, a_month))) == []


def test_heating_is_compared_with_the_same_quarter_of_last_year_only():
    now = of(QUARTER, heating=({**GAS, "quantity": "20000"},))
    winter = of(QUARTER.previous, heating=({**GAS, "quantity": "60000"},))
    spring = of(QUARTER.year_before, heating=({**GAS, "quantity": "60000"},))
    assert sentences(now, winter) == []
    assert [each.partition(";")[0] for each in sentences(now, spring)] == [
        "20,000 kWh is 33% of the 60,000 of the same quarter last year"
    ]
    metered = of(QUARTER.year_before, heating=({**GAS, "unit": "m3", "quantity": "1800"},))
    assert sentences(now, metered) == []  # about 20,000 kWh


def test_a_year_is_compared_with_the_year_before_heating_too():
    now = of(YEAR, heating=({**GAS, "quantity": "20000"},), paper=({"reams": "400"},))
    before = of(YEAR.previous, heating=({**GAS, "quantity": "60000"},), paper=({"reams": "100"},))
    assert {each.partition(";")[0] for each in sentences(now, before)} == {
        "20,000 kWh is 33% of the 60,000 of last year", "400 reams are 4 times the 100 of last year",
    }  # fmt: skip
    assert sentences(now, of(QUARTER, paper=({"reams": "100"},))) == []


def test_small_figures_and_sums_of_which_a_row_says_nothing_are_not_compared():
    small = of(QUARTER, paper=({"reams": "49"},)), of(QUARTER.previous, paper=({"reams": "1"},))
    assert sentences(*small) == []
    partial = of(QUARTER.previous, paper=({"reams": "10"}, {"recycled_content": "1"}))
    assert sentences(of(QUARTER, paper=({"reams": "90"},)), partial) == []
    whole = of(QUARTER.previous, paper=({"reams": "10"}, {"reams": "5"}))
    assert len(sentences(of(QUARTER, paper=({"reams": "90"},)), whole)) == 1


def test_while_rows_are_still_to_come_their_sum_is_not_called_too_little():
    before = of(QUARTER.previous, paper=({"reams": "100"}, {"reams": "200"}))
    assert sentences(of(QUARTER, paper=({"reams": "100"},)), before) == []
    assert len(sentences(of(QUARTER, paper=({"reams": "100"}, {"reams": "1"})), before)) == 1
    assert len(sentences(of(QUARTER, paper=({"reams": "700"},)), before)) == 1


def test_a_figure_far_from_usual_and_unlike_last_quarter_has_one_question():
    sizes: RawRow = {"registered_patients": "9000"}
    now = of(QUARTER, practice=(sizes,), water=({"supply_m3": "90000"},))
    before = of(QUARTER.previous, practice=(sizes,), water=({"supply_m3": "90"},))
    found = asked_of(now, {before.period: before})
    assert [(each.section, each.field) for each in found] == [("water", "supply_m3")]


def test_a_number_shared_by_days_is_not_called_that_of_the_whole_quarter():
    """October's bill beside 30,000 kWh of a whole quarter: nobody finds the 10,109 that it is set beside."""
    then, now = Period(2025, 3), Period(2026, 3)
    month: RawRow = {**BILL, "kwh": "2000", "from": "2026-10-01", "to": "2026-10-31"}
    earlier = of(then, electricity=({**BILL, "kwh": "30000"},))
    found = [each.partition(";")[0] for each in sentences(of(now, electricity=(month,)), earlier)]
    assert found == ["2,000 kWh is 20% of the 10,109 of as many days of the same quarter last year"]
