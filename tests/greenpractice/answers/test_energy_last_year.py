"""Days without a bill are estimated by the same days a year before, and only where bills of then say so."""

from decimal import Decimal

import pytest

from greenpractice.answers.energy_last_year import open_days, same_days
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument
from tests.ui.answers import return_of

QUARTER = Period(2026, 2)
GAS: RawRow = {"site": "Main", "fuel": "natural_gas", "unit": "m3"}


def bill(first: str, last: str, amount: str, **other: str) -> RawRow:
    return {**GAS, "from": first, "to": last, "quantity": amount, "basis": "bill", **other}


def gas(period: Period, *rows: RawRow) -> ReturnDocument:
    return return_of(period, heating=rows)


NOW = gas(QUARTER, bill("2026-07-01", "2026-07-31", "310"), bill("2026-08-01", "2026-09-12", "86"))
THEN = gas(
    QUARTER.year_before, bill("2025-07-01", "2025-08-31", "620"), bill("2025-09-01", "2025-09-30", "75")
)


def test_days_without_a_bill_are_what_the_same_days_were_a_year_before() -> None:
    (found,) = open_days(NOW, THEN, "heating")
    assert found.sentence == "No bill of Main, Natural gas covers 13 to 30 September 2026."
    assert (found.amount, found.unit) == (Decimal("45.00"), "m³")
    assert found.row == {**GAS, "from": "2026-09-13", "to": "2026-09-30", "quantity": "45"}
    assert open_days(gas(QUARTER, *NOW.rows("heating"), found.row), THEN, "heating") == []


@pytest.mark.parametrize(
    "then",
    [
        None,
        gas(QUARTER.year_before),
        gas(QUARTER.year_before, bill("2025-09-01", "2025-09-29", "75")),
        gas(
            QUARTER.year_before, bill("2025-09-01", "2025-09-30", "75"), bill("2025-09-30", "2025-10-31", "9")
        ),
        gas(QUARTER.year_before, bill("2025-09-01", "2025-09-30", "900", unit="kWh")),
        gas(QUARTER.year_before, bill("2025-09-01", "2025-09-30", "75", site="Branch")),
    ],
    ids=["no return", "no bill", "a day without one", "a day with two", "another unit", "another site"],
)
def test_where_the_bills_of_then_do_not_say_so_nothing_is_estimated(then: ReturnDocument | None) -> None:
    (found,) = open_days(NOW, then, "heating")
    assert found.row is None


def test_the_days_of_both_years_are_compared_and_the_others_named() -> None:
    found = same_days(NOW, THEN, "heating")
    assert found is not None
    assert (found.now, found.before.quantize(Decimal(1)), found.unit) == (Decimal(396), Decimal(650), "m³")
    assert (found.words, found.days, found.of) == ("39% less", 74, 92)
    whole = same_days(THEN, gas(Period(2024, 2), bill("2024-07-01", "2024-09-30", "695")), "heating")
    assert whole is not None
    assert (whole.words, whole.days) == ("as much", 92)


def test_a_leap_day_is_compared_with_the_day_before_it() -> None:
    leap, before = Period(2023, 4), Period(2022, 4)
    found = open_days(
        gas(leap, bill("2024-01-01", "2024-02-28", "590"), bill("2024-03-01", "2024-03-31", "310")),
        gas(before, bill("2023-01-01", "2023-03-31", "900")),
        "heating",
    )
    assert [each.amount for each in found] == [Decimal("10.00")]
    assert same_days(gas(leap), gas(before), "heating") is None


def test_readings_of_one_day_say_nothing_of_any() -> None:
    read = {"opening": "1", "closing": "9", "basis": "readings", "from": "2026-07-01", "to": "2026-07-01"}
    assert same_days(gas(QUARTER, {**GAS, **read}), THEN, "heating") is None
