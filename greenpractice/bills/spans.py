"""Amounts of days and of bills added up: the order of rows never matters, and doubles count once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from greenpractice.bills.runs import (
    ONE_DAY,
    OTHER_AMOUNT,
    Clash,
    Day,
    Register,
    Taken,
    by_month,
    day_of,
    doubles_words,
    of_bills,
    registers_told,
    together,
    told,
)
from greenpractice.bills.times import last_of_month
from greenpractice.bills.values import Source, Used

_LEAST_MONTH, _LONGEST = 28, 800


@dataclass
class Spans:
    """Amounts of days and of bills: from a first day to a last one."""

    found: dict[tuple[Register, date, date], Taken] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    doubles: int = 0
    months: int = 0
    is_next_day: bool = False
    whole_months: bool = False
    _clashes: list[Clash] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.found)

    @property
    def kind(self) -> str:
        """What most of them are."""
        single = sum(first == last for _, first, last in self.found)
        return "days" if 2 * single > len(self.found) and not self.whole_months else "bills"

    def add(
        self,
        register: Register,
        first: date,
        last: date,
        what: Taken,
        row: int,
        at: int,
        *,
        is_month: bool = False,
    ) -> None:
        """An amount of these days."""
        self.rows.append(row)
        self.months += is_month
        if (last - first).days > _LONGEST:
            self._clashes.append((row, at, f"it is of {(last - first).days:,} days; put its days right"))
            return
        found = self.found.setdefault((register, first, last), what)
        if found is what:
            return
        if (same := found.again(what)) is not None:
            self.found[register, first, last] = same
            self.doubles += 1
        else:
            self._clashes.append((row, at, OTHER_AMOUNT))

    def in_time(self) -> Iterator[list[Decimal]]:
        """The amounts of each register in the order of days, of rows with a single day."""
        found: dict[Register, list[Decimal]] = {}
        for register, first, last in sorted(self.found):
            if first == last:
                found.setdefault(register, []).append(self.found[register, first, last].amount)
        yield from found.values()

    def clashes(self) -> list[Clash]:
        """Rows that say something else of the same days."""
        return self._clashes

    def used(self) -> tuple[tuple[Used, ...], str]:
        """What each source used, and why that cannot be told, or ""."""
        if self.months == 0 and self._are_month_apart():
            firsts = {key[1].day == 1 for key in self.found}
            lasts = {key[1] == last_of_month(key[1]) for key in self.found}
            if firsts != {True} and lasts != {True}:
                return (), "its rows are a month apart; choose the columns of the first and of the last day"
            self.whole_months = True
            bills = {
                (register, first.replace(day=1), last_of_month(first)): what
                for (register, first, _), what in self.found.items()
            }
            return of_bills(bills), ""
        is_days, ends = self.kind == "days", self._end_on_the_next_day()
        self.is_next_day = bool(ends)
        single = self._single_days() if is_days else {}
        bills = {
            (register, first, max(first, last - ONE_DAY) if register in ends else last): what
            for (register, first, last), what in self.found.items()
            if (register.source, first) not in single or first != last
        }
        return (*by_month(single), *of_bills(bills)), ""

    def notes(self) -> Iterator[str]:
        """Doubles, gaps, and how days were taken."""
        yield from doubles_words(self.doubles)
        yield from registers_told(register for register, _, _ in self.found)
        if self.whole_months:
            yield "Each row is taken for the whole month of its day."
        if self.is_next_day:
            yield "Bills end on the day on which the next one begins: the day before is taken as their last."
        if self.kind == "days" and all(first == last for _, first, last in self.found):
            yield from told(self._single_days())

    def _single_days(self) -> dict[tuple[Source, date], Day]:
        return together(
            {
                (register, day): day_of([what], 1, 0)
                for (register, day, last), what in self.found.items()
                if day == last
            }
        )

    def _are_month_apart(self) -> bool:
        days: dict[Register, list[date]] = {}
        for register, first, last in self.found:
            if first != last:
                return False
            days.setdefault(register, []).append(first)
        apart = [(b - a).days for each in days.values() for a, b in pairwise(sorted(each))]
        return bool(apart) and min(apart) >= _LEAST_MONTH

    def _end_on_the_next_day(self) -> set[Register]:
        """The registers whose bills end on the first day of the next one, and none on the day before it.

        Where none says otherwise, those with a single bill do as the others.
        """
        firsts = {(register, first) for register, first, _ in self.found}
        ends = [(register, last) for register, first, last in self.found if first != last]
        same = {register for register, last in ends if (register, last) in firsts}
        other = {register for register, last in ends if (register, last + ONE_DAY) in firsts}
        return same - other if other or not same else {register for register, _ in ends}
