"""What electricity and heating share: the figure of a bill, of readings or of a floor area, by days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol

from greenpractice.fields import choice, day, number
from greenpractice.numbers import show
from greenpractice.periods import day_words
from greenpractice.sections.base import NO_END, NO_START, Context, Problem, share_of_bill

BASIS = {
    "bill": "Bills",
    "readings": "Meter readings",
    "cost": "We only know the cost",
    "floor_area": "No bills: estimate from floor area",
}

# The field of each energy section that holds the amount of a bill.
AMOUNTS = {"electricity": "kwh", "heating": "quantity"}
_NEAR, _ROUGHLY = Decimal("0.01"), Decimal("0.1")
NO_QUANTITY, NO_FUEL = "the quantity is not given", "the fuel is not given"
NO_UNIT = "the unit is not given"
_BOTH_DAYS = "Give both days of a bill or neither: with one alone it is not counted"


def first_day() -> Any:
    """The field of a bill's first day."""
    return day(
        "From",
        optional=True,
        help="First day of the bill. Without dates the figure counts for this quarter",
        needed=_BOTH_DAYS,
    )


def last_day() -> Any:
    """The field of a bill's last day."""
    return day("To", optional=True, help="Last day of the bill", needed=_BOTH_DAYS)


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


def lacking(why: str, amount: str) -> tuple[str, ...]:
    """The fields whose absence is the reason, of reasons that `energy_used` gives and heating adds."""
    absent = {
        NO_START: ("from",),
        NO_END: ("to",),
        NO_QUANTITY: (amount, "opening", "closing", "basis"),
        NO_FUEL: ("fuel",),
        NO_UNIT: ("unit",),
    }
    return absent.get(why, ())


class Known(Enum):
    """What the quantity of a row is taken from: all who read rows ask `known_from`, and none decides."""

    AMOUNT = "the amount"
    READINGS = "two readings"
    FLOOR_AREA = "the floor area"
    NOTHING = "nothing"


def known_from(row: EnergyRow, given: Decimal | None) -> Known:
    """An amount beats readings, and both beat the estimate from floor area (rule 17)."""
    if given is not None:
        return Known.AMOUNT
    if row.opening is not None and row.closing is not None:
        return Known.READINGS
    return Known.FLOOR_AREA if row.basis == "floor_area" else Known.NOTHING


def given_amount(row: Any) -> Decimal | None:
    """The amount of a row of either energy section."""
    found: Decimal | None = row.quantity if hasattr(row, "quantity") else row.kwh
    return found


def dates_are_readings(row: EnergyRow, given: Decimal | None) -> bool:
    """Whether the dates are days of readings: by the basis, or where that names none by what counts."""
    if row.basis in (None, "floor_area"):
        return known_from(row, given) is Known.READINGS
    return row.basis == "readings"


@dataclass(frozen=True, slots=True)
class Used:
    """The quantity that falls in the period, the fields behind it, whether it is estimated, whence it is."""

    quantity: Decimal
    fields: tuple[str, ...]
    estimated: bool
    known: Known


def energy_used(
    row: EnergyRow,
    given: Decimal | None,
    amount: str,
    choices: tuple[str, ...],
    kwh_per_m2: Decimal,
    context: Context,
) -> Used | str:
    """What of a row falls in the period, or why nothing does.

    `given` is the quantity of the bill, from the field `amount`; `choices` are the other fields behind it.
    A bill's quantity is shared by days (rule 10); `kwh_per_m2` a year is the benchmark of rule 17, and what
    comes from it is always kWh, whatever the unit of the row.
    """
    share = share_of_bill(row.from_, row.to, dates_are_readings(row, given), context.period)
    if isinstance(share, str):
        return share
    inside, days = share
    dated = ("from", "to") if row.from_ is not None else ()
    known = known_from(row, given)
    if known is Known.FLOOR_AREA:
        return _from_floor_area(row, kwh_per_m2, inside if dated else context.period.days, context)
    quantity = _from_readings(row) if given is None else given
    if isinstance(quantity, str):
        return quantity
    fields = (*((amount,) if known is Known.AMOUNT else ("opening", "closing")), *choices, *dated)
    # Multiplied first: the division is the only step that can be cut (at the 60th digit).
    estimated = row.basis == "floor_area" and known is Known.AMOUNT
    return Used(quantity * inside / days, fields, estimated, known)


def _from_readings(row: EnergyRow) -> Decimal | str:
    if row.opening is None or row.closing is None:
        return NO_QUANTITY
    if row.closing < row.opening:
        return "the closing reading is below the opening one; give the quantity used"
    return row.closing - row.opening


def _from_floor_area(row: EnergyRow, kwh_per_m2: Decimal, days: int, context: Context) -> Used | str:
    area = context.floor_area(row.site)
    if area is None:
        return "the floor area of the site is not known"
    quantity = area * kwh_per_m2 * days / context.period.whole_year.days
    return Used(quantity, ("site", "basis"), True, Known.FLOOR_AREA)


def question_readings(
    row: EnergyRow, given: Decimal | None, amount: str, unit: str, each: tuple[Decimal, ...] = ()
) -> Iterator[Problem]:
    """An amount that the two readings beside it do not make: the amount counts, and one of them is a slip.

    A meter that runs back went past zero or was changed, and says nothing. Readings and amounts are rounded:
    they agree within 1 or 1%. `each` are what one unit of a meter may roughly be, where that shows others.
    """
    if given is None or row.opening is None or row.closing is None or row.closing < row.opening:
        return
    used = row.closing - row.opening
    near = max(Decimal(1), used * _NEAR)
    if abs(given - used) <= near or any(_agrees_roughly(given, used * times) for times in each):
        return
    readings = f"the readings {show(row.opening)} to {show(row.closing)} make {show(used)}"
    yield amount, f"{show(given)} {unit} {'is' if given == 1 else 'are'} given and counted, but {readings}"


def _agrees_roughly(given: Decimal, used: Decimal) -> bool:
    return abs(given - used) <= used * _ROUGHLY


def check_dates(first: date | None, last: date | None) -> Iterator[Problem]:
    """A bill cannot end before it starts."""
    if first is not None and last is not None and last < first:
        yield "to", f"must be {day_words(first)} or later (the start), not {day_words(last)}"
