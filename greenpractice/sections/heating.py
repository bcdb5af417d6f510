"""Heating: gas, oil, LPG, wood pellets and district heat, from bills, readings or floor area."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from greenpractice.fields import choice, number, text
from greenpractice.lines import BY_NAME_ONLY, Entry, Scope
from greenpractice.numbers import normal
from greenpractice.periods import Period
from greenpractice.sections.base import (
    FOOTPRINT,
    Context,
    Folded,
    Problem,
    Row,
    Section,
    SectionHelp,
    not_counted,
    with_wtt,
)
from greenpractice.sections.energy import (
    NO_FUEL,
    NO_UNIT,
    Known,
    basis,
    check_dates,
    closing,
    energy_used,
    first_day,
    lacking,
    last_day,
    opening,
    question_readings,
)
from greenpractice.themes import ENERGY

FUELS = {
    "natural_gas": "Natural gas",
    "heating_oil": "Heating oil (kerosene)",
    "gas_oil": "Gas oil",
    "lpg": "LPG",
    "wood_pellets": "Wood pellets",
    "district_heat": "District heat",
}
UNITS = {"kWh": "kWh", "m3": "m³", "ft3x100": "hundreds of cubic feet", "litre": "litres"}
UNITS_OF_FUEL = {
    "natural_gas": ("kWh", "m3", "ft3x100"),
    "heating_oil": ("litre", "kWh"),
    "gas_oil": ("litre", "kWh"),
    "lpg": ("litre", "kWh"),
    "wood_pellets": ("kWh",),
    "district_heat": ("kWh",),
}
# Rounded, for a question only: what is counted is converted with the constants, by the bill's own value.
_ROUGH_KWH = {"kWh": Decimal(1), "m3": Decimal(11), "ft3x100": Decimal(32), "litre": Decimal(10)}
BIOGENIC = "Biogenic CO₂ of wood pellets"


@dataclass(frozen=True, slots=True)
class Heating:
    """One bill, pair of readings or estimate of one site and fuel; kWh is gross calorific value."""

    site: str | None = text("Site", hint="The building this bill is for")
    fuel: str | None = choice(
        "Fuel",
        FUELS,
        help="Natural gas for most practices",
    )
    unit: str | None = choice(
        "Unit",
        UNITS,
        help="The unit beside the amount on the bill. Old gas meters count hundreds of cubic feet",
    )
    quantity: Decimal | None = number("Amount used", unit="units", hint="In the unit you chose")
    calorific_value: Decimal | None = number(
        "Calorific value",
        unit="MJ/m3",
        hint="Printed on the gas bill, usually 37.5 to 43",
        optional=True,
    )
    from_: date | None = first_day()
    to: date | None = last_day()
    cost: Decimal | None = number(
        "Cost",
        unit="£",
        optional=True,
        help="Kept beside the amount. It is not used in the sum",
    )
    opening: Decimal | None = opening(unit="units")
    closing: Decimal | None = closing(unit="units")
    basis: str | None = basis()


def lines(rows: Sequence[Row[Heating]], context: Context) -> Iterator[Entry]:
    """Rule 4: the fuel's own factor and its well-to-tank; district heat adds its loss and both WTT."""
    for row in rows:
        values = row.values
        used = _counted(row, context)
        if isinstance(used, str):
            lacks = lacking(used, "quantity")
            yield not_counted(SECTION.key, row, SECTION.row_label(values), used, *lacks)
            continue
        quantity, unit, fields, label, estimated = used
        fuel = values.fuel or ""
        scope: Scope = "2" if fuel == "district_heat" else "1"
        yield from with_wtt(
            context,
            SECTION.key,
            row,
            fields,
            f"{fuel}.{unit.lower()}",
            quantity,
            unit,
            label,
            scope,
            FOOTPRINT,
            estimated,
        )
        if fuel == "district_heat":
            loss = f"{label}, distribution loss"
            yield from with_wtt(
                context,
                SECTION.key,
                row,
                fields,
                "district_heat.loss",
                quantity,
                unit,
                loss,
                "3",
                FOOTPRINT,
                estimated,
            )
        if fuel == "wood_pellets":
            yield not_counted(SECTION.key, row, BIOGENIC, BY_NAME_ONLY)


def _counted(row: Row[Heating], context: Context) -> tuple[Decimal, str, tuple[str, ...], str, bool] | str:
    """Quantity in the factor's unit, that unit, the fields, a label, whether estimated; or why not."""
    values = row.values
    fuel, unit = values.fuel, values.unit
    if fuel is None:
        return NO_FUEL
    benchmark = context.constant("floor_area.heating_kwh")
    used = energy_used(values, values.quantity, "quantity", ("fuel", "unit"), benchmark, context)
    if isinstance(used, str):
        return used
    quantity, fields, label = used.quantity, used.fields, FUELS[fuel]
    if used.known is Known.FLOOR_AREA:
        return quantity, "kWh", fields, label, used.estimated
    if unit is None:
        return NO_UNIT
    if unit not in UNITS_OF_FUEL[fuel]:  # a draft can hold it, and another fuel's sum would be taken for its
        return f"{FUELS[fuel].lower()} is not sold in {UNITS[unit]}"
    if unit in ("kWh", "litre"):
        return quantity, unit, fields, label, used.estimated
    value = values.calorific_value
    if value is None:
        value = context.constant("gas.calorific_value")
    else:
        fields = (*fields, "calorific_value")
    label = f"{label}, from {UNITS[unit]} at {normal(value)} MJ/m³"
    return gas_kwh(quantity, unit, value, context), "kWh", fields, label, used.estimated


def gas_kwh(volume: Decimal, unit: str, calorific_value: Decimal, context: Context) -> Decimal:
    """kWh of a metered volume in `m3` or `ft3x100`: x 1.02264 x calorific value (MJ/m3) / 3.6."""
    if unit == "ft3x100":
        volume *= context.constant("gas.cubic_metres_per_hundred_cubic_feet")
    energy = volume * context.constant("gas.volume_correction") * calorific_value
    return energy / context.constant("energy.megajoules_per_kwh")


def check(row: Heating, period: Period) -> Iterator[Problem]:
    """Dates in order, and a unit that the fuel is sold in."""
    yield from check_dates(row.from_, row.to)
    if row.fuel is not None and row.unit is not None and row.unit not in UNITS_OF_FUEL[row.fuel]:
        allowed = " or ".join(UNITS_OF_FUEL[row.fuel])
        yield "unit", f"must be {allowed} for {FUELS[row.fuel].lower()}, not {row.unit}"


def question(row: Heating, period: Period) -> Iterator[Problem]:
    """An amount and two readings that do not agree. Gas meters show a volume where many bills say kWh."""
    of_gas = row.fuel == "natural_gas" and row.unit == "kWh"
    each = (_ROUGH_KWH["m3"], _ROUGH_KWH["ft3x100"]) if of_gas else ()
    unit = UNITS.get(row.unit or "", "units")
    yield from question_readings(row, row.quantity, "quantity", unit, each)


SECTION = Section(
    "heating",
    "Heating",
    Heating,
    lines,
    yearly_factors=True,
    check=check,
    question=question,
    theme=ENERGY,
    wanted_by="Green Plan EF4",
    introduction="Gas, oil and other fuels: one row for each bill, or for each pair of meter readings",
    help=SectionHelp(
        where=("Gas in m³ or cubic feet becomes kWh here, with the calorific value on your bill.",)
    ),
    folded=Folded(
        "Show calorific value, cost and readings",
        (
            "calorific_value",
            "cost",
            "opening",
            "closing",
        ),
    ),
)
