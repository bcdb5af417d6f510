"""What a section needs and does not have is named with its reason; an empty row is not spoken of."""

from collections.abc import Iterator

import pytest

from greenpractice.carbon.footprint import Calculator
from greenpractice.fields import Kind
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument
from greenpractice.sections import SECTION_BY_KEY

GAS: RawRow = {"site": "A", "fuel": "natural_gas", "unit": "kWh"}
GRID: RawRow = {"site": "A", "tariff": "standard"}
CASES: list[tuple[str, RawRow, str | None, str | None]] = [
    ("waste", {"stream": "food"}, "Food waste", "the weight is not given"),
    ("waste", {"kg": "5"}, "5 kg", "the stream is not given"),
    ("waste", {}, None, None),
    ("water", {}, None, None),
    ("paper", {"reams": "5"}, "5 reams of paper", "the recycled content is not given"),
    ("paper", {"recycled_content": "1"}, "Paper", "the reams are not given"),
    ("business_travel", {"mode": "bus", "unit": "km"}, "Bus, km", "the distance is not given"),
    ("business_travel", {"distance": "5", "unit": "km"}, "km, 5", "the vehicle is not given"),
    ("business_travel", {"distance": "5", "mode": "bus"}, "Bus, 5", "the unit is not given"),
    ("business_travel", {"purpose": "home_visit"}, "Home visits", "the distance is not given"),
    ("commuting", {"mode": "bus"}, "Bus", "not given: people, days a week, weeks, distance one way, unit"),
    ("commuting", {}, None, None),
    ("appointments", {"remote": "5"}, None, None),
    ("appointments", {"car_share": "0.5"}, "Patient travel", "the face to face appointments are not given"),
    ("appointments", {"one_way": "2"}, "Patient travel", "the face to face appointments are not given"),
    (
        "appointments", {"face_to_face": "5", "one_way": "2", "unit": "km"},
        "Patient travel to 5 face to face appointments", "distance, unit or car share is not given",
    ),
    (
        "appointments", {"face_to_face": "5", "one_way": "2", "car_share": "1"},
        "Patient travel to 5 face to face appointments", "distance, unit or car share is not given",
    ),
    (
        "appointments", {"face_to_face": "5", "unit": "km", "car_share": "1"},
        "Patient travel to 5 face to face appointments", "distance, unit or car share is not given",
    ),
    ("inhalers", {"bnf_code": "0301011R0BEAIAP"}, "Ventolin", "no number of inhalers"),
    ("inhalers", {"items": "5"}, "Inhaler without a code", "no number of inhalers"),
    ("inhalers", {"name": "New"}, None, None),
    ("inhalers", {"inhalers": "5"}, "Inhaler without a code: 5 inhalers", "no factor"),
    ("inhaler_returns", {"route": "pharmacy"}, None, None),
    (
        "inhaler_returns", {"route": "pharmacy", "envelopes": "2"},
        "Pharmacy: 2 envelopes", "the number of inhalers is not given",
    ),
    ("heating", {"site": "A", "unit": "kWh", "quantity": "5"}, "A, kWh, 5", "the fuel is not given"),
    ("heating", {"fuel": "lpg", "quantity": "5"}, "LPG, 5", "the unit is not given"),
    ("heating", GAS, "A, Natural gas, kWh", "the quantity is not given"),
    ("heating", {**GAS, "opening": "5"}, "A, Natural gas, kWh", "the quantity is not given"),
    ("heating", {**GAS, "closing": "5"}, "A, Natural gas, kWh", "the quantity is not given"),
    (
        "electricity", {**GRID, "opening": "9", "closing": "5"}, "A, Standard tariff",
        "the closing reading is below the opening one; give the quantity used",
    ),
    (
        "electricity", {**GRID, "basis": "floor_area"}, "A, Standard tariff",
        "the floor area of the site is not known",
    ),
    (
        "electricity", {**GRID, "kwh": "5", "from": "2026-04-01"}, "A, Standard tariff, 5 kWh",
        "the bill has no end date",
    ),
    (
        "electricity", {**GRID, "kwh": "5", "to": "2026-04-01"}, "A, Standard tariff, 5 kWh",
        "the bill has no start date",
    ),
    (
        "electricity", {**GRID, "kwh": "5", "basis": "readings", "from": "2026-04-01", "to": "2026-04-01"},
        "A, Standard tariff, 5 kWh", "the two readings are of the same day",
    ),
    (
        "electricity", {**GRID, "kwh": "5", "from": "2026-07-01", "to": "2026-07-31"},
        "A, Standard tariff, 5 kWh", "the dates lie outside April to June 2026",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("section", "row", "what", "why"), CASES)
def test_what_is_missing_is_named_with_its_reason(
    section: str, row: RawRow, what: str | None, why: str | None, calculator: Calculator
):
    rows = ({}, row) if section != "appointments" else (row,)
    document = ReturnDocument("C82001", Period(2026, 1), 1, "2026-07-08", sections={section: rows})
    footprint = calculator.of_return(document)
    assert (footprint.lines, footprint.avoided) == ((), ())
    named = [item for item in footprint.not_counted if item.row == len(rows) - 1]
    assert [(item.section, item.why) for item in named] == ([] if why is None else [(section, why)])
    assert all(what is not None and item.what.startswith(what) for item in named)


def wanted() -> Iterator[tuple[str, str, RawRow]]:
    """Each field whose absence is a reason, and a row in which it alone has no value."""
    for section, row, _what, why in CASES:
        for field, spec in SECTION_BY_KEY[section].fields.items():
            words = (spec.label.lower(), spec.label.lower().split()[0], field.replace("_", " "))
            names = any(word in (why or "") for word in words) or (field, why) in NAMED
            if field not in row and names and spec.kind is not Kind.TEXT:
                yield section, field, row


NAMED = {("to", "the bill has no end date"), ("from", "the bill has no start date")}
NAMED |= {("mode", "the vehicle is not given"), ("kg", "the weight is not given")}


@pytest.mark.parametrize(("section", "field", "row"), list(wanted()))
def test_what_was_typed_and_not_understood_is_not_called_missing(
    section: str, field: str, row: RawRow, calculator: Calculator
):
    raw = {**row, field: "abc def"}
    document = ReturnDocument("C82001", Period(2026, 1), 1, "2026-07-08", sections={section: (raw,)})
    named = calculator.of_return(document).not_counted
    label = SECTION_BY_KEY[section].fields[field].label
    assert f"{label}: abc def" in [item.what for item in named]
    assert [item.why for item in named if f"the {label.lower()} “abc def” is not understood" in item.why]
    assert not any("not given" in item.why or "has no" in item.why for item in named)


@pytest.mark.parametrize(
    ("section", "row", "why"),
    [
        ("paper", {"reams": "5", "recycled_content": "1.5"}, "it must be from 0% to 100%, like 61%"),
        ("practice", {"registered_patients": "9250.5"}, "it must be a whole number, like 9250, not 9250.5"),
    ],
)
def test_a_number_that_cannot_be_is_not_called_no_number(
    section: str, row: RawRow, why: str, calculator: Calculator
):
    document = ReturnDocument("C82001", Period(2026, 1), 1, "2026-07-08", sections={section: (row,)})
    assert [item.why for item in calculator.of_return(document).not_counted][:1] == [why]


def test_bills_count_on_the_first_and_the_last_day_of_the_period(calculator: Calculator):
    for day in ("2026-04-01", "2026-06-30"):
        row = {**GRID, "kwh": "5", "from": day, "to": day}
        document = ReturnDocument(
            "C82001", Period(2026, 1), 1, "2026-07-08", sections={"electricity": (row,)}
        )
        assert calculator.of_return(document).lines[0].quantity == 5
