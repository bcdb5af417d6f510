"""Which days the bills of a site cover, which days none or two of them do, and sites without any energy."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from greenpractice.errors import Issue
from greenpractice.periods import MONTHS, Period, day_words
from greenpractice.returns.documents import RawRow, ReturnDocument
from greenpractice.sections import SECTION_BY_KEY, keys_of
from greenpractice.sections.base import typed_row
from greenpractice.sections.energy import Known, dates_are_readings, known_from
from greenpractice.sections.heating import FUELS
from greenpractice.themes import ENERGY

ENERGY_SECTIONS = keys_of(ENERGY)
OWN_SOLAR = "own_solar"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Covered:
    """The dated bills of one site and fuel: how many days of the period they cover, and which not."""

    source: str
    inside: int
    days: int
    missing: tuple[str, ...]

    @property
    def words(self) -> str:
        """`Main Street: bills cover 75 of 91 days.`"""
        return f"{self.source or 'All bills'}: bills cover {self.inside} of {self.days} days."

    @property
    def sentences(self) -> list[str]:
        """`No bill of Main Street covers 15 to 30 June 2026`, one for each run of days."""
        return [f"No bill{_of(self.source)} covers {run}" for run in self.missing]


@dataclass(frozen=True, slots=True)
class LeftOutSite:
    """A site whose energy is in the rent, and the energy sections that have no row of it."""

    row: int
    site: str | None
    sections: tuple[str, ...]

    def sentence(self, section: str) -> str:
        """What is known of its energy."""
        what = SECTION_BY_KEY[section].title.lower()
        return (
            f"{self.site or 'A site'}: energy is in the rent or service charge, and its {what} is not known"
        )


@dataclass(frozen=True, slots=True)
class _Bill:
    span: tuple[date, date] | None  # None without dates
    row: int
    amount: tuple[Decimal | None, ...]


def covered_days(document: ReturnDocument, section: str) -> list[Covered]:
    """Each site and fuel with dated bills. One without dates counts for the whole period, and covers it."""
    period, found = document.period, []
    for source, bills in _by_source(section, document.rows(section)).items():
        dated = [bill.span for bill in bills if bill.span is not None]
        if not dated:
            continue
        covered = {day for span in dated for day in _days(span, period)}
        undated = len(dated) < len(bills)
        missing = [] if undated else [day for day in _all_days(period) if day not in covered]
        inside = period.days if undated else len(covered)
        found.append(Covered(_named(source), inside, period.days, tuple(_runs(missing))))
    return found


def doubled(section: str, rows: Sequence[RawRow], period: Period) -> Iterator[Issue]:
    """A question for each bill whose days another bill of the same site and fuel covers too."""
    for source, bills in _by_source(section, rows).items():
        of = _of(_named(source))
        found = [(bill.span, bill.row, bill.amount) for bill in bills if bill.span is not None]
        dated = sorted(found, key=lambda each: each[:2])
        covered: set[date] = set()
        seen: set[tuple[object, ...]] = set()
        for bill_span, row, amount in dated:
            days, same = _days(bill_span, period), (bill_span, amount)
            twice = sorted(days & covered)
            if twice and same in seen and any(part is not None for part in amount):
                span = _range(twice[0], twice[-1])
                yield _asked(section, row, f"The same bill{of} stands here twice, for {span}")
            elif twice:
                yield _asked(section, row, f"Two bills{of} cover {' and '.join(_runs(twice))}")
            covered |= days
            seen.add(same)
        yield from _same_amounts(section, of, [bill for bill in bills if bill.span is None])


def sites_left_out(document: ReturnDocument) -> list[LeftOutSite]:
    """The sites whose landlord pays and whose energy nobody has entered or estimated."""
    section, found = SECTION_BY_KEY["practice"], []
    for number, raw in enumerate(document.rows("practice")):
        values = typed_row(section, raw)
        missing = tuple(key for key in ENERGY_SECTIONS if not _has_site(document, key, raw.get("site")))
        if values.energy_paid_by == "landlord" and missing:
            found.append(LeftOutSite(number, values.site, missing))
    return found


def _same_amounts(section: str, of: str, bills: Iterable[_Bill]) -> Iterator[Issue]:
    seen: set[tuple[Decimal | None, ...]] = set()
    for bill in bills:
        if bill.amount in seen and any(part is not None for part in bill.amount):
            sentence = f"Two rows{of} have the same amount and no dates: one bill may be counted twice"
            yield _asked(section, bill.row, sentence)
        seen.add(bill.amount)


def _asked(section: str, row: int, sentence: str) -> Issue:
    return Issue(section, row, "from", sentence, question=True)


def _has_site(document: ReturnDocument, section: str, site: str | None) -> bool:
    return any(raw and raw.get("site") == site for raw in document.rows(section))


def _by_source(section: str, rows: Sequence[RawRow]) -> dict[tuple[str, ...], list[_Bill]]:
    """Bills by site and fuel, whatever the capitals of the site; solar panels have a meter of their own."""
    found: dict[tuple[str, ...], list[_Bill]] = {}
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for position, raw in enumerate(rows):
        values = typed_row(SECTION_BY_KEY[section], raw) if raw else None
        bill = None if values is None else _bill(values, position)
        if bill is not None:
            source = _source(values)
            key = tuple(part.casefold() for part in source)
            found.setdefault(names.setdefault(key, source), []).append(bill)
    return found


def _source(values: Any) -> tuple[str, ...]:
    fuel = getattr(values, "fuel", None)
    apart = FUELS.get(fuel or "", "") if hasattr(values, "fuel") else ""
    if getattr(values, "tariff", None) == OWN_SOLAR:
        apart = "own solar panels"
    return (" ".join((values.site or "").split()), apart)


def _named(source: tuple[str, ...]) -> str:
    return ", ".join(part for part in source if part)


def _of(source: str) -> str:
    return f" of {source}" if source else ""


def _bill(values: Any, position: int) -> _Bill | None:
    """None where the dates do not make a bill."""
    given = values.quantity if hasattr(values, "quantity") else values.kwh
    amount = (given, values.opening, values.closing)
    start, end = values.from_, values.to
    if start is None and end is None:
        return _Bill(None, position, amount) if known_from(values, given) is not Known.NOTHING else None
    if start is None or end is None or end < start:
        return None
    # A reading is at the end of its day: what was used begins the day after the opening one.
    start += _ONE_DAY if dates_are_readings(values, given) else timedelta()
    return _Bill((start, end), position, amount)


def _days(span: tuple[date, date], period: Period) -> set[date]:
    first, last = max(span[0], period.first_day), min(span[1], period.last_day)
    return {first + number * _ONE_DAY for number in range((last - first).days + 1)}


def _all_days(period: Period) -> list[date]:
    return [period.first_day + number * _ONE_DAY for number in range(period.days)]


def _runs(days: Iterable[date]) -> list[str]:
    """Days one after the other as `15 to 30 June 2026`."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day == runs[-1][-1] + _ONE_DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_range(run[0], run[-1]) for run in runs]


def _range(first: date, last: date) -> str:
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"
