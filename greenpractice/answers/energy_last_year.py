"""What was used on the same days a year before: for days without a bill, and beside those that have one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from greenpractice.numbers import exact, normal, round_half_up
from greenpractice.returns.documents import RawRow, ReturnDocument
from greenpractice.returns.energy_covered import Covered, covered_days
from greenpractice.returns.energy_rows import EnergyBill, all_days, by_source
from greenpractice.sections.energy import AMOUNTS

_OF_THE_METER = ("site", "tariff", "fuel", "unit", "calorific_value")
_WHOLE_FROM = 100  # an estimate of less has decimals
_FEWEST = 7  # days that are compared: of fewer a cold one decides
_NONE: Mapping[date, Decimal] = {}


@dataclass(frozen=True, slots=True)
class OpenDays:
    """Days that no bill of a site and fuel covers; `sentence` names them.

    `row` can be entered for them as an estimate: `amount` in `unit`, which was used on the same days a year
    before. It is None where the bills of then do not say so.
    """

    sentence: str
    row: RawRow | None = None
    amount: Decimal = Decimal(0)
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SameDays:
    """What was used on the days that bills of both years cover, in one unit.

    `days` is how many these are, of `of` days of the period.
    """

    now: Decimal
    before: Decimal
    unit: str
    days: int
    of: int

    @property
    def words(self) -> str:
        """`16% less`, `3% more`, or `as much`."""
        if not self.before:
            return "none a year before"
        with exact():
            percent = round_half_up((self.now - self.before) / self.before * 100)
        return f"{abs(percent):,}% {'less' if percent < 0 else 'more'}" if percent else "as much"


def open_days(document: ReturnDocument, before: ReturnDocument | None, section: str) -> list[OpenDays]:
    """Each run of days without a bill, with the estimate that bills of a year before give for it."""
    found = []
    for covered in covered_days(document, section):
        meter = _meter(document, covered.bills, section)
        earlier = _same_meter(covered.bills[0], before, section)
        is_alike = before is not None and {meter.get("unit")} == {
            before.rows(section)[bill.at].get("unit") for bill in earlier
        }
        used = _by_day(before, earlier) if is_alike else _NONE
        found += [_run(covered, number, meter, used, section) for number in range(len(covered.gaps))]
    return found


def same_days(document: ReturnDocument, before: ReturnDocument | None, section: str) -> SameDays | None:
    """What bills of both years say of the same days; None where these are few, or the units differ."""
    now, then, units, days = Decimal(0), Decimal(0), set[str](), set[date]()
    for bills in by_source(document, section):
        earlier = _same_meter(bills[0], before, section)
        of_now, of_then = _by_day(document, bills), _by_day(before, earlier)
        both = [day for day in all_days(document.period) if day in of_now and _year_before(day) in of_then]
        if both:
            with exact():
                now += sum(of_now[day] for day in both)
                then += sum(of_then[_year_before(day)] for day in both)
            units |= {bill.unit for bill in (*bills, *earlier)}
            days.update(both)
    if len(units) != 1 or len(days) < _FEWEST:
        return None
    return SameDays(now, then, units.pop(), len(days), document.period.days)


def _run(
    covered: Covered, number: int, meter: RawRow, used: Mapping[date, Decimal], section: str
) -> OpenDays:
    first, last = covered.gaps[number]
    sentence = f"{covered.sentences[number]}."
    days = [_year_before(day) for day in _days(first, last)]
    if not all(day in used for day in days):
        return OpenDays(sentence)
    with exact():
        amount = sum((used[day] for day in days), Decimal(0))
    amount = round_half_up(amount, 0 if amount >= _WHOLE_FROM else 2)
    figures = {AMOUNTS[section]: normal(amount), "from": first.isoformat(), "to": last.isoformat()}
    return OpenDays(sentence, {**meter, **figures}, amount, covered.bills[0].unit)


def _meter(document: ReturnDocument, bills: Sequence[EnergyBill], section: str) -> RawRow:
    """What the newest of its rows says of a meter, and so does one for other days."""
    newest = max(bills, key=lambda bill: (bill.span or (date.min, date.min), bill.at))
    row = document.rows(section)[newest.at]
    return {key: row[key] for key in _OF_THE_METER if key in row}


def _same_meter(bill: EnergyBill, before: ReturnDocument | None, section: str) -> list[EnergyBill]:
    """The bills of that site and fuel a year before."""
    of_then = [] if before is None else by_source(before, section)
    return next((each for each in of_then if (each[0].place, each[0].fuel) == (bill.place, bill.fuel)), [])


def _by_day(document: ReturnDocument | None, bills: Sequence[EnergyBill]) -> Mapping[date, Decimal]:
    """Each bill shared out evenly over its days; without those of two bills or of one without an amount.

    Readings of one and the same day have none: what was used begins the day after the first.
    """
    if document is None:
        return _NONE
    found: dict[date, Decimal | None] = {}
    for bill in bills:
        first, last = bill.span or (document.period.first_day, document.period.last_day)
        days = _days(first, last)
        with exact():
            share = None if bill.used is None or not days else bill.used / len(days)
        for day in days:
            found[day] = None if day in found else share
    return {day: share for day, share in found.items() if share is not None}


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _year_before(day: date) -> date:
    """The same day a year before; of 29 February the day before it."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
