"""What days and bills are made of: one amount, what a day has, and days that follow one another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from greenpractice.bills.naming import labels_of
from greenpractice.bills.values import Source, Used
from greenpractice.numbers import MAXIMUM_DECIMALS, exact, round_half_up
from greenpractice.periods import day_words
from greenpractice.phrases import amount, counted, joined
from greenpractice.returns.energy_rows import days_words

ONE_DAY = timedelta(days=1)
OTHER_AMOUNT = (
    "another row has another amount for the same time; remove the one that is wrong, or choose the column "
    "that says day and night"
)
_MOST_TOLD = 3
_CALORIFIC_DECIMALS = 2
Clash = tuple[int, int, str]  # row, column, why
_Parts = tuple[tuple[Decimal, Decimal | None], ...]  # amounts, each with its calorific value


class Register(NamedTuple):
    """What counts: a meter, or one of its registers, as of day and night; `name` is "" where there is one."""

    source: Source
    name: str


class Taken(NamedTuple):
    """An amount in the unit of its source, whether it is an estimate, a calorific value, £ paid."""

    amount: Decimal
    rough: bool
    calorific: Decimal | None = None
    cost: Decimal | None = None

    def again(self, other: "Taken") -> "Taken | None":
        """This, where another row says the same once more; None where it says another amount.

        Lines of one bill may each have a cost of their own: then that of the bill is not known.
        """
        if self._replace(cost=other.cost) != other:
            return None
        return self if self.cost == other.cost else self._replace(cost=None)


class Day(NamedTuple):
    """What was used on a day: of `expected` readings some are estimates and some are not there."""

    amount: Decimal
    expected: int
    rough: int
    missing: int
    calorific: Decimal | None = None
    cost: Decimal | None = None


def doubles_words(doubles: int) -> Iterator[str]:
    """That rows stand in the file twice."""
    if doubles:
        are = "stands" if doubles == 1 else "stand"
        yield f"{amount(Decimal(doubles), 'row')} {are} in the file twice, counted once."


def together(days: Mapping[tuple[Register, date], Day]) -> dict[tuple[Source, date], Day]:
    """The days of each meter, of all its registers; where one has no reading, its readings are missing."""
    names = _registers(register for register, _ in days)
    found: dict[tuple[Source, date], list[Day]] = {}
    for (register, day), what in days.items():
        found.setdefault((register.source, day), []).append(what)
    return {
        (source, day): _sum_of_days(parts, len(names[source]) - len(parts))
        for (source, day), parts in found.items()
    }


def day_of(readings: Sequence[Taken], expected: int, missing: int) -> Day:
    """The sum of a day's readings."""
    total, calorific = _sum(tuple((each.amount, each.calorific) for each in readings))
    rough = sum(each.rough for each in readings)
    return Day(total, expected, rough, missing, calorific, _cost(each.cost for each in readings))


def by_month(days: Mapping[tuple[Source, date], Day]) -> Iterator[Used]:
    """Days that follow one another, each run within a month."""
    run: list[tuple[tuple[Source, date], Day]] = []
    for key, what in sorted(days.items(), key=lambda each: each[0]):
        source, day = key
        if run and (run[-1][0] != (source, day - ONE_DAY) or day.day == 1):
            yield _used(run)
            run = []
        run.append((key, what))
    if run:
        yield _used(run)


def of_bills(bills: Mapping[tuple[Register, date, date], Taken]) -> tuple[Used, ...]:
    """Each bill as what was used, of all registers of its meter; where one has none, it is an estimate."""
    names = _registers(register for register, _, _ in bills)
    found: dict[tuple[Source, date, date], list[Taken]] = {}
    for (register, first, last), what in bills.items():
        found.setdefault((register.source, first, last), []).append(what)
    made = []
    for (source, first, last), parts in sorted(found.items(), key=lambda each: each[0]):
        readings = len(names[source])
        rough = sum(each.rough for each in parts) + readings - len(parts)
        total, calorific = _sum(tuple((each.amount, each.calorific) for each in parts))
        cost = _cost_of_registers([each.cost for each in parts])
        made.append(Used(source, first, last, _kept(total), readings, rough, calorific, cost))
    return tuple(made)


def added_up(rows: Sequence[Used]) -> Used:
    """Rows of one source and the same days as one."""
    if len(rows) == 1:
        return rows[0]
    total, calorific = _sum(tuple((each.amount, each.calorific) for each in rows))
    readings, rough = (sum(getattr(each, name) for each in rows) for name in ("readings", "rough"))
    cost = _cost(each.cost for each in rows)
    whole = replace(rows[0], amount=_kept(total), readings=readings, rough=rough)
    return replace(whole, calorific=calorific, cost=cost)


def told(days: Mapping[tuple[Source, date], Day]) -> Iterator[str]:
    """For each source the days without a reading, those that are not complete, and estimates."""
    names = labels_of({source for source, _ in days})
    for source, name in sorted(names.items()):
        mine = {day: what for (whose, day), what in days.items() if whose == source}
        every = [min(mine) + number * ONE_DAY for number in range((max(mine) - min(mine)).days + 1)]
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


def registers_told(registers: Iterable[Register]) -> Iterator[str]:
    """Which registers are added up: a total among them that does not say so would count twice."""
    found = _registers(registers)
    labels = labels_of(found)
    for source, names in sorted(found.items()):
        if len(names) > 1:
            yield f"{labels[source]}: {joined(sorted(names))} are added up."


def _registers(registers: Iterable[Register]) -> dict[Source, set[str]]:
    found: dict[Source, set[str]] = {}
    for source, name in registers:
        found.setdefault(source, set()).add(name)
    return found


def _sum_of_days(parts: Sequence[Day], lacking: int) -> Day:
    if len(parts) == 1 and not lacking:
        return parts[0]
    total, calorific = _sum(tuple((each.amount, each.calorific) for each in parts))
    absent = lacking * max(each.expected for each in parts)
    return Day(
        total,
        sum(each.expected for each in parts) + absent,
        sum(each.rough for each in parts),
        sum(each.missing for each in parts) + absent,
        calorific,
        _cost_of_registers([each.cost for each in parts]),
    )


def _used(run: Sequence[tuple[tuple[Source, date], Day]]) -> Used:
    days = [what for _, what in run]
    total, calorific = _sum(tuple((each.amount, each.calorific) for each in days))
    (source, first), (_, last) = run[0][0], run[-1][0]
    rough = sum(each.rough + each.missing for each in days)
    expected, cost = sum(each.expected for each in days), _cost(each.cost for each in days)
    return Used(source, first, last, _kept(total), expected, rough, calorific, cost)


def _cost(parts: Iterable[Decimal | None]) -> Decimal | None:
    """What all cost together; None where one of them has no cost."""
    total = Decimal(0)
    with exact():
        for each in parts:
            if each is None:
                return None
            total += each
    return total


def _cost_of_registers(parts: Sequence[Decimal | None]) -> Decimal | None:
    """What registers of a meter cost: the very same cost at each of them is that of the whole bill."""
    return parts[0] if len(set(parts)) == 1 else _cost(parts)


def _sum(parts: _Parts) -> tuple[Decimal, Decimal | None]:
    """The sum, and the calorific value at which it is as much energy as its parts; None if one has none."""
    with exact():
        total = sum((each for each, _ in parts), Decimal(0))
        values = [value for _, value in parts if value is not None]
        if len(values) < len(parts):
            return total, None
        if len(set(values)) == 1 or not total:
            return total, values[0]
        energy = sum((each * value for each, value in parts if value is not None), Decimal(0))
        return total, round_half_up(energy / total, _CALORIFIC_DECIMALS)


def _kept(number: Decimal) -> Decimal:
    """As a return can hold it: with six decimals at most."""
    fits = -int(number.as_tuple().exponent) <= MAXIMUM_DECIMALS
    return number if fits else round_half_up(number, MAXIMUM_DECIMALS)
