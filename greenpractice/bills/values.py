"""What reading a bill file gives: which column says what, and what each meter used on which days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from greenpractice.facts.factors import load_factors
from greenpractice.numbers import exact
from greenpractice.prescribing.values import Problem

SECTIONS = {"electricity": "Electricity", "heating": "Gas"}  # what a file may be of, by section


class Unit(NamedTuple):
    """A unit that files have: in words, as what a return keeps it, and how many of that it is.

    With a `constant` it is as many times its value. A volume is of gas alone.
    """

    words: str
    kept_as: str
    times: Decimal = Decimal(1)
    constant: str = ""

    @property
    def is_volume(self) -> bool:
        """Whether it needs a calorific value to become energy."""
        return self.kept_as != "kWh"

    def kept(self, number: Decimal) -> Decimal:
        """A number of it, in the unit that a return keeps."""
        if self.times == 1 and not self.constant:
            return number
        with exact():
            times = self.times * (load_factors().constant(self.constant) if self.constant else 1)
            return number * times


UNITS = {
    "kWh": Unit("kWh", "kWh"),
    "Wh": Unit("Wh", "kWh", Decimal("0.001")),
    "MWh": Unit("MWh", "kWh", Decimal(1000)),
    "therm": Unit("therms", "kWh", constant="energy.kwh_per_therm"),
    "m3": Unit("m³", "m3"),
    "ft3x100": Unit("hundreds of cubic feet", "ft3x100"),
    "ft3": Unit("cubic feet", "ft3x100", Decimal("0.01")),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column (from 0) says what. `used` is one, or one for each half hour of a day.

    `first` is the day, the moment or the first day of a bill, `last` the last; `time` stands beside a day.
    `rough` marks estimates, one for the row or one for each of `used`; `measure` says what else is measured,
    or in which unit. `register` tells apart what is added up, as day and night, and `calorific` has the
    calorific value of a volume of gas. `section` is what the file is of where no column `fuel` says it.
    `also` are columns of other registers of the same meter, as night beside day, and `cost` is in pounds.
    """

    first: int
    used: tuple[int, ...]
    last: int | None = None
    time: int | None = None
    meter: int | None = None
    site: int | None = None
    rough: tuple[int, ...] = ()
    measure: int | None = None
    fuel: int | None = None
    register: int | None = None
    calorific: int | None = None
    unit: str = "kWh"
    section: str = "electricity"
    also: tuple[int, ...] = ()
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The first rows of a file: its headers, the row they stand in (0: there are none), some rows below."""

    header: tuple[str, ...]
    row: int
    sample: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.header)


class Source(NamedTuple):
    """Whose energy it is, as the file says it: a meter's number or a site's name, and the section it is of.

    `unit` is that in which a return keeps it. The number goes nowhere but to the person who reads it and, as
    a digest, to what is remembered.
    """

    meter: str
    site: str
    section: str
    unit: str = "kWh"


@dataclass(frozen=True, slots=True)
class Used:
    """What a source used on days that follow one another; `rough` of its `readings` are no measured ones.

    `amount` is in the unit of the source; `calorific` is the value of a volume of gas, where a file gives it,
    and `cost` what it cost in pounds, where each part of it has a cost.
    """

    source: Source
    first: date
    last: date
    amount: Decimal
    readings: int
    rough: int
    calorific: Decimal | None = None
    cost: Decimal | None = None

    @property
    def section(self) -> str:
        """What it is of."""
        return self.source.section

    @property
    def site(self) -> str:
        """The site as its source names it."""
        return self.source.site

    @property
    def unit(self) -> str:
        """The unit of the amount, as a return keeps it."""
        return self.source.unit

    @property
    def days(self) -> int:
        """How many days it is of."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class BillFile:
    """A file as it was read: with problems there is nothing to take. `kind` is half hours, days or bills.

    `columns` are None where nobody can tell which column says what, and `shape` is the same for files of the
    same headers. `notes` are sentences about what is left out, missing or taken in a way that is not plain.
    """

    file: str
    shape: str
    head: Head
    columns: Columns | None
    kind: str = ""
    rows: int = 0
    used: tuple[Used, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Whose energy is in it, in one order."""
        return tuple(sorted({each.source for each in self.used}))
