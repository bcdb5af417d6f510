"""A practice's years: what is complete, what can be compared, and what stays no data."""

from decimal import Decimal

import pytest

from greenpractice.answers.history import History
from greenpractice.carbon.footprint import Calculator, load_calculator
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

YEAR = Period(2025)
BASELINE = Period(2019)
WATER = ({"supply_m3": "100"},)


@pytest.fixture(scope="module")
def calculator() -> Calculator:
    return load_calculator()


def document(period: Period, **sections: tuple[dict[str, str], ...]) -> ReturnDocument:
    return ReturnDocument("C82001", period, 0, "", sections=sections)


def history(calculator: Calculator, *documents: ReturnDocument) -> History:
    newest = max(documents, key=lambda each: each.period)
    return History(newest, [each for each in documents if each is not newest], calculator)


def test_a_year_of_sections_is_the_sum_of_its_quarters(calculator: Calculator):
    quarters = [document(quarter, water=WATER) for quarter in YEAR.quarters]
    found = history(calculator, *quarters)
    one = calculator.of_return(quarters[0]).by_section["water"]
    assert found.years_of(("water",))[YEAR] == 4 * one


def test_a_year_with_a_missing_quarter_is_no_data(calculator: Calculator):
    found = history(calculator, *(document(quarter, water=WATER) for quarter in YEAR.quarters[:3]))
    assert found.years_of(("water",))[YEAR] is None


def test_a_year_that_lacks_one_of_the_sections_is_no_data(calculator: Calculator):
    found = history(calculator, document(YEAR, water=WATER))
    assert isinstance(found.years_of(("water",))[YEAR], Decimal)
    assert found.years_of(("water", "paper"))[YEAR] is None
    assert found.years_of(())[YEAR] is None


def test_only_sections_that_both_years_have_are_compared(calculator: Calculator):
    paper = ({"reams": "10", "recycled_content": "0"},)
    found = history(calculator, document(BASELINE, water=WATER), document(YEAR, water=WATER, paper=paper))
    assert found.comparable_sections("carbon_footprint", BASELINE) == ("water",)
    assert found.comparable_sections("carbon_footprint_plus", BASELINE) == ("paper",)  # no baseline of it
    assert found.comparable_sections("carbon_footprint", Period(2018)) == ("water",)


def test_a_year_with_an_estimated_figure_is_said_to_be_estimated(calculator: Calculator):
    from greenpractice.returns.documents import Flag

    rough = ReturnDocument(
        "C82001", YEAR, 0, "", sections={"water": WATER}, flags=(Flag("water", 0, estimated=True),)
    )
    found = history(calculator, rough)
    assert found.estimated_years_of(("water",)) == {YEAR}
    assert found.estimated_years_of(("paper",)) == frozenset()
