"""How large a figure can be for a practice of this size: what is beyond it is asked about, never refused."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from greenpractice.numbers import MAXIMUM_DECIMALS, exact, round_half_up, show

PATIENTS, STAFF = "registered_patients", "staff"
_PER_WORDS = {PATIENTS: "registered patients", STAFF: "people employed"}
_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Scale:
    """What one row's figure may come to in a year for each patient, or each person employed.

    `most` and `least` are what is hard to believe beyond, as judged from published figures of practices.
    `slip` is what usually has happened. `amount` makes another figure of the row, such as kWh of a volume;
    `least` is not asked of rows with dates, which may be a part of the period. `busiest` is how much of a
    year's worth, in quarters, may come in one; what is not `yearly` is the same in a quarter as in a year.
    """

    field: str
    per: str
    most: str
    slip: str
    least: str | None = None
    amount: Callable[[Any], Decimal | None] | None = None
    in_unit: str = ""
    busiest: int = 1
    yearly: bool = True

    def sentence(self, values: Any, size: Decimal, is_year: bool, unit: str) -> str | None:
        """What is asked about this row, or None."""
        given = getattr(values, self.field) if self.amount is None else self.amount(values)
        if given is None or size <= 0:
            return None
        with exact():
            part = size if is_year or not self.yearly else size / _QUARTERS
            most = Decimal(self.most) * (size if is_year else min(size, part * self.busiest))
            least = None if self.least is None or _is_dated(values) else Decimal(self.least) * part
        who = f"{show(size)} {_PER_WORDS[self.per]}"
        if self.yearly:
            who += f" in a {'year' if is_year else 'quarter'}"
        figure = f"{_rounded(given)} {self.in_unit or unit}"
        if given > most:
            return f"{figure} is more than {_rounded(most)} for {who}: perhaps {self.slip}"
        if least is not None and given < least:
            return f"{figure} is less than {_rounded(least)} for {who}: perhaps {self.slip}"
        return None


def _is_dated(values: Any) -> bool:
    return getattr(values, "from_", None) is not None or getattr(values, "to", None) is not None


def _rounded(number: Decimal) -> str:
    """In few digits, but a small number is not 0, and a whole one has no decimals."""
    if number >= 10:
        return show(number, 0)
    places = next((n for n in range(1, MAXIMUM_DECIMALS) if round_half_up(number, n)), MAXIMUM_DECIMALS)
    return show(round_half_up(number, places))
