"""Small returns of one practice, and where it stands with them."""

from greenpractice.answers.history import History
from greenpractice.answers.standing import Standing, standing_of
from greenpractice.carbon.footprint import load_calculator
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument

NOW = Period(2026, 2)
VENTOLIN, EASYHALER, FOSTAIR = "0301011R0BEAIAP", "0301011R0BWAABZ", "0302000C0BQAABX"
Rows = dict[str, tuple[RawRow, ...]]


def rows(
    ventolin: int | None = 300,
    kwh: int | None = 10000,
    gas: int | None = 12000,
    people: int | None = 20,
    patients: int = 9000,
    **more: tuple[RawRow, ...],
) -> Rows:
    """The sections of a quarter; None leaves one out."""
    found: Rows = {"practice": ({"registered_patients": str(patients)},)}
    if ventolin is not None:
        found["inhalers"] = (
            {"bnf_code": VENTOLIN, "inhalers": str(ventolin)},
            {"bnf_code": EASYHALER, "inhalers": "40"},
        )
    if kwh is not None:
        found["electricity"] = ({"site": "Main", "kwh": str(kwh), "tariff": "standard"},)
    if gas is not None:
        found["heating"] = (
            {"site": "Main", "fuel": "natural_gas", "unit": "kWh", "quantity": str(gas), "basis": "bill"},
        )
    if people is not None:
        way = {"mode": "car_unknown", "days_per_week": "4", "weeks": "12", "one_way": "5", "unit": "mile"}
        found["commuting"] = ({**way, "people": str(people)},)
    return {**found, **more}


def document(sections: Rows, period: Period = NOW) -> ReturnDocument:
    return ReturnDocument(
        "Z99991", period, 1, "2026-10-08T10:00:00+00:00", "Sample Surgery", sections=sections
    )


def history(now: Rows, before: Rows | None = None, last: Rows | None = None) -> History:
    """With the same quarter a year ago and last quarter, where they are given."""
    others = [(before, NOW.year_before), (last, NOW.previous)]
    earlier = [document(each, period) for each, period in others if each is not None]
    return History(document(now), earlier, load_calculator())


def standing(now: Rows, before: Rows | None = None, last: Rows | None = None) -> Standing:
    return standing_of(history(now, before, last))
