"""The slip that was made is the one that is named: a table of true figures, slips and what is asked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from greenpractice.facts.guards import EARLIER, NONE, SEASON, Guard, Slip
from greenpractice.guards.asking import asked_of, guards_in_use
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument
from tests.greenpractice.guards.plausible import _SEASON, Practice

SIZES = (2500, 6000, 11000, 24000)
PERIODS = tuple(Period(2025, quarter) for quarter in (1, 2, 3, 4))
# What goes with a figure where a file or a habit makes the slip, and not one key too many.
WITH = {
    ("inhalers", "inhalers"): ("items",),
    ("inhaler_returns", "inhalers"): ("pmdi",),
    ("water", "supply_m3"): ("sewerage_m3",),
    ("appointments", "face_to_face"): ("remote",),
}
OF_ANOTHER_FIGURE = {"envelopes that came back and not those given out"}
ALSO = {"WTE": "one of them in both", "people": "one of them in both"}
OF_ONE_ROW = {"doses", "capsules", "there and back", "minutes", "hours", "days of the quarter", "km"}
LEAST = 0.9


def returns() -> Iterator[ReturnDocument]:
    for number, patients in enumerate(SIZES):
        practice = Practice(Random(number + 3), "C82001", patients)
        yield practice.quarter(PERIODS[number])
        yield practice.quarter(PERIODS[number - 2])


def slips() -> dict[tuple[str, str, str, str, Decimal | None], tuple[Guard, Slip]]:
    """Each slip with a factor once for its section and field."""
    found = {}
    for guard in guards_in_use():
        field = guard.fields[0]
        if guard.scale not in (NONE, SEASON, EARLIER) and field not in ("to", "from"):
            for slip in guard.slips:
                if (slip.factor or slip.of_year) and slip.words not in OF_ANOTHER_FIGURE:
                    key = guard.section, field, slip.words, slip.value, slip.factor
                    found.setdefault(key, (guard, slip))
    return found


def slipped(document: ReturnDocument, guard: Guard, slip: Slip) -> ReturnDocument | None:
    """The return with this slip in it; None where no figure of it can have it."""
    field, rows = guard.fields[0], document.rows(guard.section)
    share = _SEASON[document.period.quarter] if guard.section == "heating" else 0.25
    times = slip.times(Decimal(str(share)))
    assert times is not None
    having = [at for at, row in enumerate(rows) if row.get(field) and row.get(slip.field, "") == slip.value]
    if not having:
        return None
    if slip.words in OF_ONE_ROW:
        having = [max(having, key=lambda at: Decimal(rows[at][field]))]
    fields = (field, *WITH.get((guard.section, field), ())) if slip.words not in OF_ONE_ROW else (field,)
    made = tuple(_times(row, fields, times) if at in having else row for at, row in enumerate(rows))
    return replace(document, sections={**document.sections, guard.section: made})


def _times(row: RawRow, fields: tuple[str, ...], times: Decimal) -> RawRow:
    made = {field: Decimal(row[field]) * times for field in fields if field in row}
    places = {"wte": 1, "one_way": 1, "days_per_week": 1, "weeks": 1, "car_share": 3, "kg": 3, "supply_m3": 1}
    return {**row, **{field: str(round(each, places.get(field, 0)) + 0) for field, each in made.items()}}


def test_of_the_slips_that_are_asked_about_nearly_all_are_named() -> None:
    asked, named, otherwise = Counter[str](), Counter[str](), Counter[str]()
    for document in returns():
        before = {(each.section, each.field) for each in asked_of(document, {})}
        for (section, field, words, value, _), (guard, slip) in slips().items():
            wrong = slipped(document, guard, slip)
            if wrong is None:
                continue
            said = [
                each.sentence.partition("is it ")[2]
                for each in asked_of(wrong, {})
                if each.section == section and (each.section, each.field) not in before
            ]
            if said:
                what = f"{section}, {field}: {words}{f' ({value})' if value else ''}"
                asked[what] += 1
                is_named = any(words in each or ALSO.get(words, words) in each for each in said)
                named[what] += is_named
                otherwise[f"{what}, asked: {said[0]}"] += not is_named
    share = named.total() / asked.total()
    print(f"\n{asked.total()} slips asked about, {share:.0%} of them named")  # noqa: T201
    print("\n".join(f"{many:3} {what}" for what, many in otherwise.most_common(12) if many))  # noqa: T201
    assert share >= LEAST


@pytest.mark.parametrize("period", PERIODS, ids=str)
@pytest.mark.parametrize("patients", [3000, 10600, 25000])
@pytest.mark.parametrize("first", [None, 1])
def test_a_whole_year_of_gas_is_named_in_every_quarter_in_which_it_is_asked_about(
    period: Period, patients: int, first: int | None
) -> None:
    """A year at the upper end of what is usual; in winter a practice may use it, and nothing is asked."""
    dates = {"from": period.first_day.isoformat(), "to": period.last_day.isoformat()} if first else {}
    row = {
        "site": "Main",
        "fuel": "natural_gas",
        "unit": "kWh",
        "quantity": str(patients * 15),
        **dates,
    }
    sections = {"practice": ({"registered_patients": str(patients)},), "heating": (row,)}
    document = ReturnDocument("C82001", period, 1, "2026-07-08", sections=sections)
    found = [each.sentence for each in asked_of(document, {}) if each.section == "heating"]
    assert all("is it a whole year" in each for each in found)
    assert len(found) == (period.quarter in (1, 2))


def test_a_year_typed_for_a_quarter_is_named_beside_the_same_quarter_last_year() -> None:
    row = {"site": "Main", "fuel": "natural_gas", "unit": "kWh", "quantity": "5000"}
    period = Period(2026, 2)
    before, now = (
        ReturnDocument("C82001", each, 1, "2026-10-08", sections={"heating": ({**row, "quantity": kwh},)})
        for each, kwh in ((period.year_before, "5000"), (period, "77000"))
    )
    (asked,) = [each.sentence for each in asked_of(now, {before.period: before})]
    assert "is it a whole year" in asked
