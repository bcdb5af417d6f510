"""The fewest inhalers to change, after review with each patient, to bring a mean down to a target."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from greenpractice.numbers import exact

SALAMOL = "0301011R0BIAFAP"


class Stock(NamedTuple):
    """So many inhalers of one product, each of so many kg CO2e."""

    code: str
    number: Decimal
    kg: Decimal


class Switch(NamedTuple):
    """So many whole inhalers of one product to change."""

    code: str
    number: int


class _Unit(NamedTuple):
    """Inhalers of one product that each take the same off the sum when they are changed."""

    saving: Decimal
    number: int
    code: str


def fewest_switches(stocks: Sequence[Stock], target: Decimal, to_kg: Decimal) -> list[Switch] | None:
    """Switches, those that save most first, after which the mean is at or below `target` kg an inhaler.

    [] if it is there already, None if no switch to a product of `to_kg` gets there. Each switch of an
    inhaler takes off its kg less `to_kg`; of 23.1 inhalers the 24th is a tenth and takes off a tenth of it,
    so it has its own place in the order. Re-checked by recomputing: one inhaler less does not get there.
    """
    with exact():
        excess = sum((stock.number * (stock.kg - target) for stock in stocks), Decimal(0))
        changed: dict[str, int] = {}
        for unit in _units(stocks, to_kg):
            if excess <= 0:
                break
            needed = int((excess / unit.saving).to_integral_value(ROUND_CEILING))
            number = min(needed, unit.number)
            changed[unit.code] = changed.get(unit.code, 0) + number
            excess -= number * unit.saving
        if excess > 0:
            return None
        heaviest = sorted(stocks, key=lambda stock: (-stock.kg, stock.code))
        switches = [Switch(stock.code, changed[stock.code]) for stock in heaviest if stock.code in changed]
    if switches:
        _recheck(switches, stocks, target, to_kg)
    return switches


def _units(stocks: Sequence[Stock], to_kg: Decimal) -> list[_Unit]:
    """Whole inhalers and the part of one, by what one of them saves: a part comes after its whole ones."""
    units = []
    for stock in stocks:
        saving, whole = stock.kg - to_kg, int(stock.number)
        units += [_Unit(saving, whole, stock.code), _Unit((stock.number - whole) * saving, 1, stock.code)]
    units.sort(key=lambda unit: (-unit.saving, unit.code))
    return [unit for unit in units if unit.saving > 0 and unit.number]


def fewest_of_one(stocks: Sequence[Stock], code: str, target: Decimal, end_kg: Decimal) -> int | None:
    """How many of one product to change so that the mean reaches the target; None if all are too few."""
    with exact():
        chosen = next(each for each in stocks if each.code == code)
        excess = sum((each.number * (each.kg - target) for each in stocks), Decimal(0))
        saving = chosen.kg - end_kg
        if excess <= 0:
            return 0
        if saving <= 0 or chosen.number * saving < excess:
            return None
        number = int((excess / saving).to_integral_value(ROUND_CEILING))
    assert mean_after(stocks, (Switch(code, number),), end_kg) <= target
    assert mean_after(stocks, (Switch(code, number - 1),), end_kg) > target
    return number


def mean_after(stocks: Sequence[Stock], switches: Sequence[Switch], end_kg: Decimal) -> Decimal:
    """kg of each inhaler once the switches are made, worked out from the changed stock."""
    changed = {switch.code: Decimal(switch.number) for switch in switches}
    with exact():
        inhalers = sum((each.number for each in stocks), Decimal(0))
        kg = Decimal(0)
        for each in stocks:
            moved = min(changed.get(each.code, Decimal(0)), each.number)
            kg += (each.number - moved) * each.kg + moved * end_kg
        return kg / inhalers


def _recheck(switches: Sequence[Switch], stocks: Sequence[Stock], target: Decimal, to_kg: Decimal) -> None:
    assert mean_after(stocks, switches, to_kg) <= target
    for left in switches:
        less = [Switch(each.code, each.number - (each is left)) for each in switches]
        assert mean_after(stocks, less, to_kg) > target
