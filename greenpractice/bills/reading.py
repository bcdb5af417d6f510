"""Reading a bill file: what each meter used on which days, and what is told of gaps and estimates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from greenpractice.bills.adding import Days, Spans, Taken
from greenpractice.bills.columns import (
    fitting,
    from_text,
    guess,
    head_of,
    is_of_energy,
    other_amounts,
    shape_of,
)
from greenpractice.bills.dials import is_dial
from greenpractice.bills.marks import (
    NOTHING,
    is_estimate,
    is_no_energy,
    is_spoiled,
    is_sum,
    is_taken,
    number_of,
    section_of,
    without_numbers,
    yes_means,
)
from greenpractice.bills.table import rows_of
from greenpractice.bills.times import MINUTES, Moment, read_moment, read_month, read_time
from greenpractice.bills.values import UNITS, BillFile, Columns, Head, Source
from greenpractice.numbers import MAXIMUM, exact
from greenpractice.phrases import amount, joined
from greenpractice.prescribing.opening import Progress, is_workbook
from greenpractice.prescribing.values import Problem, Refused
from greenpractice.texts import text_problem

MOST_PROBLEMS = 20
_NO_COLUMNS = Head((), 0, ())
_HALF_HOUR = 30
_HOURS = re.compile(r"(?<!half )(?<!half-)\bhours?\b")
_MOST_GLANCED = 2 * 1024 * 1024  # of a workbook, which is read through before its first row is known
_LONGEST_SOURCE = 100
_TOO_MUCH = "it comes to more than 1,000,000,000 kWh; choose another column or unit"
_BACK = "an amount below 0 takes back another bill; remove both rows, so that what holds is left"
_DIAL = (
    "its amounts never fall, as on the dial of a meter; choose the column of what was used, or enter the "
    "first and the last reading by hand"
)
_UNITS = {unit.casefold(): unit for unit in UNITS}
_TIMES = "some rows have a time and some have none; download them apart"


def read_bills(
    path: Path,
    remembered: Mapping[str, str] = MappingProxyType({}),
    chosen: Columns | None = None,
    progress: Progress | None = None,
) -> BillFile:
    """Read a file by the columns that are chosen, else `remembered` (by shape) for its headers, else guessed.

    Whatever is wrong with it is among its problems, with row, column and what to do.
    """
    file = without_numbers(path.name)
    try:
        if problem := text_problem(file):
            raise Refused(f"its name {problem}; give the file another name")
        head = head_of(rows_of(path))
        kept = from_text(remembered.get(shape_of(head), ""), head.width)
        columns = chosen or (fitting(kept, head, path.name) if kept else guess(head, path.name))
        if columns is None:
            return BillFile(file, shape_of(head), head, None)
        taker = RowTaker(file, head, columns)
        for number, cells in rows_of(path, progress):
            if number > head.row:
                taker.take(number, cells)
            if len(taker.problems) >= MOST_PROBLEMS:
                break
        return taker.found(path.name)
    except Refused as refused:
        return BillFile(file, "", _NO_COLUMNS, None, problems=(refused.of(file),))


def looks_like_bills(path: Path) -> bool:
    """Whether a file has a day and an amount of energy in each row: for what is dropped on a window."""
    try:
        if path.stat().st_size > _MOST_GLANCED and is_workbook(path):
            return False
        return is_of_energy(head_of(rows_of(path)), path.name)
    except (Refused, OSError):
        return False


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
    _sources: dict[tuple[str, ...], Source] = field(default_factory=dict)

    def take(self, number: int, cells: Sequence[str]) -> None:
        """One row; what is wrong with it is a problem."""
        if not any(cell.strip() for cell in cells):
            return
        self.rows += 1
        columns = self.columns
        first = _cell(cells, columns.first)
        names = (_cell(cells, at) for at in {0, columns.meter, columns.site} if at is not None)
        if not any(sign.isdigit() for sign in first) or any(map(is_sum, names)):
            self.without_day.append(number)  # a sum under the table, a remark
            return
        if columns.fuel is not None and is_no_energy(_cell(cells, columns.fuel)):
            self.no_energy.append(number)
            return
        if columns.measure is not None:
            taken = is_taken(measure := _cell(cells, columns.measure))
            if taken is None:
                self._wrong(number, columns.measure, f"{measure!r} is not known: it may be kWh, AI or import")
                return
            if not taken:
                self.others.append(number)
                return
        source = self._source(number, cells)
        if source is None:
            return
        if len(columns.used) > 1:
            self._across(number, source, first, cells)
        else:
            self._alone(number, source, first, cells)

    def found(self, name: str) -> BillFile:
        """All that was read."""
        problems = [*self.problems]
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
        if any(each.kwh > MAXIMUM for each in (*used, *spans)):
            problems.append(self._problem(self.head.row + 1, self.columns.used[0], _TOO_MUCH))
        meters = frozenset(each.source.meter for each in (*used, *spans))
        return BillFile(
            without_numbers(name, meters), shape_of(self.head), self.head, self.columns,
            "half hours" if self.days else self.spans.kind, self.rows,
            () if problems else (*used, *spans), tuple(self._notes()), tuple(problems),
        )  # fmt: skip

    def _across(self, number: int, source: Source, first: str, cells: Sequence[str]) -> None:
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
            values.append(Taken(found[0], self._is_rough(cells, mark)) if found else None)
        self.days.add_day(source, moment.day, tuple(values), number, columns.first)

    def _alone(self, number: int, source: Source, first: str, cells: Sequence[str]) -> None:
        """A half hour, a day, or a bill."""
        columns, at = self.columns, self.columns.used[0]
        found = self._amount(number, at, cells)
        if found is None:
            return
        if not found:
            self.empty.append(number)
            return
        what = Taken(found[0], self._is_rough(cells, columns.rough[0] if columns.rough else None))
        if month := read_month(first):
            if self._takes_back(number):
                return
            self.spans.add(source, *month, what, number, at, is_month=True)
        elif start := self._start(number, first, cells):
            last = "" if columns.last is None else _cell(cells, columns.last)
            end = read_moment(last) if last else None
            if last and end is None:
                self._wrong(number, columns.last or 0, _no_day(last))
            else:
                self._from_to(number, source, start, end, what)

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

    def _from_to(self, number: int, source: Source, start: Moment, end: Moment | None, what: Taken) -> None:
        """A reading of a part of a day, or an amount of days."""
        at = self.columns.used[0]
        is_short = end is not None and (end.day - start.day).days <= 1 and bool(start.minute or end.minute)
        if end is None and start.minute is None:
            self.spans.add(source, start.day, start.day, what, number, at)
        elif end is None or is_short:
            self.days.add_moment(
                source, start.day, start.minute or 0, what, number, at,
                sure=start.sure, starts=end is not None,
            )  # fmt: skip
        elif end.day < start.day:
            self._wrong(number, self.columns.last or 0, "the last day is before the first; put them right")
        elif end.day == start.day or not self._takes_back(number):
            self.spans.add(source, start.day, end.day, what, number, at)

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

    def _amount(self, number: int, at: int, cells: Sequence[str]) -> tuple[Decimal] | tuple[()] | None:
        """The kWh of a cell, () of an empty one, None where it is a problem; what is below 0 counts as 0."""
        text, unit = _cell(cells, at), self.columns.unit
        if self.columns.measure is not None:
            unit = _UNITS.get(_cell(cells, self.columns.measure).casefold(), unit)
        if text.casefold() in NOTHING:
            return ()
        found = number_of(text)
        if found is None:
            self._wrong(number, at, f"{text[:40]!r} is no number; write it like 12.5")
            return None
        if found < 0:
            self.below_zero.append(number)
            found = Decimal(0)
        if unit == "kWh":
            return (found,)
        with exact():
            return (found * UNITS[unit],)

    def _source(self, number: int, cells: Sequence[str]) -> Source | None:
        """Whose row it is; None where that is a problem. What rows of one meter say is looked at once."""
        columns = self.columns
        said = tuple(
            "" if at is None else _cell(cells, at) for at in (columns.meter, columns.site, columns.fuel)
        )
        found = self._sources.get(said)
        if found is None:
            found = self._new_source(number, *(" ".join(text.split()) for text in said))
            if found is not None:
                self._sources[said] = found
        return found

    def _new_source(self, number: int, meter: str, site: str, fuel: str) -> Source | None:
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
        return Source(meter.lstrip("'").replace(" ", ""), site, section)

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
            (self.below_zero, "below 0 counted as 0 (energy that was sent to the grid, or a correction)"),
        ):
            if rows:
                many = amount(Decimal(len(rows)), "row")
                where = f"row {rows[0]}" if len(rows) == 1 else f"the first is row {min(rows)}"
                yield f"{many} {said}: {where}."
        if others := other_amounts(self.head, self.columns):
            yield (
                f"Not read: {joined(others)}. All energy of a meter has to stand in one column; for another "
                "fuel read the file again by its column."
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
