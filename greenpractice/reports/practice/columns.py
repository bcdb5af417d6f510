"""Numbers in columns: one unit and one number of decimals each, so that right alignment aligns the points."""

from collections.abc import Sequence
from decimal import Decimal

from greenpractice.numbers import exact, round_half_up, show
from greenpractice.phrases import CarbonUnit, first_upper, paper_unit

_MOST = 2


def table_unit(weights: Sequence[Decimal], page: CarbonUnit) -> CarbonUnit:
    """That of the page; kg where every row of a table is under a tonne."""
    own = paper_unit(max((abs(kg) for kg in weights), default=Decimal(0)))
    return own if own.name == "kg" else page


def unit_head(unit: CarbonUnit) -> str:
    """What heads a column of weights: `Tonnes`, or `kg`."""
    return unit.name if unit.name == "kg" else first_upper(unit.name)


def column(numbers: Sequence[Decimal | None], most: int = _MOST, least: int = 0) -> list[str]:
    """Numbers with as many decimals as the one that has most of them, from `least` up to `most`."""
    known = [round_half_up(number, most) for number in numbers if number is not None]
    places = max((_places(number) for number in known), default=0)
    places = max(places, least)
    return ["" if number is None else show(number, places) for number in numbers]


def adds_up(parts: Sequence[Decimal], total: Decimal, unit: CarbonUnit) -> bool:
    """Whether parts as they are printed come to the total as it is printed."""
    with exact():
        shown = sum((unit.size(kg) * (-1 if kg < 0 else 1) for kg in parts), Decimal(0))
        return shown == unit.size(total) * (-1 if total < 0 else 1)


def _places(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent)) if number else 0
