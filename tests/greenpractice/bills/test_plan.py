"""An import of bills adds up over months and quarters, takes what it covers, and changes nothing twice."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenpractice.bills.plan import QuarterPlan, plan_of, quarters_of, wanted_rows
from greenpractice.bills.values import BillFile, Columns, Head, Source, Used
from greenpractice.bills.words import quarter_words, summary_words
from greenpractice.carbon.footprint import load_calculator
from greenpractice.errors import UserError
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.checking import check_figures
from greenpractice.returns.documents import Flag, ImportedFrom, RawRow, ReturnDocument
from greenpractice.returns.evidence import names_of
from greenpractice.tasks.bill_import import bill_plans, guessed_sites

QUARTER = Period(2026, 1)
METER, SECOND = Source("1200012344321", "", "electricity"), Source("1200098765430", "", "electricity")
SITES = {METER: "Main Street", SECOND: "Main Street"}
KWH = st.integers(0, 10**9).map(lambda number: Decimal(number) / 1000)


def file_of(*used: Used) -> BillFile:
    return BillFile("a.csv", "", Head((), 0, ()), Columns(0, (1,)), "days", len(used), used)


def used_on(
    first: date, last: date, kwh: Decimal | int = 100, source: Source = METER, rough: int = 0
) -> Used:
    return Used(source, first, last, Decimal(kwh), (last - first).days + 1, rough)


def document(*rows: RawRow, period: Period = QUARTER, flags: tuple[Flag, ...] = ()) -> ReturnDocument:
    sections: Mapping[str, tuple[RawRow, ...]] = {"electricity": rows} if rows else {}
    return ReturnDocument("C82001", period, 0, "2026-07-08", sections=sections, flags=flags)


def bill(first: str, last: str, kwh: str, **others: str) -> RawRow:
    return {"site": "Main Street", "kwh": kwh, "tariff": "standard", "from": first, "to": last, **others}


def plan(found: BillFile, there: ReturnDocument) -> QuarterPlan:
    return plan_of(there, wanted_rows(found, SITES), found.file, {})


MONTHS = [date(2025 + (2 + number) // 12, (2 + number) % 12 + 1, 1) for number in range(14)]


def last_of(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from(MONTHS), KWH, min_size=1))
def test_months_add_up_to_quarters_and_a_second_import_changes_nothing(months: dict[date, Decimal]) -> None:
    found = file_of(*(used_on(first, last_of(first), kwh) for first, kwh in sorted(months.items())))
    plans = bill_plans((), "C82001", found, SITES)
    assert [each.period for each in plans] == quarters_of(wanted_rows(found, SITES))
    calculator = load_calculator()
    with exact():
        counted = {
            line.quantity for each in plans for line in calculator.of_return(each.after).lines
            if line.factor.key == "electricity.generation" and line.quantity
        }  # fmt: skip
        assert sum((put.wanted.amount for each in plans for put in each.puts), Decimal(0)) == sum(
            months.values()
        )
        assert counted == {kwh for kwh in months.values() if kwh}
    again = bill_plans([each.after for each in plans], "C82001", found, SITES)
    assert not any(each.changes for each in again)
    assert sum(each.same for each in again) == len(months)
    for each in plans:
        assert not [issue for issue in check_figures(each.after) if not issue.question]


def test_meters_of_one_site_with_the_same_days_are_one_row_and_others_are_asked_about() -> None:
    april = date(2026, 4, 1), date(2026, 4, 30)
    (put,) = plan(file_of(used_on(*april, 60), used_on(*april, 40, SECOND, rough=3)), document()).puts
    assert (put.figures["kwh"], put.flags[0].note) == ("100", "3 of 60 readings are estimates or missing")
    assert (put.flags[0].estimated, put.flags[0].source and put.flags[0].source.file) == (True, "a.csv")
    apart = plan(file_of(used_on(*april, 60), used_on(april[0], date(2026, 4, 20), 40, SECOND)), document())
    assert len(apart.puts) == 2
    questions = [issue.sentence for issue in check_figures(apart.after) if issue.question]
    assert any("Two bills of Main Street cover 1 to 20 April 2026" in each for each in questions)


def test_a_bill_over_the_end_of_a_quarter_stands_in_both_and_counts_once() -> None:
    found = file_of(used_on(date(2026, 6, 21), date(2026, 7, 20), 300))
    plans = bill_plans((), "C82001", found, SITES)
    assert [each.period for each in plans] == [QUARTER, QUARTER.next]
    calculator = load_calculator()
    counted = [
        line.quantity for each in plans for line in calculator.of_return(each.after).lines
        if line.factor.key == "electricity.generation"
    ]  # fmt: skip
    assert counted == [Decimal(100), Decimal(200)]
    assert [each.period for each in bill_plans((), "C82001", found, SITES, QUARTER)] == [QUARTER]


def test_a_row_of_the_same_days_takes_the_amount_and_keeps_its_tariff_and_cost() -> None:
    there = document(bill("2026-04-01", "2026-04-30", "90", tariff="renewable", cost="30"))
    made = plan(file_of(used_on(date(2026, 4, 1), date(2026, 4, 30))), there)
    (row,) = made.after.rows("electricity")
    assert row == {**bill("2026-04-01", "2026-04-30", "100", tariff="renewable", cost="30"), "basis": "bill"}
    assert "Changed: 1 to 30 April 2026, from 90 to 100 kWh." in quarter_words(made)
    assert summary_words([made]) == "1 row changes, in April to June 2026."


def test_bills_of_the_same_days_and_a_new_site_are_told_before_they_are_taken() -> None:
    two = file_of(used_on(date(2026, 4, 1), date(2026, 5, 31)), used_on(date(2026, 5, 20), date(2026, 6, 30)))
    assert "Two bills of Main Street cover 20 to 31 May 2026." in quarter_words(plan(two, document()))
    there = document(bill("2026-04-01", "2026-04-30", "90"))
    told = "Mian Street is a new site: no return of yours names it. Is it Main Street? Then write it so."
    for site, is_new in (("Mian Street", True), ("main  street", False)):
        (made,) = bill_plans([there], "C82001", two, {METER: site})
        assert (told in quarter_words(made)) == is_new
    (first,) = bill_plans([], "C82001", two, {METER: "Mian Street"})
    assert told not in quarter_words(first)


def test_a_period_is_its_quarters_and_one_that_the_file_has_nothing_of_is_refused() -> None:
    found = file_of(used_on(date(2026, 4, 1), date(2026, 4, 30)))
    assert [each.period for each in bill_plans([], "C82001", found, SITES, Period(2026))] == [QUARTER]
    with pytest.raises(UserError, match=r"a\.csv has nothing of July to September 2026"):
        bill_plans([], "C82001", found, SITES, QUARTER.next)


def test_an_amount_of_another_file_that_goes_is_named_as_it_may_be_of_another_meter() -> None:
    first, last = date(2026, 4, 1), date(2026, 4, 30)
    flag = Flag("electricity", 0, None, source=ImportedFrom("other.csv"))
    there = document(bill("2026-04-01", "2026-04-30", "90"), flags=(flag,))
    told = "What other.csv had of these days goes: if that is of another meter, put both into one file"
    assert told in " ".join(quarter_words(plan(file_of(used_on(first, last)), there)))
    same = replace(there, flags=(replace(flag, source=ImportedFrom("a.csv")),))
    assert "goes" not in " ".join(quarter_words(plan(file_of(used_on(first, last)), same)))


def test_what_the_file_covers_goes_and_what_reaches_beyond_it_stays_and_is_told() -> None:
    solar = bill("2026-04-01", "2026-04-30", "5", tariff="own_solar")
    rows = (bill("2026-04-03", "2026-04-20", "9"), bill("2026-04-25", "2026-05-20", "7"), solar)
    rows += ({"site": "Main Street", "tariff": "standard", "basis": "floor_area"},)
    made = plan(file_of(used_on(date(2026, 4, 1), date(2026, 4, 30))), document(*rows))
    assert [each.at for _, each in made.gone] == [0]
    assert [each.at for _, each in made.beside] == [1, 3]
    assert made.after.rows("electricity")[1] == solar
    words = quarter_words(made)
    assert "Replaced: Main Street, electricity, 3 to 20 April 2026, 9 kWh." in words
    beside = "Stays, and counts for some of the same days: Main Street, electricity"
    assert f"{beside}, 25 April to 20 May 2026, 7 kWh." in words


def test_an_estimate_without_dates_goes_where_the_file_has_the_whole_quarter() -> None:
    there = document({"site": "Main Street", "tariff": "standard", "basis": "floor_area"})
    months = [used_on(date(2026, month, 1), last_of(date(2026, month, 1))) for month in (4, 5, 6)]
    made = plan(file_of(*months), there)
    assert len(made.gone) == 1
    assert made.beside == ()
    assert "Main Street: bills cover 91 of 91 days." in quarter_words(made)


def test_the_order_of_what_was_used_does_not_matter() -> None:
    months = [used_on(date(2026, month, 1), last_of(date(2026, month, 1)), month) for month in (4, 5, 6)]
    assert plan(file_of(*reversed(months)), document()) == plan(file_of(*months), document())


def test_sites_are_remembered_named_in_the_file_or_the_only_one() -> None:
    named = Source("", "MAIN  street", "electricity")
    found = file_of(used_on(date(2026, 4, 1), date(2026, 4, 2), source=named))
    assert guessed_sites(found, ("Main Street", "Branch")) == {named: "Main Street"}
    found = file_of(used_on(date(2026, 4, 1), date(2026, 4, 2)))
    assert guessed_sites(found, ("Main Street",)) == {METER: "Main Street"}
    assert guessed_sites(found, ("Main Street", "Branch")) == {}
    assert guessed_sites(found, ("Main Street", "Branch"), {METER: "Branch"}) == {METER: "Branch"}
    assert guessed_sites(found, ()) == {METER: ""}


def test_a_row_that_goes_leaves_its_print_outs_to_those_that_take_its_place() -> None:
    row = {"site": "Main", "kwh": "900", "tariff": "standard", "from": "2026-04-01", "to": "2026-06-30"}
    flags = Flag("electricity", 0, evidence=("a.pdf",)), Flag("electricity", 0, "kwh", evidence=("b.pdf",))
    document = ReturnDocument(
        "C82001", Period(2026, 1), 1, "2026-10-08", None, None, None, {"electricity": (row,)}, flags
    )
    source, months = Source("", "Main", "electricity"), ((4, 30), (5, 31), (6, 30))
    rows = [Used(source, date(2026, m, 1), date(2026, m, last), Decimal(300), 1, 0) for m, last in months]
    plan = plan_of(document, rows, "bills.csv", {})
    assert len(plan.gone) == 1
    assert [names_of(put.flags) for put in plan.puts] == [("a.pdf", "b.pdf"), (), ()]
