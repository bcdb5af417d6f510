"""Made-up returns of a made-up network, to look around with; always the same, always marked as demo data."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.periods import Period, day_words
from greenpractice.returns.documents import Contact, Flag, RawRow, ReturnDocument

_About = Callable[[float], str]
PCN, OTHER_PCN = "U99999", "U99998"
BASELINE = Period(2019)
FIRST, LAST = Period(2024, 1), Period(2026, 2)


@dataclass(frozen=True, slots=True)
class _Surgery:
    ods_code: str
    name: str
    patients: int
    floor_area: int


_SURGERIES = (
    _Surgery("Z99991", "Sample Surgery", 9120, 640),
    _Surgery("Z99992", "Alder Grove Practice", 6240, 410),
    _Surgery("Z99993", "Brook Lane Medical Centre", 12480, 980),
    _Surgery("Z99994", "Castle Street Surgery", 4310, 300),
    _Surgery("Z99995", "Dale Health Centre", 15260, 1240),
    _Surgery("Z99996", "Elm Tree Practice", 7780, 520),
)
_NEWCOMERS = (
    _Surgery("Z99997", "Fern Hill Surgery", 5150, 380),
    _Surgery("Z99998", "Grange Medical Practice", 8460, 610),
)
_STRANGER = _Surgery("Z99990", "Harbour Street Practice", 6020, 450)
# Only the list of practices says that one has closed; this is one of its, with figures as made up as all.
_CLOSED = _Surgery("Y03587", "Indigo Road Surgery", 3900, 280)
# BNF code, inhalers for each 1,000 patients in a quarter of 2019/20 and in the newest one.
_PRODUCTS = (
    ("0301011R0BEAIAP", 31, 19),
    ("0301011R0AAAPAP", 58, 41),
    ("0301011R0BIAFAP", 12, 26),
    ("0301011R0BWAABZ", 1, 5),
    ("0302000C0BPABBF", 25, 17),
    ("0302000C0BJABBF", 9, 7),
    ("0302000C0BQAABX", 19, 17),
    ("0302000C0BRAABY", 4, 9),
    ("0302000K0BDABAM", 8, 10),
    ("0302000K0BIACAM", 3, 8),
    ("0302000N0BCAFBG", 9, 5),
    ("0302000V0BBABAB", 6, 8),
    ("0301011ABBBAAA0", 5, 8),
    ("0302000V0BCAAA0", 3, 7),
    ("0301020Q0BBACAC", 7, 7),
    ("0301020T0BBAAAA", 3, 4),
    ("0301040W0BBAAAA", 2, 4),
    ("0301011V0BBARBB", 3, 3),
)
_GAS_SHARE = {1: 18, 2: 8, 3: 32, 4: 42}


# What only some practices have: hours at home for each 1,000 patients, a leak of gas once a year, gas and air
_AT_HOME = {"Z99991": 46, "Z99993": 71, "Z99996": 38}
_COOLED: Mapping[str, tuple[int, RawRow]] = {
    "Z99993": (2, {"gas": "r410a", "kg": "1.2"}),
    "Z99995": (1, {"gas": "hfc_32", "kg": "0.8"}),
}
_GAS_AND_AIR = {"Z99995": "1400"}


def demo_documents() -> list[ReturnDocument]:
    """Every return of the demo network: a baseline year and ten quarters for each practice, without events.

    What the program shows is `story.told_documents`: the same with what happened at some practices.
    """
    return [document for surgery in _SURGERIES for document in _returns(surgery)]


def demo_network_documents() -> list[ReturnDocument]:
    """The next quarter's returns of the demo network and two newcomers, then one of another network and one
    under the code of a practice that has closed.
    """
    period = LAST.next
    found = [
        _document(surgery, period, Random(f"{surgery.ods_code} {period}"), 1, 1.0)
        for surgery in (*_SURGERIES, *_NEWCOMERS, _STRANGER, _CLOSED)
    ]
    return [*found[:-2], replace(found[-2], pcn_code=OTHER_PCN), found[-1]]


def _returns(surgery: _Surgery) -> Iterator[ReturnDocument]:
    dice = Random(surgery.ods_code)
    yield _document(surgery, BASELINE, dice, 4, 0.0)
    period = FIRST
    while period <= LAST:
        progress = 0.6 + 0.4 * (4 * (period.year - FIRST.year) + period.quarter - 1) / 9
        yield _document(surgery, period, dice, 1, progress)
        period = period.next


def _document(
    surgery: _Surgery, period: Period, dice: Random, quarters: int, progress: float
) -> ReturnDocument:
    def about(number: float) -> str:
        return str(max(0, round(number * quarters * dice.uniform(0.93, 1.07))))

    patients = surgery.patients + 20 * (period.year - 2019)
    thousands = patients / 1000
    gas = _GAS_SHARE[period.quarter] if period.quarter else 25
    site = "Main building"
    sections: dict[str, tuple[RawRow, ...]] = {
        "practice": (
            {
                "registered_patients": str(patients),
                "staff": str(round(patients / 330)),
                "site": site,
                "floor_area_m2": str(surgery.floor_area),
                "energy_paid_by": "practice",
            },
        ),
        "inhalers": tuple(_inhalers(about, thousands, progress, period)),
        "electricity": (
            {"site": site, "kwh": about(surgery.floor_area * 17), "tariff": "standard", "basis": "bill"},
        ),
        "heating": (
            {
                "site": site,
                "fuel": "natural_gas",
                "unit": "kWh",
                "quantity": about(surgery.floor_area * 1.2 * gas),
                "basis": "bill",
            },
        ),
    }
    if period.quarter:
        sections |= _quarter_sections(about, patients, period)
        sections |= dict(_of_some(surgery, thousands, period))
    flags = [Flag("heating", 0, "quantity", estimated=True, note="Read from the meter, one bill is missing")]
    created = f"{period.last_day.isoformat()}T12:00:00+00:00"
    return ReturnDocument(
        surgery.ods_code,
        period,
        1,
        created,
        surgery.name,
        PCN,
        Contact("Practice manager", "manager@example.org"),
        sections,
        tuple(flags) if dice.random() < 0.4 else (),
    )


def _inhalers(about: _About, thousands: float, progress: float, period: Period) -> Iterator[RawRow]:
    """Of a product that may have a newer propellant somebody has looked: the packs are as before."""
    listed, day = load_inhalers(), period.first_day
    for code, before, after in _PRODUCTS:
        inhalers = int(about(thousands * (before + (after - before) * progress)))
        packs = {"propellant": listed.gas(code, day) or ""} if listed.gas_beside(code, day) else {}
        if inhalers:
            items = str(max(1, round(inhalers * 0.86)))
            yield {"bnf_code": code, "inhalers": str(inhalers), "items": items, **packs}


def _of_some(surgery: _Surgery, thousands: float, period: Period) -> Iterator[tuple[str, tuple[RawRow, ...]]]:
    """What only some practices have."""
    code = surgery.ods_code
    if code in _AT_HOME:
        hours = 10 * round(_AT_HOME[code] * thousands * (1 + 0.04 * (period.quarter % 3)) / 10)
        yield "homeworking", ({"hours": str(hours)},)
    leak = _COOLED.get(code)
    if leak is not None and leak[0] == period.quarter:
        yield "refrigerants", (leak[1],)
    if code in _GAS_AND_AIR:
        yield "nitrous_oxide", ({"entonox_litres": _GAS_AND_AIR[code]},)


def _quarter_sections(about: _About, patients: int, period: Period) -> dict[str, tuple[RawRow, ...]]:
    register = round(patients * 0.068)
    started = f"Started in {day_words(FIRST.first_day)[2:]}"
    return {
        "asthma_care": (
            {
                "asthma_register": str(register),
                "ics_3_or_more": about(register * 0.74),
                "saba_6_or_more": about(register * 0.19),
            },
        ),
        "inhaler_returns": ({"route": "pharmacy", "inhalers": about(44), "pmdi": about(31)},),
        "pen_returns": ({"pens": about(52)},),
        "business_travel": (
            {
                "purpose": "home_visit",
                "mode": "car_unknown",
                "unit": "mile",
                "distance": about(patients * 0.06),
            },
            {"purpose": "business", "mode": "car_petrol", "unit": "mile", "distance": about(patients * 0.03)},
        ),
        "commuting": (
            {
                "mode": "car_unknown",
                "people": str(round(patients / 500)),
                "days_per_week": "4",
                "weeks": "11.5",
                "one_way": "5.5",
                "unit": "mile",
            },
        ),
        "appointments": ({"face_to_face": about(patients * 0.95), "remote": about(patients * 0.4)},),
        "water": ({"supply_m3": about(patients * 0.011)},),
        "waste": (
            {"stream": "clinical_incineration", "kg": about(patients * 0.03)},
            {"stream": "general_incineration", "kg": about(patients * 0.12)},
            {"stream": "recycling", "kg": about(patients * 0.07)},
        ),
        "paper": ({"reams": about(patients * 0.011), "recycled_content": "0"},),
        "actions": (
            {
                "code": "M2",
                "status": "in_progress",
                "owner": "Lead pharmacist",
                "due": "2027-03-31",
                "print": "true",
            },
            {"code": "EF1", "status": "not_started", "owner": "Practice manager", "print": "true"},
            {
                "code": "OWN1",
                "title": "Offer reliever reviews to patients with 6 or more a year",
                "status": "in_progress",
                "owner": "Asthma nurse",
                "note": started,
                "print": "true",
            },
        ),
    }
