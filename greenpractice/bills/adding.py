"""Adding up readings to days and days to months: the order of rows never matters, and doubles count once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from greenpractice.bills.naming import labels_of
from greenpractice.bills.times import MINUTES, last_of_month, minutes_of
from greenpractice.bills.values import Source, Used
from greenpractice.numbers import MAXIMUM_DECIMALS, exact, round_half_up
from greenpractice.periods import day_words
from greenpractice.phrases import amount, counted
from greenpractice.returns.energy_rows import days_words

_ROOM = 2 * MINUTES  # for the minutes of a day, so that day and minute are one number
_ONE_DAY = timedelta(days=1)
_HALF_HOUR, _LEAST_MONTH, _LONGEST = 30, 28, 800
_USUAL = (24, 48, 96, 144, 288)  # readings of a day
_MOST_TOLD = 3
_OTHER_AMOUNT = "another row has another amount for the same time; remove the one that is wrong"
Clash = tuple[int, int, str]  # row, column, why


class Taken(NamedTuple):
    """One amount in kWh, and whether it is an estimate."""

    kwh: Decimal
    rough: bool


class Day(NamedTuple):
    """What a source used on a day: of `expected` readings some are estimates and some are not there."""

    kwh: Decimal
    expected: int
    rough: int
    missing: int


@dataclass
class Days:
    """Readings of parts of days: a row for each, or a row with all of a day."""

    moments: dict[Source, dict[int, Taken | list[Taken]]] = field(default_factory=dict)
    whole: dict[tuple[Source, date], tuple[Taken | None, ...]] = field(default_factory=dict)
    doubles: int = 0
    starts: bool = False
    sure: bool = False
    _clashes: list[Clash] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.moments or self.whole)

    def add_moment(
        self,
        source: Source,
        day: date,
        minute: int,
        what: Taken,
        row: int,
        at: int,
        *,
        sure: bool,
        starts: bool,
    ) -> None:
        """A reading at a minute of a day."""
        self.sure |= sure
        self.starts |= starts
        key, there = day.toordinal() * _ROOM + minute, self.moments.setdefault(source, {})
        found = there.get(key)
        if found is None:
            there[key] = what
        elif not sure and minutes_of(day) > MINUTES and 60 <= minute <= 120:
            there[key] = [*(found if isinstance(found, list) else [found]), what]
        elif found == what:
            self.doubles += 1
        else:
            self._clashes.append((row, at, _OTHER_AMOUNT))

    def add_day(self, source: Source, day: date, values: tuple[Taken | None, ...], row: int, at: int) -> None:
        """A day with all of its readings."""
        if not any(values):
            return
        found = self.whole.setdefault((source, day), values)
        if found is not values and found == values:
            self.doubles += 1
        elif found is not values:
            self._clashes.append((row, at, _OTHER_AMOUNT))

    def in_time(self) -> Iterator[list[Decimal]]:
        """The amounts of each source in the order of time, where each row has one."""
        for there in self.moments.values():
            yield [each.kwh for _, each in sorted(there.items()) if isinstance(each, Taken)]

    def clashes(self) -> list[Clash]:
        """Rows that say something else of the same time."""
        return self._clashes

    def used(self) -> tuple[Used, ...]:
        """What each source used on days that follow one another, each within a month."""
        return tuple(_by_month(self._by_day()))

    def notes(self) -> Iterator[str]:
        """Doubles, gaps, and days that are estimated or not complete."""
        if self.doubles:
            are = "stands" if self.doubles == 1 else "stand"
            yield f"{amount(Decimal(self.doubles), 'row')} {are} in the file twice, counted once."
        yield from _told(self._by_day())

    def _by_day(self) -> dict[tuple[Source, date], Day]:
        found = {key: _whole_day(key[1], values) for key, values in self.whole.items()}
        for source, there in self.moments.items():
            back = 1 if self._are_ends(there) else 0
            for day, values in _split(there, back, sure=self.sure).items():
                found[source, day] = values
        return found

    def _are_ends(self, there: Mapping[int, object]) -> bool:
        """Whether times are ends of readings: the first is one step after midnight, the last at midnight."""
        minutes = [key % _ROOM for key in (min(there), max(there))]
        return not self.starts and minutes[0] == _step(there) and minutes[1] % MINUTES == 0


@dataclass
class Spans:
    """Amounts of days and of bills: from a first day to a last one."""

    found: dict[tuple[Source, date, date], Taken] = field(default_factory=dict)
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
        source: Source,
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
        found = self.found.setdefault((source, first, last), what)
        if found is not what and found == what:
            self.doubles += 1
        elif found is not what:
            self._clashes.append((row, at, _OTHER_AMOUNT))

    def in_time(self) -> Iterator[list[Decimal]]:
        """The amounts of each source in the order of days, of rows with a single day."""
        found: dict[Source, list[Decimal]] = {}
        for (source, first, last), what in sorted(self.found.items()):
            if first == last:
                found.setdefault(source, []).append(what.kwh)
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
                (source, first.replace(day=1), last_of_month(first)): what
                for (source, first, _), what in self.found.items()
            }
            return _bills(bills), ""
        is_days, ends = self.kind == "days", self._end_on_the_next_day()
        self.is_next_day = bool(ends)
        single = self._single_days() if is_days else {}
        bills = {
            (source, first, max(first, last - _ONE_DAY) if source in ends else last): what
            for (source, first, last), what in self.found.items()
            if (source, first) not in single or first != last
        }
        return (*_by_month(single), *_bills(bills)), ""

    def notes(self) -> Iterator[str]:
        """Doubles, gaps, and how days were taken."""
        if self.doubles:
            are = "stands" if self.doubles == 1 else "stand"
            yield f"{amount(Decimal(self.doubles), 'row')} {are} in the file twice, counted once."
        if self.whole_months:
            yield "Each row is taken for the whole month of its day."
        if self.is_next_day:
            yield "Bills end on the day on which the next one begins: the day before is taken as their last."
        if self.kind == "days" and all(first == last for _, first, last in self.found):
            yield from _told(self._single_days())

    def _single_days(self) -> dict[tuple[Source, date], Day]:
        return {
            (source, day): Day(what.kwh, 1, int(what.rough), 0)
            for (source, day, last), what in self.found.items()
            if day == last
        }

    def _are_month_apart(self) -> bool:
        days: dict[Source, list[date]] = {}
        for source, first, last in self.found:
            if first != last:
                return False
            days.setdefault(source, []).append(first)
        apart = [(b - a).days for each in days.values() for a, b in pairwise(sorted(each))]
        return bool(apart) and min(apart) >= _LEAST_MONTH

    def _end_on_the_next_day(self) -> set[Source]:
        """The sources whose bills end on the first day of the next one, and none on the day before it.

        Where no source says otherwise, those with a single bill do as the others.
        """
        firsts = {(source, first) for source, first, _ in self.found}
        ends = [(source, last) for source, first, last in self.found if first != last]
        same = {source for source, last in ends if (source, last) in firsts}
        other = {source for source, last in ends if (source, last + _ONE_DAY) in firsts}
        return same - other if other or not same else {source for source, _ in ends}


def _whole_day(day: date, values: Sequence[Taken | None]) -> Day:
    usual = min(_USUAL, key=lambda each: abs(each - len(values)))
    expected = min(len(values), minutes_of(day) * usual // MINUTES)
    there = [each for each in values if each is not None]
    with exact():
        kwh = sum((each.kwh for each in there), Decimal(0))
    rough = sum(each.rough for each in there)
    return Day(kwh, max(expected, len(there)), rough, max(0, expected - len(there)))


def _split(there: Mapping[int, Taken | list[Taken]], back: int, *, sure: bool) -> dict[date, Day]:
    """The readings of one source by their days; `back` minutes bring the end of a reading into its day."""
    step = _step(there)
    days: dict[date, list[Taken]] = {}
    for key, found in there.items():
        day = date.fromordinal((key - back) // _ROOM)
        days.setdefault(day, []).extend(
            _both(found, key % _ROOM, back) if isinstance(found, list) else [found]
        )
    made = {}
    with exact():
        for day, readings in days.items():
            expected = minutes_of(day) // step
            missing = max(0, expected - len(readings))
            kwh = sum((each.kwh for each in readings), Decimal(0))
            made[day] = Day(kwh, expected, sum(each.rough for each in readings), missing)
    return made


def _both(found: list[Taken], minute: int, back: int) -> list[Taken]:
    """What counts of readings at one time of the day on which an hour comes twice: that hour's two."""
    comes_twice = 60 < minute <= 120 if back else 60 <= minute < 120
    counts = Counter(found)
    if not comes_twice:
        return list(counts)
    if len(found) > 2 and all(count % 2 == 0 for count in counts.values()):
        return [each for each, count in counts.items() for _ in range(count // 2)]
    return found


def _step(there: Iterable[int]) -> int:
    """The minutes of a reading."""
    apart = [b - a for a, b in pairwise(sorted(there)) if b // _ROOM == a // _ROOM]
    return min(apart, default=_HALF_HOUR) or _HALF_HOUR


def _by_month(days: Mapping[tuple[Source, date], Day]) -> Iterator[Used]:
    """Days that follow one another, each run within a month."""
    last: Used | None = None
    with exact():
        for (source, day), what in sorted(days.items()):
            rough = what.rough + what.missing
            follows = (
                last is not None and last.source == source and last.last + _ONE_DAY == day and day.day != 1
            )
            if last is not None and follows:
                last = replace(
                    last, last=day, kwh=last.kwh + what.kwh, readings=last.readings + what.expected,
                    rough=last.rough + rough,
                )  # fmt: skip
                continue
            if last is not None:
                yield replace(last, kwh=_kept(last.kwh))
            last = Used(source, day, day, what.kwh, what.expected, rough)
        if last is not None:
            yield replace(last, kwh=_kept(last.kwh))


def _bills(bills: Mapping[tuple[Source, date, date], Taken]) -> tuple[Used, ...]:
    return tuple(
        Used(source, first, last, _kept(what.kwh), 1, int(what.rough))
        for (source, first, last), what in sorted(bills.items())
    )


def _kept(kwh: Decimal) -> Decimal:
    """As a return can hold it: with six decimals at most."""
    return kwh if -int(kwh.as_tuple().exponent) <= MAXIMUM_DECIMALS else round_half_up(kwh, MAXIMUM_DECIMALS)


def _told(days: Mapping[tuple[Source, date], Day]) -> Iterator[str]:
    """For each source the days without a reading, those that are not complete, and estimates."""
    names = labels_of({source for source, _ in days})
    for source, name in sorted(names.items()):
        mine = {day: what for (whose, day), what in days.items() if whose == source}
        every = [min(mine) + number * _ONE_DAY for number in range((max(mine) - min(mine)).days + 1)]
        missing = days_words(day for day in every if day not in mine)
        more = f" and {len(missing) - _MOST_TOLD} more times" if len(missing) > _MOST_TOLD else ""
        if missing:
            yield f"{name}: no reading for {', '.join(missing[:_MOST_TOLD])}{more}."
        partly = sorted(day for day, what in mine.items() if what.missing)
        if partly:
            what = mine[partly[0]]
            many = f"{counted(len(partly), 'day')} {'is' if len(partly) == 1 else 'are'} not complete"
            has = f"{day_words(partly[0])} has {what.expected - what.missing} of {what.expected} readings"
            yield f"{name}: {many}, counted with what is there and marked as estimated: {has}."
        rough = sum(what.rough for what in mine.values())
        if rough:
            of = sum(what.expected for what in mine.values())
            yield f"{name}: {rough:,} of {amount(Decimal(of), 'reading')} are estimates."
