"""What reading a bill file gives: which column says what, and what each meter used on which days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from greenpractice.prescribing.values import Problem

UNITS = {"kWh": Decimal(1), "Wh": Decimal("0.001"), "MWh": Decimal(1000)}
SECTIONS = {"electricity": "Electricity", "heating": "Gas"}  # what a file may be of, by section


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column (from 0) says what. `used` is one, or one for each half hour of a day.

    `first` is the day, the moment or the first day of a bill, `last` the last; `time` stands beside a day.
    `rough` marks estimates, one for the row or one for each of `used`; `measure` says what else is measured.
    `section` is what the file is of where no column `fuel` says it.
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
    unit: str = "kWh"
    section: str = "electricity"


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

    The number goes nowhere but to the person who reads it and, as a digest, to what is remembered.
    """

    meter: str
    site: str
    section: str


@dataclass(frozen=True, slots=True)
class Used:
    """What a source used on days that follow one another; `rough` of its `readings` are no measured ones."""

    source: Source
    first: date
    last: date
    kwh: Decimal
    readings: int
    rough: int

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
