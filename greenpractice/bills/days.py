"""Readings of parts of days added up to days: the order of rows never matters, and doubles count once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from greenpractice.bills.runs import (
    OTHER_AMOUNT,
    Clash,
    Day,
    Register,
    Taken,
    by_month,
    day_of,
    doubles_words,
    registers_told,
    together,
    told,
)
from greenpractice.bills.times import MINUTES, minutes_of
from greenpractice.bills.values import Source, Used

_ROOM = 2 * MINUTES  # for the minutes of a day, so that day and minute are one number
_HALF_HOUR = 30
_USUAL = (24, 48, 96, 144, 288)  # readings of a day


@dataclass
class Days:
    """Readings of parts of days: a row for each, or a row with all of a day."""

    moments: dict[Register, dict[int, Taken | list[Taken]]] = field(default_factory=dict)
    whole: dict[tuple[Register, date], tuple[Taken | None, ...]] = field(default_factory=dict)
    doubles: int = 0
    starts: bool = False
    sure: bool = False
    _clashes: list[Clash] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.moments or self.whole)

    def add_moment(
        self,
        register: Register,
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
        key, there = day.toordinal() * _ROOM + minute, self.moments.setdefault(register, {})
        found = there.get(key)
        if found is None:
            there[key] = what
        elif not sure and minutes_of(day) > MINUTES and 60 <= minute <= 120:
            there[key] = [*(found if isinstance(found, list) else [found]), what]
        elif isinstance(found, Taken) and (same := found.again(what)) is not None:
            there[key] = same
            self.doubles += 1
        else:
            self._clashes.append((row, at, OTHER_AMOUNT))

    def add_day(
        self, register: Register, day: date, values: tuple[Taken | None, ...], row: int, at: int
    ) -> None:
        """A day with all of its readings."""
        if not any(values):
            return
        found = self.whole.setdefault((register, day), values)
        if found is not values and found == values:
            self.doubles += 1
        elif found is not values:
            self._clashes.append((row, at, OTHER_AMOUNT))

    def in_time(self) -> Iterator[list[Decimal]]:
        """The amounts of each register in the order of time, where each row has one."""
        for there in self.moments.values():
            yield [each.amount for _, each in sorted(there.items()) if isinstance(each, Taken)]

    def clashes(self) -> list[Clash]:
        """Rows that say something else of the same time."""
        return self._clashes

    def used(self) -> tuple[Used, ...]:
        """What each source used on days that follow one another, each within a month."""
        return tuple(by_month(self._by_day()))

    def notes(self) -> Iterator[str]:
        """Doubles, gaps, and days that are estimated or not complete."""
        yield from doubles_words(self.doubles)
        yield from registers_told((*self.moments, *(register for register, _ in self.whole)))
        yield from told(self._by_day())

    def _by_day(self) -> dict[tuple[Source, date], Day]:
        found = {key: _whole_day(key[1], values) for key, values in self.whole.items()}
        for register, there in self.moments.items():
            back = 1 if self._are_ends(there) else 0
            for day, values in _split(there, back, sure=self.sure).items():
                found[register, day] = values
        return together(found)

    def _are_ends(self, there: Mapping[int, object]) -> bool:
        """Whether times are ends of readings: the first is one step after midnight, the last at midnight."""
        minutes = [key % _ROOM for key in (min(there), max(there))]
        return not self.starts and minutes[0] == _step(there) and minutes[1] % MINUTES == 0


def _whole_day(day: date, values: Sequence[Taken | None]) -> Day:
    usual = min(_USUAL, key=lambda each: abs(each - len(values)))
    expected = min(len(values), minutes_of(day) * usual // MINUTES)
    there = [each for each in values if each is not None]
    missing = max(0, expected - len(there))
    return day_of(there, max(expected, len(there)), missing)


def _split(there: Mapping[int, Taken | list[Taken]], back: int, *, sure: bool) -> dict[date, Day]:
    """The readings of one register by their days; `back` minutes bring the end of a reading into its day."""
    step = _step(there)
    days: dict[date, list[Taken]] = {}
    for key, found in there.items():
        day = date.fromordinal((key - back) // _ROOM)
        days.setdefault(day, []).extend(
            _both(found, key % _ROOM, back) if isinstance(found, list) else [found]
        )
    made = {}
    for day, readings in days.items():
        expected = minutes_of(day) // step
        made[day] = day_of(readings, expected, max(0, expected - len(readings)))
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
