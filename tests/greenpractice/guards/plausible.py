"""Made-up practices as they may be, drawn from published spreads and not from the table of guards.

Sizes are those of the practices of Leicester, Leicestershire and Rutland (list sizes of 2026). Around the
middles below a figure is spread so that two thirds of practices lie within 20 to 40% of it, as energy
certificates, prescribing by area and workforce returns are. The middles: General Practice Workforce 2022
(3.1 people for 1,000 patients, 0.74 WTE each); CIBSE TM46 for clinics and offices (80 kWh of electricity
and 140 kWh of heat for a m2); 0.06 m2 of floor a patient, as a centre of 510 m2 for 8,500; degree days of
the Midlands (17, 5, 34 and 44% of a year's in its quarters); OpenPrescribing 2025 (0.92 inhalers a
patient, 44% SABA, 1.23 inhalers an item); QOF 2019/20 (6.5% with asthma); appointments 2024 (5.8 a
patient, 67% face to face); 52 home visits for 1,000 patients of 3.1 miles (Pulse 2018, a GP by bicycle
2011); National Travel Survey 2023 (8.9 miles to work); eight offices in Dublin (0.43 m3 of water a m2);
Take AIR (17 inhalers back for 1,000 patients, 77% puffers).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import exp
from random import Random

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.facts.practices import load_directory
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument

INHALERS = (
    ("0301011R0BEAIAP", 30), ("0301011R0BIAFAP", 40), ("0301011R0BIAGBU", 15), ("0301011R0BMAAAP", 15),
    ("0302000C0BJAEBG", 10), ("0302000C0BJAFBH", 8), ("0302000U0BBAAAA", 3), ("0302000K0BDADBB", 4),
    ("0302000N0BDAABJ", 3), ("0302000N0BGACBG", 7), ("0302000AABBAAAA", 14), ("0302000AABBACAC", 4),
    ("0302000Z0BBAAAA", 14), ("0301020Q0BBACAC", 9), ("0301020T0BBAAAA", 9), ("0301020Q0BCAAAD", 9),
    ("0301011E0BCABAC", 6),
)  # fmt: skip
_SEASON = {1: 0.17, 2: 0.05, 3: 0.34, 4: 0.44}
Rows = tuple[RawRow, ...]


class Practice:
    """One practice: what it is like, and its return of a quarter."""

    def __init__(self, random: Random, code: str, patients: int) -> None:
        self.random, self.code = random, code
        self.patients = patients
        self.staff = max(4, round(patients / 1000 * self.near(3.1, 0.25)))
        self.area = patients * self.near(0.06, 0.35)
        self.electricity = self.area * self.near(80, 0.35)
        self.heat = self.area * self.near(140, 0.35)
        self.inhalers = patients * self.near(0.92, 0.2)
        self.saba = min(0.62, max(0.28, random.gauss(0.44, 0.06)))
        self.mix = [weight * random.uniform(0.5, 1.5) for _, weight in INHALERS]
        self.miles = self.near(8.9, 0.35)
        self.home, self.visits, self.drive = (
            random.uniform(5, 240),
            self.near(0.052, 0.3),
            self.near(3.1, 0.35),
        )
        self.reams, self.water = self.staff * self.near(8, 0.4), self.area * self.near(0.43, 0.4)

    def near(self, middle: float, spread: float) -> float:
        return middle * exp(self.random.gauss(0, spread))

    def a_quarter(self, a_year: float, spread: float = 0.08) -> float:
        return a_year / 4 * exp(self.random.gauss(0, spread))

    def quarter(self, period: Period) -> ReturnDocument:
        """Its return, with what most practices can fill in."""
        wte = self.staff * self.random.uniform(0.66, 0.84)
        sites = ["Main", "Branch"] if self.random.random() < 0.2 else ["Main"]
        shares = [1.0] if len(sites) == 1 else [0.75, 0.25]
        first = {"registered_patients": text(self.patients), "staff": text(self.staff), "wte": text(wte, 1)}
        sections: dict[str, Rows] = {
            "practice": tuple(
                {**(first if not at else {}), "site": site, "floor_area_m2": text(self.area * shares[at])}
                for at, site in enumerate(sites)
            ),
            "electricity": tuple(self.bills(period, sites, shares)),
            "heating": tuple(self.gas(period, sites, shares)),
            "inhalers": tuple(self.products()),
            **self.counts(),
            **self.travel(wte),
            **self.rest(),
        }
        return ReturnDocument(self.code, period, 1, "2026-07-08", sections=sections)

    def bills(self, period: Period, sites: list[str], shares: list[float]) -> Iterator[RawRow]:
        for site, share in zip(sites, shares, strict=True):
            used = self.a_quarter(self.electricity * share)
            row = {"site": site, "tariff": "standard"}
            if self.random.random() < 0.5:
                yield {**row, "kwh": text(used), "cost": text(used * self.near(0.25, 0.1), 2)}
                continue
            for first, last in thirds(period):  # a bill each month
                yield {**row, "kwh": text(used / 3), "from": first, "to": last}

    def gas(self, period: Period, sites: list[str], shares: list[float]) -> Iterator[RawRow]:
        for site, share in zip(sites, shares, strict=True):
            used = self.heat * share * _SEASON[period.quarter] * exp(self.random.gauss(0, 0.12))
            unit, kwh = self.random.choice((("kWh", 1.0), ("m3", 11.22), ("ft3x100", 31.75)))
            row = {"site": site, "fuel": "natural_gas", "unit": unit, "quantity": text(used / kwh)}
            first, last = period.first_day.isoformat(), period.last_day.isoformat()
            yield row if self.random.random() < 0.5 else {**row, "from": first, "to": last}

    def products(self) -> Iterator[RawRow]:
        relievers = [load_inhalers().product(code) for code, _ in INHALERS]
        is_saba = [bool(found and found.drug_class == "SABA") for found in relievers]
        sums = {
            kind: sum(w for w, k in zip(self.mix, is_saba, strict=True) if k is kind)
            for kind in (True, False)
        }
        for (code, _), weight, kind in zip(INHALERS, self.mix, is_saba, strict=True):
            share = (self.saba if kind else 1 - self.saba) * weight / sums[kind]
            count = max(1, round(self.a_quarter(self.inhalers * share)))
            items = min(count, max(1, round(count / self.random.uniform(1.07, 1.6))))
            yield {"bnf_code": code, "inhalers": text(count), "items": text(items)}

    def counts(self) -> dict[str, Rows]:
        register = round(self.patients * self.near(0.065, 0.18))
        ics, saba = (min(0.93, max(0.0, self.random.gauss(*each))) for each in ((0.72, 0.09), (0.2, 0.06)))
        back = round(self.a_quarter(self.patients * self.near(0.017, 0.5)))
        care = {
            "asthma_register": text(register), "ics_3_or_more": text(register * ics),
            "saba_6_or_more": text(register * max(saba, 0.04)),
        }  # fmt: skip
        puffers = round(back * min(0.94, max(0.55, self.random.gauss(0.77, 0.06))))
        return {
            "asthma_care": (care,),
            "inhaler_returns": ({"route": "pharmacy", "inhalers": text(back), "pmdi": text(puffers)},),
            "pen_returns": ({"pens": text(self.a_quarter(self.patients * 0.01, 0.4))},),
        }

    def travel(self, wte: float) -> dict[str, Rows]:
        visits = max(1, round(self.a_quarter(self.patients * self.visits, 0.15)))
        drive = {
            "purpose": "home_visit", "mode": "car_unknown", "unit": "mile", "visits": text(visits),
            "distance": text(visits * self.drive * self.near(1, 0.1), 1),
        }  # fmt: skip
        parts = [0.7, 0.15, 0.15]
        commuting = tuple(
            {
                "mode": mode, "people": text(max(1, self.staff * part)), "unit": "mile",
                "days_per_week": text(self.random.uniform(2.5, 5), 1),
                "weeks": text(self.random.uniform(10, 12.5), 1),
                "one_way": text(self.miles * near, 1),
            }
            for mode, part, near in zip(("car_unknown", "bus", "walking"), parts, (1, 0.8, 0.1), strict=True)
        )  # fmt: skip
        seen = self.a_quarter(self.patients * self.near(5.8, 0.18))
        face = min(0.88, max(0.42, self.random.gauss(0.67, 0.07)))
        appointments = {
            "face_to_face": text(seen * face), "remote": text(seen * (1 - face)), "unit": "km",
            "one_way": text(self.near(1.5, 0.5), 1), "car_share": text(self.random.uniform(0.4, 0.8), 2),
        }  # fmt: skip
        home = {"hours": text(self.a_quarter(wte * self.home))}
        return {
            "business_travel": (drive,), "commuting": commuting, "appointments": (appointments,),
            "homeworking": (home,),
        }  # fmt: skip

    def rest(self) -> dict[str, Rows]:
        water = self.a_quarter(self.water, 0.12)
        kg = {
            "clinical_incineration": self.patients * 0.06, "offensive": self.patients * 0.05,
            "recycling": self.staff * 60, "general_incineration": self.staff * 90,
        }  # fmt: skip
        waste = tuple(
            {"stream": stream, "kg": text(self.a_quarter(self.near(each, 0.35)))}
            for stream, each in kg.items()
        )
        reams = self.a_quarter(self.reams, 0.2)
        found: dict[str, Rows] = {
            "water": ({"supply_m3": text(water, 1), "sewerage_m3": text(water * 0.95, 1)},),
            "waste": waste,
            "paper": ({"reams": text(reams), "recycled_content": text(self.random.choice((0, 1, 0.5)), 1)},),
        }
        if self.random.random() < 0.1:
            found["refrigerants"] = ({"gas": "r410a", "kg": text(self.random.uniform(0.4, 3), 1)},)
        return found


def text(number: float, places: int = 0) -> str:
    """As somebody types it."""
    return str(round(Decimal(number), places)) if places else str(round(number))


def thirds(period: Period) -> Iterator[tuple[str, str]]:
    """First and last days of its months."""
    firsts = [date.fromisoformat(f"{month}-01") for month in (*period.months, period.next.months[0])]
    for first, after in pairwise(firsts):
        yield first.isoformat(), (after - timedelta(days=1)).isoformat()


@cache
def sizes() -> tuple[tuple[str, int], ...]:
    """Code and newest list size of every practice that has one."""
    directory = load_directory()
    found = ((each.ods_code, directory.list_size(each.ods_code)) for each in directory.practices)
    return tuple(
        (code, int(size.patients)) for code, size in found if size is not None and size.patients > 1000
    )


def practices(many: int, seed: int) -> Iterator[Practice]:
    """So many, always the same of a seed."""
    random = Random(seed)
    for _ in range(many):
        code, patients = random.choice(sizes())
        yield Practice(random, code, round(patients * random.uniform(0.95, 1.05)))
