"""The amounts that guards compare: declared figures, and what is worked out of a row, as kWh of gas."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from greenpractice.facts.inhalers import device_counts_as_mdi, is_salbutamol_code
from greenpractice.guards.figures import Figures
from greenpractice.sections.energy import Known, known_from
from greenpractice.sections.heating import gas_kwh
from greenpractice.sections.inhalers import device_is_unknown, packs_said

_SABA_AND_ICS = frozenset({"SABA", "ICS", "ICS/LABA", "ICS/SABA"})
_CLINICAL = frozenset({"clinical_incineration", "infectious", "offensive"})
_ELECTRICAL = "electrical"
_FEW_ITEMS = Decimal(10)
_OWN_SOLAR = "own_solar"
_GAS = "natural_gas"
_MILE = "mile"
Read = Callable[[Any, Figures], Decimal | None]
Meant = Callable[[Any, Figures], bool]


def _any(_row: Any, _figures: Figures) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Amount:
    """What `read` makes of a row, None for no data; rows that are not `meant` are no part of it.

    `of` are the numbers of the row that it reads.
    """

    of: tuple[str, ...]
    read: Read
    meant: Meant = _any


@cache
def amount_of(name: str) -> Amount:
    """An amount by its name in the table: one that is worked out, or a declared figure."""
    found = _AMOUNTS.get(name)
    return found if found is not None else Amount((name,), lambda row, _figures: getattr(row, name))


def is_worked_out(name: str) -> bool:
    """True for an amount that is no declared figure."""
    return name in _AMOUNTS


def _kwh(row: Any, _figures: Figures) -> Decimal | None:
    return _used(row, row.kwh)


def _used(row: Any, given: Decimal | None) -> Decimal | None:
    """The quantity of a bill or of two readings; an estimate from floor area is no figure."""
    known = known_from(row, given)
    if known is Known.READINGS:
        used: Decimal = row.closing - row.opening
        return used if used >= 0 else None
    return given


def _heat(row: Any, figures: Figures) -> Decimal | None:
    """Metered heat in kWh, gas by its calorific value."""
    quantity = _used(row, row.quantity)
    if quantity is None or row.unit in (None, "litre"):
        return None
    if row.unit == "kWh":
        return quantity
    value = row.calorific_value or figures.context.constant("gas.calorific_value")
    return gas_kwh(quantity, row.unit, value, figures.context)


def _delivered(row: Any, figures: Figures) -> Decimal | None:
    """Litres of oil or LPG in kWh: the ratio of the two published factors of the fuel."""
    quantity, year = _used(row, row.quantity), figures.period.year
    if quantity is None or row.fuel is None or not figures.factors.has_year(year):
        return None
    factors = figures.factors.of_year(year)
    litre, kwh = factors.find(f"{row.fuel}.litre", "litre"), factors.find(f"{row.fuel}.kwh", "kWh")
    return None if litre is None or kwh is None else quantity * litre.value / kwh.value


def _readings(row: Any, _figures: Figures) -> Decimal | None:
    """What two readings make where nothing else counts; below 0 if they run backwards."""
    given = row.quantity if hasattr(row, "quantity") else row.kwh
    if given is not None or row.opening is None or row.closing is None:
        return None
    used: Decimal = row.closing - row.opening
    return used


def _days(row: Any, _figures: Figures) -> Decimal | None:
    if row.from_ is None or row.to is None or row.to < row.from_:
        return None
    return Decimal((row.to - row.from_).days + 1)


def _miles(field: str, *, in_km: bool = False) -> Read:
    def read(row: Any, figures: Figures) -> Decimal | None:
        distance: Decimal | None = getattr(row, field)
        if distance is None or row.unit is None:
            return None
        if (row.unit == _MILE) is not in_km:
            return distance
        per_mile = figures.context.constant("distance.km_per_mile")
        return distance * per_mile if in_km else distance / per_mile

    return read


def _inhalers(row: Any, _figures: Figures) -> Decimal | None:
    count: Decimal | None = row.inhalers
    return count


def _is_salbutamol(row: Any, _figures: Figures) -> bool:
    return bool(row.bnf_code) and is_salbutamol_code(row.bnf_code)


def _class_of(row: Any, figures: Figures) -> str:
    product = figures.inhalers.product(row.bnf_code or "")
    return product.drug_class if product is not None else ""


def _is_puffer(row: Any, figures: Figures) -> bool:
    product = figures.inhalers.product(row.bnf_code or "")
    if product is not None:
        return product.counts_as_mdi
    return not device_is_unknown(row) and device_counts_as_mdi(row.device or "")


def _in_es02(row: Any, figures: Figures) -> bool:
    return figures.inhalers.es02(row.bnf_code or "") is not None


def _es02_kg(row: Any, figures: Figures) -> Decimal | None:
    kg = figures.inhalers.es02(row.bnf_code or "")
    return None if kg is None or row.inhalers is None else row.inhalers * kg


def _indicative_kg(row: Any, figures: Figures) -> Decimal | None:
    if row.inhalers is None:
        return None
    gas = packs_said(row, figures.packs)
    found = figures.inhalers.indicative(row.bnf_code or "", figures.period.first_day, gas)
    return Decimal(0) if found is None else row.inhalers * found.kg


def _of_stream(*, clinical: bool = False, electrical: bool = False) -> Meant:
    def meant(row: Any, _figures: Figures) -> bool:
        if clinical or electrical:
            return row.stream in _CLINICAL if clinical else row.stream == _ELECTRICAL
        return row.stream is None or row.stream not in (_ELECTRICAL, *_CLINICAL)

    return meant


def _kg(row: Any, _figures: Figures) -> Decimal | None:
    kg: Decimal | None = row.kg
    return kg


def _nitrous_oxide(row: Any, figures: Figures) -> Decimal | None:
    if row.entonox_litres is None:
        kg: Decimal | None = row.nitrous_oxide_kg
        return kg
    share = figures.context.constant("gas_and_air.nitrous_oxide_share")
    of_gas: Decimal = row.entonox_litres * share * figures.context.constant("nitrous_oxide.kg_per_litre")
    return of_gas + (row.nitrous_oxide_kg or 0)


def _of_gas(of: tuple[str, ...], read: Read) -> Amount:
    return Amount(of, read, lambda row, _figures: row.fuel == _GAS)


_READINGS = ("opening", "closing")
_KWH, _QUANTITY = ("kwh", *_READINGS), ("quantity", "calorific_value", *_READINGS)
_COUNT = ("inhalers",)
_AMOUNTS: Mapping[str, Amount] = {
    "listed_patients": Amount((), lambda _row, figures: figures.listed_patients),
    "kwh_used": Amount(_KWH, _kwh, lambda row, _figures: row.tariff != _OWN_SOLAR),
    "solar_kwh": Amount(_KWH, _kwh, lambda row, _figures: row.tariff == _OWN_SOLAR),
    "heat_kwh": Amount(_QUANTITY, _heat),
    "delivered_kwh": Amount(_QUANTITY, _delivered, lambda row, _figures: row.unit == "litre"),
    "gas_kwh": _of_gas(_QUANTITY, _heat),
    "gas_cost": _of_gas(("cost",), lambda row, _figures: row.cost),
    "readings_used": Amount(_READINGS, _readings),
    "bill_days": Amount((), _days),
    "miles": Amount(("distance",), _miles("distance")),
    "one_way_miles": Amount(("one_way",), _miles("one_way")),
    "one_way_km": Amount(("one_way",), _miles("one_way", in_km=True)),
    "items_or_10": Amount(
        ("items",), lambda row, _figures: None if row.items is None else max(row.items, _FEW_ITEMS)
    ),
    "salbutamol": Amount(_COUNT, _inhalers, _is_salbutamol),
    "mdi": Amount(_COUNT, _inhalers, lambda row, of: not _is_salbutamol(row, of) and _is_puffer(row, of)),
    "not_salbutamol": Amount(_COUNT, _inhalers, lambda row, of: not _is_salbutamol(row, of)),
    "saba": Amount(_COUNT, _inhalers, lambda row, of: _class_of(row, of) == "SABA"),
    "saba_and_ics": Amount(_COUNT, _inhalers, lambda row, of: _class_of(row, of) in _SABA_AND_ICS),
    "es02_inhalers": Amount(_COUNT, _inhalers, _in_es02),
    "es02_kg": Amount(_COUNT, _es02_kg, _in_es02),
    "indicative_kg": Amount(_COUNT, _indicative_kg),
    "clinical_kg": Amount(("kg",), _kg, _of_stream(clinical=True)),
    "electrical_kg": Amount(("kg",), _kg, _of_stream(electrical=True)),
    "ordinary_kg": Amount(("kg",), _kg, _of_stream()),
    "n2o_kg": Amount(("entonox_litres", "nitrous_oxide_kg"), _nitrous_oxide),
}
# Sums over another section than the guard's own: its key, and the amount there.
ELSEWHERE: Mapping[str, tuple[str, str]] = {"prescribed": ("inhalers", "inhalers")}
