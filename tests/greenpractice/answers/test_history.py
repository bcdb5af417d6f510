"""A practice's years: what is complete, what can be compared, and what stays no data."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from greenpractice.answers.history import History
from greenpractice.carbon.footprint import Calculator, load_calculator
from greenpractice.carbon.like_for_like import compared_words
from greenpractice.network.trajectory import inhaler_part
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, ImportedFrom, RawRow, ReturnDocument
from greenpractice.sections import SECTION_BY_KEY

YEAR, Q1 = Period(2025), Period(2025, 1)
BASELINE = Period(2019)
WATER = ({"supply_m3": "100"},)
PAPER = ({"reams": "10", "recycled_content": "0"},)


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
    rough = ReturnDocument(
        "C82001", YEAR, 0, "", sections={"water": WATER}, flags=(Flag("water", 0, estimated=True),)
    )
    found = history(calculator, rough)
    assert found.estimated_years_of(("water",)) == {YEAR}
    assert found.estimated_years_of(("paper",)) == frozenset()


def test_quarters_run_from_the_first_return_of_three_years_to_this_one(calculator: Calculator):
    first, gap, now = Period(2024, 3), Period(2024, 4), Period(2025, 1)
    found = history(calculator, document(first, water=WATER), document(now, paper=PAPER))
    one = calculator.of_return(document(first, water=WATER)).total
    other = calculator.of_return(document(now, paper=PAPER)).total
    assert found.quarter_totals == {first: one, gap: None, now: other}
    assert found.quarters_of(("water", "waste")) == {first: one, gap: None, now: None}
    assert found.missing_of_12_months == (Period(2024, 2), gap)
    long_ago = history(calculator, document(Period(2021, 4), water=WATER), document(now, water=WATER))
    assert next(iter(long_ago.quarters)) == Period(2022, 2)
    assert len(long_ago.quarters) == 12
    year = history(calculator, document(YEAR, water=WATER), document(first, water=WATER))
    assert list(year.quarters) == []


def test_an_estimated_quarter_is_known_by_its_sections(calculator: Calculator):
    marked = replace(
        document(Period(2025, 1), water=WATER, paper=PAPER), flags=(Flag("water", 0, None, estimated=True),)
    )
    found = history(calculator, marked, document(Period(2025, 2), water=WATER))
    assert found.estimated_quarters == {Period(2025, 1)}
    assert found.estimated_quarters_of(("water",)) == {Period(2025, 1)}
    assert found.estimated_quarters_of(("paper",)) == frozenset()


def test_12_months_stand_beside_the_12_months_before(calculator: Calculator):
    quarters = [document(quarter, water=WATER) for year in (2024, 2025) for quarter in Period(year).quarters]
    found = history(calculator, *quarters)
    assert found.twelve_months is not None
    assert [part.period for part in found.twelve_months.parts] == list(YEAR.quarters)
    assert [part.period for part in found.twelve_months.before_parts] == list(Period(2024).quarters)
    assert found.twelve_months.change is not None
    assert compared_words(found.twelve_months.change, found.twelve_months.period) == "all sections"
    assert found.last_12_months == found.twelve_months.footprint.total
    assert found.missing_of_12_months == ()
    fewer = history(calculator, *quarters[1:])
    assert fewer.twelve_months is not None
    assert fewer.twelve_months.change is not None
    words = "3 of 4 quarters, the same 3 a year before"
    assert compared_words(fewer.twelve_months.change, fewer.twelve_months.period) == words
    assert fewer.values_before(fewer.twelve_months) == {}
    assert history(calculator, *quarters[5:]).last_12_months is None
    year = history(calculator, document(YEAR, water=WATER))
    assert year.twelve_months is None
    assert year.last_12_months == year.footprint.total


def test_a_return_stands_beside_that_of_a_year_earlier_and_another_alone(calculator: Calculator):
    now, then = document(Period(2025, 1), water=WATER), document(Period(2024, 1), paper=PAPER)
    found = history(calculator, now, then)
    assert [part.document for part in found.view.parts] == [now]
    assert [part.document for part in found.view.before_parts] == [then]
    assert found.view.change is not None
    assert (found.view.change.comparison.sections, found.view.why_not_compared) == ((), "no section in both")
    alone = found.view_of(Period(2024, 1))
    assert alone is not None
    assert (alone.period, alone.change, alone.before_parts) == (Period(2024, 1), None, ())
    assert found.view_of(Period(2023, 1)) is None


def test_indicators_of_before_are_those_of_the_quarter_the_year_or_the_12_months_before(
    calculator: Calculator,
):
    def care(period: Period, count: str) -> ReturnDocument:
        return document(period, asthma_care=({"asthma_register": "100", "ics_3_or_more": count},))

    periods = [quarter for year in (2024, 2025) for quarter in Period(year).quarters]
    found = history(calculator, *(care(period, str(10 + n)) for n, period in enumerate(periods)))
    assert found.values_before(found.view)["RESP-01"] == Decimal("0.16")
    assert found.twelve_months is not None
    assert found.values_before(found.twelve_months)["RESP-01"] == Decimal("0.13")
    alone = history(calculator, *(care(period, "5") for period in periods[4:]))
    assert alone.twelve_months is not None
    assert alone.values_before(alone.twelve_months) == {}
    first = history(calculator, care(periods[0], "5"))
    assert first.values_before(first.view) == {}


def test_the_last_year_that_is_complete_is_compared_not_the_last_there_is(calculator: Calculator):
    found = history(
        calculator, document(BASELINE, water=WATER), document(YEAR, water=WATER), document(Period(2026, 4))
    )
    assert found.comparable_sections("carbon_footprint", BASELINE) == ("water",)


def test_a_part_of_a_year_is_compared_with_the_same_quarters_and_with_no_whole_one(calculator: Calculator):
    before = [document(quarter, water=WATER) for quarter in YEAR.year_before.quarters]
    now = [document(quarter, water=WATER) for quarter in YEAR.quarters]
    for there in (1, 3):
        same = "the same 3" if there == 3 else "the same one"
        for earlier, later in ((before, now[:there]), (before[:there], now)):
            part = History(document(YEAR), [*earlier, *later], calculator)
            assert part.values_before(part.view) == {}
            change = part.view.change
            assert change is not None
            assert change.comparison.then == there * calculator.of_return(before[0]).total
            assert change.comparison.now == there * calculator.of_return(now[0]).total
            assert compared_words(change, YEAR) == f"{there} of 4 quarters, {same} a year before"
    whole = History(document(YEAR), [*before, *now], calculator)
    assert whole.view.change is not None
    assert compared_words(whole.view.change, YEAR) == "all sections"
    annual = History(document(YEAR), [document(YEAR.year_before, water=WATER), *now[:3]], calculator)
    assert annual.view.change is not None
    assert (annual.view.change.comparison.sections, annual.view.change.comparison.in_part) == ((), ("water",))
    assert annual.view.why_not_compared == "no quarter with the same section in both"
    fewer = [*before, now[0], document(YEAR.quarters[1], paper=PAPER), *now[2:]]
    some = [replace(each, sections={**each.sections, "paper": PAPER}) for each in fewer[:2]]
    mixed = History(document(YEAR), [*some, *fewer[2:]], calculator).view.change
    assert mixed is not None
    said = "water of 3 quarters and paper of 1 quarter"
    assert compared_words(mixed, YEAR) == said
    alone = History(document(YEAR), now, calculator)
    assert (alone.view.change, alone.view.why_not_compared) == (None, "no return of the year before")


BILL = {"site": "Main", "fuel": "natural_gas", "quantity": "900", "unit": "kWh", "basis": "bill"}


def imported(period: Period, *months: str) -> ReturnDocument:
    """Inhalers from a prescribing file of these months, and water."""
    mix = ({"bnf_code": "0301011R0BEAIAP", "inhalers": str(10 * len(months))},)
    flag = Flag("inhalers", 0, "inhalers", source=ImportedFrom("p.csv", months))
    return replace(document(period, inhalers=mix, water=WATER), flags=(flag,))


def billed(period: Period, days: int) -> ReturnDocument:
    """Heating by a bill of the first days of the quarter, and water."""
    last = period.first_day + timedelta(days - 1)
    dates = {"from": period.first_day.isoformat(), "to": last.isoformat()}
    return document(period, heating=({**BILL, **dates},), water=WATER)


def with_more(period: Period, bill: RawRow) -> ReturnDocument:
    """The same of the whole quarter, and a bill that nothing can be counted of."""
    whole = billed(period, 91)
    return replace(whole, sections={**whole.sections, "heating": (*whole.rows("heating"), bill)})


def mixed(period: Period, code: str | None = None, inhalers: str | None = "9") -> ReturnDocument:
    """Inhalers, with one more product, and water."""
    more = {"bnf_code": code} if code else {}
    rows = (
        {"bnf_code": "0301011R0BEAIAP", "inhalers": "30"},
        more | ({"inhalers": inhalers} if inhalers else {"items": "2"}),
    )
    return document(period, inhalers=rows if code else rows[:1], water=WATER)


ALL = ("2025-04", "2025-05", "2025-06")
ALL_THEN = ("2024-04", "2024-05", "2024-06")


@pytest.mark.parametrize(
    ("then", "now", "compared"),
    [
        (imported(Q1.year_before, *ALL_THEN), imported(Q1, *ALL), "all sections"),
        (
            imported(Q1.year_before, "2024-04", "2024-05", "2024-06"),
            imported(Q1, *ALL[:1]),
            "without inhalers",
        ),
        (imported(Q1.year_before, "2024-04"), imported(Q1, *ALL), "without inhalers"),
        (imported(Q1.year_before, "2024-04"), imported(Q1, *ALL[:1]), "all sections"),
        (imported(Q1.year_before, "2024-05"), imported(Q1, *ALL[:1]), "without inhalers"),
        (billed(Q1.year_before, 91), billed(Q1, 91), "all sections"),
        (billed(Q1.year_before, 91), billed(Q1, 30), "without heating"),
        (billed(Q1.year_before, 30), billed(Q1, 91), "without heating"),
        (billed(Q1.year_before, 91), with_more(Q1, {"fuel": "lpg", "unit": "litres"}), "without heating"),
        (with_more(Q1.year_before, {"fuel": "lpg", "unit": "litres"}), billed(Q1, 91), "without heating"),
        (
            with_more(Q1.year_before, {"fuel": "lpg", "unit": "litres"}),
            with_more(Q1, {"fuel": "lpg", "unit": "litres", "cost": "90"}),
            "all sections",
        ),
        (
            billed(Q1.year_before, 91),
            with_more(Q1, {"fuel": "wood_pellets", "quantity": "5", "unit": "kWh"}),
            "all sections",
        ),
        (mixed(Q1.year_before), mixed(Q1, "0301011V0BBARBB"), "all sections"),
        (mixed(Q1.year_before), mixed(Q1, "0301011R0BIAFAP", None), "without inhalers"),
    ],
)
def test_a_section_that_is_there_for_part_of_its_quarter_is_compared_with_no_whole_one(
    calculator: Calculator, then: ReturnDocument, now: ReturnDocument, compared: str
):
    view = history(calculator, then, now).view
    assert view.change is not None
    assert compared_words(view.change, view.period) == compared
    if compared != "all sections":
        assert view.change.comparison.then == calculator.of_return(then).by_section["water"]
        assert view.change.comparison.now == calculator.of_return(now).by_section["water"]


@pytest.mark.parametrize(
    "part", [imported(Period(2025, 3), "2025-10"), mixed(Period(2025, 3), "0301011R0BIAFAP", None)]
)
def test_a_quarter_with_a_part_of_a_section_makes_no_year_complete(
    calculator: Calculator, part: ReturnDocument
):
    """The chart of inhalers by year had a third of a quarter for the whole, beside the path to a target."""
    whole = [mixed(quarter) for year in (2024, 2025) for quarter in Period(year).quarters]
    years = history(calculator, *whole).inhaler_years
    assert years[Period(2024)] == years[Period(2025)] is not None
    last = [part if each.period == part.period else each for each in whole]
    found = history(calculator, *last)
    assert (found.inhaler_years[Period(2024)], found.inhaler_years[Period(2025)]) == (
        years[Period(2024)],
        None,
    )
    assert inhaler_part(part, calculator).kg is None
    assert inhaler_part(whole[0], calculator).kg is not None


def test_a_report_of_a_year_is_no_return_of_it(calculator: Calculator):
    empty = History(document(YEAR, water=WATER), [document(YEAR.year_before)], calculator)
    assert empty.view.change is None


def test_a_quarter_with_other_sections_or_part_of_one_is_unlike_the_others(calculator: Calculator):
    usual = [document(quarter, water=WATER, paper=PAPER) for quarter in Period(2024).quarters]
    fewer, part = document(Period(2025, 1), water=WATER), billed(Period(2025, 2), 30)
    more = document(Period(2025, 3), water=WATER, paper=PAPER, waste=({"stream": "recycling", "kg": "9"},))
    found = history(calculator, *usual, fewer, part, more)
    assert found.unlike_quarters_of(SECTION_BY_KEY) == {fewer.period, part.period, more.period}
    assert found.unlike_quarters_of(("water",)) == frozenset()
    assert found.unlike_quarters_of(("heating",)) == {part.period}
    assert history(calculator, fewer).unlike_quarters_of(SECTION_BY_KEY) == frozenset()
