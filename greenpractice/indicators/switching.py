"""The fewest inhalers to change, after review with each patient, to bring a mean down to a target."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from greenpractice.numbers import exact

SALAMOL = "0301011R0BIAFAP"


class Stock(NamedTuple):
    """So many inhalers of one product, each of so many kg CO2e."""

    code: str
    number: Decimal
    kg: Decimal


class End(NamedTuple):
    """What inhalers are changed to: kg of one, and by product how many of it hold the doses of one of those.

    A product that is not in `packs` is not changed to it; without `packs` every one is, one for one.
    """

    kg: Decimal
    packs: Mapping[str, Fraction] | None = None

    def packs_of(self, code: str) -> Fraction | None:
        """How many stand for one inhaler of a product; None where it is not changed."""
        return Fraction(1) if self.packs is None else self.packs.get(code)


class Switch(NamedTuple):
    """So many whole inhalers of one product to change."""

    code: str
    number: int


class _Unit(NamedTuple):
    """Inhalers of one product that each take the same off the excess when they are changed."""

    saving: Fraction
    number: int
    code: str


def fewest_switches(stocks: Sequence[Stock], target: Decimal, end: End) -> list[Switch] | None:
    """Switches, those that save most first, after which the mean is at or below `target` kg an inhaler.

    [] if it is there already, None if no switch to `end` gets there. Of 23.1 inhalers the 24th is a tenth and
    takes off a tenth, so it has its own place in the order. Re-checked by recomputing: one inhaler less does
    not get there.
    """
    excess = _excess(stocks, target)
    changed: dict[str, int] = {}
    for unit in _units(stocks, target, end):
        if excess <= 0:
            break
        number = min(ceil(excess / unit.saving), unit.number)
        changed[unit.code] = changed.get(unit.code, 0) + number
        excess -= number * unit.saving
    if excess > 0:
        return None
    heaviest = sorted(stocks, key=lambda stock: (-stock.kg, stock.code))
    switches = [Switch(stock.code, changed[stock.code]) for stock in heaviest if stock.code in changed]
    if switches:
        _recheck(switches, stocks, target, end)
    return switches


def _excess(stocks: Sequence[Stock], target: Decimal) -> Fraction:
    """kg above the target of all inhalers together."""
    above = (Fraction(stock.number) * (Fraction(stock.kg) - Fraction(target)) for stock in stocks)
    return sum(above, Fraction(0))


def _saving(stock: Stock, target: Decimal, end: End) -> Fraction:
    """What one inhaler takes off the excess: its own part goes, that of the packs for it comes."""
    packs = end.packs_of(stock.code)
    if packs is None:
        return Fraction(0)
    aim = Fraction(target)
    return Fraction(stock.kg) - aim + packs * (aim - Fraction(end.kg))


def _units(stocks: Sequence[Stock], target: Decimal, end: End) -> list[_Unit]:
    """Whole inhalers and the part of one, by what one of them saves: a part comes after its whole ones."""
    units = []
    for stock in stocks:
        saving, whole = _saving(stock, target, end), int(stock.number)
        part = Fraction(stock.number) - whole
        units += [_Unit(saving, whole, stock.code), _Unit(part * saving, 1, stock.code)]
    units.sort(key=lambda unit: (-unit.saving, unit.code))
    return [unit for unit in units if unit.saving > 0 and unit.number]


def fewest_of_one(stocks: Sequence[Stock], code: str, target: Decimal, end: End) -> int | None:
    """How many of one product to change so that the mean reaches the target; None if all are too few."""
    chosen = next(each for each in stocks if each.code == code)
    excess, saving = _excess(stocks, target), _saving(chosen, target, end)
    if excess <= 0:
        return 0
    if saving <= 0 or Fraction(chosen.number) * saving < excess:
        return None
    number = ceil(excess / saving)
    assert _mean(stocks, (Switch(code, number),), end) <= Fraction(target)
    assert _mean(stocks, (Switch(code, number - 1),), end) > Fraction(target)
    return number


def mean_after(stocks: Sequence[Stock], switches: Sequence[Switch], end: End) -> Decimal:
    """kg of each inhaler once the switches are made, worked out from the changed stock."""
    mean = _mean(stocks, switches, end)
    with exact():
        return Decimal(mean.numerator) / mean.denominator


def _mean(stocks: Sequence[Stock], switches: Sequence[Switch], end: End) -> Fraction:
    changed = {switch.code: switch.number for switch in switches}
    kg = inhalers = Fraction(0)
    for each in stocks:
        moved = min(Fraction(changed.get(each.code, 0)), Fraction(each.number))
        left, came = Fraction(each.number) - moved, moved * (end.packs_of(each.code) or 0)
        kg += left * Fraction(each.kg) + came * Fraction(end.kg)
        inhalers += left + came
    return kg / inhalers


def _recheck(switches: Sequence[Switch], stocks: Sequence[Stock], target: Decimal, end: End) -> None:
    assert _mean(stocks, switches, end) <= Fraction(target)
    for left in switches:
        less = [Switch(each.code, each.number - (each is left)) for each in switches]
        assert _mean(stocks, less, end) > Fraction(target)
