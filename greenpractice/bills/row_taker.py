"""Taking the rows of a bill file: of which meter, days and amount each is, or what is wrong with it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from greenpractice.bills.amount_columns import other_amounts
from greenpractice.bills.columns import shape_of
from greenpractice.bills.days import Days
from greenpractice.bills.dials import is_dial
from greenpractice.bills.marks import (
    NOTHING,
    is_estimate,
    is_no_energy,
    is_spoiled,
    is_sum,
    is_taken,
    money_of,
    number_of,
    section_of,
    unit_of,
    without_numbers,
    yes_means,
)
from greenpractice.bills.runs import Register, Taken
from greenpractice.bills.spans import Spans
from greenpractice.bills.times import MINUTES, Moment, read_moment, read_month, read_time
from greenpractice.bills.values import UNITS, BillFile, Columns, Head, Source, Unit
from greenpractice.numbers import MAXIMUM
from greenpractice.phrases import amount, joined
from greenpractice.prescribing.values import Problem
from greenpractice.texts import text_problem

MOST_PROBLEMS = 20
_HALF_HOUR = 30
_HAS_DIGIT = re.compile(r"\d")
_HOURS = re.compile(r"(?<!half )(?<!half-)\bhours?\b")
_LONGEST_SOURCE = 100
_TOO_MUCH = "it comes to more than 1,000,000,000; choose another column or unit"
_BACK = "an amount below 0 takes back another bill; remove both rows, so that what holds is left"
_NO_PARTS = (
    "this sum has none of the parts that other rows of its meter have; write one of their names in its place"
)
_DIAL = (
    "its amounts never fall, as on the dial of a meter; choose the column of what was used, or enter the "
    "first and the last reading by hand"
)


@dataclass
class RowTaker:
    """Takes rows in any order: days with their half hours, or spans with an amount."""

    file: str
    head: Head
    columns: Columns
    rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    days: Days = field(default_factory=Days)
    spans: Spans = field(default_factory=Spans)
    below_zero: list[int] = field(default_factory=list)
    without_day: list[int] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    no_energy: list[int] = field(default_factory=list)
    without_cost: list[int] = field(default_factory=list)
    _places: tuple[int | None, ...] = ()  # of the columns that say what a row is of
    _named: tuple[int, ...] = ()  # of the columns that may say that it is a sum
    _registers: dict[tuple[str, ...], Register] = field(default_factory=dict)
    _totals: list[tuple[int, Sequence[str], Source]] = field(default_factory=list)  # of registers
    _parts: set[tuple[Source, str]] = field(default_factory=set)  # the days that registers have
    _units: dict[Source, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        columns = self.columns
        self._places = columns.meter, columns.site, columns.fuel, columns.measure, columns.register
        named = {0, columns.meter, columns.site, columns.register}
        self._named = tuple(at for at in named if at is not None)

    def take(self, number: int, cells: Sequence[str]) -> None:
        """One row; what is wrong with it is a problem."""
        if not any(cell.strip() for cell in cells):
            return
        self.rows += 1
        columns = self.columns
        first = _cell(cells, columns.first)
        is_total = columns.register is not None and is_sum(_cell(cells, columns.register))
        others = (at for at in self._named if at != columns.register)
        if not _HAS_DIGIT.search(first) or any(is_sum(_cell(cells, at)) for at in others):
            self.without_day.append(number)  # a sum under the table, a remark
            return
        if columns.fuel is not None and is_no_energy(_cell(cells, columns.fuel)):
            self.no_energy.append(number)
            return
        if columns.measure is not None:
            taken = is_taken(measure := _cell(cells, columns.measure))
            if taken is None:
                self._wrong(
                    number, columns.measure, f"{measure!r} is not known: it may be kWh, m3, AI or import"
                )
                return
            if not taken:
                self.others.append(number)
                return
        register = self._register(number, cells)
        if register is not None and is_total:
            self._totals.append((number, cells, register.source))
        elif register is not None:
            self._parts |= {(register.source, first)} if columns.register is not None else set()
            self._amounts(number, register, first, cells)

    def _amounts(self, number: int, register: Register, first: str, cells: Sequence[str]) -> None:
        if len(self.columns.used) > 1:
            self._across(number, register, first, cells)
        else:
            self._alone(number, register, first, cells)

    def _take_totals(self) -> None:
        """Sums of registers: what their parts say already, or all there is of a meter; else they are told."""
        apart = {source for source, _ in self._parts}
        for number, cells, source in self._totals:
            first = _cell(cells, self.columns.first)
            of_all = self.columns.meter is not None and not source.meter  # of the table, and of no meter
            if of_all or (source, first) in self._parts:
                self.without_day.append(number)
            elif source in apart:
                self._wrong(number, self.columns.register or 0, _NO_PARTS)
            else:
                self._amounts(number, Register(source, ""), first, cells)

    def found(self, name: str) -> BillFile:
        """All that was read."""
        self._take_totals()
        problems = self.problems[:MOST_PROBLEMS]
        used, clashes = self.days.used(), [*self.days.clashes(), *self.spans.clashes()]
        if self.days and self.spans:
            clashes.append(
                (min(self.spans.rows), self.columns.first, "some rows have a time and some have none")
            )
        spans, why = self.spans.used()
        if is_dial((*self.days.in_time(), *self.spans.in_time()), self.head.header[self.columns.used[0]]):
            clashes.append((self.head.row + 1, self.columns.used[0], _DIAL))
        if why:
            clashes.append((min(self.spans.rows), self.columns.first, why))
        problems += [self._problem(*each) for each in sorted(clashes)[: MOST_PROBLEMS - len(problems)]]
        if not problems and not used and not spans:
            problems.append(Problem(self.file, None, None, "no row of it has an amount; download it again"))
        if any(each.amount > MAXIMUM for each in (*used, *spans)):
            problems.append(self._problem(self.head.row + 1, self.columns.used[0], _TOO_MUCH))
        meters = frozenset(each.source.meter for each in (*used, *spans))
        return BillFile(
            without_numbers(name, meters), shape_of(self.head), self.head, self.columns,
            "half hours" if self.days else self.spans.kind, self.rows,
            () if problems else (*used, *spans), tuple(self._notes()), tuple(problems),
        )  # fmt: skip

    def _across(self, number: int, register: Register, first: str, cells: Sequence[str]) -> None:
        """A day with a column for each half hour."""
        moment, columns = read_moment(first), self.columns
        if moment is None:
            self._wrong(number, columns.first, _no_day(first))
            return
        each = len(columns.rough) == len(columns.used)
        values = []
        for place, at in enumerate(columns.used):
            found = self._amount(number, at, cells)
            if found is None:
                return
            mark = columns.rough[place] if each else columns.rough[0] if columns.rough else None
            values.append(self._taken(number, cells, found[0], mark) if found else None)
        self.days.add_day(register, moment.day, tuple(values), number, columns.first)

    def _alone(self, number: int, register: Register, first: str, cells: Sequence[str]) -> None:
        """A half hour, a day, or a bill."""
        columns = self.columns
        amounts: list[tuple[int, Decimal]] = []
        for at in (columns.used[0], *columns.also):
            found = self._amount(number, at, cells)
            if found is None:
                return
            amounts += [(at, each) for each in found]
        if not amounts:
            self.empty.append(number)
        cost = self._cost(number, cells) if amounts else None
        for at, each in amounts:
            what = self._taken(number, cells, each, columns.rough[0] if columns.rough else None)
            part = register
            if columns.also:
                part = register._replace(name=f"{register.name} {self.head.header[at]}".strip())
            self._of_days(number, part, first, at, what._replace(cost=cost), cells)

    def _of_days(
        self, number: int, register: Register, first: str, at: int, what: Taken, cells: Sequence[str]
    ) -> None:
        """An amount of the days of its row."""
        columns = self.columns
        if month := read_month(first):
            if self._takes_back(number):
                return
            self.spans.add(register, *month, what, number, at, is_month=True)
        elif start := self._start(number, first, cells):
            last = "" if columns.last is None else _cell(cells, columns.last)
            end = read_moment(last) if last else None
            if last and end is None:
                self._wrong(number, columns.last or 0, _no_day(last))
            else:
                self._from_to(number, register, start, end, at, what)

    def _start(self, number: int, first: str, cells: Sequence[str]) -> Moment | None:
        """The day of a row, with its time from the column beside it; None where it is a problem."""
        moment, time = read_moment(first), self.columns.time
        if moment is None:
            self._wrong(number, self.columns.first, _no_day(first))
        elif time is not None and (text := _cell(cells, time)):
            minute = _minute(text, self.head.header[time] if time < self.head.width else "")
            if minute is None:
                self._wrong(number, time, f"{text[:40]!r} is no time; write it like 00:30")
                return None
            moment = Moment(
                moment.day + minute // MINUTES * (not text.isdecimal()) * timedelta(days=1),
                minute if text.isdecimal() else minute % MINUTES,
                sure=moment.sure or text.isdecimal(),
            )
        return moment

    def _from_to(
        self, number: int, register: Register, start: Moment, end: Moment | None, at: int, what: Taken
    ) -> None:
        """A reading of a part of a day, or an amount of days."""
        is_short = end is not None and (end.day - start.day).days <= 1 and bool(start.minute or end.minute)
        if end is None and start.minute is None:
            self.spans.add(register, start.day, start.day, what, number, at)
        elif end is None or is_short:
            self.days.add_moment(
                register, start.day, start.minute or 0, what, number, at,
                sure=start.sure, starts=end is not None,
            )  # fmt: skip
        elif end.day < start.day:
            self._wrong(number, self.columns.last or 0, "the last day is before the first; put them right")
        elif end.day == start.day or not self._takes_back(number):
            self.spans.add(register, start.day, end.day, what, number, at)

    def _takes_back(self, number: int) -> bool:
        """Whether a row takes back another bill, which is a problem: which one is not known."""
        if self.below_zero[-1:] != [number]:
            return False
        self._wrong(number, self.columns.used[0], _BACK)
        return True

    def _is_rough(self, cells: Sequence[str], at: int | None) -> bool:
        if at is None:
            return False
        yes = yes_means(self.head.header[at]) if at < self.head.width else None
        return bool(is_estimate(_cell(cells, at), yes is not False))

    def _taken(self, number: int, cells: Sequence[str], found: Decimal, mark: int | None) -> Taken:
        """An amount as it counts; a calorific value that is none is a problem."""
        at, value = self.columns.calorific, None
        if at is not None and self._unit(cells).is_volume and (text := _cell(cells, at)):
            value = number_of(text)
            if value is None or value <= 0 or value > MAXIMUM:
                self._wrong(number, at, f"{text[:40]!r} is no calorific value; write it like 39.5")
                value = None
        return Taken(found, self._is_rough(cells, mark), value)

    def _cost(self, number: int, cells: Sequence[str]) -> Decimal | None:
        """What a row cost; one that says no cost is told, and its energy counts."""
        at = self.columns.cost
        text = "" if at is None else _cell(cells, at)
        if text.casefold() in NOTHING:
            return None
        found = money_of(text)
        if found is None or found > MAXIMUM:
            self.without_cost.append(number)
            return None
        return found

    def _unit(self, cells: Sequence[str]) -> Unit:
        """The unit of a row: as it says itself, else that of the file."""
        at = self.columns.measure
        said = unit_of(_cell(cells, at)) if at is not None else None
        return UNITS[said or self.columns.unit]

    def _amount(self, number: int, at: int, cells: Sequence[str]) -> tuple[Decimal] | tuple[()] | None:
        """The amount of a cell, () of an empty one, None if it is a problem; what is below 0 counts as 0."""
        text = _cell(cells, at)
        if text.casefold() in NOTHING:
            return ()
        found = number_of(text)
        if found is None:
            self._wrong(number, at, f"{text[:40]!r} is no number; write it like 12.5")
            return None
        if found < 0:
            self.below_zero.append(number)
            found = Decimal(0)
        return (self._unit(cells).kept(found),)

    def _register(self, number: int, cells: Sequence[str]) -> Register | None:
        """What row it is; None where that is a problem. What rows of one register say is looked at once."""
        said = tuple(["" if at is None else _cell(cells, at) for at in self._places])
        found = self._registers.get(said)
        if found is None:
            meter, site, fuel, _, name = (" ".join(text.split()) for text in said)
            source = self._new_source(number, meter, site, fuel, self._unit(cells))
            if source is not None:
                found = self._registers[said] = Register(source, name)
        return found

    def _new_source(self, number: int, meter: str, site: str, fuel: str, unit: Unit) -> Source | None:
        columns = self.columns
        if is_spoiled(meter):
            why = "a spreadsheet has cut this number; download the file again and import it as it comes"
            self._wrong(number, columns.meter or 0, why)
            return None
        for at, text in ((columns.meter, meter), (columns.site, site)):
            if len(text) > _LONGEST_SOURCE or (at == columns.site and text and text_problem(text)):
                self._wrong(number, at or 0, "this is no name of a site; choose another column for it")
                return None
        section = columns.section if columns.fuel is None else section_of(fuel)
        if section is None:
            self._wrong(number, columns.fuel or 0, f"{fuel[:40]!r} is neither gas nor electricity")
            return None
        source, at = Source(meter.lstrip("'").replace(" ", ""), site, section), columns.used[0]
        if unit.is_volume and section != "heating":
            why = f"{unit.words} is a volume, and this is read as electricity; choose gas, or another unit"
            self._wrong(number, at if columns.measure is None else columns.measure, why)
            return None
        other = self._units.setdefault(source, unit.kept_as)
        if other != unit.kept_as:
            why = f"other rows of this meter are in {UNITS[other].words}: keep those in one unit, best in kWh"
            self._wrong(number, columns.measure or at, why)
            return None
        return source._replace(unit=unit.kept_as)

    def _wrong(self, number: int, at: int, why: str) -> None:
        self.problems.append(self._problem(number, at, why))

    def _problem(self, number: int, at: int, why: str) -> Problem:
        name = self.head.header[at] if at < self.head.width else f"Column {at + 1}"
        return Problem(self.file, number, without_numbers(name), without_numbers(why))

    def _notes(self) -> Iterator[str]:
        for rows, said in (
            (self.without_day, "of a sum or a remark not counted"),
            (self.empty, "without an amount not counted"),
            (self.others, "of what is sent to the grid, or of reactive power, not counted"),
            (self.no_energy, "of water or waste not counted"),
            (self.without_cost, "whose cost is not one in pounds, or below 0, counted without it"),
            (self.below_zero, "below 0 counted as 0 (energy that was sent to the grid, or a correction)"),
        ):
            if rows:
                many = amount(Decimal(len(rows)), "row")
                where = f"row {rows[0]}" if len(rows) == 1 else f"the first is row {min(rows)}"
                yield f"{many} {said}: {where}."
        if others := other_amounts(self.head, self.columns):
            yield (
                f"Not read: {joined(others)}. Where it is of the same meter, choose it as a second register; "
                "for another fuel read the file again by its column."
            )
        yield from self.days.notes()
        yield from self.spans.notes()


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def _minute(text: str, header: str) -> int | None:
    """The minute of a time, or of the half hour with this number; of an hour where the header says so."""
    if text.isdecimal() and len(text) < 3 and _HOURS.search(header.casefold()):
        return int(text) * MINUTES // 24 if int(text) <= 25 else None
    if text.isdecimal() and len(text) < 3:
        return (int(text) - 1) * _HALF_HOUR if 1 <= int(text) <= MINUTES // _HALF_HOUR + 2 else None
    return read_time(text)


def _no_day(text: str) -> str:
    return f"{text[:40]!r} is no day; write it like 31/03/2026 or 2026-03-31"
