"""What electricity and heating share: the figure of a bill, of readings or of a floor area, by days."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from greenpractice.fields import choice, day, number
from greenpractice.periods import day_words
from greenpractice.sections.base import Context, Problem, share_of_bill

BASIS = {
    "bill": "Bills",
    "readings": "Meter readings",
    "cost": "We only know the cost",
    "floor_area": "No bills: estimate from floor area",
}


def first_day() -> Any:
    """The field of a bill's first day."""
    return day(
        "From",
        optional=True,
        help="First day of the bill. Without dates the figure counts for this quarter",
    )


def last_day() -> Any:
    """The field of a bill's last day."""
    return day("To", optional=True, help="Last day of the bill")


def opening(unit: str) -> Any:
    """The field of the reading at the start."""
    help = "Meter at the start. Used where no amount is given"
    return number("Opening reading", unit=unit, optional=True, help=help)


def closing(unit: str) -> Any:
    """The field of the reading at the end."""
    help = "Meter at the end. It must not be below the opening reading"
    return number("Closing reading", unit=unit, optional=True, help=help)


def basis() -> Any:
    """The field that says how the amount is known."""
    help = "Choose the estimate from floor area if you have no bills"
    return choice("How do you know?", BASIS, optional=True, help=help)


class EnergyRow(Protocol):
    """The fields both energy sections have."""

    @property
    def site(self) -> str | None: ...
    @property
    def from_(self) -> date | None: ...
    @property
    def to(self) -> date | None: ...
    @property
    def opening(self) -> Decimal | None: ...
    @property
    def closing(self) -> Decimal | None: ...
    @property
    def basis(self) -> str | None: ...


Used = tuple[Decimal, tuple[str, ...], bool]


def energy_used(
    row: EnergyRow, given: Decimal | None, fields: tuple[str, ...], kwh_per_m2: Decimal, context: Context
) -> Used | str:
    """The quantity that falls in the period, the fields behind it, whether estimated; or why there is none.

    `given` is the quantity of the bill, None where only readings or a floor area are known. A bill's
    quantity is shared by days (rule 10); `kwh_per_m2` a year is the benchmark of rule 17.
    """
    share = share_of_bill(row.from_, row.to, row.basis == "readings", context.period)
    if isinstance(share, str):
        return share
    inside, days = share
    dated = ("from", "to") if row.from_ is not None else ()
    by_floor_area = row.basis == "floor_area"
    read = row.opening is not None and row.closing is not None
    if given is None and by_floor_area and not read:
        return _from_floor_area(row, kwh_per_m2, inside if dated else context.period.days, context)
    quantity = _from_readings(row) if given is None else given
    if isinstance(quantity, str):
        return quantity
    # Multiplied first: the division is the only step that can be cut (at the 60th digit).
    return quantity * inside / days, (*fields, *dated), by_floor_area and given is not None


def _from_readings(row: EnergyRow) -> Decimal | str:
    if row.opening is None or row.closing is None:
        return "the quantity is not given"
    if row.closing < row.opening:
        return "the closing reading is below the opening one; give the quantity used"
    return row.closing - row.opening


def _from_floor_area(row: EnergyRow, kwh_per_m2: Decimal, days: int, context: Context) -> Used | str:
    area = context.floor_area(row.site)
    if area is None:
        return "the floor area of the site is not given"
    return area * kwh_per_m2 * days / context.period.whole_year.days, ("site", "basis"), True


def check_dates(first: date | None, last: date | None) -> Iterator[Problem]:
    """A bill cannot end before it starts."""
    if first is not None and last is not None and last < first:
        yield "to", f"must be {day_words(first)} or later (the start), not {day_words(last)}"
