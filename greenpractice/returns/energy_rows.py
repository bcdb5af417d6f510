"""Rows of energy as bills, readings and estimates: of which site and fuel each is, and for which days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from greenpractice.periods import MONTHS, Period, day_words
from greenpractice.returns.documents import RawRow, ReturnDocument
from greenpractice.sections import SECTION_BY_KEY, keys_of
from greenpractice.sections.base import typed_row
from greenpractice.sections.energy import Known, dates_are_readings, given_amount, known_from
from greenpractice.sections.heating import FUELS, UNITS
from greenpractice.texts import name_key
from greenpractice.themes import ENERGY

ENERGY_SECTIONS = keys_of(ENERGY)
OWN_SOLAR = "own_solar"
_ONE_DAY = timedelta(days=1)
_Readings = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class EnergyBill:
    """One row: a bill, a pair of readings, or an estimate; `span` is None without dates.

    `place` is the key of its site, "" without a name, and `site` how it is written; `fuel` is what is metered
    apart there, `at` the row's position, `unit` that of what was `used`, in words.
    """

    at: int
    place: str
    site: str
    fuel: str
    span: tuple[date, date] | None
    known: Known
    is_estimate: bool
    used: Decimal | None
    readings: _Readings | None
    unit: str

    def days(self, period: Period) -> set[date]:
        """The days of the period that it is for: all of them without dates."""
        first, last = self.span or (period.first_day, period.last_day)
        first, last = max(first, period.first_day), min(last, period.last_day)
        return {first + number * _ONE_DAY for number in range((last - first).days + 1)}

    def covers(self, period: Period) -> bool:
        """True if it is for every day of the period."""
        return self.span is None or (self.span[0] <= period.first_day and period.last_day <= self.span[1])

    def same_amount(self, other: "EnergyBill") -> bool:
        """Whether both say the same amount; two pairs of other readings never do."""
        if self.used is None or self.used != other.used:
            return False
        return self.readings == other.readings or None in (self.readings, other.readings)


def bills_of(document: ReturnDocument, section: str) -> list[EnergyBill]:
    """The rows of a section that can be counted by their dates, in their order."""
    only = only_site(document)
    found = [_bill(section, raw, at, only) for at, raw in enumerate(document.rows(section)) if raw]
    return [bill for bill in found if bill is not None]


def by_source(document: ReturnDocument, section: str) -> list[list[EnergyBill]]:
    """Bills by site and fuel, however the site is spelled; solar panels have a meter of their own."""
    found: dict[tuple[str, str], list[EnergyBill]] = {}
    for bill in bills_of(document, section):
        found.setdefault((bill.place, bill.fuel), []).append(bill)
    return list(found.values())


def source_words(bills: Sequence[EnergyBill]) -> str:
    """`Main Street, Natural gas`, as the first of them is written."""
    site = next((bill.site for bill in bills if bill.site), "")
    return ", ".join(part for part in (site, bills[0].fuel) if part)


def of_words(source: str) -> str:
    """` of Main Street`, or nothing."""
    return f" of {source}" if source else ""


def covered_by(bills: Sequence[EnergyBill], period: Period) -> set[date]:
    """The days of the period that any of them is for."""
    return {day for bill in bills for day in bill.days(period)}


def all_days(period: Period) -> list[date]:
    """Every day of it."""
    return [date.fromordinal(period.first_day.toordinal() + number) for number in range(period.days)]


def only_site(document: ReturnDocument) -> str:
    """The key of the only site of a practice, which rows without a name are of too; "" where it has more."""
    if sum(map(bool, document.rows("practice"))) != 1:
        return ""
    rows = [raw for section in ("practice", *ENERGY_SECTIONS) for raw in document.rows(section)]
    names = {name_key(raw["site"]) for raw in rows if "site" in raw}
    return names.pop() if len(names) == 1 else ""


def runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """The first and the last of days that follow one another; `days` are in their order."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and day == found[-1][1] + _ONE_DAY:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def days_words(days: Iterable[date]) -> list[str]:
    """Days one after the other as `15 to 30 June 2026`."""
    return [run_words(first, last) for first, last in runs(days)]


def run_words(first: date, last: date) -> str:
    """`1 April to 30 June 2026`."""
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"


def _bill(section: str, raw: RawRow, at: int, only: str) -> EnergyBill | None:
    """None where the dates do not make a bill."""
    values = typed_row(SECTION_BY_KEY[section], raw)
    given = given_amount(values)
    known, start, end = known_from(values, given), values.from_, values.to
    span = None
    if start is None and end is None:
        if known is Known.NOTHING:
            return None
    elif start is None or end is None or end < start:
        return None
    else:
        # A reading is at the end of its day: what was used begins the day after the opening one.
        span = (start + (_ONE_DAY if dates_are_readings(values, given) else timedelta()), end)
    both = None if values.opening is None or values.closing is None else (values.opening, values.closing)
    used = both[1] - both[0] if known is Known.READINGS and both is not None else given
    is_estimate = values.basis == "floor_area" and known in (Known.FLOOR_AREA, Known.AMOUNT)
    site = " ".join((values.site or "").split())
    place = name_key(site) or only
    unit = "kWh" if known is Known.FLOOR_AREA else UNITS.get(getattr(values, "unit", None) or "kWh", "kWh")
    return EnergyBill(at, place, site, _fuel(values), span, known, is_estimate, used, both, unit)


def _fuel(values: Any) -> str:
    """What is metered apart from all else at a site."""
    if getattr(values, "tariff", None) == OWN_SOLAR:
        return "own solar panels"
    return FUELS.get(getattr(values, "fuel", None) or "", "")
