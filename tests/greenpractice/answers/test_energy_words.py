"""Energy in words: units and days in the open, gaps and overlaps by date, meters that went past zero."""

from decimal import Decimal

import pytest

from greenpractice.answers.energy_words import coverage_words, past_zero, row_words
from greenpractice.facts.factors import load_factors
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument

QUARTER = Period(2026, 1)
GAS: RawRow = {"site": "Main Street", "fuel": "natural_gas", "unit": "m3", "basis": "bill"}
BILL: RawRow = {"site": "Main Street", "tariff": "standard", "basis": "bill"}


NONE, TWO = "No bill of Main Street covers", "Two bills of Main Street cover"


def heating(*rows: RawRow) -> ReturnDocument:
    return ReturnDocument("C82001", QUARTER, 1, "2026-07-08", sections={"heating": rows})


def electricity(*rows: RawRow, period: Period = QUARTER) -> ReturnDocument:
    return ReturnDocument("C82001", period, 1, "2026-07-08", sections={"electricity": rows})


def bills(*days: tuple[str, str], **more: str) -> list[str]:
    rows = [{**BILL, "kwh": "1", "from": first, "to": last, **more} for first, last in days]
    return coverage_words(electricity(*rows), "electricity")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"quantity": "5,000"}, "5,000 m³ × 1.02264 × 39.5 ÷ 3.6 = 56,103 kWh."),
        ({"quantity": "5,000", "calorific_value": "39"}, "5,000 m³ × 1.02264 × 39 ÷ 3.6 = 55,393 kWh."),
        ({"quantity": "2.5"}, "2.5 m³ × 1.02264 × 39.5 ÷ 3.6 = 28.05 kWh."),
        ({"quantity": "3.6", "calorific_value": "100"}, "3.6 m³ × 1.02264 × 100 ÷ 3.6 = 102 kWh."),
        ({"quantity": "1", "unit": "ft3x100"}, "1 × 2.83 × 1.02264 × 39.5 ÷ 3.6 = 31.75 kWh."),
        ({"opening": "45,210", "closing": "50,210"}, "5,000 m³ × 1.02264 × 39.5 ÷ 3.6 = 56,103 kWh."),
    ],
)
def test_gas_becomes_kwh_in_the_open(row: RawRow, words: str):
    assert row_words(heating({**GAS, **row}), "heating", load_factors()) == [f"Row 1: {words}"]


@pytest.mark.parametrize(
    "row",
    [
        {**GAS, "unit": "kWh", "quantity": "5"},
        {**GAS, "fuel": "lpg", "unit": "litre", "quantity": "5"},
        GAS,
        {**GAS, "opening": "5"},
        {**GAS, "closing": "5"},
        {**GAS, "opening": "9", "closing": "5"},
    ],
)
def test_what_is_counted_as_it_stands_or_not_at_all_needs_no_words(row: RawRow):
    assert row_words(heating(row), "heating", load_factors()) == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            {"kwh": "2,000"},
            "42 of 61 days of this bill are in this quarter, so 1,377 of 2,000 kWh are counted.",
        ),
        ({"kwh": "20"}, "42 of 61 days of this bill are in this quarter, so 13.77 of 20 kWh are counted."),
        (
            {"opening": "0", "closing": "2000", "basis": "readings"},
            "41 of 60 days of this bill are in this quarter, so 1,367 of 2,000 kWh are counted.",
        ),
    ],
)
def test_a_bill_over_two_quarters_is_shared_by_days_and_says_so(row: RawRow, words: str):
    document = electricity(BILL, {**BILL, "from": "2026-05-20", "to": "2026-07-19", **row})
    assert row_words(document, "electricity", load_factors()) == [f"Row 2: {words}"]


@pytest.mark.parametrize(
    ("unit", "words"),
    [("m3", "m³"), ("ft3x100", "hundreds of cubic feet"), ("kWh", "kWh"), ("litre", "litres")],
)
def test_a_shared_bill_is_told_in_its_own_unit(unit: str, words: str):
    row = {**GAS, "unit": unit, "quantity": "240", "from": "2026-06-30", "to": "2026-07-01"}
    (said,) = row_words(heating(row), "heating", load_factors())
    assert said.endswith(f"1 of 2 days of this bill are in this quarter, so 120 of 240 {words} are counted.")


def test_a_whole_year_calls_itself_a_year():
    row = {**BILL, "kwh": "100", "from": "2026-03-31", "to": "2026-04-01"}
    (said,) = row_words(electricity(row, period=Period(2026)), "electricity", load_factors())
    assert "1 of 2 days of this bill are in this year" in said


@pytest.mark.parametrize(
    ("days", "covered", "sentences"),
    [
        ([("2026-04-01", "2026-06-30")], 91, []),
        (
            [("2026-04-01", "2026-05-05"), ("2026-05-01", "2026-06-14")],
            75,
            [f"{NONE} 15 to 30 June 2026.", f"{TWO} 1 to 5 May 2026."],
        ),
        ([("2026-06-30", "2026-07-09"), ("2026-03-01", "2026-06-28")], 90, [f"{NONE} 29 June 2026."]),
        ([("2026-06-30", "2026-06-30")], 1, [f"{NONE} 1 April to 29 June 2026."]),
        (
            [("2026-03-01", "2026-06-30"), ("2026-03-15", "2026-04-01"), ("2026-06-30", "2026-07-31")],
            91,
            [f"{TWO} 1 April 2026.", f"{TWO} 30 June 2026."],
        ),
        (
            [("2026-04-01", "2026-06-30")] * 2,
            91,
            ["The same bill of Main Street stands here twice, for 1 April to 30 June 2026."],
        ),
    ],
)
def test_gaps_and_overlaps_are_named_by_date(days: list[tuple[str, str]], covered: int, sentences: list[str]):
    assert bills(*days) == [f"Main Street: bills cover {covered} of 91 days.", *sentences]


def test_a_gap_over_the_new_year_names_both_years():
    row = {**BILL, "kwh": "1", "from": "2027-02-01", "to": "2027-03-31"}
    rows = ({**row, "from": "2026-04-01", "to": "2026-11-30"}, row)
    said = coverage_words(electricity(*rows, period=Period(2026)), "electricity")
    assert said[1:] == [f"{NONE} 1 December 2026 to 31 January 2027."]


def test_readings_cover_the_days_after_the_opening_one():
    assert bills(("2026-03-31", "2026-06-30"), basis="readings") == [
        "Main Street: bills cover 91 of 91 days."
    ]
    assert bills(("2026-06-29", "2026-06-30"), basis="readings") == [
        "Main Street: bills cover 1 of 91 days.",
        f"{NONE} 1 April to 29 June 2026.",
    ]


def test_each_site_and_fuel_is_covered_on_its_own_and_undated_bills_are_not_spoken_of():
    whole = {"from": "2026-04-01", "to": "2026-06-30", "quantity": "1"}
    rows = ({**GAS, **whole}, {**GAS, **whole, "fuel": "lpg"}, {"fuel": "lpg", **whole}, whole, GAS)
    assert coverage_words(heating(*rows), "heating") == [
        f"{source}: bills cover 91 of 91 days."
        for source in ("Main Street, Natural gas", "Main Street, LPG", "LPG", "All bills")
    ]
    for half in ({"from": "2026-04-01"}, {"to": "2026-06-30"}, {"from": "2026-06-30", "to": "2026-04-01"}):
        assert coverage_words(electricity({**BILL, **half}), "electricity") == []


def test_a_meter_past_zero_used_what_was_left_of_its_digits():
    rows = (
        {**BILL, "opening": "5", "closing": "5"},
        {**BILL, "opening": "98750", "closing": "420"},
        {**BILL, "opening": "98750", "closing": "420", "kwh": "7"},
        {**BILL, "opening": "98750"},
        {**BILL, "closing": "420"},
    )
    (found,) = past_zero(electricity(*rows), "electricity")
    assert (found.row, found.used) == (1, Decimal(1670))
    assert found.sentence.startswith("Row 2: the closing reading 420 is below the opening 98,750.")
    assert "1,670 were used, on a meter of 5 digits" in found.sentence
    (gas,) = past_zero(heating({**GAS, "opening": "999", "closing": "1"}), "heating")
    assert gas.used == 2


def test_gaps_and_overlaps_are_told_by_date_whatever_the_order_of_the_bills():
    days = [("2026-04-01", "2026-04-20"), ("2026-04-15", "2026-05-10"), ("2026-05-05", "2026-06-28")]
    words = bills(*days)
    assert words[1:] == [
        f"{NONE} 29 to 30 June 2026.", f"{TWO} 15 to 20 April 2026.", f"{TWO} 5 to 10 May 2026.",
    ]  # fmt: skip
    assert sorted(bills(*days[::-1])) == sorted(bills(days[1], days[2], days[0])) == sorted(words)
