"""Rows of electricity and heating reckoned a second time: in fractions, straight from the tables."""

import csv
import random
import tomllib
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from pathlib import Path

from greenpractice.carbon.footprint import Calculator
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument

_TABLES = Path(__file__).resolve().parents[3] / "resources" / "factors"
_NEAR = Fraction(1, 10**30)
_SOLD_IN = {
    "natural_gas": {"kWh", "m3", "ft3x100"},
    "heating_oil": {"litre", "kWh"},
    "gas_oil": {"litre", "kWh"},
    "lpg": {"litre", "kWh"},
    "wood_pellets": {"kWh"},
    "district_heat": {"kWh"},
}
_UNITS = (None, "kWh", "m3", "ft3x100", "litre")
_BASES = (None, "bill", "readings", "cost", "floor_area")
_TARIFFS = (None, "standard", "renewable", "own_solar")
_KEYS = {
    "electricity": ("electricity.generation", "electricity.transmission"),
    "district_heat": ("district_heat.kwh", "district_heat.loss"),
}
_PERIODS = (Period(2019, 4), Period(2023, 2), Period(2024, 4), Period(2025, 1), Period(2025))


class Tables:
    """The factors and constants, read without the program."""

    def __init__(self) -> None:
        with (_TABLES / "uk_conversion_factors.csv").open(encoding="utf-8", newline="") as file:
            self.kg = {
                (row["key"], int(row["year"])): Fraction(row["kg_co2e"]) + Fraction(row["wtt_kg_co2e"] or 0)
                for row in csv.DictReader(file)
            }
        with (_TABLES / "constants.toml").open("rb") as file:
            found = tomllib.load(file, parse_float=Fraction)
        self.constant = {key: Fraction(value["value"]) for key, value in found.items()}


def combinations() -> list[tuple[str, RawRow]]:
    """Every basis, unit, fuel, tariff, and blank with every pair of readings and amount, each once."""
    amounts: list[RawRow] = [
        {},
        {"opening": "8000"},
        {"closing": "9"},
        {"opening": "8000", "closing": "10926"},
    ]
    found: list[tuple[str, RawRow]] = []
    for basis, read, given, site in product(_BASES, amounts, (None, "0", "410.5"), ("A", "elsewhere", None)):
        common = {**read, **_some(basis=basis, site=site)}
        found += [("electricity", {**common, **_some(tariff=tariff, kwh=given)}) for tariff in _TARIFFS]
        found += [
            ("heating", {**common, **_some(fuel=fuel, unit=unit, quantity=given)})
            for fuel, unit in product((None, *_SOLD_IN), _UNITS)
        ]
    return found


def any_row(dice: random.Random) -> tuple[str, RawRow]:
    """A row with anything in it, or nothing."""
    section = dice.choice(("electricity", "heating"))
    start = date(dice.choice((2019, 2023, 2024, 2025)), 1, 1) + timedelta(dice.randrange(500))
    row = _some(
        basis=dice.choice(_BASES),
        site=dice.choice((None, "A", "A", "B", "elsewhere")),
        opening=dice.choice((None, _number(dice))),
        closing=dice.choice((None, _number(dice))),
        to=dice.choice((None, (start + timedelta(dice.randrange(200))).isoformat())),
    )
    row |= _some(**{"from": dice.choice((None, start.isoformat()))})
    if dice.random() < 0.5:
        row.pop("from", None), row.pop("to", None)
    given = dice.choice((None, None, _number(dice)))
    if section == "electricity":
        return section, row | _some(kwh=given, tariff=dice.choice(_TARIFFS))
    heat = _some(fuel=dice.choice((None, *_SOLD_IN)), unit=dice.choice(_UNITS), quantity=given)
    return section, row | heat | _some(calorific_value=dice.choice((None, None, "39.2", "0")))


def any_period(dice: random.Random) -> Period:
    """Quarters of years with factors, a leap year's, and a year."""
    return dice.choice(_PERIODS)


def differs(
    section: str, row: RawRow, period: Period, areas: RawRow, calculator: Calculator, tables: Tables
) -> str | None:
    """What the program says of a row where it is not what the second reckoning says; None if they agree."""
    sites = tuple({"site": site, "floor_area_m2": area} for site, area in areas.items())
    sections = {"practice": sites, section: (row,)}
    document = ReturnDocument("C82001", period, 1, "2026-07-08", sections=sections)
    footprint = calculator.of_return(document)
    said = sum((Fraction(line.kg) for line in footprint.lines), Fraction(0))
    named = [item for item in footprint.not_counted if not item.what.startswith("Biogenic")]
    expected = kg_of(section, row, period, areas, tables)
    if not row:  # nobody has typed anything: it is not spoken of
        return f"an empty row: {footprint}" if named or footprint.lines else None
    if expected is None:
        return None if named and not footprint.lines else f"{row} in {period}: {said} kg, and nothing named"
    if named:
        return f"{row} in {period}: not counted ({named[0].why}), for {float(expected)} kg"
    near = abs(said - expected) <= _NEAR * max(1, abs(expected))
    return None if near else f"{row} in {period}: {float(said)} kg for {float(expected)} kg"


def kg_of(section: str, row: RawRow, period: Period, areas: RawRow, tables: Tables) -> Fraction | None:
    """All lines of a row in kg, well-to-tank and losses too; None where nothing can be counted."""
    fuel, unit = ("electricity", "kWh") if section == "electricity" else (row.get("fuel"), row.get("unit"))
    if fuel is None:
        return None
    given = row.get("kwh" if section == "electricity" else "quantity")
    read = "opening" in row and "closing" in row
    basis = row.get("basis")
    if given is None and not read and basis == "floor_area":
        shared = _share(row, 0, period)
        own = [Fraction(area) for site, area in areas.items() if row.get("site") in (None, site)]
        if shared is None or not own:
            return None
        kind = "electricity" if section == "electricity" else "heating"
        of_year = shared if shared != "all" else Fraction(_days(period))
        quantity = sum(own) * tables.constant[f"floor_area.{kind}_kwh"] * of_year / _days(Period(period.year))
        unit = "kWh"
    else:
        readings_dated = basis == "readings" or (basis in (None, "floor_area") and given is None and read)
        shared = _share(row, 1 if readings_dated else 0, period)
        if shared is None or (section == "heating" and unit not in _SOLD_IN[fuel]):
            return None
        if given is None and not read:
            return None
        amount = Fraction(given) if given is not None else Fraction(row["closing"]) - Fraction(row["opening"])
        if amount < 0:
            return None
        if shared != "all":
            first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
            amount = amount * shared / ((last - first).days + 1 - (1 if readings_dated else 0))
        quantity, unit = _kwh_of_gas(amount, unit, row, tables)
    if row.get("tariff") == "own_solar":
        return Fraction(0)
    keys = _KEYS.get(fuel) or (f"{fuel}.{(unit or '').lower()}",)
    return sum((quantity * tables.kg[key, period.year] for key in keys), Fraction(0))


def _kwh_of_gas(
    amount: Fraction, unit: str | None, row: RawRow, tables: Tables
) -> tuple[Fraction, str | None]:
    if unit not in ("m3", "ft3x100"):
        return amount, unit
    hundreds = tables.constant["gas.cubic_metres_per_hundred_cubic_feet"] if unit == "ft3x100" else 1
    calorific = Fraction(row.get("calorific_value", tables.constant["gas.calorific_value"]))
    each = hundreds * tables.constant["gas.volume_correction"] * calorific
    return amount * each / tables.constant["energy.megajoules_per_kwh"], "kWh"


def _share(row: RawRow, later: int, period: Period) -> "Fraction | str | None":
    """Days in the period; `all` without dates; None where there is none, or half of the dates."""
    if "from" not in row and "to" not in row:
        return "all"
    if "from" not in row or "to" not in row:
        return None
    first = date.fromisoformat(row["from"]) + timedelta(later)
    day, count = first, 0
    while day <= date.fromisoformat(row["to"]):
        count += period.first_day <= day <= period.last_day
        day += timedelta(1)
    return Fraction(count) if count else None


def _days(period: Period) -> int:
    return (period.last_day - period.first_day).days + 1


def _number(dice: random.Random) -> str:
    return dice.choice(
        ("0", "8000", "10926", str(dice.randrange(20000)), f"{dice.randrange(99999)}.{dice.randrange(99)}")
    )


def _some(**cells: str | None) -> dict[str, str]:
    return {key: text for key, text in cells.items() if text is not None}
