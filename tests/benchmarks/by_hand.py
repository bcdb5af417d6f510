"""The same lines built by hand: what someone would write who knew exactly this return."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from greenpractice.facts.factors import Factor, load_factors
from greenpractice.facts.inhalers import load_inhalers
from greenpractice.lines import Line
from greenpractice.numbers import exact
from greenpractice.returns.documents import ReturnDocument
from greenpractice.sections.travel import MODES
from greenpractice.sections.waste import STREAMS

FOOTPRINT: Any = "carbon_footprint"
PLUS: Any = "carbon_footprint_plus"


@cache
def inhaler(code: str, day: date) -> Factor | None:
    found, product = load_inhalers().indicative(code, day), load_inhalers().product(code)
    if found is None or product is None:
        return None
    key, kind, gas = f"inhaler.{code}", found.kind.value, found.gas or ""
    made = Factor(key, product.name, found.kg, "inhaler", None, found.source, found.why)
    return made._replace(value_kind=kind, gas=gas)


@cache
def yearly(year: int) -> Mapping[str, Factor]:
    factors = load_factors().of_year(year)
    keys = {factor.key for factor in load_factors().every}
    return {key: found for key in keys for unit in UNITS if (found := _find(factors, key, unit)) is not None}


UNITS = ("kWh", "m3", "tonne", "mile", "km", "litre", "passenger.km", "inhaler", "hour")


def _find(factors: Any, key: str, unit: str) -> Factor | None:
    from greenpractice.errors import FactsError

    try:
        found: Factor | None = factors.find(key, unit)
    except FactsError:
        return None
    return found


def by_hand(document: ReturnDocument) -> list[Line]:
    """The lines of a benchmark return, in the order of its sections."""
    with exact():
        return _lines(document, yearly(document.period.year), document.period.first_day)


@dataclass
class _Sums:
    """The lines as they are made, straight down."""

    factors: Mapping[str, Factor]
    made: list[Line] = field(default_factory=list)

    def add(
        self, section: str, label: str, number: Decimal, key: str, scope: Any, boundary: Any, row: int,
        fields: tuple[str, ...], est: bool = False,
    ) -> None:  # fmt: skip
        """One line."""
        factor = self.factors[key]
        kg = number * factor.value
        self.made.append(Line(section, label, number, factor, scope, boundary, est, kg, row, fields))

    def pair(
        self, section: str, label: str, number: Decimal, key: str, scope: Any, boundary: Any, row: int,
        fields: tuple[str, ...], est: bool = False,
    ) -> None:  # fmt: skip
        """A line and its well-to-tank."""
        self.add(section, label, number, key, scope, boundary, row, fields, est)
        wtt = "outside" if scope == "outside" else "3"
        self.add(section, f"{label}, well-to-tank", number, f"{key}.wtt", wtt, boundary, row, fields, est)


def _lines(document: ReturnDocument, factors: Mapping[str, Factor], day: date) -> list[Line]:
    sums = _Sums(factors)
    _inhalers(document, day, sums)
    _buildings(document, sums)
    _journeys(document, sums)
    _supplies(document, sums)
    order = list(document.sections)
    return sorted(sums.made, key=lambda line: order.index(line.section))


def _inhalers(document: ReturnDocument, day: date, sums: _Sums) -> None:
    fields = ("inhalers", "bnf_code")
    for row, raw in enumerate(document.sections["inhalers"]):
        factor, number = inhaler(raw["bnf_code"], day), Decimal(raw["inhalers"])
        if factor is not None:
            kg = number * factor.value
            sums.made.append(
                Line("inhalers", factor.label, number, factor, "3", FOOTPRINT, False, kg, row, fields)
            )


def _buildings(document: ReturnDocument, sums: _Sums) -> None:
    fields: tuple[str, ...] = ("kwh", "tariff")
    for row, raw in enumerate(document.sections["electricity"]):
        kwh, label = Decimal(raw["kwh"]), "Grid electricity"
        sums.pair("electricity", label, kwh, "electricity.generation", "2", FOOTPRINT, row, fields)
        label = "Grid electricity, transmission and distribution"
        sums.pair("electricity", label, kwh, "electricity.transmission", "3", FOOTPRINT, row, fields)
    estimated = any(flag.estimated and flag.section == "heating" for flag in document.flags)
    fields = ("quantity", "fuel", "unit")
    for row, raw in enumerate(document.sections["heating"]):
        kwh = Decimal(raw["quantity"])
        sums.pair("heating", "Natural gas", kwh, "natural_gas.kwh", "1", FOOTPRINT, row, fields, estimated)


def _journeys(document: ReturnDocument, sums: _Sums) -> None:
    fields: tuple[str, ...] = ("distance", "mode", "unit")
    for row, raw in enumerate(document.sections["business_travel"]):
        what = "Home visits" if raw["purpose"] == "home_visit" else "Business travel"
        label, key = f"{what}: {MODES[raw['mode']].lower()}", f"{raw['mode']}.mile"
        sums.pair("business_travel", label, Decimal(raw["distance"]), key, "3", FOOTPRINT, row, fields)
    for row, raw in enumerate(document.sections["commuting"]):
        parts = ("people", "days_per_week", "weeks", "one_way")
        people, days, weeks, one_way = (Decimal(raw[part]) for part in parts)
        label, miles = f"Travel to work: {MODES[raw['mode']].lower()}", people * days * weeks * 2 * one_way
        fields = (*parts, "mode", "unit")
        sums.pair("commuting", label, miles, f"{raw['mode']}.mile", "3", PLUS, row, fields)
    for row, raw in enumerate(document.sections["appointments"]):
        parts = ("face_to_face", "one_way", "car_share")
        visits, one_way, share = (Decimal(raw[part]) for part in parts)
        km, label = visits * 2 * one_way * share, "Patient travel by car"
        sums.pair("appointments", label, km, "car_unknown.km", "outside", PLUS, row, (*parts, "unit"))


def _supplies(document: ReturnDocument, sums: _Sums) -> None:
    for row, raw in enumerate(document.sections["water"]):
        m3, fields = Decimal(raw["supply_m3"]), ("supply_m3",)
        sums.add("water", "Water supply", m3, "water.supply", "3", FOOTPRINT, row, fields)
    for row, raw in enumerate(document.sections["waste"]):
        key, tonnes = f"waste.{raw['stream']}", Decimal(raw["kg"]) / 1000
        sums.add("waste", STREAMS[raw["stream"]], tonnes, key, "3", FOOTPRINT, row, ("kg", "stream"))
    ream = load_factors().constant("paper.kg_per_ream")
    for row, raw in enumerate(document.sections["paper"]):
        tonnes, fields = Decimal(raw["reams"]) * ream / 1000, ("reams", "recycled_content")
        sums.add("paper", "Paper, new fibre", tonnes, "paper.primary", "3", PLUS, row, fields)
    for row, raw in enumerate(document.sections["homeworking"]):
        if "homeworking.hour" in sums.factors:
            hours, fields = Decimal(raw["hours"]), ("hours",)
            sums.add("homeworking", "Working from home", hours, "homeworking.hour", "3", PLUS, row, fields)
