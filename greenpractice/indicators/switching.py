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


def fewest_switches(stocks: Sequence[Stock], target: Decimal, to_kg: Decimal) -> list[Switch] | None:
    """Switches, heaviest product first, after which the mean is at or below `target` kg an inhaler.

    [] if it is there already, None if no switch to a product of `to_kg` gets there. Each switch of an
    inhaler takes off its kg less `to_kg`, so taking the heaviest first is the fewest. Re-checked by
    recomputing: the answer reaches the target and one inhaler less does not.
    """
    with exact():
        count = sum((stock.number for stock in stocks), Decimal(0))
        excess = sum((stock.number * stock.kg for stock in stocks), Decimal(0)) - target * count
        start, switches = excess, []
        for stock in sorted(stocks, key=lambda stock: (-stock.kg, stock.code)):
            saving = stock.kg - to_kg
            if excess <= 0 or saving <= 0:
                break
            needed = (excess / saving).to_integral_value(ROUND_CEILING)
            changed = min(int(needed), int(stock.number.to_integral_value(ROUND_CEILING)))
            if changed:
                switches.append(Switch(stock.code, changed))
                excess -= (
                    min(Decimal(changed), stock.number) * saving
                )  # of half an inhaler, one whole one is changed
        if excess > 0:
            return None
        _recheck(switches, {stock.code: stock for stock in stocks}, to_kg, start)
        return switches


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


def _recheck(switches: list[Switch], stocks: dict[str, Stock], to_kg: Decimal, excess: Decimal) -> None:
    def saved(number: int, code: str) -> Decimal:
        return min(Decimal(number), stocks[code].number) * (stocks[code].kg - to_kg)

    total = sum((saved(switch.number, switch.code) for switch in switches), Decimal(0))
    assert total >= excess
    if switches:
        number, code = switches[-1].number, switches[-1].code
        assert total - saved(number, code) + saved(number - 1, code) < excess
